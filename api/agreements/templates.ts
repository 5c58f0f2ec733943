/**
 * Templates of agreements: the information department of a region drafts, publishes and retires them (Article 4: in its own
 * territory only). A published version never changes; agencies of the region and below it draw agreements from it.
 */
import type { z } from 'zod';
import { act, type Note } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { openPdf } from '#api/documents/service.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { regions, within } from '#api/kernel/regions.ts';
import { holdsPower, requireViewer } from '#api/kernel/rights.ts';
import { addDays, type Day, dayOf } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { authorizationKinds } from '#api/licensing/rules/codes.ts';
import { clauseChanges } from './rules/clauses.ts';
import { withComputedShares } from './rules/contribution.ts';
import { feeFault, quotaFault } from './rules/data-check.ts';
import { refuseDraft } from './rules/draft-refusals.ts';
import { type Form, formClauses, formFault, formHolds, incompleteFault, markOf } from './rules/forms.ts';
import { templateLifecycle } from './rules/life-lifecycle.ts';
import { refuseLife } from './rules/life-refusals.ts';
import { fault } from './rules/refusals.ts';
import { ownershipFault, shareLinesFault, splitFault } from './rules/shares.ts';
import type { closeShape, newTemplateShape, publishShape } from './rules/template-shapes.ts';
import { emptyTerms } from './rules/terms.ts';
import type { saveTemplateShape, templateComparison } from './template-contract.ts';
import { makeTemplateDocument } from './template-paper.ts';
import * as store from './template-store.ts';
import {
  formOfTemplate,
  showTemplate,
  showTemplateLine,
  type TemplateLine,
  type TemplateOut,
} from './template-view.ts';
import type { TermsOut } from './view.ts';

const today = (ctx: Ctx): Day => dayOf(ctx.clock.now());

export interface TemplatesAsked {
  readonly page: number;
  readonly page_size: number;
  readonly region_code?: string | undefined;
  readonly kind?: string | undefined;
  readonly in_force: 'now' | 'all';
}

export async function listTemplates(ctx: Ctx, asked: TemplatesAsked) {
  const { rows, total } = await store.listPublished(ctx.db, {
    regionCode: asked.region_code,
    kind: asked.kind,
    on: asked.in_force === 'now' ? today(ctx) : undefined,
    page: asked.page,
    pageSize: asked.page_size,
  });
  return { items: await linesOf(ctx, rows), total, page: asked.page, page_size: asked.page_size };
}

async function linesOf(ctx: Ctx, rows: readonly store.TemplateRow[]): Promise<TemplateLine[]> {
  const uses = await store.usesOf(
    ctx.db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => showTemplateLine(row, today(ctx), uses.get(row.id) ?? 0));
}

const regionsOf = (viewer: Viewer): string[] =>
  viewer.powers.filter((held) => held.power === 'information_department').map((held) => held.regionCode);

/** Every version of the templates of the viewer's own region, drafts too. */
export async function listTemplateDesk(ctx: Ctx): Promise<{ items: TemplateLine[] }> {
  const own = regionsOf(requireViewer(ctx.viewer));
  if (own.length === 0) throw refuseAnywhere('auth.forbidden');
  return { items: await linesOf(ctx, await store.listOfRegions(ctx.db, own)) };
}

const reads = (ctx: Ctx, row: store.TemplateRow): boolean =>
  row.state === 'published' || holdsPower(ctx.viewer, 'information_department', row.regionCode);

async function readable(ctx: Ctx, id: string): Promise<store.TemplateRow> {
  const row = await store.findTemplate(ctx.db, id);
  if (row === null || !reads(ctx, row)) throw refuseLife('template.not_found');
  return row;
}

export async function getTemplate(ctx: Ctx, id: string): Promise<TemplateOut> {
  return showTemplate(ctx, await readable(ctx, id));
}

export async function openTemplatePdf(ctx: Ctx, id: string): Promise<{ bytes: Uint8Array; no: string }> {
  const row = await readable(ctx, id);
  if (row.documentId === null) throw refuseLife('template.not_found');
  return openPdf(ctx, row.documentId);
}

type ComparisonOut = Omit<z.input<typeof templateComparison>, 'before' | 'after'> & {
  readonly before: TermsOut;
  readonly after: TermsOut;
};

