/** What happens to sharing after it began: suspended for misuse, remedied, resumed or ended; over with its term; disposed of. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import type { Ctx } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { dayOf, isDay } from '#api/kernel/time.ts';
import { startClock, stopped } from '#api/licensing/rules/clock.ts';
import { findHolder } from '#api/organizations/service.ts';
import type * as shapes from './contract.ts';
import { tell } from './letters.ts';
import { fieldFaults } from './rules/faults.ts';
import { sharingLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import type { RequestOut } from './show.ts';
import * as store from './store.ts';
import { termDays } from './terms.ts';
import { step, walk } from './walk.ts';

type In<S extends z.ZodType> = z.output<S>;

const tellExchange = async (tx: Ctx, row: store.RequestRow) => enqueue(tx, 'sharing.tell', { request: row.id });

/** For use outside what was granted; with a time to remedy it (Order 809, Article 27). The department is told. */
export async function suspendSharing(ctx: Ctx, id: string, input: In<typeof shapes.suspendBody>): Promise<RequestOut> {
  return walk(ctx, id, 'suspend', async ({ tx, row, today }) => {
    if (!isDay(input.remedy_by) || input.remedy_by <= today)
      throw refuse('sharing.bad_day', {}, [fieldFaults.remedy_by]);
    const params = { no: row.no, reason: input.reason, due: input.remedy_by };
    await tell(tx, 'suspended', { id, to: row.requesterId, duties: ['steward', 'signatory'], params });
    const department = await findHolder(tx, 'information_department', row.regionCode);
    if (department !== null) await tell(tx, 'suspended', { id, to: department.id, duties: ['reviewer'], params });
    return {
      changes: {
        ...stopped,
        receivedOn: today,
        dueOn: input.remedy_by,
        suspendReason: input.reason,
        remedy: null,
        decidedRevision: row.revision + 1,
      },
      words: input.reason,
      after: tellExchange,
    };
  });
}

export async function reportSharingRemedy(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.saidBody>,
): Promise<RequestOut> {
  return walk(ctx, id, 'report_remedy', async ({ tx, row }) => {
    await tell(tx, 'remedied', { id, to: row.providerId, params: { no: row.no, words: input.words } });
    return { changes: { remedy: input.words }, words: input.words };
  });
}

export async function resumeSharing(ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>): Promise<RequestOut> {
  return walk(ctx, id, 'resume', async ({ tx, row }) => {
    await tell(tx, 'resumed', { id, to: row.requesterId, params: { no: row.no, words: input.words } });
    return { changes: { ...stopped, suspendReason: null }, words: input.words, after: tellExchange };
  });
}

/** Only after the time to remedy has passed without one; never at the provider's pleasure (Order 809, Article 27). */
export async function endSharing(ctx: Ctx, id: string, input: In<typeof shapes.saidBody>): Promise<RequestOut> {
  return walk(ctx, id, 'end', async ({ tx, row, today }) => {
    const clock = startClock(tx.calendar(), today, await termDays(tx, 'disposition', row.regionCode));
    const params = { no: row.no, reason: input.words, due: clock.dueOn ?? '' };
    await tell(tx, 'ended', { id, to: row.requesterId, duties: ['steward', 'signatory'], params });
    const department = await findHolder(tx, 'information_department', row.regionCode);
    if (department !== null) await tell(tx, 'ended', { id, to: department.id, duties: ['reviewer'], params });
    return { changes: { ...clock, endReason: input.words }, words: input.words, after: tellExchange };
  });
}

export async function disposeShared(ctx: Ctx, id: string, input: In<typeof shapes.saidBody>): Promise<RequestOut> {
  return walk(ctx, id, 'dispose', () => ({ changes: { ...stopped, disposition: input.words }, words: input.words }));
}

/** The term is over: nobody's act. The row is looked at again under its lock. */
export async function expireSharing(ctx: Ctx, id: string): Promise<void> {
  await act(ctx, { action: 'sharing.expire', subject: ['sharing', id] }, async (tx, note) => {
    const row = await store.lockRequest(tx.db, id);
    const today = dayOf(tx.clock.now());
    if (row === null || row.termUntil >= today || edge(sharingLifecycle, row.state, 'expire') === null) return;
    const clock = startClock(tx.calendar(), today, await termDays(tx, 'disposition', row.regionCode));
    await step(tx, row, 'expire', clock, null, null);
    await tell(tx, 'expired', { id, to: row.requesterId, params: { no: row.no, due: clock.dueOn ?? '' } });
    await tellExchange(tx, row);
    note({ no: row.no });
  });
}
