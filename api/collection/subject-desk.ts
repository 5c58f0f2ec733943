/** The agency's side of data subjects: proofs to verify, requests to answer in time. What is sealed is opened for a reason on record. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx, Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, requireViewer } from '#api/kernel/rights.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import { pauseClock, resumeClock } from '#api/licensing/rules/clock.ts';
import { sealText, unsealText } from '#api/ports/seal/sealed-text.ts';
import { regionsOf, requireCollector } from './access.ts';
import { type ProofOut, showProof } from './proofs.ts';
import { closedStates } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { findUnits } from './store.ts';
import { seals, termDays, unkept } from './subject-access.ts';
import type * as shapes from './subject-contract.ts';
import { showLine } from './subject-requests.ts';
import * as store from './subject-store.ts';
import { tell } from './tell.ts';

type In<S extends z.ZodType> = z.output<S>;
type Operations = typeof shapes.subjectOperations;
export type DeskCase = z.input<Operations['showSubjectRequest']['out']>;
export type DeskLine = z.input<Operations['listSubjectRequests']['out']>['items'][number];
export type Looked = z.input<Operations['lookAtSubjectRequest']['out']>;

const handles = (viewer: Viewer): boolean => viewer.organization.kind === 'agency' && viewer.duties.includes('steward');

/** The department and its auditors see that the requests of a region are answered, and by when; never what stands in them. */
const watches = (viewer: Viewer): string[] => [...new Set([...regionsOf(viewer), ...auditReach(viewer)])];

/** The agency sees its own; the department of the region sees that they are answered, and by when. */
export async function listSubjectRequests(
  ctx: Ctx,
  { page, page_size, open }: In<typeof shapes.deskQuery>,
): Promise<{ items: DeskLine[]; total: number; page: number; page_size: number }> {
  const viewer = requireViewer(ctx.viewer);
  const regions = watches(viewer);
  if (!handles(viewer) && regions.length === 0) throw refuseAnywhere('auth.forbidden');
  const { rows, total } = await store.listDesk(ctx.db, {
    agencyId: handles(viewer) ? viewer.organization.id : null,
    regions,
    open: open === undefined ? undefined : open === 'open',
    skip: (page - 1) * page_size,
    take: page_size,
  });
  const units = await findUnits(
    ctx.db,
    rows.map((row) => row.agencyId),
  );
  return { items: await Promise.all(rows.map((row) => showLine(ctx, row, units))), total, page, page_size };
}

export async function listSubjectProofs(ctx: Ctx): Promise<{ items: ProofOut[] }> {
  const viewer = requireCollector(ctx);
  const rows = await store.listProofs(ctx.db, viewer.organization.id);
  const units = await findUnits(ctx.db, [viewer.organization.id]);
  return { items: rows.map((row) => showProof(ctx, row, units)) };
}

async function seen(ctx: Ctx, id: string): Promise<{ row: store.RequestRow; own: boolean }> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findRequest(ctx.db, id);
  const own = row !== null && handles(viewer) && row.agencyId === viewer.organization.id;
  if (row === null || !(own || watches(viewer).includes(row.regionCode))) throw refuse('collection.request_not_found');
  return { row, own };
}

export async function showSubjectRequest(ctx: Ctx, id: string): Promise<DeskCase> {
  const { row, own } = await seen(ctx, id);
  return shown(ctx, row, own);
}

async function shown(ctx: Ctx, row: store.RequestRow, own: boolean): Promise<DeskCase> {
  const proof = await store.findProof(ctx.db, row.proofId);
  const running = own && row.state === 'filed';
  return {
    ...(await showLine(ctx, row, await findUnits(ctx.db, [row.agencyId]))),
    revision: row.revision,
    masked_name: own ? (proof?.maskedName ?? '') : '*',
    masked_number: own ? (proof?.maskedNumber ?? '') : '*',
    answered_at: row.answeredAt?.toISOString() ?? null,
    supplement_at: row.noticeAt?.toISOString() ?? null,
    extension_days: row.extensionDays,
    most_extension_days: await termDays(ctx, 'subject_extension', row.regionCode),
    may_answer: own && !closedStates.includes(row.state),
    may_supplement: running && row.noticeAt === null,
    may_extend: running && row.extensionDays === null && !isOver(ctx, row),
  };
}

