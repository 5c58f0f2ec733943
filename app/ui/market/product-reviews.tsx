import { Link } from 'react-router';
import type { Services } from '#api/services.ts';
import { voice } from '#app/i18n/market-voice.ts';
import { paths } from '#app/paths.ts';
import { dayText } from '#app/present/format.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Stars, StarsMean } from './stars.tsx';

export type Reviews = Awaited<ReturnType<Services['market']['listProductReviews']>>;
type Review = Reviews['items'][number];

/** What buyers say of a product, what its owner replies, and what the viewer can add. */
export function ProductReviews({ reviews }: { readonly reviews: Reviews }) {
  const t = useT(voice);
  const { summary, items, write, own } = reviews;
  const all = [5, 4, 3, 2, 1] as const;
  return (
    <Section id="reviews" title={t('r_title')} lead={t('r_lead')} margin>
      {summary.mean === null ? (
        <p className="help">{t('r_none')}</p>
      ) : (
        <>
          <p>
            <strong>
              <StarsMean mean={summary.mean} count={summary.count} />
            </strong>
          </p>
          <DescriptionList
            facts={all.map((n) => ({ key: String(n), term: <Stars n={n} />, value: summary.spread[n - 1] ?? 0 }))}
          />
        </>
      )}
      {items.map((one) => (
        <One key={one.id} review={one} />
      ))}
      {write !== null && (own !== null || write.refusal === null) && (
        <CaseAction
          name="review"
          title={t(own === null ? 'r_write' : 'r_rewrite')}
          refusal={write.refusal}
          folded={own !== null}
        >
          {own !== null && <input type="hidden" name="revision" value={own.revision} readOnly />}
          <RadioGroup
            name="stars"
            label={t('r_rate')}
            options={all.map((n) => ({ value: String(n), label: <Stars n={n} /> }))}
            {...(own === null ? {} : { defaultValue: String(own.stars) })}
          />
          <TextArea
            name="words"
            label={t('r_words')}
            help={t('r_words_help')}
            limit={2000}
            rows={3}
            defaultValue={own?.words ?? ''}
          />
          <Button look="plain">{t('r_send')}</Button>
        </CaseAction>
      )}
    </Section>
  );
}

function One({ review: r }: { readonly review: Review }) {
  const t = useT(voice);
  const locale = useLocale();
  const { viewer } = useRootData();
  const name = locale === 'en' ? (r.buyer_name_en ?? r.buyer_name) : r.buyer_name;
  return (
    <article className="case-action">
      <h3>
        {r.stars !== null && <Stars n={r.stars} />} {name}
      </h3>
      <p className="help">
        <DateText instant={r.written_at} />
        {r.changed_at !== null && <> · {t('r_changed', { on: dayText(r.changed_at.slice(0, 10), locale) })}</>}
        {r.refunded && <> · {t('r_refunded')}</>}
        {viewer !== null && r.actions.length > 0 && (
          <>
            {' '}
            · <Link to={paths.productReview(r.id)}>{t('r_all')}</Link>
          </>
        )}
      </p>
      {r.hidden_why !== null && <p>{t('r_hidden', { why: r.hidden_why })}</p>}
      {r.words !== null && (
        <p className="whitespace-pre-line" lang="zh-CN">
          {r.words}
        </p>
      )}
      {r.reply !== null && (
        <blockquote>
          <p className="help">
            {t('r_reply')} · <DateText instant={r.reply.at} />
          </p>
          <p className="whitespace-pre-line" lang="zh-CN">
            {r.reply.words}
          </p>
        </blockquote>
      )}
      {r.actions.map((one) => (
        <Deed key={one.name} review={r} name={one.name} refusal={one.refusal} who={name} />
      ))}
    </article>
  );
}

interface DeedProps {
  readonly review: Review;
  readonly name: string;
  readonly refusal: Review['actions'][number]['refusal'];
  readonly who: string;
}

function Deed({ review: r, name, refusal, who }: DeedProps) {
  const t = useT(voice);
  const title = name === 'reply' ? t('r_reply_of', { name: who }) : t(name === 'hide' ? 'r_hide' : 'r_show');
  return (
    <CaseAction name={`${name}-${r.id}`} title={title} refusal={refusal} folded>
      <input type="hidden" name="id" value={r.id} readOnly />
      <input type="hidden" name="revision" value={r.revision} readOnly />
      <TextArea
        name="words"
        label={t(name === 'reply' ? 'r_do_reply' : 'r_reason')}
        limit={2000}
        rows={2}
        defaultValue={name === 'reply' ? (r.reply?.words ?? '') : ''}
      />
      <Button look="plain">{name === 'reply' ? t('r_do_reply') : title}</Button>
    </CaseAction>
  );
}
