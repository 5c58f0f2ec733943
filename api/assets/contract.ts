/** Cards of data assets and their registration (Articles 3, 17, 28). */
import { z } from 'zod';
import { dayText, instantText, operation, page, pageQuery, stepsOf } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import {
  acquisitionWays,
  assetActions,
  assetCaseKinds,
  assetCaseStates,
  assetDoers,
  assetRights,
  assetStandings,
  assetStates,
  cancelGrounds,
  entryMoves,
  grades,
  objectionOutcomes,
  refusalGrounds,
  safetyResults,
  storageLocations,
  updateCycles,
  valuationMethods,
  yesNo,
} from './rules/codes.ts';
import { longestAssetText } from './rules/terms.ts';

const text = lines(longestAssetText);
const said = lines(longestAssetText, 2);
/** Whole fen; empty for none. */
const fenText = z
  .string()
  .trim()
  .regex(/^(0|[1-9]\d{0,16})?$/)
  .default('')
  .meta({ description: 'Whole fen in digits; empty for none' });
const dayOrNone = z.union([z.literal(''), dayText]).default('');
const test = z
  .object({ holds: z.enum(yesNo.codes).nullable().default(null), reason: lines(1000).default('') })
  .default({ holds: null, reason: '' });

export const assetContent = z
  .object({
    name: line(200).default(''),
    entries: z.array(z.string().trim().max(60)).max(50).default([]).meta({ description: 'Codes of catalogue entries' }),
    tests: z
      .object({ value: test, ownership: test, quantifiable: test, controllable: test, exchangeable: test })
      .prefault({}),
    rights: z.array(z.enum(assetRights.codes)).max(3).default([]),
    rights_basis: text.default(''),
    acquisition: z.enum(acquisitionWays.codes).nullable().default(null),
    source_legality: text
      .default('')
      .meta({ description: 'Why the data were lawfully had, and under which provision' }),
    cost_collection_fen: fenText,
    cost_governance_fen: fenText,
    cost_storage_fen: fenText,
    valuation_method: z.enum(valuationMethods.codes).nullable().default(null),
    valuation_fen: fenText,
    valued_on: dayOrNone,
    valuation_report: line(100).default('').meta({ description: 'Number of the valuation report' }),
    grade: z.enum(grades.codes).nullable().default(null),
    location: z.enum(storageLocations.codes).nullable().default(null),
    location_detail: line(200).default(''),
    custodian: line(100).default('').meta({ description: 'The office that keeps the data; not a person’s name' }),
    coverage: line(200).default('').meta({ description: 'Regions the data are about' }),
    update_cycle: z.enum(updateCycles.codes).nullable().default(null),
    scenario: text.default(''),
    safety_result: z.enum(safetyResults.codes).nullable().default(null),
    safety_on: dayOrNone,
    safety_report: line(100).default(''),
  })
  .meta({ id: 'AssetContent', description: 'What a card says' });
export type AssetContent = z.output<typeof assetContent>;

export const createBody = z.object({ entries: z.array(z.string().trim().max(60)).min(1).max(50) });
export const prefillBody = z.object({ entries: z.array(z.string().trim().max(60)).min(1).max(200) });
export const saveBody = z.object({ revision: z.number().int().min(1), content: assetContent });
export const seenBody = z.object({ revision: z.number().int().min(1) });
export const fileBody = z.object({
  revision: z.number().int().min(1),
  kind: z.enum(assetCaseKinds.codes),
  words: text.default(''),
  ground: z.enum(cancelGrounds.codes).nullable().default(null),
  content: assetContent.nullable().default(null).meta({ description: 'For a change or a correction' }),
});
export const wordsBody = z.object({ words: text.default('') });
export const saidBody = z.object({ words: said });
export const supplementBody = z.object({ notice: said });
export const resubmitBody = z.object({ content: assetContent.nullable().default(null), words: text.default('') });
export const declineBody = z.object({ ground: z.enum(refusalGrounds.codes), reason: said });
export const objectBody = z.object({ words: lines(longestAssetText, 10) });
export const answerBody = z.object({ outcome: z.enum(objectionOutcomes.codes), answer: said });
export const transferBody = z.object({
  from: z.string().trim().max(18),
  to: z.string().trim().max(18),
  cards: z.array(z.string().max(40)).min(1).max(500),
  document_no: line(100, 2),
  reason: said,
  effective_on: dayText,
  entries: z.enum(entryMoves.codes).default('move').meta({
    description: 'What becomes of the catalogue entries of the cards that their former holder provides',
  }),
});

