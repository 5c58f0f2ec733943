/** What a steward does with an entry: start, save, submit, drop the changes, withdraw. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { sqlState } from '#api/audit/conflict.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId } from '#api/context.ts';
import { fill } from '#api/kernel/refusal.ts';
import { provinceCode, within } from '#api/kernel/regions.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { change, getOwnEntry, nextState, requireSeen } from './access.ts';
import type { createBody, recallBody, saveBody, seenBody, withdrawBody } from './contract.ts';
import { requirementInForce } from './requirement-store.ts';
import { isResourceCode, resourceCode, takesEntries } from './rules/code.ts';
import { type EntryContent, tidyContent } from './rules/entry.ts';
import { refuse } from './rules/refusals.ts';
import { lacksBasis, submissionFaults, unknownCodeFault } from './rules/submission.ts';
import { type EntryOut, showEntryRow } from './show.ts';
import * as store from './store.ts';

export async function createEntry(ctx: Ctx, input: z.output<typeof createBody>): Promise<EntryOut> {
  const viewer = requireDuty(ctx.viewer, 'steward');
  const { organization } = viewer;
  const { classification_code } = input;
  return act(ctx, { action: 'catalog.create', subject: ['entry', classification_code] }, async (tx, note) => {
    // Article 2: the regulation covers the agencies of this province.
    if (organization.kind !== 'agency' || !within(organization.regionCode, provinceCode))
      throw refuse('catalog.out_of_scope');
    const content = admitted(input.content);
    if (!takesEntries(classification_code))
      throw refuse('catalog.unknown_classification', { code: classification_code });
    await requireFreeTitle(tx, organization.id, content.title, null);
    const sequence = await store.takeSequence(tx.db, classification_code);
    if (sequence === null) throw refuse('catalog.unknown_classification', { code: classification_code });
    const at = tx.clock.now();
    const entry: store.NewEntry = {
      id: newId(tx, 'entry'),
      code: resourceCode(classification_code, sequence),
      classificationCode: classification_code,
      providerId: organization.id,
      regionCode: organization.regionCode,
      level: organization.level,
      content,
      createdBy: viewer.personId,
      at,
    };
    await store.insertEntry(tx.db, entry);
    await store.insertRevision(tx.db, {
      entryId: entry.id,
      number: 1,
      content,
      action: 'create',
      byId: viewer.personId,
      at,
    });
    note({ code: entry.code }, entry.id);
    return show(tx, entry.id);
  }).catch((error: unknown) => titleRace(ctx, error, organization.id, input.content.title));
}

/** Replaces the content. What equals the newest revision makes none. */
export async function saveEntry(ctx: Ctx, id: string, input: z.output<typeof saveBody>): Promise<EntryOut> {
  const subject = ['entry', id] as const;
  return act(ctx, { action: 'catalog.save', subject }, async (tx, note) => {
    const { entry, viewer } = await getOwnEntry(tx, id);
    const content = admitted(input.content);
    const state = nextState(entry, 'save');
    await requireSeen(tx, entry, input.revision);
    if (JSON.stringify(content) === JSON.stringify(entry.content)) {
      note({ revision: entry.revision, unchanged: true });
      return showEntryRow(tx, entry);
    }
    if (content.title !== '') await requireFreeTitle(tx, entry.providerId, content.title, id);
    await replaceContent(tx, entry, content, state, 'save', viewer.personId);
    note({ revision: entry.revision + 1 });
    return show(tx, id);
  }).catch((error: unknown) => titleRace(ctx, error, ctx.viewer?.organization.id ?? '', input.content.title));
}

/** Back to what the public sees: a further revision with the published content; what was dropped stays in the history. */
export async function discardChanges(ctx: Ctx, id: string, input: z.output<typeof seenBody>): Promise<EntryOut> {
  return act(ctx, { action: 'catalog.discard', subject: ['entry', id] }, async (tx, note) => {
    const { entry, viewer } = await getOwnEntry(tx, id);
    const state = nextState(entry, 'discard');
    const published = (await store.publishedContents(tx.db, [entry])).get(id);
    if (published === undefined || entry.publishedRevision === null) throw refuse('catalog.nothing_to_discard');
    await requireSeen(tx, entry, input.revision);
    await replaceContent(tx, entry, published, state, 'discard', viewer.personId);
    note({ revision: entry.revision + 1, published_revision: entry.publishedRevision });
    return show(tx, id);
  });
}

/** Hands the entry to the information department, or refuses with every fault at once. */
export async function submitEntry(ctx: Ctx, id: string, input: z.output<typeof seenBody>): Promise<EntryOut> {
  return act(ctx, { action: 'catalog.submit', subject: ['entry', id] }, async (tx, note) => {
    const { entry } = await getOwnEntry(tx, id);
    const state = nextState(entry, 'submit');
    await requireSeen(tx, entry, input.revision);
    const checkedAgainst = await requireComplete(tx, entry);
    const at = tx.clock.now();
    await change(tx, entry, { state, submittedAt: at, updatedAt: at, checkedAgainst });
    await recordStep(tx, entry, 'submit', { checkedAgainst });
    note({ revision: entry.revision, requirement: checkedAgainst });
    return show(tx, id);
  });
}

