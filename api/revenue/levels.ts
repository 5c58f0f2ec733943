/** Sharing between the treasuries of two levels: filed by the upper bureau, approved by a second officer, else there is none. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { sqlMessage } from '#api/audit/conflict.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { levelOf, within } from '#api/kernel/regions.ts';
import { isSelf, requireDuty } from '#api/kernel/rights.ts';
import { dayOf, isDay } from '#api/kernel/time.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import type { decidingFiled, filingRule, levelReportShape, sharingRuleShape } from './levels-contract.ts';
import * as store from './levels-store.ts';
import { requireReader } from './readers.ts';
import { remittanceParts, repaymentParts, type TreasuryShare } from './rules/levels.ts';
import { refuse } from './rules/refusals.ts';

type RuleOut = z.input<typeof sharingRuleShape>;
type RuleRow = NonNullable<Awaited<ReturnType<typeof store.findRule>>>;

/** A region above a city is its province; above a county, its city or its province. */
const upperOf = (viewer: Viewer): readonly string[] =>
  viewer.powers
    .filter((held) => held.power === 'finance_bureau' && levelOf(held.regionCode) !== 'county')
    .map((held) => held.regionCode);
const below = (upper: string, region: string): boolean => upper !== region && within(region, upper);

export async function listSharingRules(ctx: Ctx): Promise<{ items: RuleOut[]; may_file: boolean }> {
  const { viewer, regions } = requireReader(ctx);
  const rows = await store.listRules(ctx.db);
  const mine = (row: RuleRow) =>
    regions === null || regions.includes(row.upperRegion) || row.regionCodes.some((one) => regions.includes(one));
  return {
    items: rows.filter(mine).map((row) => show(ctx, row)),
    may_file: viewer.duties.includes('finance_review') && upperOf(viewer).length > 0,
  };
}

function show(ctx: Ctx, row: RuleRow): RuleOut {
  const { viewer } = ctx;
  const today = dayOf(ctx.clock.now());
  return {
    id: row.id,
    upper_region: row.upperRegion,
    region_codes: row.regionCodes,
    ppm: row.ppm,
    basis: row.basis,
    document_no: row.documentNo,
    valid_from: row.validFrom,
    valid_to: row.validTo,
    state: row.state,
    in_force: row.state === 'approved' && row.validFrom <= today && today <= row.validTo,
    filed_at: row.filedAt.toISOString(),
    decided_at: row.decidedAt?.toISOString() ?? null,
    opinion: row.opinion,
    can_decide:
      row.state === 'filed' &&
      viewer !== null &&
      viewer.duties.includes('finance_issue') &&
      upperOf(viewer).includes(row.upperRegion) &&
      !isSelf(viewer, row.filedBy),
  };
}

export async function fileSharingRule(ctx: Ctx, input: z.output<typeof filingRule>): Promise<RuleOut> {
  const viewer = requireDuty(ctx.viewer, 'finance_review');
  return act(ctx, { action: 'revenue.file_sharing', subject: ['sharing_rule', 'new'] }, async (tx, note) => {
    const [upperRegion] = upperOf(viewer);
    if (upperRegion === undefined) throw refuseAnywhere('auth.forbidden');
    const { valid_from: validFrom, valid_to: validTo } = input;
    if (!isDay(validFrom) || !isDay(validTo) || validTo < validFrom) throw refuse('revenue.sharing_days');
    const regionCodes = [...new Set(input.region_codes)];
    for (const one of regionCodes)
      if (!below(upperRegion, one) || (await store.treasuryOf(tx.db, one)) === null)
        throw refuse('revenue.sharing_regions', { region: one });
    await requireAlone(tx, regionCodes, validFrom, validTo);
    const id = newId(tx, 'sharingRule');
    await store.insertRule(tx.db, {
      id,
      upperRegion,
      regionCodes,
      ppm: input.ppm,
      basis: input.basis,
      documentNo: input.document_no,
      validFrom,
      validTo,
      state: 'filed',
      filedBy: viewer.personId,
      filedAt: tx.clock.now(),
    });
    note({ document: input.document_no, regions: regionCodes, ppm: input.ppm, from: validFrom, to: validTo }, id);
    return one(tx, id);
  });
}

