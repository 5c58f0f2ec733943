import { outcomes, type SharingAction, sharingStates } from '#api/sharing/rules/codes.ts';
import type { RequestOut } from '#api/sharing/show.ts';
import { agencySharing } from '#app/i18n/agency-sharing.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { type Step, Steps } from '#app/ui/steps.tsx';
import { DueOn } from './clock-cell.tsx';

const stations = ['drafted', 'consented', 'replied', 'provided', 'used', 'disposed'] as const;
type Station = (typeof stations)[number];

/** What ends each station. */
const ends: Readonly<Record<Station, readonly SharingAction[]>> = {
  drafted: ['submit'],
  consented: ['consent'],
  replied: ['confirm', 'confirm_refusal', 'grant_at_once'],
  provided: ['open'],
  used: ['expire', 'end'],
  disposed: ['dispose'],
};

/** The station a case stands at; past the last one where all is done. */
const standsAt: Readonly<Record<RequestOut['state'], number>> = {
  drafting: 0,
  consenting: 1,
  filed: 2,
  supplementing: 2,
  proposed: 2,
  granted: 3,
  in_use: 4,
  suspended: 4,
  expired: 5,
  ended: 5,
  disposed: 6,
  refused: 3,
  withdrawn: 0,
};

/** Where a case stands on its way, since when, and what it waits for. What was refused goes no further; what was withdrawn has no way. */
export function Course({ shown: c }: { readonly shown: RequestOut }) {
  const t = useT(agencySharing);
  const side = useSide();
  if (c.state === 'withdrawn') return null;
  const at = standsAt[c.state];
  const last = (station: Station) => c.history.filter((one) => ends[station].includes(one.action)).at(-1);
  const [clock] = c.clocks;
  const steps = stations.slice(0, c.state === 'refused' ? 3 : stations.length).map((key, i): Step => {
    const state = i < at ? 'done' : i === at ? 'current' : 'next';
    const end = state === 'done' ? last(key) : undefined;
    const note =
      state === 'current' ? (
        <>
          {side(sharingStates.words[c.state])}
          {clock !== undefined && clock.due_on !== null && (
            <>
              <br />
              <DueOn of={clock} />
            </>
          )}
        </>
      ) : end === undefined ? undefined : (
        <>
          {key === 'replied' && c.decision !== null && <>{side(outcomes.words[c.decision.outcome])} · </>}
          <DateText instant={end.at} />
        </>
      );
    return { key, label: t(`at_${key}`), state, ...(note === undefined ? {} : { note }) };
  });
  return <Steps steps={steps} label={t('course')} />;
}
