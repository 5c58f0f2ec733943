/** Inspections of Article 23: plan, draw, record, results. */
import { z } from 'zod';
import { dayText, instantText, one, operation, page, pageQuery, stepsOf } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import { circumstances, inspectionKinds, inspectionStates, visitStates } from '../rules/codes.ts';
import { longestText } from '../rules/terms.ts';

const said = lines(longestText, 2);
const unit = z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable(), uscc: z.string() });
const list = (most: number) =>
  z
    .union([z.array(z.string().max(40)).max(most), z.string().max(40)])
    .transform((value) => (typeof value === 'string' ? (value === '' ? [] : [value]) : value));

export const planBody = z.object({
  kind: z.enum(inspectionKinds.codes),
  title: line(200, 2),
  basis: said,
  scope: said,
  from: dayText,
  to: dayText,
  pool: list(200).default([]).meta({ description: 'Ids of the bodies it may reach' }),
  bodies_wanted: z.number().int().min(1).max(100),
  inspectors_each: z.number().int().min(2).max(10).default(2),
});
export const assignBody = z.object({
  inspectors: list(20).meta({ description: 'Ids on the roster; the same for every body' }),
});
export const findingBody = z.object({
  circumstance: z.enum(circumstances.codes),
  article: line(300, 2),
  fact: lines(longestText, 2),
  evidence: lines(longestText, 2),
});
export const recordBody = z.object({
  visited_on: dayText,
  record: said,
  findings: z.array(findingBody).max(20).default([]),
});
export const statementBody = z.object({ words: said });
export const signBody = z.object({ password: z.string().max(200) });
export const publishBody = z.object({ summary: said });
export const cancelBody = z.object({ words: said });
export const inspectorBody = z.object({
  login: line(60, 2),
  conflicts: list(50).default([]).meta({ description: 'Ids of bodies the person has a conflict with' }),
});

export const visitOut = z.object({
  id: z.string(),
  body: unit,
  state: z.enum(visitStates.codes),
  inspectors: z.array(
    z.object({ number: z.number().int(), name: z.string(), signed_at: instantText.nullable(), me: z.boolean() }),
  ),
  visited_on: dayText.nullable(),
  record: z.string().nullable(),
  statement: z.string().nullable(),
  document_id: z.string().nullable(),
  findings: z.array(
    z.object({
      number: z.number().int(),
      circumstance: z.enum(circumstances.codes),
      article: z.string(),
      fact: z.string(),
      evidence: z.string(),
      evidence_sha256: z.string(),
    }),
  ),
  may: z.object({ record: z.boolean(), state: z.boolean(), sign: z.boolean() }),
});

export const inspectionLine = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(inspectionKinds.codes),
    title: z.string(),
    state: z.enum(inspectionStates.codes),
    from: dayText,
    to: dayText,
    bodies: z.number().int(),
    findings: z.number().int(),
    created_at: instantText,
  })
  .meta({ id: 'InspectionLine' });

const drawn = z.array(z.object({ uscc: z.string(), name: z.string(), inspectors: z.array(z.number().int()) }));
const drawFacts = {
  commitment: z.string().nullable().meta({ description: 'SHA-256 of the seed, published before the draw' }),
  committed_at: instantText.nullable(),
  pool_sha256: z.string().nullable(),
  pool: z
    .object({
      bodies: z.array(z.object({ uscc: z.string(), name: z.string() })),
      inspectors: z.array(z.object({ number: z.number().int(), uscc: z.string(), conflicts: z.array(z.string()) })),
    })
    .nullable(),
  seed: z.string().nullable(),
  drawn_at: instantText.nullable(),
  drawn,
  script: z.string().nullable().meta({ description: 'A script of sh that draws again from the seed' }),
};

export const inspectionOut = inspectionLine
  .extend({
    region_code: z.string(),
    department: unit,
    basis: z.string(),
    scope: z.string(),
    bodies_wanted: z.number().int(),
    inspectors_each: z.number().int(),
    chosen: z.array(unit).meta({ description: 'Bodies of the plan' }),
    ...drawFacts,
    draw_from: dayText.nullable().meta({ description: 'The first day on which it may be drawn' }),
    visits: z.array(visitOut),
    summary: z.string().nullable(),
    published_at: instantText.nullable(),
    side: z.enum(['department', 'inspector', 'body']),
    may: z.object({
      commit: z.boolean(),
      draw: z.boolean(),
      assign: z.boolean(),
      publish: z.boolean(),
      cancel: z.boolean(),
    }),
    draw_refusal: z
      .object({ zh: z.string(), en: z.string() })
      .nullable()
      .meta({ description: 'Why whoever may draw cannot yet' }),
  })
  .meta({ id: 'Inspection' });

