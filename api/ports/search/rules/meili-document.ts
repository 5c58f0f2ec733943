/** A record as the engine is given it, and the settings that its fields go with. Everything in it is public. */
import { facetNames, type SearchRecord, type Vocabulary } from '../port.ts';
import { indexWords, latinWords } from '../words.ts';
import { placeWords } from './place-words.ts';
import { synonymIndex } from './question.ts';
import { syllablesOf } from './readings.ts';
import { stopWords } from './stop-words.ts';

/** In the order of their weight. */
const said = [
  'title',
  'title_en',
  'columns',
  'keywords',
  'provider',
  'code',
  'abstract',
  'values',
  'source_name',
] as const;
/** Beside what is said: how it can be typed, words as this house cuts them, beginnings of Latin words, words open to slips. */
const derived = ['pinyin', 'words', 'starts', 'latin'] as const;
export const searchedFirst: readonly string[] = [...said, ...derived];
/** Pairs of Han characters, for parts of words that no dictionary cuts out. */
export const searchedSecond: readonly string[] = [...searchedFirst, 'grams'];

const mostSyllables = 6;

export function meiliDocument(r: SearchRecord) {
  const labels = r.columns.flatMap((one) => [one.label, one.name]);
  const texts = [r.title, r.titleEn ?? '', r.abstract, r.code, r.providerName, ...r.keywords, ...labels];
  const all = texts.join('\n');
  return {
    id: r.id,
    title: r.title,
    title_en: r.titleEn ?? '',
    columns: labels,
    keywords: r.keywords,
    provider: r.providerName,
    code: r.code,
    abstract: r.abstract,
    values: r.columns.flatMap((one) => one.values),
    source_name: r.sourceName,
    // Lists, for the engine takes words of different values to be far apart: these do not stand beside one another.
    pinyin: pinyinTokens(r.title),
    words: [...new Set(indexWords(all))],
    starts: [
      ...new Set(
        (
          all
            .normalize('NFKC')
            .toLowerCase()
            .match(/[a-z][a-z0-9]+/g) ?? []
        ).flatMap(beginnings),
      ),
    ],
    latin: latinWords(all),
    grams: pairs([r.title, r.abstract, r.providerName].join('\n')),
    theme: r.theme,
    agency: r.providerId,
    region: r.regionCode,
    format: r.formats,
    update_cycle: r.updateCycle,
    open_type: r.openType,
    source: r.sourceId,
    downloads: r.downloads,
    // Nothing worked out sorts last, as in the database.
    quality: r.quality ?? -1,
    updated: r.updatedAt.getTime(),
    title_key: titleKey(r.title),
  };
}
export type MeiliDocument = ReturnType<typeof meiliDocument>;

const beginnings = (word: string) =>
  Array.from({ length: Math.min(word.length, 20) - 1 }, (_, n) => word.slice(0, n + 2));

/** Every run of syllables as one word, in full and by initials: an engine that knows only words finds it from any of them on. */
export function pinyinTokens(title: string): string[] {
  const syllables = syllablesOf(title);
  const readings = syllables.map((one) => one.reading);
  const tokens = new Set<string>();
  const add = (run: readonly string[]) => {
    tokens.add(run.join(''));
    if (run.length > 1) tokens.add(run.map((one) => one.slice(0, 1)).join(''));
  };
  for (let from = 0; from < readings.length; from++) {
    for (let length = 1; length <= mostSyllables; length++) add(readings.slice(from, from + length));
    add(readings.slice(from));
  }
  for (const [n, { others }] of syllables.entries())
    for (const other of others)
      for (let from = Math.max(0, n - 2); from <= n; from++)
        for (let end = n + 1; end <= n + 4; end++)
          add([...readings.slice(from, n), other, ...readings.slice(n + 1, end)]);
  return [...tokens].slice(0, 1500);
}

function pairs(text: string): string[] {
  const runs = text.match(/\p{Script=Han}{2,}/gu) ?? [];
  return [
    ...new Set(
      runs.flatMap((run) => {
        const characters = [...run];
        return characters.slice(1).map((two, n) => `${characters[n]}${two}`);
      }),
    ),
  ];
}

let places: ReadonlyMap<string, string> | undefined;

/** The place of each Han character in the order of a dictionary by pinyin, four digits to the base of 36. */
function placeOf(character: string): string | undefined {
  if (places === undefined) {
    const all = Array.from({ length: 0x9fff - 0x4e00 + 1 }, (_, n) => String.fromCodePoint(0x4e00 + n));
    all.sort(new Intl.Collator('zh-Hans-CN').compare);
    places = new Map(all.map((one, n) => [one, n.toString(36).padStart(4, '0')]));
  }
  return places.get(character);
}

/** The engine sorts texts by their code points alone: so Han is told by its place, and comes before everything else. */
const titleKey = (title: string): string => [...title].map((one) => placeOf(one) ?? `~${one.toLowerCase()}`).join('');

export function meiliSettings(vocabulary: Vocabulary) {
  const han = searchedSecond.filter((one) => !['title_en', 'latin', 'starts', 'pinyin'].includes(one));
  return {
    searchableAttributes: [...searchedSecond],
    displayedAttributes: ['id'],
    filterableAttributes: [...facetNames],
    sortableAttributes: ['updated', 'downloads', 'quality', 'title_key', 'id'],
    // An order that is asked for goes before every other; recency and downloads only tell apart what is otherwise alike.
    rankingRules: ['sort', 'words', 'typo', 'attribute', 'proximity', 'exactness', 'downloads:desc', 'updated:desc'],
    stopWords: [...stopWords],
    synonyms: Object.fromEntries([...synonymIndex(vocabulary.synonyms)].map(([word, others]) => [word, [...others]])),
    dictionary: [...new Set([...placeWords, ...vocabulary.names])].sort(),
    localizedAttributes: [{ attributePatterns: han, locales: ['cmn' as const] }],
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 },
      // Only the field that holds nothing but Latin words forgives: one Han character for another is another person.
      disableOnAttributes: searchedSecond.filter((one) => one !== 'latin'),
      disableOnNumbers: true,
    },
    faceting: { maxValuesPerFacet: 60, sortFacetValuesBy: { '*': 'count' as const } },
    pagination: { maxTotalHits: 1_000_000 },
  };
}
