/** What an information department does with the portals of its region and of those directly below it (Article 6). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { readOutbound } from '#api/ports/outbound/address.ts';
import { refuse as refuseOutbound } from '#api/ports/outbound/refusals.ts';
import type { federationOperations, runInput, sourceAddress, sourceEdit, sourceInput } from './contract.ts';
import { openRun, readers, remove, stateAfter } from './harvest.ts';
import { makeWeb } from './readers/web.ts';
import { type RemovalDecision, sourceStates } from './rules/codes.ts';
import { sourceLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { keepsSourcesOf } from './rules/rights.ts';
import { nextRun } from './rules/schedule.ts';
import * as store from './store.ts';
import {
  keptFault,
  type PreviewOut,
  type RunOut,
  type RunSummary,
  type SourceOut,
  showReport,
  showRun,
  showSources,
} from './view.ts';

type RunPage = z.input<(typeof federationOperations)['listRuns']['out']>;

/** Reads the first records as a harvest would; keeps nothing. */
export async function previewSource(ctx: Ctx, input: z.output<typeof sourceAddress>): Promise<PreviewOut> {
  requireKeeper(ctx, input.region_code);
  const url = checkedAddress(ctx, input.url);
  const web = makeWeb(ctx, { retries: [], timeoutMs: 15_000 });
  const facts = { url, name: '', regionCode: input.region_code };
  const ask = { since: null, position: null, validators: {}, paged: false, size: shownInPreview };
  const batches = readers[input.kind](web, facts, ask);
  try {
    const first = await batches.next();
    if (first.done === true) return { told: 0, items: [], failures: [] };
    const items = first.value.items.slice(0, shownInPreview);
    return {
      told: first.value.told ?? null,
      items: items.flatMap((item) =>
        'record' in item
          ? [{ identifier: item.identifier, origin_url: item.record.originUrl, content: item.record.content }]
          : [],
      ),
      failures: items.flatMap((item) =>
        'fault' in item ? [{ identifier: item.identifier, ...keptFault(item.fault) }] : [],
      ),
    };
  } finally {
    await batches.return(undefined);
  }
}
const shownInPreview = 10;

export async function addSource(ctx: Ctx, input: z.output<typeof sourceInput>): Promise<SourceOut> {
  const subject = ['harvest_source', 'new'] as const;
  return act(ctx, { action: 'federation.add_source', subject }, async (tx, note) => {
    const viewer = requireKeeper(tx, input.region_code);
    const url = checkedAddress(tx, input.url);
    await requireFree(tx, url);
    const id = newId(tx, 'source');
    const now = tx.clock.now();
    await store.insertSource(tx.db, {
      id,
      name: input.name,
      nameEn: input.name_en === '' ? null : input.name_en,
      kind: input.kind,
      url,
      regionCode: input.region_code,
      schedule: input.schedule,
      state: 'active',
      createdBy: viewer.personId,
      organizationId: viewer.organization.id,
      createdAt: now,
      nextRunAt: input.schedule === 'manual' ? null : now,
    });
    note({ kind: input.kind, host: new URL(url).host, region: input.region_code, schedule: input.schedule }, id);
    return one(tx, id);
  });
}

export async function editSource(ctx: Ctx, id: string, input: z.output<typeof sourceEdit>): Promise<SourceOut> {
  return act(ctx, { action: 'federation.edit_source', subject: ['harvest_source', id] }, async (tx, note) => {
    const source = await kept(tx, id);
    walk(source, 'edit');
    const url = checkedAddress(tx, input.url);
    const moved = url !== source.url;
    if (moved) {
      await requireFree(tx, url);
      // A run that is under way would mix two catalogues.
      if ((await store.runsIn(tx.db, id, 'running')).length > 0) throw refuse('federation.running');
    }
    await change(tx, source, input.revision, {
      name: input.name,
      nameEn: input.name_en === '' ? null : input.name_en,
      url,
      schedule: input.schedule,
      ...(moved ? { cursor: {} } : {}),
      ...(source.state === 'active' && input.schedule !== source.schedule
        ? { nextRunAt: nextRun(input.schedule, tx.clock.now()) }
        : {}),
    });
    note({ host: new URL(url).host, moved, schedule: input.schedule });
    return one(tx, id);
  });
}

export async function pauseSource(ctx: Ctx, id: string, { revision }: { revision: number }): Promise<SourceOut> {
  return move(ctx, id, revision, 'pause', async (tx, source) => {
    await change(tx, source, revision, { state: 'paused', nextRunAt: null });
  });
}

/** What happened meanwhile is not known, so everything is read anew. */
export async function resumeSource(ctx: Ctx, id: string, { revision }: { revision: number }): Promise<SourceOut> {
  return move(ctx, id, revision, 'resume', async (tx, source) => {
    const nextRunAt = source.schedule === 'manual' ? null : tx.clock.now();
    await change(tx, source, revision, { state: 'active', nextRunAt, cursor: {} });
  });
}

/** Its records leave the catalogue; they come back when it is resumed. */
export async function endSource(ctx: Ctx, id: string, { revision }: { revision: number }): Promise<SourceOut> {
  return move(ctx, id, revision, 'end', async (tx, source, note) => {
    await change(tx, source, revision, { state: 'ended', nextRunAt: null });
    note({ removed: await remove(tx, id, null) });
  });
}

export async function runSource(ctx: Ctx, id: string, { full }: z.output<typeof runInput>): Promise<RunSummary> {
  return act(ctx, { action: 'federation.start_run', subject: ['harvest_source', id] }, async (tx, note) => {
    const source = await kept(tx, id);
    walk(source, 'run');
    const run = await openRun(tx, source, full);
    note({ run: run.id, full: run.full, by: 'person' });
    return showRun(run);
  });
}