export const publicInspection = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(inspectionKinds.codes),
    title: z.string(),
    state: z.enum(inspectionStates.codes),
    department: z.string(),
    basis: z.string(),
    ...drawFacts,
    results: z.array(
      z.object({
        body: z.string(),
        body_en: z.string().nullable(),
        findings: z.array(z.object({ circumstance: z.enum(circumstances.codes), article: z.string() })),
        document_id: z.string().nullable(),
      }),
    ),
    summary: z.string().nullable(),
    published_at: instantText.nullable(),
  })
  .meta({
    id: 'PublicInspection',
    description: 'The draw as anyone can check it, and the results once they are published',
  });

export const inspectorOut = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      number: z.number().int(),
      region_code: z.string(),
      name: z.string(),
      organization: unit,
      conflicts: z.array(unit),
    }),
  ),
});

const seen = ['auth.required', 'auth.forbidden', 'inspections.not_found'] as const;
const common = [...seen, 'inspections.wrong_state'] as const;
const post = stepsOf('/inspections/:id', inspectionOut, common);
const visit = stepsOf('/inspections/visits/:id', inspectionOut, common);

export const inspectionOperations = {
  listInspectors: operation({
    method: 'get',
    path: '/inspections/inspectors',
    auth: 'session',
    summary: ['检查人员名录', 'Roster of inspectors'],
    out: inspectorOut,
  }),
  addInspector: operation({
    method: 'post',
    path: '/inspections/inspectors',
    auth: 'session',
    summary: ['列入检查人员', 'Add an inspector'],
    body: inspectorBody,
    out: inspectorOut,
    status: 201,
    refusals: ['inspections.inspector_unknown', 'inspections.inspector_listed'],
  }),
  endInspector: operation({
    method: 'post',
    path: '/inspections/inspectors/:id/end',
    auth: 'session',
    summary: ['移出检查人员', 'Take an inspector off the roster'],
    params: one,
    out: inspectorOut,
    refusals: ['inspections.not_found'],
  }),
  listInspections: operation({
    method: 'get',
    path: '/inspections',
    auth: 'session',
    summary: ['监督检查', 'Inspections'],
    query: pageQuery,
    out: page(inspectionLine),
  }),
  planInspection: operation({
    method: 'post',
    path: '/inspections',
    auth: 'session',
    summary: ['制定检查计划', 'Plan an inspection'],
    body: planBody,
    out: inspectionOut,
    status: 201,
    refusals: ['supervision.bad_body', 'supervision.own_body', 'inspections.pool_small'],
  }),
  showInspection: operation({
    method: 'get',
    path: '/inspections/:id',
    auth: 'session',
    summary: ['一项检查', 'An inspection'],
    params: one,
    out: inspectionOut,
    refusals: seen,
  }),
  commitInspection: post(
    'commit',
    ['公布种子承诺', 'Commit to the seed'],
    z.object({}),
    ['inspections.pool_small'],
    'The pool is frozen, a seed is made and its SHA-256 published; the seed itself stays sealed until the draw.',
  ),
  drawInspection: post('draw', ['抽取', 'Draw'], z.object({}), ['inspections.draw_too_soon']),
  assignInspection: post('assign', ['指派检查人员', 'Assign inspectors'], assignBody, [
    'inspections.not_random',
    'inspections.conflict',
    'inspections.two_inspectors',
  ]),
  cancelInspection: post('cancel', ['取消检查', 'Cancel'], cancelBody),
  recordVisit: visit('record', ['记录检查情况', 'Record a visit'], recordBody, [
    'inspections.not_an_inspector',
    'supervision.bad_day',
  ]),
  stateVisit: visit('statement', ['被检查单位陈述', 'Statement of the body'], statementBody),
  signVisit: visit(
    'sign',
    ['检查人员签名', 'Sign the record'],
    signBody,
    ['inspections.not_an_inspector', 'inspections.signed', 'people.password_again'],
    'The last signature makes the record and turns its findings into clues.',
  ),
  publishInspection: post('publish', ['公开检查结果', 'Publish the results'], publishBody, ['inspections.unsigned']),
  showPublicInspection: operation({
    method: 'get',
    path: '/public/inspections/:id',
    auth: 'public',
    summary: ['公开的检查', 'An inspection in public'],
    params: one,
    out: publicInspection,
    refusals: ['inspections.not_found'],
  }),
};
