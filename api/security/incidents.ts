/** Security incidents: filed, worked on step by step, reported in time, closed by another with what was learnt. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { actions as openActions } from '#api/kernel/lifecycle.ts';
import { findHolder, numberParameter } from '#api/organizations/service.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { handlers, requireHandler, requireOwn, requireSeen, scopeOf, whereOf } from './access.ts';
import type * as shapes from './incidents-contract.ts';
import * as store from './incidents-store.ts';
import { sealPaper } from './paper.ts';
import { people } from './roots-store.ts';
import { type IncidentAction, type IncidentState, incidentActions } from './rules/codes.ts';
import { hindrance, isLate, reportDue, reportHours, reportHoursKey } from './rules/incident.ts';
import { incidentLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { incidentPaper, letters } from './template.ts';

type In<S extends z.ZodType> = z.output<S>;
export type IncidentOut = z.input<typeof shapes.incidentShape>;
type Line = z.input<typeof shapes.incidentLine>;

export const fromShanghai = (local: string): Date => new Date(`${local}:00+08:00`);

const line = (ctx: Ctx, row: store.IncidentRow, name: string): Line => ({
  id: row.id,
  no: row.no,
  title: row.title,
  kind: row.kind as Line['kind'],
  grade: row.grade,
  state: row.state,
  organization: { id: row.organizationId, name },
  discovered_at: row.discoveredAt.toISOString(),
  report_due_at: row.reportDueAt.toISOString(),
  reported_at: row.reportedAt?.toISOString() ?? null,
  late: isLate(row, ctx.clock.now()),
});

async function show(ctx: Ctx, row: store.IncidentRow): Promise<IncidentOut> {
  const units = await store.names(ctx.db, [row.organizationId, ...row.steps.map((one) => one.organizationId)]);
  const who = await people(
    ctx.db,
    row.steps.map((one) => one.personId),
  );
  const plan = row.planId === null ? null : await store.findPlan(ctx.db, row.planId);
  const viewer = ctx.viewer;
  const own = viewer?.organization.id === row.organizationId && viewer.duties.some((duty) => handlers.includes(duty));
  return {
    ...line(ctx, row, units.get(row.organizationId) ?? ''),
    revision: row.revision,
    threatens: row.threatens,
    systems: row.systems,
    data_affected: row.dataAffected,
    personal: row.personal,
    persons_count: row.personsCount,
    plan_started_at: row.planStartedAt?.toISOString() ?? null,
    plan_version: plan?.version ?? null,
    reported_to: row.reportedTo,
    notified: row.notified as IncidentOut['notified'],
    cause: row.cause,
    lessons: row.lessons,
    closed_at: row.closedAt?.toISOString() ?? null,
    document_id: row.documentId,
    steps: row.steps.map((one) => ({
      id: one.id,
      action: one.action as IncidentAction,
      words: one.words,
      happened_at: one.happenedAt.toISOString(),
      at: one.at.toISOString(),
      person: who.get(one.personId) ?? '',
      organization: units.get(one.organizationId) ?? '',
    })),
    actions: !own
      ? []
      : (openActions(incidentLifecycle, row.state) as IncidentAction[]).map((name) => {
          const hindered = hindrance(row, name, {
            personId: viewer.personId,
            signs: viewer.duties.includes('signatory'),
          });
          return {
            name,
            refusal: hindered === null ? null : { zh: hindered.sentence('zh'), en: hindered.sentence('en') },
          };
        }),
  };
}

export async function listIncidents(
  ctx: Ctx,
  {
    page,
    page_size,
    state,
  }: { readonly page: number; readonly page_size: number; readonly state?: IncidentState | undefined },
) {
  const { scope } = scopeOf(ctx);
  const where = { ...whereOf(scope), ...(state === undefined ? {} : { state }) };
  const { rows, total } = await store.listIncidents(ctx.db, where, (page - 1) * page_size, page_size);
  const units = await store.names(
    ctx.db,
    rows.map((row) => row.organizationId),
  );
  return { items: rows.map((row) => line(ctx, row, units.get(row.organizationId) ?? '')), total, page, page_size };
}

export async function getIncident(ctx: Ctx, id: string): Promise<IncidentOut> {
  return show(ctx, requireSeen(ctx, await store.findIncident(ctx.db, id)));
}

export async function fileIncident(ctx: Ctx, input: In<typeof shapes.incidentBody>): Promise<IncidentOut> {
  const { organization, personId } = requireHandler(ctx);
  return act(ctx, { action: 'security.incident_file', subject: ['incident', 'new'] }, async (tx, note) => {
    const now = tx.clock.now();
    const discoveredAt = fromShanghai(input.discovered_at);
    if (Number.isNaN(discoveredAt.getTime()) || discoveredAt > now) throw refuse('security.future');
    const hours = await numberParameter(tx, reportHoursKey, organization.regionCode, reportHours);
    const no = await nextNumber(tx, 'incident', 'AQ');
    const id = newId(tx, 'incident');
    const reportDueAt = reportDue(discoveredAt, input.threatens, hours);
    await store.insertIncident(tx.db, {
      id,
      no,
      organizationId: organization.id,
      regionCode: organization.regionCode,
      state: 'open',
      revision: 1,
      title: input.title,
      kind: input.kind,
      grade: input.grade,
      threatens: input.threatens,
      discoveredAt,
      systems: input.systems,
      dataAffected: input.data_affected,
      personal: input.personal,
      personsCount: input.persons_count,
      reportDueAt,
      filedBy: personId,
      filedAt: now,
    });
    await append(tx, { id, revision: 1 }, 'file', input.title, discoveredAt);
    await tellDepartment(tx, { organizationId: organization.id, regionCode: organization.regionCode, id, no }, 'filed');
    note({ no, kind: input.kind, grade: input.grade, threatens: input.threatens, personal: input.personal }, id);
    return reread(tx, id);
  });
}

async function append(
  tx: Ctx,
  { id, revision }: { readonly id: string; readonly revision: number },
  action: IncidentAction,
  words: string,
  happenedAt: Date,
): Promise<void> {
  const viewer = requireHandler(tx);
  await store.insertStep(tx.db, {
    id: newId(tx, 'step'),
    incidentId: id,
    revision,
    action,
    words,
    happenedAt,
    personId: viewer.personId,
    organizationId: viewer.organization.id,
    at: tx.clock.now(),
  });
}

async function tellDepartment(
  tx: Ctx,
  row: { readonly organizationId: string; readonly regionCode: string; readonly id: string; readonly no: string },
  letter: keyof typeof letters,
): Promise<void> {
  const department = await findHolder(tx, 'information_department', row.regionCode);
  if (department === null || department.id === row.organizationId) return;
  const unit = (await store.names(tx.db, [row.organizationId])).get(row.organizationId) ?? '';
  await mailToDuties(tx, department.id, ['reviewer'], {
    about: row.id,
    ...letters[letter],
    params: { no: row.no, unit },
    path: `/w/incidents/${row.id}`,
  });
}

async function reread(ctx: Ctx, id: string): Promise<IncidentOut> {
  const row = await store.findIncident(ctx.db, id);
  if (row === null) throw refuse('security.not_found');
  return show(ctx, row);
}

interface Stepped {
  readonly changes?: store.IncidentChanges;
  readonly words: string;
  readonly happenedAt?: Date;
  readonly after?: (row: store.IncidentRow) => Promise<void>;
}

/** One step under the lock of the row, by the revision the page was made from. */
async function walk(
  ctx: Ctx,
  id: string,
  revision: number,
  action: IncidentAction,
  body: (tx: Ctx, row: store.IncidentRow, now: Date) => Promise<Stepped> | Stepped,
): Promise<IncidentOut> {
  return act(ctx, { action: `security.incident_${action}`, subject: ['incident', id] }, async (tx, note) => {
    const { row, viewer } = requireOwn(tx, await store.lockIncident(tx.db, id));
    const hindered = hindrance(row, action, { personId: viewer.personId, signs: viewer.duties.includes('signatory') });
    if (hindered !== null) throw hindered;
    if (row.revision !== revision) throw refuse('security.changed_meanwhile', { revision: row.revision });
    const now = tx.clock.now();
    const { changes = {}, words, happenedAt = now, after } = await body(tx, row, now);
    const to = incidentLifecycle[row.state][action]?.to ?? row.state;
    await append(tx, { id, revision: revision + 1 }, action, words, happenedAt);
    await store.updateIncident(tx.db, id, { ...changes, state: to, revision: revision + 1 });
    note({ no: row.no, from: row.state, to });
    const stepped = await store.findIncident(tx.db, id);
    if (stepped !== null) await after?.(stepped);
    return reread(tx, id);
  });
}

