/**
 * Terms in working days, each a parameter of the region. Where the law gives none it is the platform's own service rule,
 * and the pages say so.
 */
export interface Term {
  readonly key: string;
  readonly days: number;
  /** Law it rests on, or null for the platform's own rule. */
  readonly law: 'order_809_26' | null;
}

export const terms = {
  /** From filing to acceptance, return or merging. */
  triage: { key: 'feedback.triage_working_days', days: 3, law: null },
  /** From assignment to the agency's dated answer, after the ten days of Order 809, Article 21 for shared data. */
  answer: { key: 'feedback.answer_working_days', days: 10, law: null },
  /** One extension with a reason. */
  extension: { key: 'feedback.extension_working_days', days: 10, law: null },
  /** To verify, correct and feed back: State Council Order 809, Article 26. */
  correction: { key: 'feedback.correction_working_days', days: 10, law: 'order_809_26' },
} as const satisfies Readonly<Record<string, Term>>;

/** So much one participant files in a day, of each kind. */
export const mostADay = 10;
