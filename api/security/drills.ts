/** Emergency plans, version by version, and drills followed until their improvements are made (Article 24). */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { type Day, dayOf, isDay } from '#api/kernel/time.ts';
import { requireHandler, requireLater, requireOwn, scopeOf, whereOf } from './access.ts';
import type * as shapes from './incidents-contract.ts';
import * as store from './incidents-store.ts';
import { people } from './roots-store.ts';
import { refuse, standings, wrongState } from './rules/refusals.ts';

type In<S extends z.ZodType> = z.output<S>;
export type PlanOut = z.input<typeof shapes.planShape>;
export type DrillOut = z.input<typeof shapes.drillShape>;
type PlanRow = NonNullable<Awaited<ReturnType<typeof store.findPlan>>>;

async function showPlans(ctx: Ctx, rows: readonly PlanRow[]): Promise<PlanOut[]> {
  const who = await people(
    ctx.db,
    rows.flatMap((row) => [row.draftedBy, row.approvedBy]),
  );
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    title: row.title,
    body: row.body,
    contacts: row.contacts,
    sha256: row.sha256,
    review_due_on: row.reviewDueOn,
    drafted_at: row.draftedAt.toISOString(),
    approved_at: row.approvedAt?.toISOString() ?? null,
    drafted_by: who.get(row.draftedBy) ?? '',
    approved_by: who.get(row.approvedBy ?? '') ?? null,
  }));
}

async function plan(ctx: Ctx, id: string): Promise<PlanOut> {
  const row = await store.findPlan(ctx.db, id);
  const [shown] = row === null ? [] : await showPlans(ctx, [row]);
  if (shown === undefined) throw refuse('security.not_found');
  return shown;
}

export async function listPlans(ctx: Ctx): Promise<{ items: PlanOut[] }> {
  const { viewer } = scopeOf(ctx);
  return { items: await showPlans(ctx, await store.listPlans(ctx.db, viewer.organization.id)) };
}

export async function draftPlan(ctx: Ctx, input: In<typeof shapes.planBody>): Promise<PlanOut> {
  const { organization, personId } = requireHandler(ctx);
  return act(ctx, { action: 'security.plan_draft', subject: ['emergency_plan', 'new'] }, async (tx, note) => {
    requireLater(input.review_due_on, dayOf(tx.clock.now()));
    const [newest] = await store.listPlans(tx.db, organization.id);
    const version = (newest?.version ?? 0) + 1;
    const { title, body, contacts, review_due_on } = input;
    const sha256 = createHash('sha256')
      .update(canonicalJson({ version, title, body, contacts, review_due_on }))
      .digest('hex');
    const id = newId(tx, 'emergencyPlan');
    await store.insertPlan(tx.db, {
      id,
      organizationId: organization.id,
      regionCode: organization.regionCode,
      version,
      title,
      body,
      contacts,
      sha256,
      reviewDueOn: review_due_on,
      draftedBy: personId,
      draftedAt: tx.clock.now(),
    });
    note({ version, sha256 }, id);
    return plan(tx, id);
  });
}

export async function approvePlan(ctx: Ctx, id: string): Promise<PlanOut> {
  return act(ctx, { action: 'security.plan_approve', subject: ['emergency_plan', id] }, async (tx, note) => {
    const { row, viewer } = requireOwn(tx, await store.findPlan(tx.db, id), ['signatory']);
    if (row.draftedBy === viewer.personId) throw refuse('security.two_people');
    if (!(await store.approvePlan(tx.db, id, viewer.personId, tx.clock.now()))) throw wrongState(standings.approved);
    note({ version: row.version, sha256: row.sha256 });
    return plan(tx, id);
  });
}

async function showDrills(ctx: Ctx, rows: readonly store.DrillRow[], today: Day): Promise<DrillOut[]> {
  const units = await store.names(
    ctx.db,
    rows.map((row) => row.organizationId),
  );
  return rows.map((row) => ({
    id: row.id,
    no: row.no,
    title: row.title,
    form: row.form as DrillOut['form'],
    organization: { id: row.organizationId, name: units.get(row.organizationId) ?? '' },
    plan_version: row.plan.version,
    due_on: row.dueOn,
    held_on: row.heldOn,
    participants: row.participants,
    result: row.result as DrillOut['result'],
    findings: row.findings,
    closed_at: row.closedAt?.toISOString() ?? null,
    late: (row.heldOn ?? today) > row.dueOn,
    own: row.organizationId === ctx.viewer?.organization.id,
    improvements: row.improvements.map((one) => ({
      id: one.id,
      words: one.words,
      due_on: one.dueOn,
      done: one.done,
      done_at: one.doneAt?.toISOString() ?? null,
      late: (one.doneAt === null ? today : dayOf(one.doneAt)) > one.dueOn,
    })),
  }));
}

