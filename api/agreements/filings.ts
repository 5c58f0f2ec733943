/** The authorisation is filed with the information department of the agency's own region (Article 19). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx, Viewer } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import { govern } from './amendment.ts';
import { settleAmendment } from './amendment-walk.ts';
import type { filedTermsShape, optionalWords } from './contract.ts';
import { filingDays, submitFiling } from './file.ts';
import * as life from './life-store.ts';
import { register } from './matter.ts';
import { makeFilingReceipt } from './papers.ts';
import { type FilingDecision, type FilingState, filingAnswer, filingDecisions, filingStates } from './rules/codes.ts';
import type { answerShape, decisionShape } from './rules/filing-shapes.ts';
import { effectiveDays } from './rules/in-force.ts';
import { type AmendmentAction, amendmentActions, amendmentStates } from './rules/life-codes.ts';
import { amendmentLifecycle } from './rules/life-lifecycle.ts';
import { refuseLife } from './rules/life-refusals.ts';
import { filingLifecycle } from './rules/lifecycle.ts';
import { fault, refuse } from './rules/refusals.ts';
import type { ListAsked } from './service.ts';
import * as store from './store.ts';
import {
  type AgreementOut,
  type FilingOut,
  showDeviations,
  showFiling,
  showShares,
  type TermsOut,
  termsOf,
} from './view.ts';
import { settle, walk } from './walk.ts';

export type FiledTermsOut = Omit<z.input<typeof filedTermsShape>, 'terms'> & { readonly terms: TermsOut };

export async function fileAgreement(
  ctx: Ctx,
  id: string,
  input: z.output<typeof optionalWords>,
): Promise<AgreementOut> {
  return walk(ctx, id, 'file', async ({ tx, viewer, row, note }) => {
    const { id: filingId, no } = await submitFiling(tx, viewer, row, {
      version: row.version,
      lastDay: termsOf(row).term.to,
      amendmentId: null,
    });
    note({ filing: filingId, filing_no: no, version: row.version });
    return { words: input.words ?? null };
  });
}

const reads = (viewer: Viewer, row: store.FilingRow): boolean =>
  [row.agreement.agencyId, row.agreement.developerId].includes(viewer.organization.id) ||
  holdsPower(viewer, 'information_department', row.agreement.regionCode);

export async function getFiling(ctx: Ctx, id: string): Promise<FilingOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findFiling(ctx.db, id);
  if (row === null || !reads(viewer, row)) throw refuse('filing.not_found');
  return showFiling(ctx, row);
}

/** The terms of the version that was filed: a later draft is not what the department decides on. */
export async function getFiledTerms(ctx: Ctx, id: string): Promise<FiledTermsOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findFiling(ctx.db, id);
  if (row === null || !reads(viewer, row)) throw refuse('filing.not_found');
  const version = await store.findVersion(ctx.db, row.agreementId, row.version);
  const agreement = await store.findAgreement(ctx.db, row.agreementId);
  if (version === null || agreement === null) throw new Error(`filing ${id} has no version`);
  const names = await store.namesOf(
    ctx.db,
    version.shares.map((one) => one.partyId),
  );
  return {
    version: row.version,
    terms: termsOf(version) as TermsOut,
    shares: showShares(version.shares, agreement.treasury.name, names),
    deviations: showDeviations(agreement.template, termsOf(version), reasonsIn(version.deviations)),
  };
}

