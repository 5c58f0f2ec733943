/** 盘点: a day is chosen, the platform counts, people of the agency settle each difference, and its head signs. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { createDocument, nextNumber, signDocument } from '#api/documents/service.ts';
import { type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower, isSelf, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { getOrganization } from '#api/organizations/service.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import { scopeOf } from './access.ts';
import type * as shapes from './inventory-contract.ts';
import * as store from './inventory-store.ts';
import { tell } from './letters.ts';
import {
  assetActions,
  differenceKinds,
  inventoryFacts,
  inventoryReason,
  inventoryStates,
  inventoryTitle,
  settlements,
} from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { unitOut } from './show.ts';
import { findPeople, findUnitByUscc, findUnits } from './store.ts';

type In<S extends z.ZodType> = z.output<S>;
export type InventoryOut = z.input<typeof shapes.inventory>;
type InventoryLine = z.input<typeof shapes.inventoryLine>;
interface Counted {
  readonly cards: number;
  readonly entries: number;
  readonly files: number;
  readonly equal: number;
  readonly bytes: string;
}

const supervises = (viewer: Viewer, regionCode: string): boolean =>
  viewer.duties.includes('reviewer') && holdsPower(viewer, 'information_department', regionCode);

/** A department counts its region or one agency of it; a steward the own agency. */
async function toCount(ctx: Ctx, viewer: Viewer, uscc: string): Promise<{ agencies: string[]; campaign: boolean }> {
  if (uscc !== '') {
    const agency = await findUnitByUscc(ctx.db, uscc);
    if (agency === null || agency.kind !== 'agency') throw refuse('assets.not_found');
    const own = agency.id === viewer.organization.id && viewer.duties.includes('steward');
    if (!own && !supervises(viewer, agency.regionCode)) throw refuseAnywhere('auth.forbidden');
    return { agencies: [agency.id], campaign: false };
  }
  const region = viewer.organization.regionCode;
  if (supervises(viewer, region)) {
    const agencies = await store.agenciesToCount(ctx.db, region);
    if (agencies.length === 0) throw refuse('assets.inventory_nobody');
    return { agencies, campaign: true };
  }
  if (viewer.organization.kind !== 'agency' || !viewer.duties.includes('steward'))
    throw refuseAnywhere('auth.forbidden');
  return { agencies: [viewer.organization.id], campaign: false };
}

export async function startInventory(ctx: Ctx, input: In<typeof shapes.startInventoryBody>) {
  const viewer = requireViewer(ctx.viewer);
  const { agencies, campaign } = await toCount(ctx, viewer, input.agency);
  const today = dayOf(ctx.clock.now());
  if (input.as_of > today || input.due_on < today) throw refuse('assets.inventory_day');
  const units = await findUnits(ctx.db, agencies);
  return act(
    ctx,
    { action: 'assets.inventory_start', subject: ['organization', viewer.organization.id] },
    async (tx, note) => {
      const [open] = await store.openInventories(tx.db, agencies);
      if (open !== undefined)
        throw refuse('assets.inventory_open', { agency: units.get(open.agencyId)?.name ?? '', no: open.no });
      const campaignNo = campaign ? await nextNumber(tx, 'asset_campaign', 'PDZ') : null;
      const made: { id: string; no: string }[] = [];
      for (const agencyId of agencies) {
        const id = newId(tx, 'assetInventory');
        const no = await nextNumber(tx, 'asset_inventory', 'PD');
        await store.insertInventory(tx.db, {
          id,
          no,
          campaign: campaignNo,
          title: input.title,
          agencyId,
          regionCode: units.get(agencyId)?.regionCode ?? '',
          asOf: input.as_of,
          dueOn: input.due_on,
          state: 'counting',
          revision: 1,
          startedBy: viewer.personId,
          createdAt: tx.clock.now(),
        });
        await enqueue(tx, 'assets.count', { inventory: id }, { key: `assets.count.${id}` });
        await tell(tx, 'inventory', {
          about: id,
          to: agencyId,
          duties: ['steward', 'signatory'],
          params: { no, title: input.title, day: input.due_on },
          path: `/w/inventories/${id}`,
        });
        made.push({ id, no });
      }
      note({ campaign: campaignNo, inventories: made.map((one) => one.no) });
      return { campaign: campaignNo, made };
    },
  );
}

