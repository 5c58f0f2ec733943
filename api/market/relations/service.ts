/**
 * Who belongs to whom. An enterprise declares its own, an authority records those of its region, and the enterprise files tell
 * where one person acts for two. What is on record is ended, never deleted: a sale is judged by the relations of its day.
 */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, requireViewer } from '#api/kernel/rights.ts';
import { dayOf, isDay } from '#api/kernel/time.ts';
import { sharedRepresentatives } from '#api/licensing/same-person.ts';
import type { RelationKind, RelationSource } from '../rules/dealing-codes.ts';
import { refuseDealing as refuse } from '../rules/dealing-refusals.ts';
import { type Link, leastSharePpm } from '../rules/relation.ts';
import type { endingRelation, enteringRelation, relationList, relationShape } from './contract.ts';
import * as store from './store.ts';

export type RelationOut = z.input<typeof relationShape>;

/** A link with what a clue has to say of it. */
export interface KnownLink extends Link {
  readonly source: RelationSource;
  readonly sharePpm: number | null;
  readonly basis: string;
}

/** Everything that is known of who belongs to whom: what was entered, and what the files of the enterprises tell. */
export async function knownLinks(ctx: Ctx): Promise<KnownLink[]> {
  const entered = await store.listRelations(ctx.db, null);
  const found = await sharedRepresentatives(ctx);
  return [
    ...entered.map((row) => ({
      id: row.id,
      holderId: row.holderId,
      heldId: row.heldId,
      kind: row.kind as RelationKind,
      validFrom: row.validFrom,
      validTo: row.validTo,
      source: row.source as RelationSource,
      sharePpm: row.sharePpm,
      basis: row.basis,
    })),
    ...found.map(fromFile),
  ];
}

const fromFile = (one: Awaited<ReturnType<typeof sharedRepresentatives>>[number]): KnownLink => ({
  id: `file:${one.oneId}:${one.otherId}:${one.validFrom}`,
  holderId: one.oneId,
  heldId: one.otherId,
  kind: 'same_representative',
  validFrom: one.validFrom,
  validTo: one.validTo,
  source: 'file',
  sharePpm: null,
  basis: '',
});

/** Regions in which the viewer keeps the record of relations; empty where none. */
export function deskRegions(viewer: Viewer): string[] {
  return viewer.powers
    .filter(
      ({ power }) =>
        (power === 'information_department' && viewer.duties.includes('reviewer')) ||
        (power === 'finance_bureau' &&
          (viewer.duties.includes('finance_review') || viewer.duties.includes('finance_issue'))),
    )
    .map(({ regionCode }) => regionCode);
}

/** Only somebody who speaks for an enterprise declares for it. */
const speaks = (viewer: Viewer): boolean =>
  viewer.organization.kind === 'enterprise' &&
  (['signatory', 'admin', 'developer'] as const).some((duty) => viewer.duties.includes(duty));

type Role = z.input<typeof relationList>['role'];

function roleOf(viewer: Viewer): Role {
  if (deskRegions(viewer).length > 0) return 'desk';
  if (viewer.duties.includes('auditor')) return 'auditor';
  if (viewer.organization.kind === 'enterprise') return 'own';
  throw refuseAnywhere('auth.forbidden');
}

/** Whether a desk's region has to do with a relation. */
async function reacher(ctx: Ctx, viewer: Viewer): Promise<(row: { holderId: string; heldId: string }) => boolean> {
  const within = await store.reaching(ctx.db, [...deskRegions(viewer), ...auditReach(viewer)]);
  return (row) => within.has(row.holderId) || within.has(row.heldId);
}

