/** One index of the Meilisearch double: documents, settings, and a search that goes by them. */
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict';

export interface Settings {
  searchableAttributes?: string[];
  filterableAttributes?: string[];
  sortableAttributes?: string[];
  rankingRules?: string[];
  stopWords?: string[];
  synonyms?: Record<string, string[]>;
  dictionary?: string[];
  localizedAttributes?: { attributePatterns: string[]; locales: string[] }[] | null;
  typoTolerance?: {
    enabled?: boolean;
    minWordSizeForTypos?: { oneTypo: number; twoTypos: number };
    disableOnAttributes?: string[];
    disableOnNumbers?: boolean;
  };
  faceting?: { maxValuesPerFacet?: number };
  pagination?: { maxTotalHits?: number };
}

interface Query {
  q?: string;
  filter?: string[];
  facets?: string[];
  sort?: string[];
  page?: number;
  hitsPerPage?: number;
  limit?: number;
  locales?: string[];
  attributesToSearchOn?: string[];
  matchingStrategy?: string;
}

type Document = Record<string, unknown> & { id: string };
/** Words of each attribute, in order. */
type Words = Map<string, string[]>;

interface Match {
  readonly document: Document;
  typos: number;
  attribute: number;
  exact: number;
  /** Steps between words that follow one another in the question; backwards is one more. */
  apart: number;
}

const letters = /[\p{L}\p{N}\p{M}]+/gu;

export class MeiliIndex {
  settings: Settings = {};
  #documents = new Map<string, Document>();
  #words = new Map<string, Words>();
  #jieba = Jieba.withDict(dict);

  get size(): number {
    return this.#documents.size;
  }