const isOver = (ctx: Ctx, row: store.RequestRow): boolean => row.dueOn === null || dayOf(ctx.clock.now()) > row.dueOn;

/** A request of the agency's own that is not closed, for the steward to work on. */
async function inHand(tx: Ctx, id: string): Promise<store.RequestRow> {
  const { row, own } = await seen(tx, id);
  if (!own) throw refuseAnywhere('auth.forbidden');
  if (closedStates.includes(row.state)) throw refuse('collection.request_closed');
  return row;
}

/** Everything that is missing, once. The clock keeps its days meanwhile. */
export async function supplementSubjectRequest(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.supplementBody>,
): Promise<DeskCase> {
  const noticeSealed = await sealText(ctx, seals.answer, input.notice);
  const event = { action: 'collection.supplement_subject_request', subject: ['subject_request', id] } as const;
  return act(unkept(ctx), event, async (tx, note) => {
    const row = await inHand(tx, id);
    if (row.noticeAt !== null) throw refuse('collection.supplement_used');
    const at = tx.clock.now();
    const { pausedOn, pausedDaysLeft } = pauseClock(tx.calendar(), row, dayOf(at));
    const clock = { dueOn: null, pausedOn, pausedDaysLeft };
    const changes = { state: 'supplementing' as const, ...clock, noticeSealed, noticeAt: at, updatedAt: at };
    await saved(tx, row, changes);
    note({ no: row.no });
    await tell(tx, 'request_supplement', { about: id, to: row.ownerId, params: { no: row.no }, path: '/my-data' });
    return shown(tx, (await seen(tx, id)).row, true);
  });
}

/** Once, before it is late, and never without a word to the subject. */
export async function extendSubjectRequest(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.extensionBody>,
): Promise<DeskCase> {
  const extensionSealed = await sealText(ctx, seals.answer, input.reason);
  const event = { action: 'collection.extend_subject_request', subject: ['subject_request', id] } as const;
  return act(unkept(ctx), event, async (tx, note) => {
    const row = await inHand(tx, id);
    if (row.extensionDays !== null) throw refuse('collection.extension_used');
    if (row.dueOn === null || isOver(tx, row)) throw refuse('collection.extension_late');
    const days = await termDays(tx, 'subject_extension', row.regionCode);
    if (input.days > days) throw refuse('collection.extension_days', { days });
    const dueOn = tx.calendar().addWorkingDays(row.dueOn, input.days);
    await saved(tx, row, { dueOn, extensionDays: input.days, extensionSealed, updatedAt: tx.clock.now() });
    note({ no: row.no, days: input.days });
    const params = { no: row.no, due: dueOn };
    await tell(tx, 'request_extended', { about: id, to: row.ownerId, params, path: '/my-data' });
    return shown(tx, (await seen(tx, id)).row, true);
  });
}

async function saved(tx: Ctx, row: store.RequestRow, changes: store.RequestChanges): Promise<void> {
  if (!(await store.updateRequest(tx.db, row.id, row.revision, changes))) throw refuse('collection.request_closed');
}

export async function lookAtSubjectRequest(ctx: Ctx, id: string, { why }: In<typeof shapes.lookBody>): Promise<Looked> {
  const facts = { why };
  return act(unkept(ctx), { action: 'collection.look', subject: ['subject_request', id], facts }, async (tx, note) => {
    const { row, own } = await seen(tx, id);
    if (!own) throw refuseAnywhere('auth.forbidden');
    const proof = await store.findProof(tx.db, row.proofId);
    if (proof?.sealed == null || row.wordsSealed === null) throw refuse('collection.papers_wiped');
    note({ no: row.no });
    const opened = (kind: string, sealed: string | null) => (sealed === null ? null : unsealText(tx, kind, sealed));
    const { name, number } = JSON.parse(await unsealText(tx, seals.proof, proof.sealed)) as Looked;
    return {
      name,
      number,
      words: await unsealText(tx, seals.words, row.wordsSealed),
      notice: await opened(seals.answer, row.noticeSealed),
      supplied: await opened(seals.words, row.suppliedSealed),
      extension_reason: await opened(seals.answer, row.extensionSealed),
      answer: await opened(seals.answer, row.answerSealed),
    };
  });
}

