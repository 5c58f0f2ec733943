import { noticeKinds, parts } from '#api/status/rules/codes.ts';
import type { NoticeOut } from '#api/status/service.ts';
import { status } from '#app/i18n/status.ts';
import { instantText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Form } from '#app/ui/form.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

export interface StatusNoticeProps {
  readonly notice: NoticeOut;
  /** Instant of the page. */
  readonly now: string;
  /** Whether the viewer may add to it. */
  readonly announces: boolean;
  /** What was just done: the form begins anew. */
  readonly done: string | null;
}

export function StatusNotice({ notice, now, announces, done }: StatusNoticeProps) {
  const t = useT(status);
  const side = useSide();
  const locale = useLocale();
  const said = (instant: string) => instantText(new Date(instant), locale);
  const from = said(notice.starts_at);
  const phase = notice.closed_at !== null ? 'closed' : notice.starts_at <= now ? 'going_on' : 'planned';
  const end = notice.closed_at ?? notice.ends_at;
  return (
    <article className="status-notice">
      <h3>{locale === 'zh' ? notice.title : notice.title_en}</h3>
      <p>
        <StateDot tone={phase === 'closed' ? 'off' : phase === 'planned' ? 'open' : 'wait'}>
          {side(noticeKinds.words[notice.kind])} · {t(phase)}
        </StateDot>{' '}
        {end === null ? t('from_open', { from }) : t('from_to', { from, to: said(end) })}
      </p>
      <p>{t('concerns', { parts: notice.parts.map((part) => side(parts.words[part])).join(' · ') })}</p>
      <ol reversed className="status-updates">
        {notice.updates.map((update) => (
          <li key={update.number}>
            <DateText instant={update.at} />
            <p className="whitespace-pre-line">{locale === 'zh' ? update.text : update.text_en}</p>
          </li>
        ))}
      </ol>
      {announces && notice.closed_at === null && (
        <details>
          <summary>{t('update')}</summary>
          <Form name={`update-${notice.id}`} key={`${done}-${notice.updates.length}`}>
            <input type="hidden" name="id" value={notice.id} />
            <TextArea name="text" label={t('text')} limit={2000} />
            <TextArea name="text_en" label={t('text_en')} limit={2000} />
            <Checkbox name="close" label={t('close')} />
            <Button name="intent" value="update">
              {t('update')}
            </Button>
          </Form>
        </details>
      )}
    </article>
  );
}
