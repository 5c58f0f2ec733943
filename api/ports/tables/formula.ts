/**
 * Spreadsheet programs run cells that begin like a formula. A quote mark before them makes them text
 * (OWASP ASVS 5.0, 1.2.10; the full-width forms run in East Asian editions).
 */
const starts = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20'] as const;

export function neutral(text: string): string {
  return starts.some((start) => text.startsWith(start)) ? `'${text}` : text;
}

/**
 * The same for a text column in DuckDB. Control characters cannot stand in a literal, so all are given by number. Looked up
 * in one text, because a long IN list becomes a join in DuckDB, and a join gives the rows back out of order.
 */
export function neutralSql(column: string): string {
  const list = starts.map((start) => `chr(${start.charCodeAt(0)})`).join(' || ');
  return `CASE WHEN ${column} <> '' AND strpos(${list}, substr(${column}, 1, 1)) > 0 THEN '''' || ${column} ELSE ${column} END`;
}