export const noteIncident = (ctx: Ctx, id: string, input: In<typeof shapes.noteBody>) =>
  walk(ctx, id, input.revision, 'note', (_tx, row, now) => {
    const happenedAt = fromShanghai(input.happened_at);
    // What the incident began with may lie before it was found; the time of Shanghai has no seconds here.
    if (Number.isNaN(happenedAt.getTime()) || happenedAt > now) throw refuse('security.future');
    if (happenedAt.getTime() < row.discoveredAt.getTime() - 366 * 86_400_000) throw refuse('security.future');
    return { words: input.words, happenedAt };
  });

export const regradeIncident = (ctx: Ctx, id: string, input: In<typeof shapes.regradeBody>) =>
  walk(ctx, id, input.revision, 'regrade', async (tx, row) => {
    const hours = await numberParameter(tx, reportHoursKey, row.regionCode, reportHours);
    return {
      changes: {
        grade: input.grade,
        threatens: input.threatens,
        reportDueAt: reportDue(row.discoveredAt, input.threatens, hours),
      },
      words: input.words,
    };
  });

export const startPlan = (ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>) =>
  walk(ctx, id, input.revision, 'start_plan', async (tx, row, now) => {
    const plan = await store.planInForce(tx.db, row.organizationId);
    if (plan === null) throw refuse('security.no_plan');
    return { changes: { planId: plan.id, planStartedAt: now }, words: input.words };
  });

