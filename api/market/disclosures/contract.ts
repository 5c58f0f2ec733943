/** Yearly disclosures by 31 March. */
import { z } from 'zod';
import { dayText, instantText, operation } from '#api/kernel/operation.ts';
import { lines } from '#api/licensing/rules/text.ts';
import { disclosureRoles, disclosureTableNames } from '../rules/disclosure.ts';

const tables = z.partialRecord(z.enum(disclosureTableNames), z.array(z.record(z.string(), z.string())));

export const disclosureContent = z.object({
  year: z.number().int(),
  role: z.enum(disclosureRoles.codes),
  organization: z.object({ name: z.string(), uscc: z.string(), contact: z.string().nullable() }),
  tables,
});

export const disclosureShape = z
  .object({
    no: z.string(),
    year: z.number().int(),
    version: z.number().int(),
    content: disclosureContent,
    remarks: z.string(),
    sha256: z.string(),
    document_id: z.string(),
    published_at: instantText,
    late: z.boolean(),
    versions: z.array(
      z.object({
        no: z.string(),
        version: z.number().int(),
        published_at: instantText,
        remarks: z.string(),
        document_id: z.string(),
      }),
    ),
  })
  .meta({ id: 'Disclosure', description: 'What a body discloses of a year; the newest version' });

export const disclosureList = z.object({
  year: z.number().int(),
  due_on: dayText,
  years: z.array(z.number().int()),
  items: z.array(
    z.object({
      organization_name: z.string(),
      organization_name_en: z.string().nullable(),
      uscc: z.string(),
      role: z.enum(disclosureRoles.codes),
      no: z.string().nullable(),
      version: z.number().int().nullable(),
      published_at: instantText.nullable(),
      late: z.boolean(),
    }),
  ),
});

export const disclosureDraft = z
  .object({
    year: z.number().int(),
    due_on: dayText,
    content: disclosureContent,
    sha256: z.string().meta({ description: 'Of the draft, to be sent back with the publication' }),
    published: disclosureShape.nullable(),
    same: z.boolean().meta({ description: 'The records say what is published already' }),
    refusal: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
  })
  .meta({ id: 'DisclosureDraft', description: 'Filled from the records; a person checks and publishes it' });

export const publishing = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  remarks: lines(2000).default(''),
  password: z.string().max(200),
});

const year = z.object({ year: z.coerce.number().int().min(2020).max(2100) });
const one = year.extend({ uscc: z.string().max(18) });

export const disclosureOperations = {
  listDisclosures: operation({
    method: 'get',
    path: '/disclosures/:year',
    auth: 'public',
    summary: ['年度信息披露', 'Disclosures of a year'],
    description: 'Who disclosed, who still owes it, and who is late (due by 31 March of the next year).',
    params: year,
    out: disclosureList,
  }),
  showDisclosure: operation({
    method: 'get',
    path: '/disclosures/:year/:uscc',
    auth: 'public',
    summary: ['一个单位的年度信息披露', 'The disclosure of one body'],
    params: one,
    out: disclosureShape,
    refusals: ['market.disclosure_not_found'],
  }),
  exportDisclosures: operation({
    method: 'get',
    path: '/disclosures/:year/tables/:table',
    auth: 'public',
    summary: ['年度信息披露的表格（CSV）', 'A table of all disclosures of a year as CSV'],
    params: year.extend({ table: z.enum(disclosureTableNames) }),
    query: z.object({ uscc: z.string().max(18).optional() }),
    out: { media: ['text/csv'] },
  }),
  openDisclosurePdf: operation({
    method: 'get',
    path: '/disclosures/:year/:uscc/disclosure.pdf',
    auth: 'public',
    summary: ['年度信息披露（PDF）', 'The sealed PDF of a disclosure'],
    params: one,
    out: { media: ['application/pdf'] },
    refusals: ['market.disclosure_not_found'],
  }),
  showDisclosureDraft: operation({
    method: 'get',
    path: '/own/disclosures/:year',
    auth: 'session',
    summary: ['本单位年度信息披露草稿', 'The own draft, filled from the records'],
    params: year,
    out: disclosureDraft,
    refusals: ['market.no_disclosure_duty'],
  }),
  publishDisclosure: operation({
    method: 'post',
    path: '/own/disclosures/:year',
    auth: 'session',
    summary: ['发布年度信息披露', 'Publish the disclosure'],
    description: 'Sealed with the key of the organisation; a later one is a correction and says what it corrects.',
    params: year,
    body: publishing,
    out: disclosureShape,
    status: 201,
    refusals: [
      'market.no_disclosure_duty',
      'market.year_not_over',
      'market.facts_changed',
      'market.correction_words',
      'market.nothing_corrected',
    ],
  }),
};
