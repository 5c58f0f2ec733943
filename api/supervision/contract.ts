/** Clues, files of findings and what the public may see of them (Articles 23, 26, 27). */
import { z } from 'zod';
import { dayText, instantText, one, operation, page, pageQuery, stepsOf } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import {
  caseActions,
  caseStates,
  circumstances,
  clueSources,
  clueStates,
  extensionAnswers,
  paperKinds,
  paperStates,
  referralBodies,
  tones,
  verdicts,
} from './rules/codes.ts';
import { detectorCodes } from './rules/detectors.ts';
import { draftBody } from './rules/papers.ts';
import { longestText } from './rules/terms.ts';

const text = lines(longestText);
const said = lines(longestText, 2);
const bilingual = z.object({ zh: z.string(), en: z.string() });
const unit = z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable(), uscc: z.string() });
const circumstance = z.enum(circumstances.codes);

export const wordsBody = z.object({ words: text.default('') });
export const saidBody = z.object({ words: said });
export const decideBody = z.object({
  words: said,
  into: z.string().max(40).optional().meta({ description: 'A running case of the same agency that takes the clue in' }),
});
export const referBody = z.object({
  to: z.enum(referralBodies.codes),
  document_no: line(100, 2),
  words: said,
  password: z.string().max(200),
});
export const manualBody = z.object({
  agency: z.string().trim().min(1).max(40).meta({ description: 'Id of the body' }),
  circumstance: circumstance.default('7'),
  title: line(200, 2),
  provision: line(400, 2).meta({ description: 'Law and article' }),
  facts: said,
  evidence: text.default(''),
  since: dayText,
  origin: z.string().max(40).optional().meta({ description: 'Id of a clue of another room it goes on from' }),
});
export const clueQuery = pageQuery.extend({
  source: z.enum(clueSources.codes).optional(),
  state: z.enum(clueStates.codes).optional(),
  circumstance: circumstance.optional(),
  agency: z.string().max(40).optional(),
});
export const lawBody = z.object({ law: line(300, 2), prevails: z.boolean().default(false) });
export const itemBody = z.object({
  number: z.number().int().min(1).max(30),
  measure: said,
  evidence: said,
  responsible: line(100, 2).meta({ description: 'Post of who answers for it' }),
  done_on: dayText,
});
export const extensionBody = z.object({ until: dayText, reason: said });
export const extensionAnswerBody = z.object({ decision: z.enum(extensionAnswers.codes), words: text.default('') });
export const issueBody = z.object({
  issuer: line(100, 2).meta({ description: 'In whose name it is issued, as the paper says' }),
  document_no: line(100, 2),
  signatory: line(60, 1),
  issued_on: dayText,
  password: z.string().max(200),
});
export const ruleBody = z.object({
  on: z.boolean().default(false),
  grace: z.number().int().min(0).max(250).nullable().default(null),
  document_no: line(100).default(''),
});
export { draftBody };

export const clueLine = z
  .object({
    id: z.string(),
    source: z.enum(clueSources.codes),
    no: z.string(),
    kind: bilingual,
    circumstance: circumstance.nullable(),
    about: unit.nullable(),
    title: z.string(),
    state: z.string().meta({ description: 'open, confirmed or dismissed; of a trade its own states' }),
    state_words: bilingual,
    waiting: z.boolean(),
    gone: z.boolean().meta({ description: 'The fact is no longer there' }),
    since: dayText,
    created_at: instantText,
  })
  .meta({ id: 'SupervisionClueLine' });

export const clueOut = clueLine
  .extend({
    rule: z.string(),
    signal: bilingual,
    provision: z.string(),
    subject: z.object({ type: z.string(), id: z.string(), no: z.string() }),
    evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    evidence_sha256: z.string(),
    now: z
      .enum(['same', 'changed', 'gone', 'by_hand'])
      .meta({ description: 'The fact read again now, against the hash kept with the clue' }),
    seen_at: instantText,
    gone_at: instantText.nullable(),
    words: z.string().nullable(),
    decided_at: instantText.nullable(),
    case: z.object({ id: z.string(), no: z.string() }).nullable(),
    open_cases: z.array(z.object({ id: z.string(), no: z.string(), title: z.string() })),
    may: z.object({ decide: z.boolean(), refer: z.boolean() }),
    about_self: z.boolean().meta({ description: 'It is about the viewer’s own department, which refers it upward' }),
    document_id: z.string().nullable().meta({ description: 'The letter with which it was referred' }),
    refusal: bilingual.extend({ code: z.string() }).nullable(),
  })
  .meta({
    id: 'SupervisionClue',
    description: 'What the platform’s facts point at; a person confirms or dismisses it',
  });

