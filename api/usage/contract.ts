import { z } from 'zod';
import { purposes, quotaMeasures, quotaWindows } from '#api/agreements/rules/codes.ts';
import { smallestGroup } from '#api/agreements/rules/groups.ts';
import { dayText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { line } from '#api/licensing/rules/text.ts';
import { overlapHours, scopes } from './rules/key.ts';

const dataset = { code: z.string(), title: z.string() };

export const keyOut = z
  .object({
    id: z.string(),
    name: z.string(),
    /** The first characters; the key itself is shown once, when it is made. */
    prefix: z.string(),
    standing: z.enum(['live', 'retiring', 'retired', 'expired', 'revoked', 'leaked']),
    scopes: z.array(z.enum(scopes)),
    datasets: z
      .array(z.string())
      .meta({ description: 'Codes of the datasets it is limited to; empty: all of the agreement' }),
    expires_on: dayText.nullable().meta({ description: 'Last day of use; null: the term of the agreement' }),
    retires_at: instantText.nullable().meta({ description: 'When it was rotated: the end of the overlap' }),
    replaced_by: z.object({ id: z.string(), prefix: z.string() }).nullable(),
    leaked_where: z.string().nullable().meta({ description: 'Where it was found, in the words of who reported it' }),
    agreement_id: z.string(),
    agreement_no: z.string(),
    agreement_standing: z.enum(['in_force', 'not_yet', 'over', 'suspended', 'not_active']),
    effective_to: dayText.nullable(),
    created_at: instantText,
    revoked_at: instantText.nullable(),
    last_used_at: instantText.nullable(),
  })
  .meta({ id: 'ApiKey', description: 'A key scoped to the datasets and the term of one agreement' });

export const newKeyOut = keyOut.extend({ secret: z.string() }).meta({
  id: 'NewApiKey',
  description: 'A key just made, with its secret: kept as SHA-256 only, so it is never shown again',
});

export const deliveryOut = z
  .object({
    id: z.string(),
    agreement_id: z.string(),
    agreement_no: z.string(),
    organization: z.object({ id: z.string(), name: z.string() }),
    dataset: z.object(dataset),
    provider: z.object({ name: z.string(), uscc: z.string() }),
    version_id: z.string(),
    version: z.number().int(),
    table: z.string().nullable().meta({ description: 'Its name within the version' }),
    sha256: z.string().meta({ description: 'SHA-256 of the published table of the version' }),
    kind: z.enum(['rows', 'file', 'result']),
    format: z.string(),
    rows: z.string().meta({ description: 'Number of rows handed over, as decimal digits' }),
    bytes: z.string(),
    by: z.enum(['key', 'person']),
    key_prefix: z.string().nullable(),
    at: instantText,
    /** The acquisition date that a product made from it states (Article 20). */
    acquired_on: dayText,
    handed_sha256: z.string().nullable().meta({
      description: 'SHA-256 of what was handed over: of the file, or of the rows as JSON; null where it was not kept',
    }),
    limited: z.boolean().meta({ description: 'Whether the agreement granted less than the whole table' }),
    purpose: z.string().nullable(),
    copy_id: z.string().nullable().meta({ description: 'The marked copy a file was taken from' }),
  })
  .meta({ id: 'Delivery', description: 'One delivery of licensed data that really happened' });

const ofAgreement = z.object({ id: z.string().max(60) });
const atDataset = z.object({ class: z.string().max(30), seq: z.string().max(12) });
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A parameter that may stand once or several times in the address. */
const several = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((given) => (typeof given === 'string' ? [given] : given))
  .pipe(z.array(z.string().max(4000)).max(50));

const table = z.string().max(200).optional().meta({
  description:
    'Name or number of a table; the first one covered when left out. An agreement names datasets, so it covers the tables the dataset had when the agreement was written; one added later is refused.',
});

const declared = {
  purpose: z.enum(purposes.codes).optional().meta({ description: 'One of the agreed ones; the first when left out' }),
  region: z
    .string()
    .regex(/^\d{6}$/)
    .optional()
    .meta({ description: 'Where it is used: a region within those agreed; the first when left out' }),
};

export const figuresQuery = z.object({
  table,
  group: several.meta({ description: '`column`, `column:month`, `column:bins:20`; at most 5' }),
  measure: several.meta({ description: '`count`, `count_distinct:column`, `sum:column`, `avg:column`' }),
  filter: several.meta({ description: '`column:eq:value`, joined by AND', example: 'county:eq:140105' }),
  ...declared,
});

export const limitShape = z
  .object({
    measure: z.enum(quotaMeasures.codes),
    window: z.enum(quotaWindows.codes),
    cap: z.number(),
    used: z.number(),
    left: z.number(),
    resets_at: z.string(),
  })
  .meta({ id: 'QuotaLimit', description: 'A quota of the agreement as it stands' });

export const rowsQuery = z.object({
  ...declared,
  table,
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(10000).default(1000),
  columns: several.meta({ description: 'Names of columns; all when left out' }),
  filter: several.meta({ description: '`column:op:value`, joined by AND', example: 'county:eq:140105' }),
});
export const fileQuery = z.object({
  ...declared,
  table,
  format: z.enum(['csv', 'json', 'jsonl', 'xlsx', 'parquet']).default('csv'),
});
export const keyName = z.object({ name: line(60, 1) });
export const keyBody = keyName.extend({
  scopes: z
    .array(z.enum(scopes))
    .min(1)
    .optional()
    .meta({ description: '`rows`: read rows; `files`: take whole files. Both when left out' }),
  datasets: z
    .array(z.string().max(40))
    .max(200)
    .optional()
    .meta({ description: 'Limits the key to these datasets of the agreement' }),
  expires_on: dayText.optional().meta({ description: 'Last day of use, within the term of the agreement' }),
});
export const rotationBody = z.object({
  overlap_hours: z.coerce
    .number()
    .int()
    .min(overlapHours.least)
    .max(overlapHours.most)
    .default(overlapHours.usual)
    .meta({ description: 'How long the old key serves beside the new one' }),
});
export const leakBody = z.object({
  secret: z.string().trim().min(1).max(200).meta({ description: 'The key as it was found' }),
  found_at: line(300, 1).meta({ description: 'Where: an address, a repository, a sentence' }),
});
export const leakOut = z.object({ stopped: z.boolean() }).meta({
  description: 'Whether it was a live key of this portal, now revoked',
});

export const licensedDataset = z
  .object({
    ...dataset,
    version: z.number().int().nullable(),
    rows: z.string().nullable().meta({ description: 'Of the first table covered' }),
    sha256: z.string().nullable(),
    tables: z
      .array(
        z.object({
          number: z.number().int(),
          name: z.string(),
          rows: z.string().meta({ description: 'Of the whole table, before the row filter' }),
          sha256: z.string(),
          columns: z.array(z.string()).nullable().meta({ description: 'Those granted; null for all' }),
          row_filter: z.array(
            z.object({
              column: z.string(),
              op: z.string(),
              value: z.union([z.string(), z.array(z.string())]).optional(),
            }),
          ),
        }),
      )
      .meta({ description: 'Those the agreement covers' }),
    published_at: instantText.nullable(),
  })
  .meta({ id: 'LicensedDataset' });

export const traceOut = z
  .object({
    rows: z.number().int(),
    sha256: z.string(),
    compared: z.number().int().meta({ description: 'Marked copies compared' }),
    named: z.boolean().meta({ description: 'True when the first item is the source beyond doubt' }),
    items: z.array(
      z.object({
        copy_id: z.string(),
        agreement: z.object({ id: z.string(), no: z.string() }),
        organization: z.object({ id: z.string(), name: z.string() }),
        dataset: z.object(dataset),
        version: z.number().int(),
        table: z.string(),
        day: dayText.meta({ description: 'The day the copy was made and taken' }),
        deliveries: z.array(
          z.object({ id: z.string(), at: instantText, format: z.string(), key_prefix: z.string().nullable() }),
        ),
        rows_found: z.number().int().meta({ description: 'Rows of the file that are rows of the table' }),
        rows_ordered: z.number().int().meta({ description: 'Rows whose order was looked at' }),
        marks_read: z.number().int(),
        marks_matched: z.number().int(),
        chance: z.number().meta({
          description:
            'Upper bound of the probability that a copy nobody passed on compares so well, over all copies compared',
        }),
      }),
    ),
  })
  .meta({ id: 'LeakTrace', description: 'Whose copy a found file is; nobody is named unless the bound is below 1e-6' });

const grantRefusals = [
  'usage.key_needed',
  'usage.unknown_key',
  'usage.key_revoked',
  'usage.key_leaked',
  'usage.key_rotated',
  'usage.key_expired',
  'usage.scope_missing',
  'usage.key_not_for_dataset',
  'usage.term_over',
  'usage.term_not_begun',
  'usage.not_in_force',
];
const deliveryRefusals = [
  'usage.no_dataset',
  'usage.dataset_withdrawn',
  'usage.inside_only',
  'usage.not_covered',
  'usage.degree_forbids',
  'usage.no_version',
  'usage.no_such_table',
  'usage.table_not_covered',
  'usage.table_not_granted',
  'usage.column_not_covered',
  'usage.grant_outdated',
  'usage.grant_changed',
  'usage.unknown_constraint',
  'usage.purpose_not_agreed',
  'usage.region_not_agreed',
  'usage.over_quota',
];
const file = {
  media: [
    'text/csv',
    'application/json',
    'application/x-ndjson',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.apache.parquet',
  ],
} as const;
const answersWithHeaders =
  'Logged before it is handed over. `Jinshu-Delivery` names the delivery, `Jinshu-Version` the version, `Jinshu-Acquired-On` the acquisition date, `Jinshu-Copy` the marked copy of a file. Where the agreement has quotas, `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers) say them and what is left.';

export const usageOperations = {
  listKeys: operation({
    method: 'get',
    path: '/keys',
    auth: 'session',
    summary: ['接口密钥列表', 'API keys'],
    query: z.object({ agreement_id: z.string().max(60).optional() }),
    out: z.object({ items: z.array(keyOut) }),
  }),
  createKey: operation({
    method: 'post',
    path: '/agreements/:id/keys',
    auth: 'session',
    summary: ['创建接口密钥', 'Make an API key'],
    description: 'The secret is in this answer and nowhere else.',
    params: ofAgreement,
    body: keyBody,
    out: newKeyOut,
    status: 201,
    refusals: [
      'usage.not_found',
      'usage.term_over',
      'usage.not_in_force',
      'usage.too_many_keys',
      'usage.key_dataset_unknown',
      'usage.key_outlives_term',
    ],
  }),
  rotateKey: operation({
    method: 'post',
    path: '/keys/:id/rotate',
    auth: 'session',
    summary: ['轮换接口密钥', 'Rotate an API key'],
    description:
      'A successor with the same limits, its secret in this answer only; the old key serves beside it for a while.',
    params: ofAgreement,
    body: rotationBody,
    out: newKeyOut,
    status: 201,
    refusals: ['usage.key_not_found', 'usage.key_not_live', 'usage.too_many_keys', 'usage.key_outlives_term'],
  }),
  reportLeak: operation({
    method: 'post',
    path: '/keys/leaks',
    auth: 'public',
    summary: ['报告泄露的密钥', 'Report a leaked key'],
    description: 'Anyone who found a key may stop it: it is revoked at once and its owner is told.',
    body: leakBody,
    out: leakOut,
    refusals: ['usage.not_a_key', 'request.too_many'],
  }),
  showCalls: operation({
    method: 'get',
    path: '/keys/calls',
    auth: 'session',
    summary: ['密钥调用次数', 'Calls of the own keys'],
    description: 'By day, dataset and status of the answer, refusals included.',
    query: z.object({ from: dayText, to: dayText }),
    out: z.object({
      from: dayText,
      to: dayText,
      items: z.array(
        z.object({
          day: dayText,
          key_id: z.string(),
          key_prefix: z.string(),
          dataset: z.string().nullable(),
          status: z.number().int(),
          calls: z.number().int(),
        }),
      ),
    }),
    refusals: ['usage.period_invalid'],
  }),
  revokeKey: operation({
    method: 'delete',
    path: '/keys/:id',
    auth: 'session',
    summary: ['停用接口密钥', 'Revoke an API key'],
    params: ofAgreement,
    out: keyOut,
    refusals: ['usage.key_not_found', 'usage.key_already_revoked'],
  }),
  listLicensed: operation({
    method: 'get',
    path: '/licensed',
    auth: 'key',
    summary: ['密钥可用的数据集', 'Datasets a key opens'],
    out: z.object({
      agreement_no: z.string(),
      effective_from: dayText,
      effective_to: dayText,
      degree: z.string(),
      purposes: z.array(z.string()),
      regions: z.array(z.string()),
      limits: z.array(limitShape),
      items: z.array(licensedDataset),
    }),
    refusals: grantRefusals,
  }),
  listShared: operation({
    method: 'get',
    path: '/agreements/:id/shared-tables',
    auth: 'session',
    summary: ['Delta Sharing 中的表', 'Tables in Delta Sharing'],
    description: 'What programs that speak Delta Sharing call the tables of an agreement: `share.schema.name`.',
    params: ofAgreement,
    out: z.object({
      endpoint: z.string(),
      items: z.array(
        z.object({ name: z.string(), schema: z.string(), share: z.string(), code: z.string(), title: z.string() }),
      ),
    }),
    refusals: ['usage.not_found', 'usage.not_in_force'],
  }),
  showSharingProfile: operation({
    method: 'get',
    path: '/licensed/profile',
    auth: 'key',
    scope: 'files',
    summary: ['Delta Sharing 配置文件', 'Delta Sharing profile'],
    description:
      'The profile file with which pandas, Spark and Power BI read the licensed tables by the Delta Sharing protocol. It holds the key it is asked for with: keep it as secret as the key.',
    out: z.object({
      shareCredentialsVersion: z.literal(1),
      endpoint: z.string(),
      bearerToken: z.string(),
      expirationTime: instantText.optional(),
    }),
    refusals: grantRefusals,
  }),
  readLicensedRows: operation({
    method: 'get',
    path: '/licensed/:class/:seq/rows',
    auth: 'key',
    scope: 'rows',
    summary: ['读取授权数据', 'Read rows of a licensed dataset'],
    description: `Keyset paging: pass \`next_cursor\` on; as quick at the end as at the start. ${answersWithHeaders}`,
    params: atDataset,
    query: rowsQuery,
    out: z.object({
      dataset: z.object(dataset),
      version: z.number().int(),
      table: z.string(),
      sha256: z.string(),
      delivery_id: z.string(),
      acquired_on: dayText,
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
      rows: z.array(z.array(cell)),
      next_cursor: z.string().nullable(),
      limits: z.array(limitShape),
    }),
    refusals: [
      ...grantRefusals,
      ...deliveryRefusals,
      'datasets.bad_filter',
      'tables.unknown_column',
      'tables.bad_page',
    ],
  }),
  readLicensedFigures: operation({
    method: 'get',
    path: '/licensed/:class/:seq/figures',
    auth: 'key',
    scope: 'rows',
    summary: ['读取授权数据的汇总数字', 'Read figures of a licensed dataset'],
    description: `Counts, distinct counts, sums and averages over groups; groups of fewer than ${smallestGroup} records, or of fewer than the agreement asks for, are hidden, with as many more as it takes that none can be found by subtraction. ${answersWithHeaders}`,
    params: atDataset,
    query: figuresQuery,
    out: z.object({
      dataset: z.object(dataset),
      version: z.number().int(),
      table: z.string(),
      sha256: z.string(),
      delivery_id: z.string(),
      acquired_on: dayText,
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
      rows: z.array(z.array(cell)),
      smallest_group: z.number().int(),
      hidden_groups: z.number().int(),
      limits: z.array(limitShape),
    }),
    refusals: [
      ...grantRefusals,
      ...deliveryRefusals,
      'usage.figures_only',
      'usage.figures_filter',
      'usage.too_many_groups',
      'datasets.bad_filter',
      'datasets.bad_group',
      'datasets.bad_measure',
      'tables.bad_group',
      'tables.bad_measure',
      'tables.unknown_column',
    ],
  }),
  showLimits: operation({
    method: 'get',
    path: '/agreements/:id/limits',
    auth: 'session',
    summary: ['协议限额', 'Quotas of an agreement'],
    description: 'What is used and what is left; for the two sides of the agreement.',
    params: ofAgreement,
    out: z.object({ items: z.array(limitShape) }),
    refusals: ['usage.not_found'],
  }),
  downloadLicensedFile: operation({
    method: 'get',
    path: '/licensed/:class/:seq/file',
    auth: 'key',
    scope: 'files',
    summary: ['下载授权数据文件', 'Download a licensed dataset as a file'],
    description: answersWithHeaders,
    params: atDataset,
    query: fileQuery,
    out: file,
    refusals: [...grantRefusals, ...deliveryRefusals],
  }),
  downloadUnderAgreement: operation({
    method: 'get',
    path: '/agreements/:id/datasets/:class/:seq/file',
    auth: 'session',
    summary: ['按协议下载数据文件', 'Download under an agreement'],
    description: `For a signed-in developer of the agreement. ${answersWithHeaders}`,
    params: ofAgreement.extend(atDataset.shape),
    query: fileQuery,
    out: file,
    refusals: ['usage.not_found', 'usage.term_over', 'usage.not_in_force', ...deliveryRefusals],
  }),
  traceLicensed: operation({
    method: 'post',
    path: '/leaks',
    auth: 'session',
    summary: ['追查外泄的授权数据', 'Trace leaked licensed data'],
    description:
      'CSV, Parquet, XLSX or JSON of at most 500 MB, compared with every marked copy: an agency with copies of its data, the information department with those of its region. The file is not kept; that it was compared is on record.',
    upload: { media: ['multipart/form-data'] },
    out: traceOut,
    refusals: [
      'auth.required',
      'auth.forbidden',
      'usage.no_file',
      'usage.leak_unreadable',
      'usage.leak_too_large',
      'request.too_many',
    ],
  }),
  listDeliveries: operation({
    method: 'get',
    path: '/deliveries',
    auth: 'session',
    summary: ['交付记录', 'Deliveries'],
    description: 'A developer sees its own, an agency those of its data.',
    query: pageQuery.extend({ agreement_id: z.string().max(60).optional() }),
    out: page(deliveryOut),
  }),
  showUsage: operation({
    method: 'get',
    path: '/deliveries/by-day',
    auth: 'session',
    summary: ['每日用量', 'Usage by day'],
    query: z.object({ agreement_id: z.string().max(60).optional(), from: dayText, to: dayText }),
    out: z.object({
      from: dayText,
      to: dayText,
      days: z.array(z.object({ day: dayText, deliveries: z.number().int(), rows: z.string(), bytes: z.string() })),
    }),
    refusals: ['usage.period_invalid'],
  }),
};
