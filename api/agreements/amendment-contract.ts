import { z } from 'zod';
import { dayText, instantText, one, operation, stepsOf } from '#api/kernel/operation.ts';
import { optionalWords, signShape, termsShape, wordsShape } from './contract.ts';
import { actionShape, changeShape, dayOrBlank, proposeShape, stepShape, versionRow } from './rules/amendment-shapes.ts';
import { clauses } from './rules/codes.ts';
import { deviationShape, reasonsShape } from './rules/draft-shapes.ts';
import { filingShape, partyShape } from './rules/filing-shapes.ts';
import { amendmentKinds, amendmentStates } from './rules/life-codes.ts';

export const amendmentShape = z
  .object({
    id: z.string(),
    no: z.string(),
    kind: z.enum(amendmentKinds.codes),
    state: z.enum(amendmentStates.codes),
    agreement_id: z.string(),
    agreement_no: z.string(),
    agency: partyShape,
    developer: partyShape,
    revision: z.number().int(),
    /** The version in force when it was proposed. */
    base_version: z.number().int(),
    /** The version it was sent out as; 0 while only drafted. */
    version: z.number().int(),
    reason: z.string(),
    proposed_by: z.object({ id: z.string(), name: z.string() }),
    governs_from: dayText.nullable(),
    governed_at: instantText.nullable(),
    terms: termsShape,
    missing: z.array(
      z.object({
        clause: z.enum(clauses.codes),
        path: z.string(),
        zh: z.string(),
        en: z.string(),
        article: z.string().optional(),
      }),
    ),
    /** Clauses agreed otherwise than the template fixes them. */
    deviations: z.array(deviationShape),
    /** The draft against the version it starts from. */
    changes: z.array(changeShape),
    document: z.object({ id: z.string(), sha256: z.string(), created_at: instantText }).nullable(),
    signatures: z.array(z.object({ organization_id: z.string(), organization: z.string(), signed_at: instantText })),
    waiting_for: z.string().nullable(),
    filings: z.array(filingShape),
    /** Every kept draft and every word, oldest first; each draft told by what it changed. */
    history: z.array(stepShape),
    actions: z.array(actionShape),
    created_at: instantText,
    updated_at: instantText,
  })
  .meta({
    id: 'Amendment',
    description: 'A next version of an agreement, negotiated, signed and filed beside the one in force',
  });

export const amendmentLine = amendmentShape
  .pick({
    id: true,
    no: true,
    kind: true,
    state: true,
    base_version: true,
    version: true,
    reason: true,
    proposed_by: true,
    governs_from: true,
    created_at: true,
    updated_at: true,
  })
  .meta({ id: 'AmendmentRow', description: 'An amendment as a line of a list' });

export const saveAmendmentShape = z.object({
  revision: z.number().int(),
  terms: termsShape,
  words: z.string().trim().max(2000).default(''),
  /** Left out: as they were. */
  deviations: reasonsShape.optional(),
  /** Left out: as it was. */
  governs_from: dayOrBlank.optional(),
});

const step = stepsOf('/amendments/:id', amendmentShape, [
  'matter.not_found',
  'matter.wrong_state',
  'matter.not_yours_to_do',
]);

const proposing = ['agreement.not_found', 'amendment.not_in_force', 'amendment.open', 'amendment.ending'] as const;

export const amendmentOperations = {
  listAmendments: operation({
    method: 'get',
    path: '/agreements/:id/amendments',
    auth: 'session',
    summary: ['协议的版本与变更', 'Versions and amendments of an agreement'],
    params: one,
    out: z.object({ versions: z.array(versionRow), items: z.array(amendmentLine) }),
    refusals: ['agreement.not_found'],
  }),
  proposeAmendment: operation({
    method: 'post',
    path: '/agreements/:id/amendments',
    auth: 'session',
    summary: ['提出变更', 'Propose an amendment'],
    description:
      'Either party, while the agreement is in force. The present version governs until the filing of the new one.',
    params: one,
    body: proposeShape,
    out: amendmentShape,
    status: 201,
    refusals: [...proposing, 'amendment.governs_early'],
  }),
  renewAgreement: operation({
    method: 'post',
    path: '/agreements/:id/renewal',
    auth: 'session',
    summary: ['办理续期', 'Offer a renewal'],
    description: 'The same terms for as long again, as an amendment to be signed and filed.',
    params: one,
    body: z.object({}),
    out: amendmentShape,
    status: 201,
    refusals: [...proposing],
  }),
  showAmendment: operation({
    method: 'get',
    path: '/amendments/:id',
    auth: 'session',
    summary: ['一项变更', 'An amendment'],
    params: one,
    out: amendmentShape,
    refusals: ['matter.not_found'],
  }),
  saveAmendment: operation({
    method: 'put',
    path: '/amendments/:id',
    auth: 'session',
    summary: ['修改变更草案', 'Save or counter-propose the draft'],
    params: one,
    body: saveAmendmentShape,
    out: amendmentShape,
    refusals: [
      'matter.not_found',
      'matter.wrong_state',
      'amendment.changed_meanwhile',
      'amendment.governs_early',
      'agreement.deviation_silent',
      'agreement.agency_payee',
      'agreement.share_twice',
      'agreement.share_invalid',
    ],
  }),
  commentAmendment: step('comments', ['发表意见', 'Comment'], wordsShape),
  offerAmendment: step('offer', ['发出签署', 'Send out for signature'], z.object({}), [
    'amendment.nothing_changed',
    'amendment.not_longer',
    'amendment.renewal_too_long',
    'amendment.governs_early',
    'agreement.clauses_missing',
  ]),
  returnAmendment: step('return', ['退回修改', 'Send back for changes'], wordsShape),
  reviseAmendment: step('revise', ['收回修改', 'Take back for changes'], optionalWords),
  signAmendment: step('signatures', ['签署', 'Sign'], signShape, [
    'agreement.not_a_party',
    'agreement.no_signatory',
    'agreement.out_of_turn',
    'agreement.already_signed',
    'people.password_again',
  ]),
  fileAmendment: step('filings', ['提交备案', 'Submit the filing'], optionalWords, ['filing.no_department']),
  withdrawAmendment: step('withdrawal', ['撤回变更', 'Withdraw'], optionalWords),
  declineAmendment: step('refusal', ['不接受变更', 'Decline'], wordsShape),
  exportSigningEvidence: operation({
    method: 'get',
    path: '/agreements/:id/evidence',
    auth: 'session',
    summary: ['签署证据文件', 'The evidence of signing, as a chain'],
    description:
      'Who signed, when, from which network and which digest. Check it with `node api/launch/evidence-verify.mjs FILE`.',
    params: one,
    out: z
      .object({
        format: z.literal('jinshu.signing-evidence/1'),
        agreement_no: z.string(),
        exported_at: instantText,
        links: z.array(
          z.object({ seq: z.number().int(), prev_hash: z.string(), hash: z.string(), canonical: z.string() }),
        ),
        head: z.string(),
        intact: z.boolean(),
      })
      .meta({ id: 'SigningEvidence', description: 'hash = sha256(prev_hash | seq | sha256(canonical))' }),
    refusals: ['agreement.not_found'],
  }),
};
