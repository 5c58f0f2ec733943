/** The yearly report on data assets as a signed paper (Article 17; Order 738: assets are reported every year). */
import { z } from 'zod';
import { dayText, instantText, operation } from '#api/kernel/operation.ts';
import { unit } from './contract.ts';

const year = z.string().regex(/^20\d{2}$/);
const bilingual = z.object({ zh: z.string(), en: z.string(), code: z.string() });

export const assetReport = z
  .object({
    no: z.string(),
    year: z.number().int(),
    unit,
    document_id: z.string(),
    signed_at: instantText,
  })
  .meta({ id: 'AssetReport', description: 'A signed yearly report on data assets' });

export const assetReportsOut = z.object({
  items: z.array(assetReport),
  of: z
    .enum(['agency', 'region'])
    .nullable()
    .meta({ description: 'What the viewer’s unit reports on; null where it reports on nothing' }),
  last_year: z.number().int().meta({ description: 'The newest year that is over' }),
  today: dayText,
  sign_refusal: bilingual.nullable().meta({ description: 'Why the viewer cannot sign the report of that year' }),
});

export const assetReportOperations = {
  listAssetReports: operation({
    method: 'get',
    path: '/assets/reports',
    auth: 'session',
    summary: ['年度资产报告', 'Signed yearly reports'],
    description: 'Of the own unit, and of the units of the regions one supervises or audits.',
    out: assetReportsOut,
    refusals: ['auth.required', 'auth.forbidden'],
  }),
  signAssetReport: operation({
    method: 'post',
    path: '/assets/reports/:year',
    auth: 'session',
    summary: ['签发年度资产报告', 'Sign the yearly report'],
    description:
      'By the head of an agency for its own assets, or of an information department for those of its region. A further one takes the place of the one before.',
    params: z.object({ year }),
    body: z.object({ password: z.string().min(1).max(200) }),
    out: assetReport,
    status: 201,
    refusals: ['auth.required', 'auth.forbidden', 'assets.year_running', 'people.password_again'],
  }),
};
