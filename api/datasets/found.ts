/** What was found in a table, as it is kept. */
import { placesIn } from '#api/ports/tables/intake/places.ts';
import type { ColumnProfile, Places, TableProfile } from '#api/ports/tables/port.ts';
import type { ScanResult } from '#api/ports/tables/scan.ts';
import { type Stats, withoutValues } from './rules/statistics.ts';
import type * as store from './store.ts';

export interface Found {
  readonly number: number;
  readonly profile: TableProfile;
  readonly scan: ScanResult;
}

/** Columns with personal information are kept without statistics that would show values of it. */
export function columnsOf({ number, profile, scan }: Found): store.Column[] {
  const sensitive = new Set(
    scan.columns.filter((one) => one.findings.length + one.notes.length > 0).map((one) => one.header),
  );
  return profile.columns.map((column) => {
    const stats = statsOf(column);
    return {
      table: number,
      position: column.position,
      name: column.name,
      type: column.type,
      stats: sensitive.has(column.name) ? withoutValues(stats) : stats,
    };
  });
}

function statsOf({ name: _name, position: _position, type: _type, ...stats }: ColumnProfile): Stats {
  return stats;
}

export function findingsOf({ number, scan }: Found): store.Finding[] {
  return scan.columns.flatMap(({ header, findings, notes }) => {
    const row = (blocks: boolean) => (one: (typeof findings)[number]) => ({
      table: number,
      column: header,
      kind: one.kind,
      hits: one.hits,
      checked: one.checked,
      ratio: one.ratio,
      blocks,
      examples: [...one.examplesMasked],
      paths: [...(one.paths ?? [])],
    });
    const blocking = new Set(findings.map((one) => one.kind));
    return [...findings.map(row(true)), ...notes.filter((one) => !blocking.has(one.kind)).map(row(false))];
  });
}

/** The places of a table after a treatment: those it had, unless a column of them was dropped or masked. */
export function geoOf(before: Places | null, profile: TableProfile): Places | null {
  if (before === null || !('geometry' in before)) return placesIn(profile);
  return profile.columns.some((one) => one.name === before.geometry) ? before : null;
}
