/**
 * Terms, each a parameter of the region with the number of the nearest law as its default. Article 14 says "根据有关规定" and gives
 * none; by analogy the Regulation on Open Government Information (State Council Order 711): reply in 20 working days, one
 * extension of 20 (Article 33), third parties heard within 15 that do not count (Article 32), supplement asked for once (Article 30).
 */
export const terms = {
  reply: { key: 'targeted.reply_working_days', days: 20 },
  extension: { key: 'targeted.extension_working_days', days: 20 },
  hearing: { key: 'targeted.hearing_working_days', days: 15 },
  /** Years and a half after closing: longer than any term to bring an action (Administrative Litigation Law, Articles 46-48). */
  keep: { key: 'targeted.keep_papers_days', days: 550 },
} as const;
export type Term = keyof typeof terms;
