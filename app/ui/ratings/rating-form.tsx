import type { OwnRating } from '#api/reuses/ratings.ts';
import { commentReasons } from '#api/reuses/rules/codes.ts';
import { ratings } from '#app/i18n/ratings.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '../button.tsx';
import { RadioGroup } from '../choices.tsx';
import { ConfirmButton } from '../confirm-button.tsx';
import { Form } from '../form.tsx';
import { Notice } from '../notice.tsx';
import { TextArea } from '../text-area.tsx';

/** One's own rating: given, changed, withdrawn. */
export function RatingForm({ own }: { readonly own: OwnRating | null }) {
  const t = useT(ratings);
  const locale = useLocale();
  return (
    <>
      {own?.comment_state === 'waiting' && <Notice tone="info">{t('own_waiting')}</Notice>}
      {own?.comment_state === 'rejected' && own.rejected_for !== null && (
        <Notice tone="warn">{t('own_rejected', { reason: commentReasons.label(own.rejected_for, locale) })}</Notice>
      )}
      {/* A new revision is a new form: what is typed next belongs to it. */}
      <Form name="rate" key={own?.revision ?? 0}>
        <input type="hidden" name="revision" value={own?.revision ?? 0} />
        <RadioGroup
          name="stars"
          label={t('f_stars')}
          {...(own === null ? {} : { defaultValue: String(own.stars) })}
          options={([5, 4, 3, 2, 1] as const).map((n) => ({ value: String(n), label: t(`star_${n}`) }))}
        />
        <TextArea
          name="comment"
          label={t('f_comment')}
          help={t('f_comment_help')}
          limit={1000}
          defaultValue={own?.comment ?? ''}
          optional
        />
        <Button>{t('save')}</Button>
      </Form>
      {own !== null && (
        <Form name="withdraw" inline>
          <ConfirmButton look="text" title={t('withdraw_title')} consequence={t('withdraw_consequence')}>
            {t('withdraw')}
          </ConfirmButton>
        </Form>
      )}
    </>
  );
}
