/** What may be asked of dictionaries, rules and reports (Article 11): inputs and operations. */
import { z } from 'zod';
import { sensitivities } from '#api/catalog/rules/codes.ts';
import { operation } from '#api/kernel/operation.ts';
import { columnRule, tableRule } from './rules/rule.ts';
import { checkedRule, codeOut, dictionaryOut, publicDictionary, qualityOut, sheetOut } from './rules/shapes.ts';

const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), {
      message: '不能含有控制字符 | Control characters are not allowed',
    });
const maybe = (max: number) =>
  line(max)
    .nullable()
    .transform((text) => (text === '' ? null : text));

export const columnEdit = z.object({
  table: z.string().max(200),
  column: z.string().max(300),
  label: line(128).pipe(z.string().min(1)).optional(),
  label_en: maybe(128).optional(),
  description: maybe(500).optional(),
  unit: maybe(40).optional(),
  codes: z
    .array(codeOut.extend({ code: line(200).pipe(z.string().min(1)), zh: line(200), en: line(200) }))
    .max(1000)
    .nullable()
    .optional(),
  sensitivity: z.enum(sensitivities.codes).optional(),
  rules: z.array(columnRule).max(6).optional().meta({ description: 'The whole set of this column' }),
  confirm: z.boolean().default(false).meta({ description: 'The agency stands for what is said of the column' }),
});

export const dictionaryBody = z.object({
  revision: z.number().int().meta({ description: 'The one that was seen' }),
  columns: z
    .array(columnEdit)
    .max(2000)
    .default([])
    .meta({ description: 'What is left out of a column stays as it is' }),
  tables: z
    .array(z.object({ name: z.string().max(200), rules: z.array(tableRule).max(1) }))
    .max(500)
    .default([]),
});

export const confirmBody = z.object({ revision: z.number().int() });

export const ruleBody = z.object({
  table: z.number().int().min(1).default(1),
  column: z.string().max(300),
  rule: columnRule,
});

const id = z.object({ id: z.string().max(40) });
const dataset = z.object({ class: z.string().max(20), seq: z.string().max(12) });
const number = z.union([z.literal('latest'), z.coerce.number().int().min(1).max(1_000_000)]);
const own = ['auth.required', 'auth.forbidden', 'catalog.not_found'];
const ruleFaults = [
  'quality.reference_missing',
  'quality.reference_closed',
  'quality.codes_needed',
  'tables.bad_bound',
  'tables.bad_pattern',
  'tables.bad_codes',
  'tables.unknown_column',
];

export const qualityOperations = {
  showDictionary: operation({
    method: 'get',
    path: '/catalog/entries/:id/dictionary',
    auth: 'session',
    summary: ['数据字典（工作底稿）', 'Dictionary of an entry, with proposals'],
    description:
      'Proposed from the data when a version is ready, by table and column name, so that the next version inherits it.',
    params: id,
    out: dictionaryOut,
    refusals: own,
  }),
  saveDictionary: operation({
    method: 'put',
    path: '/catalog/entries/:id/dictionary',
    auth: 'session',
    summary: ['修改数据字典和质量规则', 'Complete the dictionary and set the rules'],
    description: 'Rules are run on every version after ingest, and again on the current ones when they change.',
    params: id,
    body: dictionaryBody,
    out: dictionaryOut,
    refusals: [
      ...own,
      ...ruleFaults,
      'quality.changed_meanwhile',
      'quality.no_version',
      'quality.unknown_column',
      'quality.unknown_table',
      'quality.codes_repeated',
    ],
  }),
  confirmDictionary: operation({
    method: 'post',
    path: '/catalog/entries/:id/dictionary/confirmation',
    auth: 'session',
    summary: ['确认全部建议', 'Confirm all proposals as they stand'],
    params: id,
    body: confirmBody,
    out: dictionaryOut,
    refusals: [...own, 'quality.changed_meanwhile', 'quality.no_version'],
  }),
  writeDictionarySheet: operation({
    method: 'get',
    path: '/catalog/entries/:id/dictionary/sheet',
    auth: 'session',
    summary: ['下载数据字典（CSV）', 'Dictionary as CSV, to be worked on in a spreadsheet program'],
    params: id,
    query: z.object({
      bom: z.enum(['0', '1']).default('1').meta({ description: 'With the mark by which Excel knows UTF-8' }),
    }),
    out: { media: ['text/csv'] },
    refusals: own,
  }),
  readDictionarySheet: operation({
    method: 'post',
    path: '/catalog/entries/:id/dictionary/sheet',
    auth: 'session',
    summary: ['核对填好的数据字典文件', 'Read a dictionary file against the dictionary'],
    description:
      'Answers what the file says otherwise, and row by row what cannot be taken. Nothing is kept: send what is meant with a save.',
    params: id,
    body: z.object({ csv: z.string().max(5_000_000) }),
    out: sheetOut,
    refusals: [...own, 'quality.sheet_too_big', 'quality.sheet_unreadable', 'quality.sheet_heads'],
  }),
  showPublicDictionary: operation({
    method: 'get',
    path: '/datasets/:class/:seq/dictionary',
    auth: 'public',
    summary: ['数据字典', 'Dictionary of a dataset'],
    params: dataset,
    out: publicDictionary,
    refusals: ['catalog.not_found', 'catalog.withdrawn'],
  }),
  checkRule: operation({
    method: 'post',
    path: '/versions/:id/rule-check',
    auth: 'session',
    summary: ['试用一条规则', 'Try a rule: how many rows would break it'],
    description: 'Nothing is kept.',
    params: id,
    body: ruleBody,
    out: checkedRule,
    refusals: [...own, ...ruleFaults, 'datasets.version_not_found', 'quality.no_version', 'datasets.table_not_found'],
  }),
  showQuality: operation({
    method: 'get',
    path: '/versions/:id/quality',
    auth: 'session',
    summary: ['数据版本的质量报告', 'Quality report of a version'],
    params: id,
    out: qualityOut,
    refusals: [...own, 'datasets.version_not_found', 'quality.no_report'],
  }),
  showPublicQuality: operation({
    method: 'get',
    path: '/datasets/:class/:seq/versions/:number/quality',
    auth: 'public',
    summary: ['已发布版本的质量报告', 'Quality report of a published version'],
    params: dataset.extend({ number }),
    out: qualityOut,
    refusals: ['catalog.not_found', 'catalog.withdrawn', 'datasets.version_not_found', 'quality.no_report'],
  }),
};
