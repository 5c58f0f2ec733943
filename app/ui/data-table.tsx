import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import { ui } from '#app/i18n/ui.ts';
import { useT } from '#app/present/words.ts';
import { orVoid } from './description-list.tsx';
import { Empty } from './empty.tsx';
import { Mixed } from './mixed.tsx';

export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  /** The head is a name out of somebody's data, in whatever language. */
  readonly named?: boolean;
  /** Stands in the head, under the name. */
  readonly unit?: string;
  /** `number` is aligned right with even digits; `fixed` does not wrap (codes, days). */
  readonly kind?: 'text' | 'number' | 'fixed';
  readonly cell: (row: Row) => ReactNode;
  readonly sortable?: boolean;
}

export interface Sort {
  readonly by: string;
  readonly direction: 'asc' | 'desc';
}

export interface DataTableProps<Row> {
  readonly caption: ReactNode;
  /** A remark beside the caption: how many rows, of which day. */
  readonly note?: ReactNode;
  /** Names the table for a screen reader only, where a heading just above says the same. */
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly sort?: Sort;
  /** The address that sorts by a column; columns are sortable only with it. */
  readonly sortHref?: (sort: Sort) => string;
  readonly empty?: ReactNode;
  /** Cells of a closing row, by column key. */
  readonly totals?: Readonly<Record<string, ReactNode>>;
}

/** The first column names the row. Wide tables scroll in a region that the keyboard can reach. */
export function DataTable<Row>({
  caption,
  note,
  captionHidden = false,
  columns,
  rows,
  rowKey,
  sort,
  sortHref,
  empty,
  totals,
}: DataTableProps<Row>) {
  const id = useId();
  if (rows.length === 0 && empty !== undefined)
    return <>{typeof empty === 'string' ? <Empty title={empty} /> : empty}</>;
  return (
    <div>
      <p className={captionHidden ? 'sr-only' : 'caption'} id={id}>
        {caption}
        {note !== undefined && <small>{note}</small>}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="table-region" aria-labelledby={id} tabIndex={0}>
        <table className="table" aria-labelledby={id}>
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={column.key} column={column} sort={sort} sortHref={sortHref} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowKey(row)}>
                {columns.map((column, at) => {
                  const shown = orVoid(column.cell(row));
                  return at === 0 ? (
                    <th key={column.key} scope="row" data-kind={column.kind}>
                      {shown}
                    </th>
                  ) : (
                    <td key={column.key} data-kind={column.kind}>
                      {shown}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
          {totals !== undefined && (
            <tfoot>
              <tr>
                {columns.map((column) => (
                  <td key={column.key} data-kind={column.kind}>
                    {totals[column.key]}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </section>
    </div>
  );
}

interface HeadProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort | undefined;
  readonly sortHref: ((sort: Sort) => string) | undefined;
}

function Head<Row>({ column, sort, sortHref }: HeadProps<Row>) {
  const t = useT(ui);
  const sorted = sort?.by === column.key ? sort.direction : null;
  const name =
    column.sortable === true && sortHref !== undefined ? (
      <Link
        to={sortHref({ by: column.key, direction: sorted === 'asc' ? 'desc' : 'asc' })}
        preventScrollReset
        title={t('sort_by', { column: column.head })}
      >
        {column.head}
      </Link>
    ) : column.named === true ? (
      <Mixed>{column.head}</Mixed>
    ) : (
      column.head
    );
  return (
    <th
      scope="col"
      data-kind={column.kind}
      aria-sort={sorted === null ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
    >
      {name}
      {column.unit !== undefined && <small>{column.unit}</small>}
    </th>
  );
}

/** Long text on one line, whole on focus and under the pointer. */
export function Clip({ children }: { readonly children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: focus is what shows the whole text to a keyboard
    <span className="clip" tabIndex={0}>
      {children}
    </span>
  );
}
