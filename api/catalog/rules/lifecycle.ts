/**
 * The state is that of the **working copy**. What the public sees is the revision numbered `publishedRevision`, and it stays
 * visible while a later working copy is drafted, reviewed or returned: an entry is public when it has a published revision and
 * is not withdrawn, whatever its state. Publishing moves `publishedRevision` on; dropping the changes moves the working copy
 * back. Withdrawal ends both: the code is never used again and its address answers 410 with what it was.
 */

import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { CodeOf } from '#api/kernel/words.ts';
import type { entryStates } from './codes.ts';

export const entryLifecycle = defineLifecycle<CodeOf<typeof entryStates>>({
  draft: {
    save: { to: 'draft', event: 'catalog.save', by: 'steward' },
    submit: { to: 'submitted', event: 'catalog.submit', by: 'steward' },
    discard: { to: 'published', event: 'catalog.discard', by: 'steward' },
    withdraw: { to: 'withdrawn', event: 'catalog.withdraw', by: 'steward' },
  },
  submitted: {
    return: { to: 'returned', event: 'catalog.return', by: 'government information department' },
    publish: { to: 'published', event: 'catalog.publish', by: 'government information department' },
    recall: { to: 'draft', event: 'catalog.recall', by: 'steward' },
    withdraw: { to: 'withdrawn', event: 'catalog.withdraw', by: 'steward' },
  },
  returned: {
    save: { to: 'returned', event: 'catalog.save', by: 'steward' },
    submit: { to: 'submitted', event: 'catalog.submit', by: 'steward' },
    discard: { to: 'published', event: 'catalog.discard', by: 'steward' },
    withdraw: { to: 'withdrawn', event: 'catalog.withdraw', by: 'steward' },
  },
  published: {
    save: { to: 'draft', event: 'catalog.save', by: 'steward' },
    withdraw: { to: 'withdrawn', event: 'catalog.withdraw', by: 'steward' },
  },
  withdrawn: {},
});

/** T809 Article 17: the authority reviews and publishes within two working days of receipt. */
export const reviewWorkingDays = 2;
