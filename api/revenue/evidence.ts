/** Everything a stranger needs to recompute a statement (`npm run revenue:recompute`). For those who may read the statement. */
import { upgradeTerms } from '#api/agreements/rules/upgrade.ts';
import type { Ctx } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { monthFrom } from '#api/kernel/time.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import * as measures from './measure-store.ts';
import { meteredDays } from './metered.ts';
import { type Evidence, type EvidencePart, evidenceFormat, type Sealed, seal } from './rules/recompute.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { sideOf } from './view.ts';

type Line = { partyKind: EvidencePart['party_kind']; partyId: string; ppm: number; amountFen: bigint };
const partOf = (line: Line): EvidencePart => ({
  party_kind: line.partyKind,
  party_id: line.partyId,
  ppm: line.ppm,
  amount_fen: line.amountFen.toString(),
});

const backOf = (lines: readonly (Line & { refundId: string | null })[], refundId: string): string =>
  lines.reduce((sum, one) => (one.refundId === refundId ? sum - one.amountFen : sum), 0n).toString();

export async function exportEvidence(ctx: Ctx, id: string): Promise<Sealed> {
  const row = await store.findStatement(ctx.db, id);
  if (row === null || sideOf(row, requireViewer(ctx.viewer)) === null) throw refuse('revenue.not_found');
  const late = store.lateOf(row);
  const lines = row.lines.filter((one) => one.round === row.round);
  const sales = await store.salesForEvidence(
    ctx.db,
    row.agreementId,
    lines.map((one) => one.orderId),
  );
  const usage = await meteredDays(ctx.db, sales);
  const chain = await store.refundsInChain(
    ctx.db,
    sales.flatMap((sale) => sale.refunds.map((one) => one.id)),
  );
  const versions = [...new Set(sales.flatMap((sale) => sale.allocations.map((one) => one.agreementVersion)))].sort(
    (a, b) => a - b,
  );
  const evidence: Evidence = {
    format: evidenceFormat,
    statement: {
      no: row.no,
      period: row.period,
      round: row.round,
      state: row.state,
      agreement_no: row.agreement.no,
      treasury_code: row.treasuryCode,
      gross_fen: row.grossFen.toString(),
      refunds_fen: row.refundsFen.toString(),
      net_fen: row.netFen.toString(),
      treasury_fen: row.treasuryFen.toString(),
      developer_fen: row.developerFen.toString(),
      operator_fen: row.operatorFen.toString(),
    },
    terms: await Promise.all(versions.map((version) => termsOf(ctx, row.agreementId, version))),
    measures: await measuresOf(ctx, row.agreementId, row.period),
    orders: sales.map((sale) => {
      const line = lines.find((one) => one.orderId === sale.id);
      const [allocation] = sale.allocations;
      if (line === undefined || allocation === undefined) throw new Error(`order ${sale.no} is not split`);
      return {
        no: sale.no,
        product: sale.product.title,
        amount_fen: sale.amountFen.toString(),
        agreement_version: allocation.agreementVersion,
        ...(sale.slices.length > 1
          ? {
              slices: sale.slices.map((slice) => ({
                agreement_id: slice.agreementId,
                agreement_no: slice.agreement.no,
                ppm: slice.ppm,
                gross_fen: slice.grossFen.toString(),
              })),
            }
          : {}),
        ...(usage.has(sale.id) ? { usage: usage.get(sale.id) as NonNullable<ReturnType<typeof usage.get>> } : {}),
        payment:
          sale.payment === null
            ? null
            : {
                amount_fen: sale.payment.amountFen.toString(),
                value_date: sale.payment.valueDate,
                // Whose account it came from stays with the bank; who has the slip can compare the hash.
                bank_serial_sha256: sha256(sale.payment.bankSerial),
              },
        allocation: {
          algorithm: allocation.algorithm,
          input_canonical: allocation.inputCanonical,
          result_sha256: allocation.resultSha256,
          parts: allocation.lines.filter((one) => one.refundId === null).map(partOf),
        },
        refunds: inOrder(sale, chain).map((refund) => ({
          id: refund.id,
          amount_fen: refund.amountFen.toString(),
          decided_at: (refund.decidedAt ?? refund.requestedAt).toISOString(),
          late: late.has(refund.id),
          parts: allocation.lines.filter((one) => one.refundId === refund.id).map(partOf),
          ...(sale.slices.length > 1 ? { slice_fen: backOf(allocation.lines, refund.id) } : {}),
        })),
        line: {
          gross_fen: line.grossFen.toString(),
          refunds_fen: line.refundsFen.toString(),
          treasury_fen: line.treasuryFen.toString(),
          developer_fen: line.developerFen.toString(),
          operator_fen: line.operatorFen.toString(),
        },
      };
    }),
    paper: row.documentId === null ? null : await store.paperText(ctx.db, row.documentId),
    payment_order:
      row.paymentOrder === null
        ? null
        : {
            no: row.paymentOrder.no,
            amount_fen: row.paymentOrder.amountFen.toString(),
            treasury_code: row.paymentOrder.treasuryCode,
            ...(row.paymentOrder.shares.length === 0
              ? {}
              : {
                  shares: row.paymentOrder.shares.map((one) => ({
                    treasury_code: one.treasuryCode,
                    ppm: one.ppm,
                    amount_fen: one.amountFen.toString(),
                  })),
                }),
          },
    ...(await movesOf(ctx, row.agencyId)),
    receipt:
      row.receipt === null
        ? null
        : {
            receipt_no: row.receipt.receiptNo,
            payment_order_no: row.receipt.paymentOrderNo,
            amount_fen: row.receipt.amountFen.toString(),
            treasury_code: row.receipt.treasuryCode,
          },
    repayments: (await store.repaymentsOf(ctx.db, row.id)).map((one) => ({
      no: one.no,
      ground: one.ground,
      state: one.state,
      amount_fen: one.amountFen.toString(),
    })),
  };
  return seal(evidence, sha256);
}