export async function listDrills(ctx: Ctx): Promise<{ items: DrillOut[] }> {
  const { scope } = scopeOf(ctx);
  const rows = await store.listDrills(ctx.db, whereOf(scope));
  return { items: await showDrills(ctx, rows, dayOf(ctx.clock.now())) };
}

async function drill(ctx: Ctx, id: string): Promise<DrillOut> {
  const row = await store.findDrill(ctx.db, id);
  const [shown] = row === null ? [] : await showDrills(ctx, [row], dayOf(ctx.clock.now()));
  if (shown === undefined) throw refuse('security.not_found');
  return shown;
}

export async function planDrill(ctx: Ctx, input: In<typeof shapes.drillBody>): Promise<DrillOut> {
  const { organization, personId } = requireHandler(ctx);
  return act(ctx, { action: 'security.drill_plan', subject: ['drill', 'new'] }, async (tx, note) => {
    requireLater(input.due_on, dayOf(tx.clock.now()));
    const inForce = await store.planInForce(tx.db, organization.id);
    if (inForce === null) throw refuse('security.no_plan');
    const no = await nextNumber(tx, 'drill', 'YL');
    const id = newId(tx, 'drill');
    await store.insertDrill(tx.db, {
      id,
      no,
      organizationId: organization.id,
      regionCode: organization.regionCode,
      planId: inForce.id,
      title: input.title,
      form: input.form,
      dueOn: input.due_on,
      plannedBy: personId,
      plannedAt: tx.clock.now(),
    });
    note({ no, due: input.due_on }, id);
    return drill(tx, id);
  });
}

export async function recordDrill(ctx: Ctx, id: string, input: In<typeof shapes.drillRecordBody>): Promise<DrillOut> {
  return act(ctx, { action: 'security.drill_record', subject: ['drill', id] }, async (tx, note) => {
    const { row, viewer } = requireOwn(tx, await store.lockDrill(tx.db, id));
    if (row.heldOn !== null) throw wrongState(standings.recorded);
    const now = tx.clock.now();
    const today = dayOf(now);
    if (!isDay(input.held_on) || input.held_on > today || input.held_on < dayOf(row.plannedAt))
      throw refuse('security.bad_day');
    for (const one of input.improvements) {
      requireLater(one.due_on, input.held_on);
      await store.insertImprovement(tx.db, { id: newId(tx, 'step'), drillId: id, words: one.words, dueOn: one.due_on });
    }
    const { held_on: heldOn, participants, result, findings } = input;
    await store.updateDrill(tx.db, id, {
      heldOn,
      participants,
      result,
      findings,
      recordedBy: viewer.personId,
      recordedAt: now,
    });
    note({ no: row.no, result, improvements: input.improvements.length });
    return drill(tx, id);
  });
}

export async function finishImprovement(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.improvementBody>,
): Promise<DrillOut> {
  return act(ctx, { action: 'security.drill_improve', subject: ['drill', id] }, async (tx, note) => {
    const { row, viewer } = requireOwn(tx, await store.lockDrill(tx.db, id));
    const done = { done: input.words, doneBy: viewer.personId, doneAt: tx.clock.now() };
    if (!(await store.finishImprovement(tx.db, input.improvement, id, done))) throw refuse('security.not_found');
    note({ no: row.no });
    return drill(tx, id);
  });
}

/** By another than whoever recorded it, when nothing is left to improve. */
export async function closeDrill(ctx: Ctx, id: string): Promise<DrillOut> {
  return act(ctx, { action: 'security.drill_close', subject: ['drill', id] }, async (tx, note) => {
    const { row, viewer } = requireOwn(tx, await store.lockDrill(tx.db, id));
    if (row.heldOn === null) throw wrongState(standings.planned);
    if (row.closedAt !== null) throw wrongState(standings.filed);
    if (row.recordedBy === viewer.personId) throw refuse('security.two_people');
    const open = row.improvements.filter((one) => one.doneAt === null).length;
    if (open > 0) throw refuse('security.improvements_open', { count: open });
    await store.updateDrill(tx.db, id, { closedBy: viewer.personId, closedAt: tx.clock.now() });
    note({ no: row.no });
    return drill(tx, id);
  });
}
