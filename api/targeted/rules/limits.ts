/** What one application holds at most. */
export const maxProofs = 5;
export const maxProofBytes = 10 * 1024 * 1024;
export const maxProofText = '10 MB';
/** Rows of one grant: what concerns one person or firm is not a whole register. */
export const maxRows = 10_000;
export const maxTermDays = 366;
export const maxDownloads = 20;
export const codeMinutes = 10;
export const codeTries = 5;
/** Codes asked for in an hour. */
export const codesAnHour = 10;
export const maxLeakBytes = 10 * 1024 * 1024;
export const maxLeakText = '10 MB';
/** Longest text of one field, in characters. */
export const longestText = 2000;
