import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { ledgerOperations } from '#api/ledger/contract.ts';
import * as reports from '#api/ledger/reports.ts';

export function mountLedger(router: Router, app: App): void {
  mount(router, app, ledgerOperations, {
    showTrialBalance: (ctx, { query }) => reports.trialBalance(ctx, query.day, query.at),
    showAccountStatement: (ctx, { params, query }) =>
      reports.accountStatement(ctx, { account: params.account, ...query }),
  });
}
