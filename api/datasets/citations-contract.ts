/** Citing a version, and a filtered view of it (RDA recommendation on citing evolving data). */
import { z } from 'zod';
import { instantText, operation } from '#api/kernel/operation.ts';
import { citationFormats, citationForms } from './rules/citation.ts';
import { citationBody } from './rules/citation-query.ts';

const codeParams = { class: z.string().max(20), seq: z.string().max(12) };
const number = z.union([z.literal('latest'), z.coerce.number().int().min(1).max(1_000_000)]);
const versionParams = z.object({ ...codeParams, number });
const id = z.object({ id: z.string().max(40) });

export const citationOut = z
  .object({
    id: z.string(),
    url: z.string().meta({ description: 'The permanent address of the citation' }),
    state: z.enum(['live', 'withdrawn']),
    code: z.string(),
    title: z.string(),
    agency: z.string(),
    version: z.number().int(),
    table: z.number().int(),
    query: z.object({
      filter: z.array(z.string()),
      sort: z.array(z.string()),
      columns: z.array(z.string()),
      q: z.string(),
    }),
    query_sha256: z.string(),
    row_count: z.number().int(),
    result_sha256: z.string().meta({
      description: 'Over the rows in order, each as the canonical JSON (RFC 8785) of its cells and a line feed',
    }),
    created_at: instantText,
    view_url: z.string(),
    withdrawn: z.object({ at: instantText, reason: z.string() }).nullable(),
    citations: z.object(
      Object.fromEntries(citationFormats.map((one) => [one, z.string()])) as Record<
        (typeof citationFormats)[number],
        z.ZodString
      >,
    ),
  })
  .meta({ id: 'QueryCitation' });

export const verificationOut = z.object({
  same: z.boolean(),
  row_count: z.number().int(),
  result_sha256: z.string(),
  checked_at: instantText,
});

const reads = ['catalog.not_found', 'catalog.withdrawn', 'datasets.version_not_found'];
const answers = [
  'datasets.licence_needed',
  'datasets.not_open',
  'datasets.bad_filter',
  'tables.unknown_column',
  'tables.bad_value',
  'tables.timeout',
  'request.too_many',
];

export const citationOperations = {
  citeVersion: operation({
    method: 'get',
    path: '/datasets/:class/:seq/versions/:number/citation',
    auth: 'public',
    summary: ['引用一个版本', 'Cite a version'],
    params: versionParams,
    query: z.object({ format: z.enum(citationFormats).default('gbt7714') }),
    out: { media: [...new Set(Object.values(citationForms).map((one) => one.mediaType))] },
    refusals: reads,
  }),
  createCitation: operation({
    method: 'post',
    path: '/datasets/:class/:seq/versions/:number/citations',
    auth: 'public',
    summary: ['引用一个筛选视图', 'Cite a filtered view'],
    description:
      'Keeps the query with the number and hash of the rows it answers. The same query of the same version has one citation.',
    params: versionParams,
    body: citationBody,
    out: citationOut,
    status: 201,
    refusals: [...reads, ...answers, 'datasets.cite_whole', 'datasets.cite_too_many'],
  }),
  showCitation: operation({
    method: 'get',
    path: '/citations/:id',
    auth: 'public',
    summary: ['一条引用', 'One citation'],
    description: 'Also after the dataset was withdrawn (`state`). The permanent address /cite/{id} answers 410 then.',
    params: id,
    out: citationOut,
    refusals: ['datasets.citation_not_found'],
  }),
  verifyCitation: operation({
    method: 'post',
    path: '/citations/:id/verification',
    auth: 'public',
    summary: ['核验引用', 'Verify a citation'],
    description: 'Asks the query again and compares the hash of the answer.',
    params: id,
    out: verificationOut,
    refusals: ['datasets.citation_not_found', 'catalog.withdrawn', 'request.too_many', 'tables.timeout'],
  }),
  downloadCitation: operation({
    method: 'get',
    path: '/citations/:id/citation',
    auth: 'public',
    summary: ['下载引用', 'Download a citation'],
    params: id,
    query: z.object({ format: z.enum(citationFormats).default('gbt7714') }),
    out: { media: [...new Set(Object.values(citationForms).map((one) => one.mediaType))] },
    refusals: ['datasets.citation_not_found'],
  }),
};
