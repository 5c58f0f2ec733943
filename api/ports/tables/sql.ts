/** Quoting for DuckDB: standard SQL, where doubling is the whole escape (no backslashes). Values of callers are bound, not quoted. */

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The table behind a Parquet path, without surprises from folder names that look like partitions. */
export function parquetSource(path: string, rowNumber = false): string {
  return `read_parquet(${quoteText(path)}, hive_partitioning = false${rowNumber ? ', file_row_number = true' : ''})`;
}
