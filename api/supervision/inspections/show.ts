/** An inspection as the department, its inspectors, the inspected body and the public see it. */
import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import { can } from '#api/kernel/lifecycle.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { addDays, type Day, dayOf } from '#api/kernel/time.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { regionsOf, supervises } from '../access.ts';
import { draw, type Pool, recomputeScript } from '../rules/draw.ts';
import { inspectionLifecycle, visitLifecycle } from '../rules/lifecycle.ts';
import { refuse } from '../rules/refusals.ts';
import { type Units, unitOf } from '../show.ts';
import { findPeople, findUnits } from '../store.ts';
import type * as shapes from './contract.ts';
import * as store from './store.ts';

export type InspectionOut = z.input<typeof shapes.inspectionOut>;
type Line = z.input<typeof shapes.inspectionLine>;
type Visit = InspectionOut['visits'][number];
export type InspectionSide = InspectionOut['side'];

export const isDepartment = (viewer: Viewer, regionCode: string): boolean =>
  supervises(viewer, regionCode) && viewer.duties.some((duty) => ['reviewer', 'signatory', 'auditor'].includes(duty));

const ofBody = (viewer: Viewer, visit: Pick<store.VisitRow, 'bodyId'>): boolean =>
  visit.bodyId === viewer.organization.id &&
  viewer.duties.some((duty) => ['steward', 'signatory', 'auditor'].includes(duty));

export function sideOf(row: store.PlanRow, viewer: Viewer): InspectionSide | null {
  if (isDepartment(viewer, row.regionCode)) return 'department';
  if (row.visits.some((one) => one.inspectors.some((person) => person.personId === viewer.personId)))
    return 'inspector';
  return row.visits.some((one) => ofBody(viewer, one)) ? 'body' : null;
}

export const lineOf = (row: store.PlanRow): Line => ({
  id: row.id,
  no: row.no,
  kind: row.kind as Line['kind'],
  title: row.title,
  state: row.state,
  from: row.fromDay,
  to: row.toDay,
  bodies: row.visits.length,
  findings: row.visits.reduce((sum, one) => sum + one.findings.length, 0),
  created_at: row.createdAt.toISOString(),
});

export const poolOf = (row: Pick<store.PlanRow, 'poolCanonical'>): Pool | null =>
  row.poolCanonical === null ? null : (JSON.parse(row.poolCanonical) as Pool);

/** The draw as anyone can check it: the pool and the commitment from the day they are published, the seed once it is drawn. */
export function drawFacts(row: store.PlanRow) {
  const pool = poolOf(row);
  const named = new Map(pool?.bodies.map((one) => [one.uscc, one.name]));
  const drawn = pool === null || row.seed === null ? [] : draw(pool, row.seed, sha256);
  return {
    commitment: row.commitment,
    committed_at: row.committedAt?.toISOString() ?? null,
    pool_sha256: row.poolCanonical === null ? null : sha256(row.poolCanonical),
    pool:
      pool === null
        ? null
        : {
            bodies: pool.bodies.map((one) => ({ ...one })),
            inspectors: pool.inspectors.map((one) => ({ ...one, conflicts: [...one.conflicts] })),
          },
    seed: row.seed,
    drawn_at: row.drawnAt?.toISOString() ?? null,
    drawn: drawn.map((one) => ({ uscc: one.uscc, name: named.get(one.uscc) ?? '', inspectors: [...one.inspectors] })),
    script:
      pool === null || row.seed === null || row.commitment === null
        ? null
        : recomputeScript(pool, row.commitment, row.seed),
  };
}

/** The commitment stands in public for a night before anybody can know the seed. */
export function tooSoon(row: Pick<store.PlanRow, 'committedAt'>, today: Day) {
  const day = row.committedAt === null ? null : dayOf(row.committedAt);
  return day === null || today > day ? null : refuse('inspections.draw_too_soon', { day });
}
const said = (refusal: ReturnType<typeof tooSoon>) =>
  refusal === null ? null : { zh: refusal.sentence('zh'), en: refusal.sentence('en') };

