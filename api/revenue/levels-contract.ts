/** Sharing between levels, and agencies that move to another treasury. */
import { z } from 'zod';
import { dayText, fenText, instantText, one, operation } from '#api/kernel/operation.ts';
import { filedStates } from './rules/levels.ts';

const region = z.string().regex(/^\d{6}$/);
const password = z.string().min(1).max(200).meta({ description: 'The person’s own password once more' });
const filed = {
  id: z.string(),
  document_no: z.string(),
  state: z.enum(filedStates.codes),
  filed_at: instantText,
  decided_at: instantText.nullable(),
  opinion: z.string().nullable(),
  can_decide: z.boolean(),
};

export const sharingRuleShape = z
  .object({
    ...filed,
    upper_region: z.string(),
    region_codes: z.array(z.string()),
    ppm: z.number().int(),
    basis: z.string(),
    valid_from: dayText,
    valid_to: dayText,
    in_force: z.boolean(),
  })
  .meta({
    id: 'SharingRule',
    description: 'A rule by which remittances are shared with the treasury of an upper level',
  });

export const filingRule = z.object({
  region_codes: z.array(region).min(1).max(150),
  ppm: z.number().int().min(1).max(999_999).meta({ description: 'The upper treasury’s part, in parts per million' }),
  basis: z.string().trim().min(2).max(1000).meta({ description: 'The legal basis' }),
  document_no: z.string().trim().min(2).max(120),
  valid_from: dayText,
  valid_to: dayText,
});
export const decidingFiled = z.object({
  decision: z.enum(['approve', 'refuse']),
  opinion: z.string().trim().max(1000).optional(),
  password,
});

export const agencyMoveShape = z
  .object({
    ...filed,
    agency_name: z.string(),
    from_region: z.string(),
    from_treasury: z.string(),
    to_region: z.string(),
    to_treasury: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'AgencyMove', description: 'An agency that was reorganised or moved to another level' });

export const filingMove = z.object({
  uscc: z.string().trim().length(18).meta({ description: 'Unified social credit code of the agency' }),
  to_region: region,
  document_no: z.string().trim().min(2).max(120),
  reason: z.string().trim().min(2).max(1000),
});

export const levelReportShape = z
  .object({
    year: z.number().int(),
    rows: z.array(
      z.object({
        level: z.string(),
        treasury_code: z.string(),
        treasury_name: z.string(),
        collected_fen: fenText.meta({ description: 'Received for agencies of its level, before sharing' }),
        shared_out_fen: fenText,
        shared_in_fen: fenText,
        repaid_fen: fenText,
        kept_fen: fenText,
      }),
    ),
  })
  .meta({ id: 'LevelReport' });

const decided = ['revenue.filed_not_found', 'revenue.filed_decided', 'revenue.filed_two_people'] as const;

export const levelOperations = {
  showLevels: operation({
    method: 'get',
    path: '/treasury-levels',
    auth: 'session',
    summary: ['分级次入库情况', 'What each level’s treasury received'],
    query: z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() }),
    out: levelReportShape,
  }),
  listSharingRules: operation({
    method: 'get',
    path: '/sharing-rules',
    auth: 'session',
    summary: ['分成办法', 'Rules of sharing between levels'],
    out: z.object({ items: z.array(sharingRuleShape), may_file: z.boolean() }),
  }),
  fileSharingRule: operation({
    method: 'post',
    path: '/sharing-rules',
    auth: 'session',
    summary: ['报备分成办法', 'File a rule of sharing'],
    description:
      'By the upper finance bureau, with its legal basis; another officer approves. Without a rule in force nothing is shared.',
    body: filingRule,
    out: sharingRuleShape,
    status: 201,
    refusals: ['revenue.sharing_days', 'revenue.sharing_regions', 'revenue.sharing_overlaps'],
  }),
  decideSharingRule: operation({
    method: 'post',
    path: '/sharing-rules/:id/decision',
    auth: 'session',
    summary: ['批准分成办法', 'Decide a rule of sharing'],
    params: one,
    body: decidingFiled,
    out: sharingRuleShape,
    refusals: [...decided, 'revenue.sharing_overlaps', 'people.password_again'],
  }),
  listAgencyMoves: operation({
    method: 'get',
    path: '/agency-moves',
    auth: 'session',
    summary: ['机构级次变更', 'Agencies that moved to another treasury'],
    out: z.object({ items: z.array(agencyMoveShape), may_file: z.boolean() }),
  }),
  fileAgencyMove: operation({
    method: 'post',
    path: '/agency-moves',
    auth: 'session',
    summary: ['登记机构级次变更', 'File the move of an agency'],
    description:
      'Orders placed before the approval stay with the treasury of before; orders placed after it belong to the new one.',
    body: filingMove,
    out: agencyMoveShape,
    status: 201,
    refusals: ['revenue.move_no_agency', 'revenue.move_nowhere', 'revenue.move_holds_power', 'revenue.move_open'],
  }),
  decideAgencyMove: operation({
    method: 'post',
    path: '/agency-moves/:id/decision',
    auth: 'session',
    summary: ['批准机构级次变更', 'Decide the move of an agency'],
    params: one,
    body: decidingFiled,
    out: agencyMoveShape,
    refusals: [...decided, 'people.password_again'],
  }),
};
