/** The applicant's side of licensing: consult, draft, apply, supply what is missing, withdraw; and reading cases. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { callFor } from './calls.ts';
import { extraOf } from './case-view.ts';
import type { saveShape, startShape, withdrawShape, wordsShape } from './contract.ts';
import { factsOf } from './facts.ts';
import { checkListOf } from './file.ts';
import { acceptanceDays, longestYears, replyDays } from './parameters.ts';
import { resumeClock, startClock } from './rules/clock.ts';
import type { ApplicationState, Ball } from './rules/codes.ts';
import { sendingFault } from './rules/file.ts';
import type { ExtraMaterial } from './rules/kind-codes.ts';
import { applyFault, datasetsFault, type Material } from './rules/material.ts';
import { refuse } from './rules/refusals.ts';
import { sideOf } from './rules/rights.ts';
import * as store from './store.ts';
import { type ApplicationLine, type ApplicationOut, showApplication, showLine } from './view.ts';
import { reread, type Walk, walk } from './walk.ts';

/** Working days an applicant of a region waits: until acceptance or the notice, and until the reply. */
export async function waitingDays(ctx: Ctx, regionCode: string): Promise<{ accept: number; reply: number }> {
  return { accept: await acceptanceDays(ctx, regionCode), reply: await replyDays(ctx, regionCode) };
}

export function requireDeveloper(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (viewer.organization.kind !== 'enterprise') throw refuse('licensing.enterprises_only');
  if (!viewer.duties.includes('developer')) throw refuseAnywhere('auth.forbidden');
  return viewer;
}

/** What can be applied for, for anyone to see. */
export async function listLicensable(ctx: Ctx, asked: { readonly agency_id?: string | undefined } = {}) {
  const rows = await store.listLicensable(ctx.db, asked.agency_id);
  return {
    items: rows.map((row) => ({
      code: row.code,
      title: row.title,
      condition: row.condition,
      agency: { id: row.agency_id, uscc: row.agency_uscc, name: row.agency_name },
    })),
  };
}

export interface ListAsked {
  readonly page: number;
  readonly page_size: number;
  readonly state?: ApplicationState | undefined;
  readonly ball?: Ball | undefined;
}

export async function listApplications(ctx: Ctx, asked: ListAsked) {
  const viewer = requireViewer(ctx.viewer);
  const { rows, total } = await store.listApplications(ctx.db, {
    organizationId: viewer.organization.id,
    financeRegions: viewer.powers.filter((held) => held.power === 'finance_bureau').map((held) => held.regionCode),
    ...(asked.state === undefined ? {} : { state: asked.state }),
    ...(asked.ball === undefined ? {} : { ball: asked.ball }),
    page: asked.page,
    pageSize: asked.page_size,
  });
  const items: ApplicationLine[] = [];
  for (const row of rows) items.push(showLine(ctx, row, await acceptanceDays(ctx, row.regionCode)));
  return { items, total, page: asked.page, page_size: asked.page_size };
}

export async function getApplication(ctx: Ctx, id: string): Promise<ApplicationOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findApplication(ctx.db, id);
  if (row === null || sideOf(factsOf(row), viewer) === null) throw refuse('licensing.not_found');
  return showApplication(ctx, row);
}

/** Opens a case: a draft, a consultation when a question is asked, or (intent `apply`) an application sent at once. */
export async function startApplication(ctx: Ctx, input: z.output<typeof startShape>): Promise<ApplicationOut> {
  const viewer = requireDeveloper(ctx);
  return act(ctx, { action: 'licensing.start', subject: ['application', 'new'] }, async (tx, note) => {
    const call = await callFor(tx, input.kind, input.call ?? '', input.datasets);
    const datasets = await chosen(tx, input.datasets);
    const [first] = datasets;
    if (first === undefined) throw refuse('licensing.no_dataset');
    const at = tx.clock.now();
    const id = newId(tx, 'application');
    const no = await nextNumber(tx, 'application', 'SQ');
    const asks = input.question !== undefined && input.question !== '';
    const state = asks ? 'consulting' : 'drafting';
    await store.insertApplication(
      tx.db,
      {
        id,
        no,
        kind: input.kind,
        developerId: viewer.organization.id,
        agencyId: first.providerId,
        regionCode: first.regionCode,
        state,
        createdBy: viewer.personId,
        at,
        entryIds: datasets.map((one) => one.entryId),
        ...(call === null ? {} : { callId: call.id }),
      },
      materialOf(input),
    );
    const step = {
      applicationId: id,
      revision: 1,
      personId: viewer.personId,
      organizationId: viewer.organization.id,
      at,
    };
    await store.insertStep(tx.db, {
      ...step,
      id: newId(tx, 'step'),
      action: asks ? 'ask' : 'start',
      fromState: state,
      toState: state,
      words: asks ? (input.question ?? null) : null,
    });
    note({ no, state, datasets: datasets.map((one) => one.code) }, id);
    return input.intent === 'apply' ? applyForLicence(tx, id) : reread(tx, id);
  });
}

