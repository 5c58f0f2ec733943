/** The holder's side of cards: make, fill in, save, discard, maintain; and the lists of all sides. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import { requireHolder, scopeOf, seenCard } from './access.ts';
import type * as shapes from './contract.ts';
import type { AssetContent } from './contract.ts';
import * as facts from './facts-store.ts';
import type { AssetAction } from './rules/codes.ts';
import { valuationWhole } from './rules/content.ts';
import { type EntryFacts, hasData } from './rules/facts.ts';
import { prefilled } from './rules/prefill.ts';
import { refuse } from './rules/refusals.ts';
import { hindrance } from './rules/rights.ts';
import { type CardOut, cardFacts, contentOf, reread, showCard, showLines } from './show.ts';
import * as store from './store.ts';
import { spansBy } from './terms.ts';

type In<S extends z.ZodType> = z.output<S>;

/** The entries behind codes, which have to be the holder's own, published, free and no secret. */
export async function ownEntries(ctx: Ctx, holderId: string, codes: readonly string[], cardId: string) {
  const found = await facts.findEntries(ctx.db, codes);
  const byCode = new Map(found.map((one) => [one.code, one]));
  const unknown = codes.filter((code) => (byCode.get(code)?.publishedRevision ?? null) === null);
  if (unknown.length > 0) throw refuse('assets.entry_unknown', { codes: unknown.join(', ') });
  const foreign = found.filter((one) => one.providerId !== holderId).map((one) => one.code);
  if (foreign.length > 0) throw refuse('assets.entry_of_other', { codes: foreign.join(', ') });
  if (found.some((one) => (one.content as { secret?: boolean | null }).secret === true)) throw refuse('assets.secret');
  const ids = found.map((one) => one.id);
  const taken = new Set(await store.takenEntries(ctx.db, ids, cardId));
  if (taken.size > 0)
    throw refuse('assets.entry_taken', {
      codes: found
        .filter((one) => taken.has(one.id))
        .map((one) => one.code)
        .join(', '),
    });
  return [...new Set(codes)].flatMap((code) => byCode.get(code) ?? []);
}

/** Scale and evidence as of now, for the columns of a card. */
export async function factsNow(ctx: Ctx, entryIds: readonly string[]) {
  const now = await facts.factsOf(ctx.db, entryIds);
  return { taken: now, ...factColumns(ctx, now) };
}

function factColumns(ctx: Ctx, taken: readonly EntryFacts[]) {
  const evidence = taken
    .filter((one) => one.sha256 !== null)
    .map((one) => ({ code: one.code, version: one.version, sha256: one.sha256 }));
  return {
    facts: taken.map((one) => ({ ...one })),
    evidenceSha256:
      evidence.length === 0
        ? null
        : createHash('sha256')
            .update(canonicalJson(evidence as never), 'utf8')
            .digest('hex'),
    factsAt: ctx.clock.now(),
  };
}

/** The columns that stand for parts of the content, so that the database guards and sums them. */
export const moneyColumns = (content: AssetContent) => ({
  name: content.name,
  content: content as object,
  costCollectionFen: BigInt(content.cost_collection_fen || '0'),
  costGovernanceFen: BigInt(content.cost_governance_fen || '0'),
  costStorageFen: BigInt(content.cost_storage_fen || '0'),
  valuationFen: content.valuation_fen === '' ? null : BigInt(content.valuation_fen),
  valuationReport: content.valuation_report === '' ? null : content.valuation_report,
});

/** What no card may say, finished or not. */
export function requireSound(ctx: Ctx, content: AssetContent): void {
  if (!valuationWhole(content)) throw refuse('assets.value_without_report');
  const today = dayOf(ctx.clock.now());
  if (content.valued_on > today || content.safety_on > today) throw refuse('assets.future_day', { today });
}

interface Noted {
  readonly cardId: string;
  readonly caseId?: string | null;
  readonly action: AssetAction;
  readonly from: string;
  readonly to: string;
  readonly words?: string | null;
  readonly viewer: Viewer | null;
}

export async function noteStep(tx: Ctx, { viewer, words, caseId, from, to, ...rest }: Noted): Promise<void> {
  await store.insertStep(tx.db, {
    id: newId(tx, 'step'),
    ...rest,
    caseId: caseId ?? null,
    fromState: from,
    toState: to,
    words: words === undefined || words === '' ? null : words,
    personId: viewer?.personId ?? null,
    organizationId: viewer?.organization.id ?? null,
    at: tx.clock.now(),
  });
}

async function makeCard(tx: Ctx, viewer: Viewer, codes: readonly string[]): Promise<{ id: string; no: string }> {
  const id = newId(tx, 'asset');
  const entries = await ownEntries(tx, viewer.organization.id, codes, id);
  const { taken: _, ...columns } = await factsNow(
    tx,
    entries.map((one) => one.id),
  );
  const no = await nextNumber(tx, 'asset_card', 'ZC');
  const at = tx.clock.now();
  const content = contentOf(prefilled(entries));
  await store.insertCard(tx.db, {
    id,
    no,
    holderId: viewer.organization.id,
    regionCode: viewer.organization.regionCode,
    state: 'draft',
    revision: 1,
    ...moneyColumns(content),
    ...columns,
    createdBy: viewer.personId,
    createdAt: at,
    updatedAt: at,
  });
  await store.setResources(
    tx.db,
    id,
    entries.map((one) => one.id),
  );
  await noteStep(tx, { cardId: id, action: 'create', from: 'draft', to: 'draft', viewer });
  return { id, no };
}

