/** Limits of the MCP door. Its callers are programs that ask on somebody's behalf: enough for a conversation, too little to copy a table. */

/** Calls of one address a minute, of any kind. */
export const callsAMinute = 120;
/** Of these, questions to tables (query, sql), which cost more. */
export const questionsAMinute = 30;
/** Rows of one answer. */
export const mostRows = 200;
/** Hits of one search. */
export const mostHits = 25;
/** Earlier versions that a description lists. */
export const versionsShown = 20;
/** Columns that a description lists. */
export const columnsShown = 200;
/** Characters of one answer as JSON; rows beyond are left off and the answer says so. */
export const mostCharacters = 60_000;
/** Characters of one text of an answer (abstracts, cells). */
export const longestText = 2_000;
/** Datasets that resources/list names: the most used. */
export const resourcesListed = 50;
