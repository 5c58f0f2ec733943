/**
 * Measures against misuse: a notice with ground, evidence and a time limit first; only after the limit has passed may the
 * agreement be suspended. A suspension stops deliveries with its commit; each is in the public register.
 */

import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { markCertificateOf } from '#api/licensing/standing.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { endLife } from './closing.ts';
import { type KeepingOut, showKeeping } from './keeping-view.ts';
import * as life from './life-store.ts';
import { inBoth, noteStep, register, tellSide } from './matter.ts';
import { certificateWords } from './rules/certificate-words.ts';
import { standingOn } from './rules/in-force.ts';
import type { noticeShape, saidShape } from './rules/keeping-shapes.ts';
import { type MeasureAction, measureActions, measureStates, misuseGrounds, openMeasure } from './rules/life-codes.ts';
import { measureLifecycle } from './rules/life-lifecycle.ts';
import { refuseLife } from './rules/life-refusals.ts';
import { agency, developer, keepers, type LifeDoer, lifeHindrance, opener } from './rules/life-rights.ts';
import { fault, refuse } from './rules/refusals.ts';
import { sideOf } from './rules/rights.ts';
import * as store from './store.ts';
import { factsOf } from './view.ts';
import { settle } from './walk.ts';

export const keepingPath = (agreementId: string) => `/w/agreements/${agreementId}/keeping`;

type Doing = Exclude<MeasureAction, 'notice' | 'lapse'>;
export const measureDoers: Readonly<Record<Doing, LifeDoer>> = {
  answer: developer,
  resolve: opener,
  suspend: opener,
  lift: opener,
  terminate: agency,
};

/** What keeps a viewer from an action of a measure, or null. */
export function measureHindrance(
  row: store.AgreementRow,
  measure: life.MeasureRow,
  actor: Parameters<typeof sideOf>[1] & object,
  action: Doing,
  today: string,
) {
  const hindered = lifeHindrance({
    lifecycle: measureLifecycle,
    state: measure.state,
    stateWord: measureStates.words[measure.state],
    action,
    actionWord: measureActions.words[action],
    doer: measureDoers[action],
    side: sideOf(factsOf(row), actor),
    actor,
    by: measure.openedBy,
  });
  if (hindered !== null || action !== 'suspend') return hindered;
  return today <= measure.dueOn ? refuseLife('measure.limit_running', { day: measure.dueOn }) : null;
}

/** The agency, or the information department of the region: what is wrong, the evidence, and by when to put it right. */
export async function giveNotice(
  ctx: Ctx,
  agreementId: string,
  input: z.output<typeof noticeShape>,
): Promise<KeepingOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'agreements.notice', subject: ['measure', 'new'] }, async (tx, note) => {
    const row = await store.lockAgreement(tx.db, agreementId);
    const side = row === null ? null : sideOf(factsOf(row), viewer);
    if (row === null || side === null) throw refuse('agreement.not_found');
    if (!keepers.sides.includes(side) || !viewer.duties.includes(side === 'agency' ? 'licensing' : 'reviewer'))
      throw refuseAnywhere('auth.forbidden');
    const at = tx.clock.now();
    const today = dayOf(at);
    if (standingOn(row, today) !== 'in_force') throw refuseLife('measure.not_in_force');
    const open = (await life.measuresOf(tx.db, agreementId)).find((one) => openMeasure.includes(one.state));
    if (open !== undefined) throw refuseLife('measure.open', { no: open.no });
    const days = await numberParameter(tx, 'agreement.notice_working_days', row.regionCode, 5);
    const earliest = tx.calendar().addWorkingDays(today, days);
    if (input.due_on < earliest)
      throw refuseLife('measure.limit_too_short', { days, day: earliest }, [fault('due_on', 'correct')]);
    const id = newId(tx, 'measure');
    const no = await nextNumber(tx, 'measure', 'GZ');
    await life.insertMeasure(tx.db, {
      id,
      no,
      agreementId,
      state: 'noticed',
      ground: input.ground,
      facts: input.facts,
      evidence: input.evidence,
      demand: input.demand,
      openedBy: viewer.organization.id,
      dueOn: input.due_on,
      createdAt: at,
      updatedAt: at,
    });
    const matter = { type: 'measure', id, agreementId } as const;
    await noteStep(tx, matter, { action: 'notice', from: 'noticed', to: 'noticed', words: input.demand });
    const ground = inBoth('ground', misuseGrounds.words[input.ground]);
    await tellSide(tx, row, 'developer', 'notice', {
      path: keepingPath(agreementId),
      params: { no, who: viewer.organization.name, due: input.due_on, ...ground.params },
      paramsEn: ground.paramsEn,
    });
    note({ no, agreement: row.no, ground: input.ground, due: input.due_on }, id);
    return showKeeping(tx, row);
  });
}

