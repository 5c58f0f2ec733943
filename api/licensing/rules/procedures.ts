/**
 * The three procedures as data (brief 0.2 (4), 2.3). An agency licenses a developer or cooperates with one (Article 19); the
 * government of a county or above authorises an operator (Fagai Shujugui [2025] No. 27). What they differ in stands here and
 * nowhere else; what the law leaves open is a parameter of the region and only its default is given.
 */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';
import type { AuthorizationKind } from './codes.ts';
import type { ExtraMaterial, FileItem } from './kind-codes.ts';

/** The stations of a path, with who has the case there. */
export const stations = defineCodes({
  implementation_plan: ['实施方案', 'Implementation plan'],
  government_opinion: ['政府审定方案', 'Government consent'],
  call: ['公开征集', 'Public call'],
  consult: ['咨询', 'Consultation'],
  apply: ['申请', 'Application'],
  accept: ['受理', 'Acceptance'],
  review: ['审查', 'Review'],
  plan: ['合作方案双方确认', 'Plan confirmed by both'],
  notice: ['拟授权公示', 'Public notice'],
  government_decision: ['政府集体决定', 'Government decision'],
  decide: ['决定', 'Decision'],
  charge: ['收费', 'Fee'],
  certify: ['证照制作', 'Certificate'],
});
export type Station = CodeOf<typeof stations>;

export type Holder = 'applicant' | 'agency' | 'authority' | 'government' | 'finance' | 'both';

export interface Procedure {
  readonly path: readonly Station[];
  /** Who decides on the authorisation. */
  readonly decider: 'agency' | 'government';
  /** Further material, beside what every application has. */
  readonly material: readonly ExtraMaterial[];
  /** What the enterprise file has to hold, unless the region's parameter `licensing.file_items.<kind>` says otherwise. */
  readonly file: readonly FileItem[];
  /** Whether the file is asked for always, or from the day in `licensing.enterprise_file_from` on. */
  readonly fileFrom: 'always' | 'parameter';
  readonly call: 'none' | 'optional' | 'required';
  /** Years; `law` is a bound that no parameter lifts. */
  readonly longestTerm: { readonly byDefault: number; readonly law: number | null };
  /** What has to be there before a grant. */
  readonly beforeGrant: readonly ('plan_confirmed' | 'notice_over' | 'government_award')[];
}

export const procedures: Readonly<Record<AuthorizationKind, Procedure>> = {
  licensed_development: {
    path: ['consult', 'apply', 'accept', 'review', 'decide', 'charge', 'certify'],
    decider: 'agency',
    material: [],
    file: ['business_licence', 'representative'],
    fileFrom: 'parameter',
    call: 'none',
    longestTerm: { byDefault: 5, law: null },
    beforeGrant: [],
  },
  cooperative_development: {
    path: ['consult', 'apply', 'accept', 'review', 'plan', 'decide', 'charge', 'certify'],
    decider: 'agency',
    material: ['developer_part'],
    file: ['business_licence', 'no_bad_record', 'representative'],
    fileFrom: 'always',
    call: 'optional',
    longestTerm: { byDefault: 5, law: null },
    beforeGrant: ['plan_confirmed'],
  },
  authorized_operation: {
    path: [
      'implementation_plan',
      'government_opinion',
      'call',
      'apply',
      'accept',
      'review',
      'notice',
      'government_decision',
      'decide',
      'charge',
      'certify',
    ],
    decider: 'government',
    material: ['operation_plan', 'security_plan', 'track_record'],
    file: ['business_licence', 'qualification', 'security_assessment', 'no_bad_record', 'representative'],
    fileFrom: 'always',
    call: 'required',
    longestTerm: { byDefault: 5, law: 5 },
    beforeGrant: ['notice_over', 'government_award'],
  },
};

/** Years a term may last: the parameter of the region within what the law bounds. */
export function yearsOf(kind: AuthorizationKind, parameter: number): number {
  const { law } = procedures[kind].longestTerm;
  return law === null ? parameter : Math.min(parameter, law);
}
