/** What is done at an inspected body: the record with its findings, the body's statement, the signatures. */
import type { z } from 'zod';
import { act, type Note } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { createDocument, nextNumber, sealDocument } from '#api/documents/service.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import { insertClue } from '../clue-store.ts';
import { hashOf } from '../hash.ts';
import { visitStates } from '../rules/codes.ts';
import { fieldFaults } from '../rules/faults.ts';
import { recordText } from '../rules/inspection-text.ts';
import { letters } from '../rules/letters.ts';
import { visitLifecycle } from '../rules/lifecycle.ts';
import { refuse } from '../rules/refusals.ts';
import { findPeople, findUnits } from '../store.ts';
import type * as shapes from './contract.ts';
import { type InspectionOut, showInspection } from './show.ts';
import * as store from './store.ts';

type In<S extends z.ZodType> = z.output<S>;
interface VisitWalk {
  readonly tx: Ctx;
  readonly viewer: Viewer;
  readonly plan: store.PlanRow;
  readonly visit: store.VisitRow;
  readonly note: Note;
}

async function walkVisit(
  ctx: Ctx,
  id: string,
  action: 'record' | 'state' | 'sign',
  body: (walk: VisitWalk) => Promise<void>,
): Promise<InspectionOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `inspections.${action}`, subject: ['visit', id] }, async (tx, note) => {
    const planId = await store.findVisitPlan(tx.db, id);
    const plan = planId === null ? null : await store.lockPlan(tx.db, planId);
    const visit = plan?.visits.find((one) => one.id === id);
    if (plan === null || visit === undefined) throw refuse('inspections.not_found');
    await showInspection(tx, plan.id);
    if (action === 'state') {
      if (visit.bodyId !== viewer.organization.id || !viewer.duties.includes('signatory'))
        throw refuseAnywhere('auth.forbidden');
    } else if (!visit.inspectors.some((one) => one.personId === viewer.personId))
      throw refuse('inspections.not_an_inspector');
    if (edge(visitLifecycle, visit.state, action) === null)
      throw refuse('inspections.wrong_state', bilingual('state', visitStates.words[visit.state]));
    await body({ tx, viewer, plan, visit, note });
    note({ no: plan.no });
    return showInspection(tx, plan.id);
  });
}

export const recordVisit = (ctx: Ctx, id: string, input: In<typeof shapes.recordBody>): Promise<InspectionOut> =>
  walkVisit(ctx, id, 'record', async ({ tx, viewer, plan, visit, note }) => {
    const at = tx.clock.now();
    if (input.visited_on > dayOf(at)) throw refuse('supervision.bad_day', {}, [fieldFaults.visited_on]);
    await store.updateVisit(tx.db, visit.id, {
      state: 'recorded',
      visitedOn: input.visited_on,
      record: input.record,
      recordedBy: viewer.personId,
      recordedAt: at,
    });
    await store.insertFindings(
      tx.db,
      input.findings.map((one, index) => ({
        id: newId(tx, 'inspectionFinding'),
        visitId: visit.id,
        number: index + 1,
        circumstance: Number(one.circumstance),
        article: one.article,
        fact: one.fact,
        evidence: one.evidence,
        evidenceSha256: hashOf(one.evidence),
        at,
      })),
    );
    note({ findings: input.findings.length });
    await mailToDuties(tx, visit.bodyId, ['signatory'], {
      about: plan.id,
      ...letters.inspected,
      params: { no: plan.no },
      path: `/w/inspections/${plan.id}`,
    });
  });

export const stateVisit = (ctx: Ctx, id: string, input: In<typeof shapes.statementBody>): Promise<InspectionOut> =>
  walkVisit(ctx, id, 'state', async ({ tx, viewer, visit }) => {
    const statedAt = tx.clock.now();
    await store.updateVisit(tx.db, visit.id, {
      state: 'stated',
      statement: input.words,
      statedBy: viewer.personId,
      statedAt,
    });
  });

