/** Ways out of a search that found nothing. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { facetNames, type SearchQuery } from '#api/ports/search/port.ts';
import { readingsOf } from '#api/ports/search/rules/readings.ts';
import { edits, forgiven, isLatinWord, nearest } from '#api/ports/search/rules/typos.ts';
import type { searchHints } from './contract.ts';
import { missesOf } from './demand.ts';
import { marksOf } from './marks.ts';
import * as store from './store.ts';

/** Names that sound or are spelt alike, filters to let go, words to leave out: each leads to something. */
export async function hintsFor(ctx: Ctx, query: SearchQuery): Promise<z.input<typeof searchHints>> {
  const chosen = facetNames.filter((name) => (query.chosen[name] ?? []).length > 0);
  const words = query.text.split(/\s+/).filter((one) => one !== '');
  const shorter = words.length < 2 || words.length > 6 ? [] : words.map((_, at) => words.toSpliced(at, 1).join(' '));
  const texts = [...new Set([...(await alike(ctx, query.text)), ...shorter])]
    .filter((one) => one !== query.text)
    .slice(0, 8);
  const totals = await ctx.ports.search.totals([
    ...chosen.map((name) => ({ ...query, chosen: { ...query.chosen, [name]: [] } })),
    ...texts.map((text) => ({ ...query, text })),
  ]);
  const drop = chosen.map((facet, at) => ({ facet, total: totals[at] ?? 0 }));
  const tried = texts.map((text, at) => ({ text, total: totals[chosen.length + at] ?? 0 }));
  return {
    drop: drop.filter((one) => one.total > 0),
    instead: tried.filter((one) => one.total > 0).slice(0, 4),
    asked: query.text === '' ? 0 : await missesOf(ctx, query.text),
  };
}

/** Homophones in titles (收废站 for 收费站), and Latin words one slip further away than the search forgives. */
async function alike(ctx: Ctx, text: string): Promise<string[]> {
  if (/^\p{Script=Han}{2,12}$/u.test(text)) {
    const { spelling } = readingsOf(text);
    const titles = await store.titlesSpelt(ctx.db, spelling, 5);
    return titles.flatMap((title) => marksOf(title, [spelling]).map(([start, end]) => title.slice(start, end)));
  }
  const word = text.trim().toLowerCase();
  if (!isLatinWord(word)) return [];
  const known = await store.latinTerms(ctx.db, word);
  const near = nearest(word, known, 3);
  const further = known.filter((one) => edits(word, one, forgiven(word.length) + 1) <= forgiven(word.length) + 1);
  return [...new Set([...near, ...further.slice(0, 3)])];
}
