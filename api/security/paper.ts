/** A paper of the security desk: made, sealed by the organisation it speaks for, and kept; inside `act`. */
import type { Ctx } from '#api/context.ts';
import { createDocument, type PublicFact, sealDocument } from '#api/documents/service.ts';
import { dayOf } from '#api/kernel/time.ts';
import { getOrganization } from '#api/organizations/service.ts';
import type { SecurityPaper } from '#api/ports/documents/port.ts';

export interface Paper {
  readonly kind: 'audit_proof' | 'incident_report' | 'privilege_review' | 'provider_evaluation';
  readonly no: string;
  readonly subject: readonly [type: string, id: string];
  readonly organizationId: string;
  readonly title: string;
  readonly reason: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly text: Pick<SecurityPaper, 'opening' | 'facts' | 'texts' | 'tables'>;
  readonly publicFacts: readonly PublicFact[];
}

export async function sealPaper(tx: Ctx, input: Paper): Promise<{ readonly id: string; readonly sha256: string }> {
  const organization = await getOrganization(tx, input.organizationId);
  const issuer = { name: organization.name, uscc: organization.uscc };
  const issuedOn = dayOf(tx.clock.now());
  const made = await createDocument(tx, {
    kind: input.kind,
    no: input.no,
    subject: input.subject,
    title: input.title,
    value: { ...input.value, no: input.no, issuer, issued_on: issuedOn },
    render: (own) => ({ ...own, ...input.text, title: input.title, issuer, issuedOn, demo: organization.demo }),
    publicFacts: input.publicFacts,
  });
  await sealDocument(tx, made.id, organization, { reason: input.reason });
  return made;
}
