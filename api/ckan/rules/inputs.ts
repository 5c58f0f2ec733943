/** Arguments of actions as clients really send them: typed in JSON, as text in an address or a form, lists as JSON or with commas. */
import { z } from 'zod';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const blank = (value: unknown) => (value === null || value === '' ? undefined : value);

/** Python and R write truth in their own ways. */
const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  t: true,
  '1': true,
  false: false,
  no: false,
  off: false,
  f: false,
  '0': false,
};
export const flag = (byDefault: boolean) =>
  z.preprocess((value) => {
    const given = blank(value);
    if (typeof given === 'number') return given === 1 ? true : given === 0 ? false : given;
    return typeof given === 'string' ? (truths[given.toLowerCase()] ?? given) : given;
  }, z.boolean().default(byDefault));

export const whole = (least: number, most: number, byDefault: number) =>
  z.preprocess((value) => {
    const given = blank(value);
    return typeof given === 'string' && /^-?\d{1,15}(\.0+)?$/.test(given.trim()) ? Number(given) : given;
  }, z.number().int().min(least).max(most).default(byDefault));

/** Above the most a caller gets the most, as CKAN does. */
export const capped = (most: number, byDefault: number) =>
  whole(0, 1_000_000_000, byDefault).transform((value) => Math.min(value, most));

export const text = (longest: number) =>
  z.preprocess((value) => {
    if (value === null) return undefined;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  }, z.string().max(longest).optional());

/** A text that must be there. */
export const needed = (longest: number) =>
  z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string().trim().min(1).max(longest));

/** `["a","b"]`, `a,b` or a list; absent is empty. */
export const list = z.preprocess(
  (value) => {
    const given = blank(value) ?? [];
    if (typeof given !== 'string') return given;
    const json = given.trim().startsWith('[') ? parsed(given) : undefined;
    return (
      json ??
      given
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
    );
  },
  z.array(z.string().max(300)).max(1000),
);

/** One text or several, kept whole: a query may hold commas. */
export const texts = z.preprocess(
  (value) => {
    const given = blank(value) ?? [];
    if (typeof given !== 'string') return given;
    const json = given.trim().startsWith('["') ? parsed(given) : undefined;
    return json ?? [given];
  },
  z.array(z.string().max(8000)).max(50),
);

export const dict = z.preprocess(
  (value) => {
    const given = blank(value) ?? {};
    return typeof given === 'string' ? (parsed(given) ?? given) : given;
  },
  z.record(z.string().max(300), z.unknown()),
);

/** A list of objects, or its JSON. */
export const records = z.preprocess(
  (value) => {
    const given = blank(value) ?? [];
    return typeof given === 'string' ? (parsed(given) ?? given) : given;
  },
  z.array(z.record(z.string(), z.unknown())),
);