export async function showInspection(ctx: Ctx, id: string): Promise<InspectionOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findPlan(ctx.db, id);
  const side = row === null ? null : sideOf(row, viewer);
  if (row === null || side === null) throw refuse('inspections.not_found');
  const units = await findUnits(ctx.db, [row.departmentId, ...row.pool, ...row.visits.map((one) => one.bodyId)]);
  const visits = row.visits.filter(
    (one) =>
      side === 'department' ||
      ofBody(viewer, one) ||
      one.inspectors.some((person) => person.personId === viewer.personId),
  );
  const names = await findPeople(
    ctx.db,
    visits.flatMap((one) => one.inspectors.map((person) => person.personId)),
  );
  const officer = side === 'department' && viewer.duties.includes('reviewer');
  const head = side === 'department' && viewer.duties.includes('signatory');
  const random = row.kind === 'double_random';
  const open = (action: string) => can(inspectionLifecycle, row.state, action);
  return {
    ...lineOf(row),
    region_code: row.regionCode,
    department: unitOf(units, row.departmentId),
    basis: row.basis,
    scope: row.scope,
    bodies_wanted: row.bodiesWanted,
    inspectors_each: row.inspectorsEach,
    chosen: side === 'department' ? row.pool.map((one) => unitOf(units, one)) : [],
    ...drawFacts(row),
    draw_from: row.committedAt === null ? null : addDays(dayOf(row.committedAt), 1),
    visits: visits.map((one) => visitOf(one, units, names, viewer)),
    summary: row.summary,
    published_at: row.publishedAt?.toISOString() ?? null,
    side,
    may: {
      commit: officer && random && open('commit'),
      draw: head && open('draw'),
      assign: officer && !random && open('assign'),
      publish: head && open('publish'),
      cancel: head && open('cancel'),
    },
    draw_refusal: open('draw') ? said(tooSoon(row, dayOf(ctx.clock.now()))) : null,
  };
}

function visitOf(row: store.VisitRow, units: Units, names: ReadonlyMap<string, string>, viewer: Viewer): Visit {
  const me = row.inspectors.find((one) => one.personId === viewer.personId);
  return {
    id: row.id,
    body: unitOf(units, row.bodyId),
    state: row.state,
    inspectors: row.inspectors.map((one) => ({
      number: one.number,
      name: names.get(one.personId) ?? '',
      signed_at: one.signedAt?.toISOString() ?? null,
      me: one.personId === viewer.personId,
    })),
    visited_on: row.visitedOn,
    record: row.record,
    statement: row.statement,
    document_id: row.documentId,
    findings: row.findings.map((one) => ({
      number: one.number,
      circumstance: String(one.circumstance) as Visit['findings'][number]['circumstance'],
      article: one.article,
      fact: one.fact,
      evidence: one.evidence,
      evidence_sha256: one.evidenceSha256,
    })),
    may: {
      record: me !== undefined && can(visitLifecycle, row.state, 'record'),
      state:
        row.bodyId === viewer.organization.id &&
        viewer.duties.includes('signatory') &&
        can(visitLifecycle, row.state, 'state'),
      sign: me !== undefined && me.signedAt === null && can(visitLifecycle, row.state, 'sign'),
    },
  };
}

export async function listInspections(ctx: Ctx, query: { readonly page: number; readonly page_size: number }) {
  const viewer = requireViewer(ctx.viewer);
  const { page, page_size } = query;
  const own = viewer.duties.some((duty) => ['steward', 'signatory', 'auditor'].includes(duty));
  const scope = {
    regions: regionsOf(viewer, ['reviewer', 'signatory', 'auditor']),
    bodyId: own ? viewer.organization.id : null,
    personId: viewer.personId,
  };
  const { rows, total } = await store.listPlans(ctx.db, scope, { skip: (page - 1) * page_size, take: page_size });
  return { items: rows.map(lineOf), total, page, page_size };
}

/** What the public sees: the commitment before the draw, the draw after it, the results when they are published. */
export async function showPublicInspection(ctx: Ctx, id: string): Promise<z.input<typeof shapes.publicInspection>> {
  const row = await store.findPlan(ctx.db, id);
  if (row === null || row.state === 'planned' || row.state === 'cancelled') throw refuse('inspections.not_found');
  const units = await findUnits(ctx.db, [row.departmentId, ...row.visits.map((one) => one.bodyId)]);
  const published = row.state === 'published';
  return {
    id: row.id,
    no: row.no,
    kind: row.kind as Line['kind'],
    title: row.title,
    state: row.state,
    department: unitOf(units, row.departmentId).name,
    basis: row.basis,
    ...drawFacts(row),
    results: published
      ? row.visits.map((one) => ({
          body: unitOf(units, one.bodyId).name,
          body_en: unitOf(units, one.bodyId).name_en,
          findings: one.findings.map((found) => ({
            circumstance: String(found.circumstance) as Visit['findings'][number]['circumstance'],
            article: found.article,
          })),
          document_id: one.documentId,
        }))
      : [],
    summary: published ? row.summary : null,
    published_at: row.publishedAt?.toISOString() ?? null,
  };
}
