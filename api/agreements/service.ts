/** Drawing up an agreement, sending it out, ending it; reading agreements. Signing and filing have files of their own. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { getApplication } from '#api/licensing/service.ts';
import type { ApplicationOut } from '#api/licensing/view.ts';
import { getTreasury } from '#api/organizations/service.ts';
import type { draftShape, optionalWords, saveTermsShape, wordsShape } from './contract.ts';
import { keepDraft, listed, reasonsOf, requireReasons, requireSameRevision } from './drafts.ts';
import { payeesOf, requireWhole } from './offer.ts';
import { makeAgreementDocument } from './papers.ts';
import { requireAnswered } from './proposals.ts';
import { clauseChanges } from './rules/clauses.ts';
import type { AgreementState } from './rules/codes.ts';
import { withComputedShares } from './rules/contribution.ts';
import { startFrom } from './rules/forms.ts';
import { refuse } from './rules/refusals.ts';
import { sideOf } from './rules/rights.ts';
import { emptyTerms, type Terms } from './rules/terms.ts';
import * as store from './store.ts';
import { requireUsable, usableTemplates } from './templates.ts';
import { requirePossible } from './terms-check.ts';
import { type AgreementOut, factsOf, showAgreement, showLine, termsOf } from './view.ts';
import { reread, walk } from './walk.ts';

export interface ListAsked<S extends string> {
  readonly page: number;
  readonly page_size: number;
  readonly state?: S | undefined;
}

export async function listAgreements(ctx: Ctx, asked: ListAsked<AgreementState>) {
  const viewer = requireViewer(ctx.viewer);
  const regions = viewer.powers
    .filter((held) => held.power === 'information_department' || held.power === 'finance_bureau')
    .map((held) => held.regionCode);
  const { rows, total } = await store.listAgreements(ctx.db, {
    organizationId: viewer.organization.id,
    regions,
    state: asked.state,
    page: asked.page,
    pageSize: asked.page_size,
  });
  const signers = await store.signersOf(
    ctx.db,
    rows.map((row) => row.id),
  );
  const items = rows.map((row) => showLine(ctx, row, signers.get(row.id) ?? new Set()));
  return { items, total, page: asked.page, page_size: asked.page_size };
}

export async function listDraftable(ctx: Ctx) {
  const viewer = requireViewer(ctx.viewer);
  const rows = viewer.duties.includes('licensing') ? await store.listDraftable(ctx.db, viewer.organization.id) : [];
  const templates = new Map<string, Awaited<ReturnType<typeof usableTemplates>>>();
  for (const { regionCode, kind } of rows)
    templates.set(`${regionCode} ${kind}`, await usableTemplates(ctx, { regionCode, kind }));
  return {
    items: rows.map((row) => ({
      application_id: row.id,
      no: row.no,
      developer: row.developer,
      datasets: row.resources.map(({ entry }) => ({ code: entry.code, title: entry.title })),
      decided_at: row.decidedAt?.toISOString() ?? null,
      templates: templates.get(`${row.regionCode} ${row.kind}`) ?? [],
    })),
  };
}

export async function getAgreement(ctx: Ctx, id: string): Promise<AgreementOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findAgreement(ctx.db, id);
  if (row === null || sideOf(factsOf(row), viewer) === null) throw refuse('agreement.not_found');
  return showAgreement(ctx, row);
}

const decided: readonly ApplicationOut['state'][] = ['approved', 'charging', 'certified'];

/** Draws the draft from a granted application; what was licensed is taken over, the split stands open. */
export async function draftAgreement(ctx: Ctx, input: z.output<typeof draftShape>): Promise<AgreementOut> {
  const viewer = requireDuty(ctx.viewer, 'licensing');
  return act(ctx, { action: 'agreements.draft', subject: ['agreement', 'new'] }, async (tx, note) => {
    const application = await findApplication(tx, input.application_id);
    if (application === null || application.agency.id !== viewer.organization.id)
      throw refuse('agreement.application_unknown');
    if (!decided.includes(application.state)) throw refuse('agreement.application_undecided');
    const present = await store.findNoByApplication(tx.db, application.id);
    if (present !== null) throw refuse('agreement.exists', { no: present.no });
    const treasury = await getTreasury(tx, application.region_code);
    const of = { regionCode: application.region_code, kind: application.kind };
    const template = input.template_id === undefined || input.template_id === '' ? null : input.template_id;
    const form = template === null ? null : await requireUsable(tx, template, of);
    const terms = form === null ? prefilled(application) : startFrom(prefilled(application), form);
    const id = newId(tx, 'agreement');
    const no = await nextNumber(tx, 'agreement', 'XY');
    const at = tx.clock.now();
    await store.insertAgreement(
      tx.db,
      {
        id,
        no,
        applicationId: application.id,
        agencyId: application.agency.id,
        developerId: application.developer.id,
        regionCode: application.region_code,
        treasuryCode: treasury.code,
        state: 'draft',
        revision: 1,
        version: 0,
        terms,
        templateId: template,
        createdBy: viewer.personId,
        createdAt: at,
        updatedAt: at,
      },
      application.datasets.map((one) => one.entry_id),
    );
    await store.insertStep(tx.db, {
      id: newId(tx, 'step'),
      agreementId: id,
      revision: 1,
      action: 'draft',
      fromState: 'draft',
      toState: 'draft',
      version: 0,
      personId: viewer.personId,
      organizationId: viewer.organization.id,
      at,
    });
    await keepDraft(tx, { id }, { action: 'draft', revision: 1, terms, reasons: {} });
    note({ no, application: application.no, template }, id);
    return reread(tx, id);
  });
}

