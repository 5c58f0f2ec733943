/**
 * Agencies that are reorganised or move to another level. The provincial bureau files it with the document, another officer
 * approves; from that instant new orders belong to the new treasury, and every order of before stays where it was sold.
 */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { holdsPower, isSelf, requireDuty } from '#api/kernel/rights.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import type { agencyMoveShape, decidingFiled, filingMove } from './levels-contract.ts';
import * as store from './levels-store.ts';
import { requireReader } from './readers.ts';
import { refuse } from './rules/refusals.ts';

type MoveOut = z.input<typeof agencyMoveShape>;
type MoveRow = NonNullable<Awaited<ReturnType<typeof store.findMove>>>;

function bureau(ctx: Ctx, duty: 'finance_review' | 'finance_issue') {
  const viewer = requireDuty(ctx.viewer, duty);
  if (!holdsPower(viewer, 'finance_bureau', provinceCode)) throw refuseAnywhere('auth.forbidden');
  return viewer;
}

function show(ctx: Ctx, row: MoveRow): MoveOut {
  const may = holdsPower(ctx.viewer, 'finance_bureau', provinceCode) && ctx.viewer?.duties.includes('finance_issue');
  return {
    id: row.id,
    agency_name: row.agency.name,
    from_region: row.fromRegion,
    from_treasury: row.fromTreasury,
    to_region: row.toRegion,
    to_treasury: row.toTreasury,
    document_no: row.documentNo,
    reason: row.reason,
    state: row.state,
    filed_at: row.filedAt.toISOString(),
    decided_at: row.decidedAt?.toISOString() ?? null,
    opinion: row.opinion,
    can_decide: row.state === 'filed' && may === true && !isSelf(ctx.viewer, row.filedBy),
  };
}

export async function listAgencyMoves(ctx: Ctx): Promise<{ items: MoveOut[]; may_file: boolean }> {
  const { viewer, regions } = requireReader(ctx);
  const rows = await store.listMoves(ctx.db);
  return {
    items: rows
      .filter(
        (row) =>
          regions === null ||
          regions.includes(row.fromRegion) ||
          regions.includes(row.toRegion) ||
          regions.includes(provinceCode),
      )
      .map((row) => show(ctx, row)),
    may_file: viewer.duties.includes('finance_review') && holdsPower(viewer, 'finance_bureau', provinceCode),
  };
}

export async function fileAgencyMove(ctx: Ctx, input: z.output<typeof filingMove>): Promise<MoveOut> {
  const viewer = bureau(ctx, 'finance_review');
  return act(ctx, { action: 'revenue.file_move', subject: ['agency_move', 'new'] }, async (tx, note) => {
    const agency = await store.agencyByUscc(tx.db, input.uscc);
    if (agency === null || agency.kind !== 'agency') throw refuse('revenue.move_no_agency');
    // A department or bureau whose powers are of its region does not move: its mandate is given anew.
    if (agency.mandates.length > 0) throw refuse('revenue.move_holds_power', { agency: agency.name });
    if (agency.moves.length > 0) throw refuse('revenue.move_open', { agency: agency.name });
    const [from, to] = [
      await store.treasuryOf(tx.db, agency.regionCode),
      await store.treasuryOf(tx.db, input.to_region),
    ];
    if (from === null || to === null || from.code === to.code) throw refuse('revenue.move_nowhere');
    const id = newId(tx, 'agencyMove');
    await store.insertMove(tx.db, {
      id,
      agencyId: agency.id,
      fromRegion: agency.regionCode,
      fromLevel: agency.level,
      fromTreasury: from.code,
      toRegion: to.regionCode,
      toLevel: to.level,
      toTreasury: to.code,
      documentNo: input.document_no,
      reason: input.reason,
      state: 'filed',
      filedBy: viewer.personId,
      filedAt: tx.clock.now(),
    });
    note({ agency: agency.id, from: from.code, to: to.code, document: input.document_no }, id);
    return one(tx, id);
  });
}

async function one(tx: Ctx, id: string): Promise<MoveOut> {
  const row = await store.findMove(tx.db, id);
  if (row === null) throw refuse('revenue.filed_not_found');
  return show(tx, row);
}

export async function decideAgencyMove(ctx: Ctx, id: string, input: z.output<typeof decidingFiled>): Promise<MoveOut> {
  const viewer = bureau(ctx, 'finance_issue');
  return act(ctx, { action: 'revenue.decide_move', subject: ['agency_move', id] }, async (tx, note) => {
    const row = await store.findMove(tx.db, id);
    if (row === null) throw refuse('revenue.filed_not_found');
    if (isSelf(viewer, row.filedBy)) throw refuse('revenue.filed_two_people');
    if (row.state !== 'filed') throw refuse('revenue.filed_decided');
    await requirePasswordAgain(tx, input.password);
    const state = input.decision === 'approve' ? ('approved' as const) : ('refused' as const);
    const made = { state, decidedBy: viewer.personId, decidedAt: tx.clock.now(), opinion: input.opinion ?? null };
    if (!(await store.decideMove(tx.db, id, made))) throw refuse('revenue.filed_decided');
    const agreements = state === 'approved' ? await store.moveAgency(tx.db, row) : 0;
    note({ agency: row.agencyId, from: row.fromTreasury, to: row.toTreasury, decision: input.decision, agreements });
    return one(tx, id);
  });
}
