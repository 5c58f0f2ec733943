/**
 * One act = one transaction = one audit event, appended last. When the body refuses, everything is rolled
 * back and the refusal itself is recorded; when it breaks, nothing is.
 */
import type { Ctx, Db } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { isRefusal, refuse } from '#api/kernel/refusal.ts';
import { isWriteConflict } from './conflict.ts';

export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface Event {
  /** `room.verb`, as the lifecycle names it. */
  readonly action: string;
  /** What the act is about: noun and id. For something about to be made, `note` gives the id later. */
  readonly subject: readonly [type: string, id: string];
  /** Facts without personal data: ids, numbers, hashes, codes. */
  readonly facts?: Facts;
}

/** Adds facts while the body runs; `subjectId` replaces the subject's id (for creations). */
export type Note = (facts: Facts, subjectId?: string) => void;

/** Thrown through the stack when an idempotency key has been answered before; the edge sends the stored answer. */
export class Replayed extends Error {
  readonly replayed = true;
  constructor(readonly answer: unknown) {
    super('replayed');
    this.name = 'Replayed';
  }
}

const attempts = 4;

export async function act<T>(ctx: Ctx, event: Event, body: (tx: Ctx, note: Note) => Promise<T>): Promise<T> {
  if (ctx.inTransaction) return run(ctx, event, body);
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.db.$transaction(
        async (db) => {
          const tx: Ctx = { ...ctx, db: db as unknown as Db, inTransaction: true };
          await claimIdempotency(tx);
          const result = await run(tx, event, body);
          await answerIdempotency(tx, result);
          return result;
        },
        { maxWait: 10_000, timeout: 30_000 },
      );
    } catch (error) {
      if (isWriteConflict(error) && attempt < attempts) {
        await new Promise((resolve) => setTimeout(resolve, 20 * attempt + (ctx.random(1)[0] ?? 0) / 8));
        continue;
      }
      if (isRefusal(error) && ctx.viewer !== null) {
        await append(ctx, event.action, 'refused', event.subject, { ...event.facts, code: error.code });
      }
      throw error;
    }
  }
}

async function run<T>(tx: Ctx, event: Event, body: (tx: Ctx, note: Note) => Promise<T>): Promise<T> {
  let facts: Facts = event.facts ?? {};
  let subject = event.subject;
  const result = await body(tx, (more, subjectId) => {
    facts = { ...facts, ...more };
    if (subjectId !== undefined) subject = [subject[0], subjectId];
  });
  await append(tx, event.action, 'done', subject, facts);
  return result;
}

/** Appends to the chain; the database computes the hash under the lock of the head row. */
export async function append(
  ctx: Ctx,
  action: string,
  outcome: 'done' | 'refused',
  subject: readonly [type: string, id: string],
  facts: Facts,
): Promise<void> {
  const at = ctx.clock.now();
  const actor = ctx.viewer?.personId ?? null;
  const organization = ctx.viewer?.organization.id ?? null;
  const canon = canonicalJson({
    action,
    outcome,
    at: at.toISOString(),
    actor,
    organization,
    duties: ctx.viewer === null ? [] : [...ctx.viewer.duties],
    // Only where somebody acts for another: what was written before this was known keeps its form.
    ...(ctx.viewer?.actingFor === undefined ? {} : { for: ctx.viewer.actingFor.personId }),
    request: ctx.requestId,
    subject: { type: subject[0], id: subject[1] },
    facts,
  });
  await ctx.db.$queryRaw`SELECT audit_append(${at}::timestamptz, ${action}::text, ${outcome}::text, ${actor}::text,
    ${organization}::text, ${ctx.requestId}::text, ${subject[0]}::text, ${subject[1]}::text, ${canon}::text)`;
  const lent = ctx.viewer?.actingFor;
  if (lent === undefined) return;
  await ctx.db.delegatedAct.create({
    data: { delegationId: lent.delegationId, action, outcome, subjectType: subject[0], subjectId: subject[1], at },
  });
}

async function claimIdempotency(tx: Ctx): Promise<void> {
  const claim = tx.idempotency;
  if (claim === undefined) return;
  const actor = tx.viewer?.personId ?? 'public';
  const made = await tx.db.$executeRaw`INSERT INTO idempotency_record (actor, key, request_hash, created_at)
    VALUES (${actor}, ${claim.key}, ${claim.hash}, ${tx.clock.now()}::timestamptz) ON CONFLICT (actor, key) DO NOTHING`;
  if (made === 1) return;
  const stored = await tx.db.idempotencyRecord.findUnique({ where: { actor_key: { actor, key: claim.key } } });
  if (stored === null) throw refuse('request.in_progress');
  if (stored.requestHash !== claim.hash) throw refuse('request.idempotency_mismatch');
  throw new Replayed(stored.response);
}

async function answerIdempotency(tx: Ctx, result: unknown): Promise<void> {
  if (tx.idempotency === undefined) return;
  const actor = tx.viewer?.personId ?? 'public';
  const response = result === undefined ? null : JSON.parse(JSON.stringify(result));
  await tx.db.idempotencyRecord.update({
    where: { actor_key: { actor, key: tx.idempotency.key } },
    data: { status: 200, response },
  });
}
