/** Whether a certificate holds on a day, from its term and what became of it. */
import type { Day } from '#api/kernel/time.ts';
import type { CertificateEventKind, CertificateStanding } from './kind-codes.ts';

export interface CertificateFacts {
  readonly validFrom: Day;
  readonly validTo: Day;
  /** In their order. */
  readonly events: readonly { readonly kind: CertificateEventKind }[];
}

export function standingOf({ validFrom, validTo, events }: CertificateFacts, today: Day): CertificateStanding {
  const kinds = events.map((one) => one.kind);
  if (kinds.includes('revoked')) return 'revoked';
  if (kinds.includes('superseded')) return 'superseded';
  if (today > validTo) return 'expired';
  const last = kinds.findLast((kind) => kind === 'suspended' || kind === 'restored');
  if (last === 'suspended') return 'suspended';
  return today < validFrom ? 'not_yet' : 'valid';
}

/** A certificate that is gone for good takes no further event; only what is suspended is restored. */
export function takesEvent(facts: CertificateFacts, kind: CertificateEventKind, today: Day): boolean {
  const standing = standingOf(facts, today);
  if (standing === 'revoked' || standing === 'superseded') return false;
  if (kind === 'restored') return standing === 'suspended';
  if (kind === 'suspended') return standing !== 'suspended' && standing !== 'expired';
  return true;
}
