/** The account of allowed revenue: filed maxima against what the orders really earned (Fagai Jiage [2025] No. 65). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { addDays, dayOf, startOfDay } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { requirePriceAuthority, requireValidity, watchedRegions } from '#api/products/guard.ts';
import type { accessOperations, allowanceOut, newAllowance } from './access-contract.ts';
import * as store from './allowance-store.ts';
import { accounts } from './rules/allowance.ts';
import { refuse } from './rules/refusals.ts';

type AllowanceOut = z.input<typeof allowanceOut>;

async function accountsOf(ctx: Ctx, agreementId: string): Promise<AllowanceOut[]> {
  const rows = await store.allowancesOf(ctx.db, agreementId);
  if (rows.length === 0) return [];
  const today = dayOf(ctx.clock.now());
  const earned: store.Earned[] = [];
  for (const { periodFrom, periodTo } of rows)
    earned.push(
      await store.earnedBetween(ctx.db, agreementId, startOfDay(periodFrom), startOfDay(addDays(periodTo, 1))),
    );
  const found = accounts(
    rows.map(({ costFen, profitFen, taxFen }, at) => ({
      allowedFen: costFen + profitFen + taxFen,
      earnedFen: earned[at]?.earned ?? 0n,
    })),
  );
  const waiting = await store.awaiting(ctx.db, agreementId);
  return rows.flatMap((row, at) => {
    const account = found[at];
    if (account === undefined) return [];
    const running = row.periodFrom <= today && today <= row.periodTo;
    return [
      {
        id: row.id,
        agreement_id: row.agreementId,
        agreement_no: row.agreement.no,
        developer_name: row.agreement.developer.name,
        agency_name: row.agreement.agency.name,
        period_from: row.periodFrom,
        period_to: row.periodTo,
        cost_fen: row.costFen.toString(),
        profit_fen: row.profitFen.toString(),
        tax_fen: row.taxFen.toString(),
        allowed_fen: account.allowedFen.toString(),
        earned_fen: account.earnedFen.toString(),
        awaiting_fen: (running ? waiting : 0n).toString(),
        carried_fen: account.carriedFen.toString(),
        available_fen: account.availableFen.toString(),
        left_fen: account.leftFen.toString(),
        over_fen: account.overFen.toString(),
        orders: earned[at]?.orders ?? 0,
        document_no: row.documentNo,
        authority: row.authority,
        filed_by: row.filedBy.name,
        filed_at: row.filedAt.toISOString(),
        running,
      },
    ];
  });
}

/**
 * Refuses a sale that would bring the revenue of the running period above its maximum, orders that await payment counted. Sales
 * under an agreement with such a maximum are judged one after the other. A region may let them pass (`pricing.sell_above_allowed`):
 * then what comes in above is deducted in the next period all the same.
 */
export async function requireAllowed(
  tx: Ctx,
  agreement: { readonly id: string; readonly regionCode: string },
  amountFen: bigint,
): Promise<void> {
  if (amountFen === 0n || (await store.allowancesOf(tx.db, agreement.id)).length === 0) return;
  await store.holdRevenue(tx.db, agreement.id);
  const running = (await accountsOf(tx, agreement.id)).find((one) => one.running);
  if (running === undefined) return;
  const left = BigInt(running.left_fen) - BigInt(running.awaiting_fen);
  if (amountFen <= left) return;
  if ((await numberParameter(tx, 'pricing.sell_above_allowed', agreement.regionCode, 0)) > 0) return;
  throw refuse('orders.allowed_revenue_reached', {
    amount: formatYuan(fen(amountFen)),
    left: formatYuan(fen(left > 0n ? left : 0n)),
    no: running.document_no,
    to: running.period_to,
  });
}

type Query = z.output<(typeof accessOperations.listAllowances)['query']>;

export async function listAllowances(ctx: Ctx, asked: Query) {
  const viewer = requireViewer(ctx.viewer);
  const found = await store.watchedAgreements(ctx.db, {
    organizationId: viewer.organization.id,
    regionCodes: watchedRegions(viewer),
    agreementId: asked.agreement_id,
  });
  const items: AllowanceOut[] = [];
  for (const { id } of found) items.push(...(await accountsOf(ctx, id)));
  return {
    items,
    agreements: found.map((one) => ({
      id: one.id,
      no: one.no,
      developer_name: one.developer.name,
      agency_name: one.agency.name,
      region_code: one.regionCode,
      may_file: mayFile(ctx, one),
    })),
  };
}

function mayFile(ctx: Ctx, agreement: { readonly agencyId: string; readonly regionCode: string }): boolean {
  try {
    requirePriceAuthority(ctx, agreement);
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return false;
  }
}

export async function fileAllowance(ctx: Ctx, input: z.output<typeof newAllowance>): Promise<AllowanceOut> {
  requireViewer(ctx.viewer);
  const { agreement_id: agreementId, period_from: periodFrom, period_to: periodTo } = input;
  return act(ctx, { action: 'orders.file_allowance', subject: ['agreement', agreementId] }, async (tx, note) => {
    const agreement = await store.findAgreement(tx.db, agreementId);
    if (agreement === null) throw refuse('orders.agreement_unknown');
    const viewer = requirePriceAuthority(tx, agreement);
    requireValidity(periodFrom, periodTo);
    await store.holdRevenue(tx.db, agreementId);
    const other = (await store.allowancesOf(tx.db, agreementId)).find(
      (one) =>
        one.periodFrom <= periodTo &&
        periodFrom <= one.periodTo &&
        !(one.periodFrom === periodFrom && one.periodTo === periodTo),
    );
    if (other !== undefined) throw refuse('orders.periods_overlap', { from: other.periodFrom, to: other.periodTo });
    const id = newId(tx, 'allowance');
    await store.insertAllowance(tx.db, {
      id,
      agreementId,
      periodFrom,
      periodTo,
      costFen: BigInt(input.cost_fen),
      profitFen: BigInt(input.profit_fen),
      taxFen: BigInt(input.tax_fen),
      documentNo: input.document_no,
      authority: input.authority,
      filedById: viewer.organization.id,
      filedByPerson: viewer.personId,
      filedAt: tx.clock.now(),
    });
    note({ allowance: id, document: input.document_no, from: periodFrom, to: periodTo }, agreementId);
    const made = (await accountsOf(tx, agreementId)).find((one) => one.id === id);
    if (made === undefined) throw new Error(`allowance ${id} is not the newest of its days`);
    return made;
  });
}
