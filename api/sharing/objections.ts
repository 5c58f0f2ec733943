/** The ladder (Order 809, Article 28): consultation, the department of the level (across levels the one above both), the government. */
import type { z } from 'zod';
import { type Ctx, newId } from '#api/context.ts';
import { startClock, stopped } from '#api/licensing/rules/clock.ts';
import { findHolder } from '#api/organizations/service.ts';
import { seenRequest } from './access.ts';
import type { objectionAnswerBody, saidBody } from './contract.ts';
import { tell } from './letters.ts';
import { objectionAnswers } from './rules/codes.ts';
import { fieldFaults } from './rules/faults.ts';
import { commonRegion, nextRung } from './rules/ladder.ts';
import { refuse } from './rules/refusals.ts';
import type { RequestOut } from './show.ts';
import * as store from './store.ts';
import { termDays } from './terms.ts';
import { walk } from './walk.ts';

/** Who answers on a rung. The government's decision is recorded by the information department of its region. */
async function bodyOf(tx: Ctx, row: store.RequestRow, rung: number): Promise<{ id: string; region: string }> {
  if (rung === 1) return { id: row.providerId, region: row.regionCode };
  const region = commonRegion(row.requesterRegion, row.regionCode);
  const department = region === null ? null : await findHolder(tx, 'information_department', region);
  if (region === null || department === null) throw refuse('sharing.no_authority', { region: region ?? '-' });
  return { id: department.id, region };
}

export async function objectToSharing(ctx: Ctx, id: string, input: z.output<typeof saidBody>): Promise<RequestOut> {
  return walk(ctx, id, 'object', async ({ tx, row, viewer, today, note }) => {
    const decision = row.decidedRevision ?? 0;
    const rung = nextRung(row.objections, decision);
    if (typeof rung !== 'number') throw refuse('sharing.objection_ladder');
    const body = await bodyOf(tx, row, rung);
    const dueOn = tx.calendar().addWorkingDays(today, await termDays(tx, 'objection', body.region));
    await store.insertObjection(tx.db, {
      id: newId(tx, 'sharingObjection'),
      requestId: id,
      decision,
      rung,
      bodyId: body.id,
      words: input.words,
      filedBy: viewer.personId,
      filedAt: tx.clock.now(),
      dueOn,
    });
    note({ rung, body: body.id });
    const params = { no: row.no, who: viewer.organization.name, due: dueOn };
    await tell(tx, 'objected', { id, to: body.id, duties: rung === 1 ? ['steward'] : ['reviewer'], params });
    return { words: input.words };
  });
}

/** Upheld, the next rung is open; set aside, a refusal is decided anew with a clock of its own and a suspension ends. */
export async function answerSharingObjection(
  ctx: Ctx,
  id: string,
  input: z.output<typeof objectionAnswerBody>,
): Promise<RequestOut> {
  const { row: seen } = await seenRequest(ctx, id);
  const back = input.outcome === 'returned';
  const action = !back ? 'answer_objection' : seen.state === 'suspended' ? 'reinstate' : 'reopen';
  return walk(ctx, id, action, async ({ tx, row, viewer, today, note }) => {
    const open = row.objections.find((one) => one.outcome === null);
    if (open === undefined) throw refuse('sharing.nothing_asked');
    if (open.rung === 3 && input.document_no === '')
      throw refuse('sharing.document_missing', {}, [fieldFaults.document_no]);
    const answered = await store.answerObjection(tx.db, open.id, {
      outcome: input.outcome,
      answer: input.answer,
      documentNo: input.document_no === '' ? null : input.document_no,
      answeredBy: viewer.personId,
      answeredAt: tx.clock.now(),
    });
    if (!answered) throw refuse('sharing.nothing_asked');
    note({ outcome: input.outcome, rung: open.rung });
    const [zh, en] = objectionAnswers.words[input.outcome];
    const params = { no: row.no, outcome: zh, answer: input.answer };
    for (const to of [row.requesterId, ...(open.rung === 1 ? [] : [row.providerId])])
      await tell(tx, 'objection_answered', { id, to, params, paramsEn: { outcome: en } });
    if (action === 'reinstate') return { changes: { ...stopped, suspendReason: null }, words: input.answer };
    if (!back) return { words: input.answer };
    const clock = startClock(tx.calendar(), today, await termDays(tx, 'reply', row.regionCode));
    // What was granted in part stays granted while the rest is decided anew.
    const refused = row.outcome === 'refused' ? { outcome: null, decidedAt: null, decisionReason: null } : {};
    const extension = { extensionDays: null, extensionReason: null, extensionAskedAt: null, extensionAnswer: null };
    return {
      changes: { ...clock, ...refused, ...extension, refusalGround: null, proposal: store.nothing },
      words: input.answer,
    };
  });
}
