/** Plans and draws. The seed is bound by its hash a day before; pool and numbers do not change in between (decision 0079). */
import type { z } from 'zod';
import { act, type Note } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { mailTo } from '#api/participants/service.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { sealText, unsealText } from '#api/ports/seal/sealed-text.ts';
import { requireDepartment, supervises } from '../access.ts';
import { drawnFrom, inspectionStates } from '../rules/codes.ts';
import { draw, freeOf, type Pool, type PoolInspector, shortage } from '../rules/draw.ts';
import { letters } from '../rules/letters.ts';
import { inspectionLifecycle } from '../rules/lifecycle.ts';
import { refuse } from '../rules/refusals.ts';
import { unitOf } from '../show.ts';
import { findPeople, findUnits } from '../store.ts';
import type * as shapes from './contract.ts';
import { type InspectionOut, poolOf, showInspection, tooSoon } from './show.ts';
import * as store from './store.ts';

type In<S extends z.ZodType> = z.output<S>;
const sealedFor = 'inspection-seed';

export async function planInspection(ctx: Ctx, input: In<typeof shapes.planBody>): Promise<InspectionOut> {
  const { viewer, regions } = requireDepartment(ctx, ['reviewer']);
  const regionCode = regions[0] ?? '';
  const pool = [...new Set(input.pool)];
  const units = await findUnits(ctx.db, pool);
  if (pool.some((id) => units.get(id)?.kind !== 'agency' || units.get(id)?.regionCode !== regionCode))
    throw refuse('supervision.bad_body');
  if (pool.includes(viewer.organization.id)) throw refuse('supervision.own_body');
  if (pool.length < input.bodies_wanted)
    throw refuse('inspections.pool_small', {
      ...bilingual('what', drawnFrom.words.bodies),
      wanted: input.bodies_wanted,
      found: pool.length,
    });
  return act(ctx, { action: 'inspections.plan', subject: ['inspection', 'new'] }, async (tx, note) => {
    const id = newId(tx, 'inspection');
    const no = await nextNumber(tx, 'inspection', 'JC');
    await store.insertPlan(tx.db, {
      id,
      no,
      regionCode,
      departmentId: viewer.organization.id,
      kind: input.kind,
      title: input.title,
      basis: input.basis,
      scope: input.scope,
      fromDay: input.from,
      toDay: input.to,
      // Chosen bodies are all inspected; of a random inspection as many as are wanted.
      bodiesWanted: input.kind === 'double_random' ? input.bodies_wanted : pool.length,
      inspectorsEach: input.inspectors_each,
      state: 'planned',
      revision: 1,
      pool,
      createdBy: viewer.personId,
      createdAt: tx.clock.now(),
    });
    note({ no, kind: input.kind }, id);
    return showInspection(tx, id);
  });
}

export interface PlanWalk {
  readonly tx: Ctx;
  readonly viewer: Viewer;
  readonly row: store.PlanRow;
  readonly note: Note;
}
type PlanAction = 'commit' | 'assign' | 'draw' | 'cancel' | 'publish';

export async function walkPlan(
  ctx: Ctx,
  id: string,
  action: PlanAction,
  duty: Duty,
  body: (walk: PlanWalk) => Promise<Parameters<typeof store.updatePlan>[2]>,
): Promise<InspectionOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `inspections.${action}`, subject: ['inspection', id] }, async (tx, note) => {
    const row = await store.lockPlan(tx.db, id);
    if (row === null || !supervises(viewer, row.regionCode)) throw refuse('inspections.not_found');
    if (!viewer.duties.includes(duty)) throw refuseAnywhere('auth.forbidden');
    const to = edge(inspectionLifecycle, row.state, action)?.to;
    if (to === undefined)
      throw refuse('inspections.wrong_state', bilingual('state', inspectionStates.words[row.state]));
    const changes = await body({ tx, viewer, row, note });
    await store.updatePlan(tx.db, id, { ...changes, state: to });
    note({ no: row.no, from: row.state, to });
    return showInspection(tx, id);
  });
}

