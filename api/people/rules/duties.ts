/** Which duties an administrator may give in an organisation, by its kind and the powers it holds. */
import { type Duty, duties, type OrganizationKind, type Power } from '#api/organizations/rules/codes.ts';

const ofEnterprises: readonly Duty[] = ['developer', 'buyer', 'signatory', 'admin'];
/** These reach beyond the organisation, so they go with a power held by document. */
const withPower: Readonly<Partial<Record<Duty, readonly Power[]>>> = {
  auditor: ['information_department', 'data_authority', 'audit_office'],
  reviewer: ['information_department', 'data_authority'],
  finance_review: ['finance_bureau'],
  finance_issue: ['finance_bureau'],
};
const ofNoAgency: readonly Duty[] = ['developer', 'buyer'];

export function dutiesToGive(kind: OrganizationKind, powers: readonly Power[]): Duty[] {
  if (kind === 'enterprise') return [...ofEnterprises];
  return (Object.keys(duties) as Duty[]).filter(
    (duty) => !ofNoAgency.includes(duty) && (withPower[duty]?.some((power) => powers.includes(power)) ?? true),
  );
}
