/** The ledger and the register as files: CSV, JSON, and a workbook. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { append } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { neutral } from '#api/kernel/formula.ts';
import { dayOf } from '#api/kernel/time.ts';
import { csv, yuanCell } from '#api/revenue/rules/csv.ts';
import { scopeOf } from './access.ts';
import { type LedgerLine, type LedgerTotal, showAssetLedger } from './ledger.ts';
import type { ledgerQuery } from './ledger-contract.ts';
import {
  acquisitionWays,
  assetCaseKinds,
  assetStandings,
  bookNames,
  grades,
  ledgerHeads,
  type NationalField,
  nationalFields,
  noWord,
  safetyResults,
  totalWord,
  unverifiedMark,
  updateCycles,
  yesWord,
} from './rules/codes.ts';
import { scaleOf } from './rules/facts.ts';
import { contentOf, kept } from './show.ts';
import * as store from './store.ts';

export type AssetFormat = 'csv' | 'json' | 'xlsx';
export interface AssetFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

const types = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

type Cell = string | number;
interface SheetOf {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

async function book(sheets: readonly SheetOf[]): Promise<Buffer> {
  const { default: exceljs } = await import('exceljs');
  const made = new exceljs.Workbook();
  for (const { name, rows } of sheets) {
    const sheet = made.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    for (const row of rows) sheet.addRow(row.map((cell) => (typeof cell === 'string' ? neutral(cell) : cell)));
    sheet.getRow(1).font = { bold: true };
    for (let at = 1; at <= (rows[0]?.length ?? 0); at++) sheet.getColumn(at).width = 18;
  }
  return Buffer.from(await made.xlsx.writeBuffer());
}

async function written(
  ctx: Ctx,
  what: 'ledger' | 'national',
  format: AssetFormat,
  sheets: readonly SheetOf[],
  json: unknown,
): Promise<AssetFile> {
  const bytes =
    format === 'json'
      ? Buffer.from(`${JSON.stringify(json, null, 2)}\n`)
      : format === 'csv'
        ? Buffer.from(csv(sheets[0]?.rows ?? []))
        : await book(sheets);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const organization = ctx.viewer?.organization.id ?? '';
  await append(ctx, `assets.export_${what}`, 'done', ['organization', organization], { format, sha256 });
  return { name: `assets-${what}-${dayOf(ctx.clock.now())}.${format}`, contentType: types[format], bytes };
}

const yuan = (fen: string): string => yuanCell(BigInt(fen));

export async function exportAssetLedger(
  ctx: Ctx,
  format: AssetFormat,
  query: z.output<typeof ledgerQuery>,
): Promise<AssetFile> {
  const found = await showAssetLedger(ctx, query);
  const at = ctx.locale === 'zh' ? 0 : 1;
  const rowOf = (one: LedgerLine): Cell[] => [
    one.code ?? '',
    one.no,
    one.name,
    one.holder.name,
    one.holder.uscc,
    one.region_code,
    assetStandings.words[one.standing][at],
    one.entries.map((entry) => `${entry.title} ${entry.code}`).join('; '),
    one.rows,
    yuan(one.cost_fen),
    one.valuation_fen === null ? '' : yuan(one.valuation_fen),
    one.authorisations,
    one.agreements,
    one.products,
    one.deliveries,
    one.grants,
    yuan(one.gross_fen),
    yuan(one.treasury_fen),
    yuan(one.received_fen),
    (one.joint ? yesWord : noWord)[at],
  ];
  const heads = Object.values(ledgerHeads).map((words) => words[at]);
  const totalRow = (name: string, one: LedgerTotal): Cell[] => [
    '',
    '',
    name,
    one.holder?.name ?? '',
    one.holder?.uscc ?? '',
    one.region_code,
    '',
    '',
    '',
    yuan(one.cost_fen),
    yuan(one.valuation_fen),
    '',
    '',
    '',
    one.deliveries,
    one.grants,
    yuan(one.gross_fen),
    yuan(one.treasury_fen),
    yuan(one.received_fen),
    '',
  ];
  const sum = totalRow(totalWord[at], found.sum);
  return written(
    ctx,
    'ledger',
    format,
    [
      { name: bookNames.ledger, rows: [heads, ...found.items.map(rowOf), sum] },
      {
        name: bookNames.totals,
        rows: [heads, ...[...found.agencies, ...found.regions].map((one) => totalRow(String(one.cards), one)), sum],
      },
    ],
    found,
  );
}

/** For the national platform: valid registrations, each field named, and marked as not checked. */
export async function exportNationalFields(ctx: Ctx, format: AssetFormat): Promise<AssetFile> {
  const { rows } = await store.listCards(ctx.db, scopeOf(ctx), { state: 'registered' }, { skip: 0, take: 100_000 });
  const units = await store.findUnits(
    ctx.db,
    rows.map((row) => row.holderId),
  );
  const records = rows.map((row): Record<NationalField, string> => {
    const content = contentOf(row.content);
    const scale = scaleOf(kept(row.facts));
    return {
      subject_name: units.get(row.holderId)?.name ?? '',
      subject_uscc: units.get(row.holderId)?.uscc ?? '',
      subject_region: row.regionCode,
      registration_code: row.code ?? '',
      registration_type: assetCaseKinds.words.first[0],
      resource_name: row.name,
      resource_codes: content.entries.join('; '),
      lawful_source: content.source_legality,
      acquisition: content.acquisition === null ? '' : acquisitionWays.words[content.acquisition][0],
      rows: scale.rows,
      bytes: scale.bytes,
      fields: String(scale.fields),
      time_span: scale.from === null || scale.to === null ? '' : `${scale.from}/${scale.to}`,
      coverage: content.coverage,
      update_cycle: content.update_cycle === null ? '' : updateCycles.words[content.update_cycle][0],
      grade: content.grade === null ? '' : grades.words[content.grade][0],
      evidence_hash: row.evidenceSha256 ?? '',
      evidence_at: row.factsAt?.toISOString() ?? '',
      scenario: content.scenario,
      safety_result: content.safety_result === null ? '' : safetyResults.words[content.safety_result][0],
      registered_on: row.registeredOn ?? '',
      valid_to: row.validTo ?? '',
    };
  });
  const fields = Object.entries(nationalFields).map(([field, words]) => ({
    field,
    heading: words[0],
    heading_en: words[1],
    verified: false,
    remark: unverifiedMark[0],
  }));
  const heads = fields.map((one) => `${one.heading}*`);
  const body = records.map((one) => fields.map(({ field }) => one[field as NationalField]));
  return written(
    ctx,
    'national',
    format,
    [
      { name: bookNames.national, rows: [heads, ...body, [`* ${unverifiedMark[0]}`]] },
      {
        name: bookNames.totals,
        rows: [['field', 'heading', 'verified'], ...fields.map((one) => [one.field, one.heading, noWord[0]])],
      },
    ],
    { fields, records },
  );
}
