import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { CommentState, ReuseState } from './codes.ts';

/** Of the newest revision. What was published before stays public while a newer text is looked at. */
export const reuseLifecycle = defineLifecycle<ReuseState>({
  submitted: {
    publish: { to: 'published', event: 'reuses.publish', by: 'information department' },
    return: { to: 'returned', event: 'reuses.return', by: 'information department' },
    decline: { to: 'declined', event: 'reuses.decline', by: 'information department' },
    decline_change: {
      to: 'published',
      event: 'reuses.decline',
      by: 'information department, of a change to what is public',
    },
    edit: { to: 'submitted', event: 'reuses.edit', by: 'author' },
    withdraw: { to: 'withdrawn', event: 'reuses.withdraw', by: 'author or information department' },
  },
  published: {
    edit: { to: 'submitted', event: 'reuses.edit', by: 'author' },
    withdraw: { to: 'withdrawn', event: 'reuses.withdraw', by: 'author or information department' },
  },
  returned: {
    edit: { to: 'submitted', event: 'reuses.edit', by: 'author' },
    withdraw: { to: 'withdrawn', event: 'reuses.withdraw', by: 'author or information department' },
  },
  declined: {},
  withdrawn: {},
});

/** Of the comment of a rating; its stars count from the first moment. */
export const commentLifecycle = defineLifecycle<CommentState>({
  none: { write: { to: 'waiting', event: 'reuses.rate', by: 'author' } },
  waiting: {
    publish: { to: 'published', event: 'reuses.publish_comment', by: 'information department' },
    reject: { to: 'rejected', event: 'reuses.reject_comment', by: 'information department' },
    write: { to: 'waiting', event: 'reuses.rate', by: 'author' },
    clear: { to: 'none', event: 'reuses.rate', by: 'author' },
    recall: {
      to: 'waiting',
      event: 'reuses.report_comment',
      by: 'three others who reported an older text still shown',
    },
  },
  published: {
    write: { to: 'waiting', event: 'reuses.rate', by: 'author' },
    clear: { to: 'none', event: 'reuses.rate', by: 'author' },
    recall: { to: 'waiting', event: 'reuses.report_comment', by: 'three others who reported it' },
  },
  rejected: {
    write: { to: 'waiting', event: 'reuses.rate', by: 'author' },
    clear: { to: 'none', event: 'reuses.rate', by: 'author' },
    recall: {
      to: 'waiting',
      event: 'reuses.report_comment',
      by: 'three others who reported an older text still shown',
    },
  },
});

/** The platform's own promise: no article sets a time for it. */
export const moderationWorkingDays = 5;
/** So many different participants bring a public comment back before the department. */
export const reportsToRecall = 3;
/** A picture nobody used in a text is forgotten after so many hours. */
export const unusedPictureHours = 24;
