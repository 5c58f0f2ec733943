/** What agencies make of government data (Article 18), and the digitisation of what is on paper only (Article 11). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { isDay } from '#api/kernel/time.ts';
import { ownRegions } from './access.ts';
import { grants } from './facts-store.ts';
import { todayOf } from './measure.ts';
import type {
  digitisationBody,
  digitisationOut,
  digitisationReportBody,
  effectBody,
  endUseBody,
  useCaseBody,
  useCaseOut,
} from './plans-contract.ts';
import * as store from './plans-store.ts';
import type { GrantKind, Medium, UseCaseKind, UseCaseState } from './rules/codes.ts';
import { goalStanding, percentOf } from './rules/progress.ts';
import { refuse } from './rules/refusals.ts';
import { findUnits } from './store.ts';

export type UseOut = z.input<typeof useCaseOut>;
export type DigitisationOut = z.input<typeof digitisationOut>;

/** The agency's own, and those of a region for its department. */
function scope(ctx: Ctx) {
  const viewer = requireViewer(ctx.viewer);
  const regions = ownRegions(ctx);
  const works =
    viewer.organization.kind === 'agency' &&
    viewer.duties.some((duty) => duty === 'steward' || duty === 'signatory' || duty === 'auditor');
  if (!works && regions.length === 0) throw refuseAnywhere('auth.forbidden');
  return { OR: [...(works ? [{ agencyId: viewer.organization.id }] : []), { regionCode: { in: regions } }] };
}

const isSteward = (viewer: Viewer | null, agencyId?: string): boolean =>
  viewer !== null &&
  viewer.organization.kind === 'agency' &&
  viewer.duties.includes('steward') &&
  (agencyId === undefined || viewer.organization.id === agencyId);

function requireSteward(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (!isSteward(viewer)) throw refuseAnywhere('auth.forbidden');
  return viewer;
}

/** Why each entry may be worked with today. */
async function grantsOf(ctx: Ctx, agencyId: string, ids: readonly string[]): Promise<Map<string, GrantKind>> {
  const found = await grants(ctx.db, agencyId, ids, todayOf(ctx));
  return new Map(
    found.map((one) => [
      one.entryId,
      one.providerId === agencyId ? 'own' : one.open ? 'open' : one.shared ? 'shared' : 'none',
    ]),
  );
}

async function showUses(ctx: Ctx, rows: readonly store.UseRow[]): Promise<UseOut[]> {
  const [units, entries] = await Promise.all([
    findUnits(
      ctx.db,
      rows.map((row) => row.agencyId),
    ),
    store.entriesById(
      ctx.db,
      rows.flatMap((row) => row.sources.map((one) => one.entryId)),
    ),
  ]);
  const shown: UseOut[] = [];
  for (const row of rows) {
    const granted = await grantsOf(
      ctx,
      row.agencyId,
      row.sources.map((one) => one.entryId),
    );
    const agency = units.get(row.agencyId);
    shown.push({
      id: row.id,
      no: row.no,
      kind: row.kind as UseCaseKind,
      title: row.title,
      purpose: row.purpose,
      agency: {
        id: row.agencyId,
        name: agency?.name ?? '',
        name_en: agency?.nameEn ?? null,
        uscc: agency?.uscc ?? '',
      },
      state: row.state as UseCaseState,
      since: row.since,
      ended_on: row.endedOn,
      sources: row.sources.map(({ entryId }) => {
        const entry = entries.get(entryId);
        return {
          code: entry?.code ?? '',
          title: entry?.title ?? '',
          provider: entry?.provider.name ?? '',
          grant: granted.get(entryId) ?? 'none',
        };
      }),
      effects: row.effects.map(({ id, on, words, measure }) => ({ id, on, words, measure })),
      may_change: row.state === 'in_use' && isSteward(ctx.viewer, row.agencyId),
    });
  }
  return shown;
}

export async function listDataUses(ctx: Ctx): Promise<{ items: UseOut[]; may_register: boolean }> {
  const rows = await store.listUses(ctx.db, scope(ctx));
  return { items: await showUses(ctx, rows), may_register: isSteward(ctx.viewer) };
}

