/** From a file found somewhere back to the copy it was made from, and so to who was given it and when. The file is compared and forgotten. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { onTable } from '#api/datasets/read.ts';
import { isRefusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { canonicalText } from '#api/kernel/same-value.ts';
import { rowsPlaced } from '#api/ports/tables/mark.ts';
import type { LooseTable, Meeting } from '#api/ports/tables/port.ts';
import type { traceOut } from './contract.ts';
import { marksOf } from './marks.ts';
import { leakText, maxLeakBytes, mostCopies, mostRows, mostTables } from './rules/leak.ts';
import { refuse } from './rules/refusals.ts';
import { compareCopy, isNamed, type MetColumn, overall, type Reading, readMarks } from './rules/trace.ts';
import * as store from './trace-store.ts';

export type TraceOut = z.input<typeof traceOut>;
type Item = TraceOut['items'][number];

/** Nothing is less probable than this can be written. */
const smallest = 1e-300;

/** Who may ask, and about which agreements. */
function scopeOf(ctx: Ctx): store.TraceScope {
  const { organization, duties, powers } = requireViewer(ctx.viewer);
  const steward = organization.kind === 'agency' && duties.includes('steward');
  const department = powers.find((one) => one.power === 'information_department');
  const supervises = department !== undefined && duties.includes('reviewer');
  if (!steward && !supervises) throw refuseAnywhere('auth.forbidden');
  return { agencyId: steward ? organization.id : null, regionCode: supervises ? department.regionCode : null };
}

export function mayTrace(ctx: Ctx): boolean {
  try {
    scopeOf(ctx);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

export interface FoundFile {
  readonly fileName: string;
  readonly stream: Readable;
}

/** Memory stays flat whatever the size: the file lies on the disk while it is compared, and the engine reads it there. */
export async function traceLicensed(ctx: Ctx, file: FoundFile, signal?: AbortSignal): Promise<TraceOut> {
  const scope = scopeOf(ctx);
  const scratch = await ctx.ports.files.scratch();
  try {
    const at = path.join(scratch.path, 'found');
    const sha256 = await keepFound(file.stream, at);
    const tables = await loosenFound(ctx, at, file.fileName, scratch.path, signal);
    const compared = await compareAll(ctx, scope, tables, signal);
    const items = compared.items
      .map((one) => ({ ...one, chance: Math.max(smallest, overall(one.chance, compared.copies)) }))
      .sort((a, b) => a.chance - b.chance || b.rows_found - a.rows_found);
    const [first] = items;
    const named = first !== undefined && isNamed(first.chance);
    await act(
      ctx,
      {
        action: 'usage.trace',
        subject: ['organization', requireViewer(ctx.viewer).organization.id],
        facts: { sha256, compared: compared.copies, named: named ? first.copy_id : null },
      },
      async () => {},
    );
    return {
      rows: tables.reduce((sum, one) => Math.max(sum, one.rows), 0),
      sha256,
      compared: compared.copies,
      named,
      items: items.slice(0, 20),
    };
  } finally {
    await scratch.release();
  }
}

export async function keepFound(stream: Readable, at: string): Promise<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(bytes > maxLeakBytes ? refuse('usage.leak_too_large', { limit: leakText }) : null, chunk);
    },
  });
  await pipeline(stream, measured, createWriteStream(at, { mode: 0o600 }));
  return hash.digest('hex');
}

export async function loosenFound(
  ctx: Ctx,
  at: string,
  originalName: string,
  scratchDir: string,
  signal: AbortSignal | undefined,
): Promise<readonly LooseTable[]> {
  try {
    const input = { path: at, originalName, scratchDir, ...(signal === undefined ? {} : { signal }) };
    const tables = await ctx.ports.tables.loosen(input);
    if (tables.length > 0) return tables;
  } catch (error) {
    if (!isRefusal(error) || !error.code.startsWith('tables.')) throw error;
  }
  throw refuse('usage.leak_unreadable');
}

/** Each table is met once for all its copies. */
async function compareAll(
  ctx: Ctx,
  scope: store.TraceScope,
  found: readonly LooseTable[],
  signal: AbortSignal | undefined,
): Promise<{ items: Item[]; copies: number }> {
  const items: Item[] = [];
  let copies = 0;
  for (const copied of await store.copiedTables(ctx.db, scope, mostTables)) {
    const table = await store.findTable(ctx.db, copied);
    if (table === null) continue;
    const best = await meetBest(ctx, table, found, signal);
    if (best === null || best.meeting.met === 0) continue;
    const { reading, meeting } = best;
    for (const copy of await store.copiesOf(ctx.db, scope, copied, mostCopies)) {
      const [first] = copy.deliveries;
      if (first === undefined) continue;
      copies += 1;
      const like = compareCopy(reading, marksOf(ctx, copy.id));
      items.push({
        copy_id: copy.id,
        agreement: first.agreement,
        organization: first.organization,
        dataset: table.version.entry,
        version: table.version.number,
        table: table.name,
        day: copy.day,
        deliveries: copy.deliveries.map((one) => ({
          id: one.id,
          at: one.at.toISOString(),
          format: one.format,
          key_prefix: one.apiKey?.prefix ?? null,
        })),
        rows_found: meeting.met,
        rows_ordered: like.ordered,
        marks_read: like.marksRead,
        marks_matched: like.marksMatched,
        chance: like.chance,
      });
      // Thousands of keyed numbers a copy: others are answered in between.
      await nextTurn();
      signal?.throwIfAborted();
    }
  }
  return { items, copies };
}

export type KeptTable = NonNullable<Awaited<ReturnType<typeof store.findTable>>>;

/** Of a workbook of several sheets the one that holds most of the table. */
export async function meetBest(
  ctx: Ctx,
  table: KeptTable,
  found: readonly LooseTable[],
  signal: AbortSignal | undefined,
): Promise<{ meeting: Meeting; reading: Reading } | null> {
  const own = new Set(table.columns.map((one) => canonicalText(one.name)));
  const alike = found.filter((one) => one.names.some((name) => own.has(canonicalText(name))));
  if (alike.length === 0 || (await ctx.ports.files.stat(table.tableKey)) === null) return null;
  return onTable(ctx, table, async (at) => {
    let best: Meeting | null = null;
    for (const one of alike) {
      const meeting = await ctx.ports.tables.meet(at, one, mostRows, signal === undefined ? {} : { signal });
      if (meeting !== null && meeting.met > (best?.met ?? 0)) best = meeting;
    }
    if (best === null) return null;
    const prose = await ctx.ports.tables.prose(at);
    const columns = best.shared.map(
      ({ name, type }): MetColumn => ({
        name,
        type,
        position: table.columns.findIndex((one) => one.name === name),
        carries: type === 'decimal' || prose.includes(name),
      }),
    );
    return { meeting: best, reading: readMarks(columns, best.sample, rowsPlaced) };
  });
}