/** More than half was gone: a person of the department has looked and decides. */
export async function decideRemoval(
  ctx: Ctx,
  runId: string,
  { decision }: { decision: RemovalDecision },
): Promise<RunOut> {
  const action = decision === 'confirm' ? 'federation.confirm_removal' : 'federation.keep_records';
  return act(ctx, { action, subject: ['harvest_run', runId] }, async (tx, note) => {
    const found = await store.findRun(tx.db, runId);
    if (found === null) throw refuse('federation.run_not_found');
    const source = await store.lockSource(tx.db, found.sourceId);
    if (source === null) throw refuse('federation.run_not_found');
    requireKeeper(tx, source.regionCode);
    const run = await store.lockRun(tx.db, runId);
    if (run?.state !== 'held') throw refuse('federation.nothing_held');
    const removed = decision === 'confirm' ? await remove(tx, source.id, runId) : 0;
    await store.changeRun(tx.db, runId, { state: stateAfter('held', decision), removed });
    note({ source: source.id, removed });
    const after = await store.findRun(tx.db, runId);
    return showReport(tx, after ?? run, source);
  });
}

/** Every source the viewer's department keeps. */
export async function listSources(ctx: Ctx): Promise<{ items: SourceOut[] }> {
  const viewer = requireViewer(ctx.viewer);
  const held = viewer.powers.filter((one) => one.power === 'information_department');
  if (held.length === 0 || !viewer.duties.includes('reviewer')) throw refuse('federation.not_your_region');
  const rows = await store.listSources(ctx.db, {});
  return {
    items: await showSources(
      ctx,
      rows.filter((row) => keepsSourcesOf(viewer, row.regionCode)),
    ),
  };
}

export async function getSource(ctx: Ctx, id: string): Promise<SourceOut> {
  requireViewer(ctx.viewer);
  const source = await store.findSource(ctx.db, id);
  if (source === null) throw refuse('federation.not_found');
  requireKeeper(ctx, source.regionCode);
  return one(ctx, id);
}

export async function listRuns(ctx: Ctx, id: string, asked: { page: number; page_size: number }): Promise<RunPage> {
  await getSource(ctx, id);
  const window = { skip: (asked.page - 1) * asked.page_size, take: asked.page_size };
  const { total, rows } = await store.listRuns(ctx.db, id, window);
  return { items: rows.map(showRun), total, page: asked.page, page_size: asked.page_size };
}

export async function getRun(ctx: Ctx, id: string): Promise<RunOut> {
  requireViewer(ctx.viewer);
  const run = await store.findRun(ctx.db, id);
  const source = run === null ? null : await store.findSource(ctx.db, run.sourceId);
  if (run === null || source === null) throw refuse('federation.run_not_found');
  requireKeeper(ctx, source.regionCode);
  return showReport(ctx, run, source);
}

function requireKeeper(ctx: Ctx, regionCode: string) {
  const viewer = requireViewer(ctx.viewer);
  if (!keepsSourcesOf(viewer, regionCode)) throw refuse('federation.not_your_region');
  return viewer;
}

/** The source, locked, when the viewer keeps it. */
async function kept(tx: Ctx, id: string): Promise<store.Source> {
  requireViewer(tx.viewer);
  const source = await store.lockSource(tx.db, id);
  if (source === null) throw refuse('federation.not_found');
  requireKeeper(tx, source.regionCode);
  return source;
}

function walk(source: store.Source, action: string): void {
  if (edge(sourceLifecycle, source.state, action) !== null) return;
  const [state_zh, state_en] = sourceStates.words[source.state];
  throw refuse('federation.wrong_state', { state_zh, state_en });
}

async function change(
  tx: Ctx,
  source: store.Source,
  revision: number,
  data: Parameters<typeof store.changeSource>[3],
): Promise<void> {
  if (!(await store.changeSource(tx.db, source.id, revision, data))) throw refuse('federation.changed_meanwhile');
}

type Note = Parameters<Parameters<typeof act>[2]>[1];

function move(
  ctx: Ctx,
  id: string,
  revision: number,
  action: 'pause' | 'resume' | 'end',
  body: (tx: Ctx, source: store.Source, note: Note) => Promise<void>,
): Promise<SourceOut> {
  const subject = ['harvest_source', id] as const;
  return act(ctx, { action: `federation.${action}_source`, subject, facts: { revision } }, async (tx, note) => {
    const source = await kept(tx, id);
    walk(source, action);
    await body(tx, source, note);
    return one(tx, id);
  });
}

async function one(ctx: Ctx, id: string): Promise<SourceOut> {
  const row = await store.findSource(ctx.db, id);
  const [shown] = row === null ? [] : await showSources(ctx, [row]);
  if (shown === undefined) throw refuse('federation.not_found');
  return shown;
}

/** The address in one spelling, so that a portal is not added twice. */
function checkedAddress(ctx: Ctx, text: string): string {
  const url = readOutbound(text, ctx.env.OUTBOUND_ALLOW);
  if (url === null) throw refuseOutbound('outbound.bad_address');
  if (url.host === new URL(ctx.env.PUBLIC_URL).host) throw refuse('federation.own_address');
  url.hash = '';
  return url.search === '' ? url.href.replace(/\/+$/, '') : url.href;
}

async function requireFree(tx: Ctx, url: string): Promise<void> {
  const taken = await store.findSourceByUrl(tx.db, url);
  if (taken !== null) throw refuse('federation.url_taken', { name: taken.name });
}
