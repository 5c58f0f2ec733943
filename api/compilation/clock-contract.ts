/** Clocks of the catalogue (Order 809, Article 17), its completeness, and stubs of what may not be described (Article 2). */
import { z } from 'zod';
import { entryStates, fields } from '#api/catalog/rules/codes.ts';
import { dayText, instantText, one, operation, page, pageQuery, stepsOf } from '#api/kernel/operation.ts';
import { balls, clockKinds, extensionAnswers, tones, triggerKinds, triggerStates } from './rules/codes.ts';

const said = (max: number) => z.string().trim().min(2).max(max);
const seen = { revision: z.number().int().min(1) };

export const triggerBody = z.object({
  agency: z.string().max(60).optional().meta({
    description: 'The agency concerned; your own unless told. Told by the information department of its region',
  }),
  kind: z.enum(triggerKinds.codes),
  document: said(200).meta({ description: 'The law, decision or document that changed' }),
  document_no: z.string().trim().max(100).default(''),
  changed_on: dayText.meta({ description: 'The day of the change: ten working days run from it' }),
  words: z.string().trim().max(2000).default(''),
  entries: z.array(z.string().max(60)).min(1).max(200).meta({ description: 'Ids of the entries to bring up to date' }),
});
export const extensionBody = z.object({ ...seen, reason: said(2000) });
export const extensionAnswerBody = z.object({
  ...seen,
  decision: z.enum(extensionAnswers.codes),
  words: z.string().trim().max(2000).default(''),
});
export const unchangedBody = z.object({ ...seen, entry: z.string().max(60), reason: said(1000) });
export const closeBody = z.object({ ...seen, words: z.string().trim().max(2000).default('') });
export const clockQuery = z.object({
  tone: z.enum(tones.codes).optional(),
  clock: z.enum(clockKinds.codes).optional(),
  mine: z.literal('yes').optional(),
});
export const triggerQuery = pageQuery.extend({ state: z.enum(triggerStates.codes).optional() });

const agency = z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable() });

export const triggerSummary = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(triggerKinds.codes),
    state: z.enum(triggerStates.codes),
    agency,
    document: z.string(),
    document_no: z.string(),
    changed_on: dayText,
    due_on: dayText,
    days_left: z.number().int().nullable(),
    entries: z.number().int(),
    pending: z.number().int(),
  })
  .meta({ id: 'CatalogueTrigger' });

export const triggerOut = triggerSummary
  .extend({
    revision: z.number().int(),
    words: z.string(),
    recorded_by: z.string().nullable(),
    recorded_at: instantText,
    extension: z
      .object({
        reason: z.string(),
        asked_at: instantText,
        answer: z.enum(extensionAnswers.codes).nullable(),
        words: z.string().nullable(),
      })
      .nullable(),
    closed_words: z.string().nullable(),
    items: z.array(
      z.object({
        id: z.string(),
        code: z.string(),
        title: z.string(),
        state: z.enum(entryStates.codes),
        done: z.boolean(),
        unchanged: z.string().nullable(),
      }),
    ),
    may: z.object({
      update: z.boolean(),
      extend: z.boolean(),
      consent: z.boolean(),
      close: z.boolean(),
      drop: z.boolean(),
    }),
  })
  .meta({ id: 'CatalogueTriggerDetail' });

export const clockRow = z
  .object({
    kind: z.enum(clockKinds.codes),
    ball: z.enum(balls.codes),
    due_on: dayText.nullable(),
    days_left: z.number().int().nullable(),
    tone: z.enum(tones.codes),
    /** The entry or the trigger. */
    of: z.enum(['entry', 'trigger']),
    id: z.string(),
    no: z.string(),
    title: z.string(),
    agency,
    mine: z.boolean(),
  })
  .meta({ id: 'CatalogueClock' });
export const clocksOut = z.object({
  items: z.array(clockRow),
  counts: z.record(z.enum(tones.codes), z.number().int()),
});

export const completenessOut = z
  .object({
    /** One agency a row; the viewer's own alone, or every agency of the region for its department. */
    agencies: z.array(
      z.object({
        agency,
        entries: z.number().int(),
        complete: z.number().int(),
        done: z.number().int(),
        total: z.number().int(),
        /** Where most is missing. */
        next: z.enum(fields.codes).nullable(),
        oldest: z.object({ id: z.string(), title: z.string() }).nullable(),
      }),
    ),
    elements: z.array(z.object({ field: z.enum(fields.codes), done: z.number().int(), total: z.number().int() })),
  })
  .meta({
    id: 'CatalogueCompleteness',
    description: 'How many of the needed elements are filled, over entries that are not withdrawn',
  });

