/** Electronic signatures under an agreement: the developer first, then the agency, each with the own password again. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { signDocument } from '#api/documents/service.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import type { signShape } from './contract.ts';
import { recordEvidence } from './evidence.ts';
import { refuse } from './rules/refusals.ts';
import { signHindrance } from './rules/signing.ts';
import * as store from './store.ts';
import { signingReason } from './template.ts';
import { type AgreementOut, signingFacts, termsOf } from './view.ts';
import { reread, settle } from './walk.ts';

/**
 * Refuses a third organisation, a person without the duty to sign, a signature out of turn or twice, a term that is over
 * and a wrong password; each attempt is on record.
 */
export async function signAgreement(ctx: Ctx, id: string, input: z.output<typeof signShape>): Promise<AgreementOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'agreements.sign', subject: ['agreement', id] }, async (tx, note) => {
    const row = await store.lockAgreement(tx.db, id);
    if (row === null) throw refuse('agreement.not_found');
    const version = row.versions[0];
    const signed =
      version === undefined || row.state === 'draft' ? [] : await store.signaturesOf(tx.db, version.documentId);
    const facts = signingFacts(
      row,
      signed.map((one) => one.organizationId),
    );
    const hindered = signHindrance(facts, viewer);
    if (hindered !== null) throw hindered;
    const { term } = termsOf(row);
    if (dayOf(tx.clock.now()) > term.to) throw refuse('agreement.term_over', { to: term.to });
    if (version === undefined) throw new Error('an offered agreement has a version');
    await requirePasswordAgain(tx, input.password);
    const last = signed.length + 1 === 2;
    const signature = await signDocument(tx, version.documentId, { reason: signingReason });
    await recordEvidence(tx, row, {
      documentId: version.documentId,
      documentSha256: signature.sha256,
      signatureId: signature.signatureId,
      position: signature.position,
      what: 'agreement',
      version: row.version,
    });
    await settle(tx, row, last ? 'complete' : 'sign', {});
    note({ no: row.no, version: row.version, document: version.documentId, sha256: signature.sha256, complete: last });
    return reread(tx, id);
  });
}