/** Every inspector signs with their password; the last one makes the record and its findings clues. */
export const signVisit = (ctx: Ctx, id: string, input: In<typeof shapes.signBody>): Promise<InspectionOut> =>
  walkVisit(ctx, id, 'sign', async ({ tx, viewer, plan, visit, note }) => {
    const at = tx.clock.now();
    const mine = visit.inspectors.find((one) => one.personId === viewer.personId);
    if (mine?.signedAt != null) throw refuse('inspections.signed');
    await requirePasswordAgain(tx, input.password);
    await store.signVisit(tx.db, visit.id, viewer.personId, at);
    const waiting = visit.inspectors.filter((one) => one.signedAt === null && one.personId !== viewer.personId);
    note({ waiting: waiting.length });
    if (waiting.length > 0) return;
    const documentId = await makeRecord(tx, plan, visit);
    await store.updateVisit(tx.db, visit.id, { state: 'signed', signedAt: at, documentId });
    await findingsToClues(tx, plan, visit);
  });

async function makeRecord(tx: Ctx, plan: store.PlanRow, visit: store.VisitRow): Promise<string> {
  const units = await findUnits(tx.db, [plan.departmentId, visit.bodyId]);
  const names = await findPeople(
    tx.db,
    visit.inspectors.map((one) => one.personId),
  );
  const department = units.get(plan.departmentId);
  const body = units.get(visit.bodyId);
  if (department === undefined || body === undefined) throw new Error('a body of an inspection went');
  const no = await nextNumber(tx, 'inspection_record', 'JL');
  const today = dayOf(tx.clock.now());
  const said = recordText({
    no: plan.no,
    basis: plan.basis,
    scope: plan.scope,
    body: body.name,
    record: visit.record ?? '',
    visitedOn: visit.visitedOn ?? today,
    statement: visit.statement ?? '',
    findings: visit.findings,
  });
  const inspectors = visit.inspectors.map((one) => names.get(one.personId) ?? '');
  const document = await createDocument(tx, {
    kind: 'inspection_record',
    no,
    subject: ['inspection', plan.id],
    title: said.title,
    value: {
      kind: 'inspection_record',
      no,
      inspection: plan.no,
      body: { name: body.name, uscc: body.uscc },
      visited_on: visit.visitedOn,
      record: visit.record,
      statement: visit.statement,
      inspectors: visit.inspectors.map((one) => one.number),
      findings: visit.findings.map((one) => ({
        number: one.number,
        circumstance: one.circumstance,
        article: one.article,
        fact: one.fact,
        evidence_sha256: one.evidenceSha256,
      })),
    },
    render: (own) => ({
      ...own,
      demo: body.demo,
      title: said.title,
      documentNo: plan.no,
      issuer: department.name,
      signatory: inspectors.join(said.and),
      issuedOn: today,
      to: body.name,
      opening: said.opening,
      sections: said.sections,
      keeper: { name: department.name, uscc: department.uscc },
    }),
    publicFacts: said.publicFacts,
  });
  await sealDocument(
    tx,
    document.id,
    { id: department.id, name: department.name, regionCode: department.regionCode },
    { reason: said.reason },
  );
  return document.id;
}

/** A finding of an inspection is a clue like any other: a person of the department who did not inspect confirms it. */
async function findingsToClues(tx: Ctx, plan: store.PlanRow, visit: store.VisitRow): Promise<void> {
  const at = tx.clock.now();
  for (const one of visit.findings) {
    const evidence = {
      inspection: plan.no,
      number: one.number,
      fact: one.fact,
      evidence_sha256: one.evidenceSha256,
      statement: visit.statement,
    };
    await insertClue(tx.db, {
      id: newId(tx, 'circumstance'),
      no: await nextNumber(tx, 'circumstance', 'XS'),
      regionCode: plan.regionCode,
      readIn: plan.regionCode,
      rule: 'inspection',
      circumstance: one.circumstance,
      accusedId: visit.bodyId,
      factKey: one.id,
      subjectType: 'inspection',
      subjectId: plan.id,
      subjectNo: plan.no,
      title: one.fact.slice(0, 100),
      provision: one.article,
      since: visit.visitedOn ?? dayOf(at),
      evidence,
      evidenceSha256: hashOf(evidence),
      state: 'open',
      seenAt: at,
      openedBy: visit.recordedBy,
      createdAt: at,
    });
  }
}
