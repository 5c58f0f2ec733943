/** The scale of an asset as the data on the platform have it. */
export interface EntryFacts {
  readonly entry_id: string;
  readonly code: string;
  readonly title: string;
  readonly version: number | null;
  readonly version_id: string | null;
  readonly tables: number;
  /** Whole numbers in digits: rows and bytes may pass 2^53. */
  readonly rows: string;
  readonly bytes: string;
  readonly fields: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly sha256: string | null;
}

export const hasData = (facts: readonly EntryFacts[]): boolean => facts.some((one) => one.version_id !== null);

const sum = (values: readonly string[]): string => String(values.reduce((total, one) => total + BigInt(one), 0n));
const days = (values: readonly (string | null)[]) => values.filter((one) => one !== null).toSorted();

export function scaleOf(facts: readonly EntryFacts[]) {
  return {
    entries: facts.length,
    tables: facts.reduce((total, one) => total + one.tables, 0),
    rows: sum(facts.map((one) => one.rows)),
    bytes: sum(facts.map((one) => one.bytes)),
    fields: facts.reduce((total, one) => total + one.fields, 0),
    from: days(facts.map((one) => one.from))[0] ?? null,
    to: days(facts.map((one) => one.to)).at(-1) ?? null,
  };
}

/** Whether data were added, replaced or lost since the facts were taken. */
export function factsDiffer(before: readonly EntryFacts[], now: readonly EntryFacts[]): boolean {
  const key = (facts: readonly EntryFacts[]) =>
    facts
      .map((one) => `${one.entry_id}|${one.version_id ?? ''}|${one.rows}|${one.bytes}`)
      .sort()
      .join('\n');
  return key(before) !== key(now);
}

/** The day in a minimum or maximum of a column that holds days or instants; null for any other column. */
export function dayIn(type: string, value: unknown): string | null {
  if (!/date|timestamp|time/i.test(type) || typeof value !== 'string') return null;
  return /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? null;
}
