/** Invoices and the duty to take them back. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { InvoiceState, RedNoticeState } from './codes.ts';

const buyer = 'buyer';
const seller = 'seller';
const platform = 'platform';

export const invoiceLifecycle = defineLifecycle<InvoiceState>({
  requested: {
    prepare: { to: 'prepared', event: 'invoices.prepare', by: seller },
    decline: { to: 'declined', event: 'invoices.decline', by: seller },
    withdraw: { to: 'withdrawn', event: 'invoices.withdraw', by: buyer },
    adjust: { to: 'requested', event: 'invoices.refunded', by: platform },
    lapse: { to: 'withdrawn', event: 'invoices.refunded', by: platform },
  },
  prepared: {
    reopen: { to: 'requested', event: 'invoices.reopen', by: seller },
    refuse: { to: 'requested', event: 'invoices.collect', by: 'issuing service' },
    issue: { to: 'issued', event: 'invoices.issue', by: seller },
    collect: { to: 'issued', event: 'invoices.collect', by: 'issuing service' },
  },
  issued: { deliver: { to: 'delivered', event: 'invoices.download', by: buyer } },
  delivered: {},
  declined: {},
  withdrawn: {},
});

export const redNoticeLifecycle = defineLifecycle<RedNoticeState>({
  open: {
    confirm: { to: 'confirmed', event: 'invoices.confirm_red', by: seller },
    void: { to: 'void', event: 'invoices.reopen', by: seller },
  },
  confirmed: { issue: { to: 'done', event: 'invoices.issue', by: seller } },
  done: {},
  void: {},
});
