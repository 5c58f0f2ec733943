/**
 * Papers of a file. The department drafts; another of its people records in whose name, under which number and by whom it was
 * signed, and the paper is made and sealed. Nothing is imposed here: an order or a criticism is the government's (decision 0078).
 */

import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { newId } from '#api/context.ts';
import { createDocument, nextNumber, signDocument } from '#api/documents/service.ts';
import { isDay } from '#api/kernel/time.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import { casePath, heads, tell } from './access.ts';
import { lapse } from './cases.ts';
import type * as shapes from './contract.ts';
import { type CaseAction, departmentPapers, type PaperKind } from './rules/codes.ts';
import { fieldFaults } from './rules/faults.ts';
import { paperFacts, paperNumber, paperText, sealReasonOf } from './rules/paper-text.ts';
import { type Draft, paperContents, passes } from './rules/papers.ts';
import { refuse } from './rules/refusals.ts';
import { type CaseOut, termsOf } from './show.ts';
import * as store from './store.ts';
import { walk } from './walk.ts';

type In<S extends z.ZodType> = z.output<S>;
type Walkable = Exclude<CaseAction, 'open'>;

async function checkDraft(tx: Ctx, row: store.CaseRow, draft: Draft, today: string): Promise<void> {
  if (draft.kind === 'order') await requireTerm(tx, row, draft.content.term_on, today);
  if (draft.kind === 'criticism' && (!isDay(draft.content.public_until) || draft.content.public_until <= today))
    throw refuse('supervision.bad_day', {}, [fieldFaults.public_until]);
  if (draft.kind === 'recheck') {
    const judged = new Set(draft.content.items.map((one) => one.number));
    if (judged.size !== row.demands.length || row.demands.some((one) => !judged.has(one.number)))
      throw refuse('supervision.verdicts_missing');
  }
}

async function requireTerm(tx: Ctx, row: store.CaseRow, day: string, today: string): Promise<void> {
  const { from, to } = await termsOf(tx, row.regionCode, today);
  if (!isDay(day) || day < from || day > to) throw refuse('supervision.bad_term', { from, to }, [fieldFaults.term_on]);
}

export const draftPaper = (ctx: Ctx, id: string, draft: Draft): Promise<CaseOut> =>
  walk(ctx, id, `draft_${draft.kind}`, async ({ tx, row, viewer, today }) => {
    await checkDraft(tx, row, draft, today);
    const paperId = newId(tx, 'supervisionPaper');
    await store.insertPaper(tx.db, {
      id: paperId,
      caseId: row.id,
      kind: draft.kind,
      state: 'drafted',
      content: draft.content,
      draftedBy: viewer.personId,
      draftedAt: tx.clock.now(),
    });
    const about = { id: row.id, path: casePath(row.id), params: { no: row.no } };
    return { paperId, after: (inner) => tell(inner, 'draft', row.departmentId, about, heads) };
  });

const waiting = (row: store.CaseRow) => row.papers.find((one) => one.state === 'drafted');

export const returnPaper = (ctx: Ctx, id: string, input: In<typeof shapes.saidBody>): Promise<CaseOut> =>
  walk(ctx, id, 'return_draft', async ({ tx, row }) => {
    const draft = waiting(row);
    if (draft !== undefined) await store.updatePaper(tx.db, draft.id, { state: 'returned', returnWords: input.words });
    return { words: input.words, ...(draft === undefined ? {} : { paperId: draft.id }) };
  });

/** The edge that issuing a draft walks: what a re-check does depends on its verdicts. */
function edgeOf(row: store.CaseRow): Walkable {
  const draft = waiting(row);
  if (draft === undefined) return 'return_draft';
  if (draft.kind !== 'recheck') return `issue_${draft.kind as Exclude<PaperKind, 'recheck'>}`;
  return passes(paperContents.recheck.parse(draft.content)) ? 'pass' : 'fall_short';
}

