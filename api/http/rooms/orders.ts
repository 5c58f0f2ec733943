import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { sendHeaders, sendStream } from '#api/http/download.ts';
import { mount } from '#api/http/mount.ts';
import * as account from '#api/orders/account.ts';
import { orderOperations } from '#api/orders/contract.ts';
import * as payments from '#api/orders/payments.ts';
import * as refunds from '#api/orders/refunds.ts';
import * as orders from '#api/orders/service.ts';

export function mountOrders(router: Router, app: App): void {
  mount(router, app, orderOperations, {
    listOrders: (ctx, { query }) => orders.listOrders(ctx, query),
    placeOrder: (ctx, { body }) => orders.placeOrder(ctx, body),
    showOrder: (ctx, { params }) => orders.getOrder(ctx, params.id),
    cancelOrder: (ctx, { params, body }) => orders.cancelOrder(ctx, params.id, body),
    downloadOrderFile: async (ctx, { params }, { request, response }) => {
      const file = await orders.openFile(ctx, params.id);
      const named = { contentType: 'application/octet-stream', fileName: file.name, etag: `"${file.sha256}"` };
      if (sendHeaders(request, response, named)) {
        file.stream.destroy();
        return undefined;
      }
      response.set('Content-Length', String(file.bytes));
      await sendStream(request, response, file.stream);
      return undefined;
    },
    confirmPayment: (ctx, { body }) => payments.confirmPayment(ctx, body),
    showReceivingAccount: (ctx, { query }) => account.getAccount(ctx, query.region_code),
    enterReceivingAccount: (ctx, { body }) => account.enterAccount(ctx, body),
    listRefundsToDecide: (ctx) => refunds.listRefundsToDecide(ctx),
    refuseRefund: (ctx, { params, body }) => refunds.refuseRefund(ctx, params.id, body),
  });
}
