/**
 * When an unpaid order is reminded of. The table is data of a region: working days before or after the last day to pay. An
 * order lapses on its own clock (orders.payment_working_days, orders.confirmation_grace_working_days); steps that lie beyond
 * that day are never reached.
 */
import { z } from 'zod';
import type { Day } from '#api/kernel/time.ts';

export const dunningStep = z.object({
  /** Working days after the last day to pay; below zero before it. */
  days: z.number().int().min(-30).max(60),
  kind: z.enum(['reminder', 'last_notice']),
});
export const dunningTable = z.array(dunningStep).max(10);
export type DunningRow = z.output<typeof dunningStep>;

export const dunningParameter = 'dunning.steps';
/** Three working days before the term ends, and 3, 7 and 15 after it where the region lets an order live so long. */
export const defaultDunning: readonly DunningRow[] = [
  { days: -3, kind: 'reminder' },
  { days: 1, kind: 'last_notice' },
  { days: 3, kind: 'reminder' },
  { days: 7, kind: 'reminder' },
  { days: 15, kind: 'reminder' },
];

/** Whether a table can be worked by: days apart, one last notice at most. */
export function tableHolds(rows: readonly DunningRow[]): boolean {
  return (
    new Set(rows.map((row) => row.days)).size === rows.length &&
    rows.filter((row) => row.kind === 'last_notice').length <= 1
  );
}

export const readTable = (value: unknown): readonly DunningRow[] => {
  const read = dunningTable.safeParse(value);
  return read.success && tableHolds(read.data) ? read.data : defaultDunning;
};

export const stepName = ({ days }: DunningRow): string => `due${days < 0 ? days : `+${days}`}`;

/**
 * The step that is due today: the latest whose day has come, unless it was taken. Of several that were missed (a clock that
 * stood still, a pause that ended) only the last is said.
 * @param on the day a row falls on; null where the calendar does not reach.
 */
export function stepDue(
  rows: readonly DunningRow[],
  today: Day,
  on: (days: number) => Day | null,
  taken: ReadonlySet<string>,
): DunningRow | null {
  const come = rows
    .filter((row) => {
      const day = on(row.days);
      return day !== null && day <= today;
    })
    .sort((a, b) => a.days - b.days);
  const latest = come.at(-1);
  return latest === undefined || taken.has(stepName(latest)) ? null : latest;
}
