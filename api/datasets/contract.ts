/** What may be asked of versions and open tables: inputs and operations (Articles 14, 15). */
import { z } from 'zod';
import { operation } from '#api/kernel/operation.ts';
import { downloadFormats, treatmentActions } from './rules/codes.ts';
import { chartOut, datasetOut, publishedVersion, rowsOut, versionOut, versionSummary } from './rules/shapes.ts';

export const treatBody = z.object({
  treatments: z
    .array(z.object({ column: z.string().max(300), action: z.enum(treatmentActions.codes) }))
    .max(1000)
    .meta({ description: 'The whole set: what is left out is left as it is' }),
});

const several = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .default([]);

const selection = {
  filter: several.meta({
    description:
      '`column:op:value`, repeated; all must hold. Operators eq ne contains starts gt gte lt lte in isnull notnull; values of `in` are separated by `|`',
  }),
  sort: several.meta({ description: '`column` or `-column`, repeated' }),
  columns: several.meta({ description: 'Names of the columns wanted, repeated; all when left out' }),
};

export const rowsQuery = z.object({
  ...selection,
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  offset: z.coerce.number().int().min(0).default(0),
  cursor: z.string().max(4000).optional(),
});

export const downloadQuery = z.object({
  ...selection,
  format: z.enum(downloadFormats.codes).default('csv'),
  bom: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(true)
    .meta({ description: 'CSV only: begin with a byte order mark, as Excel needs for Chinese' }),
});

export const chartQuery = z.object({
  column: z.string().max(300),
  kind: z.enum(['histogram', 'bars', 'timeline']).optional(),
});