export const unit = z.object({ id: z.string(), name: z.string(), name_en: z.string().nullable(), uscc: z.string() });
const bilingual = z.object({ zh: z.string(), en: z.string() });

export const scale = z.object({
  entries: z.number().int(),
  tables: z.number().int(),
  rows: z.string(),
  bytes: z.string(),
  fields: z.number().int(),
  from: z.string().nullable().meta({ description: 'First day the data tell of, where a column tells it' }),
  to: z.string().nullable(),
});
export const entryFacts = z
  .object({
    code: z.string(),
    title: z.string(),
    version: z.number().int().nullable(),
    version_id: z.string().nullable(),
    tables: z.number().int(),
    rows: z.string(),
    bytes: z.string(),
    fields: z.number().int(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    sha256: z.string().nullable().meta({ description: 'Of the file as it was uploaded' }),
  })
  .meta({ id: 'AssetEntryFacts', description: 'Scale of an entry as its newest usable version has it' });

export const assetLine = z
  .object({
    id: z.string(),
    no: z.string(),
    code: z.string().nullable().meta({ description: 'Unified code' }),
    name: z.string(),
    holder: unit,
    region_code: z.string(),
    state: z.enum(assetStates.codes),
    standing: z.enum(assetStandings.codes),
    entries: z.number().int(),
    rows: z.string(),
    valid_to: dayText.nullable(),
    maintain_by: dayText.nullable(),
    open_case: z
      .object({
        id: z.string(),
        no: z.string(),
        kind: z.enum(assetCaseKinds.codes),
        state: z.enum(assetCaseStates.codes),
        due_on: dayText.nullable(),
        late: z.boolean(),
      })
      .nullable(),
    updated_at: instantText,
  })
  .meta({ id: 'AssetLine' });

export const assetCase = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(assetCaseKinds.codes),
    state: z.enum(assetCaseStates.codes),
    authority: unit,
    words: z.string(),
    ground: z.enum(cancelGrounds.codes).nullable(),
    content: assetContent.nullable(),
    changed: z.array(z.string()).meta({ description: 'Elements that differ from what is registered' }),
    filed_by: z.string(),
    filed_at: instantText,
    due_on: dayText.nullable(),
    days_left: z.number().int().nullable(),
    late: z.boolean(),
    ball: z.enum(assetDoers.codes).nullable(),
    supplement_notice: z.string().nullable(),
    opinion: z.string().nullable(),
    notice_from: dayText.nullable(),
    notice_to: dayText.nullable(),
    refusal: z.object({ ground: z.enum(refusalGrounds.codes), reason: z.string() }).nullable(),
    closed_at: instantText.nullable(),
    objections: z.array(
      z.object({
        id: z.string(),
        by: z.string(),
        words: z.string(),
        filed_at: instantText,
        outcome: z.enum(objectionOutcomes.codes).nullable(),
        answer: z.string().nullable(),
        answered_at: instantText.nullable(),
      }),
    ),
  })
  .meta({ id: 'AssetCase', description: 'An application for registration' });

