import { z } from 'zod';
import { dayText, instantText, operation, pageQuery } from '#api/kernel/operation.ts';

/** PostgreSQL takes no NUL in a text; no control character belongs in a question. */
const plain = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

const many = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) =>
    value === undefined
      ? []
      : (Array.isArray(value) ? value : value.split(','))
          .map(plain)
          .filter((v) => v !== '')
          .slice(0, 30),
  )
  .meta({ description: 'One value, several separated by commas, or the parameter repeated' });

const facets = ['theme', 'agency', 'region', 'format', 'update_cycle', 'open_type', 'source'] as const;
export const sorts = ['relevance', 'updated', 'downloads', 'quality', 'title'] as const;

export const searchQuery = z.object({
  q: z.string().max(200).transform(plain).default(''),
  theme: many,
  agency: many,
  region: many,
  format: many,
  update_cycle: many,
  open_type: many,
  source: many,
  sort: z.enum(sorts).default('relevance'),
  page: z.coerce.number().int().min(1).max(100000).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(20),
});
export type SearchInput = z.output<typeof searchQuery>;

const facetValue = z.object({
  value: z.string(),
  label_zh: z.string(),
  label_en: z.string(),
  count: z.number().int(),
  chosen: z.boolean(),
});

const marks = z
  .array(z.tuple([z.number().int(), z.number().int()]))
  .meta({ id: 'SearchMarks', description: 'Where the words stand: [start, end) in UTF-16 units' });

export const searchHit = z
  .object({
    id: z.string(),
    kind: z
      .enum(['entry', 'harvested'])
      .meta({ description: 'An entry of this catalogue, or a record of another portal' }),
    page: z.string().meta({ description: 'The page of the record on this portal' }),
    code: z.string().meta({ description: 'The entry’s code, or the identifier at the source' }),
    title: z.string(),
    title_en: z.string().nullable(),
    abstract: z.string(),
    theme: z.string(),
    provider: z.object({
      id: z.string().nullable(),
      uscc: z.string().nullable(),
      name: z.string(),
      name_en: z.string().nullable(),
    }),
    source: z
      .object({ id: z.string(), name: z.string(), name_en: z.string().nullable() })
      .nullable()
      .meta({ description: 'The portal a harvested record comes from' }),
    region_code: z.string(),
    open_type: z.string(),
    update_cycle: z.string(),
    formats: z.array(z.string()),
    row_count: z.string().nullable(),
    downloads: z.number().int(),
    quality: z.number().int().nullable().meta({ description: '0 to 100' }),
    ratings: z.object({ total: z.number().int(), mean: z.string().nullable() }).meta({
      description: 'How many users rated the dataset, and the mean of 1 to 5 stars where they are enough to tell',
    }),
    published_at: instantText,
    updated_at: instantText,
    marks: z.object({ title: marks, title_en: marks, abstract: marks }),
    matched_column: z
      .object({
        name: z.string(),
        label: z.string(),
        label_marks: marks,
        value: z.string().nullable(),
        value_marks: marks,
      })
      .nullable()
      .meta({ description: 'The column that holds what was asked, in its label or in a value of its code list' }),
  })
  .meta({ id: 'SearchHit', description: 'A published catalogue entry or a harvested record as a search result' });

export const searchHints = z
  .object({
    drop: z.array(z.object({ facet: z.enum(facets), total: z.number().int() })),
    instead: z.array(z.object({ text: z.string(), total: z.number().int() })),
    asked: z.number().int(),
  })
  .meta({
    id: 'SearchHints',
    description:
      'When nothing was found: filters without which something is, other words that find something, and how often the same was asked in vain in ninety days',
  });

export const suggestionOut = z
  .object({
    kind: z.enum(['dataset', 'agency', 'theme', 'place', 'column']),
    text: z.string(),
    text_en: z.string().nullable(),
    to: z.string().meta({ description: 'The page it leads to' }),
    marks,
    marks_en: marks,
  })
  .meta({ id: 'Suggestion' });

const personName = z.string().nullable();
export const synonymBody = z.object({
  words: z.array(z.string().max(40)).max(20).meta({ description: 'Words that mean the same, two or more' }),
  note: z.string().trim().max(200).default(''),
});
export const synonymOut = z
  .object({
    id: z.string(),
    words: z.array(z.string()),
    note: z.string().nullable(),
    created_at: instantText,
    created_by: personName,
    revoked_at: instantText.nullable(),
    revoked_by: personName,
  })
  .meta({ id: 'Synonym', description: 'A group of words that mean the same to whoever searches' });

export const demandQuery = pageQuery.extend({ days: z.coerce.number().int().min(1).max(366).default(30) });
export const demandOut = z.object({
  from: dayText,
  to: dayText,
  searches: z.number().int(),
  items: z.array(z.object({ text: z.string(), count: z.number().int(), days: z.number().int(), last_on: dayText })),
  total: z.number().int(),
  page: z.number().int(),
  page_size: z.number().int(),
});

export const searchOperations = {
  suggest: operation({
    method: 'get',
    path: '/suggestions',
    auth: 'public',
    summary: ['检索联想', 'Suggestions while typing'],
    description: 'By the beginning of a name, its pinyin or its initials; at most ten.',
    query: z.object({ q: z.string().max(100).default('') }),
    out: z.object({ items: z.array(suggestionOut) }),
  }),
  listSynonyms: operation({
    method: 'get',
    path: '/synonyms',
    auth: 'session',
    summary: ['同义词列表', 'List synonyms'],
    description: 'For the province’s information department; revoked ones are kept.',
    out: z.object({ items: z.array(synonymOut) }),
  }),
  addSynonym: operation({
    method: 'post',
    path: '/synonyms',
    auth: 'session',
    summary: ['登记同义词', 'Enter synonyms'],
    body: synonymBody,
    out: z.object({ id: z.string() }),
    status: 201,
    refusals: ['search.synonym_too_few', 'search.synonym_taken'],
  }),
  revokeSynonym: operation({
    method: 'post',
    path: '/synonyms/:id/revocation',
    auth: 'session',
    summary: ['撤销同义词', 'Revoke synonyms'],
    params: z.object({ id: z.string().max(60) }),
    out: z.object({ id: z.string() }),
    refusals: ['search.synonym_not_found', 'search.synonym_revoked'],
  }),
  listSearchDemand: operation({
    method: 'get',
    path: '/search-demand',
    auth: 'session',
    summary: ['未满足的检索', 'Searches without a result'],
    description: 'Counted by day for the province’s information department; who searched is not kept.',
    query: demandQuery,
    out: demandOut,
  }),
  searchDatasets: operation({
    method: 'get',
    path: '/datasets',
    auth: 'public',
    summary: ['检索数据', 'Search datasets'],
    description:
      'Words in any order, Chinese taken apart into words, pinyin and initials for Latin letters. Facets count under all choices but their own.',
    query: searchQuery,
    out: z.object({
      items: z.array(searchHit),
      total: z.number().int(),
      page: z.number().int(),
      page_size: z.number().int(),
      words: z.array(z.string()),
      hints: searchHints.nullable(),
      facets: z.object({
        theme: z.array(facetValue),
        agency: z.array(facetValue),
        region: z.array(facetValue),
        format: z.array(facetValue),
        update_cycle: z.array(facetValue),
        open_type: z.array(facetValue),
        source: z.array(facetValue),
      }),
    }),
  }),
};