/** One card of one or several entries, with all that is known of them. */
export async function createAsset(ctx: Ctx, input: In<typeof shapes.createBody>): Promise<CardOut> {
  const viewer = requireHolder(ctx);
  return act(ctx, { action: 'assets.create', subject: ['asset', 'new'] }, async (tx, note) => {
    const { id, no } = await makeCard(tx, viewer, input.entries);
    note({ no, entries: input.entries }, id);
    return reread(tx, id);
  });
}

/** A card for each entry of a selection. */
export async function prefillAssets(ctx: Ctx, input: In<typeof shapes.prefillBody>) {
  const viewer = requireHolder(ctx);
  return act(ctx, { action: 'assets.prefill', subject: ['organization', viewer.organization.id] }, async (tx, note) => {
    const made: { id: string; no: string; entry: string }[] = [];
    for (const entry of new Set(input.entries)) made.push({ ...(await makeCard(tx, viewer, [entry])), entry });
    note({ cards: made.map((one) => one.no) });
    return { made };
  });
}

export async function showAsset(ctx: Ctx, id: string): Promise<CardOut> {
  return showCard(ctx, await seenCard(ctx, id));
}

export async function listAssets(
  ctx: Ctx,
  query: In<typeof shapes.listQuery>,
): Promise<z.input<typeof shapes.assetList>> {
  const scope = scopeOf(ctx);
  const { page, page_size, state, q, open } = query;
  const { rows, total, counts } = await store.listCards(
    ctx.db,
    scope,
    { state, q, open: open === 'yes' },
    { skip: (page - 1) * page_size, take: page_size },
  );
  const all = { draft: 0, submitted: 0, registered: 0, cancelled: 0, ...counts };
  return { items: await showLines(ctx, rows), total, page, page_size, counts: all };
}

const mostUncarded = 500;

/** Published data without a card, of the own unit, or of the regions of the desk. */
export async function listUncarded(ctx: Ctx): Promise<z.input<typeof shapes.uncardedOut>> {
  const scope = scopeOf(ctx);
  const within =
    scope.regions.length > 0 ? { regions: scope.regions } : scope.holderId !== null ? { agencyId: scope.holderId } : {};
  const rows = (await facts.listUncarded(ctx.db, within, mostUncarded + 1)).filter((one) => !one.carded);
  const units = await store.findUnits(
    ctx.db,
    rows.map((one) => one.provider_id),
  );
  const [spans, today] = [spansBy(ctx), dayOf(ctx.clock.now())];
  const items = await Promise.all(
    rows.slice(0, mostUncarded).map(async (one) => {
      const published = dayOf(one.since);
      const ends = addDays(published, (await spans(one.region_code)).grace);
      return {
        code: one.code,
        title: one.title,
        holder: units.get(one.provider_id)?.name ?? '',
        published_on: published,
        grace_ends_on: ends,
        late: today > ends,
      };
    }),
  );
  return { items, truncated: rows.length > mostUncarded };
}

/** One step on a card that has no application under way: locked, allowed, changed, noted. */
async function onCard(
  ctx: Ctx,
  id: string,
  action: 'save' | 'discard' | 'maintain',
  revision: number | null,
  body: (tx: Ctx, row: store.CardRow, viewer: Viewer) => Promise<{ changes: store.CardChanges; words?: string }>,
): Promise<CardOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `assets.${action}`, subject: ['asset', id] }, async (tx, note) => {
    await store.lockCard(tx.db, id);
    const row = await seenCard(tx, id);
    const hindered = hindrance(
      cardFacts(row, await spansBy(tx)(row.regionCode)),
      viewer,
      action,
      dayOf(tx.clock.now()),
    );
    if (hindered !== null) throw hindered;
    if (revision !== null && revision !== row.revision)
      throw refuse('assets.changed_meanwhile', { revision: row.revision });
    const { changes, words } = await body(tx, row, viewer);
    await store.updateCard(tx.db, id, row.revision, { ...changes, updatedAt: tx.clock.now() });
    const to = (changes.state as string | undefined) ?? row.state;
    await noteStep(tx, { cardId: id, action, from: row.state, to, words: words ?? null, viewer });
    note({ no: row.no });
    return reread(tx, id);
  });
}

export async function saveAsset(ctx: Ctx, id: string, input: In<typeof shapes.saveBody>): Promise<CardOut> {
  return onCard(ctx, id, 'save', input.revision, async (tx, row) => {
    const { content } = input;
    requireSound(tx, content);
    const entries = await ownEntries(tx, row.holderId, content.entries, id);
    const ids = entries.map((one) => one.id);
    const { taken: _, ...columns } = await factsNow(tx, ids);
    await store.setResources(tx.db, id, ids);
    return { changes: { ...moneyColumns(content), ...columns } };
  });
}

export async function discardAsset(ctx: Ctx, id: string, input: In<typeof shapes.seenBody>): Promise<CardOut> {
  return onCard(ctx, id, 'discard', input.revision, async (tx) => {
    await store.letGo(tx.db, id);
    return { changes: { state: 'cancelled', cancelledOn: dayOf(tx.clock.now()) } };
  });
}

/** The holder has looked at the card: it holds, and its scale is what the data have now. */
export async function maintainAsset(ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>): Promise<CardOut> {
  return onCard(ctx, id, 'maintain', null, async (tx, row) => {
    const { taken, ...columns } = await factsNow(
      tx,
      row.resources.map((one) => one.entryId),
    );
    if (!hasData(taken)) throw refuse('assets.no_data');
    return { changes: { ...columns, maintainedOn: dayOf(tx.clock.now()) }, words: input.words };
  });
}
