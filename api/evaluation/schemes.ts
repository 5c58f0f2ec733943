/** Schemes: drafted by one, published by another with a document, then immutable. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { isSelf } from '#api/kernel/rights.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { isDepartment, ownRegions, requireDepartment } from './access.ts';
import type { draftBody, publishBody, saveBody } from './contract.ts';
import { compareWeights, differs } from './rules/comparison.ts';
import { starts, templates } from './rules/library.ts';
import { weightText } from './rules/numbers.ts';
import { refuse } from './rules/refusals.ts';
import { readIndicators, weightGapOf, weightSum } from './rules/scheme.ts';
import { regionsBelow } from './rules/subjects.ts';
import { type SchemeOut, showScheme, showSchemes } from './show.ts';
import * as store from './store.ts';

export async function listEvaluationSchemes(ctx: Ctx): Promise<{ items: SchemeOut[]; may_draft: string[] }> {
  const regions = ownRegions(ctx);
  const rows = await store.listSchemes(ctx.db, {
    OR: [{ state: { not: 'drafting' } }, { regionCode: { in: regions } }],
  });
  return { items: await showSchemes(ctx, rows), may_draft: regions };
}

/** A draft is there for its own department alone. */
export async function readableScheme(ctx: Ctx, id: string): Promise<store.SchemeRow> {
  const row = await store.findScheme(ctx.db, id);
  if (row === null || (row.state === 'drafting' && !isDepartment(ctx.viewer, row.regionCode)))
    throw refuse('evaluation.scheme_not_found');
  return row;
}

export async function showEvaluationScheme(ctx: Ctx, id: string): Promise<SchemeOut> {
  return showScheme(ctx, await readableScheme(ctx, id));
}

/** The proposal a kind begins with. */
export const proposed = (kind: keyof typeof templates) =>
  readIndicators(
    templates[kind].map((one) => ({
      ...one,
      name: one.name[0],
      name_en: one.name[1],
      min_den: 1,
      when_missing: 'spread' as const,
    })),
  );

export async function draftEvaluationScheme(ctx: Ctx, input: z.output<typeof draftBody>): Promise<SchemeOut> {
  const viewer = requireDepartment(ctx, input.region);
  const [title, titleEn, subjects, periodKind] = starts[input.kind];
  if (subjects === 'regions' && regionsBelow(input.region).length === 0) throw refuse('evaluation.no_subregions');
  return act(ctx, { action: 'evaluation.draft_scheme', subject: ['evaluation_scheme', 'new'] }, async (tx, note) => {
    const after = input.after === undefined ? null : await store.lockScheme(tx.db, input.after);
    if (
      input.after !== undefined &&
      (after === null || after.state === 'drafting' || after.regionCode !== input.region)
    )
      throw refuse('evaluation.scheme_not_found');
    const id = newId(tx, 'evaluationScheme');
    const versions = after === null ? [] : await store.listSchemes(tx.db, { series: after.series });
    if (versions.some((one) => one.state === 'drafting')) throw refuse('evaluation.draft_exists');
    const base = {
      id,
      series: after?.series ?? id,
      version: Math.max(0, ...versions.map((one) => one.version)) + 1,
      regionCode: input.region,
      state: 'drafting' as const,
      revision: 1,
      weightsVerified: false,
      draftedBy: viewer.personId,
      draftedAt: tx.clock.now(),
    };
    if (after === null) {
      const indicators = proposed(input.kind);
      await store.insertScheme(
        tx.db,
        { ...base, kind: input.kind, title, titleEn, subjects, periodKind, basis: '' },
        indicators,
      );
    } else {
      const { kind, title: same, titleEn: sameEn, subjects: who, periodKind: how } = after;
      const indicators = after.indicators.map(({ schemeId: _of, ...one }) => one);
      await store.insertScheme(
        tx.db,
        { ...base, kind, title: same, titleEn: sameEn, subjects: who, periodKind: how, basis: '' },
        indicators,
      );
    }
    note({ series: base.series, version: base.version }, id);
    return reread(tx, id);
  });
}

async function reread(tx: Ctx, id: string): Promise<SchemeOut> {
  const row = await store.findScheme(tx.db, id);
  if (row === null) throw refuse('evaluation.scheme_not_found');
  return showScheme(tx, row);
}

/** A draft of one's own department, under lock, as the page saw it. */
async function draft(tx: Ctx, id: string, revision: number): Promise<store.SchemeRow> {
  const row = await store.lockScheme(tx.db, id);
  if (row === null || (row.state === 'drafting' && !isDepartment(tx.viewer, row.regionCode)))
    throw refuse('evaluation.scheme_not_found');
  requireDepartment(tx, row.regionCode);
  if (row.state !== 'drafting') throw refuse('evaluation.scheme_immutable');
  if (row.revision !== revision) throw refuse('evaluation.changed_meanwhile', { revision: row.revision });
  return row;
}

export async function saveEvaluationScheme(
  ctx: Ctx,
  id: string,
  { revision, indicators, ...input }: z.output<typeof saveBody>,
): Promise<SchemeOut> {
  return act(ctx, { action: 'evaluation.save_scheme', subject: ['evaluation_scheme', id] }, async (tx, note) => {
    const row = await draft(tx, id, revision);
    if (input.subjects === 'regions' && regionsBelow(row.regionCode).length === 0)
      throw refuse('evaluation.no_subregions');
    const read = readIndicators(indicators);
    const changes = {
      title: input.title,
      titleEn: input.title_en,
      basis: input.basis,
      subjects: input.subjects,
      periodKind: input.period_kind,
      weightsVerified: input.weights_verified,
      // Whoever saved last is its author: the other one publishes.
      draftedBy: tx.viewer?.personId ?? row.draftedBy,
      draftedAt: tx.clock.now(),
    };
    await store.saveScheme(tx.db, id, revision, changes, read);
    note({ indicators: read.length, weights: weightText(weightSum(read)) });
    return reread(tx, id);
  });
}

export async function publishEvaluationScheme(
  ctx: Ctx,
  id: string,
  { revision, document_no }: z.output<typeof publishBody>,
): Promise<SchemeOut> {
  return act(ctx, { action: 'evaluation.publish_scheme', subject: ['evaluation_scheme', id] }, async (tx, note) => {
    const row = await draft(tx, id, revision);
    const personId = tx.viewer?.personId ?? '';
    if (isSelf(tx.viewer, row.draftedBy)) throw refuse('evaluation.two_people');
    if (row.indicators.length === 0) throw refuse('evaluation.no_indicators');
    const sum = weightSum(row.indicators);
    const gap = weightGapOf(sum);
    if (gap !== null) throw refuse('evaluation.weights_not_100', { sum: weightText(sum), ...bilingual('gap', gap) });
    const before = await store.versionBefore(tx.db, row);
    const changed = before === null ? [] : compareWeights(before.indicators, row.indicators).filter(differs);
    if (changed.length > 0 && row.basis === '')
      throw refuse('evaluation.change_without_reason', { count: changed.length });
    const facts = { documentNo: document_no, publishedBy: personId, publishedAt: tx.clock.now() };
    if (!(await store.publishScheme(tx.db, row, facts))) throw new Error('a locked scheme changed');
    note({ series: row.series, version: row.version, document: document_no });
    return reread(tx, id);
  });
}
