import { z } from 'zod';
import { instantText, operation } from '#api/kernel/operation.ts';

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
      .object({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'The portal a harvested record comes from' }),
    region_code: z.string(),
    open_type: z.string(),
    update_cycle: z.string(),
    formats: z.array(z.string()),
    row_count: z.string().nullable(),
    downloads: z.number().int(),
    quality: z.number().int().nullable().meta({ description: '0 to 100' }),
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

export const searchOperations = {
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
