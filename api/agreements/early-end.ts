/**
 * An early end: by consent of both, or by one side on a ground named in the agreement or the law, with notice. The last day
 * becomes the agreement's own, so that access ends with it by itself.
 */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { lapseAmendments } from './closing.ts';
import { type KeepingOut, showKeeping } from './keeping-view.ts';
import * as life from './life-store.ts';
import { lockAsParty, noteStep, tellSide } from './matter.ts';
import type { endingShape, saidShape } from './rules/keeping-shapes.ts';
import { type EndingAction, endingActions, endingGrounds, endingStates, openEnding } from './rules/life-codes.ts';
import { endingLifecycle } from './rules/life-lifecycle.ts';
import { refuseLife } from './rules/life-refusals.ts';
import { type LifeDoer, lifeHindrance, otherSide, proposer } from './rules/life-rights.ts';
import { fault, refuse } from './rules/refusals.ts';
import { sideOf } from './rules/rights.ts';
import * as store from './store.ts';
import { factsOf, termsOf } from './view.ts';

type Doing = 'agree' | 'decline' | 'withdraw';
export const endingDoers: Readonly<Record<Doing, LifeDoer>> = {
  agree: otherSide,
  decline: otherSide,
  withdraw: proposer,
};

export function endingHindrance(
  row: store.AgreementRow,
  ending: life.EndingRow,
  actor: Parameters<typeof sideOf>[1] & object,
  action: Doing,
) {
  // What both have agreed to, one side cannot take back alone.
  const agreed = ending.kind === 'consent' && ending.state === 'noticed';
  return lifeHindrance({
    lifecycle: endingLifecycle,
    state: agreed ? ('effective' as const) : ending.state,
    stateWord: endingStates.words[ending.state],
    action,
    actionWord: endingActions.words[action],
    doer: endingDoers[action],
    side: sideOf(factsOf(row), actor),
    actor,
    by: ending.givenBy,
  });
}

export const noticeDays = (ctx: Ctx, region: string) =>
  numberParameter(ctx, 'agreement.termination_notice_working_days', region, 10);

/** Brings it up: a proposal to the other side, or the notice of one side. */
export async function bringUpEnding(
  ctx: Ctx,
  agreementId: string,
  input: z.output<typeof endingShape>,
): Promise<KeepingOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'agreements.bring_up_ending', subject: ['ending', 'new'] }, async (tx, note) => {
    const { row, side } = await lockAsParty(tx, agreementId);
    const at = tx.clock.now();
    const today = dayOf(at);
    if ((row.state !== 'active' && row.state !== 'suspended') || today > (row.effectiveTo ?? ''))
      throw refuseLife('ending.not_in_force');
    const open = (await life.endingsOf(tx.db, agreementId)).find((one) => openEnding.includes(one.state));
    if (open !== undefined) throw refuseLife('ending.open', { no: open.no });
    const alone = input.kind === 'one_sided';
    if (alone && (!endingGrounds.is(input.ground) || input.basis === ''))
      throw refuseLife('ending.ground_needed', {}, [
        fault(endingGrounds.is(input.ground) ? 'basis' : 'ground', 'correct'),
      ]);
    requireLastDay(row, input.last_day, today);
    if (alone) await requireNotice(tx, row, input.last_day, today);
    const id = newId(tx, 'ending');
    const no = await nextNumber(tx, 'ending', 'ZZ');
    const state = alone ? 'noticed' : 'proposed';
    const ending = {
      id,
      no,
      agreementId,
      kind: input.kind,
      state,
      ground: input.ground === '' ? null : input.ground,
      basis: input.basis,
      words: input.words,
      givenBy: viewer.organization.id,
      lastDay: input.last_day,
      createdAt: at,
      updatedAt: at,
    } as const;
    await life.insertEnding(tx.db, ending);
    const matter = { type: 'ending', id, agreementId } as const;
    await noteStep(tx, matter, { action: alone ? 'notify' : 'propose', from: state, to: state, words: input.words });
    if (alone) await setLastDay(tx, row, input.last_day);
    await tellSide(tx, row, side === 'agency' ? 'developer' : 'agency', 'ending', {
      path: `/w/agreements/${agreementId}/keeping`,
      params: { no, who: viewer.organization.name, day: input.last_day, words: input.words.slice(0, 200) },
    });
    note({ no, agreement: row.no, kind: input.kind, last_day: input.last_day }, id);
    return shown(tx, agreementId);
  });
}

