/** From a grant to data that can be taken: at once where the platform has them, within the term where the provider has to bring them. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { getPublicEntry } from '#api/catalog/read.ts';
import { isSteward } from '#api/catalog/rules/visibility.ts';
import type { Ctx } from '#api/context.ts';
import type { Filter } from '#api/datasets/rules/query.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { isRefusal, type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { startClock, stopped } from '#api/licensing/rules/clock.ts';
import { seenRequest } from './access.ts';
import type { returnRuleBody, sourcesOut, wordsBody } from './contract.ts';
import { tell } from './letters.ts';
import type { ReturnForm } from './rules/codes.ts';
import { sharingLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { returnFilter } from './rules/returns.ts';
import { sharedVersion } from './shareable.ts';
import type { RequestOut } from './show.ts';
import * as store from './store.ts';
import { termDays } from './terms.ts';
import { step, walk } from './walk.ts';

async function titleOf(ctx: Ctx, row: store.RequestRow): Promise<string> {
  return (await store.findEntries(ctx.db, [row.entryId])).get(row.entryId)?.title ?? '';
}

/** What opening a grant changes, or the refusal that says what is missing. */
async function readiness(ctx: Ctx, row: store.RequestRow): Promise<store.Changes | Refusal> {
  const opened = { ...stopped, openedAt: row.openedAt ?? ctx.clock.now() };
  if (row.kind !== 'return') {
    const version = await sharedVersion(ctx, row);
    if (version === null) return refuse('sharing.no_data', { title: await titleOf(ctx, row) });
    return version.hindrance ?? opened;
  }
  const rule = await store.findReturnRule(ctx.db, row.entryId);
  if (rule === null) return refuse('sharing.no_return_rule', { title: await titleOf(ctx, row) });
  const version = await sharedVersion(ctx, { entryId: row.entryId, grantedTable: rule.table });
  const column = version?.columns.find((one) => one.name === rule.column);
  if (version === null || column === undefined) return refuse('sharing.no_data', { title: await titleOf(ctx, row) });
  if (version.hindrance !== null) return version.hindrance;
  const filter = returnFilter({ column: rule.column, form: rule.form as ReturnForm }, column.type, row.requesterRegion);
  if (filter === null) return refuse('sharing.return_unknown', { region: row.requesterRegion });
  return { ...opened, grantedTable: rule.table, grantedFilters: [filter] as never };
}

/** Nobody is asked: the platform grants, and opens what it has (Article 13; Order 809, Articles 21, 24). */
export async function grantAtOnce(tx: Ctx, row: store.RequestRow): Promise<void> {
  const granted = await step(
    tx,
    row,
    'grant_at_once',
    {
      ...(await provisionClock(tx, row)),
      outcome: 'granted',
      decidedAt: tx.clock.now(),
      decidedRevision: row.revision + 1,
      grantedColumns: row.columns,
    },
    null,
    null,
  );
  await openOrAsk(tx, granted);
}

export async function provisionClock(tx: Ctx, row: store.RequestRow) {
  return startClock(tx.calendar(), dayOf(tx.clock.now()), await termDays(tx, 'provision', row.regionCode));
}

/** Opens a grant whose data are there; else the provider is told by when they have to be. */
export async function openOrAsk(tx: Ctx, row: store.RequestRow): Promise<void> {
  if (await openIfReady(tx, row)) return;
  const params = { no: row.no, title: await titleOf(tx, row), due: row.dueOn ?? '' };
  await tell(tx, 'provide', { id: row.id, to: row.providerId, params });
}

async function openIfReady(tx: Ctx, row: store.RequestRow): Promise<boolean> {
  const ready = await readiness(tx, row);
  if (isRefusal(ready)) return false;
  await opened(tx, await step(tx, row, 'open', ready, null, null));
  return true;
}

async function opened(tx: Ctx, row: store.RequestRow): Promise<void> {
  const params = { no: row.no, title: await titleOf(tx, row), until: row.termUntil };
  await tell(tx, 'opened', { id: row.id, to: row.requesterId, params });
  await enqueue(tx, 'sharing.tell', { request: row.id });
}

/** The provider has published the data; the platform would have seen it by itself within the hour. */
export async function provideShared(ctx: Ctx, id: string, input: z.output<typeof wordsBody>): Promise<RequestOut> {
  return walk(ctx, id, 'open', async ({ tx, row }) => {
    const ready = await readiness(tx, row);
    if (isRefusal(ready)) throw ready;
    return { changes: ready, words: input.words, after: opened };
  });
}

/** The platform's own look at a grant that waits for data. */
export async function openWaiting(ctx: Ctx, id: string): Promise<boolean> {
  const seen = await store.findRequest(ctx.db, id);
  if (seen === null || edge(sharingLifecycle, seen.state, 'open') === null || isRefusal(await readiness(ctx, seen)))
    return false;
  return act(ctx, { action: 'sharing.open', subject: ['sharing', id] }, async (tx, note) => {
    const row = await store.lockRequest(tx.db, id);
    if (row === null || edge(sharingLifecycle, row.state, 'open') === null) return false;
    note({ no: row.no });
    return openIfReady(tx, row);
  });
}

export async function setSharingReturnRule(
  ctx: Ctx,
  code: string,
  input: z.output<typeof returnRuleBody>,
): Promise<z.input<typeof returnRuleBody>> {
  const viewer = requireViewer(ctx.viewer);
  const entry = await getPublicEntry(ctx, code);
  if (!isSteward(viewer, { providerId: entry.provider.id })) throw refuseAnywhere('auth.forbidden');
  const version = await sharedVersion(ctx, { entryId: entry.id, grantedTable: input.table });
  if (version === null) throw refuse('sharing.no_data', { title: entry.content.title });
  if (!version.columns.some((one) => one.name === input.column))
    throw refuse('sharing.unknown_columns', { columns: input.column });
  return act(ctx, { action: 'sharing.set_return_rule', subject: ['entry', entry.id] }, async (tx, note) => {
    const { table, column, form } = input;
    const by = { setBy: viewer.personId, setAt: tx.clock.now() };
    await store.setReturnRule(tx.db, { entryId: entry.id, table, column, form, ...by });
    await enqueue(tx, 'sharing.sweep', {}, { key: 'sharing.sweep' });
    note({ column, form });
    return { table, column, form };
  });
}

/** Tables and columns of the newest version, for the provider's reply and rules. */
export async function listSharedSources(ctx: Ctx, id: string): Promise<z.input<typeof sourcesOut>> {
  const { row, sides } = await seenRequest(ctx, id);
  if (!sides.includes('provider')) throw refuseAnywhere('auth.forbidden');
  const first = await sharedVersion(ctx, { entryId: row.entryId, grantedTable: 1 });
  if (first === null) return { version: null, tables: [] };
  return { version: first.number, tables: first.tables.map((one) => ({ ...one, columns: [...one.columns] })) };
}

export const filtersGranted = (row: store.RequestRow): Filter[] => row.grantedFilters as unknown as Filter[];