async function seenInventory(
  ctx: Ctx,
  row: store.InventoryRow | null,
): Promise<{ row: store.InventoryRow; viewer: Viewer }> {
  const viewer = requireViewer(ctx.viewer);
  const { holderId, regions } = scopeOf(ctx);
  if (row === null || !(row.agencyId === holderId || regions.includes(row.regionCode)))
    throw refuse('assets.inventory_not_found');
  return { row, viewer };
}

export async function listInventories(
  ctx: Ctx,
  query: In<typeof shapes.inventoryQuery>,
): Promise<z.input<typeof shapes.inventoryList>> {
  const { holderId: agencyId, regions } = scopeOf(ctx);
  const { page, page_size, state } = query;
  const paging = { skip: (page - 1) * page_size, take: page_size };
  const { rows, total } = await store.listInventories(ctx.db, { agencyId, regions }, state, paging);
  const units = await findUnits(
    ctx.db,
    rows.map((row) => row.agencyId),
  );
  const today = dayOf(ctx.clock.now());
  return { items: rows.map((row) => lineOut(row, units, today)), total, page, page_size };
}

function lineOut(row: store.InventoryRow, units: Awaited<ReturnType<typeof findUnits>>, today: string): InventoryLine {
  return {
    id: row.id,
    no: row.no,
    campaign: row.campaign,
    title: row.title,
    agency: unitOut(units, row.agencyId),
    region_code: row.regionCode,
    as_of: row.asOf,
    due_on: row.dueOn,
    late: row.state !== 'signed' && today > row.dueOn,
    state: row.state,
    differences: row.lines.length,
    open: row.lines.filter((one) => one.outcome === null).length,
    signed_at: row.signedAt?.toISOString() ?? null,
  };
}

/** Why a viewer of the agency cannot sign; null when they can. Two people: who settled does not sign. */
function signHindrance(row: store.InventoryRow, viewer: Viewer): Refusal | null {
  if (viewer.organization.id !== row.agencyId || !viewer.duties.includes('signatory'))
    return refuseAnywhere('auth.forbidden');
  if (row.state !== 'settling')
    return refuse('assets.wrong_state', {
      ...bilingual('action', assetActions.words.maintain),
      ...bilingual('state', inventoryStates.words[row.state]),
    });
  const open = row.lines.filter((one) => one.outcome === null).length;
  if (open > 0) return refuse('assets.differences_open', { count: open });
  const settled = row.lines.some((one) => isSelf(viewer, one.settledBy));
  return settled || (row.lines.length === 0 && isSelf(viewer, row.startedBy)) ? refuse('assets.same_person') : null;
}

const maySettle = (row: store.InventoryRow, viewer: Viewer): boolean =>
  viewer.organization.id === row.agencyId && viewer.duties.includes('steward') && row.state === 'settling';

export async function showInventory(ctx: Ctx, id: string): Promise<InventoryOut> {
  const { row, viewer } = await seenInventory(ctx, await store.findInventory(ctx.db, id));
  const [units, people] = await Promise.all([
    findUnits(ctx.db, [
      row.agencyId,
      ...row.lines.flatMap((one) => (one.kind === 'holder_differs' ? [one.expected, one.found] : [])),
    ]),
    findPeople(ctx.db, [row.signedBy ?? '', ...row.lines.flatMap((one) => one.settledBy ?? [])]),
  ]);
  const named = (text: string) => units.get(text)?.name ?? text;
  const hindered = signHindrance(row, viewer);
  const signs =
    viewer.organization.id === row.agencyId && viewer.duties.includes('signatory') && row.state === 'settling';
  return {
    ...lineOut(row, units, dayOf(ctx.clock.now())),
    counted: row.counted as unknown as Counted | null,
    counted_at: row.countedAt?.toISOString() ?? null,
    signed_by: row.signedBy === null ? null : (people.get(row.signedBy) ?? ''),
    document_id: row.documentId,
    lines: row.lines.map((one) => ({
      id: one.id,
      kind: one.kind as InventoryOut['lines'][number]['kind'],
      card_id: one.cardId,
      subject: one.subject,
      expected: named(one.expected),
      found: named(one.found),
      outcome: one.outcome as InventoryOut['lines'][number]['outcome'],
      words: one.words,
      settled_by: one.settledBy === null ? null : (people.get(one.settledBy) ?? ''),
      settled_at: one.settledAt?.toISOString() ?? null,
    })),
    may_settle: maySettle(row, viewer),
    may_sign: signs && hindered === null,
    sign_refusal:
      !signs || hindered === null
        ? null
        : { code: hindered.code, zh: hindered.sentence('zh'), en: hindered.sentence('en') },
  };
}