/** As they were printed with that version. */
const reasonsIn = (kept: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries((kept as { clause: string; reason: string }[]).map(({ clause, reason }) => [clause, reason]));

export async function listFilings(ctx: Ctx, asked: ListAsked<FilingState>) {
  const viewer = requireViewer(ctx.viewer);
  const { rows, total } = await store.listFilings(ctx.db, {
    organizationId: viewer.organization.id,
    regions: viewer.powers.filter((held) => held.power === 'information_department').map((held) => held.regionCode),
    state: asked.state,
    page: asked.page,
    pageSize: asked.page_size,
  });
  return {
    items: rows.map((row) => showFiling(ctx, row)),
    total,
    page: asked.page,
    page_size: asked.page_size,
  };
}

/** A reviewer of exactly that region decides; a department of any other is refused by name and on record (Article 4). */
export async function decideFiling(ctx: Ctx, id: string, input: z.output<typeof decisionShape>): Promise<FilingOut> {
  const viewer = requireViewer(ctx.viewer);
  const event = { action: `agreements.${input.decision}`, subject: ['filing', id] } as const;
  return act(ctx, event, async (tx, note) => {
    const { filing, agreement } = await lockFiling(tx, id);
    requireJurisdiction(viewer, filing);
    requireOpen(filing, input.decision);
    if (input.decision !== 'accept' && input.opinion === '')
      throw refuse('filing.opinion_needed', {}, [fault('opinion', 'opinion')]);
    const at = tx.clock.now();
    const by = { opinion: input.opinion === '' ? null : input.opinion, decidedBy: viewer.personId, decidedAt: at };
    if (input.decision === 'accept') await accept(tx, filing, agreement, input, by);
    else {
      await store.updateFiling(tx.db, id, filing.state, {
        ...by,
        state: input.decision === 'refuse' ? 'refused' : 'supplement',
      });
      await settleFiled(tx, filing, agreement, input.decision, input.opinion);
    }
    note({ no: filing.no, agreement: agreement.id });
    return showNow(tx, id);
  });
}

async function accept(
  tx: Ctx,
  filing: store.FilingRow,
  agreement: store.AgreementRow,
  input: z.output<typeof decisionShape>,
  by: { opinion: string | null; decidedBy: string; decidedAt: Date },
): Promise<void> {
  const today = dayOf(tx.clock.now());
  const version = await store.findVersion(tx.db, agreement.id, filing.version);
  if (version === null) throw new Error(`filing ${filing.id} has no version`);
  const { term } = termsOf(version);
  if (today > term.to) throw refuse('agreement.term_over', { to: term.to });
  if (input.password === undefined || input.password === '')
    throw refuse('filing.password_needed', {}, [fault('password', 'password')]);
  await requirePasswordAgain(tx, input.password);
  const receiptNo = await nextNumber(tx, 'filing_receipt', 'BAH');
  // The receipt is of the version that was filed, whatever governs meanwhile.
  const asFiled = { ...agreement, versions: [version], terms: version.terms };
  const document = await makeFilingReceipt(tx, { filing, agreement: asFiled, receiptNo, opinion: by.opinion });
  await store.updateFiling(tx.db, filing.id, filing.state, {
    ...by,
    state: 'accepted',
    receiptNo,
    documentId: document.id,
  });
  if (filing.amendmentId !== null) {
    await acceptAmendment(tx, filing.amendmentId, agreement, receiptNo, by.opinion);
    return;
  }
  const days = effectiveDays(term, today);
  await register(tx, agreement, {
    kind: 'authorization',
    version: filing.version,
    effectiveOn: days.from,
    receiptNo,
  });
  await settle(tx, agreement, 'accept', {
    changes: { effectiveFrom: days.from, effectiveTo: days.to, activatedAt: by.decidedAt },
    words: by.opinion,
  });
}

/** The agency answers a supplement notice; the department's days run anew from the answer. */
export async function answerFiling(ctx: Ctx, id: string, input: z.output<typeof answerShape>): Promise<FilingOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'agreements.resubmit', subject: ['filing', id] }, async (tx, note) => {
    const { filing, agreement } = await lockFiling(tx, id);
    if (!reads(viewer, filing)) throw refuse('filing.not_found');
    if (viewer.organization.id !== agreement.agencyId || !viewer.duties.includes('licensing'))
      throw refuseAnywhere('auth.forbidden');
    if (edge(filingLifecycle, filing.state, 'resubmit') === null)
      throw refuse('filing.wrong_state', {
        ...bilingual('state', filingStates.words[filing.state]),
        ...bilingual('action', filingAnswer),
      });
    const today = dayOf(tx.clock.now());
    await store.updateFiling(tx.db, id, filing.state, {
      state: 'submitted',
      dueOn: tx.calendar().addWorkingDays(today, await filingDays(tx, agreement.regionCode)),
    });
    await settleFiled(tx, filing, agreement, 'resubmit', input.words);
    note({ no: filing.no, agreement: agreement.id });
    return showNow(tx, id);
  });
}

