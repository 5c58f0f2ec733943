/** The runs as the bureau, the auditor and the file for the bank read them. */
import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import { can } from '#api/kernel/lifecycle.ts';
import { isSelf } from '#api/kernel/rights.ts';
import { type Offer, offer } from '#api/products/rules/offer.ts';
import { readableRegions } from './access.ts';
import type { batchLine, batchShape, payoutOperations } from './contract.ts';
import { payoutBatchLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export type BatchOut = z.input<typeof batchShape>;
type PayoutOut = BatchOut['payouts'][number];

export async function listPayoutBatches(
  ctx: Ctx,
  query: z.output<(typeof payoutOperations.listPayoutBatches)['query']>,
) {
  const { rows, total } = await store.listBatches(ctx.db, readableRegions(ctx), query.page, query.page_size);
  const items: z.input<typeof batchLine>[] = rows.map((row) => ({
    id: row.id,
    no: row.no,
    region_code: row.regionCode,
    state: row.state,
    total_fen: row.totalFen.toString(),
    payouts: row._count.payouts,
    made_at: row.madeAt.toISOString(),
    checked_at: row.checkedAt?.toISOString() ?? null,
  }));
  return { items, total, page: query.page, page_size: query.page_size };
}

export async function readBatch(ctx: Ctx, id: string): Promise<store.BatchRow> {
  const regions = readableRegions(ctx);
  const row = await store.findBatch(ctx.db, id);
  if (row === null || (regions !== null && !regions.includes(row.regionCode))) throw refuse('payouts.not_found');
  return row;
}

export async function getPayoutBatch(ctx: Ctx, id: string): Promise<BatchOut> {
  const row = await readBatch(ctx, id);
  const names = await store.peopleNames(ctx.db, [row.makerId, ...(row.checkerId === null ? [] : [row.checkerId])]);
  const officer = ctx.viewer?.duties.includes('auditor') !== true;
  return {
    id: row.id,
    no: row.no,
    region_code: row.regionCode,
    state: row.state,
    revision: row.revision,
    total_fen: row.totalFen.toString(),
    maker: names.get(row.makerId) ?? row.makerId,
    made_at: row.madeAt.toISOString(),
    checker: row.checkerId === null ? null : (names.get(row.checkerId) ?? row.checkerId),
    checked_at: row.checkedAt?.toISOString() ?? null,
    opinion: row.opinion,
    file_sha256: row.fileSha256,
    exported_at: row.exportedAt?.toISOString() ?? null,
    payouts: row.payouts.map((one) => showPayout(one, officer)),
    actions: officer ? offers(row, ctx.viewer) : [],
  };
}

export function showPayout(one: store.PayoutRow, officer: boolean): PayoutOut {
  return {
    id: one.id,
    no: one.no,
    party_kind: one.partyKind === 'operator' ? 'operator' : 'developer',
    organization_id: one.organizationId,
    organization_name: one.organization.name,
    uscc: one.organization.uscc,
    channel: one.channel === 'stripe_transfer' ? 'stripe_transfer' : 'bank',
    account_ends_in: one.account?.endsIn ?? '',
    bank_name: one.account?.bankName ?? '',
    transfer_fault: one.transfer?.fault ?? null,
    reversed_fen: (one.transfer?.reversals ?? []).reduce((sum, back) => sum + back.amountFen, 0n).toString(),
    state: one.state,
    amount_fen: one.amountFen.toString(),
    set_off_fen: one.setOffFen.toString(),
    paid_on: one.paidOn,
    returned_on: one.returnedOn,
    return_reason: one.returnReason,
    returnable: officer && one.state === 'approved' && one.channel === 'bank',
    lines: one.lines.map((line) => ({
      order_id: line.orderId,
      order_no: line.order.no,
      product_title: line.order.product.title,
      amount_fen: line.amountFen.toString(),
    })),
  };
}

function offers(row: store.BatchRow, viewer: Viewer | null): Offer[] {
  const own = isSelf(viewer, row.makerId) ? refuse('payouts.two_people') : null;
  return (['approve', 'reject'] as const)
    .filter((name) => can(payoutBatchLifecycle, row.state, name))
    .map((name) => offer(name, own));
}
