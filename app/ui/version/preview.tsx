import type { RowsOut } from '#api/datasets/read.ts';
import { DataTable } from '#app/ui/data-table.tsx';

/** The first rows of a table as they are. */
export function Preview({ rows, caption }: { readonly rows: RowsOut; readonly caption: string }) {
  const numbered = rows.rows.map((cells, at) => ({ at, cells }));
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={numbered}
      rowKey={(row) => String(row.at)}
      columns={rows.columns.map((column, at) => ({
        key: column.name,
        head: column.name,
        named: true,
        kind: column.type === 'integer' || column.type === 'decimal' ? ('number' as const) : ('text' as const),
        cell: (row: (typeof numbered)[number]) => {
          const cell = row.cells[at];
          return cell === null || cell === undefined ? null : String(cell);
        },
      }))}
    />
  );
}
