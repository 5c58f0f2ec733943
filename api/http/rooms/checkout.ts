import express, { Router } from 'express';
import * as accounts from '#api/checkout/accounts.ts';
import * as cases from '#api/checkout/cases.ts';
import { checkoutOperations } from '#api/checkout/contract.ts';
import { receiveEvent } from '#api/checkout/inbox.ts';
import * as refunds from '#api/checkout/refunds.ts';
import * as sessions from '#api/checkout/sessions.ts';
import * as subscriptions from '#api/checkout/subscriptions.ts';
import { type App, systemContext } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';

/**
 * Where Stripe posts its events. Mounted before every parser: the signature is over the bytes as they came. A compressed
 * body is refused, it would be other bytes.
 */
export function stripeWebhookRouter(app: App): Router {
  const router = Router();
  router.post(
    '/api/webhooks/stripe',
    express.raw({ type: () => true, limit: '512kb', inflate: false }),
    async (request, response) => {
      const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      await receiveEvent(systemContext(app, { requestId: request.id }), raw, request.get('stripe-signature'));
      response.set('Cache-Control', 'no-store').status(200).json({ received: true });
    },
  );
  return router;
}

export function mountCheckout(router: Router, app: App): void {
  mount(router, app, checkoutOperations, {
    showCheckout: (ctx, { params }) => sessions.showCheckout(ctx, params.id),
    openCheckout: (ctx, { params }) => sessions.openCheckout(ctx, params.id),
    openStripeSubscription: (ctx, { params }) => sessions.openSubscription(ctx, params.id),
    listStripeSubscriptions: (ctx, { query }) => subscriptions.listSubscriptions(ctx, query),
    showStripeSubscription: (ctx, { params }) => subscriptions.getSubscription(ctx, params.id),
    stopStripeSubscription: (ctx, { params, body }) => subscriptions.stopByBuyer(ctx, params.id, body),
    showStripeCustomer: (ctx) => subscriptions.showCustomer(ctx),
    saveStripeCustomer: (ctx, { body }) => subscriptions.saveBilling(ctx, body),
    showStripeAccount: (ctx) => accounts.showConnect(ctx),
    openStripeAccount: (ctx, { body }) => accounts.openConnect(ctx, body),
    refreshStripeAccount: (ctx) => accounts.refreshConnect(ctx),
    approveRefundByCard: (ctx, { params, body }) => refunds.approveByCard(ctx, params.id, body),
    listStripeCases: (ctx, { query }) => cases.listCases(ctx, query),
    showStripeCase: (ctx, { params }) => cases.getCase(ctx, params.id),
    retryStripeCase: (ctx, { params }) => cases.retryCase(ctx, params.id),
    sendBackStripeCase: (ctx, { params }) => refunds.sendBackUnmatched(ctx, params.id),
    payStripeCaseByBank: (ctx, { params, body }) => refunds.payByBank(ctx, params.id, body),
    closeStripeCase: (ctx, { params, body }) => cases.closeCase(ctx, params.id, body),
  });
}
