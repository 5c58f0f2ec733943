/** Revoking the certificate of an organisation: what it signed before stays good, nothing after. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { holdsPower, requireViewer } from '#api/kernel/rights.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import type { RevokedSerial } from '#api/ports/seal/certificates.ts';
import type { certificateShape, revocation } from './contract.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export type CertificateOut = z.input<typeof certificateShape>;

const shown = (row: store.CertificateRow, now: Date): CertificateOut => ({
  serial: row.serial,
  fingerprint: row.fingerprint,
  issuer: row.issuer,
  not_before: row.notBefore.toISOString(),
  not_after: row.notAfter.toISOString(),
  revoked_at: row.revokedAt?.toISOString() ?? null,
  revoked_reason: row.revokedReason as CertificateOut['revoked_reason'],
  state: row.revokedAt !== null ? 'revoked' : row.notAfter <= now ? 'expired' : 'valid',
});

/** Of the viewer's own organisation, newest first. */
export async function listCertificates(ctx: Ctx): Promise<{ items: CertificateOut[] }> {
  const { organization } = requireViewer(ctx.viewer);
  const rows = await store.listKeys(ctx.db, organization.id);
  const now = ctx.clock.now();
  return {
    items: rows.map((row) =>
      shown({ ...row, issuer: ctx.ports.seal.describeCertificate(row.certificatePem).issuer }, now),
    ),
  };
}

/**
 * By the organisation itself (signatory or administrator) or the information department of its region. The next signature
 * is made with a new certificate. Refuses `organization.certificate_not_found`, `…_revoked`, `people.password_again`.
 */
export async function revokeCertificate(
  ctx: Ctx,
  serial: string,
  input: z.output<typeof revocation>,
): Promise<CertificateOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(
    ctx,
    { action: 'organizations.revoke_certificate', subject: ['certificate', serial] },
    async (tx, note) => {
      const row = await store.findCertificate(tx.db, serial.toLowerCase());
      if (row === null) throw refuse('organization.certificate_not_found');
      const own = row.organizationId === viewer.organization.id;
      const department = holdsPower(viewer, 'information_department', row.regionCode);
      if (!own && !department) throw refuse('organization.certificate_not_found');
      const duty = viewer.duties.some((one) => one === 'signatory' || one === 'admin');
      if (!duty) throw refuse('organization.certificate_duty');
      if (row.revokedAt !== null) throw refuse('organization.certificate_revoked');
      await requirePasswordAgain(tx, input.password);
      const revokedAt = tx.clock.now();
      await store.revokeKey(tx.db, row.id, revokedAt, input.reason);
      note({ serial: row.serial, reason: input.reason, by_department: !own });
      const issuer = tx.ports.seal.describeCertificate(row.certificatePem).issuer;
      return shown({ ...row, issuer, revokedAt, revokedReason: input.reason }, revokedAt);
    },
  );
}

/** All that are no longer good, for checks and for the public list. */
export async function revokedCertificates(ctx: Ctx): Promise<RevokedSerial[]> {
  const rows = await store.listRevoked(ctx.db);
  return rows.map((row) => ({ ...row, reason: row.reason as RevokedSerial['reason'] }));
}