export const assetCard = assetLine
  .extend({
    revision: z.number().int(),
    number: z.number().int().meta({ description: 'Version of the card as registered' }),
    content: assetContent,
    missing: z.array(z.string()).meta({ description: 'Elements a registration still needs' }),
    failed_tests: z.array(z.string()),
    facts: z.array(entryFacts),
    scale,
    evidence_sha256: z.string().nullable(),
    facts_at: instantText.nullable(),
    facts_changed: z.boolean().meta({ description: 'The data have changed since the facts were taken' }),
    registered_on: dayText.nullable(),
    maintained_on: dayText.nullable(),
    cancelled_on: dayText.nullable(),
    cancel_ground: z.enum(cancelGrounds.codes).nullable(),
    document_id: z.string().nullable(),
    cases: z.array(assetCase),
    history: z.array(
      z.object({
        id: z.string(),
        action: z.enum(assetActions.codes),
        words: z.string().nullable(),
        who: z.string().nullable().meta({ description: 'Null: the platform' }),
        at: instantText,
      }),
    ),
    versions: z.array(
      z.object({
        number: z.number().int(),
        kind: z.string(),
        holder: z.string(),
        document_id: z.string().nullable(),
        at: instantText,
      }),
    ),
    actions: z.array(
      z.object({ name: z.enum(assetActions.codes), refusal: bilingual.extend({ code: z.string() }).nullable() }),
    ),
    kinds: z
      .array(
        z.object({ kind: z.enum(assetCaseKinds.codes), refusal: bilingual.extend({ code: z.string() }).nullable() }),
      )
      .meta({ description: 'Applications the holder can make, with why not' }),
  })
  .meta({ id: 'AssetCard', description: 'A card as its holder and the authority see it' });

export const assetList = page(assetLine).extend({ counts: z.record(z.enum(assetStates.codes), z.number().int()) });
export const listQuery = pageQuery.extend({
  state: z.enum(assetStates.codes).optional(),
  q: z.string().trim().max(100).optional(),
  open: z.enum(['yes']).optional().meta({ description: 'With an application under way' }),
});
export const uncardedOut = z.object({
  items: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      holder: z.string(),
      published_on: dayText,
      grace_ends_on: dayText,
      late: z.boolean(),
    }),
  ),
  truncated: z.boolean(),
});

export const publicAsset = z
  .object({
    code: z.string(),
    name: z.string(),
    holder: unit,
    region_code: z.string(),
    standing: z.enum(assetStandings.codes),
    registered_on: dayText,
    valid_to: dayText,
    cancelled_on: dayText.nullable(),
    number: z.number().int(),
    document_id: z.string().nullable(),
    rights: z.array(z.enum(assetRights.codes)),
    acquisition: z.enum(acquisitionWays.codes).nullable(),
    grade: z.enum(grades.codes).nullable(),
    update_cycle: z.enum(updateCycles.codes).nullable(),
    coverage: z.string(),
    scenario: z.string(),
    scale,
    evidence_sha256: z.string().nullable(),
    datasets: z.array(z.object({ code: z.string(), title: z.string(), listed: z.boolean() })),
    versions: z.array(
      z.object({ number: z.number().int(), kind: z.string(), document_id: z.string().nullable(), on: dayText }),
    ),
  })
  .meta({ id: 'RegisteredAsset', description: 'An asset of the public register; amounts and custody are not public' });

export const registerQuery = pageQuery.extend({
  q: z.string().trim().max(100).optional(),
  region: z.string().trim().max(6).optional(),
  agency: z.string().trim().max(18).optional(),
});
export const registerOut = page(
  publicAsset.pick({
    code: true,
    name: true,
    holder: true,
    region_code: true,
    standing: true,
    registered_on: true,
    valid_to: true,
    scale: true,
  }),
);
export const noticeOut = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(assetCaseKinds.codes),
    state: z.enum(assetCaseStates.codes),
    name: z.string(),
    holder: unit,
    authority: unit,
    notice_from: dayText,
    notice_to: dayText,
    open: z.boolean().meta({ description: 'Objections are taken' }),
    rights: z.array(z.enum(assetRights.codes)),
    acquisition: z.enum(acquisitionWays.codes).nullable(),
    scenario: z.string(),
    datasets: z.array(z.object({ code: z.string(), title: z.string() })),
    scale,
    objections: z.number().int(),
  })
  .meta({ id: 'AssetNotice', description: 'A registration on public notice (公示)' });
