import { useRef } from 'react';
import type { RowsOut } from '#api/datasets/read.ts';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { cellText, textWidth } from '#app/present/dataset-text.ts';
import { directionOf, sortedBy } from '#app/present/dataset-view.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Clip } from '../data-table.tsx';
import { Void } from '../description-list.tsx';
import { type Shaped, useDataset } from './dataset-context.ts';
import { useGrid } from './use-grid.ts';
import { useHydrated } from './use-hydrated.ts';
import { ViewLink } from './view-link.tsx';

type RowsColumn = RowsOut['columns'][number];

/** Cells wider than this (in half characters) are cut to one line. */
const oneLine = 44;

export function PreviewTable({ rows }: { readonly rows: RowsOut }) {
  const t = useT(words);
  const { title, version, view, item } = useDataset();
  const kinds = rows.columns.map((column) => kindOf(column, item));
  const name = t('table_name', { title, n: version?.number ?? 1 });
  const first = (view.page - 1) * view.size;
  const grid = useRef<HTMLTableElement>(null);
  useGrid(grid, rows);
  const hydrated = useHydrated();
  return (
    // Reachable by keyboard (WCAG 2.1.1): by its cells where script runs, else by itself.
    <section className="table-region preview-region" aria-label={name} tabIndex={hydrated ? undefined : 0}>
      <table ref={grid} className="table preview-table" aria-label={name}>
        <thead>
          <tr>
            {rows.columns.map((column, place) => (
              <Head key={column.name} column={column} kind={kinds[place]} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name but its place
            <tr key={first + at}>
              {rows.columns.map((column, place) => (
                <Shown key={column.name} column={column} cell={row[place]} kind={kinds[place]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Digits that are a code are read from the left like text. */
function kindOf({ name, type }: RowsColumn, item: Shaped['item']): string {
  const number = type === 'integer' || type === 'decimal';
  return number && item(name)?.data_type !== 'C' ? 'number' : 'fixed';
}

function Head({ column, kind }: { readonly column: RowsColumn; readonly kind: string | undefined }) {
  const t = useT(words);
  const locale = useLocale();
  const { view, to, item, label } = useDataset();
  const direction = directionOf(view, column.name);
  const shown = label(column.name);
  const next = direction === null ? 'sort_up' : direction === 'asc' ? 'sort_down' : null;
  const unit = item(column.name)?.unit ?? '';
  return (
    <th
      scope="col"
      data-kind={kind}
      aria-sort={direction === null ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
    >
      <ViewLink
        to={to(sortedBy(view, column.name))}
        part="preview"
        title={next === null ? t('sort_off') : t(next, { column: shown })}
      >
        {shown}
      </ViewLink>
      {shown !== column.name && <small>{column.name}</small>}
      <small>
        {columnTypes.label(column.type, locale)}
        {unit !== '' && ` · ${unit}`}
      </small>
    </th>
  );
}

function Shown({
  column,
  cell,
  kind,
}: {
  readonly column: RowsColumn;
  readonly kind: string | undefined;
  readonly cell: RowsOut['rows'][number][number] | undefined;
}) {
  const text = cellText(cell, column.type, useLocale());
  return <td data-kind={kind}>{text === null ? <Void /> : textWidth(text) > oneLine ? <Clip>{text}</Clip> : text}</td>;
}