/** What became of the filing stands in the record of what was filed: the agreement, or its amendment. */
async function settleFiled(
  tx: Ctx,
  filing: store.FilingRow,
  agreement: store.AgreementRow,
  action: 'supplement' | 'refuse' | 'resubmit',
  words: string,
): Promise<void> {
  if (filing.amendmentId === null) return settle(tx, agreement, action, { words });
  await settleAmendment(tx, await openAmendmentOf(tx, filing.amendmentId, action), action, { words });
}

async function openAmendmentOf(tx: Ctx, id: string, action: AmendmentAction): Promise<life.AmendmentRow> {
  const amendment = await life.findAmendment(tx.db, id);
  if (amendment === null) throw new Error(`no amendment ${id}`);
  if (edge(amendmentLifecycle, amendment.state, action) === null)
    throw refuseLife('matter.wrong_state', {
      ...bilingual('state', amendmentStates.words[amendment.state]),
      ...bilingual('action', amendmentActions.words[action]),
    });
  return amendment;
}

/** Filed: it governs at once, or from the later day that was agreed. */
async function acceptAmendment(
  tx: Ctx,
  id: string,
  agreement: store.AgreementRow,
  receiptNo: string,
  words: string | null,
): Promise<void> {
  const amendment = await openAmendmentOf(tx, id, 'accept');
  const today = dayOf(tx.clock.now());
  const from = amendment.governsFrom ?? today;
  await register(tx, agreement, {
    kind: amendment.kind === 'renewal' ? 'renewal' : 'amendment',
    version: amendment.version,
    matterId: id,
    effectiveOn: from > today ? from : today,
    receiptNo,
  });
  await settleAmendment(tx, amendment, 'accept', { words });
  const accepted = await life.findAmendment(tx.db, id);
  if (accepted !== null && from <= today) await govern(tx, agreement, accepted);
}

/** The agreement's row is the lock: a filing never changes without it. */
async function lockFiling(tx: Ctx, id: string) {
  const seen = await store.findFiling(tx.db, id);
  if (seen === null) throw refuse('filing.not_found');
  const agreement = await store.lockAgreement(tx.db, seen.agreementId);
  const filing = await store.findFiling(tx.db, id);
  if (agreement === null || filing === null) throw refuse('filing.not_found');
  return { filing, agreement };
}

function requireJurisdiction(viewer: Viewer, filing: store.FilingRow): void {
  const region = filing.agreement.regionCode;
  if (!holdsPower(viewer, 'information_department', region)) {
    const elsewhere = viewer.powers.some((held) => held.power === 'information_department');
    if (elsewhere) throw refuse('filing.other_region', { region });
    throw reads(viewer, filing) ? refuseAnywhere('auth.forbidden') : refuse('filing.not_found');
  }
  if (!viewer.duties.includes('reviewer')) throw refuseAnywhere('auth.forbidden');
}

function requireOpen(filing: store.FilingRow, decision: FilingDecision): void {
  if (edge(filingLifecycle, filing.state, decision) !== null) return;
  throw refuse('filing.wrong_state', {
    ...bilingual('state', filingStates.words[filing.state]),
    ...bilingual('action', filingDecisions.words[decision]),
  });
}

async function showNow(ctx: Ctx, id: string): Promise<FilingOut> {
  const row = await store.findFiling(ctx.db, id);
  if (row === null) throw refuse('filing.not_found');
  return showFiling(ctx, row);
}
