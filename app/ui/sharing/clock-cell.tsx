import type { BoardRow } from '#api/sharing/board.ts';
import { clockKinds, doerWords, tones } from '#api/sharing/rules/codes.ts';
import { agencySharing } from '#app/i18n/agency-sharing.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';

type OneClock = Pick<BoardRow, 'kind' | 'of' | 'ball' | 'with' | 'due_on' | 'days_left' | 'tone'>;

const dots: Readonly<Record<OneClock['tone'], Tone>> = {
  green: 'done',
  due: 'open',
  late: 'late',
  paused: 'wait',
  none: 'wait',
};

export function Standing({ of: one }: { readonly of: Pick<OneClock, 'tone'> }) {
  const side = useSide();
  return <StateDot tone={dots[one.tone]}>{side(tones.words[one.tone])}</StateDot>;
}

/** When it is due; a term of use ends on a day, whichever day that is; what stands still keeps its days. */
export function DueOn({ of: one }: { readonly of: OneClock }) {
  const t = useT(agencySharing);
  if (one.tone === 'paused' && one.days_left !== null) return t('paused_left', { count: one.days_left });
  if (one.due_on === null) return <Void />;
  return one.kind === 'expiry' ? <DateText day={one.due_on} /> : <Clock due={one.due_on} left={one.days_left} />;
}

export function ClockName({ of: one }: { readonly of: OneClock }) {
  const side = useSide();
  return (
    <>
      {side(clockKinds.words[one.kind])}
      {one.of !== null && <> {one.of}</>}
    </>
  );
}

/** Who has the ball: the unit, and who in it. */
export function Ball({ of: one }: { readonly of: OneClock }) {
  const side = useSide();
  return (
    <>
      {one.with !== null && <UnitName of={one.with} />}
      {one.with !== null && <br />}
      <small>{side(doerWords.words[one.ball])}</small>
    </>
  );
}

export function UnitName({ of }: { readonly of: { readonly name: string; readonly name_en: string | null } }) {
  const side = useSide();
  const name = side({ zh: of.name, en: of.name_en ?? of.name });
  return <span {...(of.name_en === null ? { lang: 'zh-CN' } : {})}>{name}</span>;
}
