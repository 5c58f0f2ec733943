/** What the tracer takes on at most. */
export const maxLeakBytes = 500 * 1024 * 1024;
export const leakText = '500 MB';
/** Tables compared, those with the newest copies first. */
export const mostTables = 500;
/** Copies of one table compared, the newest first. */
export const mostCopies = 2000;
/** Rows looked at closely; a few dozen are enough where the marks are there. */
export const mostRows = 4000;