export async function chosen(tx: Ctx, codes: readonly string[]) {
  const asked = [...new Set(codes)];
  const found = await store.findDatasets(tx.db, asked);
  const fault = datasetsFault(asked, found);
  if (fault !== null) throw fault;
  return found;
}

interface Typed {
  readonly purpose: string;
  readonly scenario: string;
  readonly scope: string;
  readonly degree: string;
  readonly term_from: string;
  readonly term_to: string;
  readonly extra?: Partial<Record<ExtraMaterial, string>> | undefined;
}

/** What was typed; further material that a form does not send stays as it is. */
export function materialOf(typed: Typed): Material {
  const { purpose, scenario, scope, degree, term_from, term_to } = typed;
  const extra = typed.extra === undefined ? {} : { extra: typed.extra };
  return { purpose, scenario, scope, degree, termFrom: term_from, termTo: term_to, ...extra };
}

/** Saves the material; refused with who-saw-what when somebody else saved meanwhile. */
export async function saveApplication(
  ctx: Ctx,
  id: string,
  input: z.output<typeof saveShape>,
): Promise<ApplicationOut> {
  return walk(ctx, id, 'save', async ({ tx, row, note }) => {
    if (input.revision !== row.revision)
      throw refuse('licensing.changed_meanwhile', {
        at: row.updatedAt.toISOString(),
        who: await store.personName(tx.db, row.steps.at(-1)?.personId ?? null),
        revision: row.revision,
      });
    if (input.datasets !== undefined) {
      const datasets = await chosen(tx, input.datasets);
      if (datasets.some((one) => one.providerId !== row.agencyId)) throw refuse('licensing.several_agencies');
      await store.replaceResources(
        tx.db,
        id,
        datasets.map((one) => one.entryId),
      );
      note({ datasets: datasets.map((one) => one.code) });
    }
    return { changes: materialOf(input) };
  });
}

export async function askAboutApplication(ctx: Ctx, id: string, input: z.output<typeof wordsShape>) {
  return walk(ctx, id, 'ask', () => ({ words: input.words }));
}

/** Sends the application; from here its material stands still and the clock of the reply runs. */
export async function applyForLicence(ctx: Ctx, id: string): Promise<ApplicationOut> {
  return walk(ctx, id, 'apply', async (at) => {
    await requireWhole(at);
    return { changes: startClock(at.tx.calendar(), at.today, await replyDays(at.tx, at.row.regionCode)) };
  });
}

/** Sends what was missing; the clock runs on with the days it had left. */
export async function resubmitApplication(ctx: Ctx, id: string, input: z.output<typeof withdrawShape>) {
  return walk(ctx, id, 'resubmit', async (at) => {
    await requireWhole(at);
    return { changes: resumeClock(at.tx.calendar(), at.row, at.today), words: input.reason ?? null };
  });
}

/** Everything that keeps an application from being sent: material, term, file, call, datasets, another open case. */
export async function requireWhole({ tx, row, today }: Pick<Walk, 'tx' | 'row' | 'today'>): Promise<void> {
  const years = await longestYears(tx, row.kind, row.regionCode);
  const fault = applyFault({ ...row, extra: extraOf(row.extra) }, today, row.kind, years);
  if (fault !== null) throw fault;
  const file = await checkListOf(tx, row.developerId, row.kind, row.regionCode);
  const lacks = file.wanted ? sendingFault(file.list) : null;
  if (lacks !== null) throw lacks;
  if (row.state === 'drafting' || row.state === 'consulting')
    await callFor(
      tx,
      row.kind,
      row.callId ?? '',
      row.resources.map(({ entry }) => entry.code),
    );
  await chosen(
    tx,
    row.resources.map(({ entry }) => entry.code),
  );
  await store.lockApplicant(tx.db, row.developerId);
  const other = await store.findOpenFor(
    tx.db,
    row.developerId,
    row.resources.map(({ entryId }) => entryId),
    row.id,
  );
  if (other !== null) throw refuse('licensing.already_open', other);
}

export async function withdrawApplication(ctx: Ctx, id: string, input: z.output<typeof withdrawShape>) {
  return walk(ctx, id, 'withdraw', () => ({
    changes: { dueOn: null, pausedOn: null, pausedDaysLeft: null, pauseGround: null, pauseUntil: null },
    words: input.reason ?? null,
  }));
}