export async function showDataUse(ctx: Ctx, id: string): Promise<UseOut> {
  const [shown] = await showUses(ctx, await store.listUses(ctx.db, { AND: [{ id }, scope(ctx)] }));
  if (shown === undefined) throw refuse('use_case.not_found');
  return shown;
}

const past = (day: string, today: string) => isDay(day) && day <= today;

/** Only with data the agency may use (Article 18): its own, open data, or data shared with it within the term. */
export async function registerDataUse(ctx: Ctx, input: z.output<typeof useCaseBody>): Promise<UseOut> {
  const viewer = requireSteward(ctx);
  return act(ctx, { action: 'data_use.register', subject: ['data_use', 'new'] }, async (tx, note) => {
    if (!past(input.since, todayOf(tx))) throw refuse('use_case.day');
    const codes = [...new Set(input.entries)];
    const entries = await store.entriesByCode(tx.db, codes);
    const unknown = codes.find((code) => !entries.some((entry) => entry.code === code));
    if (unknown !== undefined) throw refuse('use_case.unknown_entry', { code: unknown });
    const granted = await grantsOf(
      tx,
      viewer.organization.id,
      entries.map((entry) => entry.id),
    );
    const bare = entries.find((entry) => granted.get(entry.id) === 'none');
    if (bare !== undefined) throw refuse('use_case.no_grant', { code: bare.code });
    const id = newId(tx, 'dataUse');
    const no = await nextNumber(tx, 'data_use', 'YY');
    await store.insertUse(
      tx.db,
      {
        id,
        no,
        agencyId: viewer.organization.id,
        regionCode: viewer.organization.regionCode,
        kind: input.kind,
        title: input.title,
        purpose: input.purpose,
        state: 'in_use',
        revision: 1,
        since: input.since,
        createdBy: viewer.personId,
        createdAt: tx.clock.now(),
      },
      entries.map((entry) => entry.id),
    );
    note({ no, entries: codes }, id);
    return showDataUse(tx, id);
  });
}

async function own(tx: Ctx, id: string): Promise<store.UseRow> {
  const viewer = requireSteward(tx);
  const [row] = await store.listUses(tx.db, { id, agencyId: viewer.organization.id });
  if (row === undefined) throw refuse('use_case.not_found');
  if (row.state === 'ended') throw refuse('use_case.ended');
  return row;
}

export async function recordUseEffect(ctx: Ctx, id: string, input: z.output<typeof effectBody>): Promise<UseOut> {
  return act(ctx, { action: 'data_use.effect', subject: ['data_use', id] }, async (tx, note) => {
    const row = await own(tx, id);
    if (!past(input.on, todayOf(tx)) || input.on < row.since) throw refuse('use_case.day');
    await store.insertEffect(tx.db, {
      id: newId(tx, 'dataUseEffect'),
      useCaseId: id,
      on: input.on,
      words: input.words,
      measure: input.measure,
      by: tx.viewer?.personId ?? '',
      at: tx.clock.now(),
    });
    note({ no: row.no });
    return showDataUse(tx, id);
  });
}

export async function endDataUse(ctx: Ctx, id: string, input: z.output<typeof endUseBody>): Promise<UseOut> {
  return act(ctx, { action: 'data_use.end', subject: ['data_use', id] }, async (tx, note) => {
    const row = await own(tx, id);
    if (!past(input.on, todayOf(tx)) || input.on < row.since) throw refuse('use_case.day');
    if (!(await store.endUse(tx.db, id, row.revision, input.on))) throw refuse('use_case.ended');
    note({ no: row.no, on: input.on });
    return showDataUse(tx, id);
  });
}

