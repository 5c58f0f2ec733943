/** Corrections (校核): what a reader says is wrong, checked and answered by the agency within ten working days. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { inLocale } from '#api/kernel/words.ts';
import { requireImpersonal } from '#api/participants/rules/impersonal.ts';
import { mailTo, participantOf, publicNames, requireParticipant } from '#api/participants/service.ts';
import type {
  acceptBody,
  correctBody,
  correctionBody,
  correctionOut,
  correctionQuery,
  noErrorBody,
} from './contract.ts';
import * as corrections from './corrections-store.ts';
import { onTime } from './rules/clock.ts';
import { correctionStates } from './rules/codes.ts';
import { type CorrectionStep, correctionLetters } from './rules/letters.ts';
import { correctionLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { mostADay, terms } from './rules/terms.ts';
import { dayDue } from './steps.ts';
import * as store from './store.ts';
import { daysLeft, showAgency, showEntry } from './view.ts';

export type CorrectionOut = z.input<typeof correctionOut>;

async function publicEntry(ctx: Ctx, code: string): Promise<store.EntryFacts> {
  const entry = await store.entryByCode(ctx.db, code);
  if (entry === null || entry.publishedRevision === null || entry.state === 'withdrawn')
    throw refuse('feedback.unknown_dataset', { code });
  return entry;
}

async function requireVersion(ctx: Ctx, entryId: string, version: number | undefined): Promise<void> {
  if (version === undefined || (await store.isPublishedVersion(ctx.db, entryId, version))) return;
  const { zh, en } = refuse.table['feedback.unknown_version'];
  const say = (words: string) => words.replace('{{version}}', String(version));
  throw refuse('feedback.unknown_version', { version }, [{ path: 'version', zh: say(zh), en: say(en) }]);
}

export async function fileCorrection(ctx: Ctx, input: z.output<typeof correctionBody>): Promise<CorrectionOut> {
  const taker = await requireParticipant(ctx);
  const entry = await publicEntry(ctx, input.dataset);
  const now = ctx.clock.now();
  const { wrong, right, row = null, column = null, table = null, evidence = null, target } = input;
  requireImpersonal({ wrong, right, row, column, table, evidence, evidence_url: input.evidence_url }, dayOf(now));
  const since = new Date(now.getTime() - 86_400_000);
  if ((await corrections.countFiled(ctx.db, taker.id, since)) >= mostADay)
    throw refuse('feedback.too_many', { limit: mostADay });
  await requireVersion(ctx, entry.id, input.version);
  return act(ctx, { action: 'feedback.file_correction', subject: ['correction', 'new'] }, async (tx, note) => {
    const id = newId(tx, 'correction');
    const data = target === 'data';
    const region = (await store.agencyBy(tx.db, entry.providerId))?.regionCode ?? '';
    await corrections.insertCorrection(tx.db, {
      id,
      no: await nextNumber(tx, 'correction', 'JH'),
      state: 'filed',
      entryId: entry.id,
      agencyId: entry.providerId,
      target,
      version: data ? (input.version ?? null) : null,
      table: data ? table : null,
      column: data ? column : null,
      row: data ? row : null,
      field: data ? null : (input.field ?? null),
      ...{ wrong, right, evidence },
      evidenceUrl: input.evidence_url ?? null,
      authorId: taker.id,
      authorOrganizationId: taker.organizationId,
      filedAt: now,
      dueOn: await dayDue(tx, terms.correction, region),
    });
    note({ entry: entry.id, by: taker.id }, id);
    const made = await getCorrection(tx, id);
    await tell(tx, made, entry, 'file', '');
    return showOne(tx, made);
  });
}

async function tell(
  tx: Ctx,
  row: corrections.Correction,
  entry: store.EntryFacts,
  step: CorrectionStep,
  text: string,
): Promise<void> {
  const params = { title: entry.title, no: row.no, due: row.dueOn, text };
  const paramsEn = { title: entry.search?.titleEn ?? entry.title };
  const path = `/corrections/${row.id}`;
  await mailTo(tx, row.authorId, { about: row.id, ...correctionLetters[step], params, paramsEn, path });
}

async function getCorrection(ctx: Ctx, id: string): Promise<corrections.Correction> {
  const row = await corrections.findCorrection(ctx.db, id);
  if (row === null) throw refuse('feedback.correction_not_found');
  return row;
}

export async function showCorrection(ctx: Ctx, id: string): Promise<CorrectionOut> {
  return showOne(ctx, await getCorrection(ctx, id));
}

async function showOne(ctx: Ctx, row: corrections.Correction): Promise<CorrectionOut> {
  const [shown] = await showAll(ctx, [row]);
  if (shown === undefined) throw new Error(`the dataset of correction ${row.id} is missing`);
  return shown;
}

async function showAll(ctx: Ctx, rows: readonly corrections.Correction[]): Promise<CorrectionOut[]> {
  if (rows.length === 0) return [];
  const authors = rows.map((row) => ({ id: row.authorId, organizationId: row.authorOrganizationId }));
  const [entries, agencies, names, taker] = await Promise.all([
    store.entriesById(
      ctx.db,
      rows.map((row) => row.entryId),
    ),
    store.organizationsById(
      ctx.db,
      rows.map((row) => row.agencyId),
    ),
    publicNames(ctx, authors),
    participantOf(ctx),
  ]);
  const today = dayOf(ctx.clock.now());
  return rows.flatMap((row): CorrectionOut[] => {
    const dataset = showEntry(entries.get(row.entryId));
    const agency = showAgency(agencies, row.agencyId);
    if (dataset === null || agency === null) return [];
    const [author_zh, author_en] = names.get(row.authorId) ?? ['', ''];
    const open = row.closedAt === null;
    const steward = ctx.viewer?.organization.id === row.agencyId && ctx.viewer.duties.includes('steward');
    return [
      {
        id: row.id,
        no: row.no,
        state: row.state,
        dataset,
        agency,
        target: row.target,
        version: row.version,
        table: row.table,
        column: row.column,
        row: row.row,
        field: row.field,
        wrong: row.wrong,
        right: row.right,
        evidence: row.evidence,
        evidence_url: row.evidenceUrl,
        author_zh,
        author_en,
        mine: taker !== null && taker.id === row.authorId,
        filed_at: row.filedAt.toISOString(),
        accepted_at: row.acceptedAt?.toISOString() ?? null,
        closed_at: row.closedAt?.toISOString() ?? null,
        due_on: row.dueOn,
        days_left: open ? daysLeft(ctx, today, row.dueOn) : null,
        overdue: open && row.dueOn < today,
        on_time: onTime(row.closedAt, row.dueOn),
        answer: row.answer,
        fixed_version: row.fixedVersion,
        revision: row.revision,
        actions: steward
          ? (['accept', 'correct', 'no_error'] as const).filter(
              (action) => edge(correctionLifecycle, row.state, action) !== null,
            )
          : [],
      },
    ];
  });
}

/** Those of a dataset, for everybody. */
export async function listCorrections(ctx: Ctx, code: string, slice: { page: number; page_size: number }) {
  return correctionsOf(ctx, (await publicEntry(ctx, code)).id, slice);
}