export async function compareTemplates(ctx: Ctx, id: string, from: string): Promise<ComparisonOut> {
  const [after, before] = [await readable(ctx, id), await readable(ctx, from)];
  if (after.series !== before.series) throw refuseLife('template.not_found');
  const [now, was] = [formOfTemplate(after), formOfTemplate(before)];
  return {
    from: { id: before.id, version: before.version },
    to: { id: after.id, version: after.version },
    before: was.terms as unknown as TermsOut,
    after: now.terms as unknown as TermsOut,
    clauses: clauseChanges(was.terms, now.terms),
    marks: formClauses(now).flatMap((clause) => {
      const [old, mark] = [markOf(was, clause), markOf(now, clause)];
      return old === mark ? [] : [{ clause, before: old, after: mark }];
    }),
  };
}

/** Published versions that an agency of a region may draw an agreement of that kind from today. */
export async function usableTemplates(ctx: Ctx, of: { readonly regionCode: string; readonly kind: string }) {
  const { rows } = await store.listPublished(ctx.db, { kind: of.kind, on: today(ctx), page: 1, pageSize: 200 });
  return rows
    .filter((row) => within(of.regionCode, row.regionCode))
    .map(({ id, name, version, regionCode }) => ({ id, name, version, region_code: regionCode }));
}

/** The version an agreement is drawn from, or the refusal why it cannot be. */
export async function requireUsable(
  ctx: Ctx,
  id: string,
  of: { readonly regionCode: string; readonly kind: string },
): Promise<Form> {
  const row = await store.findTemplate(ctx.db, id);
  if (row === null || row.state !== 'published')
    throw refuseLife('template.not_found', {}, [fault('template_id', 'correct')]);
  if (row.kind !== of.kind || !within(of.regionCode, row.regionCode))
    throw refuseDraft('template.not_for_this', {
      name: row.name,
      region: regions.labelOrCode(row.regionCode, 'zh'),
      region_en: regions.labelOrCode(row.regionCode, 'en'),
      ...bilingual('kind', authorizationKinds.is(row.kind) ? authorizationKinds.words[row.kind] : [row.kind, row.kind]),
    });
  if (!formHolds({ from: row.inForceFrom, to: row.inForceTo }, today(ctx)))
    throw refuseLife('template.not_in_force', { name: row.name, version: row.version });
  return formOfTemplate(row);
}

function requireDepartment(viewer: Viewer, regionCode: string): void {
  if (!holdsPower(viewer, 'information_department', regionCode) || !viewer.duties.includes('reviewer'))
    throw refuseLife('template.other_region');
}

export async function createTemplate(ctx: Ctx, input: z.output<typeof newTemplateShape>): Promise<TemplateOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'agreements.create_template', subject: ['template', 'new'] }, async (tx, note) => {
    const regionCode = input.region_code ?? regionsOf(viewer)[0] ?? viewer.organization.regionCode;
    requireDepartment(viewer, regionCode);
    const id = newId(tx, 'agreement_template');
    const at = tx.clock.now();
    await store.insertTemplate(tx.db, {
      id,
      series: id,
      version: 1,
      name: input.name,
      note: input.note,
      regionCode,
      kind: input.kind,
      state: 'draft',
      revision: 1,
      terms: emptyTerms as unknown as object,
      marks: {},
      createdBy: viewer.personId,
      createdAt: at,
      updatedAt: at,
    });
    note({ name: input.name, region: regionCode, kind: input.kind }, id);
    return getTemplate(tx, id);
  });
}

interface Step {
  readonly tx: Ctx;
  readonly row: store.TemplateRow;
  readonly series: readonly store.TemplateRow[];
  readonly note: Note;
}

/** One act of the department on one version: lock the series, authorise, check the state, change, answer it anew. */
async function step(
  ctx: Ctx,
  id: string,
  action: 'save' | 'publish' | 'discard' | 'close' | 'next',
  body: (step: Step) => Promise<string | undefined>,
): Promise<TemplateOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `agreements.${action}_template`, subject: ['template', id] }, async (tx, note) => {
    const seen = await readable(tx, id);
    const series = await store.lockSeries(tx.db, seen.series);
    const row = series.find((one) => one.id === id) ?? seen;
    requireDepartment(viewer, row.regionCode);
    if (action !== 'next' && edge(templateLifecycle, row.state, action) === null)
      throw refuseLife('template.wrong_state');
    const made = await body({ tx, row, series, note });
    note({ name: row.name, version: row.version });
    return getTemplate(tx, made ?? id);
  });
}