export async function settleDifferences(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.settleBody>,
): Promise<InventoryOut> {
  return act(ctx, { action: 'assets.inventory_settle', subject: ['asset_inventory', id] }, async (tx, note) => {
    const { row, viewer } = await seenInventory(tx, await store.lockInventory(tx.db, id));
    if (viewer.organization.id !== row.agencyId || !viewer.duties.includes('steward'))
      throw refuseAnywhere('auth.forbidden');
    if (row.state !== 'settling')
      throw refuse('assets.wrong_state', {
        ...bilingual('action', assetActions.words.maintain),
        ...bilingual('state', inventoryStates.words[row.state]),
      });
    const ids = [...new Set(input.lines)];
    const at = tx.clock.now();
    const settled = { outcome: input.outcome, words: input.words, settledBy: viewer.personId, settledAt: at };
    if ((await store.settleLines(tx.db, id, ids, settled)) !== ids.length) throw refuse('assets.difference_not_found');
    note({ no: row.no, lines: ids.length, outcome: input.outcome });
    return showInventory(tx, id);
  });
}

export async function signInventory(ctx: Ctx, id: string, input: { readonly password: string }): Promise<InventoryOut> {
  return act(ctx, { action: 'assets.inventory_sign', subject: ['asset_inventory', id] }, async (tx, note) => {
    const { row, viewer } = await seenInventory(tx, await store.lockInventory(tx.db, id));
    const hindered = signHindrance(row, viewer);
    if (hindered !== null) throw hindered;
    await requirePasswordAgain(tx, input.password);
    const document = await drawSheet(tx, row);
    const at = tx.clock.now();
    await store.updateInventory(tx.db, id, {
      state: 'signed',
      signedBy: viewer.personId,
      signedAt: at,
      documentId: document.id,
    });
    note({ no: row.no, document: document.id, sha256: document.sha256, differences: row.lines.length });
    return showInventory(tx, id);
  });
}

async function drawSheet(tx: Ctx, row: store.InventoryRow): Promise<{ id: string; sha256: string }> {
  const agency = await getOrganization(tx, row.agencyId);
  const counted = row.counted as unknown as Counted;
  const signedOn = dayOf(tx.clock.now());
  const lines = row.lines.map((one) => ({
    kind: differenceKinds.labelOrCode(one.kind, 'zh'),
    subject: one.subject,
    expected: one.kind.startsWith('file_') ? one.expected.slice(0, 12) : one.expected,
    found: one.kind.startsWith('file_') ? one.found.slice(0, 12) : one.found,
    settled: `${settlements.labelOrCode(one.outcome ?? '', 'zh')}：${one.words ?? ''}`,
  }));
  const document = await createDocument(tx, {
    kind: 'asset_inventory',
    no: row.no,
    subject: ['asset_inventory', row.id],
    title: inventoryTitle,
    value: {
      kind: 'asset_inventory',
      no: row.no,
      title: row.title,
      agency: { name: agency.name, uscc: agency.uscc },
      as_of: row.asOf,
      signed_on: signedOn,
      counted,
      differences: row.lines.map((one) => ({
        kind: one.kind,
        subject: one.subject,
        expected: one.expected,
        found: one.found,
        outcome: one.outcome,
        words: one.words,
      })),
    },
    render: (own) => ({
      ...own,
      demo: agency.demo,
      title: row.title,
      agency: { name: agency.name, uscc: agency.uscc },
      asOf: row.asOf,
      signedOn,
      counted,
      lines,
    }),
    publicFacts: [
      { zh: inventoryFacts.agency[0], en: inventoryFacts.agency[1], value: agency.name },
      { zh: inventoryFacts.day[0], en: inventoryFacts.day[1], value: row.asOf },
      { zh: inventoryFacts.differences[0], en: inventoryFacts.differences[1], value: String(row.lines.length) },
    ],
  });
  await signDocument(tx, document.id, { reason: inventoryReason });
  return document;
}