/** Once. What is refused names its basis (Personal Information Protection Law, Article 50: 说明理由). */
export async function answerSubjectRequest(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.answerBody>,
): Promise<DeskCase> {
  const viewer = requireViewer(ctx.viewer);
  const answerSealed = await sealText(ctx, seals.answer, input.answer);
  return act(ctx, { action: 'collection.answer_subject', subject: ['subject_request', id] }, async (tx, note) => {
    const row = await inHand(tx, id);
    if (input.outcome !== 'granted' && input.legal_basis === '') throw refuse('collection.no_ground');
    const at = tx.clock.now();
    // What was never added is answered by what is there, in the days that were left.
    const { dueOn } = resumeClock(tx.calendar(), row, dayOf(at));
    await saved(tx, row, {
      state: 'answered',
      dueOn,
      pausedOn: null,
      pausedDaysLeft: null,
      outcome: input.outcome,
      answerSealed,
      legalBasis: input.legal_basis,
      answeredBy: viewer.personId,
      answeredAt: at,
      updatedAt: at,
    });
    const late = dueOn !== null && dayOf(at) > dueOn;
    note({ no: row.no, outcome: input.outcome, late });
    await tell(tx, 'request_answered', { about: id, to: row.ownerId, params: { no: row.no }, path: '/my-data' });
    return shown(tx, (await seen(tx, id)).row, true);
  });
}

async function ownProof(ctx: Ctx, id: string): Promise<store.ProofRow> {
  const viewer = requireCollector(ctx);
  const row = await store.findProof(ctx.db, id);
  if (row === null || row.agencyId !== viewer.organization.id) throw refuse('collection.proof_not_found');
  return row;
}

export async function lookAtSubjectProof(
  ctx: Ctx,
  id: string,
  { why }: In<typeof shapes.lookBody>,
): Promise<{ name: string; number: string }> {
  const facts = { why };
  return act(unkept(ctx), { action: 'collection.look', subject: ['subject_proof', id], facts }, async (tx) => {
    const row = await ownProof(tx, id);
    if (row.sealed === null) throw refuse('collection.papers_wiped');
    return JSON.parse(await unsealText(tx, seals.proof, row.sealed)) as { name: string; number: string };
  });
}

const mediaTypes: Readonly<Record<string, string>> = { pdf: 'application/pdf', png: 'image/png', jpeg: 'image/jpeg' };

export async function lookAtSubjectProofFile(ctx: Ctx, id: string, { why }: In<typeof shapes.lookBody>) {
  const facts = { why };
  return act(unkept(ctx), { action: 'collection.look', subject: ['subject_proof', id], facts }, async (tx) => {
    const row = await ownProof(tx, id);
    if (row.fileKey === null || row.fileKind === null) throw refuse('collection.papers_wiped');
    const { stream } = await tx.ports.files.open(row.fileKey);
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(Buffer.from(part as Uint8Array));
    const bytes = Buffer.from(await unsealText(tx, seals.file, Buffer.concat(parts).toString()), 'latin1');
    const ending = row.fileKind === 'jpeg' ? 'jpg' : row.fileKind;
    return { bytes, contentType: mediaTypes[row.fileKind] ?? 'application/octet-stream', fileName: `${id}.${ending}` };
  });
}

/** From the verification on, and for its time, the mailbox looks and asks as the subject. */
export async function decideSubjectProof(ctx: Ctx, id: string, input: In<typeof shapes.verifyBody>): Promise<ProofOut> {
  const viewer = requireCollector(ctx);
  const action = input.decision === 'verified' ? 'collection.verify_subject' : 'collection.reject_subject';
  return act(ctx, { action, subject: ['subject_proof', id] }, async (tx) => {
    const row = await ownProof(tx, id);
    const today = dayOf(tx.clock.now());
    const until = addDays(today, await termDays(tx, 'proof_valid', viewer.organization.regionCode));
    const changes = {
      state: input.decision,
      validUntil: input.decision === 'verified' ? until : null,
      decidedBy: viewer.personId,
      decidedAt: tx.clock.now(),
      reason: input.reason === '' ? null : input.reason,
    };
    if (row.state !== 'filed' || !(await store.updateProof(tx.db, id, row.revision, changes)))
      throw refuse('collection.proof_decided');
    const letter = input.decision === 'verified' ? 'proof_verified' : 'proof_rejected';
    await tell(tx, letter, { about: id, to: row.ownerId, params: { until }, path: '/my-data' });
    return showProof(tx, await ownProof(tx, id), await findUnits(tx.db, [row.agencyId]));
  });
}
