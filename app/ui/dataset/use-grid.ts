import { type RefObject, useEffect } from 'react';

/**
 * Lets the arrow keys go from cell to cell (WAI-ARIA grid pattern): one cell is the table's stop for the Tab key, the next
 * Tab leaves the table. Without script the table stays a plain one whose heads are links.
 * @param shown changes when other rows are shown
 */
export function useGrid(table: RefObject<HTMLTableElement | null>, shown: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows need their stops set anew
  useEffect(() => {
    const grid = table.current;
    if (grid === null) return;
    grid.setAttribute('role', 'grid');
    for (const inner of grid.querySelectorAll<HTMLElement>('a, [tabindex="0"]')) inner.tabIndex = -1;
    let stop = stopOf(cellAt(grid, 1, 0) ?? cellAt(grid, 0, 0));
    if (stop !== null) stop.tabIndex = 0;
    const stand = (next: HTMLElement | null, focus: boolean) => {
      if (next === null) return;
      if (stop !== null) stop.tabIndex = -1;
      stop = next;
      stop.tabIndex = 0;
      if (focus) {
        stop.focus();
        stop.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const cell = (event.target as HTMLElement).closest<HTMLTableCellElement>('th, td');
      if (cell === null || event.altKey || event.metaKey) return;
      const row = (cell.parentElement as HTMLTableRowElement).rowIndex;
      const to = target(event, row, cell.cellIndex, grid);
      if (to === null) return;
      event.preventDefault();
      stand(stopOf(cellAt(grid, to[0], to[1])), true);
    };
    const onFocus = (event: FocusEvent) => {
      const cell = (event.target as HTMLElement).closest<HTMLTableCellElement>('th, td');
      if (cell !== null) stand(stopOf(cell), false);
    };
    grid.addEventListener('keydown', onKeyDown);
    grid.addEventListener('focusin', onFocus);
    return () => {
      grid.removeEventListener('keydown', onKeyDown);
      grid.removeEventListener('focusin', onFocus);
      if (stop !== null) stop.tabIndex = -1;
    };
  }, [table, shown]);
}

const page = 10;

/** Row and column to go to; null for a key that moves nothing. */
function target(event: KeyboardEvent, row: number, column: number, grid: HTMLTableElement): [number, number] | null {
  const lastRow = grid.rows.length - 1;
  const lastColumn = (grid.rows[row]?.cells.length ?? 1) - 1;
  switch (event.key) {
    case 'ArrowRight':
      return [row, Math.min(lastColumn, column + 1)];
    case 'ArrowLeft':
      return [row, Math.max(0, column - 1)];
    case 'ArrowDown':
      return [Math.min(lastRow, row + 1), column];
    case 'ArrowUp':
      return [Math.max(0, row - 1), column];
    case 'PageDown':
      return [Math.min(lastRow, row + page), column];
    case 'PageUp':
      return [Math.max(0, row - page), column];
    case 'Home':
      return [event.ctrlKey ? 0 : row, 0];
    case 'End':
      return [event.ctrlKey ? lastRow : row, lastColumn];
    default:
      return null;
  }
}

const cellAt = (grid: HTMLTableElement, row: number, column: number): HTMLTableCellElement | null =>
  grid.rows[row]?.cells[column] ?? null;

/** A head is entered at its link, so that Enter sorts. */
const stopOf = (cell: HTMLTableCellElement | null): HTMLElement | null => cell?.querySelector('a') ?? cell;
