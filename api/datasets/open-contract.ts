/** What anyone may ask of open data: inputs and operations (Articles 14, 15). */
import { z } from 'zod';
import { operation } from '#api/kernel/operation.ts';
import {
  aggregateQuery,
  chartQuery,
  downloadQuery,
  queryBody,
  queryQuery,
  rowsQuery,
  sqlBody,
  sqlQuery,
} from './rules/questions.ts';
import { aggregateOut, chartOut, datasetOut, publishedVersion, queryOut, rowsOut, sqlOut } from './rules/shapes.ts';

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
  'datasets.no_such_table',
  'datasets.table_not_found',
];
const wheres = [
  'datasets.bad_filter',
  'tables.unknown_column',
  'tables.bad_value',
  'tables.bad_condition',
  'tables.no_text_column',
  'tables.timeout',
  'tables.too_heavy',
];
const aggregates = [
  'datasets.bad_group',
  'datasets.bad_measure',
  'tables.bad_group',
  'tables.bad_measure',
  'tables.bad_limit',
];
const sqls = [
  'tables.sql_length',
  'tables.sql_syntax',
  'tables.sql_not_select',
  'tables.sql_one_statement',
  'tables.sql_table',
  'tables.sql_function',
  'tables.sql_construct',
  'tables.sql_failed',
  'tables.sql_timeout',
  'tables.sql_too_heavy',
  'tables.sql_too_large',
  'tables.sql_busy',
  'request.too_many',
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
    refusals: [...reads, ...wheres, 'tables.bad_page'],
  }),
  downloadVersion: operation({
    method: 'get',
    path: '/datasets/:class/:seq/versions/:number/download',
    auth: 'public',
    summary: ['下载', 'Download'],
    description:
      'A whole table or any selection of it. Stored files (Parquet of a whole table, and `source`) answer byte ranges, If-Range and HEAD with their length; every format has an ETag and Last-Modified.',
    params: versionParams,
    query: downloadQuery,
    out: {
      media: [
        'text/csv',
        'text/tab-separated-values',
        'application/json',
        'application/jsonl',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/vnd.apache.parquet',
        'application/xml',
        'application/geo+json',
        'application/octet-stream',
      ],
    },
    refusals: [
      ...reads,
      ...wheres,
      'datasets.bad_range',
      'datasets.source_withheld',
      'tables.xlsx_too_many_rows',
      'tables.xlsx_cell_too_long',
      'tables.no_places',
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
    refusals: [...reads, ...wheres, ...aggregates],
  }),
  queryRows: operation({
    method: 'get',
    path: '/datasets/:class/:seq/versions/:number/query',
    auth: 'public',
    summary: ['查询', 'Query'],
    description:
      'Rows, or groups and figures where `group` or `measure` is given. Pages go on by `next_cursor` at any depth, also under a sort.',
    params: versionParams,
    query: queryQuery,
    out: queryOut,
    refusals: [...reads, ...wheres, ...aggregates, 'tables.bad_page'],
  }),
  postQuery: operation({
    method: 'post',
    path: '/datasets/:class/:seq/versions/:number/query',
    auth: 'public',
    summary: ['查询（JSON）', 'Query, asked in JSON'],
    description: 'The same, with filters joined by any and all. Changes nothing.',
    params: versionParams,
    body: queryBody,
    out: queryOut,
    refusals: [...reads, ...wheres, ...aggregates, 'tables.bad_page'],
  }),
  runSql: operation({
    method: 'get',
    path: '/datasets/:class/:seq/versions/:number/sql',
    auth: 'public',
    summary: ['SQL 查询', 'SQL'],
    description:
      'One SELECT over the tables of the version, read-only: 10 seconds, 10,000 rows, 8 MB, 30 statements a minute for an address (see the RateLimit headers). Functions that read files, settings or the catalogue are not offered.',
    params: versionParams,
    query: sqlQuery,
    out: sqlOut,
    refusals: [...reads, ...sqls],
  }),
  postSql: operation({
    method: 'post',
    path: '/datasets/:class/:seq/versions/:number/sql',
    auth: 'public',
    summary: ['SQL 查询（JSON）', 'SQL, asked in JSON'],
    description: 'The same for statements too long for an address. Changes nothing.',
    params: versionParams,
    body: sqlBody,
    out: sqlOut,
    refusals: [...reads, ...sqls],
  }),
};
