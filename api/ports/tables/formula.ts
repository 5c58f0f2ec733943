/**
 * Spreadsheet programs run cells that begin like a formula. A quote mark before them makes them text
 * (OWASP ASVS 5.0, 1.2.10; the full-width forms run in East Asian editions).
 */
const starts = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20'] as const;

export function neutral(text: string): string {
  return starts.some((start) => text.startsWith(start)) ? `'${text}` : text;
}

/** The same for a text column in DuckDB. Control characters cannot stand in a literal, so all are given by number. */
export function neutralSql(column: string): string {
  const list = starts.map((start) => `chr(${start.charCodeAt(0)})`).join(', ');
  return `CASE WHEN substr(${column}, 1, 1) IN (${list}) THEN '''' || ${column} ELSE ${column} END`;
}
