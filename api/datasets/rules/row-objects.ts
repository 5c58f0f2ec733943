/** Rows as objects: a name that occurs twice in a question gets a number behind it, so that no cell is lost. */
export function objectsOf(
  columns: readonly { readonly name: string }[],
  rows: readonly (readonly unknown[])[],
): Record<string, unknown>[] {
  const names: string[] = [];
  for (const { name } of columns) {
    let unique = name;
    for (let n = 2; names.includes(unique); n++) unique = `${name}_${n}`;
    names.push(unique);
  }
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])));
}
