/** The certificate of authorisation for programs: its facts as a signed token, and what a token at hand is worth. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { addDays, startOfDay } from '#api/kernel/time.ts';
import type { tokenCheckShape } from './case-contract.ts';
import { bilingual } from './rules/bilingual.ts';
import { certificateStandings } from './rules/kind-codes.ts';
import { refuse } from './rules/kind-refusals.ts';
import { showCertificate } from './standing.ts';

export const tokenType = 'jinshu-certificate+jwt';
/** A token cannot be called back, so it lives no longer than one may be wrong about a certificate that was revoked. */
const livesMs = 24 * 3_600_000;

export async function signCertificate(ctx: Ctx, no: string): Promise<string> {
  const seen = await showCertificate(ctx, no);
  if (seen.standing !== 'valid')
    throw refuse('licensing.certificate_not_valid', {
      no: seen.no,
      ...bilingual('standing', certificateStandings.words[seen.standing]),
    });
  const now = ctx.clock.now();
  const { kind, holder, agency, datasets, valid_from, valid_to, issued_at, sha256, verify_url } = seen;
  const termEnd = startOfDay(addDays(valid_to, 1));
  return ctx.ports.statements.sign({
    typ: tokenType,
    issuer: ctx.env.PUBLIC_URL,
    subject: seen.no,
    issuedAt: now,
    expiresAt: new Date(Math.min(now.getTime() + livesMs, termEnd.getTime())),
    claims: {
      authorisation: {
        kind,
        holder: { name: holder.name, uscc: holder.uscc },
        agency: { name: agency.name, uscc: agency.uscc },
        datasets: datasets.map(({ code, title }) => ({ code, title })),
        valid_from,
        valid_to,
        issued_at,
        document_sha256: sha256,
        verify_url,
      },
    },
  });
}

export type TokenCheckOut = z.input<typeof tokenCheckShape>;

/** The verdict on the token, and beside it the certificate as it stands now: it may have been revoked since. */
export async function checkToken(ctx: Ctx, token: string): Promise<TokenCheckOut> {
  const seen = await ctx.ports.statements.check(token, { typ: tokenType, issuer: ctx.env.PUBLIC_URL });
  if (!('subject' in seen)) return { verdict: seen.verdict, issued_at: null, certificate: null };
  return {
    verdict: seen.verdict,
    issued_at: seen.issuedAt.toISOString(),
    certificate: await showCertificate(ctx, seen.subject),
  };
}