async function change(
  { tx, row }: Step,
  data: Parameters<typeof store.updateTemplate>[3],
  of: store.TemplateRow = row,
): Promise<void> {
  if (!(await store.updateTemplate(tx.db, of.id, of.revision, { ...data, updatedAt: tx.clock.now() })))
    throw new Error('a locked template changed');
}

export async function saveTemplate(ctx: Ctx, id: string, input: z.output<typeof saveTemplateShape>) {
  return step(ctx, id, 'save', async (at) => {
    if (input.revision !== at.row.revision) throw refuseLife('template.changed_meanwhile');
    const terms = withComputedShares(input.terms);
    const wrong =
      formFault({ terms, marks: input.marks }) ?? shareLinesFault(terms.shares) ?? quotaFault(terms) ?? feeFault(terms);
    if (wrong !== null) throw wrong;
    const { name, note, kind, marks } = input;
    await change(at, { name, note, kind, terms: terms as unknown as object, marks });
    return undefined;
  });
}

export async function publishTemplate(ctx: Ctx, id: string, input: z.output<typeof publishShape>) {
  return step(ctx, id, 'publish', async (at) => {
    const { tx, row, series, note } = at;
    const from = input.in_force_from;
    if (from < today(tx)) throw refuseLife('template.days_order', {}, [fault('in_force_from', 'correct')]);
    const form = formOfTemplate(row);
    const fixed = (clause: string) => markOf(form, clause) === 'fixed';
    const wrong =
      incompleteFault(form) ??
      (fixed('shares') ? splitFault(form.terms.shares) : null) ??
      (fixed('ownership') ? ownershipFault(form.terms.ownership) : null);
    if (wrong !== null) throw wrong;
    const document = await makeTemplateDocument(tx, row, from);
    await change(at, {
      state: 'published',
      inForceFrom: from,
      publishedAt: tx.clock.now(),
      documentId: document.id,
    });
    // The version before it may be chosen until the day before; what was drawn from it stays.
    const eve = addDays(from, -1);
    for (const older of series)
      if (older.state === 'published' && (older.inForceTo === null || older.inForceTo > eve))
        await change(at, { inForceTo: eve }, older);
    note({ document: document.id, sha256: document.sha256, from });
    return undefined;
  });
}

/** A draft that will not be published: it stays readable to the department, under its number, and the next one may begin. */
export async function discardTemplate(ctx: Ctx, id: string): Promise<TemplateOut> {
  return step(ctx, id, 'discard', async (at) => {
    await change(at, { state: 'discarded' });
    return undefined;
  });
}

export async function closeTemplate(ctx: Ctx, id: string, input: z.output<typeof closeShape>) {
  return step(ctx, id, 'close', async (at) => {
    const now = today(at.tx);
    const { inForceTo } = at.row;
    if (inForceTo !== null && inForceTo < now) throw refuseDraft('template.closed_already', { day: inForceTo });
    const last = input.in_force_to === '' ? addDays(now, -1) : input.in_force_to;
    if (input.in_force_to !== '' && (last < now || last < (at.row.inForceFrom ?? last)))
      throw refuseLife('template.days_order', {}, [fault('in_force_to', 'correct')]);
    await change(at, { inForceTo: last, closedWords: input.words });
    at.note({ last });
    return undefined;
  });
}

/** A draft of the next version, from this one; one draft a series. */
export async function nextTemplateVersion(ctx: Ctx, id: string): Promise<TemplateOut> {
  return step(ctx, id, 'next', async ({ tx, row, series, note }) => {
    const drafted = series.find((one) => one.state === 'draft');
    if (drafted !== undefined) throw refuseLife('template.draft_exists', { version: drafted.version });
    const made = newId(tx, 'agreement_template');
    const at = tx.clock.now();
    await store.insertTemplate(tx.db, {
      id: made,
      series: row.series,
      version: (series[0]?.version ?? row.version) + 1,
      name: row.name,
      note: row.note,
      regionCode: row.regionCode,
      kind: row.kind,
      state: 'draft',
      revision: 1,
      terms: row.terms as object,
      marks: row.marks as object,
      createdBy: requireViewer(tx.viewer).personId,
      createdAt: at,
      updatedAt: at,
    });
    note({ from: row.id, made });
    return made;
  });
}
