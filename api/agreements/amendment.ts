/**
 * An amendment is a next version beside the one in force: either party proposes it, both negotiate and sign it, the agency
 * files it. Until the filing is accepted and its day has come, the version before governs deliveries and sales.
 */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber, signDocument } from '#api/documents/service.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { markCertificateOf } from '#api/licensing/standing.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import type { saveAmendmentShape } from './amendment-contract.ts';
import {
  type AmendmentOut,
  amendmentDocument,
  amendmentSigning,
  showAmendment,
  showAmendmentLine,
} from './amendment-view.ts';
import { amend, lockAmendment, rereadAmendment, seesAmendment, settleAmendment } from './amendment-walk.ts';
import type { optionalWords, signShape, wordsShape } from './contract.ts';
import { listed, reasonsOf, requireReasons } from './drafts.ts';
import { recordEvidence } from './evidence.ts';
import { submitFiling } from './file.ts';
import * as life from './life-store.ts';
import { lockAsParty, noteStep, tellSide } from './matter.ts';
import { payeesOf, requireWhole } from './offer.ts';
import { makeAgreementDocument } from './papers.ts';
import type { proposeShape } from './rules/amendment-shapes.ts';
import { certificateWords } from './rules/certificate-words.ts';
import { agreementStates } from './rules/codes.ts';
import { withComputedShares } from './rules/contribution.ts';
import { termsDiff } from './rules/diff.ts';
import { standingOn } from './rules/in-force.ts';
import { openAmendment } from './rules/life-codes.ts';
import { refuseLife } from './rules/life-refusals.ts';
import { fault, refuse } from './rules/refusals.ts';
import { continuedTo, longerThan, renewalReason } from './rules/renewal.ts';
import { sideOf } from './rules/rights.ts';
import { shareLinesFault } from './rules/shares.ts';
import { signHindrance } from './rules/signing.ts';
import type { Terms } from './rules/terms.ts';
import * as store from './store.ts';
import { signingReason } from './template.ts';
import { factsOf, termsOf } from './view.ts';
import { settle } from './walk.ts';

export const amendmentPath = (agreementId: string, id: string) => `/w/agreements/${agreementId}/amendments/${id}`;
const correct = (path: string) => [fault(path, 'correct')];

export async function listAmendments(ctx: Ctx, agreementId: string) {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findAgreement(ctx.db, agreementId);
  if (row === null || sideOf(factsOf(row), viewer) === null) throw refuse('agreement.not_found');
  const all = await life.listAmendments(ctx.db, agreementId);
  const seen: life.AmendmentRow[] = [];
  for (const one of all) if (seesAmendment(row, one.id, viewer)) seen.push(one);
  const names = await store.namesOf(
    ctx.db,
    seen.map((one) => one.proposedBy),
  );
  const registered = await life.registrationsOf(ctx.db, agreementId);
  const pending = all.find((one) => openAmendment.includes(one.state) && one.state !== 'draft')?.version ?? 0;
  const versions = (await life.listVersions(ctx.db, agreementId)).filter(
    (one) => one.version <= row.version || seen.some((mine) => mine.version === one.version),
  );
  return {
    versions: versions.map((one) => {
      const receipt = registered.find((fact) => fact.version === one.version && filed.includes(fact.kind));
      const governs = one.version === row.version && row.activatedAt !== null;
      return {
        version: one.version,
        document_id: one.documentId,
        made_at: one.createdAt.toISOString(),
        standing: governs
          ? ('governs' as const)
          : one.version === pending || (one.version === row.version && row.activatedAt === null)
            ? ('pending' as const)
            : receipt === undefined
              ? ('void' as const)
              : ('governed' as const),
        receipt_no: receipt?.receiptNo ?? null,
        effective_on: receipt?.effectiveOn ?? null,
      };
    }),
    items: seen.map((one) => showAmendmentLine(one, names)),
  };
}
const filed: readonly string[] = ['authorization', 'amendment', 'renewal'];

