/** The rows behind a figure: what was counted, and what can still be done about each. Pure. */
import { z } from 'zod';
import { type FixKind, fixKinds } from './codes.ts';
import type { Figure } from './score.ts';

const whole = z.string().regex(/^\d{1,30}$/);

/** Kept as it is in the frozen facts: numbers as digits, so that its canonical text is one. */
export const countedRow = z
  .object({
    /** The agency it belongs to. */
    agency: z.string(),
    /** Number or code of the case. */
    ref: z.string(),
    title: z.string(),
    num: whole,
    den: whole,
    /** The day it was due or happened. */
    day: z.string().nullable(),
    /** What would still make it count, and what it would count then. */
    fix: z.object({ kind: z.enum(fixKinds.codes), num: whole, den: whole }).nullable(),
    /** Path of the page where it is done. */
    to: z.string().nullable(),
  })
  .meta({ id: 'CountedRow', description: 'A case that an indicator counts' });
export type CountedRow = z.output<typeof countedRow>;

export function row(
  agency: string,
  ref: string,
  title: string,
  counts: { readonly num: number | bigint; readonly den?: number | bigint; readonly day?: string | null },
  fix: { readonly kind: FixKind; readonly num: number | bigint; readonly den?: number | bigint } | null = null,
  to: string | null = null,
): CountedRow {
  return {
    agency,
    ref,
    title,
    num: String(counts.num),
    den: String(counts.den ?? 1),
    day: counts.day ?? null,
    fix: fix === null ? null : { kind: fix.kind, num: String(fix.num), den: String(fix.den ?? counts.den ?? 1) },
    to,
  };
}

/** Numerators and denominators are added; for a number the whole is one, where there is anything to count it over. */
export function figureOf(unit: string, rows: readonly CountedRow[]): Figure {
  const sum = (key: 'num' | 'den') => rows.reduce((all, one) => all + BigInt(one[key]), 0n);
  const den = sum('den');
  return { num: sum('num'), den: unit === 'count' ? (den > 0n ? 1n : 0n) : den };
}

/** The rows with the first so many that can be mended counted as mended. */
export function mended(rows: readonly CountedRow[], count: number): CountedRow[] {
  let left = count;
  return rows.map((one) => {
    if (one.fix === null || left <= 0) return one;
    left -= 1;
    return { ...one, num: one.fix.num, den: one.fix.den, fix: null };
  });
}

export const fixable = (rows: readonly CountedRow[]): CountedRow[] => rows.filter((one) => one.fix !== null);