export async function listRelations(ctx: Ctx, { q }: { readonly q: string }): Promise<z.input<typeof relationList>> {
  const viewer = requireViewer(ctx.viewer);
  const role = roleOf(viewer);
  const own = viewer.organization.id;
  const reaches = role === 'own' ? () => true : await reacher(ctx, viewer);
  const rows = (await store.listRelations(ctx.db, role === 'own' ? own : null)).filter(reaches);
  // What the files tell names a person of another enterprise: it is for whoever looks into trades.
  const found = role === 'own' ? [] : (await knownLinks(ctx)).filter((one) => one.source === 'file' && reaches(one));
  const names = await store.organizationsBy(
    ctx.db,
    [...rows, ...found].flatMap((row) => [
      row.holderId,
      row.heldId,
      ...('enteredBy' in row ? [row.enteredBy, row.endedBy ?? row.enteredBy] : []),
    ]),
  );
  const mayEnd = (row: store.RelationRow) => row.endedAt === null && (role === 'desk' || enteredBy(row, viewer));
  const items = [
    ...rows.map((row) => shown(row, names, mayEnd(row))),
    ...found.map((one) => ({
      ...parties(one, names),
      id: one.id,
      kind: one.kind,
      share_ppm: null,
      basis: '',
      valid_from: one.validFrom,
      valid_to: one.validTo,
      source: one.source,
      entered_by: null,
      created_at: null,
      ended: null,
      can_end: false,
    })),
  ];
  const word = q.toLowerCase();
  const hit = ({ holder, held }: RelationOut) =>
    [holder.name, held.name, holder.uscc, held.uscc].some((text) => text.toLowerCase().includes(word));
  return { role, items: word === '' ? items : items.filter(hit) };
}

const enteredBy = (row: store.RelationRow, viewer: Viewer): boolean =>
  row.enteredBy === viewer.organization.id && speaks(viewer);

type Names = Awaited<ReturnType<typeof store.organizationsBy>>;
const named = (names: Names, id: string) => names.get(id) ?? { id, name: '', uscc: '' };
const parties = (row: { holderId: string; heldId: string }, names: Names) => ({
  holder: named(names, row.holderId),
  held: named(names, row.heldId),
});

function shown(row: store.RelationRow, names: Names, canEnd: boolean): RelationOut {
  return {
    ...parties(row, names),
    id: row.id,
    kind: row.kind as RelationKind,
    share_ppm: row.sharePpm,
    basis: row.basis,
    valid_from: row.validFrom,
    valid_to: row.validTo,
    source: row.source as RelationSource,
    entered_by: named(names, row.enteredBy).name,
    created_at: row.createdAt.toISOString(),
    ended:
      row.endedAt === null
        ? null
        : { at: row.endedAt.toISOString(), by: named(names, row.endedBy ?? '').name, why: row.endedWhy ?? '' },
    can_end: canEnd,
  };
}

async function readRelation(tx: Ctx, id: string, viewer: Viewer): Promise<RelationOut> {
  const row = await store.findRelation(tx.db, id);
  if (row === null) throw refuse('market.relation_not_found');
  const names = await store.organizationsBy(tx.db, [row.holderId, row.heldId, row.enteredBy, row.endedBy ?? '']);
  return shown(row, names, row.endedAt === null && (deskRegions(viewer).length > 0 || enteredBy(row, viewer)));
}

type Field = 'holder_uscc' | 'held_uscc' | 'share_percent' | 'valid_from' | 'valid_to' | 'last_day';
function wrong(
  code: 'market.relation_unknown' | 'market.relation_self' | 'market.relation_share' | 'market.relation_term',
  path: Field,
  params: Readonly<Record<string, string>> = {},
) {
  const told = refuse(code, params);
  return refuse(code, params, [{ path, zh: told.sentence('zh'), en: told.sentence('en') }]);
}

/** Millionths of a share typed in per cent, or null when there is none. */
function shareOf(kind: RelationKind, percent: string): number | null {
  if (kind !== 'shareholder') return null;
  const [whole = '', part = ''] = percent.split('.');
  const ppm = percent === '' ? 0 : Number(whole) * 10_000 + Number(part.padEnd(4, '0'));
  if (ppm < leastSharePpm || ppm > 1_000_000) throw wrong('market.relation_share', 'share_percent');
  return ppm;
}

