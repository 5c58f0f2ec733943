/** The tools of the MCP endpoint: what a model may ask and what it is answered. Descriptions are read by models, in both languages. */
import { z } from 'zod';
import { filterOps, measureFns, timeUnits } from '#api/datasets/rules/codes.ts';
import { mostHits, mostRows } from './rules/limits.ts';

const code = z
  .string()
  .trim()
  .max(40)
  .regex(/^[123]\d{5}[0-9A-Z]{0,12}\/\d{1,10}$/)
  .describe('Resource code of the dataset, such as 306014/000127 (信息资源代码)');
const version = z
  .number()
  .int()
  .min(1)
  .max(1_000_000)
  .optional()
  .describe('Number of the version; the newest when left out (版本号)');
const table = z.number().int().min(1).max(1000).optional().describe('Number of the table within the version, from 1');

/** Where an answer comes from: to be named with every use (Article 20). */
export const source = z.object({
  provider: z.string(),
  title: z.string(),
  code: z.string(),
  version: z.number().nullable(),
  url: z.string(),
  licence: z.string().nullable(),
  sha256: z.string().nullable(),
  published_on: z.string().nullable(),
  acquired_on: z.string(),
  attribution: z.string(),
});

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const searchIn = {
  query: z.string().max(200).default('').describe('Words, in Chinese or English, or pinyin; empty lists everything'),
  theme: z.string().max(40).optional().describe('Code of a theme, as a former answer gave it'),
  agency: z.string().max(18).optional().describe('Unified social credit code of the providing agency'),
  region: z.string().max(6).optional().describe('GB/T 2260 code, such as 140100 for Taiyuan'),
  only_open: z.boolean().default(false).describe('Only datasets that anyone may query'),
  sort: z.enum(['relevance', 'updated', 'downloads', 'title']).default('relevance'),
  page: z.number().int().min(1).max(1000).default(1),
  page_size: z.number().int().min(1).max(mostHits).default(10),
};
export const searchOut = {
  total: z.number(),
  page: z.number(),
  items: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      title_en: z.string().nullable(),
      abstract: z.string(),
      provider: z.string(),
      theme: z.string(),
      region_code: z.string(),
      access: z.string().describe('open: anyone may query; licence: by licensed development; closed'),
      row_count: z.string().nullable(),
      updated_at: z.string(),
      url: z.string(),
      elsewhere: z.boolean().describe('True for a record of another portal: it is described and fetched there'),
    }),
  ),
  themes: z.array(z.object({ code: z.string(), name: z.string(), count: z.number() })),
  acquired_on: z.string(),
};

export const describeIn = { code, version };
export const describeOut = {
  source,
  abstract: z.string(),
  keywords: z.array(z.string()),
  access: z.string(),
  update_cycle: z.string().nullable(),
  usage_conditions: z.string(),
  tables: z.array(z.object({ number: z.number(), name: z.string(), row_count: z.number() })),
  row_count: z.number().nullable(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      label: z.string(),
      unit: z.string(),
      description: z.string(),
      null_count: z.number(),
      distinct_count: z.number(),
      min: cell.optional(),
      max: cell.optional(),
      frequent: z.array(z.string()).optional(),
    }),
  ),
  columns_left_off: z.number(),
  versions: z.array(
    z.object({ number: z.number(), row_count: z.number(), published_at: z.string(), note: z.string().nullable() }),
  ),
};

const value = z.union([z.string().max(1000), z.number(), z.boolean()]);
export const filter = z.object({
  column: z.string().max(300),
  op: z
    .enum(filterOps)
    .describe('in and not_in take a list, between the two ends (inclusive), isnull and notnull no value'),
  value: z.union([value, z.array(value).max(200)]).optional(),
});

