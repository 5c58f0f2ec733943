/** Whether a certificate holds: for everyone who scans its code, and for what suspends, restores or revokes it. */
import type { z } from 'zod';
import { type Ctx, newId } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import type { markShape, standingShape } from './case-contract.ts';
import * as store from './case-store.ts';
import { certificateFactsOf } from './certificate-view.ts';
import { tell } from './letters.ts';
import { bilingual } from './rules/bilingual.ts';
import { type CertificateEventKind, certificateEvents, certificateStandings } from './rules/kind-codes.ts';
import { refuse } from './rules/kind-refusals.ts';
import { standingOf, takesEvent } from './rules/standing.ts';
import { type ApplicationRow, findApplication } from './store.ts';
import type { ApplicationOut } from './view.ts';
import { walk } from './walk.ts';

export type CertificateStandingOut = z.input<typeof standingShape>;

/** Public facts and standing, by number or by the document that the code on the paper names. Words of a person never. */
export async function showCertificate(ctx: Ctx, no: string): Promise<CertificateStandingOut> {
  const row = await store.findCertificate(ctx.db, no);
  if (row === null) throw refuse('licensing.no_certificate');
  const { application } = row;
  const replaced = row.events.findLast((one) => one.replacedBy !== null)?.replacedBy ?? null;
  return {
    no: row.no,
    document_id: row.documentId,
    kind: application.kind,
    standing: standingOf(certificateFactsOf(row), dayOf(ctx.clock.now())),
    holder: application.developer,
    agency: application.agency,
    datasets: application.resources.map(({ entry }) => entry),
    valid_from: row.validFrom,
    valid_to: row.validTo,
    issued_at: row.issuedAt.toISOString(),
    sha256: await store.documentHash(ctx.db, row.documentId),
    verify_url: `${ctx.env.PUBLIC_URL}/verify/${row.documentId}`,
    events: row.events
      .filter((one) => one.kind !== 'reissue_asked')
      .map((one) => ({ kind: one.kind, reason: one.reason, at: one.at.toISOString() })),
    replaced_by: replaced === null ? null : await store.certificateNo(ctx.db, replaced),
  };
}

export interface Mark {
  readonly kind: Exclude<CertificateEventKind, 'superseded'>;
  readonly reason: string;
  readonly legalBasis?: string;
  /** For `reissue_asked`: the day until which the new certificate shall hold. */
  readonly validTo?: string;
}

async function mark(tx: Ctx, row: ApplicationRow, made: Mark): Promise<boolean> {
  const certificate = row.certificate;
  if (certificate === null) return false;
  const facts = certificateFactsOf(certificate);
  const today = dayOf(tx.clock.now());
  if (!takesEvent(facts, made.kind, today)) return false;
  await store.insertEvent(tx.db, {
    id: newId(tx, 'certificate_event'),
    certificateId: certificate.id,
    kind: made.kind,
    reason: made.reason,
    legalBasis: made.legalBasis ?? null,
    validTo: made.validTo ?? null,
    personId: tx.viewer?.personId ?? null,
    organizationId: tx.viewer?.organization.id ?? null,
    at: tx.clock.now(),
  });
  const [zh, en] = certificateEvents.words[made.kind];
  await tell(tx, 'certificate_marked', {
    organizationId: made.kind === 'reissue_asked' ? row.agencyId : row.developerId,
    duties: made.kind === 'reissue_asked' ? ['signatory'] : ['developer'],
    about: row.id,
    path: `/w/applications/${row.id}`,
    params: { no: certificate.no, kind: zh, reason: made.reason },
    paramsEn: { kind: en },
  });
  return true;
}

/**
 * For the rooms above, inside their own act: an agreement that is suspended, restored, terminated or renewed marks the
 * certificate it rests on. Answers false where the certificate takes no such event (it is gone, or has it already).
 */
export async function markCertificateOf(tx: Ctx, applicationId: string, made: Mark): Promise<boolean> {
  const row = await findApplication(tx.db, applicationId);
  return row === null ? false : mark(tx, row, made);
}

/** The agency's signatory suspends, restores or revokes, with the reason and what it rests on. */
export async function markCertificate(
  ctx: Ctx,
  id: string,
  input: z.output<typeof markShape>,
): Promise<ApplicationOut> {
  return walk(ctx, id, 'mark_certificate', async ({ tx, row, today, note }) => {
    await requirePasswordAgain(tx, input.password);
    const { certificate } = row;
    if (certificate === null) throw refuse('licensing.no_certificate');
    if (!(await mark(tx, row, { kind: input.kind, reason: input.reason, legalBasis: input.legal_basis })))
      throw refuse('licensing.certificate_over', {
        no: certificate.no,
        ...bilingual('standing', certificateStandings.words[standingOf(certificateFactsOf(certificate), today)]),
      });
    note({ certificate: certificate.no, kind: input.kind });
    return {
      words: `${certificateEvents.words[input.kind][0]} ${certificate.no}\n${input.reason}\n${input.legal_basis}`,
    };
  });
}