export function enterRelation(ctx: Ctx, input: z.output<typeof enteringRelation>): Promise<RelationOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'market.enter_relation', subject: ['relation', 'new'] }, async (tx, note) => {
    const desk = deskRegions(viewer).length > 0;
    if (!desk && !speaks(viewer)) throw refuseAnywhere('auth.forbidden');
    const holder = await store.organizationByUscc(tx.db, input.holder_uscc);
    if (holder === null) throw wrong('market.relation_unknown', 'holder_uscc', { uscc: input.holder_uscc });
    const held = await store.organizationByUscc(tx.db, input.held_uscc);
    if (held === null) throw wrong('market.relation_unknown', 'held_uscc', { uscc: input.held_uscc });
    if (holder.id === held.id) throw wrong('market.relation_self', 'held_uscc');
    const pair = { holderId: holder.id, heldId: held.id };
    const own = [holder.id, held.id].includes(viewer.organization.id);
    if (!(desk ? (await reacher(tx, viewer))(pair) : own)) throw refuse('market.relation_not_own');
    const sharePpm = shareOf(input.kind, input.share_percent);
    const today = dayOf(tx.clock.now());
    const validTo = input.valid_to === '' ? null : input.valid_to;
    if (!isDay(input.valid_from) || input.valid_from > today) throw wrong('market.relation_term', 'valid_from');
    if (validTo !== null && (!isDay(validTo) || validTo < input.valid_from))
      throw wrong('market.relation_term', 'valid_to');
    await store.lockPair(tx.db, holder.id, held.id);
    if ((await store.standing(tx.db, input.kind, holder.id, held.id, today)) !== null)
      throw refuse('market.relation_known');
    const id = newId(tx, 'relation');
    await store.insertRelation(tx.db, {
      ...pair,
      id,
      kind: input.kind,
      sharePpm,
      basis: input.basis,
      validFrom: input.valid_from,
      validTo,
      enteredBy: viewer.organization.id,
      source: desk ? 'recorded' : 'declared',
      personId: viewer.personId,
      createdAt: tx.clock.now(),
    });
    // Sales of its days are looked at once more; a burst of entries does so once.
    await enqueue(tx, 'market.examine_related', {}, { key: 'market.examine_related' });
    note({ kind: input.kind, holder: holder.uscc, held: held.uscc, source: desk ? 'recorded' : 'declared' }, id);
    return readRelation(tx, id, viewer);
  });
}

/** By whoever entered it, or an authority of its region. */
export function endRelation(ctx: Ctx, id: string, input: z.output<typeof endingRelation>): Promise<RelationOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'market.end_relation', subject: ['relation', id] }, async (tx, note) => {
    const row = await store.lockRelation(tx.db, id);
    if (row === null) throw refuse('market.relation_not_found');
    const desk = deskRegions(viewer).length > 0 && (await reacher(tx, viewer))(row);
    if (!desk && ![row.holderId, row.heldId].includes(viewer.organization.id))
      throw refuse('market.relation_not_found');
    if (!desk && !enteredBy(row, viewer)) throw refuseAnywhere('auth.forbidden');
    if (row.endedAt !== null) throw refuse('market.relation_ended');
    const today = dayOf(tx.clock.now());
    if (!isDay(input.last_day) || input.last_day < row.validFrom || input.last_day > today)
      throw wrong('market.relation_term', 'last_day');
    const { personId, organization } = viewer;
    const ended = { endedAt: tx.clock.now(), endedBy: organization.id, endedPerson: personId, endedWhy: input.why };
    await store.endRelation(tx.db, id, { validTo: input.last_day, ...ended });
    note({ last_day: input.last_day });
    return readRelation(tx, id, viewer);
  });
}
