/** More of a case: clocks, plans, notices, government decisions, objections, certificates and what others asked. */
import { z } from 'zod';
import { dayText, instantText, one, operation } from '#api/kernel/operation.ts';
import { step } from './contract.ts';
import { authorizationKinds } from './rules/codes.ts';
import {
  certificateStandings,
  decisionOutcomes,
  extensionDecisions,
  objectionOutcomes,
  pauseGrounds,
  tokenVerdicts,
} from './rules/kind-codes.ts';
import { line, lines } from './rules/text.ts';

const said = lines(2000, 1);
const day = line(10, 10);

export const pauseShape = z.object({ ground: z.enum(pauseGrounds.codes), until: day, words: said });
export const resumeShape = z.object({ words: said });
export const askExtensionShape = z.object({ days: z.number().int().min(1).max(60), reason: said });
export const decideExtensionShape = z.object({ decision: z.enum(extensionDecisions.codes), words: said });
export const planShape = z.object({
  goals: said,
  agency_part: said,
  developer_part: said,
  schedule: said,
  results: said.meta({ description: 'To whom the results belong and how they are shared' }),
});
export const confirmPlanShape = z.object({ version: z.number().int().min(1) });
export const noticeShape = z.object({ words: said });
export const governmentShape = z.object({
  outcome: z.enum(decisionOutcomes.codes),
  government: line(100, 4),
  document_no: line(60, 3),
  decided_on: day,
  words: said,
});
export const objectShape = z.object({ words: said });
export const answerObjectionShape = z.object({ outcome: z.enum(objectionOutcomes.codes), answer: said });
export const reissueShape = z.object({
  password: z.string().min(1).max(200),
  reason: said,
  valid_to: day,
  scope: lines(2000).default(''),
  conditions: lines(2000).default(''),
});
export const markShape = z.object({
  kind: z.enum(['suspended', 'restored', 'revoked']),
  reason: said,
  legal_basis: said,
  password: z.string().min(1).max(200),
});
export const faqShape = z.object({ question: lines(500, 4), answer: said });

const gated = ['licensing.other_procedure'];

export const standingShape = z
  .object({
    no: z.string(),
    document_id: z.string(),
    kind: z.enum(authorizationKinds.codes),
    standing: z.enum(certificateStandings.codes),
    holder: z.object({ name: z.string(), uscc: z.string() }),
    agency: z.object({ name: z.string(), uscc: z.string() }),
    datasets: z.array(z.object({ code: z.string(), title: z.string() })),
    valid_from: dayText,
    valid_to: dayText,
    issued_at: instantText,
    sha256: z.string(),
    /** The page that the code on the paper opens. */
    verify_url: z.string(),
    events: z.array(z.object({ kind: z.string(), reason: z.string(), at: instantText })),
    replaced_by: z.string().nullable(),
  })
  .meta({ id: 'CertificateStanding', description: 'A certificate as anyone may know it' });

export const tokenCheckShape = z
  .object({
    verdict: z.enum(tokenVerdicts.codes),
    issued_at: instantText.nullable().meta({ description: 'When the platform signed it' }),
    certificate: standingShape.nullable().meta({ description: 'As it stands now, whatever the token says' }),
  })
  .meta({ id: 'CertificateTokenCheck', description: 'What a token is, and how the certificate stands now' });

const faqOut = z
  .object({ id: z.string(), question: z.string(), answer: z.string(), agency: z.string(), created_at: instantText })
  .meta({ id: 'LicensingFaq' });

