/** A change of law or of duty, and the entries that are brought up to date after it (Order 809, Article 17). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { can, edge } from '#api/kernel/lifecycle.ts';
import { isRefusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { regionName } from '#api/kernel/regions.ts';
import { holdsPower, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import type {
  closeBody,
  extensionAnswerBody,
  extensionBody,
  triggerBody,
  triggerOut,
  triggerQuery,
  triggerSummary,
  unchangedBody,
} from './clock-contract.ts';
import { namesOf } from './requirement-store.ts';
import { extensionWorkingDays, isUpdated, updateWorkingDays } from './rules/clocks.ts';
import { triggerStates } from './rules/codes.ts';
import { triggerLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { scopeOf } from './scope.ts';
import * as store from './trigger-store.ts';

export type TriggerOut = z.input<typeof triggerOut>;
export type TriggerSummary = z.input<typeof triggerSummary>;

const isDepartment = (viewer: Viewer, regionCode: string) =>
  viewer.duties.includes('reviewer') && holdsPower(viewer, 'information_department', regionCode);
const isSteward = (viewer: Viewer, organizationId: string) =>
  viewer.duties.includes('steward') && viewer.organization.id === organizationId;

export async function recordTrigger(ctx: Ctx, input: z.output<typeof triggerBody>): Promise<TriggerOut> {
  const viewer = requireDuty(ctx.viewer, ['steward', 'reviewer']);
  return act(ctx, { action: 'compilation.record_trigger', subject: ['trigger', 'new'] }, async (tx, note) => {
    const agency = await store.findAgency(tx.db, input.agency ?? viewer.organization.id);
    if (agency === null) throw refuse('compilation.foreign_entries', { count: input.entries.length });
    if (!isSteward(viewer, agency.id) && !isDepartment(viewer, agency.regionCode))
      throw viewer.duties.includes('reviewer')
        ? refuse('compilation.no_jurisdiction', {
            region: regionName(agency.regionCode, 'zh'),
            region_en: regionName(agency.regionCode, 'en'),
          })
        : refuseAnywhere('auth.forbidden');
    const at = tx.clock.now();
    if (input.changed_on > dayOf(at)) {
      const { zh, en } = refuse.table['compilation.future_day'];
      throw refuse('compilation.future_day', {}, [{ path: 'changed_on', zh, en }]);
    }
    const ids = [...new Set(input.entries)];
    const known = await store.entriesOf(tx.db, agency.id, ids);
    if (known.size < ids.length) throw refuse('compilation.foreign_entries', { count: ids.length - known.size });
    const id = newId(tx, 'catalogueTrigger');
    const dueOn = tx.calendar().addWorkingDays(input.changed_on, updateWorkingDays);
    const no = await store.nextNumber(tx.db, 'catalogue_trigger', `CT-${dayOf(at).slice(0, 4)}-`);
    await store.insertTrigger(
      tx.db,
      {
        id,
        no,
        organizationId: agency.id,
        regionCode: agency.regionCode,
        kind: input.kind,
        document: input.document,
        documentNo: input.document_no,
        changedOn: input.changed_on,
        words: input.words,
        state: 'open',
        dueOn,
        revision: 1,
        extensionReason: null,
        extensionBy: null,
        extensionAt: null,
        extensionAnswer: null,
        extensionWords: null,
        answeredBy: null,
        answeredAt: null,
        recordedBy: viewer.personId,
        recordedFor: viewer.organization.id,
        recordedAt: at,
        closedAt: null,
        closedWords: null,
      },
      ids,
    );
    note({ no, agency: agency.id, due_on: dueOn, entries: ids.length }, id);
    return showTrigger(tx, id);
  });
}

export interface TriggerChoices {
  readonly agencies: readonly { readonly id: string; readonly name: string; readonly name_en: string | null }[];
  readonly agency: string;
  readonly entries: readonly { readonly id: string; readonly code: string; readonly title: string }[];
}

/** Agencies that the viewer can record a change for, and the entries of the one chosen. For the form. */
export async function triggerChoices(ctx: Ctx, chosen: string | undefined): Promise<TriggerChoices> {
  const viewer = requireDuty(ctx.viewer, ['steward', 'reviewer']);
  const regions = viewer.powers
    .filter(({ power }) => power === 'information_department')
    .map(({ regionCode }) => regionCode);
  const agencies =
    viewer.duties.includes('reviewer') && regions.length > 0
      ? await store.agenciesIn(ctx.db, regions)
      : [...(await store.agenciesOf(ctx.db, [viewer.organization.id])).values()];
  const agency = agencies.find(({ id }) => id === (chosen ?? viewer.organization.id)) ?? agencies[0];
  return {
    agencies,
    agency: agency?.id ?? '',
    entries: agency === undefined ? [] : await store.choosable(ctx.db, agency.id),
  };
}