export const stubOut = z
  .object({ id: z.string(), no: z.string(), agency, recorded_at: instantText, closed_at: instantText.nullable() })
  .meta({
    id: 'SecrecyStub',
    description: 'A resource handled under secrecy law: that it exists, and nothing about it',
  });

const common = [
  'auth.required',
  'auth.forbidden',
  'compilation.trigger_not_found',
  'compilation.changed_meanwhile',
  'compilation.wrong_state',
] as const;
const step = stepsOf('/catalog/triggers/:id', triggerOut, common);

export const clockOperations = {
  listCatalogueTriggers: operation({
    method: 'get',
    path: '/catalog/triggers',
    auth: 'session',
    summary: ['目录更新事由', 'Changes of law and duty on record'],
    query: triggerQuery,
    out: page(triggerSummary),
  }),
  recordCatalogueTrigger: operation({
    method: 'post',
    path: '/catalog/triggers',
    auth: 'session',
    summary: ['登记目录更新事由', 'Record a change of law or duty'],
    description:
      'By the agency, or by the information department of its region. Ten working days run from the day of the change.',
    body: triggerBody,
    out: triggerOut,
    status: 201,
    refusals: [
      'auth.forbidden',
      'compilation.no_jurisdiction',
      'compilation.future_day',
      'compilation.foreign_entries',
      'calendar.year_missing',
    ],
  }),
  showCatalogueTrigger: operation({
    method: 'get',
    path: '/catalog/triggers/:id',
    auth: 'session',
    summary: ['一项目录更新事由', 'A change and the entries it touches'],
    params: one,
    out: triggerOut,
    refusals: ['auth.required', 'auth.forbidden', 'compilation.trigger_not_found'],
  }),
  askTriggerExtension: step('extension', ['申请延长五个工作日', 'Ask for five more working days'], extensionBody, [
    'compilation.extension_used',
  ]),
  decideTriggerExtension: step('extension/decision', ['审定延长', 'Consent to more time or not'], extensionAnswerBody, [
    'compilation.nothing_asked',
    'compilation.words_missing',
  ]),
  answerTriggerEntry: step('unchanged', ['说明条目无需更新', 'Say why an entry needs no change'], unchangedBody, [
    'compilation.foreign_entries',
  ]),
  closeCatalogueTrigger: step('closing', ['办结', 'Close'], closeBody, ['compilation.still_open']),
  dropCatalogueTrigger: step('dropping', ['撤销登记', 'Drop what was recorded'], closeBody, [
    'compilation.words_missing',
  ]),
  listCatalogueClocks: operation({
    method: 'get',
    path: '/catalog/clocks',
    auth: 'session',
    summary: ['目录时限看板', 'Every clock of the catalogue'],
    query: clockQuery,
    out: clocksOut,
  }),
  exportCatalogueClocks: operation({
    method: 'get',
    path: '/catalog/clocks.csv',
    auth: 'session',
    summary: ['导出目录时限', 'The clocks as CSV'],
    query: clockQuery,
    out: { media: ['text/csv'] },
  }),
  showCatalogueCompleteness: operation({
    method: 'get',
    path: '/catalog/completeness',
    auth: 'session',
    summary: ['目录完备度', 'How complete the catalogue is'],
    out: completenessOut,
  }),
  listSecrecyStubs: operation({
    method: 'get',
    path: '/catalog/secrecy-stubs',
    auth: 'session',
    summary: ['依保密法律管理的资源存根', 'Stubs of resources under secrecy law'],
    out: z.object({ items: z.array(stubOut) }),
  }),
  recordSecrecyStub: operation({
    method: 'post',
    path: '/catalog/secrecy-stubs',
    auth: 'session',
    summary: ['登记存根', 'Record a stub'],
    description:
      'Takes no words: that a resource exists and is handled under secrecy law is all that is kept (Article 2).',
    out: stubOut,
    status: 201,
    refusals: ['auth.forbidden', 'catalog.out_of_scope'],
  }),
  closeSecrecyStub: operation({
    method: 'post',
    path: '/catalog/secrecy-stubs/:id/closing',
    auth: 'session',
    summary: ['注销存根', 'Close a stub'],
    description: 'When the resource was declassified or no longer exists.',
    params: one,
    out: stubOut,
    refusals: ['auth.forbidden', 'compilation.stub_not_found', 'compilation.stub_closed'],
  }),
};
