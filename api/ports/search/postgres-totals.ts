/** How many records each of several questions finds, as the search itself would, all of them in a few statements. */
import type { Db } from '#api/context.ts';
import { Prisma } from '#prisma/generated/client.ts';
import type { SearchQuery } from './port.ts';
import { correct } from './postgres-correct.ts';
import { chosenSql, partsMet, wordsMet } from './postgres-where.ts';
import { termsOf } from './rules/question.ts';
import { looserWords, pieces, queryWords } from './words.ts';

export async function totals(
  db: Db,
  queries: readonly SearchQuery[],
  synonyms: ReadonlyMap<string, readonly string[]>,
): Promise<number[]> {
  // The same text under other filters is looked for once.
  const texts = new Map<string, SearchQuery[]>();
  for (const query of queries) {
    const text = query.text.replace(/\p{Cc}+/gu, ' ').trim();
    texts.set(text, [...(texts.get(text) ?? []), query]);
  }
  const found = new Map<SearchQuery, number>();
  const count = async (turns: readonly Turn[]): Promise<Turn[]> => {
    const counts = await countAll(db, turns);
    return turns.filter(({ asked }, n) => {
      const [matched = 0, ...each] = counts[n] ?? [];
      asked.forEach((query, at) => {
        found.set(query, each[at] ?? 0);
      });
      return matched === 0;
    });
  };
  const termsIn = (text: string) => termsOf(pieces(text), synonyms, queryWords);
  let left = await count(
    [...texts].flatMap(([text, asked]): Turn[] => {
      if (text === '') return [{ text, asked, where: Prisma.sql`true` }];
      const terms = termsIn(text);
      return terms.length === 0 ? [] : [{ text, asked, where: wordsMet(terms) }];
    }),
  );
  const corrected = await Promise.all(
    left.map(async (turn) => ({ turn, terms: await correct(db, termsIn(turn.text)) })),
  );
  const again = await count(
    corrected.flatMap(({ turn, terms }) => (terms === null ? [] : [{ ...turn, where: wordsMet(terms) }])),
  );
  left = [...corrected.flatMap(({ turn, terms }) => (terms === null ? [turn] : [])), ...again];
  await count(
    left.flatMap((turn) => {
      const words = looserWords(turn.text);
      return words.length === 0 ? [] : [{ ...turn, where: partsMet(words) }];
    }),
  );
  return queries.map((query) => found.get(query) ?? 0);
}

interface Turn {
  readonly text: string;
  /** Questions for this text, each with filters of its own. */
  readonly asked: readonly SearchQuery[];
  readonly where: Prisma.Sql;
}

/** For each turn: how many meet the words, then how many of those pass the filters of each question. */
async function countAll(db: Db, turns: readonly Turn[]): Promise<number[][]> {
  if (turns.length === 0) return [];
  const each = turns.map(({ asked, where }) => {
    const passing = asked.map((query) => Prisma.sql`count(*) FILTER (WHERE ${chosenSql(query)})`);
    return Prisma.sql`(SELECT json_build_array(${Prisma.join([Prisma.sql`count(*)`, ...passing])}) FROM search_document WHERE ${where})`;
  });
  const [row] = await db.$queryRaw<{ counts: number[][] }[]>`SELECT json_build_array(${Prisma.join(each)}) AS counts`;
  return row?.counts ?? [];
}
