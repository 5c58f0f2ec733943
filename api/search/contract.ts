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

export const searchQuery = z.object({
  q: z.string().max(200).transform(plain).default(''),
  theme: many,
  agency: many,
  region: many,
  format: many,
  update_cycle: many,
  open_type: many,
  sort: z.enum(['relevance', 'updated', 'downloads', 'title']).default('relevance'),
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

export const searchHit = z
  .object({
    id: z.string(),
    code: z.string(),
    title: z.string(),
    title_en: z.string().nullable(),
    abstract: z.string(),
    theme: z.string(),
    provider: z.object({ id: z.string(), uscc: z.string(), name: z.string(), name_en: z.string().nullable() }),
    region_code: z.string(),
    open_type: z.string(),
    update_cycle: z.string(),
    formats: z.array(z.string()),
    row_count: z.string().nullable(),
    downloads: z.number().int(),
    published_at: instantText,
    updated_at: instantText,
  })
  .meta({ id: 'SearchHit', description: 'A published catalogue entry as a search result' });

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
      }),
    }),
  }),
};
