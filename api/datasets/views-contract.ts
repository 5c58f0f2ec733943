/** Saved views of open data: what may be asked of them (Articles 14, 15). */
import { z } from 'zod';
import { instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { viewSpec } from './rules/view-spec.ts';

export const viewBody = z.object({
  dataset: z
    .string()
    .regex(/^[^/\s]{1,20}\/[^/\s]{1,12}$/)
    .meta({ description: 'The resource code, such as 306014/000127' }),
  version: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .default(null)
    .meta({ description: 'Null follows the newest version' }),
  table: z.number().int().min(1).max(1000).default(1),
  title: z.string().max(500).meta({ description: '1 to 120 characters of plain text' }),
  view: viewSpec,
});

export const savedView = z
  .object({
    id: z.string(),
    dataset: z.string(),
    dataset_title: z.string(),
    version: z.number().int().nullable(),
    table: z.number().int(),
    title: z.string(),
    view: viewSpec,
    created_at: instantText,
    url: z.string(),
    embed_url: z.string(),
  })
  .meta({ id: 'SavedView', description: 'A table, chart or map under an address of its own; it never changes' });

export const keptView = z
  .object({
    id: z.string(),
    name: z.string().meta({ description: 'What its keeper calls it; nobody else sees it' }),
    title: z.string(),
    kind: z.enum(['table', 'chart', 'map']),
    version: z.number().int().nullable(),
    dataset: z.string(),
    dataset_title: z.string(),
    dataset_title_en: z.string().nullable(),
    withdrawn: z.boolean().meta({ description: 'Its dataset is withdrawn: the view answers 410' }),
    kept_at: instantText,
    url: z.string(),
  })
  .meta({ id: 'KeptView' });

export const renameBody = z.object({
  name: z.string().max(500).meta({ description: '1 to 120 characters of plain text' }),
});
const done = z.object({ done: z.literal(true) });
const id = z.object({ id: z.string().max(40) });

const width = z.coerce.number().int().min(100).max(4000).optional();

export const oembedQuery = z.object({
  url: z.string().max(2000),
  maxwidth: width,
  maxheight: width,
  format: z.string().max(20).default('json'),
});

export const oembedOut = z
  .object({
    type: z.literal('rich'),
    version: z.literal('1.0'),
    title: z.string(),
    provider_name: z.string(),
    provider_url: z.string(),
    cache_age: z.number().int(),
    html: z.string(),
    width: z.number().int(),
    height: z.number().int(),
  })
  .meta({ id: 'OEmbed', description: 'oEmbed 1.0, type rich' });

const reads = ['catalog.not_found', 'catalog.withdrawn', 'datasets.licence_needed', 'datasets.not_open'];

export const viewOperations = {
  saveView: operation({
    method: 'post',
    path: '/views',
    auth: 'public',
    summary: ['保存视图', 'Save a view'],
    description:
      'For anyone, of open data. A view never changes; the same view with the same title is saved once and answers the same address.',
    body: viewBody,
    out: savedView,
    status: 201,
    refusals: [
      ...reads,
      'datasets.version_not_found',
      'datasets.no_such_table',
      'datasets.bad_filter',
      'datasets.view_title',
      'datasets.view_too_many',
      'datasets.chart_column',
      'datasets.chart_scatter_text',
      'datasets.chart_histogram_text',
      'datasets.chart_line_text',
      'datasets.chart_needs_y',
      'datasets.chart_measure_text',
      'datasets.chart_pie_measure',
      'datasets.chart_pie_series',
      'datasets.chart_unit',
      'datasets.map_no_place',
      'datasets.map_region_text',
      'datasets.map_measure',
    ],
  }),
  listKeptViews: operation({
    method: 'get',
    path: '/views/mine',
    auth: 'participant',
    summary: ['我的视图', 'Views I keep'],
    description: 'What a participant saves is kept in this list; other views can be added by their address.',
    query: pageQuery,
    out: page(keptView),
    refusals: ['participants.needed'],
  }),
  keepView: operation({
    method: 'put',
    path: '/views/:id/keep',
    auth: 'participant',
    summary: ['放入我的视图', 'Keep a view'],
    params: id,
    out: done,
    refusals: [...reads, 'participants.needed', 'datasets.view_not_found'],
  }),
  renameKeptView: operation({
    method: 'patch',
    path: '/views/:id/keep',
    auth: 'participant',
    summary: ['给我的视图改名', 'Rename a view I keep'],
    description: 'In the list of whoever asks only: the title under its address stays.',
    params: id,
    body: renameBody,
    out: done,
    refusals: ['participants.needed', 'datasets.view_not_kept', 'datasets.view_title'],
  }),
  dropKeptView: operation({
    method: 'delete',
    path: '/views/:id/keep',
    auth: 'participant',
    summary: ['从我的视图中删除', 'Take a view off the list'],
    description: 'Its address goes on for everybody who has it.',
    params: id,
    out: done,
    refusals: ['participants.needed', 'datasets.view_not_kept'],
  }),
  showView: operation({
    method: 'get',
    path: '/views/:id',
    auth: 'public',
    summary: ['已保存的视图', 'A saved view'],
    description: 'Answers 410 once its dataset is withdrawn.',
    params: z.object({ id: z.string().max(40) }),
    out: savedView,
    refusals: [...reads, 'datasets.view_not_found'],
  }),
  oembed: operation({
    method: 'get',
    path: '/oembed',
    auth: 'public',
    summary: ['嵌入视图（oEmbed）', 'Embed a view (oEmbed)'],
    description: 'oEmbed 1.0 for the addresses of saved views.',
    query: oembedQuery,
    out: oembedOut,
    refusals: [...reads, 'datasets.view_not_found', 'datasets.oembed_address', 'datasets.oembed_format'],
  }),
};
