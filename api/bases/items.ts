/** Business systems and service items of agencies, and how much of them is on line (Article 7). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { cloudScope } from './cloud.ts';
import type {
  changeItemBody,
  changeSystemBody,
  coverageOut,
  itemBody,
  itemOut,
  seenBody,
  systemBody,
  systemOut,
} from './cloud-contract.ts';
import * as store from './cloud-store.ts';
import { coverage, missingSteps, stepsFit } from './rules/cloud.ts';
import { refuse } from './rules/cloud-refusals.ts';
import type { Docking, Step } from './rules/codes.ts';

export type SystemOut = z.input<typeof systemOut>;
export type ItemOut = z.input<typeof itemOut>;
type Coverage = z.input<typeof coverageOut>;

const today = (ctx: Ctx): string => dayOf(ctx.clock.now());
const isOwn = (ctx: Ctx, organizationId: string): boolean =>
  ctx.viewer?.organization.id === organizationId && ctx.viewer.duties.includes('steward');
const showAgency = ({ id, uscc, name, nameEn }: store.SystemRow['organization']) => ({
  id,
  uscc,
  name,
  name_en: nameEn,
});

function requireSteward(ctx: Ctx): Viewer {
  const viewer = requireDuty(ctx.viewer, 'steward');
  if (viewer.organization.kind !== 'agency') throw refuseAnywhere('auth.forbidden');
  return viewer;
}

function showSystem(ctx: Ctx, row: store.SystemRow): SystemOut {
  return {
    id: row.id,
    agency: showAgency(row.organization),
    name: row.name,
    node_id: row.nodeId,
    node: row.node?.name ?? null,
    docking: row.docking as Docking,
    docked_on: row.dockedOn,
    planned_on: row.plannedOn,
    late: row.docking === 'planned' && row.plannedOn !== null && row.plannedOn < today(ctx) && row.retiredOn === null,
    note: row.note,
    revision: row.revision,
    retired_on: row.retiredOn,
    own: isOwn(ctx, row.organizationId),
  };
}

export async function listSystems(ctx: Ctx) {
  const rows = await store.listSystems(ctx.db, cloudScope(ctx));
  const may = ctx.viewer?.organization.kind === 'agency' && ctx.viewer.duties.includes('steward');
  return { items: rows.map((row) => showSystem(ctx, row)), may_add: may };
}

async function systemData(tx: Ctx, input: z.output<typeof systemBody>, by: string) {
  const { docking, docked_on: dockedOn, planned_on: plannedOn } = input;
  if (
    (docking === 'docked' && (dockedOn === undefined || dockedOn > today(tx))) ||
    (docking === 'planned' && plannedOn === undefined)
  )
    throw refuse('cloud.docked_day');
  if (input.node_id !== undefined && (await store.findNode(tx.db, input.node_id)) === null)
    throw refuse('cloud.node_not_found');
  return {
    name: input.name,
    nodeId: input.node_id ?? null,
    docking,
    dockedOn: dockedOn ?? null,
    plannedOn: plannedOn ?? null,
    note: input.note,
    updatedBy: by,
    updatedAt: tx.clock.now(),
  };
}

async function ownSystem(tx: Ctx, id: string): Promise<store.SystemRow> {
  const viewer = requireSteward(tx);
  const row = await store.findSystem(tx.db, id);
  if (row === null || row.organizationId !== viewer.organization.id) throw refuse('cloud.system_not_found');
  if (row.retiredOn !== null) throw refuse('cloud.system_retired');
  return row;
}

const shownSystem = async (tx: Ctx, id: string): Promise<SystemOut> => {
  const row = await store.findSystem(tx.db, id);
  if (row === null) throw refuse('cloud.system_not_found');
  return showSystem(tx, row);
};

export async function addSystem(ctx: Ctx, input: z.output<typeof systemBody>): Promise<SystemOut> {
  return act(ctx, { action: 'cloud.add_system', subject: ['business_system', 'new'] }, async (tx, note) => {
    const viewer = requireSteward(tx);
    const data = await systemData(tx, input, viewer.personId);
    const id = newId(tx, 'businessSystem');
    await store.insertSystem(tx.db, { id, organizationId: viewer.organization.id, ...data });
    note({ docking: input.docking }, id);
    return shownSystem(tx, id);
  });
}

export async function changeSystem(ctx: Ctx, id: string, input: z.output<typeof changeSystemBody>): Promise<SystemOut> {
  return act(ctx, { action: 'cloud.change_system', subject: ['business_system', id] }, async (tx, note) => {
    const row = await ownSystem(tx, id);
    const data = await systemData(tx, input, tx.viewer?.personId ?? '');
    if (!(await store.updateSystem(tx.db, id, input.revision, data))) throw refuse('cloud.changed_meanwhile');
    note({ docking: input.docking, before: row.docking });
    return shownSystem(tx, id);
  });
}

export async function retireSystem(ctx: Ctx, id: string, input: z.output<typeof seenBody>): Promise<SystemOut> {
  return act(ctx, { action: 'cloud.retire_system', subject: ['business_system', id] }, async (tx) => {
    await ownSystem(tx, id);
    if (!(await store.updateSystem(tx.db, id, input.revision, { retiredOn: today(tx) })))
      throw refuse('cloud.changed_meanwhile');
    return shownSystem(tx, id);
  });
}

const stepsOf = (row: Pick<store.ItemRow, 'online' | 'without'>) => ({
  online: row.online as Step[],
  without: row.without as Step[],
});

function showItem(ctx: Ctx, row: store.ItemRow): ItemOut {
  return {
    id: row.id,
    agency: showAgency(row.organization),
    code: row.code,
    name: row.name,
    system_id: row.systemId,
    system: row.system?.name ?? null,
    ...stepsOf(row),
    missing: missingSteps(stepsOf(row)),
    revision: row.revision,
    closed_on: row.closedOn,
    own: isOwn(ctx, row.organizationId),
  };
}

function coverages(items: readonly store.ItemRow[], systems: readonly store.SystemRow[]): Coverage[] {
  const agencies = new Map([...items, ...systems].map((row) => [row.organizationId, row.organization]));
  return [...agencies].map(([id, agency]) => {
    const own = items.filter((row) => row.organizationId === id && row.closedOn === null);
    const run = systems.filter((row) => row.organizationId === id && row.retiredOn === null);
    const { covered, total, percent } = coverage(own.map(stepsOf));
    return {
      agency: showAgency(agency),
      region_code: agency.regionCode,
      items: total,
      covered,
      percent,
      systems: run.length,
      docked: run.filter((row) => row.docking === 'docked').length,
    };
  });
}

export async function listServiceItems(ctx: Ctx) {
  const scope = cloudScope(ctx);
  const [items, systems] = await Promise.all([store.listItems(ctx.db, scope), store.listSystems(ctx.db, scope)]);
  const may = ctx.viewer?.organization.kind === 'agency' && ctx.viewer.duties.includes('steward');
  return { items: items.map((row) => showItem(ctx, row)), coverage: coverages(items, systems), may_add: may };
}

async function itemData(tx: Ctx, input: Omit<z.output<typeof itemBody>, 'code'>, viewer: Viewer) {
  if (!stepsFit(input)) throw refuse('cloud.item_steps');
  if (input.system_id !== undefined) {
    const system = await store.findSystem(tx.db, input.system_id);
    if (system?.organizationId !== viewer.organization.id) throw refuse('cloud.system_not_found');
  }
  return {
    name: input.name,
    systemId: input.system_id ?? null,
    online: [...input.online],
    without: [...input.without],
    updatedBy: viewer.personId,
    updatedAt: tx.clock.now(),
  };
}

const shownItem = async (tx: Ctx, id: string): Promise<ItemOut> => {
  const row = await store.findItem(tx.db, { id });
  if (row === null) throw refuse('cloud.item_not_found');
  return showItem(tx, row);
};

async function ownItem(tx: Ctx, id: string): Promise<Viewer> {
  const viewer = requireSteward(tx);
  const row = await store.findItem(tx.db, { id });
  if (row === null || row.organizationId !== viewer.organization.id) throw refuse('cloud.item_not_found');
  if (row.closedOn !== null) throw refuse('cloud.item_closed');
  return viewer;
}

export async function addServiceItem(ctx: Ctx, input: z.output<typeof itemBody>): Promise<ItemOut> {
  return act(ctx, { action: 'cloud.add_item', subject: ['service_item', input.code] }, async (tx, note) => {
    const viewer = requireSteward(tx);
    if ((await store.findItem(tx.db, { code: input.code })) !== null)
      throw refuse('cloud.item_code_taken', { code: input.code });
    const data = await itemData(tx, input, viewer);
    const id = newId(tx, 'serviceItem');
    await store.insertItem(tx.db, { id, organizationId: viewer.organization.id, code: input.code, ...data });
    note({ code: input.code, online: data.online }, id);
    return shownItem(tx, id);
  });
}

export async function changeServiceItem(
  ctx: Ctx,
  id: string,
  input: z.output<typeof changeItemBody>,
): Promise<ItemOut> {
  return act(ctx, { action: 'cloud.change_item', subject: ['service_item', id] }, async (tx, note) => {
    const viewer = await ownItem(tx, id);
    const data = await itemData(tx, input, viewer);
    if (!(await store.updateItem(tx.db, id, input.revision, data))) throw refuse('cloud.changed_meanwhile');
    note({ online: data.online, without: data.without });
    return shownItem(tx, id);
  });
}

export async function closeServiceItem(ctx: Ctx, id: string, input: z.output<typeof seenBody>): Promise<ItemOut> {
  return act(ctx, { action: 'cloud.close_item', subject: ['service_item', id] }, async (tx) => {
    await ownItem(tx, id);
    if (!(await store.updateItem(tx.db, id, input.revision, { closedOn: today(tx) })))
      throw refuse('cloud.changed_meanwhile');
    return shownItem(tx, id);
  });
}

export interface ServiceFacts {
  readonly coverage: readonly {
    readonly organizationId: string;
    readonly regionCode: string;
    readonly items: number;
    readonly covered: number;
    readonly systems: number;
    readonly docked: number;
  }[];
  /** Provincial items that lack a step on line (Article 7). */
  readonly uncovered: readonly {
    readonly itemId: string;
    readonly code: string;
    readonly name: string;
    readonly organizationId: string;
    readonly missing: readonly Step[];
  }[];
  readonly undocked: readonly {
    readonly systemId: string;
    readonly name: string;
    readonly organizationId: string;
    readonly regionCode: string;
    readonly docking: Docking;
  }[];
}

/** For supervision and evaluation: no viewer is asked, the caller answers for what it shows. */
export async function readServiceFacts(ctx: Ctx): Promise<ServiceFacts> {
  const [items, systems] = await Promise.all([store.listItems(ctx.db, null), store.listSystems(ctx.db, null)]);
  return {
    coverage: coverages(items, systems).map((one) => ({
      organizationId: one.agency.id,
      regionCode: one.region_code,
      items: one.items,
      covered: one.covered,
      systems: one.systems,
      docked: one.docked,
    })),
    uncovered: items
      .filter((row) => row.closedOn === null && row.organization.regionCode.endsWith('0000'))
      .map((row) => ({ row, missing: missingSteps(stepsOf(row)) }))
      .filter(({ missing }) => missing.length > 0)
      .map(({ row, missing }) => ({
        itemId: row.id,
        code: row.code,
        name: row.name,
        organizationId: row.organizationId,
        missing,
      })),
    undocked: systems
      .filter((row) => row.retiredOn === null && row.docking !== 'docked')
      .map((row) => ({
        systemId: row.id,
        name: row.name,
        organizationId: row.organizationId,
        regionCode: row.organization.regionCode,
        docking: row.docking as Docking,
      })),
  };
}
