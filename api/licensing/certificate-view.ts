import type { z } from 'zod';
import type { Day } from '#api/kernel/time.ts';
import type { certificateOut } from './rules/case-shapes.ts';
import type { CertificateEventKind } from './rules/kind-codes.ts';
import { type CertificateFacts, standingOf } from './rules/standing.ts';
import type { ApplicationRow } from './store.ts';

export type CertificateOut = z.input<typeof certificateOut>;
export type CertificateRow = NonNullable<ApplicationRow['certificate']>;

export const certificateFactsOf = (
  row: Pick<CertificateRow, 'validFrom' | 'validTo' | 'events'>,
): CertificateFacts => ({
  validFrom: row.validFrom,
  validTo: row.validTo,
  events: row.events.map((one) => ({ kind: one.kind as CertificateEventKind })),
});

export function certificateOf(row: CertificateRow, today: Day): CertificateOut {
  return {
    id: row.id,
    no: row.no,
    document_id: row.documentId,
    valid_from: row.validFrom,
    valid_to: row.validTo,
    issued_at: row.issuedAt.toISOString(),
    standing: standingOf(certificateFactsOf(row), today),
    events: row.events.map((one) => ({
      kind: one.kind as CertificateEventKind,
      reason: one.reason,
      legal_basis: one.legalBasis,
      at: one.at.toISOString(),
    })),
  };
}
