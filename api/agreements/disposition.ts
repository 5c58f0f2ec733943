/**
 * The duty after the end (Article 20): the developer files a signed statement with the list of files, the agency reviews it;
 * who is late is reminded, then handed to the supervision of the information department as a clue (Article 27).
 */
import type { z } from 'zod';
import { act, type Note } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { createDocument, nextNumber, signDocument } from '#api/documents/service.ts';
import { holdsPower, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { getOrganization, numberParameter } from '#api/organizations/service.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import * as after from './after-store.ts';
import { dispositionPath, workingDaysAfter } from './disposition-start.ts';
import { recordEvidence } from './evidence.ts';
import { workingDaysLeft } from './keeping-view.ts';
import * as life from './life-store.ts';
import { noteStep, showAction, showSteps, tellSide } from './matter.ts';
import { type dispositionModes, dispositionModes as modes } from './rules/codes.ts';
import type { dispositionOut, proofShape, reviewShape } from './rules/keeping-shapes.ts';
import { type DispositionAction, dispositionActions, dispositionStates } from './rules/life-codes.ts';
import { dispositionLifecycle } from './rules/life-lifecycle.ts';
import { refuseLife } from './rules/life-refusals.ts';
import { agency, developer, type LifeDoer, lifeHindrance } from './rules/life-rights.ts';
import { type ProvedFile, readFiles, recordsUntil } from './rules/proof.ts';
import { proofFacts, proofReason, proofTitle } from './rules/proof-words.ts';
import { fault } from './rules/refusals.ts';
import * as store from './store.ts';
import { termsOf } from './view.ts';

export type DispositionOut = z.input<typeof dispositionOut>;
type Doing = 'prove' | 'accept' | 'return';
const doers: Readonly<Record<Doing, LifeDoer>> = { prove: developer, accept: agency, return: agency };

const sideOfRow = (row: after.DispositionRow, viewer: Viewer) =>
  viewer.organization.id === row.agreement.developerId
    ? ('developer' as const)
    : viewer.organization.id === row.agreement.agencyId
      ? ('agency' as const)
      : holdsPower(viewer, 'information_department', row.agreement.regionCode)
        ? ('department' as const)
        : null;

function hindranceOf(row: after.DispositionRow, viewer: Viewer, action: Doing) {
  const hindered = lifeHindrance({
    lifecycle: dispositionLifecycle,
    state: row.state,
    stateWord: dispositionStates.words[row.state],
    action,
    actionWord: dispositionActions.words[action],
    doer: doers[action],
    side: sideOfRow(row, viewer),
    actor: viewer,
    by: '',
  });
  if (hindered !== null || action !== 'prove' || viewer.duties.includes('signatory')) return hindered;
  return refuseLife('disposition.no_signatory');
}

async function show(ctx: Ctx, row: after.DispositionRow): Promise<DispositionOut> {
  const today = dayOf(ctx.clock.now());
  const { agreement: a } = row;
  const { viewer } = ctx;
  const side = viewer === null ? null : sideOfRow(row, viewer);
  const due = row.state === 'submitted' ? row.reviewBy : row.dueOn;
  const proof = row.documentId === null ? null : await after.proofOf(ctx.db, row.documentId);
  return {
    id: row.id,
    no: row.no,
    state: row.state,
    mode: row.mode as (typeof dispositionModes.codes)[number],
    agreement_id: a.id,
    agreement_no: a.no,
    agency: a.agency,
    developer: a.developer,
    ended_on: row.endedOn,
    due_on: row.dueOn,
    review_by: row.reviewBy,
    days_left: row.state === 'accepted' || due === null ? null : workingDaysLeft(ctx, today, due),
    late: row.state !== 'accepted' && due !== null && today > due,
    escalated: row.escalatedAt !== null,
    document_id: row.documentId,
    files: proof === null ? [] : (JSON.parse(proof.canonical) as { files: ProvedFile[] }).files,
    records_until: recordsUntil(row.endedOn),
    history: await showSteps(ctx, await life.matterSteps(ctx.db, [row.id])),
    actions: (['prove', 'accept', 'return'] as const)
      .filter((name) => Object.hasOwn(dispositionLifecycle[row.state], name))
      .filter((name) => side !== null && doers[name].sides.includes(side))
      .map((name) => showAction(name, viewer === null ? null : hindranceOf(row, viewer, name))),
    created_at: row.createdAt.toISOString(),
  };
}

export async function listDispositions(ctx: Ctx): Promise<{ items: DispositionOut[] }> {
  const viewer = requireViewer(ctx.viewer);
  const regions = viewer.powers
    .filter((held) => held.power === 'information_department')
    .map((held) => held.regionCode);
  const rows = await after.listDispositions(ctx.db, { organizationId: viewer.organization.id, regions });
  const items: DispositionOut[] = [];
  for (const row of rows) items.push(await show(ctx, row));
  return { items };
}

export async function getDisposition(ctx: Ctx, id: string): Promise<DispositionOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await after.findDisposition(ctx.db, id);
  if (row === null || sideOfRow(row, viewer) === null) throw refuseLife('matter.not_found');
  return show(ctx, row);
}