/** The pool as it is drawn from: bodies by code, inspectors by number; no person's name. */
async function makePool(tx: Ctx, row: store.PlanRow): Promise<Pool> {
  const listed = await store.roster(tx.db, [row.regionCode]);
  const units = await findUnits(tx.db, [
    ...row.pool,
    ...listed.flatMap((one) => [one.organizationId, ...one.conflicts]),
  ]);
  const uscc = (id: string) => units.get(id)?.uscc ?? '';
  return {
    inspection: row.no,
    bodies_wanted: row.bodiesWanted,
    inspectors_each: row.inspectorsEach,
    bodies: row.pool
      .map((id) => ({ uscc: uscc(id), name: units.get(id)?.name ?? '' }))
      .sort((a, b) => (a.uscc < b.uscc ? -1 : 1)),
    inspectors: listed.map((one) => inspectorOf(one, uscc)),
  };
}
const inspectorOf = (one: store.InspectorRow, uscc: (id: string) => string): PoolInspector => ({
  number: one.number,
  uscc: uscc(one.organizationId),
  conflicts: one.conflicts.map(uscc).sort(),
});

export const commitInspection = (ctx: Ctx, id: string): Promise<InspectionOut> =>
  walkPlan(ctx, id, 'commit', 'reviewer', async ({ tx, row, note }) => {
    if (row.kind !== 'double_random')
      throw refuse('inspections.wrong_state', bilingual('state', inspectionStates.words[row.state]));
    const pool = await makePool(tx, row);
    const short = shortage(pool);
    if (short !== null)
      throw refuse('inspections.pool_small', {
        ...bilingual('what', drawnFrom.words[short.what]),
        wanted: short.wanted,
        found: short.found,
      });
    const seed = Buffer.from(tx.random(32)).toString('hex');
    const commitment = sha256(seed);
    note({ commitment, pool_sha256: sha256(canonicalJson(pool as never)) });
    return {
      poolCanonical: canonicalJson(pool as never),
      commitment,
      sealedSeed: await sealText(tx, sealedFor, seed),
      committedAt: tx.clock.now(),
    };
  });

export const drawInspection = (ctx: Ctx, id: string): Promise<InspectionOut> =>
  walkPlan(ctx, id, 'draw', 'signatory', async ({ tx, row, note }) => {
    const pool = poolOf(row);
    if (pool === null || row.sealedSeed === null || row.committedAt === null) throw refuse('inspections.not_found');
    const soon = tooSoon(row, dayOf(tx.clock.now()));
    if (soon !== null) throw soon;
    const seed = await unsealText(tx, sealedFor, row.sealedSeed);
    const drawn = draw(pool, seed, sha256);
    const bodies = new Map([...(await findUnits(tx.db, row.pool)).values()].map((one) => [one.uscc, one.id]));
    const people = new Map(
      (await store.everInspectors(tx.db, row.regionCode)).map((one) => [one.number, one.personId]),
    );
    for (const one of drawn)
      await visit(
        tx,
        row,
        bodies.get(one.uscc) ?? '',
        one.inspectors.map((number) => ({ number, personId: people.get(number) ?? '' })),
      );
    note({ bodies: drawn.length, seed_sha256: sha256(seed) });
    return { seed, drawnAt: tx.clock.now() };
  });

async function visit(
  tx: Ctx,
  row: store.PlanRow,
  bodyId: string,
  inspectors: readonly { personId: string; number: number }[],
): Promise<void> {
  const data = { id: newId(tx, 'visit'), inspectionId: row.id, bodyId, state: 'assigned' } as const;
  await store.insertVisit(
    tx.db,
    data,
    inspectors.map(({ number, personId }) => ({ number, personId })),
  );
  for (const { personId } of inspectors)
    await mailTo(tx, personId, {
      about: row.id,
      ...letters.drawn,
      params: { no: row.no },
      path: `/w/inspections/${row.id}`,
    });
}

