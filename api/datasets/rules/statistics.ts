/** Which statistics of a column may be shown to whom: minima, maxima and frequent values are values of the table. */
export interface Stats {
  readonly nullCount: number;
  readonly distinctCount: number;
  readonly maxLength?: number;
  readonly [more: string]: unknown;
}

/** Counts only: for columns with untreated findings and for tables that are not open. */
export function withoutValues(stats: Stats): Stats {
  const { nullCount, distinctCount, maxLength } = stats;
  return { nullCount, distinctCount, ...(maxLength === undefined ? {} : { maxLength }), redacted: true };
}
