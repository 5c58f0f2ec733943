/**
 * Terms in working days, each a parameter of the region with the number of State Council Order 809 as its default. An unconditional
 * request needs no clock to be answered: the platform grants it in the same moment (Article 21 allows one day).
 */
export const terms = {
  /** Article 21. */
  reply: { key: 'sharing.reply_working_days', days: 10 },
  /** Article 21: how much longer at most. */
  extension: { key: 'sharing.extension_working_days', days: 10 },
  /** Article 22: from the consent to the data. */
  provision: { key: 'sharing.provision_working_days', days: 20 },
  /** Article 26. */
  correction: { key: 'sharing.correction_working_days', days: 10 },
  /** Articles 27 and 28 give no number. */
  objection: { key: 'sharing.objection_working_days', days: 10 },
  disposition: { key: 'sharing.disposition_working_days', days: 10 },
} as const;
export type Term = keyof typeof terms;

/** Years for which records of use are kept at least (Article 29). */
export const keepYears = 3;
/** Days to object after a decision; as long as reconsideration may be applied for. */
export const objectionDays = 60;
/** Longest term of one request; a longer need is asked for anew. */
export const maxTermDays = 1096;
/** Calendar days before the end of a term from which on the board shows it. */
export const expiryShownDays = 30;
/** Working days left at which a clock turns from green to due. */
export const dueSoonDays = 2;
/** Days before the end on which the requester is told. */
export const expiryWarnings = [30, 7] as const;
export const longestText = 2000;

/** The day until which a record made on a day is kept at least: three years on, 29 February becomes 1 March. */
export function keptUntil(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year + keepYears, month - 1, date)).toISOString().slice(0, 10);
}
