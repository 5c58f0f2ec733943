/** Which columns a saved view asks for. Pure. */
import { parseFilter, parseSort } from '#api/datasets/rules/query.ts';
import { type ViewSpec, viewSpec } from '#api/datasets/rules/view-spec.ts';

export function columnsAsked(stored: unknown): string[] {
  const read = viewSpec.safeParse(stored);
  return read.success ? [...new Set(columnsOf(read.data))] : [];
}

function columnsOf(view: ViewSpec): string[] {
  const filters = view.filters.flatMap((text) => {
    const asked = parseFilter(text);
    return 'column' in asked ? [asked.column] : [];
  });
  switch (view.kind) {
    case 'table':
      return [...filters, ...view.columns, ...view.sort.map((text) => parseSort(text).column)];
    case 'chart':
      return [...filters, view.chart.x, view.chart.y, view.chart.series].filter((one) => one !== null);
    case 'map':
      return [...filters, view.map.column, view.map.y].filter((one) => one !== null);
  }
}
