/** What agencies ask of each other and answer (Articles 12, 13; State Council Order 809). */
import { z } from 'zod';
import { shareTypes } from '#api/catalog/rules/codes.ts';
import { filterOps } from '#api/datasets/rules/codes.ts';
import { gateRefusals } from '#api/datasets/rules/privacy-codes.ts';
import { dayText, instantText, operation, page, pageQuery, stepsOf } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import {
  clockKinds,
  correctionAnswers,
  deliveryKinds,
  doerWords,
  extensionAnswers,
  objectionAnswers,
  outcomes,
  returnForms,
  sharedFormats,
  sharingActions,
  sharingGrounds,
  sharingKinds,
  sharingMethods,
  sharingStates,
  tones,
  useKinds,
} from './rules/codes.ts';
import { longestText } from './rules/terms.ts';

const text = lines(longestText);
const said = lines(longestText, 2);
const columns = z.array(z.string().max(300)).max(500);

const wanted = {
  need: text.default(''),
  use_basis: text.default('').meta({ description: '使用依据: the duty and the provision it rests on' }),
  scenario: text.default(''),
  use_scope: text.default('').meta({ description: '使用范围: who works with the data' }),
  method: z.enum(sharingMethods.codes),
  columns: columns.default([]).meta({ description: 'Columns asked for; empty for all' }),
  rows_wanted: text.default('').meta({ description: 'Rows asked for, in words; empty for all' }),
  term_until: z.string().trim().max(10).default(''),
};

export const startBody = z.object({
  entry: z.string().trim().max(60).meta({ description: 'Code of the catalogue entry' }),
  kind: z.enum(sharingKinds.codes).default('request'),
  ...wanted,
});
export const saveBody = z.object({ revision: z.number().int().min(1), ...wanted });
export const seenBody = z.object({ revision: z.number().int().min(1) });
export const wordsBody = z.object({ words: text.default('') });
export const saidBody = z.object({ words: said });
export const supplementBody = z.object({ notice: said });
export const extensionBody = z.object({ days: z.number().int().min(1).max(60), reason: said });
export const extensionAnswerBody = z.object({ decision: z.enum(extensionAnswers.codes), words: text.default('') });

const filter = z.object({
  column: z.string().max(300),
  op: z.enum(filterOps),
  value: z.union([z.string().max(500), z.array(z.string().max(500)).max(200)]).optional(),
});
export const proposal = z.object({
  outcome: z.enum(outcomes.codes),
  ground: z.enum(sharingGrounds.codes).nullable().default(null),
  reason: said,
  table: z.number().int().min(1).default(1),
  columns: columns.default([]).meta({ description: 'Columns granted; empty for all asked for' }),
  filters: z.array(filter).max(20).default([]),
});
export const suspendBody = z.object({ reason: said, remedy_by: dayText });
export const useBody = z.object({ kind: z.enum(useKinds.codes), words: said, on: dayText });
export const fileBody = z.object({ format: z.enum(sharedFormats.codes).default('csv') });
export const rowsQuery = z.object({
  columns: z
    .union([z.string(), z.array(z.string())])
    .transform((value) => (typeof value === 'string' ? [value] : value))
    .default([]),
  filter: z
    .union([z.string(), z.array(z.string())])
    .transform((value) => (typeof value === 'string' ? [value] : value))
    .default([])
    .meta({ description: '`column:op:value`, repeated; all must hold' }),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export const objectionAnswerBody = z.object({
  outcome: z.enum(objectionAnswers.codes),
  answer: said,
  document_no: line(100).default('').meta({ description: 'Of the government’s decision, on the third rung' }),
});
export const correctionBody = z.object({
  column: line(300).default(''),
  record: said,
  wrong: said,
  right: said,
  evidence: text.default(''),
});
export const correctionAnswerBody = z.object({ outcome: z.enum(correctionAnswers.codes), answer: said });
export const returnRuleBody = z.object({
  table: z.number().int().min(1).default(1),
  column: line(300, 1),
  form: z.enum(returnForms.codes),
});

const unit = z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable(), uscc: z.string() });
const clock = z.object({
  kind: z.enum(clockKinds.codes),
  of: z.string().nullable().meta({ description: 'Number of the correction request it belongs to' }),
  ball: z.enum(doerWords.codes),
  with: unit.nullable(),
  due_on: dayText.nullable(),
  days_left: z.number().int().nullable(),
  tone: z.enum(tones.codes),
});

