/** Sources, runs and records as they go over the wire. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { can } from '#api/kernel/lifecycle.ts';
import { isRefusal, type Refusal } from '#api/kernel/refusal.ts';
import type { previewOut, publicSource, recordOut, runOut, runSummary, sourceOut } from './contract.ts';
import type { RunState, Schedule, SourceKind } from './rules/codes.ts';
import type { HarvestedContent } from './rules/content.ts';
import { runLifecycle, sourceLifecycle } from './rules/lifecycle.ts';
import { keepsSourcesOf } from './rules/rights.ts';
import * as store from './store.ts';

export type SourceOut = z.input<typeof sourceOut>;
export type PublicSource = z.input<typeof publicSource>;
export type RunSummary = z.input<typeof runSummary>;
export type RunOut = z.input<typeof runOut>;
export type RecordOut = z.input<typeof recordOut>;
export type PreviewOut = z.input<typeof previewOut>;

/** A fault as it is kept: with its words, which outlive the code that made them. */
export interface KeptFault {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}
export interface KeptFailure extends KeptFault {
  readonly identifier: string | null;
}

export const keptFault = (fault: Refusal): KeptFault => ({
  code: fault.code,
  zh: fault.sentence('zh'),
  en: fault.sentence('en'),
});

export const faultOf = (error: unknown): KeptFault | null => (isRefusal(error) ? keptFault(error) : null);

const iso = (at: Date): string => at.toISOString();

export function showRun(run: store.Run): RunSummary {
  const fault = run.fault as unknown as KeptFault | null;
  return {
    id: run.id,
    source_id: run.sourceId,
    state: run.state as RunState,
    full: run.full,
    started_at: iso(run.startedAt),
    ended_at: run.endedAt === null ? null : iso(run.endedAt),
    seen: run.seen,
    added: run.added,
    changed: run.changed,
    unchanged: run.unchanged,
    removed: run.removed,
    failed: run.failed,
    fault: fault === null ? null : { code: fault.code, zh: fault.zh, en: fault.en },
  };
}

export function showReport(ctx: Ctx, run: store.Run, source: store.Source): RunOut {
  const failures = run.failures as unknown as KeptFailure[];
  return {
    ...showRun(run),
    source: { id: source.id, name: source.name, region_code: source.regionCode },
    failures: failures.map(({ identifier, code, zh, en }) => ({ identifier, code, zh, en })),
    failures_left_out: Math.max(0, run.failed - failures.length),
    may: {
      decide: can(runLifecycle, run.state as RunState, 'confirm') && keepsSourcesOf(ctx.viewer, source.regionCode),
    },
  };
}

export async function showSources(ctx: Ctx, rows: readonly store.Source[]): Promise<SourceOut[]> {
  const ids = rows.map((row) => row.id);
  const [counts, runs, held] = await Promise.all([
    store.countLive(ctx.db, ids),
    store.lastRuns(ctx.db, ids),
    store.heldRuns(ctx.db, ids),
  ]);
  return rows.map((row): SourceOut => {
    const last = runs.last.get(row.id);
    const keeps = keepsSourcesOf(ctx.viewer, row.regionCode);
    const may = (action: string) => keeps && can(sourceLifecycle, row.state, action);
    return {
      ...publicFacts(row, counts.get(row.id) ?? 0, runs.read.get(row.id) ?? null),
      state: row.state,
      revision: row.revision,
      created_at: iso(row.createdAt),
      next_run_at: row.nextRunAt === null ? null : iso(row.nextRunAt),
      last_run: last === undefined ? null : showRun(last),
      held_run: held.get(row.id) ?? null,
      may: {
        edit: may('edit'),
        run: may('run') && last?.state !== 'running',
        pause: may('pause'),
        resume: may('resume'),
        end: may('end'),
      },
    };
  });
}

export function publicFacts(row: store.Source, records: number, harvestedAt: Date | null): PublicSource {
  return {
    id: row.id,
    name: row.name,
    name_en: row.nameEn,
    kind: row.kind as SourceKind,
    url: row.url,
    region_code: row.regionCode,
    schedule: row.schedule as Schedule,
    records,
    harvested_at: harvestedAt === null ? null : iso(harvestedAt),
  };
}

export function showRecord(row: store.Row, seenAt: Date | null, instead: RecordOut['shown_instead']): RecordOut {
  return {
    id: row.id,
    identifier: row.identifier,
    title: row.title,
    origin_url: row.originUrl,
    source: {
      id: row.source.id,
      name: row.source.name,
      name_en: row.source.nameEn,
      kind: row.source.kind as SourceKind,
      url: row.source.url,
      region_code: row.source.regionCode,
    },
    content: row.content as unknown as HarvestedContent,
    origin_modified: row.originModified === null ? null : iso(row.originModified),
    first_seen_at: iso(row.firstSeenAt),
    changed_at: iso(row.changedAt),
    harvested_at: iso(seenAt ?? row.changedAt),
    shown_instead: instead,
  };
}
