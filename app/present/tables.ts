/** The tables of a version, by their number. */
import type { DatasetOut } from '#api/datasets/open.ts';
import { type Places, placesOf } from '#api/datasets/rules/places.ts';

type Version = NonNullable<DatasetOut['latest']>;

export interface ShownTable {
  readonly number: number;
  readonly name: string;
  readonly row_count: number;
  readonly columns: Version['columns'];
  /** Where places are; null for a table without. */
  readonly geo: Places | null;
}

interface Listed {
  readonly number: number;
  readonly name: string;
  readonly row_count?: number | null;
  readonly columns?: Version['columns'];
  readonly geo?: Places | null;
}

export function tablesOf(version: Version): readonly ShownTable[] {
  const listed = (version as Version & { readonly tables?: readonly Listed[] }).tables ?? [];
  if (listed.length === 0)
    return [
      {
        number: 1,
        name: version.file_name,
        row_count: version.row_count,
        columns: version.columns,
        geo: placesOf(version.columns),
      },
    ];
  return listed.map((one) => {
    const columns = one.columns ?? (one.number === 1 ? version.columns : []);
    return {
      number: one.number,
      name: one.name,
      row_count: one.row_count ?? version.row_count,
      columns,
      geo: one.geo ?? placesOf(columns),
    };
  });
}

/** The table of that number, else the first. */
export function tableOf(version: Version, number: number): ShownTable {
  const tables = tablesOf(version);
  const first = tables[0];
  if (first === undefined) throw new Error(`version ${version.id} has no table`);
  return tables.find((one) => one.number === number) ?? first;
}
