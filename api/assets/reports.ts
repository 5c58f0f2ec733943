/** 年度资产报告: the figures of a year that is over, signed by the head of the unit that reports. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx, Viewer } from '#api/context.ts';
import { createDocument, nextNumber, signDocument } from '#api/documents/service.ts';
import { type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { regionName } from '#api/kernel/regions.ts';
import { auditReach, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { getOrganization } from '#api/organizations/service.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import { yuanCell } from '#api/revenue/rules/csv.ts';
import { scopeOf } from './access.ts';
import { type AssetYear, yearOf } from './ledger.ts';
import type { assetReport, assetReportsOut } from './report-contract.ts';
import * as store from './report-store.ts';
import { reportFacts, reportLines, reportReason, reportTitle } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { unitOut } from './show.ts';
import { findUnits, type Scope } from './store.ts';

export type AssetReport = z.input<typeof assetReport>;

interface Reporting {
  readonly of: 'agency' | 'region';
  readonly scope: Scope;
  /** The region it is of. */
  readonly regionCode: string;
}

/** What the viewer's unit reports on: a department on its region, an agency on its own assets. */
function reportingOf({ organization, powers }: Viewer): Reporting | null {
  const held = powers.filter(({ power }) => power === 'information_department').map(({ regionCode }) => regionCode);
  const [regionCode] = held.includes(organization.regionCode) ? [organization.regionCode] : held;
  if (regionCode !== undefined) return { of: 'region', scope: { holderId: null, regions: [regionCode] }, regionCode };
  if (organization.kind !== 'agency') return null;
  const scope = { holderId: organization.id, regions: [] };
  return { of: 'agency', scope, regionCode: organization.regionCode };
}

const lastYearOf = (today: string): number => Number(today.slice(0, 4)) - 1;

function hindrance(viewer: Viewer, year: number, today: string): Refusal | null {
  if (!viewer.duties.includes('signatory') || reportingOf(viewer) === null) return refuseAnywhere('auth.forbidden');
  return year > lastYearOf(today) ? refuse('assets.year_running', { year }) : null;
}

export async function listAssetReports(ctx: Ctx): Promise<z.input<typeof assetReportsOut>> {
  const viewer = requireViewer(ctx.viewer);
  const { regions } = scopeOf(ctx);
  const rows = await store.reportsOf(ctx.db, { unitId: viewer.organization.id, regions });
  const units = await findUnits(
    ctx.db,
    rows.map((row) => row.unit_id),
  );
  const today = dayOf(ctx.clock.now());
  const last = lastYearOf(today);
  const hindered = hindrance(viewer, last, today);
  return {
    items: rows.map((row) => out(row, units)),
    of: reportingOf(viewer)?.of ?? null,
    last_year: last,
    today,
    sign_refusal:
      hindered === null ? null : { code: hindered.code, zh: hindered.sentence('zh'), en: hindered.sentence('en') },
  };
}

function out(row: store.ReportRow, units: Awaited<ReturnType<typeof findUnits>>): AssetReport {
  return {
    no: row.no,
    year: row.year,
    unit: unitOut(units, row.unit_id),
    document_id: row.id,
    signed_at: row.signed_at.toISOString(),
  };
}

export async function signAssetReport(
  ctx: Ctx,
  year: string,
  input: { readonly password: string },
): Promise<AssetReport> {
  const viewer = requireViewer(ctx.viewer);
  const { organization } = viewer;
  return act(ctx, { action: 'assets.report_sign', subject: ['organization', organization.id] }, async (tx, note) => {
    const today = dayOf(tx.clock.now());
    const hindered = hindrance(viewer, Number(year), today);
    if (hindered !== null) throw hindered;
    const reporting = reportingOf(viewer);
    if (reporting === null) throw refuseAnywhere('auth.forbidden');
    await requirePasswordAgain(tx, input.password);
    const document = await draw(tx, year, reporting, today);
    await signDocument(tx, document.id, { reason: reportReason });
    note({ no: document.no, year, of: reporting.of, document: document.id, sha256: document.sha256 });
    return {
      no: document.no,
      year: Number(year),
      unit: unitOut(await findUnits(tx.db, [organization.id]), organization.id),
      document_id: document.id,
      signed_at: tx.clock.now().toISOString(),
    };
  });
}

const yuan = (fen: string): string => yuanCell(BigInt(fen));

/** The figures in the order of the paper, as names and values. */
const factsOf = (report: AssetYear): [string, string][] => [
  [reportLines.as_of, report.as_of],
  [reportLines.registered, String(report.registered)],
  [reportLines.changed, `${report.changed} / ${report.corrected}`],
  [reportLines.renewed, String(report.renewed)],
  [reportLines.cancelled, String(report.cancelled)],
  [reportLines.refused, String(report.refused)],
  [reportLines.transferred, String(report.transferred)],
  [reportLines.valid, String(report.valid_at_end)],
  [reportLines.coverage, `${report.covered} / ${report.with_data}`],
  [reportLines.inventories, `${report.inventories_signed} / ${report.inventories}`],
  [reportLines.differences, `${report.settled} / ${report.differences}`],
  [reportLines.cost, yuan(report.ledger.cost_fen)],
  [reportLines.valuation, yuan(report.ledger.valuation_fen)],
  [reportLines.treasury, yuan(report.ledger.treasury_fen)],
  [reportLines.received, yuan(report.ledger.received_fen)],
];

async function draw(tx: Ctx, year: string, { of, scope, regionCode }: Reporting, today: string) {
  const { report, agencies } = await yearOf(tx, scope, year);
  const unit = await getOrganization(tx, requireViewer(tx.viewer).organization.id);
  const no = await nextNumber(tx, 'asset_report', 'ZB');
  const over = of === 'region' ? regionName(regionCode, 'zh') : unit.name;
  const made = await createDocument(tx, {
    kind: 'asset_report',
    no,
    subject: ['organization', unit.id],
    title: `${year}${reportTitle}`,
    value: {
      kind: 'asset_report',
      no,
      year: Number(year),
      of,
      region_code: regionCode,
      unit: { name: unit.name, uscc: unit.uscc },
      signed_on: today,
      report,
      agencies,
    },
    render: (own) => ({
      ...own,
      demo: unit.demo,
      year,
      over,
      unit: { name: unit.name, uscc: unit.uscc },
      signedOn: today,
      facts: factsOf(report),
      agencies:
        of === 'agency'
          ? []
          : agencies.map((one) => ({
              name: one.holder?.name ?? '',
              cards: String(one.cards),
              cost: yuan(one.cost_fen),
              treasury: yuan(one.treasury_fen),
              received: yuan(one.received_fen),
            })),
    }),
    publicFacts: [
      { zh: reportFacts.over[0], en: reportFacts.over[1], value: over },
      { zh: reportFacts.year[0], en: reportFacts.year[1], value: year },
      { zh: reportFacts.valid[0], en: reportFacts.valid[1], value: String(report.valid_at_end) },
    ],
  });
  return { ...made, no };
}

/** For who opens the paper: the own unit, and who supervises or audits its region. */
export async function requireReportReader(ctx: Ctx, unitId: string): Promise<void> {
  const viewer = requireViewer(ctx.viewer);
  if (viewer.organization.id === unitId) return;
  const region = await store.regionOfUnit(ctx.db, unitId);
  const reach = [...scopeOf(ctx).regions, ...auditReach(viewer)];
  if (region === null || !reach.includes(region)) throw refuse('assets.not_found');
}
