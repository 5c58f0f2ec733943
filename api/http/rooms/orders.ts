import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { sendHeaders, sendStream } from '#api/http/download.ts';
import { mount } from '#api/http/mount.ts';
import * as access from '#api/orders/access.ts';
import { accessOperations } from '#api/orders/access-contract.ts';
import * as account from '#api/orders/account.ts';
import * as allowance from '#api/orders/allowance.ts';
import { orderOperations } from '#api/orders/contract.ts';
import * as payments from '#api/orders/payments.ts';
import { placeOrder, startTrial } from '#api/orders/place.ts';
import * as refunds from '#api/orders/refunds.ts';
import * as orders from '#api/orders/service.ts';

export function mountOrders(router: Router, app: App): void {
  mount(router, app, orderOperations, {
    listOrders: (ctx, { query }) => orders.listOrders(ctx, query),
    placeOrder: (ctx, { body }) => placeOrder(ctx, body),
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
  mount(router, app, accessOperations, {
    startTrial: (ctx, { body }) => startTrial(ctx, body),
    renewOrder: (ctx, { params }) => access.renewOrder(ctx, params.id),
    setRenewal: (ctx, { params, body }) => access.setRenewal(ctx, params.id, body),
    endAccess: (ctx, { params }) => access.endAccess(ctx, params.id),
    listAllowances: (ctx, { query }) => allowance.listAllowances(ctx, query),
    fileAllowance: (ctx, { body }) => allowance.fileAllowance(ctx, body),
  });
}
