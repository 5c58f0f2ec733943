/** Exports of logs that are too large for one person: asked for with a reason, decided by a colleague, taken within days. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { reachOf } from '#api/audit/service.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { auditReach, isSelf, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { addDays, dayOf, isDay, startOfDay } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { countLogs, type Span } from './logs-store.ts';
import { people } from './roots-store.ts';
import type { ExportState } from './rules/codes.ts';
import { exportCeiling, exportDays, parameterKey, parameterRules } from './rules/parameters.ts';
import { refuse, why } from './rules/refusals.ts';
import { letters } from './template.ts';
import type * as shapes from './two-people-contract.ts';
import * as store from './two-people-store.ts';

export type ExportOut = z.input<typeof shapes.exportShape>;

export const exportLimit = (ctx: Ctx, regionCode: string): Promise<number> =>
  numberParameter(ctx, parameterKey('export_rows'), regionCode, parameterRules.export_rows.byDefault);

export const spanOf = (from: string, to: string): Span => {
  if (!isDay(from) || !isDay(to) || to < from || to > addDays(from, 400)) throw refuse('security.bad_day');
  return { from: startOfDay(from), to: startOfDay(addDays(to, 1)) };
};

/** A colleague of the same body; that it is not the same person is told apart, as its own refusal. */
const mayDecide = (viewer: Viewer, row: store.ExportRow): boolean =>
  viewer.organization.id === row.organizationId &&
  viewer.duties.some((duty) => duty === 'auditor' || duty === 'signatory');

const openUntil = (row: store.ExportRow) =>
  row.decision === 'granted' && row.decidedAt !== null ? addDays(dayOf(row.decidedAt), exportDays) : null;

function stateOf(ctx: Ctx, row: store.ExportRow): ExportState {
  if (row.decision === null) return 'waiting';
  const until = openUntil(row);
  if (until === null) return 'declined';
  return dayOf(ctx.clock.now()) > until ? 'over' : 'granted';
}

async function show(ctx: Ctx, rows: readonly store.ExportRow[]): Promise<ExportOut[]> {
  const viewer = requireViewer(ctx.viewer);
  const who = await people(
    ctx.db,
    rows.flatMap((row) => [row.requestedBy, row.decidedBy]),
  );
  return rows.map((row) => ({
    id: row.id,
    no: row.no,
    from: row.fromDay,
    to: row.toDay,
    rows: row.rows,
    reason: row.reason,
    state: stateOf(ctx, row),
    requested_by: who.get(row.requestedBy) ?? '',
    requested_at: row.requestedAt.toISOString(),
    decided_by: who.get(row.decidedBy ?? '') ?? null,
    decided_at: row.decidedAt?.toISOString() ?? null,
    opinion: row.opinion,
    open_until: openUntil(row),
    mine: viewer.personId === row.requestedBy,
    may_decide: row.decision === null && mayDecide(viewer, row),
    decide_refusal: isSelf(viewer, row.requestedBy) ? why('security.two_people') : null,
  }));
}

export async function listExports(ctx: Ctx) {
  const viewer = requireDuty(ctx.viewer, ['auditor', 'signatory']);
  const { id, regionCode } = viewer.organization;
  return {
    items: await show(ctx, await store.listExports(ctx.db, id)),
    limit: await exportLimit(ctx, regionCode),
    may_ask: viewer.duties.includes('auditor'),
  };
}

async function one(ctx: Ctx, id: string): Promise<ExportOut> {
  const row = await store.findExport(ctx.db, id);
  const [shown] = row === null ? [] : await show(ctx, [row]);
  if (shown === undefined) throw refuse('security.not_found');
  return shown;
}

export async function askExport(ctx: Ctx, input: z.output<typeof shapes.exportBody>): Promise<ExportOut> {
  const viewer = requireDuty(ctx.viewer, 'auditor');
  const span = spanOf(input.from, input.to);
  return act(ctx, { action: 'security.export_ask', subject: ['log_export', 'new'] }, async (tx, note) => {
    const rows = await countLogs(tx.db, reachOf(auditReach(viewer)), span);
    if (rows > exportCeiling) throw refuse('security.export_too_large', { rows, limit: exportCeiling });
    const id = newId(tx, 'logExport');
    const no = await nextNumber(tx, 'log_export', 'RZ');
    await store.insertExport(tx.db, {
      id,
      no,
      organizationId: viewer.organization.id,
      regionCode: viewer.organization.regionCode,
      fromDay: input.from,
      toDay: input.to,
      rows,
      reason: input.reason,
      requestedBy: viewer.personId,
      requestedAt: tx.clock.now(),
    });
    await mailToDuties(tx, viewer.organization.id, ['signatory'], {
      about: id,
      ...letters.export_asked,
      params: { no },
      path: '/w/security/logs',
    });
    note({ no, rows, from: input.from, to: input.to }, id);
    return one(tx, id);
  });
}

export async function decideExport(
  ctx: Ctx,
  id: string,
  input: z.output<typeof shapes.secondBody>,
): Promise<ExportOut> {
  return act(ctx, { action: `security.export_${input.decision}`, subject: ['log_export', id] }, async (tx, note) => {
    const viewer = requireViewer(tx.viewer);
    const row = await store.findExport(tx.db, id);
    if (row === null || !mayDecide(viewer, row)) throw refuse('security.not_found');
    if (isSelf(viewer, row.requestedBy)) throw refuse('security.two_people');
    const { decision, opinion } = input;
    const decided = { decision, opinion, decidedBy: viewer.personId, decidedAt: tx.clock.now() };
    if (!(await store.decideExport(tx.db, id, decided))) throw refuse('security.decided');
    note({ no: row.no, rows: row.rows });
    return one(tx, id);
  });
}

/** A grant of exactly these days to this person, not yet over. */
export async function requireGrant(
  ctx: Ctx,
  id: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const row = await store.findExport(ctx.db, id);
  const mine = row !== null && row.requestedBy === requireViewer(ctx.viewer).personId;
  if (!mine || row.fromDay !== from || row.toDay !== to || stateOf(ctx, row) !== 'granted')
    throw refuse('security.export_not_open', { days: exportDays });
}