/** Of an entry that whoever asks has found to be public. */
export async function correctionsOf(
  ctx: Ctx,
  entryId: string,
  { page, page_size }: { page: number; page_size: number },
) {
  const found = await corrections.listCorrections(ctx.db, { entryId }, (page - 1) * page_size, page_size);
  return { items: await showAll(ctx, found.rows), total: found.total, page, page_size };
}

export async function listCorrectionDesk(ctx: Ctx, { state, page, page_size }: z.output<typeof correctionQuery>) {
  const viewer = requireDuty(ctx.viewer, 'steward');
  const scope = { agencyId: viewer.organization.id, ...(state === undefined ? {} : { state }) };
  const found = await corrections.listCorrections(ctx.db, scope, (page - 1) * page_size, page_size);
  return { items: await showAll(ctx, found.rows), total: found.total, page, page_size };
}

const steps = {
  accept: { audit: 'feedback.accept_correction', letter: 'accept' },
  correct: { audit: 'feedback.correct', letter: 'correct' },
  no_error: { audit: 'feedback.no_error', letter: 'no_error' },
} as const;

async function walk(
  ctx: Ctx,
  id: string,
  action: keyof typeof steps,
  input: { readonly revision: number; readonly text?: string; readonly version?: number | undefined },
): Promise<CorrectionOut> {
  const viewer = requireViewer(ctx.viewer);
  const { audit, letter } = steps[action];
  return act(ctx, { action: audit, subject: ['correction', id] }, async (tx, note) => {
    const row = await getCorrection(tx, id);
    requireDuty(viewer, 'steward', row.agencyId);
    const to = edge(correctionLifecycle, row.state, action)?.to;
    if (to === undefined) {
      const words = correctionStates.words[row.state];
      throw refuse('feedback.wrong_state', { state: inLocale(words, 'zh'), state_en: inLocale(words, 'en') });
    }
    await requireVersion(tx, row.entryId, input.version);
    const at = tx.clock.now();
    const data =
      action === 'accept'
        ? { acceptedAt: at }
        : { closedAt: at, answer: input.text ?? '', fixedVersion: input.version ?? null };
    if (!(await corrections.changeCorrection(tx.db, { id, revision: input.revision }, { ...data, state: to })))
      throw refuse('feedback.changed_meanwhile');
    const entry = (await store.entriesById(tx.db, [row.entryId])).get(row.entryId);
    if (entry !== undefined) await tell(tx, row, entry, letter, input.text ?? '');
    // Whoever sells something made from it is asked what that means (the room of the market).
    await enqueue(tx, 'market.source_changed', { correction_id: id });
    note({ entry: row.entryId, ...(input.version === undefined ? {} : { version: input.version }) });
    return showOne(tx, await getCorrection(tx, id));
  });
}

export const acceptCorrection = (ctx: Ctx, id: string, input: z.output<typeof acceptBody>): Promise<CorrectionOut> =>
  walk(ctx, id, 'accept', input);
export const correctData = (ctx: Ctx, id: string, input: z.output<typeof correctBody>): Promise<CorrectionOut> =>
  walk(ctx, id, 'correct', input);
export const findNoError = (ctx: Ctx, id: string, input: z.output<typeof noErrorBody>): Promise<CorrectionOut> =>
  walk(ctx, id, 'no_error', input);
