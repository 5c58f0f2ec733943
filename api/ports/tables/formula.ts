import { formulaStarts } from '#api/kernel/formula.ts';

/**
 * What `neutral` does to a text, for a text column in DuckDB. Control characters cannot stand in a literal, so all are given by number. Looked up
 * in one text, because a long IN list becomes a join in DuckDB, and a join gives the rows back out of order.
 */
export function neutralSql(column: string): string {
  const list = formulaStarts.map((start) => `chr(${start.charCodeAt(0)})`).join(' || ');
  return `CASE WHEN ${column} <> '' AND strpos(${list}, substr(${column}, 1, 1)) > 0 THEN '''' || ${column} ELSE ${column} END`;
}