function requireLastDay(row: store.AgreementRow, day: Day, today: Day): void {
  if (day < today || day > (row.effectiveTo ?? ''))
    throw refuseLife('ending.day_outside', { to: row.effectiveTo ?? '-' }, [fault('last_day', 'correct')]);
}

async function requireNotice(tx: Ctx, row: store.AgreementRow, day: Day, today: Day): Promise<void> {
  const days = await noticeDays(tx, row.regionCode);
  const earliest = tx.calendar().addWorkingDays(today, days);
  if (day < earliest)
    throw refuseLife('ending.notice_too_short', { days, day: earliest }, [fault('last_day', 'correct')]);
}

/** From now on the agreement ends with that day; an amendment under way is void. */
async function setLastDay(tx: Ctx, row: store.AgreementRow, day: Day): Promise<void> {
  await lapseAmendments(tx, row);
  await store.updateAgreement(tx.db, row.id, row.revision, { effectiveTo: day, updatedAt: tx.clock.now() });
}

async function walked(ctx: Ctx, id: string, action: Doing, words: string): Promise<KeepingOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `agreements.${action}_ending`, subject: ['ending', id] }, async (tx, note) => {
    const seen = await life.findEnding(tx.db, id);
    const row = seen === null ? null : await store.lockAgreement(tx.db, seen.agreementId);
    const ending = await life.findEnding(tx.db, id);
    if (row === null || ending === null || sideOf(factsOf(row), viewer) === null) throw refuseLife('matter.not_found');
    const hindered = endingHindrance(row, ending, viewer, action);
    if (hindered !== null) throw hindered;
    const to = edge(endingLifecycle, ending.state, action as EndingAction)?.to;
    if (to === undefined) throw new Error(`no edge ${action} from ${ending.state}`);
    const at = tx.clock.now();
    if (action === 'agree') {
      requireLastDay(row, ending.lastDay, dayOf(at));
      await setLastDay(tx, row, ending.lastDay);
    }
    if (action === 'withdraw' && ending.state === 'noticed')
      await store.updateAgreement(tx.db, row.id, row.revision, { effectiveTo: termsOf(row).term.to, updatedAt: at });
    await life.updateEnding(tx.db, id, { state: to, decidedAt: at, updatedAt: at });
    const matter = { type: 'ending', id, agreementId: row.id } as const;
    await noteStep(tx, matter, { action, from: ending.state, to, words });
    note({ no: ending.no, agreement: row.no });
    return shown(tx, row.id);
  });
}

export const agreeEnding = (ctx: Ctx, id: string, { words }: z.output<typeof saidShape>) =>
  walked(ctx, id, 'agree', words);
export const declineEnding = (ctx: Ctx, id: string, { words }: z.output<typeof saidShape>) =>
  walked(ctx, id, 'decline', words);
export const withdrawEnding = (ctx: Ctx, id: string, { words }: z.output<typeof saidShape>) =>
  walked(ctx, id, 'withdraw', words);

async function shown(tx: Ctx, agreementId: string): Promise<KeepingOut> {
  const row = await store.findAgreement(tx.db, agreementId);
  if (row === null) throw refuse('agreement.not_found');
  return showKeeping(tx, row);
}

/** Measures and early ends of an agreement, for its parties and the information department. */
export async function getKeeping(ctx: Ctx, agreementId: string): Promise<KeepingOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findAgreement(ctx.db, agreementId);
  if (row === null || sideOf(factsOf(row), viewer) === null) throw refuse('agreement.not_found');
  return showKeeping(ctx, row);
}
