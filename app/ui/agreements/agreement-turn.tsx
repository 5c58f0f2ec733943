import { agreementBalls, dispositionModes } from '#api/agreements/rules/codes.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { paths } from '#app/paths.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Steps, stepsOf } from '#app/ui/steps.tsx';

interface Props {
  readonly agreement: AgreementOut;
  readonly ours: boolean;
  readonly developer: boolean;
  /** Last day of the disposition, counted by the server; null where none is owed yet. */
  readonly disposeBy: string | null;
}

/** What stands now, who has the ball and until when. */
export function AgreementTurn({ agreement: a, ours, developer, disposeBy }: Props) {
  const t = useT(agreements);
  const side = useSide();
  const locale = useLocale();
  if (a.ball !== 'nobody') {
    const filing = a.filings.at(-1);
    const countersign = a.state === 'offered' && a.signatures.length === 1;
    return (
      <Notice title={ours ? t('your_turn') : t('their_turn', { who: side(agreementBalls.words[a.ball]) })}>
        {ours && a.state === 'draft' && <p>{t('turn_draft')}</p>}
        {ours && a.state === 'offered' && <p>{t(countersign ? 'turn_countersign' : 'turn_offered')}</p>}
        {ours && a.state === 'signed' && <p>{t('turn_signed')}</p>}
        {ours && a.state !== 'draft' && (
          <p>
            <a href="#do">{t('to_do')}</a>
          </p>
        )}
        {a.state === 'filing' && filing !== undefined && (
          <p>
            <Clock due={filing.due_on} left={filing.days_left} />
          </p>
        )}
      </Notice>
    );
  }
  const to = a.effective_to === null ? '' : dayText(a.effective_to, locale);
  if (a.standing === 'in_force')
    return (
      <Notice tone={a.reminder === null ? 'success' : 'warn'} title={t('in_force')}>
        <p>{t('in_force_days', { to, n: a.days_left ?? 0 })}</p>
        {a.reminder !== null && <p>{t('reminder', { n: a.reminder })}</p>}
        {developer && (
          <p>
            <LinkButton look="text" to={paths.keys()}>
              {t('to_keys')}
            </LinkButton>
          </p>
        )}
      </Notice>
    );
  if (a.standing === 'suspended') return <Notice tone="warn" title={t('suspended')} />;
  if (a.standing === 'not_yet')
    return <Notice title={t('not_yet', { from: dayText(a.effective_from ?? '', locale) })} />;
  return (
    <Notice tone="warn" title={a.standing === 'over' ? t('over', { to }) : t('ended')}>
      {disposeBy !== null && (
        <p>
          {t('disposition_due', {
            day: dayText(disposeBy, locale),
            mode: dispositionModes.labelOrCode(a.terms.disposition.mode, locale),
          })}
        </p>
      )}
    </Notice>
  );
}

const course = ['draft', 'sign', 'file', 'active', 'end'] as const;

/** How far along the course the agreement is. */
export function AgreementSteps({ agreement: a }: { readonly agreement: AgreementOut }) {
  const t = useT(agreements);
  const at = {
    draft: 0,
    offered: 1,
    signed: 2,
    filing: 2,
    active: a.standing === 'over' ? 4 : 3,
    suspended: a.standing === 'over' ? 4 : 3,
    expired: 4,
    terminated: 4,
  }[a.state];
  return <Steps label={t('steps')} steps={stepsOf(course, at, (step) => t(`step_${step}`))} />;
}