export async function getAmendment(ctx: Ctx, id: string): Promise<AmendmentOut> {
  const viewer = requireViewer(ctx.viewer);
  const amendment = await life.findAmendment(ctx.db, id);
  const row = amendment === null ? null : await store.findAgreement(ctx.db, amendment.agreementId);
  if (row === null || amendment === null || !seesAmendment(row, id, viewer)) throw refuseLife('matter.not_found');
  return showAmendment(ctx, row, amendment);
}

/** Either party, while the agreement is in force; one amendment at a time, and none once an early end is noticed. */
export async function proposeAmendment(
  ctx: Ctx,
  agreementId: string,
  input: z.output<typeof proposeShape>,
): Promise<AmendmentOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'agreements.propose_amendment', subject: ['amendment', 'new'] }, async (tx, note) => {
    const { row, side } = await lockAsParty(tx, agreementId);
    const at = tx.clock.now();
    const today = dayOf(at);
    await requireOpenForAmendment(tx, row, today);
    const terms = termsOf(row);
    const draft =
      input.kind === 'renewal' ? { ...terms, term: { from: terms.term.from, to: continuedTo(terms.term) } } : terms;
    requireDay(input.governs_from, draft.term.to, today);
    const id = newId(tx, 'amendment');
    const no = await nextNumber(tx, 'amendment', 'BG');
    await life.insertAmendment(tx.db, {
      id,
      no,
      agreementId,
      kind: input.kind,
      state: 'draft',
      revision: 1,
      baseVersion: row.version,
      version: 0,
      terms: draft as unknown as object,
      deviations: row.deviations as object,
      reason: input.reason,
      proposedBy: viewer.organization.id,
      governsFrom: input.governs_from === '' ? null : input.governs_from,
      createdAt: at,
      updatedAt: at,
    });
    const matter = { type: 'amendment', id, agreementId } as const;
    await noteStep(tx, matter, { action: 'propose', from: 'draft', to: 'draft', words: input.reason, terms: draft });
    await tellSide(tx, row, side === 'agency' ? 'developer' : 'agency', 'amendment_proposed', {
      path: amendmentPath(agreementId, id),
      params: { no, who: viewer.organization.name, words: input.reason.slice(0, 200) },
    });
    note({ no, agreement: row.no, kind: input.kind }, id);
    return rereadAmendment(tx, id);
  });
}

/** The same terms for as long again, offered by one click from the warning. */
export function renewAgreement(ctx: Ctx, agreementId: string): Promise<AmendmentOut> {
  return proposeAmendment(ctx, agreementId, { kind: 'renewal', reason: renewalReason, governs_from: '' });
}

async function requireOpenForAmendment(tx: Ctx, row: store.AgreementRow, today: Day): Promise<void> {
  const standing = standingOn(row, today);
  if (standing !== 'in_force' && standing !== 'not_yet') {
    const state = standing === 'over' ? 'expired' : row.state;
    throw refuseLife('amendment.not_in_force', bilingual('state', agreementStates.words[state]));
  }
  const open = (await life.listAmendments(tx.db, row.id)).find((one) => openAmendment.includes(one.state));
  if (open !== undefined) throw refuseLife('amendment.open', { no: open.no });
  const ending = await life.noticedEnding(tx.db, row.id);
  if (ending !== null) throw refuseLife('amendment.ending', { no: ending.no, day: ending.lastDay });
}

/** A day is agreed for the future, within the new term. */
function requireDay(day: string, to: Day, today: Day): void {
  if (day !== '' && (day < today || (to !== '' && day > to)))
    throw refuseLife('amendment.governs_early', {}, correct('governs_from'));
}

