import { revenue } from '#app/i18n/revenue.ts';
import { useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { Notice } from '#app/ui/notice.tsx';
import type { Props } from './statement-parts.tsx';

/** What stands now, who has it and by when. */
export function StatementTurn({ statement: s }: Props) {
  const t = useT(revenue);
  if (s.state === 'closed') return <Notice tone="success" title={t('closed')} />;
  const party = s.side === 'agency' || s.side === 'developer';
  const withParties = s.state === 'drawn' || s.state === 'returned';
  const waits =
    s.side === 'audit' ? false : party ? withParties && !(s.state === 'drawn' && s.confirmed_by_me) : !withParties;
  const zero = s.state === 'approved' && s.treasury_fen === '0';
  const say = {
    drawn: s.confirmed_by_me ? t('turn_confirmed_mine') : t('turn_confirm'),
    returned: t('turn_redraw'),
    confirmed: t('turn_review'),
    approved: zero ? t('turn_zero') : t('turn_issue'),
    ordered: t('turn_receive'),
    received: t('turn_close'),
  }[s.state];
  const who = !withParties ? t('finance') : party ? t('other_party') : t('parties_both');
  return (
    <Notice
      tone={s.late_days > 0 || s.state === 'returned' ? 'warn' : 'info'}
      title={waits ? t('your_turn') : t('their_turn', { who })}
    >
      <p>{say}</p>
      {s.state === 'returned' && s.opinion !== null && <p className="whitespace-pre-line">{s.opinion}</p>}
      {s.late_days > 0 ? (
        <p className="clock" data-late>
          {t('late', { count: s.late_days })}
        </p>
      ) : (
        s.due_on !== null &&
        s.days_left !== null && (
          <p>
            <Clock due={s.due_on} left={s.days_left} />
          </p>
        )
      )}
    </Notice>
  );
}