export const sharingLine = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(sharingKinds.codes),
    state: z.enum(sharingStates.codes),
    dataset: z.object({ code: z.string(), title: z.string() }),
    requester: unit,
    provider: unit,
    share_type: z.enum(['1', '2']),
    method: z.enum(sharingMethods.codes),
    term_until: z.string(),
    /** The clock of its state, if one runs. */
    clock: clock.nullable(),
    filed_at: instantText.nullable(),
    updated_at: instantText,
  })
  .meta({ id: 'SharingLine' });

const bilingual = z.object({ zh: z.string(), en: z.string() });
const correction = z
  .object({
    id: z.string(),
    no: z.string(),
    column: z.string().nullable(),
    record: z.string(),
    wrong: z.string(),
    right: z.string(),
    evidence: z.string(),
    filed_at: instantText,
    due_on: dayText,
    late: z.boolean(),
    outcome: z.enum(correctionAnswers.codes).nullable(),
    answer: z.string().nullable(),
    version: z.number().int().nullable(),
    answered_at: instantText.nullable(),
    may_answer: z.boolean(),
  })
  .meta({ id: 'SharedCorrection', description: '校核: what a user of shared data says is wrong in them' });

export const sharingRequest = sharingLine
  .extend({
    revision: z.number().int(),
    need: z.string(),
    use_basis: z.string(),
    scenario: z.string(),
    use_scope: z.string(),
    columns,
    rows_wanted: z.string(),
    share_condition: z.string().meta({ description: 'As the catalogue said when the request was made' }),
    share_basis: z.string(),
    catalogue_changed: z
      .boolean()
      .meta({ description: 'The catalogue says otherwise by now; the request keeps its terms' }),
    drafted_by: z.string(),
    consented_by: z.string().nullable(),
    supplement_notice: z.string().nullable(),
    extension: z
      .object({
        days: z.number().int(),
        reason: z.string(),
        answer: z.enum(extensionAnswers.codes).nullable(),
        words: z.string().nullable(),
      })
      .nullable(),
    proposal: proposal.nullable().meta({ description: 'The drafted reply, for the provider alone' }),
    decision: z
      .object({
        outcome: z.enum(outcomes.codes),
        reason: z.string(),
        ground: z.enum(sharingGrounds.codes).nullable(),
        by: z.string().nullable().meta({ description: 'Null: the platform' }),
        at: instantText,
      })
      .nullable(),
    grant: z
      .object({
        table: z.number().int(),
        columns: columns.meta({ description: 'Empty for all' }),
        filters: z.array(filter),
        opened_at: instantText.nullable(),
      })
      .nullable(),
    suspend_reason: z.string().nullable(),
    remedy: z.string().nullable(),
    end_reason: z.string().nullable(),
    disposition: z.string().nullable(),
    clocks: z.array(clock),
    metered: z.object({ deliveries: z.number().int(), rows: z.string(), bytes: z.string() }),
    deliveries: z.array(
      z.object({
        id: z.string(),
        number: z.number().int(),
        kind: z.enum(deliveryKinds.codes),
        format: z.string(),
        rows: z.string(),
        bytes: z.string(),
        sha256: z.string(),
        receipt: z.string().nullable(),
        at: instantText,
      }),
    ),
    uses: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(useKinds.codes),
        words: z.string(),
        on: dayText,
        at: instantText,
        keep_until: dayText,
      }),
    ),
    objections: z.array(
      z.object({
        id: z.string(),
        rung: z.number().int(),
        body: unit.nullable(),
        words: z.string(),
        filed_at: instantText,
        due_on: dayText,
        outcome: z.enum(objectionAnswers.codes).nullable(),
        answer: z.string().nullable(),
        document_no: z.string().nullable(),
        answered_at: instantText.nullable(),
      }),
    ),
    corrections: z.array(correction),
    return_rule: z.object({ table: z.number().int(), column: z.string(), form: z.enum(returnForms.codes) }).nullable(),
    history: z.array(
      z.object({
        id: z.string(),
        action: z.enum(sharingActions.codes),
        to: z.enum(sharingStates.codes),
        words: z.string().nullable(),
        who: z.string().nullable().meta({ description: 'Null: the platform' }),
        at: instantText,
      }),
    ),
    may: z.object({
      take: z.boolean(),
      record_use: z.boolean(),
      correct: z.boolean(),
      set_return_rule: z.boolean(),
      see_provider_side: z.boolean(),
    }),
    actions: z.array(
      z.object({ name: z.enum(sharingActions.codes), refusal: bilingual.extend({ code: z.string() }).nullable() }),
    ),
  })
  .meta({ id: 'SharingRequest', description: 'A request for shared data, as its sides see it' });