const id = z.object({ id: z.string().max(40) });
const codeParams = { class: z.string().max(20), seq: z.string().max(12) };
const code = z.object(codeParams);
const number = z.union([z.literal('latest'), z.coerce.number().int().min(1).max(1_000_000)]);
const versionParams = z.object({ ...codeParams, number });
const reads = [
  'catalog.not_found',
  'catalog.withdrawn',
  'datasets.version_not_found',
  'datasets.licence_needed',
  'datasets.not_open',
];
const steward = ['auth.required', 'auth.forbidden', 'datasets.version_not_found'];
export const datasetOperations = {
  uploadVersion: operation({
    method: 'post',
    path: '/catalog/entries/:id/versions',
    auth: 'session',
    summary: ['上传数据版本', 'Upload a version'],
    description:
      'One CSV of at most 300 MB: UTF-8 (with or without BOM) or GB18030; comma, tab or semicolon. Read, converted and scanned in the background: follow it at /versions/{id}.',
    params: id,
    upload: { media: ['multipart/form-data'], fields: { note: 'What is new in this version' } },
    out: versionOut,
    status: 201,
    refusals: [
      'catalog.not_found',
      'catalog.wrong_state',
      'datasets.no_file',
      'datasets.empty',
      'datasets.too_large',
      'datasets.broken_upload',
      'datasets.file_name',
      'datasets.duplicate',
    ],
  }),
  listOwnVersions: operation({
    method: 'get',
    path: '/catalog/entries/:id/versions',
    auth: 'session',
    summary: ['条目的全部数据版本', 'All versions of an entry'],
    params: id,
    out: z.object({ items: z.array(versionSummary) }),
    refusals: ['catalog.not_found'],
  }),
  showVersion: operation({
    method: 'get',
    path: '/versions/:id',
    auth: 'session',
    summary: ['数据版本及其处理进度', 'A version and how far the work on it is'],
    params: id,
    out: versionOut,
    refusals: steward,
  }),
  previewVersion: operation({
    method: 'get',
    path: '/versions/:id/rows',
    auth: 'session',
    summary: ['预览未发布的数据', 'Look at a version before it is published'],
    description: 'For its agency and its reviewer, once the table holds no untreated personal information.',
    params: id,
    query: rowsQuery,
    out: rowsOut,
    refusals: [...steward, 'datasets.wrong_state', 'datasets.bad_filter'],
  }),
  treatVersion: operation({
    method: 'post',
    path: '/versions/:id/treatment',
    auth: 'session',
    summary: ['处理个人信息', 'Drop or mask columns'],
    description: 'Makes the treated table and scans it again, in the background.',
    params: id,
    body: treatBody,
    out: versionOut,
    status: 202,
    refusals: [...steward, 'datasets.wrong_state', 'datasets.unknown_column', 'datasets.nothing_left'],
  }),
  publishVersion: operation({
    method: 'post',
    path: '/versions/:id/publication',
    auth: 'session',
    summary: ['发布数据版本', 'Publish a further version'],
    description: 'For an entry that is already published. The first version is published with the entry.',
    params: id,
    out: versionOut,
    refusals: [
      ...steward,
      'datasets.wrong_state',
      'datasets.untreated',
      'datasets.not_ready',
      'datasets.entry_unpublished',
      'datasets.not_open',
    ],
  }),
  retryVersion: operation({
    method: 'post',
    path: '/versions/:id/retry',
    auth: 'session',
    summary: ['重新处理', 'Process a failed version again'],
    params: id,
    out: versionOut,
    status: 202,
    refusals: [...steward, 'datasets.wrong_state'],
  }),
  showDataset: operation({
    method: 'get',
    path: '/datasets/:class/:seq',
    auth: 'public',
    summary: ['数据集', 'A dataset'],
    description: 'Answers 410 with what it was when it was withdrawn.',
    params: code,
    out: datasetOut,
    refusals: ['catalog.not_found', 'catalog.withdrawn'],
  }),
  listVersions: operation({
    method: 'get',
    path: '/datasets/:class/:seq/versions',
    auth: 'public',
    summary: ['已发布版本', 'Published versions'],
    params: code,
    out: z.object({ items: z.array(publishedVersion.omit({ columns: true })) }),
    refusals: ['catalog.not_found', 'catalog.withdrawn'],
  }),
  showPublishedVersion: operation({
    method: 'get',
    path: '/datasets/:class/:seq/versions/:number',
    auth: 'public',
    summary: ['一个已发布版本', 'One published version'],
    params: versionParams,
    out: publishedVersion,
    refusals: ['catalog.not_found', 'catalog.withdrawn', 'datasets.version_not_found'],
  }),
  readRows: operation({
    method: 'get',
    path: '/datasets/:class/:seq/versions/:number/rows',
    auth: 'public',
    summary: ['数据行', 'Rows'],
    description:
      'Filter, sort and page. `next_cursor` continues under the same filters and sort without a depth limit.',
    params: versionParams,
    query: rowsQuery,
    out: rowsOut,
    refusals: [
      ...reads,
      'datasets.bad_filter',
      'tables.unknown_column',
      'tables.bad_value',
      'tables.bad_page',
      'tables.timeout',
    ],
  }),
  downloadVersion: operation({
    method: 'get',
    path: '/datasets/:class/:seq/versions/:number/download',
    auth: 'public',
    summary: ['下载', 'Download'],
    description: 'Parquet as stored answers byte ranges; every format has an ETag.',
    params: versionParams,
    query: downloadQuery,
    out: {
      media: [
        'text/csv',
        'application/json',
        'application/jsonl',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/vnd.apache.parquet',
      ],
    },
    refusals: [
      ...reads,
      'datasets.bad_filter',
      'datasets.bad_range',
      'tables.unknown_column',
      'tables.xlsx_too_many_rows',
    ],
  }),
  drawChart: operation({
    method: 'get',
    path: '/datasets/:class/:seq/versions/:number/chart',
    auth: 'public',
    summary: ['一列的图表数据', 'The figures for a chart of one column'],
    params: versionParams,
    query: chartQuery,
    out: chartOut,
    refusals: [...reads, 'tables.unknown_column'],
  }),
};
