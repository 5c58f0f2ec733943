/** Small parts that pages of supervision share. */
import type { ReactNode } from 'react';
import type { CaseState, Circumstance, Tone } from '#api/supervision/rules/codes.ts';
import { circumstances, tones } from '#api/supervision/rules/codes.ts';
import { useSide } from '#app/present/words.ts';
import { Clock } from '../clock.tsx';
import { Void } from '../description-list.tsx';
import { type Tone as DotTone, StateDot } from '../state-dot.tsx';

const dots: Readonly<Record<Tone, DotTone>> = { green: 'done', due: 'open', late: 'late', none: 'wait' };

export function ToneDot({ tone, children }: { readonly tone: Tone; readonly children?: ReactNode }) {
  const side = useSide();
  return <StateDot tone={dots[tone]}>{children ?? side(tones.words[tone])}</StateDot>;
}

export const caseTone = (state: CaseState, late: boolean): DotTone => {
  if (state === 'closed' || state === 'corrected') return 'done';
  if (state === 'dropped') return 'off';
  return late || state === 'overdue' ? 'late' : 'open';
};

interface Unit {
  readonly name: string;
  readonly name_en: string | null;
}
export function UnitName({ of }: { readonly of: Unit | null }) {
  const side = useSide();
  if (of === null) return <Void />;
  const en = of.name_en ?? of.name;
  return <span {...(of.name_en === null ? { lang: 'zh-CN' } : {})}>{side({ zh: of.name, en })}</span>;
}

export const Zh = ({ children }: { readonly children: ReactNode }) => (
  <span lang="zh-CN" className="whitespace-pre-line">
    {children}
  </span>
);

export function DueText({ clock }: { readonly clock: { due_on: string; days_left: number | null } | null }) {
  return clock === null ? <Void /> : <Clock due={clock.due_on} left={clock.days_left} />;
}

/** (3) 未按照规定共享、开放 */
export function CircumstanceName({ code }: { readonly code: Circumstance | null }) {
  const side = useSide();
  if (code === null) return <Void />;
  return (
    <>
      ({code}) {side(circumstances.words[code])}
    </>
  );
}

export const optionsOf = (
  list: { readonly codes: readonly string[]; readonly words: Readonly<Record<string, readonly [string, string]>> },
  side: (words: readonly [string, string]) => string,
) => list.codes.map((value) => ({ value, label: side(list.words[value] ?? [value, value]) }));