type Measured = { readonly measure?: Parameters<typeof life.updateMeasure>[2]; readonly words: string };

async function measured(
  ctx: Ctx,
  id: string,
  action: Doing,
  body: (at: { tx: Ctx; row: store.AgreementRow; measure: life.MeasureRow }) => Promise<Measured>,
): Promise<KeepingOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `agreements.${action}_measure`, subject: ['measure', id] }, async (tx, note) => {
    const seen = await life.findMeasure(tx.db, id);
    const row = seen === null ? null : await store.lockAgreement(tx.db, seen.agreementId);
    const measure = await life.findMeasure(tx.db, id);
    if (row === null || measure === null || sideOf(factsOf(row), viewer) === null) throw refuseLife('matter.not_found');
    const hindered = measureHindrance(row, measure, viewer, action, dayOf(tx.clock.now()));
    if (hindered !== null) throw hindered;
    const to = edge(measureLifecycle, measure.state, action)?.to;
    if (to === undefined) throw new Error(`no edge ${action} from ${measure.state}`);
    // The measure first: what ends the agreement closes whatever is still open under it.
    await life.updateMeasure(tx.db, id, { state: to, updatedAt: tx.clock.now() });
    const done = await body({ tx, row, measure });
    if (done.measure !== undefined) await life.updateMeasure(tx.db, id, done.measure);
    const matter = { type: 'measure', id, agreementId: row.id } as const;
    await noteStep(tx, matter, { action, from: measure.state, to, words: done.words });
    note({ no: measure.no, agreement: row.no });
    const now = await store.findAgreement(tx.db, row.id);
    return showKeeping(tx, now ?? row);
  });
}

export const answerNotice = (ctx: Ctx, id: string, { words }: z.output<typeof saidShape>) =>
  measured(ctx, id, 'answer', async ({ tx }) => ({ measure: { answeredAt: tx.clock.now() }, words }));

export const resolveNotice = (ctx: Ctx, id: string, { words }: z.output<typeof saidShape>) =>
  measured(ctx, id, 'resolve', async ({ tx }) => ({ measure: { closedAt: tx.clock.now() }, words }));

/** Deliveries refuse from the commit on: they hold the agreement's row while they are put on record. */
export const suspendAgreement = (ctx: Ctx, id: string, { words }: z.output<typeof saidShape>) =>
  measured(ctx, id, 'suspend', async ({ tx, row, measure }) => {
    await settle(tx, row, 'suspend', { words });
    await told(tx, row, measure, 'suspension');
    return { measure: { suspendedAt: tx.clock.now() }, words };
  });

export const liftSuspension = (ctx: Ctx, id: string, { words }: z.output<typeof saidShape>) =>
  measured(ctx, id, 'lift', async ({ tx, row, measure }) => {
    await settle(tx, row, 'lift', { words });
    await told(tx, row, measure, 'lifting');
    return { measure: { closedAt: tx.clock.now() }, words };
  });

/** A notice with a time limit and a suspension came before: the agency may end it at once. */
export const terminateForMisuse = (ctx: Ctx, id: string, { words }: z.output<typeof saidShape>) =>
  measured(ctx, id, 'terminate', async ({ tx, row, measure }) => {
    await endLife(tx, row, {
      action: 'end',
      endedOn: dayOf(tx.clock.now()),
      ground: measure.ground,
      matterId: measure.id,
      words,
    });
    return { measure: { closedAt: tx.clock.now() }, words };
  });

async function told(tx: Ctx, row: store.AgreementRow, measure: life.MeasureRow, kind: 'suspension' | 'lifting') {
  const receipt = await register(tx, row, {
    kind,
    version: row.version,
    matterId: measure.id,
    ground: measure.ground,
    effectiveOn: dayOf(tx.clock.now()),
  });
  await markCertificateOf(tx, row.applicationId, {
    kind: kind === 'suspension' ? 'suspended' : 'restored',
    reason: certificateWords[kind](row.no, receipt),
  });
  for (const side of ['agency', 'developer'] as const)
    await tellSide(tx, row, side, kind === 'suspension' ? 'suspended' : 'lifted', {
      path: keepingPath(row.id),
      params: { receipt },
    });
}