export const caseOperations = {
  pauseReview: step('pauses', ['暂停审查计时', 'Stop the clock of the review'], pauseShape, [
    'licensing.review_paused',
    'licensing.no_clock',
    'licensing.pause_day',
  ]),
  resumeReview: step('resumptions', ['恢复审查计时', 'Let the clock run on'], resumeShape, ['licensing.not_paused']),
  askExtension: step('extension', ['申请延长期限', 'Ask for more time'], askExtensionShape, [
    'licensing.extension_used',
    'licensing.no_clock',
    'licensing.too_late_to_extend',
    'licensing.extension_days',
    'licensing.no_authority',
  ]),
  decideExtension: step(
    'extension/decision',
    ['答复延期申请', 'Answer the request for more time'],
    decideExtensionShape,
    ['licensing.nothing_asked'],
  ),
  proposePlan: step('plans', ['提出合作方案', 'Propose the cooperation plan'], planShape, gated),
  confirmPlan: step('plans/confirmation', ['确认合作方案', 'Confirm the plan'], confirmPlanShape, [
    ...gated,
    'licensing.plan_absent',
    'licensing.plan_own',
    'licensing.plan_confirmed',
    'licensing.plan_changed',
  ]),
  publishAwardNotice: step('notice', ['公示拟授权的运营机构', 'Put the proposed operator on notice'], noticeShape, [
    ...gated,
    'licensing.notice_out',
  ]),
  recordAward: step('award', ['登记政府决定', 'Record the government’s decision'], governmentShape, [
    ...gated,
    'licensing.notice_needed',
    'licensing.notice_running',
    'licensing.award_recorded',
    'licensing.document_day',
  ]),
  objectToRefusal: step('objections', ['提出异议', 'Object to the refusal'], objectShape, [
    'licensing.objection_open',
    'licensing.objection_late',
    'licensing.objection_ladder',
    'licensing.no_authority',
  ]),
  answerObjection: step('objections/answer', ['答复异议', 'Answer the objection'], answerObjectionShape, [
    'licensing.nothing_asked',
  ]),
  reissueCertificate: step('certificates', ['换发证照', 'Issue the certificate anew'], reissueShape, [
    'licensing.reissue_term',
    'licensing.certificate_over',
    'people.password_again',
  ]),
  markCertificate: step('certificates/standing', ['暂停、恢复或者撤销证照', 'Suspend, restore or revoke'], markShape, [
    'licensing.certificate_over',
    'people.password_again',
  ]),
  showCertificate: operation({
    method: 'get',
    path: '/certificates/:no',
    auth: 'public',
    summary: ['核验证照', 'Verify a certificate'],
    description: 'By its number, or by the id of its document that the code on the paper carries.',
    params: z.object({ no: z.string().max(60) }),
    out: standingShape,
    refusals: ['licensing.no_certificate'],
  }),
  downloadCertificateToken: operation({
    method: 'get',
    path: '/certificates/:no/certificate.jwt',
    auth: 'public',
    summary: ['证照的 JWT', 'The certificate as a JWT'],
    description:
      'A JSON Web Token (RFC 7519) of a certificate that holds today, signed by the platform (RS256; keys at `/.well-known/jwks.json`), good for a day. `typ` is `jinshu-certificate+jwt`, `sub` the number.',
    params: z.object({ no: z.string().max(60) }),
    out: { media: ['application/jwt'] },
    refusals: ['licensing.no_certificate', 'licensing.certificate_not_valid'],
  }),
  checkCertificateToken: operation({
    method: 'post',
    path: '/certificates/check',
    auth: 'public',
    summary: ['核验证照的 JWT', 'Check a JWT of a certificate'],
    body: z.object({ token: z.string().trim().min(1).max(20_000) }),
    out: tokenCheckShape,
  }),
  listLicensingFaq: operation({
    method: 'get',
    path: '/licensing-faq',
    auth: 'public',
    summary: ['授权咨询常见问题', 'Questions about licensing'],
    query: z.object({ agency_id: z.string().max(60).optional() }),
    out: z.object({ items: z.array(faqOut) }),
  }),
  publishFaq: operation({
    method: 'post',
    path: '/licensing-faq',
    auth: 'session',
    summary: ['公开一条常见问题', 'Publish a question'],
    body: faqShape,
    out: faqOut,
    status: 201,
    refusals: ['auth.forbidden'],
  }),
  withdrawFaq: operation({
    method: 'delete',
    path: '/licensing-faq/:id',
    auth: 'session',
    summary: ['撤下一条常见问题', 'Take a question back'],
    params: one,
    out: z.object({}),
    refusals: ['licensing.faq_not_found'],
  }),
};