export const sharingOffer = z
  .object({
    code: z.string(),
    title: z.string(),
    provider: unit,
    share_type: z.enum(['1', '2', '3']).nullable(),
    share_condition: z.string(),
    share_reason: z.string(),
    share_basis: z.string(),
    method: z.enum(sharingMethods.codes).nullable(),
    columns: z.array(z.object({ name: z.string(), label: z.string() })),
    return_possible: z.boolean(),
    refusal: bilingual.extend({ code: z.string() }).nullable(),
  })
  .meta({ id: 'SharingOffer', description: 'What the catalogue says about sharing an entry, for whoever asks' });

export const sourcesOut = z.object({
  version: z.number().int().nullable(),
  tables: z.array(
    z.object({
      number: z.number().int(),
      name: z.string(),
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
    }),
  ),
});

export const offersQuery = pageQuery.extend({ q: z.string().trim().max(200).default('') });
export const offerList = page(
  z
    .object({ code: z.string(), title: z.string(), share_type: z.enum(shareTypes.codes), provider: unit })
    .meta({ id: 'SharingOfferLine' }),
);
export const sharingList = page(sharingLine);
export const listQuery = pageQuery.extend({
  side: z.enum(['requester', 'provider', 'authority']).optional(),
  open: z.enum(['open', 'closed']).optional(),
});

export const boardRow = z
  .object({
    ...clock.shape,
    request_id: z.string(),
    no: z.string(),
    title: z.string(),
    requester: z.string(),
    provider: z.string(),
    mine: z.boolean().meta({ description: 'The ball is with the viewer’s own unit' }),
  })
  .meta({ id: 'SharingClock' });
const boardFilters = {
  tone: z.enum(tones.codes).optional(),
  clock: z.enum(clockKinds.codes).optional(),
  mine: z.enum(['yes']).optional(),
};
export const boardQuery = z.object(boardFilters);
export const boardOut = z.object({
  items: z.array(boardRow),
  counts: z.record(z.enum(tones.codes), z.number().int()),
  truncated: z.boolean(),
});

export const sharedRows = z.object({
  delivery_id: z.string(),
  no: z.string(),
  dataset: z.object({ code: z.string(), title: z.string() }),
  version: z.number().int(),
  acquired_on: dayText,
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  next_cursor: z.string().nullable(),
});

export const sharingFigures = z.object({
  years: z.array(
    z.object({
      year: z.number().int(),
      filed: z.number().int(),
      granted: z.number().int(),
      at_once: z.number().int(),
      refused: z.number().int(),
      deliveries: z.number().int(),
    }),
  ),
});

export const sharingTrace = z.object({
  rows: z.number().int(),
  sha256: z.string(),
  compared: z.number().int(),
  named: z.boolean().meta({ description: 'The chance of an innocent delivery is below one in a million' }),
  items: z.array(
    z.object({
      delivery_id: z.string(),
      no: z.string(),
      requester: z.string(),
      dataset: z.object({ code: z.string(), title: z.string() }),
      version: z.number().int(),
      at: instantText,
      rows_found: z.number().int(),
      marks_read: z.number().int(),
      marks_matched: z.number().int(),
      chance: z.number(),
    }),
  ),
});

const id = z.object({ id: z.string().max(40) });
const entryParams = z.object({ class: z.string().max(30), seq: z.string().max(12) });
const seen = ['auth.required', 'auth.forbidden', 'sharing.not_found'] as const;
const walked = [...seen, 'sharing.not_yours_to_do', 'sharing.wrong_state'] as const;
const taken = [
  ...walked,
  'sharing.not_open',
  'sharing.suspended',
  'sharing.term_over',
  'sharing.no_data',
  'sharing.data_withdrawn',
  ...gateRefusals,
] as const;
const csv = { media: ['text/csv'] } as const;

const step = stepsOf('/sharing/requests/:id', sharingRequest, walked, id);