export const noticesOut = z.object({ items: z.array(noticeOut) });
export const ownObjection = z.object({
  id: z.string(),
  no: z.string(),
  words: z.string(),
  filed_at: instantText,
  outcome: z.enum(objectionOutcomes.codes).nullable(),
  answer: z.string().nullable(),
});

const id = z.object({ id: z.string().max(40) });
const byCode = z.object({ code: z.string().trim().max(20) });
const seen = ['auth.required', 'auth.forbidden', 'assets.not_found'] as const;
const walked = [...seen, 'assets.not_yours_to_do', 'assets.wrong_state'] as const;
const entriesWrong = ['assets.entry_unknown', 'assets.entry_of_other', 'assets.entry_taken', 'assets.secret'] as const;
const notWhole = ['assets.incomplete', 'assets.test_failed', 'assets.no_data', 'assets.value_without_report'] as const;

const step = stepsOf('/assets/cards/:id', assetCard, [...walked, 'assets.case_not_found'], id);

export const assetOperations = {
  listAssets: operation({
    method: 'get',
    path: '/assets/cards',
    auth: 'session',
    summary: ['数据资产卡片', 'Cards of data assets'],
    description: 'The holder’s own, or those of the regions of an information department.',
    query: listQuery,
    out: assetList,
  }),
  listUncarded: operation({
    method: 'get',
    path: '/assets/uncarded',
    auth: 'session',
    summary: ['尚未建卡的数据', 'Published data without a card'],
    out: uncardedOut,
  }),
  createAsset: operation({
    method: 'post',
    path: '/assets/cards',
    auth: 'session',
    summary: ['建立卡片', 'Make one card'],
    description: 'Of one or several entries, filled in with all the catalogue and the data say.',
    body: createBody,
    out: assetCard,
    status: 201,
    refusals: ['assets.agencies_only', ...entriesWrong],
  }),
  prefillAssets: operation({
    method: 'post',
    path: '/assets/cards/prefill',
    auth: 'session',
    summary: ['批量建立卡片', 'Make a card for each of several entries'],
    body: prefillBody,
    out: z.object({ made: z.array(z.object({ id: z.string(), no: z.string(), entry: z.string() })) }),
    status: 201,
    refusals: ['assets.agencies_only', ...entriesWrong],
  }),
  showAsset: operation({
    method: 'get',
    path: '/assets/cards/:id',
    auth: 'session',
    summary: ['一张卡片', 'A card'],
    params: id,
    out: assetCard,
    refusals: seen,
  }),
  saveAsset: operation({
    method: 'put',
    path: '/assets/cards/:id',
    auth: 'session',
    summary: ['保存卡片', 'Save a card'],
    params: id,
    body: saveBody,
    out: assetCard,
    refusals: [
      ...walked,
      'assets.changed_meanwhile',
      'assets.value_without_report',
      'assets.future_day',
      ...entriesWrong,
    ],
  }),
  discardAsset: step('discard', ['作废卡片', 'Discard a card that was never registered'], seenBody, [
    'assets.changed_meanwhile',
  ]),
  maintainAsset: step('maintenance', ['维护确认', 'Confirm the card; its scale is taken anew'], wordsBody, [
    'assets.no_data',
  ]),
  fileAsset: step('applications', ['申请登记', 'Apply for registration'], fileBody, [
    'assets.changed_meanwhile',
    'assets.case_open',
    'assets.kind_not_fitting',
    'assets.nothing_changed',
    'assets.too_early',
    'assets.words_missing',
    'assets.ground_missing',
    'assets.no_authority',
    'assets.future_day',
    ...entriesWrong,
    ...notWhole,
  ]),
  withdrawAsset: step('withdrawal', ['撤回申请', 'Withdraw the application'], wordsBody),
  supplementAsset: step('supplement', ['一次性告知补正', 'Name what is missing, once'], supplementBody, [
    'assets.supplement_used',
    'assets.same_person',
  ]),
  resubmitAsset: step('resubmission', ['提交补正', 'Send the supplement'], resubmitBody, [
    ...entriesWrong,
    ...notWhole,
  ]),
  acceptAsset: step('acceptance', ['受理', 'Accept'], wordsBody, ['assets.same_person']),
  publishAsset: step('notice', ['形式审核通过并公示', 'Formal review passed, public notice'], wordsBody, [
    'assets.no_notice',
    'assets.same_person',
  ]),
  registerAsset: step('registration', ['登记赋码', 'Register, give the code and the certificate'], wordsBody, [
    'assets.needs_notice',
    'assets.notice_running',
    'assets.objection_open',
    'assets.objection_upheld',
    'assets.same_person',
    'assets.entry_taken',
  ]),
  declineAsset: step('refusal', ['不予登记', 'Refuse'], declineBody, ['assets.same_person']),
  answerAssetObjection: operation({
    method: 'post',
    path: '/assets/objections/:id/answer',
    auth: 'session',
    summary: ['答复异议', 'Answer an objection'],
    params: id,
    body: answerBody,
    out: assetCard,
    refusals: ['auth.required', 'auth.forbidden', 'assets.objection_not_found', 'assets.objection_answered'],
  }),
  transferAssets: operation({
    method: 'post',
    path: '/assets/transfers',
    auth: 'session',
    summary: ['资产划转', 'Transfer assets by document'],
    description: 'When agencies merge or split (Order 738, Article 22). The information department records it.',
    body: transferBody,
    out: z.object({
      no: z.string(),
      cards: z.number().int(),
      entries: z.number().int().meta({ description: 'Entries that changed their provider' }),
      trigger: z.string().nullable().meta({ description: 'Number of the catalogue update that was asked for' }),
    }),
    status: 201,
    refusals: [
      'auth.required',
      'auth.forbidden',
      'assets.transfer_same',
      'assets.transfer_cards',
      'catalog.hand_over_titles',
      'catalog.hand_over_busy',
      'organization.not_found',
    ],
  }),
  listRegisteredAssets: operation({
    method: 'get',
    path: '/assets/register',
    auth: 'public',
    summary: ['数据资产登记簿', 'The public register of assets'],
    query: registerQuery,
    out: registerOut,
  }),
  exportRegisteredAssets: operation({
    method: 'get',
    path: '/assets/register.csv',
    auth: 'public',
    summary: ['导出登记簿', 'The register as CSV'],
    query: registerQuery,
    out: { media: ['text/csv'] },
  }),
  showRegisteredAsset: operation({
    method: 'get',
    path: '/assets/register/:code',
    auth: 'public',
    summary: ['一项已登记资产', 'A registered asset'],
    params: byCode,
    out: publicAsset,
    refusals: ['assets.not_found'],
  }),
  openAssetCertificate: operation({
    method: 'get',
    path: '/assets/register/:code/certificate.pdf',
    auth: 'public',
    summary: ['登记证书', 'The certificate of registration'],
    params: byCode,
    out: { media: ['application/pdf'] },
    refusals: ['assets.not_found', 'assets.certificate_none'],
  }),
  listAssetNotices: operation({
    method: 'get',
    path: '/assets/notices',
    auth: 'public',
    summary: ['登记公示', 'Registrations on public notice'],
    out: noticesOut,
  }),
  showAssetNotice: operation({
    method: 'get',
    path: '/assets/notices/:id',
    auth: 'public',
    summary: ['一份公示', 'A public notice'],
    params: id,
    out: noticeOut,
    refusals: ['assets.case_not_found'],
  }),
  objectToAsset: operation({
    method: 'post',
    path: '/assets/notices/:id/objections',
    auth: 'participant',
    summary: ['提出异议', 'Object to a registration on notice'],
    params: id,
    body: objectBody,
    out: ownObjection,
    status: 201,
    refusals: [
      'participants.needed',
      'assets.case_not_found',
      'assets.not_on_notice',
      'assets.notice_over',
      'assets.objected_already',
    ],
  }),
};
