/**
 * What an agreement allows, as the gateway enforces it and the ODRL policy states it: both are made from this and from
 * nothing else. Whatever is not in it is not allowed.
 */
import { degrees, degreesInDomain } from '#api/licensing/rules/codes.ts';
import { purposes, rowOps } from './codes.ts';
import { groupOf } from './groups.ts';
import { emptyTerms } from './terms.ts';
import type { Quota, RowCondition, Terms } from './terms-types.ts';

/**
 * `read`: records, as rows or files. `figures`: figures over groups large enough to hide each record. `compute`: jobs in the
 * domain, of which only such figures leave.
 */
export type DataAction = 'read' | 'figures' | 'compute';

export interface GrantedTable {
  readonly dataset: string;
  /** As it was called when the agreement was written. */
  readonly table: string;
  readonly columns: readonly string[] | null;
  readonly filter: readonly RowCondition[];
}

export interface AgreementGrant {
  readonly no: string;
  readonly version: number;
  /** First and last day, both included. */
  readonly from: string;
  readonly to: string;
  readonly degree: string;
  readonly actions: readonly DataAction[];
  /** Fewest records behind a figure. */
  readonly smallestGroup: number;
  readonly purposes: readonly string[];
  readonly regions: readonly string[];
  readonly tables: readonly GrantedTable[];
  readonly quota: { readonly calls: Quota; readonly rows: Quota };
  /** Constraints this program does not know; while there is one, nothing is handed over. */
  readonly unknown: readonly string[];
}

export interface GrantFacts {
  readonly no: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  /** Each dataset of the agreement with the tables it had when the agreement was written. */
  readonly datasets: readonly { readonly dataset: string; readonly tables: readonly string[] }[];
}

export function grantOf(terms: Terms, facts: GrantFacts): AgreementGrant {
  return {
    no: facts.no,
    version: facts.version,
    from: facts.from,
    to: facts.to,
    degree: terms.degree.code,
    actions: actionsOf(terms.degree.code),
    smallestGroup: groupOf(terms.degree.smallest_group),
    purposes: terms.purpose.codes,
    regions: terms.region.codes,
    tables: facts.datasets.flatMap((one) => tablesOf(terms, one)),
    quota: terms.quota,
    unknown: unknownIn(terms),
  };
}

function actionsOf(degree: string): readonly DataAction[] {
  if (degree === 'aggregated') return ['figures', 'compute'];
  if (!degrees.is(degree)) return [];
  return degreesInDomain.includes(degree) ? ['compute'] : ['read', 'figures', 'compute'];
}

function tablesOf(terms: Terms, { dataset, tables }: GrantFacts['datasets'][number]): GrantedTable[] {
  const whole = () => tables.map((table) => ({ dataset, table, columns: null, filter: [] }));
  if (terms.data.length === 0) return whole();
  const said = terms.data.find((one) => one.dataset === dataset);
  if (said === undefined) return [];
  if (said.tables === null) return whole();
  return said.tables.map(({ name, columns, filter }) => ({ dataset, table: name, columns, filter }));
}

const keysOf = (value: object) => Object.keys(value);
const known = {
  terms: keysOf(emptyTerms),
  dataset: ['dataset', 'tables'],
  table: ['name', 'columns', 'filter'],
  condition: ['column', 'op', 'value'],
  quota: ['calls', 'rows'],
  windows: ['day', 'month', 'term'],
  words: ['codes', 'words'],
  degree: ['code', 'words', 'smallest_group'],
};

/** Names of what a record says that this program cannot enforce. */
export function unknownIn(terms: Terms): string[] {
  const strange = (value: object, names: readonly string[], path: string) =>
    keysOf(value)
      .filter((key) => !names.includes(key))
      .map((key) => `${path}${key}`);
  return [
    ...((terms.record as number) === 4 ? [] : ['record']),
    ...strange(terms, known.terms, ''),
    ...strange(terms.degree, known.degree, 'degree.'),
    ...strange(terms.purpose, known.words, 'purpose.'),
    ...terms.purpose.codes.filter((code) => !purposes.is(code)).map((code) => `purpose.${code}`),
    ...strange(terms.region, known.words, 'region.'),
    ...strange(terms.quota, known.quota, 'quota.'),
    ...strange(terms.quota.calls, known.windows, 'quota.calls.'),
    ...strange(terms.quota.rows, known.windows, 'quota.rows.'),
    ...terms.data.flatMap((one) => [
      ...strange(one, known.dataset, 'data.'),
      ...(one.tables ?? []).flatMap((table) => [
        ...strange(table, known.table, 'data.tables.'),
        ...table.filter.flatMap((condition) => [
          ...strange(condition, known.condition, 'data.tables.filter.'),
          ...(rowOps.is(condition.op) ? [] : [`data.tables.filter.${String(condition.op)}`]),
        ]),
      ]),
    ]),
  ];
}

/** The grant of one table, by the name it had when the agreement was written; null where it is not granted. */
export function tableGrant(grant: AgreementGrant, dataset: string, table: string): GrantedTable | null {
  return grant.tables.find((one) => one.dataset === dataset && one.table === table) ?? null;
}
