/** The ladder below the courts: the same-level authority, then the one above it, each with a dated answer (Order 809, Article 28). */
import type { z } from 'zod';
import { type Ctx, newId } from '#api/context.ts';
import { findHolder } from '#api/organizations/service.ts';
import type { answerObjectionShape, objectShape } from './case-contract.ts';
import * as store from './case-store.ts';
import { objectBy } from './case-view.ts';
import { tell } from './letters.ts';
import { objectionAnswerDays, replyDays } from './parameters.ts';
import { startClock } from './rules/clock.ts';
import { objectionOutcomes } from './rules/kind-codes.ts';
import { refuse } from './rules/kind-refusals.ts';
import type { ApplicationOut } from './view.ts';
import { walk } from './walk.ts';

/** The region above: of a county its city, of a city the province. Above the province there is none here. */
function regionAbove(regionCode: string): string | null {
  if (!regionCode.endsWith('00')) return `${regionCode.slice(0, 4)}00`;
  return regionCode.endsWith('0000') ? null : `${regionCode.slice(0, 2)}0000`;
}

export async function objectToRefusal(
  ctx: Ctx,
  id: string,
  input: z.output<typeof objectShape>,
): Promise<ApplicationOut> {
  return walk(ctx, id, 'object', async ({ tx, row, viewer, today, note }) => {
    const last = await objectBy(tx, row);
    if (last !== null && today > last) throw refuse('licensing.objection_late', { day: last });
    const refusalRevision = row.steps.findLast((one) => one.action === 'refuse')?.revision ?? row.revision;
    const rung = row.objections.filter((one) => one.refusalRevision === refusalRevision).length + 1;
    const region = rung === 1 ? row.regionCode : regionAbove(row.regionCode);
    if (rung > 2 || region === null) throw refuse('licensing.objection_ladder');
    const body = await findHolder(tx, 'information_department', region);
    if (body === null) throw refuse('licensing.no_authority', { region });
    const dueOn = tx.calendar().addWorkingDays(today, await objectionAnswerDays(tx, region));
    await store.insertObjection(tx.db, {
      id: newId(tx, 'licensing_objection'),
      applicationId: id,
      refusalRevision,
      rung,
      bodyId: body.id,
      words: input.words,
      filedBy: viewer.personId,
      filedAt: tx.clock.now(),
      dueOn,
    });
    note({ rung, body: body.id });
    await tell(tx, 'objected', {
      organizationId: body.id,
      duties: ['reviewer'],
      about: row.id,
      path: `/w/applications/${id}`,
      params: { no: row.no, who: row.developer.name, due: dueOn },
    });
    return { words: input.words };
  });
}

/** The authority upholds the refusal, or sends the case back: then the agency reviews anew with a clock of its own. */
export async function answerObjection(
  ctx: Ctx,
  id: string,
  input: z.output<typeof answerObjectionShape>,
): Promise<ApplicationOut> {
  const back = input.outcome === 'returned';
  return walk(ctx, id, back ? 'reopen' : 'answer_objection', async ({ tx, row, viewer, today, note }) => {
    const open = row.objections.find((one) => one.outcome === null);
    if (open === undefined) throw refuse('licensing.nothing_asked');
    await store.answerObjection(tx.db, open.id, {
      outcome: input.outcome,
      answer: input.answer,
      answeredBy: viewer.personId,
      answeredAt: tx.clock.now(),
    });
    note({ outcome: input.outcome, rung: open.rung });
    const [zh, en] = objectionOutcomes.words[input.outcome];
    await tell(tx, 'objection_answered', {
      organizationId: row.developerId,
      duties: ['developer'],
      about: row.id,
      path: `/w/applications/${id}`,
      params: { no: row.no, who: viewer.organization.name, outcome: zh, answer: input.answer },
      paramsEn: { outcome: en },
    });
    if (!back) return { words: input.answer };
    return {
      changes: {
        ...startClock(tx.calendar(), today, await replyDays(tx, row.regionCode)),
        decidedAt: null,
        decisionReason: null,
        refusalGround: null,
        legalBasis: null,
      },
      words: input.answer,
    };
  });
}
