/** From the order to the delivery; money moves at `pay` and `refund` only. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { OrderState } from './codes.ts';

const buyer = 'buyer';
const finance = 'finance bureau';
const platform = 'platform';

export const orderLifecycle = defineLifecycle<OrderState>({
  awaiting_payment: {
    pay: { to: 'paid', event: 'orders.confirm_payment', by: finance },
    cancel: { to: 'cancelled', event: 'orders.cancel', by: buyer },
    expire: { to: 'expired', event: 'orders.expire', by: platform },
  },
  paid: {
    fulfil: { to: 'fulfilled', event: 'orders.fulfil', by: platform },
    refund_part: { to: 'paid', event: 'revenue.refund', by: finance },
    refund: { to: 'refunded', event: 'revenue.refund', by: finance },
  },
  fulfilled: {
    refund_part: { to: 'fulfilled', event: 'revenue.refund', by: finance },
    refund: { to: 'refunded', event: 'revenue.refund', by: finance },
  },
  cancelled: {},
  expired: {},
  refunded: {},
});