export const reportIncident = (ctx: Ctx, id: string, input: In<typeof shapes.reportBody>) =>
  walk(ctx, id, input.revision, 'report', (tx, row, now) => ({
    // A further report does not make a late one timely: the first one counts.
    changes: row.reportedAt === null ? { reportedAt: now, reportedTo: input.to } : {},
    words: `${input.to}\n${input.words}`,
    after: (stepped) => tellDepartment(tx, stepped, 'reported'),
  }));

export const notifyPersons = (ctx: Ctx, id: string, input: In<typeof shapes.notifyBody>) =>
  walk(ctx, id, input.revision, 'notify', (_tx, _row, now) => ({
    changes: { notified: input.decision, notifiedAt: now },
    words: input.words,
  }));

export const containIncident = (ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>) =>
  walk(ctx, id, input.revision, 'contain', () => ({ words: input.words }));

/** By the signatory, who did not file it; the report is sealed with it. */
export const closeIncident = (ctx: Ctx, id: string, input: In<typeof shapes.closeBody>) =>
  walk(ctx, id, input.revision, 'close', (tx, _row, now) => ({
    changes: { cause: input.cause, lessons: input.lessons, closedAt: now, closedBy: tx.viewer?.personId ?? null },
    words: input.lessons,
    after: async (row) => {
      const shown = await show(tx, row);
      const made = await sealPaper(tx, {
        kind: 'incident_report',
        no: row.no,
        subject: ['incident', id],
        organizationId: row.organizationId,
        ...incidentPaper(shown, (action) => incidentActions.words[action][0]),
      });
      await store.updateIncident(tx.db, id, { documentId: made.id });
    },
  }));
