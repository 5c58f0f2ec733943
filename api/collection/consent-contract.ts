/** The ledger of consents, what systems collect, and what becomes of those who refuse (Article 10). */
import { z } from 'zod';
import { dayText, instantText, one, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import { caseOutcomes, caseReasons, channels, consentKinds, intakeFaults, signalKinds } from './rules/codes.ts';

/** The number is turned into a pseudonym at once and is not kept. */
const subject = z.object({ kind: z.enum(['natural', 'legal']), number: z.string().trim().min(1).max(40) }).meta({
  id: 'CollectionSubject',
  description: 'Citizen number or unified social credit code; kept as a keyed pseudonym only',
});
const itemNo = line(40, 1);
const system = line(100).default('');
const region = z
  .string()
  .regex(/^\d{6}$/)
  .optional()
  .meta({ description: 'Where the subject was asked; the agency’s own region unless told' });

export const textBody = z.object({
  title: line(200, 2),
  text: lines(8000, 10),
  text_en: lines(8000).default(''),
  items: z.array(itemNo).min(1).max(100).meta({ description: 'Numbers of collection items that it asks for' }),
});
export const consentBody = z.object({
  text: z.string().max(60).meta({ description: 'Id of the consent text shown to the subject' }),
  item: itemNo.optional().meta({ description: 'One item of the text; all of them unless told' }),
  subject,
  kind: z.enum(consentKinds.codes),
  channel: z.enum(channels.codes),
  proof: line(200, 2).meta({ description: 'Number of the form, recording or session; no names' }),
  system,
  at: instantText.optional(),
});
export const askBody = z.object({ item: itemNo, subject, region });
export const intakeBody = askBody.extend({ system, at: instantText.optional() });
export const caseBody = z.object({
  case_no: line(60, 1).meta({ description: 'The agency’s own number' }),
  service: line(200, 2),
  subject,
  opened_on: dayText,
  promised_days: z.number().int().min(0).max(400).meta({ description: 'Working days promised' }),
  outcome: z.enum(caseOutcomes.codes).default('open'),
  reason: z.enum(caseReasons.codes).nullable().default(null),
  basis: line(200).default('').meta({ description: 'Provision of a lawful reason not to serve' }),
  on: dayText.optional().meta({ description: 'Day of the outcome' }),
});
export const ledgerQuery = pageQuery.extend({
  item: z.string().max(40).optional(),
  kind: z.enum(consentKinds.codes).optional(),
});

const unit = z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable(), uscc: z.string() });
const consentText = z
  .object({
    id: z.string(),
    number: z.number().int(),
    title: z.string(),
    text: z.string(),
    text_en: z.string().nullable(),
    items: z.array(z.string()),
    sha256: z.string(),
    used: z.number().int().meta({ description: 'Events under it' }),
    created_at: instantText,
    retired_at: instantText.nullable(),
  })
  .meta({ id: 'ConsentText' });
const event = z
  .object({
    id: z.string(),
    item: z.string(),
    item_name: z.string(),
    text: z.object({ id: z.string(), number: z.number().int(), title: z.string() }),
    subject: z.string().meta({ description: 'Beginning of the pseudonym' }),
    kind: z.enum(consentKinds.codes),
    channel: z.enum(channels.codes),
    proof: z.string(),
    system: z.string(),
    at: instantText,
    recorded_at: instantText,
  })
  .meta({ id: 'ConsentEvent' });
const answer = z
  .object({
    item: z.string(),
    allowed: z.boolean(),
    faults: z.array(z.enum(intakeFaults.codes)),
    consent: z
      .enum(consentKinds.codes)
      .nullable()
      .meta({ description: 'The newest word of the subject; null where none or none is needed' }),
  })
  .meta({ id: 'MayCollect', description: 'Whether an item may be collected of a subject now, and if not, why' });
const serviceCase = z
  .object({
    id: z.string(),
    case_no: z.string(),
    service: z.string(),
    outcome: z.enum(caseOutcomes.codes),
    reason: z.enum(caseReasons.codes).nullable(),
    opened_on: dayText,
    due_on: dayText,
    closed_on: dayText.nullable(),
  })
  .meta({ id: 'ServiceCase' });
export const signalOut = z
  .object({
    key: z.string().meta({ description: 'The same for the same fact, whenever it is asked' }),
    kind: z.enum(signalKinds.codes),
    circumstance: z.union([z.literal(1), z.literal(2)]).meta({ description: 'Of Article 27' }),
    agency: unit,
    region_code: z.string(),
    item: z.string().nullable(),
    on: dayText,
    evidence: z.record(z.string(), z.string()),
  })
  .meta({ id: 'CollectionSignal' });

const base = ['collection.agencies_only', 'collection.bad_subject'] as const;
const post = <B extends z.ZodType, O extends z.ZodType>(
  path: string,
  summary: readonly [string, string],
  body: B,
  out: O,
  refusals: readonly string[] = [],
) => operation({ method: 'post', path, auth: 'session', summary, body, out, refusals: [...base, ...refusals] });

export const consentOperations = {
  listConsentTexts: operation({
    method: 'get',
    path: '/collection/consent-texts',
    auth: 'session',
    summary: ['同意书清单', 'Consent texts'],
    out: z.object({ items: z.array(consentText) }),
  }),
  addConsentText: post('/collection/consent-texts', ['登记同意书', 'Enter a consent text'], textBody, consentText, [
    'collection.text_items',
  ]),
  retireConsentText: operation({
    method: 'post',
    path: '/collection/consent-texts/:id/retire',
    auth: 'session',
    summary: ['停用同意书', 'Retire a consent text'],
    params: one,
    out: consentText,
    refusals: ['collection.text_not_found', 'collection.text_retired'],
  }),
  recordConsent: post(
    '/collection/consents',
    ['记录同意、拒绝或撤回', 'Record a consent, refusal or withdrawal'],
    consentBody,
    z.object({ items: z.array(event) }),
    ['collection.text_not_found', 'collection.text_retired', 'collection.not_in_text', 'collection.future'],
  ),
  listConsents: operation({
    method: 'get',
    path: '/collection/consents',
    auth: 'session',
    summary: ['同意台账', 'Ledger of consents'],
    query: ledgerQuery,
    out: page(event),
  }),
  mayCollect: post('/collection/may', ['能否向该对象采集', 'May this be collected of this subject'], askBody, answer),
  reportCollected: post(
    '/collection/intakes',
    ['报告已采集', 'Report what was collected'],
    intakeBody,
    z.object({ id: z.string(), item: z.string(), faults: z.array(z.enum(intakeFaults.codes)) }),
    ['collection.future'],
  ),
  reportServiceCase: post('/collection/cases', ['报告办件结果', 'Report a service case'], caseBody, serviceCase, [
    'collection.case_closed',
    'collection.case_basis',
    'collection.future',
  ]),
  rotateSubjectKey: operation({
    method: 'post',
    path: '/collection/subject-keys',
    auth: 'session',
    summary: ['更换假名密钥', 'Rotate the key of the pseudonyms'],
    out: z.object({ number: z.number().int(), since: instantText }),
  }),
  listCollectionSignals: operation({
    method: 'get',
    path: '/collection/signals',
    auth: 'session',
    summary: ['采集监督信号', 'Signals for supervision'],
    out: z.object({ items: z.array(signalOut) }),
  }),
};
