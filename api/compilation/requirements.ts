/** Versions of the compilation requirements: who drafts, who checks, what is in force (Article 8). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { requirementInForce } from '#api/catalog/requirement-store.ts';
import { guideline } from '#api/catalog/rules/guideline.ts';
import { requirementDifferences } from '#api/catalog/rules/requirement-difference.ts';
import { requirementFaults } from '#api/catalog/rules/requirement-faults.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { can, edge } from '#api/kernel/lifecycle.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { holdsPower, isSelf, requireDuty } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import type {
  againstQuery,
  requirementDraftBody,
  requirementOut,
  requirementPublishBody,
  requirementReturnBody,
  requirementSaveBody,
  requirementSeenBody,
  requirementSummary,
} from './requirement-contract.ts';
import * as store from './requirement-store.ts';
import { requirementStates, type Standing } from './rules/codes.ts';
import { requirementLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';

export type RequirementSummary = z.input<typeof requirementSummary>;
export type RequirementOut = z.input<typeof requirementOut>;

const isCompiler = (viewer: Viewer | null): boolean =>
  holdsPower(viewer, 'information_department', provinceCode) &&
  (viewer?.duties.some((duty) => duty === 'reviewer' || duty === 'signatory') ?? false);

function requireCompiler(ctx: Ctx): Viewer {
  const viewer = requireDuty(ctx.viewer, ['reviewer', 'signatory']);
  if (!isCompiler(viewer)) throw refuse('compilation.province_only');
  return viewer;
}

export async function listRequirements(ctx: Ctx): Promise<{ items: RequirementSummary[]; drafts: boolean }> {
  const rows = await store.listRequirements(ctx.db);
  const drafts = isCompiler(ctx.viewer);
  const shown = rows.filter((row) => drafts || row.state === 'published');
  return { items: [...shown.map((row) => summary(ctx, row, rows)), guidelineSummary(ctx, rows)], drafts };
}

export async function showRequirement(
  ctx: Ctx,
  number: number,
  { against }: z.output<typeof againstQuery> = {},
): Promise<RequirementOut> {
  const rows = await store.listRequirements(ctx.db);
  const known = (n: number) =>
    rows.find((row) => row.number === n && (isCompiler(ctx.viewer) || row.state === 'published'));
  const row = known(number);
  if (row === undefined && number !== 0) throw refuse('compilation.requirement_not_found');
  const base = against ?? row?.basedOn ?? 0;
  const other = known(base);
  if (other === undefined && base !== 0) throw refuse('compilation.requirement_not_found');
  const content = row?.content ?? guideline.content;
  const names =
    row === undefined ? new Map<string, string>() : await store.namesOf(ctx.db, [row.draftedBy, row.checkedBy]);
  const inside = isCompiler(ctx.viewer);
  return {
    ...(row === undefined ? guidelineSummary(ctx, rows) : summary(ctx, row, rows)),
    revision: row?.revision ?? 1,
    content,
    against: base,
    differences: requirementDifferences(other?.content ?? guideline.content, content).map((one) => ({
      ...one,
      parts: [...one.parts],
    })),
    faults: row === undefined || row.state === 'published' ? [] : requirementFaults(content).map((one) => ({ ...one })),
    // Who worked on it is the department's own matter; the public reads the document number.
    drafted_by: inside ? (names.get(row?.draftedBy ?? '') ?? null) : null,
    checked_by: inside ? (names.get(row?.checkedBy ?? '') ?? null) : null,
    check_words: inside ? (row?.checkWords ?? null) : null,
    may: rightsOver(ctx, row),
  };
}

function rightsOver(ctx: Ctx, row: store.RequirementRow | undefined): RequirementOut['may'] {
  const open = (action: string) =>
    row !== undefined && isCompiler(ctx.viewer) && can(requirementLifecycle, row.state, action);
  const other = !isSelf(ctx.viewer, row?.draftedBy);
  return {
    save: open('save'),
    submit: open('submit'),
    check: open('approve') && other,
    return: open('return') && (other || row?.state === 'checked'),
    publish: open('publish'),
    drop: open('drop'),
  };
}

/** Begins with what is in force, so that a version says what it changes. */
export async function draftRequirement(
  ctx: Ctx,
  input: z.output<typeof requirementDraftBody>,
): Promise<RequirementOut> {
  const viewer = requireCompiler(ctx);
  return act(ctx, { action: 'compilation.draft', subject: ['requirement', 'new'] }, async (tx, note) => {
    await store.holdRequirements(tx.db);
    const rows = await store.listRequirements(tx.db);
    const open = rows.find((row) => row.state !== 'published' && row.state !== 'dropped');
    if (open !== undefined) throw refuse('compilation.draft_open', { number: open.number });
    const latest = rows.find((row) => row.state === 'published');
    const base = latest ?? (await requirementInForce(tx));
    const number = (rows[0]?.number ?? 0) + 1;
    const id = newId(tx, 'requirement');
    await store.insertRequirement(tx.db, {
      id,
      number,
      title: input.title,
      titleEn: input.title_en,
      content: base.content,
      basedOn: base.number,
      draftedBy: viewer.personId,
      draftedAt: tx.clock.now(),
    });
    note({ number, based_on: base.number }, id);
    return showRequirement(tx, number);
  });
}

