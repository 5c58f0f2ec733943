/** Reading the catalogue: the agency's own list, one entry, its history; and what the public may see. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Word } from '#api/kernel/words.ts';
import { getEntry } from './access.ts';
import type { listQuery } from './contract.ts';
import { transfersOf } from './hand-over-store.ts';
import { findPublic, type PublicRow } from './public-store.ts';
import { requirementInForce } from './requirement-store.ts';
import { takesEntries } from './rules/code.ts';
import * as codes from './rules/codes.ts';
import { differences } from './rules/differences.ts';
import { refuse } from './rules/refusals.ts';
import type { codeLists, entryList, historyOut, publicEntry } from './rules/shapes.ts';
import { visibleTo } from './rules/visibility.ts';
import { type EntryOut, iso, showEntryRow, showProvider, showReview, showSummary } from './show.ts';
import * as store from './store.ts';

export type PublicEntry = z.output<typeof publicEntry>;
export type HistoryOut = z.output<typeof historyOut>;

export async function listEntries(ctx: Ctx, query: z.output<typeof listQuery>): Promise<z.output<typeof entryList>> {
  const viewer = requireViewer(ctx.viewer);
  const { providerId } = visibleTo(viewer);
  if (providerId === null || viewer.organization.kind !== 'agency') throw refuseAnywhere('auth.forbidden');
  const { page, page_size, state, q } = query;
  const [{ rows, total }, states] = await Promise.all([
    store.listEntries(ctx.db, {
      providerId,
      skip: (page - 1) * page_size,
      take: page_size,
      ...(state === undefined ? {} : { state }),
      ...(q === undefined ? {} : { q }),
    }),
    store.countStates(ctx.db, providerId),
  ]);
  const counts = Object.fromEntries(codes.entryStates.codes.map((one) => [one, states.get(one) ?? 0])) as Record<
    codes.EntryState,
    number
  >;
  const requirement = await requirementInForce(ctx);
  return { items: rows.map((row) => showSummary(ctx, row, requirement)), total, page, page_size, counts };
}

export async function showEntry(ctx: Ctx, id: string): Promise<EntryOut> {
  return showEntryRow(ctx, await getEntry(ctx, id));
}

/** Every revision with what it changed, newest first, and the reviews. */
export async function entryHistory(ctx: Ctx, id: string): Promise<z.output<typeof historyOut>> {
  const entry = await getEntry(ctx, id);
  const [revisions, reviews, steps, transfers] = await Promise.all([
    store.listRevisions(ctx.db, id),
    store.listReviews(ctx.db, id),
    store.listSteps(ctx.db, id),
    transfersOf(ctx.db, id),
  ]);
  const names = await store.namesOf(
    ctx.db,
    [...revisions.map((one) => one.byId), ...reviews.map((one) => one.reviewerId), ...steps.map((one) => one.byId)],
    [...reviews.map((one) => one.organizationId), ...transfers.flatMap((one) => [one.fromId, one.toId])],
  );
  const published = new Set(reviews.filter((one) => one.decision === 'publish').map((one) => one.revision));
  const shown = revisions.map((one, at) => ({
    number: one.number,
    action: one.action as codes.RevisionAction,
    by: one.byId === null ? null : (names.get(one.byId) ?? null),
    at: iso(one.at),
    published: published.has(one.number) || one.number === entry.publishedRevision,
    differences: differences(revisions[at - 1]?.content ?? null, one.content),
  }));
  return {
    revisions: shown.reverse(),
    reviews: reviews.map((one) => showReview(one, names)),
    steps: steps.map((one) => ({
      id: one.id,
      kind: one.kind as 'submit' | 'recall',
      revision: one.revision,
      reason: one.reason,
      checked_against: one.checkedAgainst,
      by: names.get(one.byId) ?? null,
      at: iso(one.at),
    })),
    transfers: transfers.map((one) => ({
      number: one.number,
      from: names.get(one.fromId) ?? '',
      to: names.get(one.toId) ?? '',
      document_no: one.documentNo,
      effective_on: one.effectiveOn,
      at: iso(one.at),
    })),
  };
}

/** The whole classification, parents before children. */
export async function listClassifications(ctx: Ctx) {
  const nodes = await store.listNodes(ctx.db);
  return {
    items: nodes.map((node) => ({
      code: node.code,
      parent_code: node.parentCode,
      name: node.name,
      name_en: node.nameEn,
      takes_entries: takesEntries(node.code),
    })),
  };
}

/** A published entry by its resource code. Withdrawn ones answer 410 with what they were, unpublished ones 404. */
export async function getPublicEntry(ctx: Ctx, code: string): Promise<PublicEntry> {
  return showPublic(await findPublic(ctx.db, { code }));
}

export async function getPublicEntryById(ctx: Ctx, id: string): Promise<PublicEntry> {
  return showPublic(await findPublic(ctx.db, { id }));
}

/** A dataset by its code, or the public entry itself where whoever asks has looked it up already. */
export type DatasetRef = string | PublicEntry;

export async function publicEntryOf(ctx: Ctx, dataset: DatasetRef): Promise<PublicEntry> {
  return typeof dataset === 'string' ? getPublicEntry(ctx, dataset) : dataset;
}

function showPublic(entry: PublicRow | null): PublicEntry {
  if (entry === null) throw refuse('catalog.not_found');
  const { content } = entry;
  if (entry.state === 'withdrawn' && entry.withdrawnAt !== null) {
    const params = {
      code: entry.code,
      title: content.title,
      day: dayOf(entry.withdrawnAt),
      reason: entry.withdrawnReason ?? '',
    };
    throw refuse('catalog.withdrawn', params);
  }
  return {
    id: entry.id,
    code: entry.code,
    classification: entry.classification,
    provider: showProvider(entry.provider),
    region_code: entry.regionCode,
    level: entry.level,
    revision: entry.publishedRevision,
    content,
    published_at: iso(entry.publishedAt),
    revised_at: iso(entry.revisedAt ?? entry.publishedAt),
  };
}

/** How the published revision of an entry is opened; null when there is none. */
export async function publishedOpenType(ctx: Ctx, id: string): Promise<codes.OpenType | null> {
  const entry = await store.findEntry(ctx.db, id);
  if (entry === null) return null;
  return (await store.publishedContents(ctx.db, [entry])).get(id)?.open_type ?? null;
}

type Lists = z.output<typeof codeLists>['lists'];

/** The code lists with their words, for those who fill in entries by machine. */
export function listCodes(): { lists: Lists } {
  const {
    themes,
    formatCategories,
    dataTypes,
    sensitivities,
    shareTypes,
    shareMethods,
    basisKinds,
    openTypes,
    openChecks,
  } = codes;
  const lists = {
    themes,
    format_categories: formatCategories,
    data_types: dataTypes,
    sensitivities,
    share_types: shareTypes,
    share_methods: shareMethods,
    basis_kinds: basisKinds,
    open_types: openTypes,
    open_checks: openChecks,
    update_cycles: codes.updateCycles,
    grades: codes.grades,
    storage_locations: codes.storageLocations,
    licences: codes.licences,
    fields: codes.fields,
  };
  const pairs = (words: Readonly<Record<string, Word>>) =>
    Object.fromEntries(Object.entries(words).map(([code, [zh, en]]) => [code, { zh, en }]));
  return { lists: Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, pairs(list.words)])) };
}
