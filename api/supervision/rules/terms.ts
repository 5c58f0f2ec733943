/** What the regulation leaves open in Article 27 is a parameter of the region, with this default. */
export const terms = {
  /** Working days to state the case (陈述申辩). */
  statement: { key: 'supervision.statement_working_days', days: 5 },
  /** Least and most working days of an order to correct. */
  least: { key: 'supervision.order_least_working_days', days: 3 },
  most: { key: 'supervision.order_most_working_days', days: 60 },
  /** Working days for the re-check after the report. */
  recheck: { key: 'supervision.recheck_working_days', days: 10 },
  /** Working days by which a term may be extended. */
  extension: { key: 'supervision.extension_working_days', days: 20 },
} as const;
export type Term = keyof typeof terms;

/** Article 29: obligations before this day are not judged. */
export const effectiveFrom = { key: 'regulation.effective_from', day: '2021-01-01' } as const;

/** Working days left at which a clock turns amber. */
export const dueSoonDays = 2;

export const ruleKey = (code: string) => `supervision.rule.${code}`;

export const longestText = 4000;