export const runOut = z.object({
  facts: z.number().int(),
  made: z.number().int(),
  gone: z.number().int(),
  back: z.number().int(),
});

export const ruleLine = z.object({
  rule: z.enum(detectorCodes.codes),
  circumstance,
  signal: bilingual,
  provision: z.string(),
  on: z.boolean(),
  grace: z.number().int().nullable(),
  open: z.number().int(),
  document_no: z.string().nullable(),
});

const clock = z.object({ due_on: dayText, days_left: z.number().int().nullable(), tone: z.enum(tones.codes) });
export const caseLine = z
  .object({
    id: z.string(),
    no: z.string(),
    state: z.enum(caseStates.codes),
    circumstance,
    title: z.string(),
    agency: unit,
    clock: clock.nullable(),
    opened_at: instantText,
    closed_at: instantText.nullable(),
    papers: z.array(z.enum(paperKinds.codes)).meta({ description: 'Issued and open to the viewer' }),
  })
  .meta({ id: 'SupervisionCaseLine' });

export const paperOut = z.object({
  id: z.string(),
  kind: z.enum(paperKinds.codes),
  state: z.enum(paperStates.codes),
  no: z.string().nullable(),
  content: z.record(z.string(), z.unknown()),
  drafted_by: z.string(),
  drafted_at: instantText,
  issuer: z.string().nullable(),
  document_no: z.string().nullable(),
  signatory: z.string().nullable(),
  issued_on: dayText.nullable(),
  document_id: z.string().nullable(),
  return_words: z.string().nullable(),
});

export const caseOut = caseLine
  .extend({
    revision: z.number().int(),
    region_code: z.string(),
    department: unit,
    facts: z.string(),
    provision: z.string(),
    governing_law: z.string().nullable(),
    law_prevails: z.boolean(),
    government: z.string().meta({ description: 'The government of the same level, as it is named in a paper' }),
    first_due_on: dayText.nullable(),
    lapsed_on: dayText.nullable(),
    statement: z.string().nullable(),
    statement_at: instantText.nullable(),
    received_at: instantText.nullable(),
    extension: z
      .object({ until: dayText, reason: z.string(), answer: z.string().nullable(), words: z.string().nullable() })
      .nullable(),
    reported_at: instantText.nullable(),
    close_reason: z.string().nullable(),
    side: z.enum(['department', 'agency']),
    clues: z.array(
      z.object({ id: z.string(), no: z.string(), kind: bilingual, title: z.string(), evidence_sha256: z.string() }),
    ),
    demands: z.array(
      z.object({
        number: z.number().int(),
        demand: z.string(),
        measure: z.string().nullable(),
        evidence: z.string().nullable(),
        responsible: z.string().nullable(),
        done_on: dayText.nullable(),
        verdict: z.enum(verdicts.codes).nullable(),
        opinion: z.string().nullable(),
      }),
    ),
    documents: z.array(paperOut),
    history: z.array(
      z.object({
        id: z.string(),
        action: z.enum(caseActions.codes),
        to: z.enum(caseStates.codes),
        words: z.string().nullable(),
        paper_id: z.string().nullable(),
        who: z.string().nullable().meta({ description: 'Null: the platform' }),
        at: instantText,
      }),
    ),
    actions: z.array(
      z.object({
        name: z.enum(caseActions.codes),
        rare: z.boolean(),
        refusal: bilingual.extend({ code: z.string() }).nullable(),
      }),
    ),
    terms: z.object({ from: dayText, to: dayText }),
  })
  .meta({ id: 'SupervisionCase', description: 'The file of a finding of Article 27, as its sides see it' });

export const caseQuery = pageQuery.extend({
  state: z.enum(['open', 'closed', ...caseStates.codes]).optional(),
  circumstance: circumstance.optional(),
  agency: z.string().max(40).optional(),
});

const cell = z.object({ clues: z.number().int(), cases: z.number().int(), tone: z.enum(tones.codes) });
export const boardOut = z.object({
  region_code: z.string(),
  counts: z.object({
    clues: z.number().int(),
    open: z.number().int(),
    late: z.number().int(),
    due: z.number().int(),
    closed: z.number().int(),
  }),
  agencies: z.array(
    z.object({
      agency: unit,
      cells: z.partialRecord(circumstance, cell),
      total: z.number().int(),
      next_due: dayText.nullable(),
      tone: z.enum(tones.codes),
    }),
  ),
  stages: z.partialRecord(z.enum(caseStates.codes), z.number().int()),
});
export const boardQuery = z.object({ region: z.string().length(6).optional() });

