import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import * as repayments from '#api/revenue/repayments.ts';
import { treasuryOperations } from '#api/revenue/treasury-contract.ts';

export function mountTreasury(router: Router, app: App): void {
  mount(router, app, treasuryOperations, {
    listRepayments: (ctx, { query }) => repayments.listRepayments(ctx, query),
    showRepayment: (ctx, { params }) => repayments.getRepayment(ctx, params.id),
    applyRepayment: (ctx, { params, body }) => repayments.applyRepayment(ctx, params.id, body),
    returnRepayment: (ctx, { params, body }) => repayments.returnRepayment(ctx, params.id, body),
    reviewRepayment: (ctx, { params, body }) => repayments.reviewRepayment(ctx, params.id, body),
    approveRepayment: (ctx, { params, body }) => repayments.approveRepayment(ctx, params.id, body),
    registerRepayment: (ctx, { params, body }) => repayments.registerRepayment(ctx, params.id, body),
  });
}
