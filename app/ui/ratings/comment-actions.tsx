import { useActionData } from 'react-router';
import type { CommentOut } from '#api/reuses/ratings.ts';
import { commentReasons } from '#api/reuses/rules/codes.ts';
import { ratings } from '#app/i18n/ratings.ts';
import { isRefused } from '#app/present/refused.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '../button.tsx';
import { Select } from '../choices.tsx';
import { Form } from '../form.tsx';
import { TextArea } from '../text-area.tsx';

interface Props {
  readonly comment: CommentOut;
  readonly mayReport: boolean;
  readonly mayReply: boolean;
}

/** Folded away: what is done rarely. A refusal opens it again. */
export function CommentActions({ comment, mayReport, mayReply }: Props) {
  const t = useT(ratings);
  return (
    <div className="comment-actions">
      {mayReply && <Reply comment={comment} />}
      {comment.reported ? (
        <p className="help">{t('reported')}</p>
      ) : (
        mayReport && !comment.own && <Report comment={comment} />
      )}
    </div>
  );
}

const useSent = (name: string): boolean => {
  const answer = useActionData<unknown>();
  return isRefused(answer) && answer.form === name;
};

function Report({ comment }: { readonly comment: CommentOut }) {
  const t = useT(ratings);
  const locale = useLocale();
  const name = `report-${comment.id}`;
  const who = locale === 'zh' ? comment.name_zh : comment.name_en;
  return (
    <details open={useSent(name) || undefined}>
      <summary aria-label={t('report_of', { name: who })}>{t('report')}</summary>
      <Form name={name}>
        <input type="hidden" name="id" value={comment.id} />
        <Select
          name="reason"
          label={t('report_reason')}
          options={commentReasons.codes.map((code) => ({ value: code, label: commentReasons.label(code, locale) }))}
        />
        <Button look="plain" size="small">
          {t('report_send')}
        </Button>
      </Form>
    </details>
  );
}

function Reply({ comment }: { readonly comment: CommentOut }) {
  const t = useT(ratings);
  const locale = useLocale();
  const name = `reply-${comment.id}`;
  const newest = comment.replies[0];
  const who = locale === 'zh' ? comment.name_zh : comment.name_en;
  return (
    <details open={useSent(name) || undefined}>
      <summary aria-label={t('reply_of', { name: who })}>{t(newest === undefined ? 'reply' : 'reply_change')}</summary>
      <Form name={name} key={newest?.number ?? 0}>
        <input type="hidden" name="id" value={comment.id} />
        <input type="hidden" name="number" value={newest?.number ?? 0} />
        <TextArea name="text" label={t('f_reply')} limit={1000} rows={3} defaultValue={newest?.text ?? ''} />
        <Button look="plain" size="small">
          {t('reply_send')}
        </Button>
      </Form>
    </details>
  );
}