async function movesOf(ctx: Ctx, agencyId: string): Promise<Pick<Evidence, 'moves'>> {
  const rows = await ctx.db.agencyMove.findMany({
    where: { agencyId, state: 'approved' },
    orderBy: { decidedAt: 'asc' },
  });
  if (rows.length === 0) return {};
  return {
    moves: rows.map((one) => ({
      from_treasury: one.fromTreasury,
      to_treasury: one.toTreasury,
      document_no: one.documentNo,
      decided_at: (one.decidedAt ?? one.filedAt).toISOString(),
    })),
  };
}

/** Refunds in the order in which the split took them back: by the instant of the decision, then as the audit chain has them. */
function inOrder(sale: store.EvidenceSale, chain: ReadonlyMap<string, bigint>) {
  const when = (one: { decidedAt: Date | null; requestedAt: Date }) => (one.decidedAt ?? one.requestedAt).getTime();
  const place = (id: string) => chain.get(id) ?? 0n;
  return sale.refunds
    .filter((one) => one.state === 'approved')
    .sort((a, b) => when(a) - when(b) || (place(a.id) < place(b.id) ? -1 : 1));
}

/** What the splits of the month were measured by: the metering of the month before. */
async function measuresOf(ctx: Ctx, agreementId: string, soldIn: string) {
  const found = await measures.measuresOf(ctx.db, agreementId, [monthFrom(soldIn, -1)]);
  return found.map(({ version, period, canonical, sha256: hash }) => ({ version, period, canonical, sha256: hash }));
}

async function termsOf(ctx: Ctx, agreementId: string, version: number) {
  const [shares, document] = [
    await store.sharesOf(ctx.db, agreementId, version),
    await store.signedTerms(ctx.db, agreementId, version),
  ];
  const raw = await measures.termsOfVersion(ctx.db, agreementId, version);
  return {
    version,
    contribution: raw === null ? null : canonicalJson(upgradeTerms(raw).contribution as never),
    document_no: document?.no ?? '',
    document_sha256: document?.sha256 ?? '',
    shares: shares
      .map((one) => ({ party: `${one.partyKind}:${one.partyId}`, ppm: one.ppm }))
      .sort((a, b) => (a.party < b.party ? -1 : 1)),
  };
}
