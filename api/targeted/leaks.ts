/** One tool for both kinds of delivery: a found file compared with licensed copies, and with files of targeted opening. */
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Ctx } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { leakText, maxLeakBytes as mostBytes } from '#api/usage/rules/leak.ts';
import { refuse } from '#api/usage/rules/refusals.ts';
import { type FoundFile, type TraceOut as LicensedTrace, traceLicensed } from '#api/usage/tracing.ts';
import { maxLeakBytes } from './rules/limits.ts';
import { type TraceOut as TargetedTrace, traceTargeted } from './tracing.ts';

export interface LeakTraces {
  readonly licensed: LicensedTrace;
  /** Null where the viewer may not see targeted cases, or the file is none of theirs: they are small tables in text. */
  readonly targeted: TargetedTrace | null;
}

export async function traceLeak(ctx: Ctx, file: FoundFile): Promise<LeakTraces> {
  const scratch = await ctx.ports.files.scratch();
  try {
    const at = path.join(scratch.path, 'found');
    let bytes = 0;
    await pipeline(
      file.stream,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > mostBytes) throw refuse('usage.leak_too_large', { limit: leakText });
          yield chunk;
        }
      },
      createWriteStream(at, { mode: 0o600 }),
    );
    const licensed = await traceLicensed(ctx, { fileName: file.fileName, stream: createReadStream(at) });
    return { licensed, targeted: await amongTargeted(ctx, at) };
  } finally {
    await scratch.release();
  }
}

async function amongTargeted(ctx: Ctx, at: string): Promise<TargetedTrace | null> {
  const { organization, duties } = requireViewer(ctx.viewer);
  if (organization.kind !== 'agency' || !duties.includes('steward')) return null;
  if ((await stat(at)).size > maxLeakBytes) return null;
  try {
    return await traceTargeted(ctx, { stream: createReadStream(at) });
  } catch (error) {
    if (isRefusal(error) && error.code.startsWith('targeted.leak_')) return null;
    throw error;
  }
}