export async function saveRequirement(
  ctx: Ctx,
  number: number,
  input: z.output<typeof requirementSaveBody>,
): Promise<RequirementOut> {
  const { title, title_en: titleEn, content } = input;
  // Whoever writes last answers for the draft: the check is then another's.
  return walk(ctx, number, 'save', input.revision, (_row, viewer) => ({
    title,
    titleEn,
    content,
    draftedBy: viewer.personId,
  }));
}

export async function submitRequirement(
  ctx: Ctx,
  number: number,
  input: z.output<typeof requirementSeenBody>,
): Promise<RequirementOut> {
  return walk(ctx, number, 'submit', input.revision, (row) => {
    requireSound(row);
    return { checkedBy: null, checkedAt: null, checkWords: null };
  });
}

export async function approveRequirement(
  ctx: Ctx,
  number: number,
  input: z.output<typeof requirementReturnBody>,
): Promise<RequirementOut> {
  return walk(ctx, number, 'approve', input.revision, (row, viewer, at) => {
    if (isSelf(viewer, row.draftedBy)) throw refuse('compilation.same_person');
    requireSound(row);
    return { checkedBy: viewer.personId, checkedAt: at, checkWords: input.words };
  });
}

export async function returnRequirement(
  ctx: Ctx,
  number: number,
  input: z.output<typeof requirementReturnBody>,
): Promise<RequirementOut> {
  return walk(ctx, number, 'return', input.revision, (_row, viewer, at) => {
    if (input.words === '') throw wordsMissing();
    return { checkedBy: viewer.personId, checkedAt: at, checkWords: input.words };
  });
}

function wordsMissing() {
  const { zh, en } = refuse.table['compilation.words_missing'];
  return refuse('compilation.words_missing', {}, [{ path: 'words', zh, en }]);
}

export async function publishRequirement(
  ctx: Ctx,
  number: number,
  input: z.output<typeof requirementPublishBody>,
): Promise<RequirementOut> {
  const { document_no: documentNo, effective_on: effectiveOn } = input;
  return walk(ctx, number, 'publish', input.revision, async (row, viewer, at, tx) => {
    requireSound(row);
    const rows = (await store.listRequirements(tx.db)).filter((one) => one.state === 'published');
    const before =
      rows
        .map((one) => one.effectiveOn ?? '')
        .sort()
        .at(-1) ?? '';
    if (effectiveOn < dayOf(at) || effectiveOn < before) {
      const params = { day: before === '' ? '—' : before };
      const refusal = refuse('compilation.effective_early', params);
      throw refuse('compilation.effective_early', params, [
        { path: 'effective_on', zh: refusal.sentence('zh'), en: refusal.sentence('en') },
      ]);
    }
    if (rows.some((one) => one.documentNo === documentNo))
      throw refuse('compilation.document_taken', { document_no: documentNo });
    return { documentNo, effectiveOn, publishedBy: viewer.personId, publishedAt: at };
  });
}