/** Saves the draft, or counter-proposes: what was there before is kept, with who changed what. */
export async function saveAmendment(ctx: Ctx, id: string, input: z.output<typeof saveAmendmentShape>) {
  return amend(ctx, id, 'save', async ({ tx, row, amendment, today }) => {
    if (input.revision !== amendment.revision) {
      const [last] = (await life.matterSteps(tx.db, [id])).slice(-1);
      throw refuseLife('amendment.changed_meanwhile', {
        revision: amendment.revision,
        who: await store.personName(tx.db, last?.personId ?? null),
      });
    }
    const terms = withComputedShares(input.terms);
    const wrong = shareLinesFault(terms.shares);
    if (wrong !== null) throw wrong;
    const day = input.governs_from ?? amendment.governsFrom ?? '';
    requireDay(day, terms.term.to, today);
    const reasons = requireReasons(row, terms, reasonsOf(amendment), input.deviations);
    return {
      changes: { terms: terms as unknown as object, deviations: { ...reasons }, governsFrom: day === '' ? null : day },
      terms,
      words: input.words === '' ? null : input.words,
    };
  });
}

export async function commentAmendment(ctx: Ctx, id: string, input: z.output<typeof wordsShape>) {
  return amend(ctx, id, 'comment', () => ({ words: input.words }));
}

/** The draft becomes an immutable version that both sides sign; the next offer after a change is another one. */
export async function offerAmendment(ctx: Ctx, id: string): Promise<AmendmentOut> {
  return amend(ctx, id, 'offer', async ({ tx, row, amendment, today, note }) => {
    const terms = termsOf(amendment);
    const present = termsOf(row);
    if (termsDiff(present, terms).length === 0) throw refuseLife('amendment.nothing_changed', { version: row.version });
    const renewal = amendment.kind === 'renewal';
    requireWhole({ tx, row, today }, terms, renewal || terms.term.to <= present.term.to);
    if (renewal) await requireLonger(tx, row, terms.term.to, present.term.to);
    requireDay(amendment.governsFrom ?? '', terms.term.to, today);
    const payees = await payeesOf({ tx, row, today }, terms);
    const version = (await life.lastVersion(tx.db, row.id)) + 1;
    const deviations = listed(requireReasons(row, terms, reasonsOf(amendment)));
    const document = await makeAgreementDocument(tx, row, version, terms, payees, deviations);
    const made = {
      agreementId: row.id,
      version,
      terms,
      deviations,
      documentId: document.id,
      createdAt: tx.clock.now(),
    };
    await store.insertVersion(tx.db, made, payees);
    note({ version, document: document.id, sha256: document.sha256 });
    return { changes: { version } };
  });
}

/** Five years in all for authorised operation, unless the region sets another number (OPS27; brief 2.3). */
async function requireLonger(tx: Ctx, row: store.AgreementRow, to: Day, present: Day): Promise<void> {
  if (to <= present) throw refuseLife('amendment.not_longer', { to: present }, correct('terms.term.to'));
  if (row.application.kind !== 'authorized_operation') return;
  const years = await numberParameter(tx, 'agreement.operation_years', row.regionCode, 5);
  if (longerThan(years, row.effectiveFrom ?? to, to))
    throw refuseLife('amendment.renewal_too_long', { years }, correct('terms.term.to'));
}

export async function returnAmendment(ctx: Ctx, id: string, input: z.output<typeof wordsShape>) {
  return amend(ctx, id, 'return', () => ({ words: input.words }));
}

export async function reviseAmendment(ctx: Ctx, id: string, input: z.output<typeof optionalWords>) {
  return amend(ctx, id, 'revise', () => ({ words: input.words ?? null }));
}

export async function withdrawAmendment(ctx: Ctx, id: string, input: z.output<typeof optionalWords>) {
  return amend(ctx, id, 'withdraw', () => ({ words: input.words ?? null }));
}

export async function declineAmendment(ctx: Ctx, id: string, input: z.output<typeof wordsShape>) {
  return amend(ctx, id, 'decline', () => ({ words: input.words }));
}