interface At {
  readonly tx: Ctx;
  readonly row: after.DispositionRow;
  readonly today: string;
  readonly note: Note;
}
interface Walked {
  readonly action: DispositionAction;
  readonly changes: Parameters<typeof after.updateDisposition>[2];
  readonly words: string | null;
}

async function walked(ctx: Ctx, id: string, action: Doing, body: (at: At) => Promise<Walked>): Promise<DispositionOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `agreements.${action}_disposition`, subject: ['disposition', id] }, async (tx, note) => {
    const row = await locked(tx, id);
    if (row === null || sideOfRow(row, viewer) === null) throw refuseLife('matter.not_found');
    const hindered = hindranceOf(row, viewer, action);
    if (hindered !== null) throw hindered;
    await keep(tx, row, await body({ tx, row, today: dayOf(tx.clock.now()), note }));
    note({ no: row.no, agreement: row.agreement.no });
    const now = await after.findDisposition(tx.db, id);
    return show(tx, now ?? row);
  });
}

async function locked(tx: Ctx, id: string): Promise<after.DispositionRow | null> {
  const seen = await after.findDisposition(tx.db, id);
  if (seen === null) return null;
  await store.lockAgreement(tx.db, seen.agreementId);
  return after.findDisposition(tx.db, id);
}

async function keep(tx: Ctx, row: after.DispositionRow, { action, changes, words }: Walked): Promise<void> {
  const to = dispositionLifecycle[row.state][action]?.to;
  if (to === undefined) throw new Error(`no edge ${action} from ${row.state}`);
  await after.updateDisposition(tx.db, row.id, { ...changes, state: to, updatedAt: tx.clock.now() });
  const matter = { type: 'disposition', id: row.id, agreementId: row.agreementId } as const;
  await noteStep(tx, matter, { action, from: row.state, to, words });
}

/** A statement signed with the organisation's own key, and the list of what was destroyed, sealed or returned. */
export async function proveDisposition(
  ctx: Ctx,
  id: string,
  input: z.output<typeof proofShape>,
): Promise<DispositionOut> {
  return walked(ctx, id, 'prove', async ({ tx, row, today, note }) => {
    const files = readFiles(input.files);
    await requirePasswordAgain(tx, input.password);
    const { agreement: a } = row;
    const { demo } = await getOrganization(tx, a.agencyId);
    const attempt = row.attempts + 1;
    const no = `${row.no}-${attempt}`;
    const mode = modes.labelOrCode(row.mode, 'zh');
    const [by, to] = [a.developer, a.agency].map(({ name, uscc }) => ({ name, uscc }));
    if (by === undefined || to === undefined) throw new Error('an agreement has two parties');
    const document = await createDocument(tx, {
      kind: 'disposition_proof',
      no,
      subject: ['disposition', row.id],
      title: proofTitle,
      value: {
        kind: 'disposition_proof',
        no,
        agreement_no: a.no,
        agency: to,
        developer: by,
        ended_on: row.endedOn,
        filed_on: today,
        mode: row.mode,
        statement: input.words,
        files: files.map((one) => ({ ...one })),
      },
      render: (own) => ({
        ...own,
        demo,
        agency: to,
        developer: by,
        agreementNo: a.no,
        endedOn: row.endedOn,
        filedOn: today,
        mode,
        statement: input.words,
        files,
      }),
      publicFacts: proofFacts({
        no,
        agreement: a.no,
        developer: by.name,
        mode,
        filed: today,
        files: String(files.length),
      }),
    });
    const signature = await signDocument(tx, document.id, { reason: proofReason });
    await recordEvidence(tx, a, {
      documentId: document.id,
      documentSha256: signature.sha256,
      signatureId: signature.signatureId,
      position: signature.position,
      what: 'disposition_proof',
      version: a.version,
    });
    const days = await numberParameter(tx, 'disposition.review_working_days', a.regionCode, 10);
    note({ document: document.id, sha256: signature.sha256, files: files.length });
    const changes = { documentId: document.id, attempts: attempt, reviewBy: workingDaysAfter(tx, today, days) };
    return { action: 'prove', changes, words: input.words };
  });
}

