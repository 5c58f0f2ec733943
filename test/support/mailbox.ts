/** Somebody who takes part by a confirmed mailbox. */
import { createHash } from 'node:crypto';
import type { Ctx } from '#api/context.ts';
import { askParticipantCode, confirmParticipant } from '#api/participants/confirm.ts';
import { codeBody } from '#api/participants/contract.ts';
import { codeOf } from '#api/participants/secrets.ts';
import type { TestApp } from '#test/support/app.ts';

export interface Mailbox {
  readonly ctx: Ctx;
  /** For a cookie or as a bearer token. */
  readonly token: string;
  readonly id: string;
}

export async function mailbox(t: TestApp, email: string, over: Partial<Ctx> = {}): Promise<Mailbox> {
  const ctx = t.ctx(over);
  const { challenge } = await askParticipantCode(ctx, codeBody.parse({ email }));
  const { token, participant } = await confirmParticipant(ctx, { challenge, code: codeOf(ctx, challenge) });
  const participantSession = createHash('sha256').update(token).digest('hex');
  return { ctx: t.ctx({ ...over, participantSession }), token, id: participant.id };
}
