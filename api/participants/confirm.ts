/** A mailbox is confirmed by whoever reads it: a code for the page that asked, a link for any browser (double opt-in). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId } from '#api/context.ts';
import { isAddress } from '#api/ports/mail/message.ts';
import { mailThrottle } from '#api/ports/mail/throttle.ts';
import type { codeBody, codeOut, confirmBody, confirmedOut } from './contract.ts';
import { ownPage, sessionDays } from './rules/cookie.ts';
import { refuse } from './rules/refusals.ts';
import { addressHash, challengeOf, isCode, newToken, sealAddress, tokenHash } from './secrets.ts';
import { showParticipant } from './service.ts';
import * as store from './store.ts';

const count = mailThrottle({ address: 6, caller: 30 });
const lifeMs = 3600_000;
const mostFailures = 5;

/** Refuses `participants.bad_email`, `participants.too_often`. */
export async function askParticipantCode(ctx: Ctx, input: z.output<typeof codeBody>): Promise<z.input<typeof codeOut>> {
  const email = input.email.trim();
  if (!isAddress(email)) {
    const { zh, en } = refuse.table['participants.bad_email'];
    throw refuse('participants.bad_email', {}, [{ path: 'email', zh, en }]);
  }
  const emailHash = addressHash(ctx, email);
  const seconds = await count(ctx, emailHash);
  if (seconds !== null) throw refuse('participants.too_often', { seconds });
  const emailSealed = await sealAddress(ctx, email);
  return act(ctx, { action: 'participants.ask', subject: ['participant_challenge', 'new'] }, async (tx, note) => {
    const id = newId(tx, 'challenge');
    note({}, id);
    const at = tx.clock.now();
    const expiresAt = new Date(at.getTime() + lifeMs);
    const next = ownPage(input.next);
    await store.insertChallenge(tx.db, {
      id,
      emailSealed,
      emailHash,
      locale: input.locale,
      next,
      createdAt: at,
      expiresAt,
    });
    await enqueue(tx, 'participants.code', { challenge: id });
    return { challenge: id, expires_at: expiresAt.toISOString() };
  });
}

/** Whether a link of a mail still opens anything; shown before it is used, for mail programs open links ahead of readers. */
export async function showParticipantLink(ctx: Ctx, link: string): Promise<{ open: boolean; next: string | null }> {
  const found = await byLink(ctx, link);
  const open = found.usedAt === null && found.expiresAt > ctx.clock.now() && found.failures < mostFailures;
  return { open, next: found.next };
}

async function byLink(ctx: Ctx, link: string): Promise<store.Challenge> {
  const id = challengeOf(ctx, link);
  const found = id === null ? null : await store.findChallenge(ctx.db, id);
  if (found === null) throw refuse('participants.link_unknown');
  return found;
}

/** Answers a token that is told once. As its answer must not be kept, it runs without the caller's idempotency key. */
export async function confirmParticipant(
  ctx: Ctx,
  { challenge = '', code = '', link }: z.output<typeof confirmBody>,
): Promise<z.input<typeof confirmedOut>> {
  const { idempotency: _kept, ...plain } = ctx;
  const found = link === undefined ? await store.findChallenge(ctx.db, challenge) : await byLink(ctx, link);
  if (found === null) throw refuse('participants.code_spent');
  if (link === undefined && !isCode(ctx, found.id, code)) {
    // Counted outside of any transaction that a refusal would roll back.
    const left = (await store.countFailure(ctx.db, found.id, mostFailures)) ? mostFailures - found.failures - 1 : 0;
    if (left <= 0) throw refuse('participants.code_spent');
    const { zh, en } = refuse.table['participants.wrong_code'];
    const say = (text: string) => text.replace('{{left}}', String(left));
    throw refuse('participants.wrong_code', { left }, [{ path: 'code', zh: say(zh), en: say(en) }]);
  }
  const token = newToken(ctx);
  const event = { action: 'participants.confirm', subject: ['participant', 'new'] } as const;
  return act({ ...plain, viewer: null }, event, async (tx, note) => {
    const at = tx.clock.now();
    if (!(await store.useChallenge(tx.db, found.id, at, mostFailures))) throw refuse('participants.code_spent');
    const { emailSealed, emailHash, locale } = found;
    const id = newId(tx, 'participant');
    const row = await store.upsertParticipant(tx.db, { id, emailSealed, emailHash, locale, createdAt: at });
    note({ by: link === undefined ? 'code' : 'link' }, row.id);
    const session = tokenHash(token);
    const expiresAt = new Date(at.getTime() + sessionDays * 86_400_000);
    await store.insertSession(tx.db, { id: session, participantId: row.id, createdAt: at, expiresAt });
    const participant = await showParticipant({ ...tx, participantSession: session });
    return { token, expires_at: expiresAt.toISOString(), next: found.next, participant };
  });
}
