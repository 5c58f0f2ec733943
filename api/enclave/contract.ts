/** Jobs in the domain and synthetic rows: shapes and operations. */
import { z } from 'zod';
import { dayText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import {
  jobActions,
  jobStates,
  recipeWords,
  resultFormats,
  reviewModes,
  reviewReasons,
  stages,
} from './rules/codes.ts';
import { longestTitle, longestWords, previewRows } from './rules/limits.ts';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const sql = z.string().min(1).max(20_000);
export const tryBody = z.object({ sql });
export const jobBody = z.object({
  title: line(longestTitle, 1),
  sql,
  purpose: z.string().max(60).optional().meta({ description: 'One of those agreed; the first of them when left out' }),
  words: lines(longestWords).default('').meta({ description: 'What the figures are for' }),
});
export const decisionBody = z.object({ revision: z.coerce.number().int(), words: lines(longestWords).default('') });
export const settingBody = z.object({ review: z.enum(reviewModes.codes) });
export const jobsQuery = pageQuery.extend({
  agreement_id: z.string().max(60).optional(),
  state: z.enum(jobStates.codes).optional(),
});
export const resultQuery = z.object({ format: z.enum(resultFormats.codes).default('csv') });
export const sandboxQuery = z.object({
  table: z.coerce.number().int().min(1).max(1000).default(1),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});
export const sandboxFileQuery = z.object({
  table: z.coerce.number().int().min(1).max(1000).default(1),
  format: z.enum(resultFormats.codes).default('csv'),
});

const reason = z.object({ code: z.string(), zh: z.string(), en: z.string() });
const dataset = z.object({ code: z.string(), title: z.string() });
const party = z.object({ id: z.string(), name: z.string() });

export const enclaveRoom = z
  .object({
    agreement: z.object({ id: z.string(), no: z.string() }),
    agency: party,
    degree: z.string(),
    purposes: z.array(z.string()),
    k: z.number().int().meta({ description: 'Fewest records behind a group and behind each of its figures' }),
    review: z.enum(reviewModes.codes),
    jobs_left: z.number().int().meta({ description: 'In this calendar month' }),
    tables: z.array(
      z.object({
        names: z.array(z.string()).meta({ description: 'By which the SQL may call it' }),
        dataset,
        version: z.number().int(),
        rows: z.string().meta({ description: 'Of the whole table, before the row filter' }),
        columns: z.array(z.object({ name: z.string(), type: z.string() })),
        filtered: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'EnclaveRoom', description: 'What an agreement opens for computing in the domain' });

const figures = {
  groups: z.number().int(),
  hidden_groups: z.number().int(),
  hidden_figures: z.number().int(),
};
export const trialOut = z
  .object({
    synthetic: z.literal(true),
    columns: z.array(z.object({ name: z.string(), type: z.string() })),
    rows: z.array(z.array(cell)),
    total: z.number().int(),
    ...figures,
  })
  .meta({ id: 'EnclaveTrial', description: 'The answer from synthetic rows; it says nothing of the real ones' });

export const enclaveJob = z
  .object({
    id: z.string(),
    no: z.string(),
    title: z.string(),
    state: z.enum(jobStates.codes),
    revision: z.number().int(),
    agreement: z.object({ id: z.string(), no: z.string() }),
    developer: party,
    agency: party,
    sql: z.string(),
    purpose: z.string().nullable(),
    words: z.string(),
    k: z.number().int(),
    stage: z.enum(stages.codes).nullable(),
    submitted_at: instantText,
    submitted_by: z.string().nullable(),
    finished_at: instantText.nullable(),
    fault: reason.nullable(),
    rows: z.number().int().nullable(),
    groups: z.number().int().nullable(),
    hidden_groups: z.number().int().nullable(),
    hidden_figures: z.number().int().nullable(),
    close_to: z.array(z.string()).meta({ description: 'For the agency: jobs that differ by fewer than k records' }),
    review_for: z.array(z.enum(reviewReasons.codes)),
    due_on: dayText.nullable(),
    decided_at: instantText.nullable(),
    decided_by: z.string().nullable(),
    decision: z.string().nullable(),
    kept_until: dayText.nullable(),
    result: z.object({ sha256: z.string(), bytes: z.string() }).nullable(),
    sources: z.array(
      z.object({ dataset, version: z.number().int(), table: z.string(), sha256: z.string(), limited: z.boolean() }),
    ),
    history: z.array(
      z.object({
        action: z.enum(jobActions.codes),
        to: z.enum(jobStates.codes),
        words: z.string().nullable(),
        who: z.string().nullable(),
        at: instantText,
      }),
    ),
    actions: z.array(
      z.object({ name: z.enum(['cancel', 'release', 'refuse', 'download', 'look']), refusal: reason.nullable() }),
    ),
  })
  .meta({ id: 'EnclaveJob', description: 'A job in the domain: SQL over licensed tables of which only figures leave' });

export const resultLook = z
  .object({
    columns: z.array(z.object({ name: z.string(), type: z.string() })),
    rows: z.array(z.array(cell)).meta({ description: `The first ${previewRows}` }),
    total: z.number().int(),
  })
  .meta({ id: 'EnclaveLook' });

export const settingOut = z.object({
  review: z.enum(reviewModes.codes),
  own: z.boolean().meta({ description: 'Set by the agency itself; false where the region decides' }),
});

export const sandboxOut = z
  .object({
    synthetic: z.literal(true),
    dataset,
    version: z.number().int(),
    table: z.string(),
    tables: z.array(z.object({ number: z.number().int(), name: z.string() })),
    sha256: z.string(),
    columns: z.array(z.object({ name: z.string(), type: z.string(), how: z.enum(recipeWords.codes) })),
    rows: z.array(z.array(cell)),
    total: z.number().int(),
  })
  .meta({ id: 'Sandbox', description: 'Synthetic rows: the schema of the data, a similar distribution, no row of it' });

const id = z.object({ id: z.string().max(60) });
const at = z.object({ class: z.string().max(30), seq: z.string().max(12) });
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
  'tables.sql_busy',
  'tables.inside_rows',
  'tables.inside_construct',
  'tables.inside_function',
  'tables.inside_argument',
  'tables.inside_column',
  'tables.inside_type',
  'tables.inside_join',
  'tables.inside_too_many',
];
const access = [
  'usage.not_found',
  'usage.not_in_force',
  'usage.term_over',
  'usage.term_not_begun',
  'usage.suspended',
  'usage.purpose_not_agreed',
  'usage.over_quota',
  'enclave.nothing_granted',
];
const moves = ['enclave.not_found', 'enclave.wrong_state', 'enclave.changed_meanwhile'];
const file = { media: ['text/csv', 'application/json', 'application/vnd.apache.parquet'] } as const;
const noResult = ['enclave.not_found', 'enclave.no_result', 'enclave.result_gone', 'usage.grant_changed', ...access];
const sandboxes = [
  'catalog.not_found',
  'catalog.withdrawn',
  'enclave.sandbox_open_data',
  'enclave.sandbox_none',
  'datasets.table_not_found',
];

export const enclaveOperations = {
  showEnclave: operation({
    method: 'get',
    path: '/agreements/:id/enclave',
    auth: 'session',
    summary: ['可在域内计算的数据', 'What an agreement opens for computing in the domain'],
    params: id,
    out: enclaveRoom,
    refusals: access,
  }),
  tryEnclaveSql: operation({
    method: 'post',
    path: '/agreements/:id/enclave/try',
    auth: 'session',
    summary: ['在合成数据上试运行', 'Try SQL on synthetic rows'],
    description: 'The same rules as the real run, on rows that never were; nothing is counted and nothing is kept.',
    params: id,
    body: tryBody,
    out: trialOut,
    refusals: [...access, ...sqls],
  }),
  submitEnclaveJob: operation({
    method: 'post',
    path: '/agreements/:id/enclave/jobs',
    auth: 'session',
    summary: ['提交域内计算任务', 'Submit a job in the domain'],
    description:
      'Tried on the synthetic rows first. Groups of fewer than k records are hidden; the answer leaves when the checks pass and, where one is asked for, a reviewer of the agency lets it out.',
    params: id,
    body: jobBody,
    out: enclaveJob,
    status: 201,
    refusals: [
      ...access,
      ...sqls,
      'enclave.no_purpose',
      'enclave.not_hidden',
      'enclave.too_many_jobs',
      'enclave.budget_spent',
    ],
  }),
  listEnclaveJobs: operation({
    method: 'get',
    path: '/enclave/jobs',
    auth: 'session',
    summary: ['域内计算任务', 'Jobs in the domain'],
    description: 'A developer sees its own, an agency those on its data.',
    query: jobsQuery,
    out: page(enclaveJob),
  }),
  getEnclaveJob: operation({
    method: 'get',
    path: '/enclave/jobs/:id',
    auth: 'session',
    summary: ['查看任务', 'One job'],
    params: id,
    out: enclaveJob,
    refusals: ['enclave.not_found'],
  }),
  cancelEnclaveJob: operation({
    method: 'post',
    path: '/enclave/jobs/:id/cancel',
    auth: 'session',
    summary: ['取消任务', 'Cancel a job'],
    params: id,
    out: enclaveJob,
    refusals: moves,
  }),
  lookEnclaveResult: operation({
    method: 'post',
    path: '/enclave/jobs/:id/look',
    auth: 'session',
    summary: ['查看待放行结果', 'Look at a result under review'],
    description: 'For the agency; every look is an event of the audit record.',
    params: id,
    out: resultLook,
    refusals: ['enclave.not_found', 'enclave.no_result'],
  }),
  releaseEnclaveJob: operation({
    method: 'post',
    path: '/enclave/jobs/:id/release',
    auth: 'session',
    summary: ['放行结果', 'Release a result'],
    params: id,
    body: decisionBody,
    out: enclaveJob,
    refusals: [...moves, 'enclave.own_job', 'usage.not_in_force', 'usage.term_over', 'usage.suspended'],
  }),
  refuseEnclaveJob: operation({
    method: 'post',
    path: '/enclave/jobs/:id/refuse',
    auth: 'session',
    summary: ['不予放行', 'Refuse to release a result'],
    params: id,
    body: decisionBody,
    out: enclaveJob,
    refusals: [...moves, 'enclave.own_job', 'enclave.no_reason'],
  }),
  showEnclaveSetting: operation({
    method: 'get',
    path: '/enclave/setting',
    auth: 'session',
    summary: ['结果审查方式', 'How results are reviewed'],
    out: settingOut,
  }),
  setEnclaveSetting: operation({
    method: 'put',
    path: '/enclave/setting',
    auth: 'session',
    summary: ['设置结果审查方式', 'Set how results are reviewed'],
    description: 'Flagged results are always reviewed.',
    body: settingBody,
    out: settingOut,
  }),
  downloadEnclaveResult: operation({
    method: 'get',
    path: '/enclave/jobs/:id/result',
    auth: 'session',
    summary: ['下载已放行结果', 'Download a released result'],
    description: 'Logged as a delivery of each table it was computed from; `Jinshu-Delivery` names them.',
    params: id,
    query: resultQuery,
    out: file,
    refusals: noResult,
  }),
  downloadEnclaveResultByKey: operation({
    method: 'get',
    path: '/licensed/jobs/:id/result',
    auth: 'key',
    scope: 'files',
    summary: ['按密钥下载已放行结果', 'Download a released result by key'],
    description: 'Logged as a delivery of each table it was computed from; `Jinshu-Delivery` names them.',
    params: id,
    query: resultQuery,
    out: file,
    refusals: noResult,
  }),
  showSandbox: operation({
    method: 'get',
    path: '/datasets/:class/:seq/sandbox',
    auth: 'session',
    summary: ['合成数据预览', 'Synthetic rows of a conditional dataset'],
    params: at,
    query: sandboxQuery,
    out: sandboxOut,
    refusals: sandboxes,
  }),
  downloadSandbox: operation({
    method: 'get',
    path: '/datasets/:class/:seq/sandbox/file',
    auth: 'session',
    summary: ['下载合成数据', 'Synthetic rows as a file'],
    params: at,
    query: sandboxFileQuery,
    out: file,
    refusals: sandboxes,
  }),
  readSandboxByKey: operation({
    method: 'get',
    path: '/licensed/:class/:seq/sandbox',
    auth: 'key',
    scope: 'sandbox',
    summary: ['按密钥读取合成数据', 'Synthetic rows by key'],
    description: 'Of any conditional dataset, whatever the agreement of the key covers. `Jinshu-Synthetic: true`.',
    params: at,
    query: sandboxQuery,
    out: sandboxOut,
    refusals: sandboxes,
  }),
  downloadSandboxByKey: operation({
    method: 'get',
    path: '/licensed/:class/:seq/sandbox/file',
    auth: 'key',
    scope: 'sandbox',
    summary: ['按密钥下载合成数据', 'Synthetic rows as a file by key'],
    params: at,
    query: sandboxFileQuery,
    out: file,
    refusals: sandboxes,
  }),
};