/** Takes a submitted entry back, while the department has not decided on it. */
export async function recallEntry(ctx: Ctx, id: string, input: z.output<typeof recallBody>): Promise<EntryOut> {
  return act(ctx, { action: 'catalog.recall', subject: ['entry', id] }, async (tx, note) => {
    await store.lockEntry(tx.db, id);
    const { entry } = await getOwnEntry(tx, id);
    const state = nextState(entry, 'recall');
    await requireSeen(tx, entry, input.revision);
    await change(tx, entry, { state, updatedAt: tx.clock.now() });
    await recordStep(tx, entry, 'recall', { reason: input.reason });
    note({ revision: entry.revision });
    return show(tx, id);
  });
}

async function recordStep(
  tx: Ctx,
  entry: store.Entry,
  kind: 'submit' | 'recall',
  more: { readonly reason?: string; readonly checkedAgainst?: number },
): Promise<void> {
  await store.insertStep(tx.db, {
    id: newId(tx, 'entryStep'),
    entryId: entry.id,
    revision: entry.revision,
    kind,
    byId: tx.viewer?.personId ?? '',
    at: tx.clock.now(),
    ...more,
  });
}

/** Takes the entry out of public view for good. */
export async function withdrawEntry(ctx: Ctx, id: string, input: z.output<typeof withdrawBody>): Promise<EntryOut> {
  return act(ctx, { action: 'catalog.withdraw', subject: ['entry', id] }, async (tx, note) => {
    const { entry } = await getOwnEntry(tx, id);
    const state = nextState(entry, 'withdraw');
    await requireSeen(tx, entry, input.revision);
    const at = tx.clock.now();
    await change(tx, entry, { state, withdrawnAt: at, withdrawnReason: input.reason, updatedAt: at });
    await enqueue(tx, 'search.index', { entryId: id }, { key: `search.index:${id}` });
    await enqueue(tx, 'market.source_changed', { entry_id: id });
    const happened = { what: 'withdrawn', ids: [newId(tx, 'change')], entryId: id, reason: input.reason };
    await enqueue(tx, 'subscriptions.record', { ...happened, at: at.toISOString() });
    note({ code: entry.code, published_revision: entry.publishedRevision });
    return show(tx, id);
  });
}

/** Answers the number of the requirements it holds against. */
export async function requireComplete(ctx: Ctx, entry: store.Entry): Promise<number> {
  const { content } = entry;
  if (content.secret === true) throw refuse('catalog.secret');
  const requirement = await requirementInForce(ctx);
  const found = submissionFaults(content, { code: entry.code }, requirement);
  const known = await store.knownCodes(ctx.db, content.related_codes);
  const unknown = content.related_codes.filter(
    (code) => isResourceCode(code) && code !== entry.code && !known.has(code),
  );
  const faults = [...found, ...unknown.map(unknownCodeFault)];
  if (faults.length === 0) return requirement.number;
  throw refuse(lacksBasis(faults) ? 'catalog.no_basis' : 'catalog.incomplete', { count: faults.length }, faults);
}

/** Article 2: what touches state secrets is not even kept as a draft. */
function admitted(content: EntryContent): EntryContent {
  if (content.secret === true) throw refuse('catalog.secret');
  return tidyContent(content);
}

async function requireFreeTitle(ctx: Ctx, providerId: string, title: string, besides: string | null): Promise<void> {
  const code = await store.titleHolder(ctx.db, providerId, title, besides);
  if (code !== null) throw titleTaken(code);
}
function titleTaken(code: string) {
  const { zh, en } = refuse.table['catalog.title_taken'];
  return refuse('catalog.title_taken', { code }, [{ path: 'title', zh: fill(zh, { code }), en: fill(en, { code }) }]);
}

/** Two stewards choosing one title at once: the database lets one through. */
async function titleRace(ctx: Ctx, error: unknown, providerId: string, title: string): Promise<never> {
  if (sqlState(error) === '23505') {
    const code = await store.titleHolder(ctx.db, providerId, title.trim(), null);
    if (code !== null) throw titleTaken(code);
  }
  throw error;
}

async function replaceContent(
  tx: Ctx,
  entry: store.Entry,
  content: EntryContent,
  state: store.Entry['state'],
  action: 'save' | 'discard',
  byId: string,
): Promise<void> {
  const at = tx.clock.now();
  const number = entry.revision + 1;
  await change(tx, entry, { state, revision: number, content, updatedAt: at });
  await store.insertRevision(tx.db, { entryId: entry.id, number, content, action, byId, at });
}

async function show(tx: Ctx, id: string): Promise<EntryOut> {
  const entry = await store.findEntry(tx.db, id);
  if (entry === null) throw refuse('catalog.not_found');
  return showEntryRow(tx, entry);
}