export const publicOut = z.object({
  criticisms: z.array(
    z.object({
      no: z.string(),
      document_no: z.string(),
      issuer: z.string(),
      agency: z.string(),
      agency_en: z.string().nullable(),
      circumstance,
      facts: z.string(),
      issued_on: dayText,
      public_until: dayText,
      document_id: z.string(),
    }),
  ),
  inspections: z.array(
    z.object({
      id: z.string(),
      no: z.string(),
      title: z.string(),
      kind: z.string(),
      state: z.string(),
      region_code: z.string(),
      bodies: z.number().int(),
      findings: z.number().int(),
      commitment: z.string().nullable(),
      at: instantText,
    }),
  ),
  figures: z.array(
    z.object({
      circumstance,
      opened: z.number().int(),
      orders: z.number().int(),
      corrected: z.number().int(),
    }),
  ),
});

const seen = ['auth.required', 'auth.forbidden', 'supervision.not_found'] as const;
const walked = [...seen, 'supervision.not_yours_to_do', 'supervision.wrong_state'] as const;
const step = stepsOf('/supervision/cases/:id', caseOut, walked);

export const supervisionOperations = {
  showSupervisionBoard: operation({
    method: 'get',
    path: '/supervision/board',
    auth: 'session',
    summary: ['监督看板', 'Board of supervision'],
    query: boardQuery,
    out: boardOut,
  }),
  exportSupervisionFigures: operation({
    method: 'get',
    path: '/supervision/figures.csv',
    auth: 'session',
    summary: ['导出整改统计', 'Figures of rectification as CSV'],
    query: boardQuery,
    out: { media: ['text/csv'] },
  }),
  listSupervisionClues: operation({
    method: 'get',
    path: '/supervision/clues',
    auth: 'session',
    summary: ['线索', 'Clues'],
    description: 'Clues of Article 27 with those about dispositions after a term and about trades, in one list.',
    query: clueQuery,
    out: page(clueLine),
  }),
  showSupervisionClue: operation({
    method: 'get',
    path: '/supervision/clues/:id',
    auth: 'session',
    summary: ['一条线索', 'A clue'],
    description: 'Reads the fact again and compares it with the hash kept with the clue.',
    params: one,
    out: clueOut,
    refusals: seen,
  }),
  openSupervisionClue: operation({
    method: 'post',
    path: '/supervision/clues',
    auth: 'session',
    summary: ['登记线索', 'Write down a clue'],
    description: 'For what no detector reads: with law and article (Article 27, item 7). Another person decides on it.',
    body: manualBody,
    out: clueOut,
    status: 201,
    refusals: [
      'supervision.bad_body',
      'supervision.own_body',
      'supervision.before_effective',
      'supervision.bad_day',
      'supervision.clue_elsewhere',
    ],
  }),
  confirmSupervisionClue: operation({
    method: 'post',
    path: '/supervision/clues/:id/confirm',
    auth: 'session',
    summary: ['确认线索', 'Confirm a clue'],
    description: 'Opens a file, or adds the clue to a running one; the agency may state its case first.',
    params: one,
    body: decideBody,
    out: clueOut,
    refusals: [
      ...seen,
      'supervision.clue_decided',
      'supervision.same_person',
      'supervision.own_body',
      'supervision.wrong_state',
    ],
  }),
  dismissSupervisionClue: operation({
    method: 'post',
    path: '/supervision/clues/:id/dismiss',
    auth: 'session',
    summary: ['排除线索', 'Dismiss a clue'],
    params: one,
    body: saidBody,
    out: clueOut,
    refusals: [...seen, 'supervision.clue_decided', 'supervision.own_body'],
  }),
  referSupervisionClue: operation({
    method: 'post',
    path: '/supervision/clues/:id/refer',
    auth: 'session',
    summary: ['移送上级', 'Refer a clue about oneself upward'],
    description:
      'For the head of a department whose level has no department above it: a signed letter to the government of the same level or to the National Data Administration.',
    params: one,
    body: referBody,
    out: clueOut,
    refusals: [...seen, 'supervision.not_own', 'supervision.clue_decided', 'people.password_again'],
  }),
  runSupervisionDetectors: operation({
    method: 'post',
    path: '/supervision/detections',
    auth: 'session',
    summary: ['立即检测', 'Detect now'],
    description: 'What the daily run does, for the regions of the department.',
    out: runOut,
  }),
  listSupervisionRules: operation({
    method: 'get',
    path: '/supervision/rules',
    auth: 'session',
    summary: ['检测规则', 'Rules of detection'],
    out: z.object({ items: z.array(ruleLine) }),
  }),
  setSupervisionRule: operation({
    method: 'put',
    path: '/supervision/rules/:rule',
    auth: 'session',
    summary: ['设置检测规则', 'Set a rule of detection'],
    params: z.object({ rule: z.string().max(60) }),
    body: ruleBody,
    out: z.object({ items: z.array(ruleLine) }),
    refusals: ['supervision.rule_unknown'],
  }),
  listSupervisionCases: operation({
    method: 'get',
    path: '/supervision/cases',
    auth: 'session',
    summary: ['监督案件', 'Files of findings'],
    query: caseQuery,
    out: page(caseLine),
  }),
  showSupervisionCase: operation({
    method: 'get',
    path: '/supervision/cases/:id',
    auth: 'session',
    summary: ['一个案件', 'A file'],
    params: one,
    out: caseOut,
    refusals: seen,
  }),
  stateSupervisionCase: step('statement', ['提交陈述申辩', 'State the case'], saidBody),
  endSupervisionHearing: step('hearing-end', ['陈述申辩期满', 'End the hearing'], wordsBody, [
    'supervision.hearing_runs',
  ]),
  dropSupervisionCase: step('drop', ['撤销', 'Drop the finding'], saidBody, ['supervision.draft_waits']),
  setGoverningLaw: step(
    'law',
    ['记载适用的其他法律', 'Name the governing law'],
    lawBody,
    [],
    'Article 26: where another law has a liability of its own, that law prevails.',
  ),
  handOverSupervisionCase: step('hand-over', ['依其他法律移交', 'Hand over under another law'], saidBody, [
    'supervision.no_other_law',
  ]),
  draftSupervisionPaper: step(
    'papers',
    ['拟制文书', 'Draft a paper'],
    draftBody,
    [
      'supervision.draft_waits',
      'supervision.earlier_missing',
      'supervision.already_issued',
      'supervision.law_prevails',
      'supervision.bad_term',
      'supervision.verdicts_missing',
      'supervision.bad_day',
    ],
    'One draft at a time; whoever drafts it does not issue it.',
  ),
  returnSupervisionPaper: step('papers/return', ['退回文书', 'Return the draft'], saidBody, ['supervision.no_draft']),
  issueSupervisionPaper: step(
    'papers/issue',
    ['签发文书', 'Issue the draft'],
    issueBody,
    [
      'supervision.no_draft',
      'supervision.same_person',
      'supervision.earlier_missing',
      'supervision.bad_term',
      'supervision.bad_day',
      'people.password_again',
    ],
    'Records in whose name, under which number and by whom it was signed; the department seals it. The platform proposes and never imposes.',
  ),
  receiveSupervisionOrder: step('receipt', ['签收送达', 'Confirm delivery'], wordsBody, [
    'supervision.already_received',
  ]),
  saveSupervisionItem: step('items', ['填写整改情况', 'Record a measure'], itemBody, [
    'supervision.no_demand',
    'supervision.bad_day',
  ]),
  askSupervisionExtension: step('extension', ['申请延期', 'Ask for more time'], extensionBody, [
    'supervision.extension_used',
    'supervision.extension_late',
    'supervision.bad_term',
  ]),
  decideSupervisionExtension: step('extension/answer', ['审定延期', 'Decide on more time'], extensionAnswerBody, [
    'supervision.nothing_asked',
  ]),
  reportSupervisionCorrection: step('report', ['提交整改报告', 'File the correction report'], wordsBody, [
    'supervision.report_incomplete',
  ]),
  closeSupervisionCase: step('close', ['结案', 'Close the file'], saidBody, ['supervision.draft_waits']),
  showPublicSupervision: operation({
    method: 'get',
    path: '/public/supervision',
    auth: 'public',
    summary: ['监督公开', 'Supervision in public'],
    description:
      'Criticisms within their term, inspections with their results and commitments, figures by circumstance.',
    out: publicOut,
  }),
};