export const sharingOperations = {
  listSharingOffers: operation({
    method: 'get',
    path: '/sharing/entries',
    auth: 'session',
    summary: ['可申请共享的数据', 'Data that can be asked for'],
    description: 'Entries of other agencies that are shared, open to the public or not.',
    query: offersQuery,
    out: offerList,
    refusals: ['sharing.agencies_only'],
  }),
  showSharingOffer: operation({
    method: 'get',
    path: '/sharing/entries/:class/:seq',
    auth: 'session',
    summary: ['条目的共享规定', 'How an entry is shared'],
    params: entryParams,
    out: sharingOffer,
    refusals: ['catalog.not_found', 'catalog.withdrawn'],
  }),
  setSharingReturnRule: operation({
    method: 'put',
    path: '/sharing/entries/:class/:seq/return-rule',
    auth: 'session',
    summary: ['设置回流规则', 'Set how rows are returned downward'],
    description: 'Names the column that tells the region of a row (State Council Order 809, Article 24).',
    params: entryParams,
    body: returnRuleBody,
    out: returnRuleBody,
    refusals: ['catalog.not_found', 'auth.forbidden', 'sharing.no_data', 'sharing.unknown_columns'],
  }),
  listSharing: operation({
    method: 'get',
    path: '/sharing/requests',
    auth: 'session',
    summary: ['共享申请', 'Sharing requests'],
    query: listQuery,
    out: sharingList,
  }),
  startSharing: operation({
    method: 'post',
    path: '/sharing/requests',
    auth: 'session',
    summary: ['建立共享申请', 'Begin a request for shared data'],
    description:
      'For a catalogue entry of another agency. What is not shared is refused with the basis its entry cites (Article 12).',
    body: startBody,
    out: sharingRequest,
    status: 201,
    refusals: [
      'sharing.agencies_only',
      'sharing.own_data',
      'sharing.not_shared',
      'sharing.no_return',
      'sharing.other_method',
      'sharing.unknown_columns',
      'catalog.not_found',
      'catalog.withdrawn',
    ],
  }),
  showSharing: operation({
    method: 'get',
    path: '/sharing/requests/:id',
    auth: 'session',
    summary: ['一份共享申请', 'A request for shared data'],
    params: id,
    out: sharingRequest,
    refusals: seen,
  }),
  saveSharing: operation({
    method: 'put',
    path: '/sharing/requests/:id',
    auth: 'session',
    summary: ['保存共享申请', 'Save a request'],
    params: id,
    body: saveBody,
    out: sharingRequest,
    refusals: [...walked, 'sharing.changed_meanwhile', 'sharing.other_method', 'sharing.unknown_columns'],
  }),
  submitSharing: step('submission', ['送负责人同意', 'Send it for the unit’s consent'], seenBody, [
    'sharing.changed_meanwhile',
    'sharing.incomplete',
    'sharing.bad_term',
  ]),
  consentSharing: step('consent', ['同意并提交', 'Consent and file'], wordsBody, [
    'sharing.same_person',
    'sharing.not_shared',
  ]),
  sendBackSharing: step('return', ['退回修改', 'Send the draft back'], saidBody),
  withdrawSharing: step('withdrawal', ['撤回申请', 'Withdraw'], wordsBody),
  supplementSharing: step('supplement', ['一次性告知补正', 'Name what is missing, once'], supplementBody, [
    'sharing.supplement_used',
    'sharing.no_veto',
  ]),
  resubmitSharing: step('resubmission', ['提交补正', 'Send the supplement'], saveBody, [
    'sharing.changed_meanwhile',
    'sharing.incomplete',
  ]),
  askSharingExtension: step('extension', ['申请延长答复期限', 'Ask the authority for more time'], extensionBody, [
    'sharing.extension_used',
    'sharing.extension_days',
    'sharing.no_authority',
    'sharing.no_veto',
  ]),
  decideSharingExtension: step('extension/decision', ['审定延长', 'Consent to more time or not'], extensionAnswerBody, [
    'sharing.nothing_asked',
    'sharing.other_authority',
  ]),
  proposeSharingReply: step('reply', ['拟定答复', 'Draft the reply'], proposal, [
    'sharing.no_veto',
    'sharing.no_basis',
    'sharing.ground_missing',
    'sharing.nothing_left_out',
    'sharing.unknown_columns',
  ]),
  confirmSharingReply: step('reply/confirmation', ['确认答复', 'Confirm the reply'], wordsBody, [
    'sharing.same_person',
  ]),
  returnSharingReply: step('reply/return', ['退回重拟答复', 'Return the draft reply'], saidBody),
  provideShared: step('provision', ['开通供给', 'Provide the data'], wordsBody, [
    'sharing.no_data',
    'sharing.no_return_rule',
    'sharing.return_unknown',
    ...gateRefusals,
  ]),
  listSharedSources: operation({
    method: 'get',
    path: '/sharing/requests/:id/sources',
    auth: 'session',
    summary: ['可供给的表和信息项', 'Tables and columns that can be granted'],
    params: id,
    out: sourcesOut,
    refusals: seen,
  }),
  downloadShared: operation({
    method: 'post',
    path: '/sharing/requests/:id/files',
    auth: 'session',
    summary: ['下载共享数据', 'Take the data as a file'],
    description: 'Metered, and marked so that a copy found elsewhere leads back to this delivery.',
    params: id,
    body: fileBody,
    out: { media: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] },
    refusals: taken,
  }),
  readSharedRows: operation({
    method: 'get',
    path: '/sharing/requests/:id/rows',
    auth: 'session',
    summary: ['按接口读取共享数据', 'Read the data by interface'],
    description: 'For the requester’s systems, with an access token. Each page is a delivery and is metered.',
    params: id,
    query: rowsQuery,
    out: sharedRows,
    refusals: [...taken, 'sharing.other_way', 'sharing.column_not_granted'],
  }),
  sendSharedBatch: step('batches', ['批量交换', 'Send a batch through the exchange platform'], fileBody, [
    'sharing.not_open',
    'sharing.suspended',
    'sharing.term_over',
    'sharing.no_data',
    'sharing.other_way',
    ...gateRefusals,
    'exchange.unreachable',
    'exchange.declined',
  ]),
  takeSharedBatch: operation({
    method: 'get',
    path: '/sharing/requests/:id/batches/:number',
    auth: 'session',
    summary: ['领取批次', 'Take a batch'],
    params: id.extend({ number: z.coerce.number().int().min(1) }),
    out: { media: ['text/csv', 'application/octet-stream'] },
    refusals: [...taken, 'sharing.batch_not_found', 'sharing.batch_elsewhere'],
  }),
  recordSharedUse: step('uses', ['登记使用记录', 'Record the use'], useBody, [
    'sharing.no_use_yet',
    'sharing.future_day',
  ]),
  exportSharedUses: operation({
    method: 'get',
    path: '/sharing/requests/:id/uses.csv',
    auth: 'session',
    summary: ['导出使用记录', 'Records of use as CSV'],
    params: id,
    out: csv,
    refusals: seen,
  }),
  suspendSharing: step('suspension', ['暂停共享', 'Suspend for misuse'], suspendBody, ['sharing.bad_day']),
  reportSharingRemedy: step('remedy', ['报告整改情况', 'Report the remedy'], saidBody),
  resumeSharing: step('resumption', ['恢复共享', 'Resume'], wordsBody),
  endSharing: step('end', ['终止共享', 'End the sharing'], saidBody, ['sharing.end_without_cause']),
  disposeShared: step('disposition', ['报告期满处置', 'Report the disposition'], saidBody),
  objectToSharing: step('objections', ['提出异议', 'Object to the decision'], saidBody, [
    'sharing.nothing_to_object',
    'sharing.objection_open',
    'sharing.objection_late',
    'sharing.objection_ladder',
    'sharing.no_authority',
  ]),
  answerSharingObjection: step('objections/answer', ['答复异议', 'Answer the objection'], objectionAnswerBody, [
    'sharing.nothing_asked',
    'sharing.document_missing',
  ]),
  askSharedCorrection: step('corrections', ['申请校核', 'Ask for a correction'], correctionBody, [
    'sharing.no_use_yet',
  ]),
  answerSharedCorrection: operation({
    method: 'post',
    path: '/sharing/corrections/:id/answer',
    auth: 'session',
    summary: ['答复校核', 'Answer a correction request'],
    params: id,
    body: correctionAnswerBody,
    out: sharingRequest,
    refusals: [
      'auth.required',
      'auth.forbidden',
      'sharing.correction_not_found',
      'sharing.correction_answered',
      'sharing.not_corrected',
    ],
  }),
  listSharingClocks: operation({
    method: 'get',
    path: '/sharing/clocks',
    auth: 'session',
    summary: ['共享时限看板', 'Every clock that runs'],
    query: boardQuery,
    out: boardOut,
  }),
  exportSharingClocks: operation({
    method: 'get',
    path: '/sharing/clocks.csv',
    auth: 'session',
    summary: ['导出时限看板', 'The clocks as CSV'],
    query: boardQuery,
    out: csv,
  }),
  showSharingFigures: operation({
    method: 'get',
    path: '/sharing/figures',
    auth: 'public',
    summary: ['共享统计', 'Sharing in figures'],
    out: sharingFigures,
  }),
  traceShared: operation({
    method: 'post',
    path: '/sharing/trace',
    auth: 'session',
    summary: ['共享数据溯源', 'Whose delivery a found file comes from'],
    upload: { media: ['multipart/form-data'] },
    out: sharingTrace,
    refusals: ['auth.forbidden', 'sharing.no_file', 'usage.leak_too_large', 'usage.leak_unreadable'],
  }),
};
