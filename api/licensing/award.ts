/** Authorised operation: public notice of the operator that is proposed, then the government's decision, on record by number. */
import type { z } from 'zod';
import { type Ctx, newId } from '#api/context.ts';
import { isDay } from '#api/kernel/time.ts';
import { insertDecision } from './call-store.ts';
import type { governmentShape, noticeShape } from './case-contract.ts';
import * as store from './case-store.ts';
import { noticeDays } from './parameters.ts';
import { refuse } from './rules/kind-refusals.ts';
import type { ApplicationOut } from './view.ts';
import { walk } from './walk.ts';

export async function publishAwardNotice(
  ctx: Ctx,
  id: string,
  input: z.output<typeof noticeShape>,
): Promise<ApplicationOut> {
  return walk(ctx, id, 'publish_notice', async ({ tx, row, viewer, today, note }) => {
    const toDay = tx.calendar().addWorkingDays(today, await noticeDays(tx, row.regionCode));
    await store.insertNotice(tx.db, {
      applicationId: id,
      words: input.words,
      fromDay: today,
      toDay,
      createdBy: viewer.personId,
      at: tx.clock.now(),
    });
    note({ until: toDay });
    return { words: input.words };
  });
}

/** The information department, which recorded the consent to the plan, records the award; `return` leaves the case in review. */
export async function recordAward(
  ctx: Ctx,
  id: string,
  input: z.output<typeof governmentShape>,
): Promise<ApplicationOut> {
  return walk(ctx, id, 'record_award', async ({ tx, row, viewer, today, note }) => {
    if (!isDay(input.decided_on) || input.decided_on > today)
      throw refuse('licensing.document_day', { day: input.decided_on });
    if (row.callId === null) throw refuse('licensing.call_needed');
    await insertDecision(tx.db, {
      id: newId(tx, 'government_decision'),
      callId: row.callId,
      stage: 'award',
      applicationId: id,
      outcome: input.outcome,
      government: input.government,
      documentNo: input.document_no,
      decidedOn: input.decided_on,
      words: input.words,
      recordedBy: viewer.personId,
      organizationId: viewer.organization.id,
      at: tx.clock.now(),
    });
    note({ outcome: input.outcome, document_no: input.document_no });
    return { words: `${input.government} ${input.document_no}\n${input.words}` };
  });
}