export const issuePaper = (ctx: Ctx, id: string, input: In<typeof shapes.issueBody>): Promise<CaseOut> =>
  walk(ctx, id, edgeOf, async ({ tx, row, viewer, today }) => {
    const draft = waiting(row);
    if (draft === undefined) throw refuse('supervision.no_draft', { kind: '', kind_en: 'paper' });
    if (!isDay(input.issued_on) || input.issued_on > today)
      throw refuse('supervision.bad_day', {}, [fieldFaults.issued_on]);
    await requirePasswordAgain(tx, input.password);
    const kind = draft.kind as PaperKind;
    const no = await nextNumber(tx, `supervision_${kind}`, paperNumber[kind]);
    const units = await store.findUnits(tx.db, [row.accusedId]);
    const accused = units.get(row.accusedId);
    const said = paperText(kind, draft.content, {
      caseNo: row.no,
      accused: accused?.name ?? '',
      provision: row.provision,
      circumstance: row.circumstance,
      governingLaw: row.governingLaw,
      demands: row.demands,
      earlier: row.papers
        .filter((one) => one.state === 'issued')
        .map((one) => ({ kind: one.kind, documentNo: one.documentNo ?? '', issuedOn: one.issuedOn ?? '' })),
    });
    const issued = {
      issuer: input.issuer,
      document_no: input.document_no,
      signatory: input.signatory,
      issued_on: input.issued_on,
    };
    const document = await createDocument(tx, {
      kind: said.document,
      no,
      subject: ['supervision_case', row.id],
      title: said.title,
      value: { kind: said.document, no, case_no: row.no, to: said.to, ...issued, content: draft.content as object },
      render: (own) => ({
        ...own,
        demo: accused?.demo ?? false,
        title: said.title,
        documentNo: input.document_no,
        issuer: input.issuer,
        signatory: input.signatory,
        issuedOn: input.issued_on,
        to: said.to,
        opening: said.opening,
        sections: said.sections,
        keeper: { name: viewer.organization.name, uscc: viewer.organization.uscc },
      }),
      publicFacts: paperFacts(kind, { ...issued, to: said.to, content: draft.content }),
    });
    await signDocument(tx, document.id, { reason: sealReasonOf(kind) });
    await store.updatePaper(tx.db, draft.id, {
      state: 'issued',
      no,
      issuer: input.issuer,
      documentNo: input.document_no,
      signatory: input.signatory,
      issuedOn: input.issued_on,
      recordedBy: viewer.personId,
      recordedAt: tx.clock.now(),
      documentId: document.id,
    });
    return { paperId: draft.id, ...(await consequence(tx, row, kind, draft, input.document_no, today)) };
  });

type Consequence = { changes?: store.Changes; after?: (tx: Ctx, row: store.CaseRow) => Promise<void> };

/** What follows from a paper that was issued. */
async function consequence(
  tx: Ctx,
  row: store.CaseRow,
  kind: PaperKind,
  draft: store.PaperRow,
  documentNo: string,
  today: string,
): Promise<Consequence> {
  const about = (params: Record<string, string> = {}) => ({
    id: row.id,
    path: casePath(row.id),
    params: { no: row.no, document: documentNo, ...params },
  });
  if (kind === 'order') {
    const { term_on: due, demands } = paperContents.order.parse(draft.content);
    await requireTerm(tx, row, due, today);
    await store.putDemands(tx.db, row.id, demands);
    return {
      changes: { dueOn: due, firstDueOn: due },
      after: (inner) => tell(inner, 'order', row.accusedId, about({ due })),
    };
  }
  if (kind === 'recheck') {
    const content = paperContents.recheck.parse(draft.content);
    for (const one of content.items)
      await store.updateDemand(tx.db, row.id, one.number, { verdict: one.verdict, opinion: one.opinion });
    const passed = passes(content);
    return {
      changes: passed ? { correctedAt: tx.clock.now() } : {},
      after: async (inner, after) => {
        await tell(inner, 'paper', row.accusedId, about());
        // What fell short after the term is late at once.
        if (!passed && after.dueOn !== null && after.dueOn < today) await lapse(inner, after);
      },
    };
  }
  return departmentPapers.includes(kind) ? {} : { after: (inner) => tell(inner, 'paper', row.accusedId, about()) };
}
