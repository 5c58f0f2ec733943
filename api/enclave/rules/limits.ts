/** What a region may set otherwise, by the keys of its parameters. */
export const settings = {
  /** Never below the smallest group the agreements promise. */
  k: { key: 'enclave.k', byDefault: 5 },
  /** 1: every result is reviewed. */
  review: { key: 'enclave.review_every', byDefault: 1 },
  reviewDays: { key: 'enclave.review_working_days', byDefault: 5 },
  /** Jobs under one agreement in a calendar month: each answers, and enough answers add up. */
  monthly: { key: 'enclave.jobs_a_month', byDefault: 200 },
  keptDays: { key: 'enclave.kept_days', byDefault: 30 },
} as const;

/** Waiting or running at once under one agreement. */
export const mostAtOnce = 5;
/** Earlier jobs a new one is compared with. */
export const comparedWith = 30;
/** Jobs that failed on the real rows, of the last 30 days, from which on a person looks at every result. */
export const manyFailures = 3;
export const previewRows = 100;
export const longestTitle = 100;
export const longestWords = 2000;
