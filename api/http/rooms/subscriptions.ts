import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { subscriptionOperations } from '#api/subscriptions/contract.ts';
import * as mail from '#api/subscriptions/mail.ts';
import * as webhooks from '#api/subscriptions/webhooks.ts';

export function mountSubscriptions(router: Router, app: App): void {
  mount(router, app, subscriptionOperations, {
    subscribeByMail: (ctx, { body }) => mail.subscribeByMail(ctx, body),
    showMailSubscription: (ctx, { params }) => mail.showMailSubscription(ctx, params.token),
    confirmMailSubscription: (ctx, { params }) => mail.confirmMailSubscription(ctx, params.token),
    changeMailSubscription: (ctx, { params, body }) => mail.changeMailSubscription(ctx, params.token, body),
    endMailSubscription: (ctx, { params }) => mail.endMailSubscription(ctx, params.token),
    unsubscribeInOneClick: (ctx, { params }) => mail.unsubscribeInOneClick(ctx, params.token),
    listWebhooks: (ctx) => webhooks.listWebhooks(ctx),
    createWebhook: (ctx, { body }) => webhooks.createWebhook(ctx, body),
    showWebhook: (ctx, { params }) => webhooks.showWebhook(ctx, params.id),
    rotateSecret: (ctx, { params }) => webhooks.rotateSecret(ctx, params.id),
    pauseWebhook: (ctx, { params }) => webhooks.pauseWebhook(ctx, params.id),
    resumeWebhook: (ctx, { params }) => webhooks.resumeWebhook(ctx, params.id),
    endWebhook: (ctx, { params }) => webhooks.endWebhook(ctx, params.id),
    pingWebhook: (ctx, { params }) => webhooks.pingWebhook(ctx, params.id),
    listMessages: (ctx, { params, query }) => webhooks.listMessages(ctx, params.id, query),
    replayMessage: (ctx, { params }) => webhooks.replayMessage(ctx, params.id, params.message),
  });
}
