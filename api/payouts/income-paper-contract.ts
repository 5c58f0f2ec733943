/** The month of an enterprise's income as a sealed paper. */
import { z } from 'zod';
import { operation } from '#api/kernel/operation.ts';

const byPeriod = z.object({ period: z.string().max(7) });
export const incomePaperShape = z
  .object({ document_id: z.string(), no: z.string(), sha256: z.string() })
  .meta({ id: 'IncomePaper' });

export const incomePaperOperations = {
  issueIncomePaper: operation({
    method: 'post',
    path: '/income/:period/paper',
    auth: 'session',
    summary: ['出具收益对账单', 'Issue the statement of a month’s income'],
    description:
      'Sealed by the platform from its own records. Asked for again while nothing has changed, it is the same paper; else a new one.',
    params: byPeriod,
    out: incomePaperShape,
    status: 201,
    refusals: ['payouts.not_an_enterprise', 'payouts.bad_period', 'payouts.no_income', 'payouts.no_issuer'],
  }),
  downloadIncomePaper: operation({
    method: 'get',
    path: '/income/:period/paper',
    auth: 'session',
    summary: ['下载收益对账单', 'The newest statement of a month’s income as PDF'],
    params: byPeriod,
    out: { media: ['application/pdf'] },
    refusals: ['payouts.not_an_enterprise', 'payouts.bad_period', 'payouts.no_income_paper'],
  }),
};