  configure(settings: Settings): void {
    this.settings = { ...this.settings, ...settings };
    this.#jieba = Jieba.withDict(dict);
    const own = this.settings.dictionary ?? [];
    if (own.length > 0) this.#jieba.loadDict(Buffer.from(own.map((word) => `${word} 20000 n`).join('\n')));
    for (const document of this.#documents.values()) this.#read(document);
  }

  put(documents: readonly Document[], whole: boolean): void {
    for (const given of documents) {
      if (!/^[\w-]{1,511}$/.test(given.id)) throw new Error('invalid_document_id');
      const document = whole ? given : { ...this.#documents.get(given.id), ...given };
      this.#documents.set(given.id, document);
      this.#read(document);
    }
  }

  remove(id: string): void {
    this.#documents.delete(id);
    this.#words.delete(id);
  }

  #read(document: Document): void {
    const searched = this.settings.searchableAttributes ?? Object.keys(document);
    const words: Words = new Map();
    for (const attribute of searched) {
      const locales = (this.settings.localizedAttributes ?? [])
        .filter((one) => one.attributePatterns.includes(attribute) || one.attributePatterns.includes('*'))
        .flatMap((one) => one.locales);
      const texts = [document[attribute] ?? []].flat().map(String);
      words.set(
        attribute,
        texts.flatMap((text) => [...this.#cut(text, locales), ...Array<string>(8).fill('')]),
      );
    }
    this.#words.set(document.id, words);
  }

  /** Words between separators; Han runs by jieba where the text is known to be Chinese, else character by character. */
  #cut(text: string, locales: readonly string[]): string[] {
    const runs = text.normalize('NFKC').toLowerCase().match(letters) ?? [];
    return runs.flatMap((run) =>
      (run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []).flatMap((piece) => {
        if (!/\p{Script=Han}/u.test(piece)) return [piece];
        return locales.includes('cmn') ? this.#jieba.cut(piece, false) : [...piece];
      }),
    );
  }

  search(query: Query) {
    const filterable = new Set(this.settings.filterableAttributes ?? []);
    for (const facet of query.facets ?? [])
      if (!filterable.has(facet)) throw new Error(`invalid_search_facets ${facet}`);
    const matches = this.#matches(query).filter(({ document }) =>
      (query.filter ?? []).every((one) => met(document, one, filterable)),
    );
    this.#order(matches, query);
    const facetDistribution = Object.fromEntries(
      (query.facets ?? []).map((name) => [name, this.#count(matches, name)]),
    );
    const most = this.settings.pagination?.maxTotalHits ?? 1000;
    const shown = matches.slice(0, most);
    const size = query.hitsPerPage ?? query.limit ?? 20;
    const from = ((query.page ?? 1) - 1) * size;
    const hits = shown.slice(from, from + size).map(({ document }) => ({ id: document.id }));
    return {
      hits,
      query: query.q ?? '',
      processingTimeMs: 0,
      ...(query.page === undefined
        ? { limit: size, offset: 0, estimatedTotalHits: shown.length }
        : { page: query.page, hitsPerPage: size, totalHits: shown.length }),
      ...(query.facets === undefined ? {} : { facetDistribution }),
    };
  }

  #count(matches: readonly Match[], name: string): Record<string, number> {
    const counts = new Map<string, number>();
    for (const { document } of matches)
      for (const value of [document[name] ?? []].flat().map(String)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const sorted = [...counts].sort((a, b) => b[1] - a[1]);
    return Object.fromEntries(sorted.slice(0, this.settings.faceting?.maxValuesPerFacet ?? 100));
  }

  #order(matches: Match[], query: Query): void {
    const sortable = new Set(this.settings.sortableAttributes ?? []);
    const by = (rule: string) => (a: Match, b: Match) => {
      const [field = '', way] = rule.split(':');
      const [one, two] = [a.document[field], b.document[field]] as [string, string];
      const less = typeof one === 'number' ? Number(one) - Number(two) : one < two ? -1 : one > two ? 1 : 0;
      return way === 'desc' ? -less : less;
    };
    const asked = (query.sort ?? []).map((rule) => {
      if (!sortable.has(rule.split(':')[0] ?? '')) throw new Error(`invalid_search_sort ${rule}`);
      return by(rule);
    });
    const rules = (
      this.settings.rankingRules ?? ['words', 'typo', 'proximity', 'attribute', 'sort', 'exactness']
    ).flatMap((rule) => {
      if (rule === 'sort') return asked;
      if (rule === 'typo') return [(a: Match, b: Match) => a.typos - b.typos];
      if (rule === 'attribute') return [(a: Match, b: Match) => a.attribute - b.attribute];
      if (rule === 'proximity') return [(a: Match, b: Match) => a.apart - b.apart];
      if (rule === 'exactness') return [(a: Match, b: Match) => b.exact - a.exact];
      return rule.includes(':') ? [by(rule)] : [];
    });
    matches.sort((a, b) => rules.reduce((sum, rule) => sum || rule(a, b), 0));
  }

  #matches(query: Query): Match[] {
    const stop = new Set(this.settings.stopWords ?? []);
    const all = this.#cut(query.q ?? '', query.locales ?? []);
    const words = all.filter((word) => !stop.has(word));
    const asked = query.attributesToSearchOn ?? ['*'];
    const searched = (this.settings.searchableAttributes ?? []).filter(
      (one) => asked.includes('*') || asked.includes(one),
    );
    const groups = this.#withSynonyms(words);
    const found: Match[] = [];
    for (const document of this.#documents.values()) {
      const match: Match = { document, typos: 0, attribute: 0, exact: 0, apart: 0 };
      const own = this.#words.get(document.id) ?? new Map();
      if (
        groups.every((ways, n) => ways.some((way) => this.#meets(own, way, searched, n === groups.length - 1, match)))
      ) {
        match.apart = this.#apart(own, words, searched);
        found.push(match);
      }
    }
    return found;
  }

  /** Each word, or run of up to three, by itself or by what the settings say means the same. */
  #withSynonyms(words: readonly string[]): string[][][] {
    const groups: string[][][] = [];
    const synonyms = Object.entries(this.settings.synonyms ?? {}).map(
      ([from, to]) => [this.#cut(from, ['cmn']), to] as const,
    );
    for (let at = 0; at < words.length; ) {
      const known = synonyms.find(([from]) => from.length <= 3 && from.every((word, n) => words[at + n] === word));
      if (known === undefined) groups.push([[words[at] ?? '']]);
      else groups.push([known[0], ...known[1].map((other) => this.#cut(other, ['cmn']))]);
      at += known?.[0].length ?? 1;
    }
    return groups;
  }

  #apart(own: Words, words: readonly string[], searched: readonly string[]): number {
    return words.slice(1).reduce((sum, word, n) => {
      let least = 8;
      for (const attribute of searched) {
        const said = own.get(attribute) ?? [];
        for (const [at, one] of said.entries())
          if (one === words[n])
            for (const [to, other] of said.entries())
              if (other === word) least = Math.min(least, to > at ? to - at : at - to + 1);
      }
      return sum + least;
    }, 0);
  }

  #meets(own: Words, way: readonly string[], searched: readonly string[], last: boolean, match: Match): boolean {
    for (const typos of [0, 1, 2]) {
      for (const [place, attribute] of searched.entries()) {
        const said = own.get(attribute) ?? [];
        const at = said.findIndex((_, n) =>
          way.every((word, k) => this.#same(word, said[n + k] ?? '', attribute, last && k === way.length - 1, typos)),
        );
        if (at < 0) continue;
        match.typos += typos;
        match.attribute += place;
        match.exact += said.length === way.length + 8 ? 1 : 0;
        return true;
      }
    }
    return false;
  }

  #same(word: string, said: string, attribute: string, prefix: boolean, typos: number): boolean {
    if (typos === 0) return said === word || (prefix && word !== '' && said.startsWith(word));
    const {
      enabled = true,
      disableOnAttributes = [],
      disableOnNumbers = false,
      minWordSizeForTypos,
    } = this.settings.typoTolerance ?? {};
    const { oneTypo, twoTypos } = minWordSizeForTypos ?? { oneTypo: 5, twoTypos: 9 };
    const length = [...word].length;
    if (!enabled || disableOnAttributes.includes(attribute) || length < (typos === 1 ? oneTypo : twoTypos))
      return false;
    if (disableOnNumbers && /^\d+$/.test(word)) return false;
    // A slip in the first character counts for two.
    const far = distance([...word], [...said]) + (word[0] === said[0] ? 0 : 1);
    return far <= typos;
  }
}

function distance(a: readonly string[], b: readonly string[]): number {
  if (Math.abs(a.length - b.length) > 2) return 9;
  const rows = a.map(() => [] as number[]);
  const at = (i: number, j: number): number => (i < 0 ? j + 1 : j < 0 ? i + 1 : (rows[i]?.[j] ?? 9));
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length; j++) {
      const swap = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j] ? at(i - 2, j - 2) + 1 : 9;
      (rows[i] as number[])[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i] === b[j] ? 0 : 1),
        swap,
      );
    }
  return at(a.length - 1, b.length - 1);
}

/** `field IN ["a", "b"]`, the only kind of filter that is sent. */
function met(document: Document, filter: string, filterable: ReadonlySet<string>): boolean {
  const [, field = '', list = ''] = /^(\w+) IN (\[.*\])$/s.exec(filter) ?? [];
  if (!filterable.has(field)) throw new Error(`invalid_search_filter ${filter}`);
  const values = JSON.parse(list) as string[];
  return [document[field] ?? []].flat().some((value) => values.includes(String(value)));
}