export const queryIn = {
  code,
  version,
  table,
  filters: z.array(filter).max(20).default([]).describe('All of them must hold'),
  q: z.string().max(200).optional().describe('Words, each of which occurs in some text column'),
  columns: z.array(z.string().max(300)).max(100).default([]).describe('Columns wanted; all when left out'),
  group_by: z
    .array(
      z.object({
        column: z.string().max(300),
        unit: z.enum(timeUnits).optional().describe('Of a date'),
        bins: z.number().int().min(2).max(200).optional().describe('Of a number: at most so many intervals'),
      }),
    )
    .max(5)
    .default([])
    .describe('Groups; with measures instead of rows'),
  measures: z
    .array(z.object({ fn: z.enum(measureFns), column: z.string().max(300).optional() }))
    .max(20)
    .default([])
    .describe('Figures over the groups, or over everything without groups'),
  sort: z
    .array(z.object({ column: z.string().max(300), dir: z.enum(['asc', 'desc']).default('asc') }))
    .max(5)
    .default([])
    .describe('By columns; with measures by names of the answer, such as count or sum(amount)'),
  limit: z.number().int().min(1).max(mostRows).default(50),
  cursor: z.string().max(4000).optional().describe('next_cursor of the page before, under the same question'),
};
const rows = {
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  rows: z.array(z.array(z.unknown())),
  truncated: z.boolean().describe('There are more rows than are shown'),
};
export const queryOut = {
  source,
  ...rows,
  total: z.number().nullable(),
  next_cursor: z.string().nullable(),
};

export const sqlIn = {
  code,
  version,
  sql: z
    .string()
    .trim()
    .min(1)
    .max(10_000)
    .describe(
      'One SELECT. The tables of the version are t1, t2, … (t for the first), and their own names in double quotes',
    ),
  limit: z.number().int().min(1).max(mostRows).default(100),
};
export const sqlOut = { source, ...rows };

export const citeIn = { code, version };
export const citeOut = {
  source,
  citations: z.record(z.string(), z.string()).describe('By form: GB/T 7714, APA, BibTeX, RIS, CSL-JSON'),
};

/** What each tool is for, as models and people read it. */
export const tools = {
  search: {
    title: ['检索数据集', 'Search datasets'],
    description:
      'Finds datasets of the public-data platform of Shanxi province by words and filters. Start here. 在山西省公共数据平台检索数据集。',
  },
  describe: {
    title: ['数据集说明', 'Describe a dataset'],
    description:
      'What a dataset is: provider, licence, tables, columns with types, units and statistics, versions. Read this before asking questions. 数据集的提供方、许可、列与版本。',
  },
  query: {
    title: ['查询表', 'Query a table'],
    description:
      'Reads rows of an open table with typed filters, or groups and figures (count, sum, avg, min, max, median). Answers carry their source and acquisition date, which must be named with every use. 查询开放数据表，或分组统计；使用时须注明来源和获取日期。',
  },
  sql: {
    title: ['SQL 查询', 'SQL'],
    description:
      'One read-only SELECT on the tables of one version of an open dataset, for questions that query cannot express. 对一个版本的表执行一条只读 SELECT。',
  },
  cite: {
    title: ['引用', 'Cite'],
    description:
      'How to cite a version: GB/T 7714-2015, APA, BibTeX, RIS and CSL-JSON, with its permanent address. 数据版本的引用格式与永久地址。',
  },
} as const;

export const words = {
  attribution: [
    '数据来源：{{provider}}“{{title}}”（{{code}}，第 {{version}} 版），获取日期 {{day}}。',
    'Source: {{provider}}, "{{title}}" ({{code}}, version {{version}}), acquired on {{day}}.',
  ],
  instructions:
    'Public data of Shanxi province, China. Use search, then describe, then query (or sql). Column names are mostly Chinese: take them from describe exactly as written. Name the source and the acquisition date of every answer you pass on (attribution). Read-only. 山西省公共数据：先检索，再看说明，再查询；引用结果时注明来源和获取日期。',
} as const;
