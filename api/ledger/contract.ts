import { z } from 'zod';
import { dayText, fenText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';

const accountClass = z.enum(['asset', 'liability', 'expense']);

export const trialBalanceShape = z
  .object({
    day: dayText.nullable(),
    accounts: z.array(
      z.object({
        account: z.string(),
        class: accountClass,
        treasury_code: z.string().nullable(),
        party_id: z.string().nullable(),
        owner_name: z.string().nullable().meta({ description: 'The treasury or enterprise the account is kept for' }),
        debit_fen: fenText,
        credit_fen: fenText,
        balance_fen: fenText,
      }),
    ),
    debit_fen: fenText,
    credit_fen: fenText,
    balance_fen: fenText,
    complete: z.boolean().meta({ description: 'False when only the accounts of one treasury are shown' }),
  })
  .meta({ id: 'TrialBalance', description: 'Debit positive, credit negative; over all accounts the balance is zero' });

export const accountStatementShape = page(
  z.object({
    transaction_id: z.string(),
    kind: z.string(),
    order_id: z.string().nullable(),
    agency_id: z.string().nullable(),
    memo: z.string().nullable(),
    effective_at: instantText,
    amount_fen: fenText,
    balance_fen: fenText,
  }),
)
  .extend({ account: z.string(), class: accountClass, balance_fen: fenText })
  .meta({ id: 'AccountStatement', description: 'Lines of one account with the balance after each' });

export const ledgerOperations = {
  showTrialBalance: operation({
    method: 'get',
    path: '/ledger/trial-balance',
    auth: 'session',
    summary: ['试算平衡表', 'Trial balance'],
    query: z.object({
      day: dayText.optional(),
      at: instantText.optional().meta({ description: 'To the instant; wins over the day' }),
    }),
    out: trialBalanceShape,
  }),
  showAccountStatement: operation({
    method: 'get',
    path: '/ledger/accounts/:account',
    auth: 'session',
    summary: ['账户明细', 'Statement of an account'],
    params: z.object({ account: z.string().max(80) }),
    query: pageQuery,
    out: accountStatementShape,
    refusals: ['ledger.not_found', 'ledger.not_in_chart'],
  }),
};
