/** Instants as Solr writes them: `2026-01-31T00:00:00Z`, a day alone, and date math on them or on NOW (`NOW/DAY-7DAYS`). */

const units = {
  YEAR: 'y',
  MONTH: 'm',
  WEEK: 'w',
  DAY: 'd',
  DATE: 'd',
  HOUR: 'h',
  MINUTE: 'min',
  SECOND: 's',
  MILLI: 'ms',
  MILLISECOND: 'ms',
} as const;
type Unit = (typeof units)[keyof typeof units];

/** Null when the text is no instant. Rounding is in UTC, as Solr's is. */
export function readInstant(text: string, now: Date): Date | null {
  const [, base, math = ''] =
    /^(NOW|\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?Z?)?)((?:[+-]\d+[A-Z]+|\/[A-Z]+)*)$/.exec(text) ??
    [];
  if (base === undefined) return null;
  const at = base === 'NOW' ? new Date(now) : new Date(base.includes('T') && !base.endsWith('Z') ? `${base}Z` : base);
  if (Number.isNaN(at.getTime())) return null;
  for (const [, step = ''] of math.matchAll(/([+-]\d+[A-Z]+|\/[A-Z]+)/g)) {
    const [, sign, amount, name = ''] = /^([+-]|\/)(\d*)([A-Z]+)$/.exec(step) ?? [];
    const unit = units[name.replace(/S$/, '') as keyof typeof units];
    if (unit === undefined) return null;
    if (sign === '/') round(at, unit);
    else if (amount === undefined || amount.length > 7) return null;
    else add(at, unit, Number(`${sign}${amount}`));
    if (Number.isNaN(at.getTime())) return null;
  }
  return at;
}

function add(at: Date, unit: Unit, n: number): void {
  if (unit === 'y') at.setUTCFullYear(at.getUTCFullYear() + n);
  else if (unit === 'm') at.setUTCMonth(at.getUTCMonth() + n);
  else
    at.setTime(at.getTime() + n * { w: 604_800_000, d: 86_400_000, h: 3_600_000, min: 60_000, s: 1000, ms: 1 }[unit]);
}

function round(at: Date, unit: Unit): void {
  if (unit === 'ms') return;
  at.setUTCMilliseconds(0);
  if (unit === 's') return;
  at.setUTCSeconds(0);
  if (unit === 'min') return;
  at.setUTCMinutes(0);
  if (unit === 'h') return;
  at.setUTCHours(0);
  if (unit === 'd' || unit === 'w') return;
  at.setUTCDate(1);
  if (unit === 'y') at.setUTCMonth(0);
}