async function requireAlone(tx: Ctx, regionCodes: readonly string[], from: string, to: string): Promise<void> {
  const [other] = await store.overlapping(tx.db, regionCodes, from, to);
  if (other !== undefined) throw refuse('revenue.sharing_overlaps', { no: other.documentNo });
}

async function one(tx: Ctx, id: string): Promise<RuleOut> {
  const row = await store.findRule(tx.db, id);
  if (row === null) throw refuse('revenue.filed_not_found');
  return show(tx, row);
}

/** By another officer of the bureau that filed it. What was filed is never changed: another rule is filed. */
export async function decideSharingRule(ctx: Ctx, id: string, input: z.output<typeof decidingFiled>): Promise<RuleOut> {
  const viewer = requireDuty(ctx.viewer, 'finance_issue');
  return act(ctx, { action: 'revenue.decide_sharing', subject: ['sharing_rule', id] }, async (tx, note) => {
    const row = await store.findRule(tx.db, id);
    if (row === null || !upperOf(viewer).includes(row.upperRegion)) throw refuse('revenue.filed_not_found');
    if (isSelf(viewer, row.filedBy)) throw refuse('revenue.filed_two_people');
    if (row.state !== 'filed') throw refuse('revenue.filed_decided');
    if (input.decision === 'approve') await requireAlone(tx, row.regionCodes, row.validFrom, row.validTo);
    await requirePasswordAgain(tx, input.password);
    const state = input.decision === 'approve' ? ('approved' as const) : ('refused' as const);
    const made = { state, decidedBy: viewer.personId, decidedAt: tx.clock.now(), opinion: input.opinion ?? null };
    try {
      if (!(await store.decideRule(tx.db, id, made))) throw refuse('revenue.filed_decided');
    } catch (error) {
      if (sqlMessage(error)?.includes('sharing_overlaps'))
        throw refuse('revenue.sharing_overlaps', { no: row.documentNo });
      throw error;
    }
    note({ document: row.documentNo, decision: input.decision, opinion: input.opinion ?? null });
    return one(tx, id);
  });
}

/** The parts of a remittance of a region today; null where no rule is filed: then it is the own treasury's whole. */
export async function sharesOfRemittance(
  tx: Ctx,
  row: { readonly regionCode: string; readonly treasuryCode: string; readonly treasuryFen: bigint },
): Promise<{ readonly ruleId: string; readonly shares: TreasuryShare[] } | null> {
  const found = await store.ruleFor(tx.db, row.regionCode, dayOf(tx.clock.now()));
  if (found === null || found.upper.code === row.treasuryCode) return null;
  return {
    ruleId: found.rule.id,
    shares: remittanceParts(row.treasuryFen, row.treasuryCode, found.upper.code, found.rule.ppm),
  };
}

/** What each treasury gives back of a refund's repayment: by the parts in which the money reached them. Empty where it was not shared. */
export async function shareRepayment(
  tx: Ctx,
  row: {
    readonly id: string;
    readonly statementId: string;
    readonly refundId: string | null;
    readonly amountFen: bigint;
  },
): Promise<TreasuryShare[]> {
  if (row.refundId === null) return [];
  const shares = await store.sharesReceived(tx.db, row.statementId);
  if (shares.length === 0) return [];
  const parts = repaymentParts(shares, await store.sharesRepaid(tx.db, row.statementId), row.amountFen);
  await store.insertRepaymentShares(tx.db, row.id, parts);
  return parts;
}

export async function getLevels(
  ctx: Ctx,
  query: { readonly year?: number | undefined },
): Promise<z.input<typeof levelReportShape>> {
  const { regions } = requireReader(ctx);
  const year = query.year ?? Number(dayOf(ctx.clock.now()).slice(0, 4));
  const rows = await store.byLevel(ctx.db, regions, `${year}-01`, `${year}-12`);
  return {
    year,
    rows: rows.map((row) => ({
      level: row.level,
      treasury_code: row.code,
      treasury_name: row.name,
      collected_fen: row.collected.toString(),
      shared_out_fen: row.shared_out.toString(),
      shared_in_fen: row.shared_in.toString(),
      repaid_fen: row.repaid.toString(),
      kept_fen: (row.collected - row.shared_out + row.shared_in - row.repaid).toString(),
    })),
  };
}