export async function reviewDisposition(
  ctx: Ctx,
  id: string,
  input: z.output<typeof reviewShape>,
): Promise<DispositionOut> {
  return walked(ctx, id, input.decision, async ({ tx, row, today }) => {
    const words = input.words === '' ? null : input.words;
    if (input.decision === 'accept')
      return { action: 'accept', changes: { acceptedAt: tx.clock.now(), reviewBy: null }, words };
    if (words === null) throw refuseLife('disposition.reason_needed', {}, [fault('words', 'reason')]);
    const days = await numberParameter(tx, 'disposition.again_working_days', row.agreement.regionCode, 5);
    const again = workingDaysAfter(tx, today, days);
    const dueOn = again !== null && row.dueOn !== null && row.dueOn > again ? row.dueOn : again;
    await tellSide(tx, row.agreement, 'developer', 'proof_returned', {
      path: dispositionPath(id),
      params: { no: row.no, words: words.slice(0, 200), due: dueOn ?? '-' },
    });
    return { action: 'return', changes: { dueOn, reviewBy: null, remindedAt: null, escalatedAt: null }, words };
  });
}

/** The day after it was due a reminder, once; so many working days later a clue for supervision, once. */
export async function chaseDispositions(ctx: Ctx): Promise<number> {
  const today = dayOf(ctx.clock.now());
  let chased = 0;
  for (const { id } of await after.openDispositions(ctx.db, today)) {
    await act(ctx, { action: 'agreements.chase_disposition', subject: ['disposition', id] }, async (tx, note) => {
      const row = await locked(tx, id);
      if (row === null || row.state === 'accepted') return;
      const done = row.dueOn === null ? await countAnew(tx, row) : await chase(tx, row, today);
      if (done === null) return;
      chased += 1;
      note({ no: row.no, did: done });
    });
  }
  return chased;
}

/** The holidays of that year were not loaded when the duty began. */
async function countAnew(tx: Ctx, row: after.DispositionRow): Promise<string | null> {
  const version = await store.findVersion(tx.db, row.agreementId, row.agreement.version);
  const days = version === null ? null : termsOf(version).disposition.days;
  const dueOn = days === null ? null : workingDaysAfter(tx, row.endedOn, days);
  if (dueOn === null) return null;
  await after.updateDisposition(tx.db, row.id, { dueOn, updatedAt: tx.clock.now() });
  return 'counted';
}

async function chase(tx: Ctx, row: after.DispositionRow, today: string): Promise<string | null> {
  const waits = row.state === 'submitted' ? row.reviewBy : row.dueOn;
  if (waits === null || today <= waits) return null;
  const at = tx.clock.now();
  const byDeveloper = row.state !== 'submitted';
  if (byDeveloper && row.remindedAt === null) {
    await keep(tx, row, { action: 'remind', changes: { remindedAt: at }, words: null });
    await tellSide(tx, row.agreement, 'developer', 'disposition_late', {
      path: dispositionPath(row.id),
      params: { no: row.no, due: waits },
    });
    return 'reminded';
  }
  const grace = await numberParameter(tx, 'disposition.escalation_working_days', row.agreement.regionCode, 5);
  const last = workingDaysAfter(tx, waits, grace);
  if (row.escalatedAt !== null || last === null || today <= last) return null;
  const kind = byDeveloper ? 'disposition_late' : 'review_late';
  await keep(tx, row, { action: 'escalate', changes: { escalatedAt: at }, words: null });
  await after.insertClue(tx.db, {
    id: newId(tx, 'clue'),
    no: await nextNumber(tx, 'clue', 'XS'),
    regionCode: row.agreement.regionCode,
    kind,
    agreementId: row.agreementId,
    matterId: row.id,
    about: byDeveloper ? row.agreement.developerId : row.agreement.agencyId,
    evidence: {
      disposition_no: row.no,
      agreement_no: row.agreement.no,
      ended_on: row.endedOn,
      due_on: waits,
      seen_on: today,
      mode: row.mode,
      proofs_filed: row.attempts,
      reminded_at: row.remindedAt?.toISOString() ?? null,
    },
    state: 'open',
    createdAt: at,
  });
  return kind;
}