export async function showTrigger(ctx: Ctx, id: string): Promise<TriggerOut> {
  const { row, viewer } = await seenTrigger(ctx, id);
  const [agencies, names] = await Promise.all([
    store.agenciesOf(ctx.db, [row.organizationId]),
    namesOf(ctx.db, [row.recordedBy]),
  ]);
  const shown = summary(ctx, row, agencies);
  const steward = isSteward(viewer, row.organizationId);
  const open = (action: string) => can(triggerLifecycle, row.state, action);
  return {
    ...shown,
    revision: row.revision,
    words: row.words,
    recorded_by: names.get(row.recordedBy) ?? null,
    recorded_at: row.recordedAt.toISOString(),
    extension:
      row.extensionAt === null
        ? null
        : {
            reason: row.extensionReason ?? '',
            asked_at: row.extensionAt.toISOString(),
            answer: row.extensionAnswer as 'granted' | 'refused' | null,
            words: row.extensionWords,
          },
    closed_words: row.closedWords,
    items: row.entries.map(({ entryId, unchanged, entry }) => ({
      id: entryId,
      code: entry.code,
      title: entry.title,
      state: entry.state,
      done: done(row, { unchanged, entry }),
      unchanged,
    })),
    may: {
      update: steward && open('unchanged'),
      extend: steward && open('extend') && row.extensionAt === null && shown.pending > 0,
      consent:
        isDepartment(viewer, row.regionCode) &&
        open('consent') &&
        row.extensionAt !== null &&
        row.extensionAnswer === null,
      close: steward && open('close') && shown.pending === 0,
      drop:
        open('drop') && viewer.organization.id === row.recordedFor && (steward || isDepartment(viewer, row.regionCode)),
    },
  };
}

export async function listTriggers(ctx: Ctx, { page, page_size, state }: z.output<typeof triggerQuery>) {
  const { rows, total } = await store.listTriggers(ctx.db, scopeOf(ctx), state, page_size, (page - 1) * page_size);
  const agencies = await store.agenciesOf(
    ctx.db,
    rows.map((row) => row.organizationId),
  );
  return { items: rows.map((row) => summary(ctx, row, agencies)), total, page, page_size };
}

export async function askExtension(ctx: Ctx, id: string, input: z.output<typeof extensionBody>): Promise<TriggerOut> {
  return walk(ctx, id, 'extend', input.revision, 'steward', (row, viewer, at) => {
    if (row.extensionAt !== null) throw refuse('compilation.extension_used');
    return { extensionReason: input.reason, extensionBy: viewer.personId, extensionAt: at };
  });
}

export async function decideExtension(
  ctx: Ctx,
  id: string,
  input: z.output<typeof extensionAnswerBody>,
): Promise<TriggerOut> {
  return walk(ctx, id, 'consent', input.revision, 'department', (row, viewer, at, tx) => {
    if (row.extensionAt === null || row.extensionAnswer !== null) throw refuse('compilation.nothing_asked');
    if (input.decision === 'refused' && input.words === '') throw refuse('compilation.words_missing');
    const dueOn =
      input.decision === 'granted' ? tx.calendar().addWorkingDays(row.dueOn, extensionWorkingDays) : row.dueOn;
    return {
      extensionAnswer: input.decision,
      extensionWords: input.words,
      answeredBy: viewer.personId,
      answeredAt: at,
      dueOn,
    };
  });
}

export async function answerEntry(ctx: Ctx, id: string, input: z.output<typeof unchangedBody>): Promise<TriggerOut> {
  return walk(ctx, id, 'unchanged', input.revision, 'steward', async (row, viewer, at, tx) => {
    if (!row.entries.some(({ entryId }) => entryId === input.entry))
      throw refuse('compilation.foreign_entries', { count: 1 });
    await store.markUnchanged(tx.db, id, input.entry, input.reason, viewer.personId, at);
    return {};
  });
}

