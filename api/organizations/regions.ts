/** The tree of regions as data: rows from a day to a day, because codes change by year and records keep theirs. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { isRegionCode, regions as known, parentOf, provinceCode, within } from '#api/kernel/regions.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import type { regionBody, regionEndBody, regionNameBody, regionOut } from './offices-contract.ts';
import * as rows from './offices-store.ts';
import { refuse } from './rules/office-refusals.ts';
import { inForce, keepsRegions, zoneCode } from './rules/offices.ts';

export type RegionOut = z.input<typeof regionOut>;

const today = (ctx: Ctx): string => dayOf(ctx.clock.now());

const show = (row: rows.RegionRow, day: string): RegionOut => ({
  id: row.id,
  code: row.code,
  name: row.name,
  name_en: row.nameEn,
  kind: row.kind as 'division' | 'zone',
  parent_code: row.parentCode,
  valid_from: row.validFrom,
  valid_to: row.validTo,
  successor_code: row.successorCode,
  document_no: row.documentNo,
  current: inForce(row, day),
});

export async function listRegions(ctx: Ctx, query: { on?: string | undefined; parent?: string | undefined } = {}) {
  const found = await rows.listRegions(ctx.db, query.parent);
  const { on } = query;
  return {
    items: found.filter((row) => on === undefined || inForce(row, on)).map((row) => show(row, today(ctx))),
    may_edit: keepsRegions(ctx.viewer),
  };
}

export interface Place {
  readonly code: string;
  readonly name: string;
  readonly name_en: string;
}

/** Names, as the tree has them today or had them last, of the regions with an organisation that the kernel knows no name of. */
export async function listPlaces(ctx: Ctx): Promise<readonly Place[]> {
  return (await rows.placesOfOrganizations(ctx.db, known.codes)).map(({ nameEn, ...row }) => ({
    ...row,
    name_en: nameEn,
  }));
}

function requireKeeper(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (!keepsRegions(viewer)) throw refuse('regions.kept_by_province');
  return viewer;
}

const parentIn = (code: string): string | null => zoneCode.exec(code)?.[1] ?? parentOf(code);

export async function addRegion(ctx: Ctx, input: z.output<typeof regionBody>): Promise<RegionOut> {
  const { code, from } = input;
  return act(ctx, { action: 'regions.add', subject: ['region', code] }, async (tx, note) => {
    const viewer = requireKeeper(tx);
    await rows.lockRegions(tx.db);
    const zone = zoneCode.test(code);
    const fit = zone || (isRegionCode(code) && within(code, provinceCode) && code !== provinceCode);
    const parent = fit ? parentIn(code) : null;
    if (parent === null || !(await rows.regionInForce(tx.db, parent, from))) throw refuse('regions.code_unfit');
    const same = (await rows.listRegions(tx.db)).filter((row) => row.code === code);
    if (same.some((row) => row.validTo === null || row.validTo >= from)) throw refuse('regions.code_taken', { code });
    const id = newId(tx, 'region');
    await rows.insertRegion(tx.db, {
      id,
      code,
      name: input.name,
      nameEn: input.name_en,
      kind: zone ? 'zone' : 'division',
      parentCode: parent,
      validFrom: from,
      documentNo: input.document_no,
      recordedBy: viewer.personId,
      recordedAt: tx.clock.now(),
    });
    note({ code, from, document: input.document_no }, id);
    return one(tx, id);
  });
}

async function one(tx: Ctx, id: string): Promise<RegionOut> {
  return show(await held(tx, id), today(tx));
}

async function held(tx: Ctx, id: string): Promise<rows.RegionRow> {
  const row = await rows.findRegion(tx.db, id);
  if (row === null) throw refuse('regions.unknown', { code: id, day: today(tx) });
  return row;
}

/** The row stands open and its first day lies before the one given. */
async function open(tx: Ctx, id: string, lastDay: string): Promise<rows.RegionRow> {
  const row = await held(tx, id);
  if (row.validTo !== null) throw refuse('regions.unknown', { code: row.code, day: today(tx) });
  if (lastDay < row.validFrom) throw refuse('regions.day', { day: row.validFrom });
  return row;
}

export async function endRegion(ctx: Ctx, id: string, input: z.output<typeof regionEndBody>): Promise<RegionOut> {
  return act(ctx, { action: 'regions.end', subject: ['region', id] }, async (tx, note) => {
    requireKeeper(tx);
    await rows.lockRegions(tx.db);
    const row = await open(tx, id, input.last_day);
    const next = addDays(input.last_day, 1);
    const below = (await rows.listRegions(tx.db)).filter(
      (other) => other.parentCode === row.code && inForce(other, next),
    );
    if (below.length > 0) throw refuse('regions.has_children', { count: below.length });
    const successor = input.successor_code ?? null;
    if (successor !== null && !(await rows.regionInForce(tx.db, successor, next)))
      throw refuse('regions.unknown', { code: successor, day: next });
    await rows.endRegion(tx.db, id, {
      validTo: input.last_day,
      successorCode: successor,
      endDocumentNo: input.document_no,
    });
    note({ code: row.code, last_day: input.last_day, successor, document: input.document_no });
    return one(tx, id);
  });
}

/** The row under the old name ends, one under the new begins: what was recorded before is read under its own name. */
export async function renameRegion(ctx: Ctx, id: string, input: z.output<typeof regionNameBody>): Promise<RegionOut> {
  return act(ctx, { action: 'regions.rename', subject: ['region', id] }, async (tx, note) => {
    const viewer = requireKeeper(tx);
    await rows.lockRegions(tx.db);
    const lastDay = addDays(input.from, -1);
    const row = await open(tx, id, lastDay);
    await rows.endRegion(tx.db, id, { validTo: lastDay, successorCode: row.code, endDocumentNo: input.document_no });
    const next = newId(tx, 'region');
    await rows.insertRegion(tx.db, {
      id: next,
      code: row.code,
      name: input.name,
      nameEn: input.name_en,
      kind: row.kind,
      parentCode: row.parentCode,
      validFrom: input.from,
      documentNo: input.document_no,
      recordedBy: viewer.personId,
      recordedAt: tx.clock.now(),
    });
    note({ code: row.code, before: row.name, from: input.from, document: input.document_no });
    return one(tx, next);
  });
}
