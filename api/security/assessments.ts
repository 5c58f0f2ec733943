/** 个人信息保护影响评估: written by one, approved by another, kept three years (Personal Information Protection Law, Articles 55, 56). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { dayOf } from '#api/kernel/time.ts';
import { handlers, requireHandler, requireOwn, requireSeen, scopeOf, whereOf } from './access.ts';
import * as store from './assessments-store.ts';
import type * as shapes from './desk-contract.ts';
import { names, people } from './roots-store.ts';
import { type AssessmentSubject, assessmentStates, conclusions, risks } from './rules/codes.ts';
import { keepYears, yearsLater } from './rules/periods.ts';
import { refuse, why, wrongState } from './rules/refusals.ts';

type In<S extends z.ZodType> = z.output<S>;
export type AssessmentOut = z.input<typeof shapes.assessmentShape>;
type Line = z.input<typeof shapes.assessmentLine>;

const line = (row: store.AssessmentRow, name: string): Line => ({
  id: row.id,
  no: row.no,
  organization: { id: row.organizationId, name },
  state: row.state,
  subject_type: row.subjectType as AssessmentSubject,
  subject_id: row.subjectId,
  subject_name: row.subjectName,
  risk: risks.is(row.risk) ? row.risk : 'high',
  conclusion: conclusions.is(row.conclusion) ? row.conclusion : 'stop',
  approved_at: row.approvedAt?.toISOString() ?? null,
  keep_until: row.keepUntil,
});

async function show(ctx: Ctx, row: store.AssessmentRow): Promise<AssessmentOut> {
  const unit = await names(ctx.db, [row.organizationId]);
  const who = await people(ctx.db, [row.authorId, row.approverId]);
  const viewer = ctx.viewer;
  const own = viewer?.organization.id === row.organizationId;
  const works = own && viewer.duties.some((duty) => handlers.includes(duty));
  return {
    ...line(row, unit.get(row.organizationId) ?? ''),
    revision: row.revision,
    handling: row.handling,
    data_kinds: row.dataKinds,
    sensitive: row.sensitive,
    necessity: row.necessity,
    effect: row.effect,
    measures: row.measures,
    opinion: row.opinion,
    author: who.get(row.authorId) ?? '',
    approver: who.get(row.approverId ?? '') ?? null,
    may_edit: works && row.state === 'drafting',
    may_decide: own && viewer.duties.includes('signatory') && row.state === 'submitted',
    decide_refusal: row.authorId === viewer?.personId ? why('security.two_people') : null,
  };
}

export async function listAssessments(ctx: Ctx) {
  const { scope } = scopeOf(ctx);
  const [rows, seen] = await Promise.all([
    store.listAssessments(ctx.db, whereOf(scope)),
    store.unassessed(ctx.db, scope),
  ]);
  const units = await names(ctx.db, [
    ...rows.map((row) => row.organizationId),
    ...seen.map((one) => one.organization_id),
  ]);
  return {
    items: rows.map((row) => line(row, units.get(row.organizationId) ?? '')),
    demanded: seen.map((one) => ({
      code: one.code,
      title: one.title,
      organization: { id: one.organization_id, name: units.get(one.organization_id) ?? '' },
      columns: Number(one.columns),
    })),
  };
}

export async function getAssessment(ctx: Ctx, id: string): Promise<AssessmentOut> {
  return show(ctx, requireSeen(ctx, await store.findAssessment(ctx.db, id)));
}

export async function startAssessment(ctx: Ctx, input: In<typeof shapes.assessmentBody>): Promise<AssessmentOut> {
  const { organization, personId } = requireHandler(ctx);
  return act(ctx, { action: 'security.assessment_start', subject: ['assessment', 'new'] }, async (tx, note) => {
    const subject = await store.findSubject(tx.db, input.subject_type, input.subject, organization.id);
    if (subject === null) throw refuse('security.no_subject', { subject: input.subject });
    const id = newId(tx, 'assessment');
    const no = await nextNumber(tx, 'assessment', 'PG');
    await store.insertAssessment(tx.db, {
      id,
      no,
      organizationId: organization.id,
      regionCode: organization.regionCode,
      state: 'drafting',
      revision: 1,
      subjectType: input.subject_type,
      subjectId: subject.id,
      subjectName: subject.name,
      handling: '',
      dataKinds: '',
      sensitive: false,
      necessity: '',
      effect: '',
      risk: 'high',
      measures: '',
      conclusion: 'stop',
      authorId: personId,
      createdAt: tx.clock.now(),
    });
    note({ no, subject: subject.id }, id);
    return getAssessment(tx, id);
  });
}

async function walk(
  ctx: Ctx,
  id: string,
  {
    verb,
    from,
    revision,
    duties = handlers,
  }: { verb: string; from: store.AssessmentRow['state']; revision: number; duties?: typeof handlers },
  body: (tx: Ctx, row: store.AssessmentRow, personId: string) => Parameters<typeof store.updateAssessment>[3],
): Promise<AssessmentOut> {
  return act(ctx, { action: `security.assessment_${verb}`, subject: ['assessment', id] }, async (tx, note) => {
    const { row, viewer } = requireOwn(tx, await store.lockAssessment(tx.db, id), duties);
    if (row.state !== from) throw wrongState(assessmentStates.words[row.state]);
    if (row.revision !== revision) throw refuse('security.changed_meanwhile', { revision: row.revision });
    await store.updateAssessment(tx.db, id, revision, body(tx, row, viewer.personId));
    note({ no: row.no });
    return getAssessment(tx, id);
  });
}

/** Whoever writes last is the author: it is that person who may not approve it. */
export const saveAssessment = (ctx: Ctx, id: string, input: In<typeof shapes.assessmentSave>) =>
  walk(ctx, id, { verb: 'save', from: 'drafting', revision: input.revision }, (_tx, _row, authorId) => {
    const { handling, data_kinds: dataKinds, sensitive, necessity, effect, risk, measures, conclusion } = input;
    return { handling, dataKinds, sensitive, necessity, effect, risk, measures, conclusion, authorId };
  });

export const submitAssessment = (ctx: Ctx, id: string, { revision }: { readonly revision: number }) =>
  walk(ctx, id, { verb: 'submit', from: 'drafting', revision }, (tx, row) => {
    const needed = [row.handling, row.dataKinds, row.necessity, row.effect, row.measures];
    const count = needed.filter((one) => one === '').length;
    if (count > 0) throw refuse('security.incomplete', { count });
    return { state: 'submitted', submittedAt: tx.clock.now() };
  });

export const decideAssessment = (ctx: Ctx, id: string, input: In<typeof shapes.assessmentDecision>) =>
  walk(
    ctx,
    id,
    { verb: input.decision, from: 'submitted', revision: input.revision, duties: ['signatory'] },
    (tx, row, approverId) => {
      if (row.authorId === approverId) throw refuse('security.two_people');
      const { opinion } = input;
      if (input.decision === 'return') return { state: 'drafting', opinion };
      const approvedAt = tx.clock.now();
      return {
        state: 'approved',
        opinion,
        approverId,
        approvedAt,
        keepUntil: yearsLater(dayOf(approvedAt), keepYears),
      };
    },
  );