/** Inspectors by name, for what is not drawn. */
export const assignInspection = (ctx: Ctx, id: string, input: In<typeof shapes.assignBody>): Promise<InspectionOut> =>
  walkPlan(ctx, id, 'assign', 'reviewer', async ({ tx, row }) => {
    if (row.kind === 'double_random') throw refuse('inspections.not_random');
    const chosen = (await store.roster(tx.db, [row.regionCode])).filter((one) => input.inspectors.includes(one.id));
    if (chosen.length < 2) throw refuse('inspections.two_inspectors');
    for (const bodyId of row.pool) {
      const conflicted = chosen.find((one) => !freeOf({ ...one, uscc: one.organizationId }, bodyId));
      if (conflicted !== undefined) throw refuse('inspections.conflict', { number: conflicted.number });
      await visit(tx, row, bodyId, chosen);
    }
    return {};
  });

export const cancelInspection = (ctx: Ctx, id: string, input: In<typeof shapes.cancelBody>): Promise<InspectionOut> =>
  walkPlan(ctx, id, 'cancel', 'signatory', async () => ({ summary: input.words }));

export const publishInspection = (ctx: Ctx, id: string, input: In<typeof shapes.publishBody>): Promise<InspectionOut> =>
  walkPlan(ctx, id, 'publish', 'signatory', async ({ tx, row }) => {
    const unsigned = row.visits.filter((one) => one.state !== 'signed').length;
    if (unsigned > 0) throw refuse('inspections.unsigned', { count: unsigned });
    return { summary: input.summary, publishedAt: tx.clock.now() };
  });

export async function listInspectors(ctx: Ctx): Promise<z.input<typeof shapes.inspectorOut>> {
  const { regions } = requireDepartment(ctx);
  const rows = await store.roster(ctx.db, regions);
  const [units, names] = await Promise.all([
    findUnits(
      ctx.db,
      rows.flatMap((row) => [row.organizationId, ...row.conflicts]),
    ),
    findPeople(
      ctx.db,
      rows.map((row) => row.personId),
    ),
  ]);
  return {
    items: rows.map((row) => ({
      id: row.id,
      number: row.number,
      region_code: row.regionCode,
      name: names.get(row.personId) ?? '',
      organization: unitOf(units, row.organizationId),
      conflicts: row.conflicts.map((one) => unitOf(units, one)),
    })),
  };
}

export async function addInspector(ctx: Ctx, input: In<typeof shapes.inspectorBody>) {
  const { viewer, regions } = requireDepartment(ctx, ['reviewer']);
  const regionCode = regions[0] ?? '';
  const officer = await store.findOfficer(ctx.db, input.login, regionCode);
  if (officer === null) throw refuse('inspections.inspector_unknown');
  return act(ctx, { action: 'inspections.add_inspector', subject: ['inspector', 'new'] }, async (tx, note) => {
    if ((await store.roster(tx.db, [regionCode])).some((one) => one.personId === officer.personId))
      throw refuse('inspections.inspector_listed');
    const id = newId(tx, 'inspector');
    const number = await store.nextInspectorNumber(tx.db, regionCode);
    await store.insertInspector(tx.db, {
      id,
      regionCode,
      number,
      ...officer,
      conflicts: input.conflicts,
      addedBy: viewer.personId,
      addedAt: tx.clock.now(),
    });
    note({ number }, id);
    return listInspectors(tx);
  });
}

export async function endInspector(ctx: Ctx, id: string) {
  const { regions } = requireDepartment(ctx, ['reviewer']);
  return act(ctx, { action: 'inspections.end_inspector', subject: ['inspector', id] }, async (tx, note) => {
    const row = await store.findInspector(tx.db, id);
    if (row === null || row.endedAt !== null || !regions.includes(row.regionCode))
      throw refuse('inspections.not_found');
    await store.endInspector(tx.db, id, tx.clock.now());
    note({ number: row.number });
    return listInspectors(tx);
  });
}
