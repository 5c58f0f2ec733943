/**
 * A version of the requirements is drafted by one person of the province's information department and checked by another; what is
 * published stands, and is superseded by the next one that comes into force. A trigger's clock runs until every entry it names was
 * handed in again, withdrawn, or said to need no change.
 */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';

const department = 'provincial information department';

export const requirementLifecycle = defineLifecycle<'draft' | 'checking' | 'checked' | 'published' | 'dropped'>({
  draft: {
    save: { to: 'draft', event: 'compilation.save', by: department },
    submit: { to: 'checking', event: 'compilation.submit', by: department },
    drop: { to: 'dropped', event: 'compilation.drop', by: department },
  },
  checking: {
    approve: { to: 'checked', event: 'compilation.approve', by: `${department}, another person` },
    return: { to: 'draft', event: 'compilation.return', by: `${department}, another person` },
  },
  checked: {
    publish: { to: 'published', event: 'compilation.publish', by: department },
    return: { to: 'draft', event: 'compilation.return', by: department },
  },
  published: {},
  dropped: {},
});

export const importLifecycle = defineLifecycle<'previewed' | 'applied' | 'dropped'>({
  previewed: {
    apply: { to: 'applied', event: 'compilation.apply', by: 'steward' },
    drop: { to: 'dropped', event: 'compilation.drop_import', by: 'steward' },
  },
  applied: {},
  dropped: {},
});

export const triggerLifecycle = defineLifecycle<'open' | 'done' | 'dropped'>({
  open: {
    extend: { to: 'open', event: 'compilation.ask_extension', by: 'steward' },
    consent: { to: 'open', event: 'compilation.decide_extension', by: 'government information department' },
    unchanged: { to: 'open', event: 'compilation.unchanged', by: 'steward' },
    close: { to: 'done', event: 'compilation.close_trigger', by: 'steward' },
    drop: { to: 'dropped', event: 'compilation.drop_trigger', by: 'who recorded it' },
  },
  done: {},
  dropped: {},
});
