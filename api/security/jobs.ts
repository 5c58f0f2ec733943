/** Roots of the audit record, and the privilege reviews of a new quarter. */
import { openReviews } from './privileges.ts';
import { publishDaily, stampRoot } from './roots.ts';

export const securityJobs = {
  'security.publish_root': publishDaily,
  'security.stamp_root': stampRoot,
  'security.open_reviews': openReviews,
} as const;

/** Five past midnight in Shanghai; reviews on the second of each quarter's first month, and again for who was missed. */
export const securityCrontab = [
  '5 16 * * * security.publish_root',
  '20 16 1-7 1,4,7,10 * security.open_reviews',
] as const;
