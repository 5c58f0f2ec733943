/** A product is drafted, listed, withdrawn; what was listed stays as it was listed, so an order can rest on it. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { ProductState } from './codes.ts';

const by = 'developer';

export const productLifecycle = defineLifecycle<ProductState>({
  draft: {
    edit: { to: 'draft', event: 'products.edit', by },
    cite: { to: 'draft', event: 'products.cite', by },
    state: { to: 'draft', event: 'products.state', by },
    divide: { to: 'draft', event: 'products.divide', by },
    upload: { to: 'draft', event: 'products.upload', by },
    list: { to: 'listed', event: 'products.list', by },
    withdraw: { to: 'withdrawn', event: 'products.withdraw', by },
  },
  listed: { withdraw: { to: 'withdrawn', event: 'products.withdraw', by } },
  withdrawn: {},
});