export async function dropRequirement(
  ctx: Ctx,
  number: number,
  input: z.output<typeof requirementSeenBody>,
): Promise<RequirementOut> {
  return walk(ctx, number, 'drop', input.revision, () => ({}));
}

type Work = (
  row: store.RequirementRow,
  viewer: Viewer,
  at: Date,
  tx: Ctx,
) => store.RequirementChange | Promise<store.RequirementChange>;

async function walk(ctx: Ctx, number: number, action: string, revision: number, work: Work): Promise<RequirementOut> {
  const event =
    Object.values(requirementLifecycle).flatMap((edges) => edges[action]?.event ?? [])[0] ?? `compilation.${action}`;
  return act(ctx, { action: event, subject: ['requirement', String(number)] }, async (tx, note) => {
    const viewer = requireCompiler(tx);
    const row = await store.findRequirement(tx.db, number);
    if (row === null) throw refuse('compilation.requirement_not_found');
    const next = edge(requirementLifecycle, row.state, action);
    if (next === null) {
      const [zh, en] = requirementStates.words[row.state];
      throw refuse('compilation.wrong_state', { state: zh, state_en: en });
    }
    if (row.revision !== revision) throw refuse('compilation.changed_meanwhile', { revision: row.revision });
    const change = await work(row, viewer, tx.clock.now(), tx);
    if (!(await store.changeRequirement(tx.db, { number, revision, state: row.state }, { ...change, state: next.to })))
      throw refuse('compilation.changed_meanwhile', { revision: revision + 1 });
    note({ number, revision: revision + 1 }, row.id);
    return showRequirement(tx, number);
  });
}

function requireSound({ content }: store.RequirementRow): void {
  const faults = requirementFaults(content);
  if (faults.length > 0) throw refuse('compilation.requirement_faulty', { count: faults.length }, faults);
}

/** The effective days of later published versions end this one's. */
function standingOf(
  row: { number: number; effectiveOn: string | null },
  rows: readonly store.RequirementRow[],
  today: Day,
) {
  const later = rows
    .filter((one) => one.state === 'published' && one.number > row.number)
    .map((one) => one.effectiveOn ?? '')
    .sort()[0];
  const standing: Standing =
    row.effectiveOn !== null && row.effectiveOn > today
      ? 'coming'
      : later !== undefined && later <= today
        ? 'superseded'
        : 'in_force';
  return { standing, superseded_on: later ?? null };
}

function summary(ctx: Ctx, row: store.RequirementRow, rows: readonly store.RequirementRow[]): RequirementSummary {
  const stands =
    row.state === 'published' ? standingOf(row, rows, dayOf(ctx.clock.now())) : { standing: null, superseded_on: null };
  return {
    number: row.number,
    title: { zh: row.title, en: row.titleEn },
    state: row.state,
    ...stands,
    document_no: row.documentNo,
    effective_on: row.effectiveOn,
    based_on: row.basedOn,
    published_at: row.publishedAt?.toISOString() ?? null,
  };
}

function guidelineSummary(ctx: Ctx, rows: readonly store.RequirementRow[]): RequirementSummary {
  const [zh, en] = guideline.title;
  return {
    number: 0,
    title: { zh, en },
    state: 'published',
    ...standingOf({ number: 0, effectiveOn: null }, rows, dayOf(ctx.clock.now())),
    document_no: null,
    effective_on: null,
    based_on: 0,
    published_at: null,
  };
}
