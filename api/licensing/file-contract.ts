/** The enterprise file: shapes and operations. */
import { z } from 'zod';
import { dayText, instantText, one, operation } from '#api/kernel/operation.ts';
import { checkListOut } from './rules/case-shapes.ts';
import { authorizationKinds } from './rules/codes.ts';
import { credentialKinds, fileLookReasons, itemStates, paperFileKinds, paperStates } from './rules/kind-codes.ts';
import { line, lines } from './rules/text.ts';

const day = z.string().trim().max(10);

export const credentialShape = z.object({
  kind: z.enum(credentialKinds.codes),
  number: line(80, 1),
  issuer: line(100, 2),
  valid_from: day,
  valid_to: day.default('').meta({ description: 'Blank where it does not run out' }),
});
export const representativeShape = z.object({
  name: line(60).meta({ description: 'Sealed' }),
  number: z.string().trim().max(40).meta({ description: 'Citizen number; sealed' }),
  valid_from: day,
  valid_to: day,
});
export const checkPaperShape = z.object({ decision: z.enum(['verified', 'rejected']), opinion: lines(500, 1) });
export const lookShape = z.object({ why: z.enum(fileLookReasons.codes) });

const checked = {
  state: z.enum(paperStates.codes),
  standing: z.enum(itemStates.codes),
  valid_from: dayText,
  valid_to: dayText.nullable(),
  bytes: z.number().int(),
  sha256: z.string(),
  file_kind: z.enum(paperFileKinds.codes),
  added_at: instantText,
  opinion: z.string().nullable(),
  checked_by: z.string().nullable(),
  checked_at: instantText.nullable(),
  can_check: z.boolean(),
};

export const enterpriseFileOut = z
  .object({
    organization: z.object({ id: z.string(), name: z.string(), uscc: z.string() }),
    own: z.boolean(),
    /** Whether the viewer is one who checks. */
    checks: z.boolean(),
    credentials: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(credentialKinds.codes),
        number: z.string(),
        issuer: z.string(),
        ...checked,
      }),
    ),
    representatives: z.array(
      z.object({ id: z.string(), masked_name: z.string(), masked_number: z.string(), ...checked }),
    ),
    lists: z.array(checkListOut.extend({ kind: z.enum(authorizationKinds.codes) })),
  })
  .meta({
    id: 'EnterpriseFile',
    description: 'Papers and representatives of an enterprise, used by every application',
  });

const papers = [
  'auth.forbidden',
  'licensing.no_paper',
  'licensing.paper_kind',
  'licensing.paper_too_large',
  'licensing.paper_fields',
  'licensing.paper_term',
];

export const enterpriseFileOperations = {
  showEnterpriseFile: operation({
    method: 'get',
    path: '/enterprise-file',
    auth: 'session',
    summary: ['企业档案', 'The enterprise file'],
    description: 'Of the viewer’s own enterprise; with `organization_id`, of one whose case the viewer handles.',
    query: z.object({ organization_id: z.string().max(60).optional() }),
    out: enterpriseFileOut,
    refusals: ['auth.forbidden'],
  }),
  listFilesToCheck: operation({
    method: 'get',
    path: '/enterprise-file/waiting',
    auth: 'session',
    summary: ['待核验的企业档案', 'Files that wait for a check'],
    out: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          uscc: z.string(),
          waiting: z.number().int(),
          since: instantText,
        }),
      ),
    }),
  }),
  addCredential: operation({
    method: 'post',
    path: '/enterprise-file/credentials',
    auth: 'session',
    summary: ['添加资质材料', 'Add a paper'],
    description:
      'Multipart: fields kind, number, issuer, valid_from, valid_to before the file (PDF, PNG or JPEG by content, at most 10 MB; sealed on arrival).',
    upload: { media: ['multipart/form-data'] },
    out: enterpriseFileOut,
    status: 201,
    refusals: papers,
  }),
  addRepresentative: operation({
    method: 'post',
    path: '/enterprise-file/representatives',
    auth: 'session',
    summary: ['登记实名代表人', 'Name the representative'],
    description:
      'Multipart: fields name, number, valid_from, valid_to before the mandate document; name and number are sealed.',
    upload: { media: ['multipart/form-data'] },
    out: enterpriseFileOut,
    status: 201,
    refusals: [...papers, 'licensing.representative_invalid'],
  }),
  checkPaper: operation({
    method: 'post',
    path: '/enterprise-file/papers/:id/check',
    auth: 'session',
    summary: ['核验档案材料', 'Check a paper'],
    params: one,
    body: checkPaperShape,
    out: enterpriseFileOut,
    refusals: ['auth.forbidden', 'licensing.paper_not_found', 'licensing.second_person', 'licensing.paper_decided'],
  }),
  withdrawPaper: operation({
    method: 'delete',
    path: '/enterprise-file/papers/:id',
    auth: 'session',
    summary: ['撤下档案材料', 'Take a paper back'],
    params: one,
    out: enterpriseFileOut,
    refusals: ['auth.forbidden', 'licensing.paper_not_found'],
  }),
  openPaper: operation({
    method: 'post',
    path: '/enterprise-file/papers/:id/look',
    auth: 'session',
    summary: ['查看档案材料原件', 'Open a paper'],
    description: 'The reason stays in the audit record.',
    params: one,
    body: lookShape,
    out: { media: ['application/pdf', 'image/png', 'image/jpeg'] },
    refusals: ['auth.forbidden', 'licensing.paper_not_found'],
  }),
  lookAtRepresentative: operation({
    method: 'post',
    path: '/enterprise-file/papers/:id/identity',
    auth: 'session',
    summary: ['查看代表人身份', 'See who the representative is'],
    description: 'Name and citizen number in the clear, for whoever checks; the reason stays in the audit record.',
    params: one,
    body: lookShape,
    out: z.object({ name: z.string(), number: z.string() }),
    refusals: ['auth.forbidden', 'licensing.paper_not_found'],
  }),
};