/** As an agreement is signed: the developer first, then the agency, each with the own password again. */
export async function signAmendment(ctx: Ctx, id: string, input: z.output<typeof signShape>): Promise<AmendmentOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'agreements.sign_amendment', subject: ['amendment', id] }, async (tx, note) => {
    const { row, amendment } = await lockAmendment(tx, id);
    if (sideOf(factsOf(row), viewer) === null) throw refuseLife('matter.not_found');
    const own = await amendmentDocument(tx, amendment);
    const signedBy = (own?.signatures ?? []).map((one) => one.organizationId);
    const hindered = signHindrance(amendmentSigning(row, amendment, signedBy), viewer);
    if (hindered !== null) throw hindered;
    const { term } = termsOf(amendment);
    if (dayOf(tx.clock.now()) > term.to) throw refuse('agreement.term_over', { to: term.to });
    if (own === null) throw new Error('an offered amendment has a version');
    await requirePasswordAgain(tx, input.password);
    const complete = signedBy.length + 1 === 2;
    const signature = await signDocument(tx, own.documentId, { reason: signingReason });
    await recordEvidence(tx, row, {
      documentId: own.documentId,
      documentSha256: signature.sha256,
      signatureId: signature.signatureId,
      position: signature.position,
      what: 'amendment',
      version: amendment.version,
    });
    await settleAmendment(tx, amendment, complete ? 'complete' : 'sign', {});
    note({ no: amendment.no, agreement: row.no, version: amendment.version, sha256: signature.sha256, complete });
    return rereadAmendment(tx, id);
  });
}

export async function fileAmendment(ctx: Ctx, id: string, input: z.output<typeof optionalWords>) {
  return amend(ctx, id, 'file', async ({ tx, viewer, row, amendment, note }) => {
    const { version } = amendment;
    const filing = await submitFiling(tx, viewer, row, {
      version,
      lastDay: termsOf(amendment).term.to,
      amendmentId: amendment.id,
    });
    note({ filing: filing.id, filing_no: filing.no, version });
    return { words: input.words ?? null };
  });
}

/** The new version takes over: deliveries and sales go by it from this moment. The agreement must be locked. */
export async function govern(tx: Ctx, row: store.AgreementRow, amendment: life.AmendmentRow): Promise<void> {
  const version = await store.findVersion(tx.db, row.id, amendment.version);
  if (version === null) throw new Error(`amendment ${amendment.id} has no version`);
  const { term } = termsOf(version);
  const at = tx.clock.now();
  await settleAmendment(tx, amendment, 'govern', { changes: { governedAt: at } });
  const changes = {
    version: amendment.version,
    terms: version.terms as object,
    deviations: amendment.deviations as object,
    effectiveTo: term.to,
  };
  await settle(tx, row, 'amend', { changes });
  await askForCertificate(tx, row, amendment.version, termsOf(version));
  for (const side of ['agency', 'developer'] as const)
    await tellSide(tx, row, side, 'amendment_governs', {
      path: amendmentPath(row.id, amendment.id),
      params: { no: amendment.no, version: amendment.version, to: term.to },
    });
}

/** The certificate says scope and term: where those are agreed anew, the agency's signatory is asked to issue it anew. */
async function askForCertificate(tx: Ctx, row: store.AgreementRow, version: number, { scope, term }: Terms) {
  const { certificate } = row.application;
  if (certificate === null || (scope === termsOf(row).scope && term.to <= certificate.validTo)) return;
  await markCertificateOf(tx, row.applicationId, {
    kind: 'reissue_asked',
    reason: certificateWords.changed(row.no, version, term.to),
    validTo: term.to,
  });
}

/** Brings into force what was filed for a later day. Runs at the turn of each hour, so at midnight in Shanghai too. */
export async function governAmendments(ctx: Ctx): Promise<number> {
  let governed = 0;
  for (const { id } of await life.amendmentsToGovern(ctx.db, dayOf(ctx.clock.now()))) {
    await act(ctx, { action: 'agreements.govern', subject: ['amendment', id] }, async (tx, note) => {
      const { row, amendment } = await lockAmendment(tx, id);
      if (amendment.state !== 'accepted' || (row.state !== 'active' && row.state !== 'suspended')) return;
      await govern(tx, row, amendment);
      governed += 1;
      note({ no: amendment.no, agreement: row.no, version: amendment.version });
    });
  }
  return governed;
}
