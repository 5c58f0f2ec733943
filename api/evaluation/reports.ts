/** What bodies report themselves, with evidence that somebody of another body reviews. */

import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { readWhole } from '#api/ports/files/read-whole.ts';
import { actsFor, seenRun, sees } from './access.ts';
import type { reportBody, reviewBody } from './contract.ts';
import { reportDecisions } from './rules/codes.ts';
import { selfReport } from './rules/library.ts';
import { refuse } from './rules/refusals.ts';
import { showEvaluationRun } from './runs.ts';
import { hindrances, type RunOut } from './show.ts';
import * as store from './store.ts';
import { held, indicatorIn, requireFigure, tell } from './walk.ts';

export const maxEvidenceBytes = 10 * 1024 * 1024;
export const maxEvidenceText = '10 MB';
const kinds: Readonly<Record<string, string>> = { pdf: 'application/pdf', png: 'image/png', jpg: 'image/jpeg' };

export interface Evidence {
  readonly stream: Readable | AsyncIterable<Uint8Array>;
}

async function readAll({ stream }: Evidence): Promise<Buffer> {
  const limit = maxEvidenceText;
  const bytes = await readWhole(stream, maxEvidenceBytes, () => refuse('evaluation.evidence_too_large', { limit }));
  if (bytes.length === 0) throw refuse('evaluation.evidence_missing');
  return bytes;
}

/** Before a byte of the file is read: the run is there and the viewer may see it. */
export const requireReportable = (ctx: Ctx, id: string): Promise<unknown> => seenRun(ctx, id);

/** A newer report takes the place of the one before, reviewed or not. */
export async function reportEvaluation(
  ctx: Ctx,
  id: string,
  input: z.output<typeof reportBody>,
  file: Evidence,
): Promise<RunOut> {
  const seen = await seenRun(ctx, id);
  const today = dayOf(ctx.clock.now());
  const body = seen.run.bodies.find((one) => one.key === input.body && actsFor(ctx.viewer, one.receiverId));
  if (body === undefined) throw refuse('evaluation.body_not_found');
  const indicator = indicatorIn(seen.run, input.indicator);
  if (indicator.source !== selfReport) throw refuse('evaluation.not_self_reported');
  const [num, den] = [BigInt(input.num), BigInt(input.den)];
  if (den === 0n) throw refuse('evaluation.figure_impossible');
  requireFigure(indicator.unit, num, den);
  if (seen.run.state !== 'collecting') throw hindrances(ctx, seen.run).wrong;
  if (today > seen.run.reportDueOn) throw refuse('evaluation.report_late', { day: seen.run.reportDueOn });
  const bytes = await readAll(file);
  const kind = (await fileTypeFromBuffer(bytes))?.ext ?? '';
  if (!Object.hasOwn(kinds, kind)) throw refuse('evaluation.evidence_kind');
  const reportId = newId(ctx, 'evaluationReport');
  const fileKey = `evaluation/${reportId}`;
  const stored = await ctx.ports.files.put(
    fileKey,
    (async function* () {
      yield bytes;
    })(),
    { maxBytes: maxEvidenceBytes },
  );
  return act(ctx, { action: 'evaluation.report', subject: ['evaluation_run', id] }, async (tx, note) => {
    const run = await store.lockRun(tx.db, id);
    if (run === null || run.state !== 'collecting') throw hindrances(tx, run ?? seen.run).wrong;
    await store.insertReport(tx.db, {
      id: reportId,
      runId: id,
      bodyKey: body.key,
      indicator: indicator.code,
      num,
      den,
      words: input.words,
      fileKey,
      fileKind: kind,
      bytes: stored.bytes,
      sha256: stored.sha256,
      state: 'submitted',
      reporterOrganizationId: tx.viewer?.organization.id ?? '',
      reportedBy: tx.viewer?.personId ?? '',
      reportedAt: tx.clock.now(),
    });
    note({ no: run.no, indicator: indicator.code, sha256: stored.sha256 });
    return showEvaluationRun(tx, id);
  });
}

export async function reviewEvaluationReport(
  ctx: Ctx,
  id: string,
  input: z.output<typeof reviewBody>,
): Promise<RunOut> {
  const viewer = requireViewer(ctx.viewer);
  const report = await store.findReport(ctx.db, id);
  const seen = report === null ? null : await store.findRun(ctx.db, report.runId);
  if (report === null || seen === null || sees(viewer, seen) === null) throw refuse('evaluation.report_not_found');
  return act(ctx, { action: 'evaluation.review_report', subject: ['evaluation_run', seen.id] }, async (tx, note) => {
    const run = await held(tx, seen.id);
    if (run.state !== 'collecting') throw hindrances(tx, run).wrong;
    if (report.reporterOrganizationId === viewer.organization.id) throw refuse('evaluation.own_report');
    const done = await store.reviewReport(tx.db, id, {
      state: input.decision,
      opinion: input.opinion,
      reviewedBy: viewer.personId,
      reviewedAt: tx.clock.now(),
    });
    if (!done) throw refuse('evaluation.report_decided');
    const [zh, en] = reportDecisions.words[input.decision];
    await tell(
      tx,
      'reviewed',
      run,
      report.reporterOrganizationId,
      { outcome: zh, indicator: indicatorIn(run, report.indicator).name, opinion: input.opinion },
      ['steward', 'signatory', 'reviewer'],
      { outcome: en },
    );
    note({ no: run.no, indicator: report.indicator, decision: input.decision });
    return showEvaluationRun(tx, run.id);
  });
}

/** For the body that reported and the department that reviews. */
export async function openEvaluationEvidence(ctx: Ctx, id: string) {
  const viewer = requireViewer(ctx.viewer);
  const report = await store.findReport(ctx.db, id);
  const run = report === null ? null : await store.findRun(ctx.db, report.runId);
  const seen = run === null ? null : sees(viewer, run);
  if (report === null || seen === null || !seen.bodies.some((body) => body.key === report.bodyKey))
    throw refuse('evaluation.report_not_found');
  const { stream } = await ctx.ports.files.open(report.fileKey);
  return {
    contentType: kinds[report.fileKind] ?? 'application/octet-stream',
    fileName: `${report.id}.${report.fileKind}`,
    bytes: Buffer.concat(await stream.toArray()),
  };
}
