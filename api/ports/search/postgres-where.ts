/** Conditions and ranks of a search, as SQL. */
import { Prisma } from '#prisma/generated/client.ts';
import { type FacetName, facetNames, type SearchQuery } from './port.ts';
import { partsQuery } from './rules/parts.ts';
import type { Term } from './rules/question.ts';
import { asPinyin } from './words.ts';

export const facetColumn: Readonly<Record<FacetName, string>> = {
  theme: 'theme',
  agency: 'provider_id',
  region: 'region_code',
  format: 'formats',
  update_cycle: 'update_cycle',
  open_type: 'open_type',
  source: 'source_id',
};

/** Every word as the beginning of one; quotes and operators cannot be in a word, yet are taken out once more. */
const lexeme = (word: string): string => `'${word.replace(/['\\:&|!()<>*\s]/g, '')}':*`;
const usable = (word: string): boolean => lexeme(word) !== `'':*`;

/** All terms, each by one of its alternatives, in the language of to_tsquery. */
export function tsquery(terms: readonly Term[]): string {
  return terms
    .map((term) => {
      const ways = term.map((words) => words.filter(usable).map(lexeme).join(' & ')).filter((way) => way !== '');
      return ways.length > 1 ? `(${ways.map((way) => `(${way})`).join(' | ')})` : (ways[0] ?? '');
    })
    .filter((way) => way !== '')
    .join(' & ');
}

export function like(text: string, at: 'begin' | 'within' = 'within'): string {
  return `${at === 'within' ? '%' : ''}${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
}

const inWords = (query: string) => Prisma.sql`tsv @@ to_tsquery('simple', ${query})`;

/** Letters as the pinyin or the initials of a title; two letters alone are looked for at its beginning only. */
function spelt(letters: string): Prisma.Sql {
  return letters.length < 3
    ? Prisma.sql`(spelling LIKE ${like(letters, 'begin')} OR initials LIKE ${like(letters, 'begin')})`
    : Prisma.sql`pinyin LIKE ${like(letters)}`;
}

/** All terms must be met, in any order; Latin letters may be a word or the pinyin or initials of the title. */
export function wordsMet(terms: readonly Term[]): Prisma.Sql {
  const letters = (term: Term) => (term.length === 1 && term[0]?.length === 1 ? asPinyin(term[0][0] ?? '') : null);
  const plain = terms.filter((term) => letters(term) === null);
  const latin = terms.filter((term) => letters(term) !== null);
  return Prisma.join(
    [
      ...(plain.length === 0 ? [] : [inWords(tsquery(plain))]),
      ...latin.map((term) => Prisma.sql`(${inWords(tsquery([term]))} OR ${spelt(letters(term) ?? '')})`),
    ],
    ' AND ',
  );
}

/** Words cut otherwise than in the index, or parts of words: looked for letter by letter, in what has their pairs of letters. */
export function partsMet(words: readonly string[]): Prisma.Sql {
  const query = partsQuery(words);
  const each = Prisma.join(words.map(partMet), ' AND ');
  return query === null
    ? each
    : Prisma.sql`id IN (SELECT id FROM search_part WHERE parts @@ ${query}::tsquery) AND ${each}`;
}

function partMet(word: string): Prisma.Sql {
  // Han has no case, and comparing without it is several times as slow.
  const op = Prisma.raw(/^\p{Script=Han}+$/u.test(word) ? 'LIKE' : 'ILIKE');
  const query = tsquery([[[word]]]);
  const known = query === '' ? Prisma.sql`false` : inWords(query);
  return Prisma.sql`(${known} OR title ${op} ${like(word)} OR code LIKE ${like(word)} OR abstract ${op} ${like(word)}
    OR provider_name ${op} ${like(word)})`;
}

/** Title, columns, abstract, values: D C B A as ts_rank wants them. */
const weights = '{0.05, 0.1, 0.4, 1.0}';

/**
 * The words' weights in the record; the text itself in the title, or its pinyin at the beginning, goes first. Downloads and
 * recency only tell apart what is otherwise alike.
 */
export function rankOf(terms: readonly Term[], text: string): Prisma.Sql {
  const letters = asPinyin(text);
  const said =
    letters === null
      ? Prisma.sql``
      : Prisma.sql` + (CASE WHEN pinyin LIKE ${like(letters, 'begin')} THEN 1 ELSE 0 END)`;
  const query = tsquery(terms);
  const words =
    query === '' ? Prisma.sql`0` : Prisma.sql`ts_rank(${weights}::real[], tsv, to_tsquery('simple', ${query}))`;
  return Prisma.sql`(${words} + (CASE WHEN title = ${text} THEN 4 WHEN title ${Prisma.raw(/^\p{Script=Han}+$/u.test(text) ? 'LIKE' : 'ILIKE')} ${like(text)} THEN 1 ELSE 0 END)${said}
    + 0.002 * ln(1 + downloads) + 0.00001 * greatest(0, (updated_at AT TIME ZONE 'UTC')::date - date '2020-01-01'))`;
}

export function chosenSql(query: SearchQuery, except: FacetName | null = null): Prisma.Sql {
  const parts = facetNames.flatMap((name) => {
    const values = query.chosen[name];
    if (values === undefined || values.length === 0 || name === except) return [];
    const column = Prisma.raw(facetColumn[name]);
    return [name === 'format' ? Prisma.sql`${column} && ${[...values]}` : Prisma.sql`${column} = ANY(${[...values]})`];
  });
  return parts.length === 0 ? Prisma.sql`true` : Prisma.join(parts, ' AND ');
}
