/** What anyone may ask of open data: inputs and operations (Articles 14, 15). */
import { z } from 'zod';
import { operation } from '#api/kernel/operation.ts';
import { downloadFormats } from './rules/codes.ts';
import { aggregateOut, chartOut, datasetOut, publishedVersion, rowsOut } from './rules/shapes.ts';

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

export const aggregateQuery = z.object({
  filter: selection.filter,
  group: several.meta({
    description: '`column`, `column:month` (hour day week month quarter year) or `column:bins:20`, repeated',
  }),
  measure: several.meta({
    description:
      '`count` or `function:column` (count count_distinct sum avg min max median), repeated; `count` when left out',
  }),
  sort: several.meta({ description: 'By names of the answer, such as `-count` or `sum(amount)`, repeated' }),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
});

export const chartQuery = z.object({
  column: z.string().max(300),
  kind: z.enum(['histogram', 'bars', 'timeline']).optional(),
});

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

export const openOperations = {
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
  aggregateRows: operation({
    method: 'get',
    path: '/datasets/:class/:seq/versions/:number/aggregate',
    auth: 'public',
    summary: ['分组统计', 'Groups and figures'],
    params: versionParams,
    query: aggregateQuery,
    out: aggregateOut,
    refusals: [
      ...reads,
      'datasets.bad_filter',
      'datasets.bad_group',
      'datasets.bad_measure',
      'tables.unknown_column',
      'tables.bad_value',
      'tables.bad_group',
      'tables.bad_measure',
      'tables.timeout',
    ],
  }),
};