async function showDigitisations(ctx: Ctx, rows: readonly store.DigitisationRow[]): Promise<DigitisationOut[]> {
  const [units, entries] = await Promise.all([
    findUnits(
      ctx.db,
      rows.map((row) => row.agencyId),
    ),
    store.entriesById(
      ctx.db,
      rows.flatMap((row) => row.entryId ?? []),
    ),
  ]);
  const today = todayOf(ctx);
  return rows.map((row) => {
    const agency = units.get(row.agencyId);
    const entry = entries.get(row.entryId ?? '');
    const done = row.reports[0]?.done ?? null;
    return {
      id: row.id,
      no: row.no,
      title: row.title,
      medium: row.medium as Medium,
      unit: row.unit,
      agency: {
        id: row.agencyId,
        name: agency?.name ?? '',
        name_en: agency?.nameEn ?? null,
        uscc: agency?.uscc ?? '',
      },
      total: String(row.total),
      done: String(done ?? 0n),
      percent: percentOf(done ?? 0n, row.total),
      due_on: row.dueOn,
      standing: goalStanding({ target: row.total, dueOn: row.dueOn }, done, today),
      entry: entry === undefined ? null : { code: entry.code, title: entry.title },
      reports: row.reports.map((one) => ({
        id: one.id,
        done: String(one.done),
        words: one.words,
        at: one.at.toISOString(),
      })),
      may_report: isSteward(ctx.viewer, row.agencyId) && (done ?? 0n) < row.total,
    };
  });
}

export async function listDigitisations(ctx: Ctx): Promise<{ items: DigitisationOut[]; may_plan: boolean }> {
  const rows = await store.listDigitisations(ctx.db, scope(ctx));
  return { items: await showDigitisations(ctx, rows), may_plan: isSteward(ctx.viewer) };
}

async function oneDigitisation(tx: Ctx, id: string): Promise<DigitisationOut> {
  const [shown] = await showDigitisations(tx, await store.listDigitisations(tx.db, { id }));
  if (shown === undefined) throw refuse('digitisation.not_found');
  return shown;
}

export async function planDigitisation(ctx: Ctx, input: z.output<typeof digitisationBody>): Promise<DigitisationOut> {
  const viewer = requireSteward(ctx);
  return act(ctx, { action: 'digitisation.plan', subject: ['digitisation', 'new'] }, async (tx, note) => {
    if (!isDay(input.due_on) || input.due_on < todayOf(tx)) throw refuse('plan.term');
    const [entry] = input.entry === '' ? [] : await store.entriesByCode(tx.db, [input.entry]);
    if (input.entry !== '' && entry === undefined) throw refuse('use_case.unknown_entry', { code: input.entry });
    const id = newId(tx, 'digitisation');
    const no = await nextNumber(tx, 'digitisation', 'SZ');
    await store.insertDigitisation(tx.db, {
      id,
      no,
      agencyId: viewer.organization.id,
      regionCode: viewer.organization.regionCode,
      title: input.title,
      medium: input.medium,
      unit: input.unit,
      total: BigInt(input.total),
      dueOn: input.due_on,
      entryId: entry?.id ?? null,
      revision: 1,
      createdBy: viewer.personId,
      createdAt: tx.clock.now(),
    });
    note({ no }, id);
    return oneDigitisation(tx, id);
  });
}

export async function reportDigitisation(
  ctx: Ctx,
  id: string,
  input: z.output<typeof digitisationReportBody>,
): Promise<DigitisationOut> {
  const viewer = requireSteward(ctx);
  return act(ctx, { action: 'digitisation.report', subject: ['digitisation', id] }, async (tx, note) => {
    const row = await store.lockDigitisation(tx.db, id);
    if (row === null || row.agencyId !== viewer.organization.id) throw refuse('digitisation.not_found');
    const [done, before] = [BigInt(input.done), row.reports[0]?.done ?? 0n];
    if (done > row.total) throw refuse('digitisation.beyond_total', { total: String(row.total) });
    if (done < before) throw refuse('digitisation.backwards', { done: String(before) });
    await store.insertDigitisationReport(tx.db, {
      id: newId(tx, 'digitisationReport'),
      planId: id,
      done,
      words: input.words,
      by: viewer.personId,
      at: tx.clock.now(),
    });
    note({ no: row.no, done: input.done });
    return oneDigitisation(tx, id);
  });
}
