/** What a person may be about to type: datasets, agencies, themes, places, columns; by their beginning, pinyin or initials. */
import type { z } from 'zod';
import { themes } from '#api/catalog/rules/codes.ts';
import type { Ctx } from '#api/context.ts';
import { regions } from '#api/kernel/regions.ts';
import { type Readings, readingsOf } from '#api/ports/search/rules/readings.ts';
import { asPinyin } from '#api/ports/search/words.ts';
import type { suggestionOut } from './contract.ts';
import { marksOf } from './marks.ts';
import * as store from './store.ts';

export type Suggestion = z.input<typeof suggestionOut>;
interface Named {
  readonly text: string;
  readonly text_en: string | null;
  readonly to: string;
}

const readings = new Map<string, Readings>();
function reading(name: string): Readings {
  const known = readings.get(name) ?? readingsOf(name);
  readings.set(name, known);
  return known;
}

const themeNames: readonly Named[] = themes.codes.map((code) => ({
  text: themes.label(code, 'zh'),
  text_en: themes.label(code, 'en'),
  to: `/themes/${code}`,
}));
const placeNames: readonly Named[] = regions.codes.map((code) => ({
  text: regions.label(code, 'zh'),
  text_en: regions.label(code, 'en'),
  to: `/datasets?region=${code}`,
}));

export async function suggest(ctx: Ctx, typed: string): Promise<{ items: Suggestion[] }> {
  const q = typed
    .normalize('NFKC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(q)) return { items: [] };
  const letters = asPinyin(q);
  const [datasets, columns, agencies] = await Promise.all([
    store.titlesLike(ctx.db, q, letters, 6),
    store.columnsLike(ctx.db, q, letters, 3),
    agencyNames(ctx),
  ]);
  const pick = (kind: Suggestion['kind'], names: readonly Named[], most: number): Suggestion[] =>
    names
      .filter((one) => begins(one, q, letters))
      .slice(0, most)
      .map((one) => suggestion(kind, one, q));
  return {
    items: [
      ...pick('theme', themeNames, 2),
      ...pick('place', placeNames, 2),
      ...pick('agency', agencies, 3),
      ...datasets.map((row) =>
        suggestion(
          'dataset',
          {
            text: row.title,
            text_en: row.title_en,
            to: row.kind === 'harvested' ? `/harvested/${row.id}` : `/datasets/${row.code}`,
          },
          q,
        ),
      ),
      ...columns.map((label) =>
        suggestion('column', { text: label, text_en: null, to: `/datasets?q=${encodeURIComponent(label)}` }, q),
      ),
    ].slice(0, 10),
  };
}

/** A Chinese name by any part of it from two characters on, a Latin one by the beginning of a word. */
function begins({ text, text_en }: Named, q: string, letters: string | null): boolean {
  if (text.startsWith(q) || ([...q].length > 1 && text.includes(q))) return true;
  if (text_en !== null && ` ${text_en.toLowerCase()}`.includes(` ${q.toLowerCase()}`)) return true;
  if (letters === null) return false;
  const { spelling, initials, all } = reading(text);
  return spelling.startsWith(letters) || initials.startsWith(letters) || (letters.length > 2 && all.includes(letters));
}

function suggestion(kind: Suggestion['kind'], one: Named, q: string): Suggestion {
  const words = q.toLowerCase().split(' ');
  return { kind, ...one, marks: marksOf(one.text, words), marks_en: marksOf(one.text_en ?? '', words) };
}

/** Agencies that offer something; read anew when this old, in milliseconds. */
const maxAge = 60_000;
const agencies = new WeakMap<object, { readonly at: number; readonly names: Promise<readonly Named[]> }>();

async function agencyNames(ctx: Ctx): Promise<readonly Named[]> {
  const known = agencies.get(ctx.ports);
  const now = performance.now();
  if (known !== undefined && now - known.at < maxAge) return known.names;
  const names = store
    .agencies(ctx.db)
    .then((rows) => rows.map((row) => ({ text: row.name, text_en: row.nameEn, to: `/agencies/${row.uscc}` })));
  agencies.set(ctx.ports, { at: now, names });
  names.catch(() => agencies.delete(ctx.ports));
  return names;
}