export async function closeTrigger(ctx: Ctx, id: string, input: z.output<typeof closeBody>): Promise<TriggerOut> {
  return walk(ctx, id, 'close', input.revision, 'steward', (row, _viewer, at) => {
    const pending = row.entries.filter((one) => !done(row, one)).length;
    if (pending > 0) throw refuse('compilation.still_open', { count: pending });
    return { closedAt: at, closedWords: input.words };
  });
}

/** What was recorded by mistake; by who recorded it. */
export async function dropTrigger(ctx: Ctx, id: string, input: z.output<typeof closeBody>): Promise<TriggerOut> {
  return walk(ctx, id, 'drop', input.revision, 'recorder', (_row, _viewer, at) => {
    if (input.words === '') throw refuse('compilation.words_missing');
    return { closedAt: at, closedWords: input.words };
  });
}

type Change = Parameters<typeof store.changeTrigger>[2];
type Work = (row: store.TriggerRow, viewer: Viewer, at: Date, tx: Ctx) => Change | Promise<Change>;

async function walk(
  ctx: Ctx,
  id: string,
  action: string,
  revision: number,
  who: 'steward' | 'department' | 'recorder',
  work: Work,
): Promise<TriggerOut> {
  const event = triggerLifecycle.open[action]?.event ?? `compilation.${action}`;
  return act(ctx, { action: event, subject: ['trigger', id] }, async (tx, note) => {
    const { row, viewer } = await seenTrigger(tx, id);
    const steward = isSteward(viewer, row.organizationId);
    const department = isDepartment(viewer, row.regionCode);
    const may =
      who === 'steward'
        ? steward
        : who === 'department'
          ? department
          : viewer.organization.id === row.recordedFor && (steward || department);
    if (!may) throw refuseAnywhere('auth.forbidden');
    const next = edge(triggerLifecycle, row.state, action);
    if (next === null) {
      const [zh, en] = triggerStates.words[row.state];
      throw refuse('compilation.wrong_state', { state: zh, state_en: en });
    }
    if (row.revision !== revision) throw refuse('compilation.changed_meanwhile', { revision: row.revision });
    const change = await work(row, viewer, tx.clock.now(), tx);
    if (!(await store.changeTrigger(tx.db, { id, revision }, { ...change, state: next.to })))
      throw refuse('compilation.changed_meanwhile', { revision: revision + 1 });
    note({ no: row.no });
    return showTrigger(tx, id);
  });
}

async function seenTrigger(ctx: Ctx, id: string): Promise<{ row: store.TriggerRow; viewer: Viewer }> {
  const viewer = requireViewer(ctx.viewer);
  const scope = scopeOf(ctx);
  const row = await store.findTrigger(ctx.db, id);
  if (row === null || (row.organizationId !== scope.agencyId && !scope.regions.includes(row.regionCode)))
    throw refuse('compilation.trigger_not_found');
  return { row, viewer };
}

export function done(
  row: Pick<store.TriggerRow, 'changedOn'>,
  { unchanged, entry }: Pick<store.TriggerRow['entries'][number], 'unchanged' | 'entry'>,
): boolean {
  const submittedOn: Day | null = entry.submittedAt === null ? null : dayOf(entry.submittedAt);
  return isUpdated({ state: entry.state, submittedOn, unchanged }, row.changedOn);
}

export function daysLeft(ctx: Ctx, due: Day): number | null {
  try {
    return ctx.calendar().workingDaysBetween(dayOf(ctx.clock.now()), due);
  } catch (error) {
    // A list must show even when the next year's holidays are not announced yet.
    if (isRefusal(error) && error.code === 'calendar.year_missing') return null;
    throw error;
  }
}

function summary(
  ctx: Ctx,
  row: store.TriggerRow,
  agencies: Awaited<ReturnType<typeof store.agenciesOf>>,
): TriggerSummary {
  return {
    id: row.id,
    no: row.no,
    kind: row.kind as TriggerSummary['kind'],
    state: row.state,
    agency: agencies.get(row.organizationId) ?? { id: row.organizationId, name: '', name_en: null },
    document: row.document,
    document_no: row.documentNo,
    changed_on: row.changedOn,
    due_on: row.dueOn,
    days_left: row.state === 'open' ? daysLeft(ctx, row.dueOn) : null,
    entries: row.entries.length,
    pending: row.state === 'open' ? row.entries.filter((one) => !done(row, one)).length : 0,
  };
}
