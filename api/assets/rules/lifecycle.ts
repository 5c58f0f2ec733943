/** The lives of a card and of an application for registration (REG26: apply, accept, formal review, public notice, code). */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { AssetAction, AssetCaseState, AssetDoer, AssetState, InventoryState } from './codes.ts';

const to = <S extends string>(state: S, action: AssetAction, by: AssetDoer) => ({
  to: state,
  event: `assets.${action}`,
  by,
});

export const assetLifecycle = defineLifecycle<AssetState>({
  draft: {
    save: to('draft', 'save', 'holder'),
    file: to('submitted', 'file', 'holder'),
    discard: to('cancelled', 'discard', 'holder'),
  },
  submitted: {
    register: to('registered', 'register', 'authority'),
    decline: to('draft', 'decline', 'authority'),
    withdraw: to('draft', 'withdraw', 'holder'),
  },
  registered: {
    file: to('registered', 'file', 'holder'),
    maintain: to('registered', 'maintain', 'holder'),
    register: to('registered', 'register', 'authority'),
    transfer: to('registered', 'transfer', 'authority'),
    cancel: to('cancelled', 'register', 'authority'),
  },
  cancelled: {},
});

const withdraw = to('withdrawn', 'withdraw', 'holder');
const decline = to('refused', 'decline', 'authority');

export const assetCaseLifecycle = defineLifecycle<AssetCaseState>({
  filed: {
    accept: to('accepted', 'accept', 'authority'),
    supplement: to('supplementing', 'supplement', 'authority'),
    decline,
    withdraw,
  },
  // What was asked for has come whole: the application is accepted with it.
  supplementing: { resubmit: to('accepted', 'resubmit', 'holder'), withdraw },
  accepted: {
    publish: to('noticed', 'publish', 'authority'),
    register: to('registered', 'register', 'authority'),
    supplement: to('supplementing', 'supplement', 'authority'),
    decline,
    withdraw,
  },
  noticed: {
    object: to('noticed', 'object', 'anyone'),
    answer: to('noticed', 'answer', 'authority'),
    register: to('registered', 'register', 'authority'),
    decline,
    withdraw,
  },
  registered: {},
  refused: {},
  withdrawn: {},
});

export const assetInventoryLifecycle = defineLifecycle<InventoryState>({
  counting: { counted: { to: 'settling', event: 'assets.inventory_counted', by: 'system' } },
  settling: {
    settle: { to: 'settling', event: 'assets.inventory_settle', by: 'holder' },
    sign: { to: 'signed', event: 'assets.inventory_sign', by: 'holder_head' },
  },
  signed: {},
});
