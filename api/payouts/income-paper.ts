/** 收益对账单: what an enterprise earned in a month, from the records as they stand, sealed by the platform's operator. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { lock } from '#api/audit/lock.ts';
import type { Ctx } from '#api/context.ts';
import { createDocument, nextNumber, openPdf, sealDocument } from '#api/documents/service.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import { findHolder } from '#api/organizations/service.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { payeeOf } from './access.ts';
import { getIncomeMonth } from './income.ts';
import type { incomePaperShape } from './income-paper-contract.ts';
import { incomePaperFacts, incomePaperReason, incomePaperTitle } from './rules/income-words.ts';
import { refuse } from './rules/refusals.ts';

type PaperOut = z.input<typeof incomePaperShape>;
const subjectType = 'income';

const newest = (ctx: Ctx, subjectId: string) =>
  ctx.db.document.findFirst({ where: { subjectType, subjectId }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });

/** The facts of the paper: equal while nothing has changed, whenever it is asked for. */
function factsOf(month: Awaited<ReturnType<typeof getIncomeMonth>>, owner: { name: string; uscc: string }) {
  const { total } = month;
  return {
    kind: 'income_statement',
    period: month.period,
    owner,
    total,
    orders: month.orders.map((one) => ({
      no: one.order_no,
      product: one.product_title,
      agreements: one.slices.map((slice) => slice.agreement_no),
      paid_on: one.paid_on,
      net_fen: one.net_fen,
      own_fen: one.own_fen,
      paid_out_fen: one.paid_out_fen,
      splits: one.slices.map((slice) => slice.result_sha256),
    })),
  };
}

export async function issueIncomePaper(ctx: Ctx, period: string): Promise<PaperOut> {
  const { organization } = payeeOf(ctx);
  const subjectId = `${organization.id}:${period}`;
  return act(ctx, { action: 'payouts.issue_income', subject: [subjectType, subjectId] }, async (tx, note) => {
    // One at a time: two tabs do not make two papers of the same facts.
    await lock(tx.db, `income:${subjectId}`);
    const month = await getIncomeMonth(tx, period);
    if (month.orders.length === 0) throw refuse('payouts.no_income', { period });
    const issuer =
      (await findHolder(tx, 'platform_operator', provinceCode)) ??
      (await findHolder(tx, 'information_department', provinceCode));
    if (issuer === null) throw refuse('payouts.no_issuer');
    const owner = { name: organization.name, uscc: organization.uscc };
    const facts = factsOf(month, owner);
    const factsSha256 = sha256(canonicalJson(facts as never));
    const before = await newest(tx, subjectId);
    if (before !== null && (JSON.parse(before.canonical) as { facts_sha256?: string }).facts_sha256 === factsSha256) {
      note({ no: before.no, sha256: before.sha256, again: true });
      return { document_id: before.id, no: before.no, sha256: before.sha256 };
    }
    const no = await nextNumber(tx, 'income_statement', 'SY');
    const issuedOn = dayOf(tx.clock.now());
    const { total } = month;
    const made = await createDocument(tx, {
      kind: 'income_statement',
      no,
      subject: [subjectType, subjectId],
      title: incomePaperTitle,
      value: { ...facts, no, issued_on: issuedOn, facts_sha256: factsSha256 },
      render: (own) => ({
        ...own,
        demo: issuer.demo,
        period,
        owner,
        issuer: { name: issuer.name, uscc: issuer.uscc },
        issuedOn,
        lines: month.orders.map((one) => ({
          orderNo: one.order_no,
          product: one.product_title,
          on: one.paid_on,
          netFen: fen(BigInt(one.net_fen)),
          ownFen: fen(BigInt(one.own_fen)),
          paidOutFen: fen(BigInt(one.paid_out_fen)),
        })),
        totals: {
          grossFen: fen(BigInt(total.gross_fen)),
          refundsFen: fen(BigInt(total.refunds_fen)),
          netFen: fen(BigInt(total.net_fen)),
          treasuryFen: fen(BigInt(total.treasury_fen)),
          operatorFen: fen(BigInt(total.operator_fen)),
          ownFen: fen(BigInt(total.own_fen)),
          paidOutFen: fen(BigInt(total.paid_out_fen)),
          openFen: BigInt(total.own_fen) - BigInt(total.paid_out_fen),
        },
      }),
      publicFacts: incomePaperFacts({
        period,
        owner: owner.name,
        issuer: issuer.name,
        own: formatYuan(fen(BigInt(total.own_fen))),
      }),
    });
    await sealDocument(tx, made.id, issuer, { reason: incomePaperReason });
    note({ no, document: made.id, sha256: made.sha256 });
    return { document_id: made.id, no, sha256: made.sha256 };
  });
}

/** The newest paper of a month, of the viewer's own enterprise. */
export async function openIncomePaper(ctx: Ctx, period: string) {
  const { organization } = payeeOf(ctx);
  const found = await newest(ctx, `${organization.id}:${period}`);
  if (found === null) throw refuse('payouts.no_income_paper', { period });
  const { bytes, no, sha256: hash } = await openPdf(ctx, found.id);
  return { bytes, name: `${no}.pdf`, sha256: hash };
}

/** Its number, for the page; null while none was issued. */
export async function findIncomePaper(ctx: Ctx, period: string): Promise<PaperOut | null> {
  const { organization } = payeeOf(ctx);
  const found = await newest(ctx, `${organization.id}:${period}`);
  return found === null ? null : { document_id: found.id, no: found.no, sha256: found.sha256 };
}
