/** 一本账: what each asset cost, who uses it and what came of it; totals by agency and region; what supervision and evaluation read. */
import { z } from 'zod';
import { dayText, instantText, operation } from '#api/kernel/operation.ts';
import { unit } from './contract.ts';
import { assetSignalKinds, assetStandings } from './rules/codes.ts';

const figures = {
  rows: z.string(),
  cost_fen: z.string(),
  valuation_fen: z.string().nullable(),
  authorisations: z.number().int(),
  agreements: z.number().int(),
  products: z.number().int(),
  deliveries: z.number().int(),
  grants: z.number().int(),
};
const income = {
  gross_fen: z.string(),
  treasury_fen: z.string().meta({ description: 'The government’s part by approved and later statements' }),
  received_fen: z.string().meta({ description: 'Of it received by the treasury' }),
};

export const ledgerLine = z
  .object({
    id: z.string(),
    code: z.string().nullable(),
    no: z.string(),
    name: z.string(),
    holder: unit,
    region_code: z.string(),
    standing: z.enum(assetStandings.codes),
    entries: z.array(z.object({ code: z.string(), title: z.string() })),
    ...figures,
    ...income,
    joint: z
      .boolean()
      .meta({ description: 'Some of the income was earned together with other assets and is not divided' }),
  })
  .meta({ id: 'AssetLedgerLine' });
const total = z.object({
  holder: unit.nullable(),
  region_code: z.string(),
  cards: z.number().int(),
  cost_fen: z.string(),
  valuation_fen: z.string(),
  deliveries: z.number().int(),
  grants: z.number().int(),
  ...income,
});
export const ledgerOut = z
  .object({
    items: z.array(ledgerLine),
    agencies: z.array(total).meta({ description: 'Income counted once per agency, however many assets earned it' }),
    regions: z.array(total),
    sum: total,
    truncated: z.boolean(),
  })
  .meta({ id: 'AssetLedger' });
export const ledgerQuery = z.object({
  year: z
    .string()
    .regex(/^20\d{2}$/)
    .optional()
    .meta({ description: 'Income, deliveries and grants of one year; all years when left out' }),
});

export const ledgerDetail = z
  .object({
    id: z.string(),
    authorisations: z.array(
      z.object({ id: z.string(), no: z.string(), developer: z.string(), valid_from: z.string(), valid_to: z.string() }),
    ),
    agreements: z.array(
      z.object({
        id: z.string(),
        no: z.string(),
        developer: z.string(),
        state: z.string(),
        from: z.string().nullable(),
        to: z.string().nullable(),
        assets: z.number().int().meta({ description: 'Registered assets the agreement covers' }),
      }),
    ),
    products: z.array(z.object({ no: z.string(), title: z.string(), developer: z.string(), state: z.string() })),
    statements: z.array(
      z.object({
        id: z.string(),
        no: z.string(),
        period: z.string(),
        agreement_no: z.string(),
        state: z.string(),
        ...income,
        joint: z.boolean(),
      }),
    ),
    deliveries: z.array(
      z.object({ agreement_no: z.string(), count: z.number().int(), rows: z.string(), last_at: instantText }),
    ),
    grants: z.array(z.object({ no: z.string(), requester: z.string(), state: z.string(), term_until: z.string() })),
  })
  .meta({ id: 'AssetLedgerDetail', description: 'What stands behind the figures of an asset' });

export const reportOut = z
  .object({
    year: z.number().int(),
    as_of: dayText.meta({ description: 'The last day of the year, or today' }),
    registered: z.number().int(),
    changed: z.number().int(),
    corrected: z.number().int(),
    renewed: z.number().int(),
    cancelled: z.number().int(),
    refused: z.number().int(),
    transferred: z.number().int(),
    valid_at_end: z.number().int().meta({ description: 'Registrations valid on that day' }),
    with_data: z.number().int(),
    covered: z.number().int(),
    inventories: z.number().int(),
    inventories_signed: z.number().int(),
    differences: z.number().int(),
    settled: z.number().int(),
    ledger: total,
  })
  .meta({ id: 'AssetYear', description: 'A year of the register, for the report to the government' });

export const signalsOut = z.object({
  items: z.array(
    z.object({
      kind: z.enum(assetSignalKinds.codes),
      agency: unit,
      region_code: z.string(),
      subject: z.string(),
      path: z.string(),
      since: z.string().meta({ description: 'First day on which it was so' }),
    }),
  ),
  coverage: z.array(
    z.object({ agency: unit, region_code: z.string(), with_data: z.number().int(), registered: z.number().int() }),
  ),
});

const file = {
  media: ['text/csv', 'application/json', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
} as const;
const formats = z.object({ format: z.enum(['csv', 'json', 'xlsx']) });

export const assetLedgerOperations = {
  showAssetLedger: operation({
    method: 'get',
    path: '/assets/ledger',
    auth: 'session',
    summary: ['资产一本账', 'The ledger of assets'],
    query: ledgerQuery,
    out: ledgerOut,
    refusals: ['auth.required', 'auth.forbidden'],
  }),
  exportAssetLedger: operation({
    method: 'get',
    path: '/assets/ledger/export/:format',
    auth: 'session',
    summary: ['导出资产台账', 'The ledger as a file'],
    params: formats,
    query: ledgerQuery,
    out: file,
    refusals: ['auth.required', 'auth.forbidden'],
  }),
  exportNationalFields: operation({
    method: 'get',
    path: '/assets/ledger/national/:format',
    auth: 'session',
    summary: ['按国家登记平台字段导出', 'Registered assets in the fields of the national platform'],
    description: 'The headings are as recalled and marked so: none has been checked against the national platform.',
    params: formats,
    out: file,
    refusals: ['auth.required', 'auth.forbidden'],
  }),
  showAssetYear: operation({
    method: 'get',
    path: '/assets/ledger/years/:year',
    auth: 'session',
    summary: ['年度资产报告', 'A year of the register'],
    params: z.object({ year: z.string().regex(/^20\d{2}$/) }),
    out: reportOut,
    refusals: ['auth.required', 'auth.forbidden'],
  }),
  showLedgerDetail: operation({
    method: 'get',
    path: '/assets/cards/:id/ledger',
    auth: 'session',
    summary: ['一项资产的账', 'What stands behind the figures of an asset'],
    params: z.object({ id: z.string().max(40) }),
    out: ledgerDetail,
    refusals: ['auth.required', 'assets.not_found'],
  }),
  listAssetSignals: operation({
    method: 'get',
    path: '/assets/signals',
    auth: 'session',
    summary: ['资产登记维护线索', 'What is not registered or maintained as it should be'],
    description: 'Of the own agency, or of the regions of an information department (Article 27(4)).',
    out: signalsOut,
    refusals: ['auth.required', 'auth.forbidden'],
  }),
};