async function findApplication(ctx: Ctx, id: string): Promise<ApplicationOut | null> {
  return getApplication(ctx, id).catch((error: { code?: string }) => {
    if (error.code === 'licensing.not_found') return null;
    throw error;
  });
}

function prefilled(application: ApplicationOut): Terms {
  return {
    ...emptyTerms,
    scope: application.scope,
    degree: { code: application.degree, words: '', smallest_group: null },
    term: { from: application.term_from, to: application.term_to },
  };
}

/** Saves the working copy. A payee that cannot be one is refused here already, not only when it goes out. */
export async function saveAgreement(ctx: Ctx, id: string, input: z.output<typeof saveTermsShape>) {
  return walk(ctx, id, 'save', async ({ tx, row }) => {
    await requireSameRevision(tx, row, input.revision);
    await requirePossible(tx, row, input.terms);
    const terms = withComputedShares(input.terms);
    const reasons = requireReasons(row, terms, reasonsOf(row), input.deviations);
    const words = input.words === undefined || input.words === '' ? null : input.words;
    if (words !== null || clauseChanges(termsOf(row), terms).length > 0)
      await keepDraft(tx, row, { action: 'save', revision: row.revision + 1, terms, reasons, words });
    return { changes: { terms: terms as unknown as object, deviations: { ...reasons } }, words };
  });
}

/**
 * Sends the terms out for signature: an immutable version, its split by named payees, and the document both sides sign.
 * Refused with every clause that is missing (Article 20), and unless the split is whole (Article 21).
 */
export async function offerAgreement(ctx: Ctx, id: string): Promise<AgreementOut> {
  return walk(ctx, id, 'offer', async (at) => {
    const terms = termsOf(at.row);
    requireWhole(at, terms);
    await requireAnswered(at.tx, at.row);
    const deviations = listed(requireReasons(at.row, terms, reasonsOf(at.row)));
    const payees = await payeesOf(at, terms);
    const version = at.row.version + 1;
    const document = await makeAgreementDocument(at.tx, at.row, version, terms, payees, deviations);
    await store.insertVersion(
      at.tx.db,
      { agreementId: id, version, terms, deviations, documentId: document.id, createdAt: at.tx.clock.now() },
      payees,
    );
    at.note({ version, document: document.id, sha256: document.sha256 });
    return { changes: { version } };
  });
}

/** The developer sends the offer back with what should change. */
export async function returnAgreement(ctx: Ctx, id: string, input: z.output<typeof wordsShape>) {
  return walk(ctx, id, 'return', () => ({ words: input.words }));
}

/** The agency takes it back: the next offer is a new version, and what was signed is void with this one. */
export async function reviseAgreement(ctx: Ctx, id: string, input: z.output<typeof optionalWords>) {
  return walk(ctx, id, 'revise', ({ row, note }) => {
    note({ version: row.version });
    return { words: input.words ?? null };
  });
}
