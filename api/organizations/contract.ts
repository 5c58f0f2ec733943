import { z } from 'zod';
import { dayText, instantText, operation } from '#api/kernel/operation.ts';
import { revocationReasons } from './rules/codes.ts';

export const organizationShape = z
  .object({
    id: z.string(),
    uscc: z.string(),
    name: z.string(),
    name_en: z.string().nullable(),
    kind: z.enum(['agency', 'enterprise']),
    region_code: z.string(),
    level: z.enum(['province', 'city', 'county']),
    contact: z.string().nullable(),
  })
  .meta({ id: 'Organization', description: 'An agency or enterprise as the public may see it' });

/** What became of an organisation: the names it had, and who goes on with its business once it is over. */
export const organizationRecord = organizationShape
  .extend({
    former_names: z
      .array(z.object({ name: z.string(), name_en: z.string().nullable(), until: dayText, document_no: z.string() }))
      .meta({ description: 'Latest first; `until` is the last day of the name' }),
    ended: z
      .object({
        kind: z.enum(['merge', 'split', 'dissolve']),
        on: dayText,
        document_no: z.string(),
        successors: z.array(organizationShape.pick({ uscc: true, name: true, name_en: true })),
      })
      .nullable()
      .meta({ description: 'Null while it stands' }),
  })
  .meta({ id: 'OrganizationRecord', description: 'An organisation with its former names and its end' });

export const registration = z.object({
  uscc: z.string().trim().toUpperCase().min(1).max(40),
  name: z.string().trim().min(2).max(120),
  region_code: z.string().regex(/^\d{6}$/),
  contact: z.string().trim().max(120).optional(),
  login: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9._@-]{3,60}$/),
  display_name: z.string().trim().min(1).max(60),
  password: z.string().min(1).max(200),
});

export const calendarYearShape = z
  .object({
    year: z.number().int(),
    off: z.array(dayText),
    working: z.array(dayText),
    source: z.string(),
    working_days: z.number().int(),
  })
  .meta({ id: 'CalendarYear', description: 'Days off and working weekends of a year, from the notice named' });

/** Days typed one a line or separated by spaces or commas. */
const dayList = z
  .string()
  .max(4000)
  .transform((text) => text.split(/[\s,，、;；]+/).filter((day) => day !== ''));

export const calendarYearInput = z.object({
  year: z.coerce.number().int().min(2021).max(2100),
  off: z.union([z.array(dayText), dayList]),
  working: z.union([z.array(dayText), dayList]),
  source: z.string().trim().min(4).max(200),
});

const reasonCode = z.enum(
  Object.keys(revocationReasons) as [keyof typeof revocationReasons, ...(keyof typeof revocationReasons)[]],
);

export const certificateShape = z
  .object({
    serial: z.string(),
    fingerprint: z.string().meta({ description: 'SHA-256 of the DER certificate' }),
    issuer: z.string(),
    not_before: instantText,
    not_after: instantText,
    revoked_at: instantText.nullable(),
    revoked_reason: reasonCode.nullable(),
    state: z.enum(['valid', 'expired', 'revoked']),
  })
  .meta({ id: 'SigningCertificate', description: 'A certificate an organisation signs with' });

export const revocation = z.object({ reason: reasonCode, password: z.string().min(1).max(200) });

export const organizationOperations = {
  listCalendarYears: operation({
    method: 'get',
    path: '/calendar',
    auth: 'public',
    summary: ['工作日历', 'Working calendar'],
    out: z.object({ items: z.array(calendarYearShape) }),
  }),
  loadCalendarYear: operation({
    method: 'post',
    path: '/calendar',
    auth: 'session',
    summary: ['载入年度节假日安排', 'Load the holiday table of a year'],
    description:
      'By the information department of the province, from the yearly notice of the State Council. Loading a year again replaces it.',
    body: calendarYearInput,
    out: calendarYearShape,
    status: 201,
    refusals: ['calendar.table_invalid', 'auth.forbidden'],
  }),
  registerEnterprise: operation({
    method: 'post',
    path: '/organizations',
    auth: 'public',
    summary: ['企业注册', 'Register an enterprise'],
    description:
      'The unified social credit code must pass its check digit (GB 32100-2015) and be an enterprise code. The first account holds every enterprise duty.',
    body: registration,
    out: organizationShape,
    status: 201,
    refusals: [
      'organization.uscc_invalid',
      'regions.unknown',
      'organization.not_enterprise',
      'organization.uscc_taken',
      'organization.login_taken',
      'people.weak_password',
      'people.password_personal',
      'people.password_leaked',
    ],
  }),
  showOrganization: operation({
    method: 'get',
    path: '/organizations/:uscc',
    auth: 'public',
    summary: ['单位信息', 'An organisation'],
    params: z.object({ uscc: z.string().max(18) }),
    out: organizationRecord,
    refusals: ['organization.not_found'],
  }),
  listCertificates: operation({
    method: 'get',
    path: '/certificates',
    auth: 'session',
    summary: ['本单位的签名证书', 'Signing certificates of the own organisation'],
    out: z.object({ items: z.array(certificateShape) }),
  }),
  revokeCertificate: operation({
    method: 'post',
    path: '/certificates/:serial/revocation',
    auth: 'session',
    summary: ['吊销签名证书', 'Revoke a signing certificate'],
    description:
      'By a signatory or administrator of the organisation, or by the information department of its region. What it signed before stays good; the next signature gets a new certificate.',
    params: z.object({ serial: z.string().regex(/^[0-9a-fA-F]{8,64}$/) }),
    body: revocation,
    out: certificateShape,
    refusals: [
      'organization.certificate_not_found',
      'organization.certificate_duty',
      'organization.certificate_revoked',
      'people.password_again',
    ],
  }),
  listAgencies: operation({
    method: 'get',
    path: '/agencies',
    auth: 'public',
    summary: ['政务机构列表', 'Agencies'],
    query: z.object({
      region_code: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    out: z.object({ items: z.array(organizationShape) }),
  }),
};
