/**
 * Terms and sizes, each a parameter of the region. The reply to a data subject: the Personal Information Protection Law says "及时"
 * (Articles 45, 46, 50) and gives no number; 15 working days is the longest that the four ministries' 《App违法违规收集使用个人信息
 * 行为认定方法》 (2019) allows an answer, taken here by analogy and not verified against the paper.
 */
export const terms = {
  subject_reply: { key: 'collection.subject_reply_working_days', days: 15 },
  /** How much longer at most, told to the subject before the answer is due. The law gives no number here either. */
  subject_extension: { key: 'collection.subject_extension_working_days', days: 15 },
  /** To look at a proof of identity. */
  proof: { key: 'collection.proof_working_days', days: 5 },
  /** Calendar days for which a verified mailbox may look and ask. */
  proof_valid: { key: 'collection.proof_valid_days', days: 90 },
  /** Calendar days within which another agency's question to the same subject counts as asked twice. */
  same_subject: { key: 'collection.same_subject_days', days: 180 },
  /** Calendar days after closing until what a subject wrote is wiped. */
  keep: { key: 'collection.keep_words_days', days: 550 },
} as const;
export type Term = keyof typeof terms;

export const longestText = 2000;
export const maxProofBytes = 5 * 1024 * 1024;
export const maxProofText = '5 MB';
/** Candidates scored at a check, and those shown. */
export const mostCandidates = 400;
export const mostShown = 20;
