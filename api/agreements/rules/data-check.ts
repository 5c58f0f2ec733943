/** Do the tables, columns and row filters of the terms fit what the datasets have published? */
import { columnTypes } from '#api/datasets/rules/codes.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { isDay } from '#api/kernel/time.ts';
import type { CodeOf } from '#api/kernel/words.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { type QuotaMeasure, quotaMeasures, type RowOp, rowOps } from './codes.ts';
import { type FaultKind, fault, refuse } from './refusals.ts';
import type { Quota, RowCondition, TableGrant, Terms } from './terms-types.ts';

export type ColumnType = CodeOf<typeof columnTypes>;

export interface PublishedColumn {
  readonly name: string;
  readonly type: ColumnType;
}

export interface PublishedTable {
  readonly name: string;
  readonly columns: readonly PublishedColumn[];
}

/** What can be granted of one dataset; no table while it has published nothing. */
export interface Grantable {
  readonly dataset: string;
  readonly tables: readonly PublishedTable[];
}

const onlyText: readonly RowOp[] = ['starts', 'contains'];
const ordered: readonly RowOp[] = ['gt', 'gte', 'lt', 'lte', 'between'];
const orderedTypes: readonly ColumnType[] = ['integer', 'decimal', 'date', 'datetime'];

/** The comparisons that mean something for a column of a type. */
export function opsFor(type: ColumnType): readonly RowOp[] {
  return rowOps.codes.filter(
    (op) => (!onlyText.includes(op) || type === 'text') && (!ordered.includes(op) || orderedTypes.includes(type)),
  );
}

const longestValue = 1000;

function isOf(type: ColumnType, value: string): boolean {
  if (value.length > longestValue || value.includes('\0')) return false;
  switch (type) {
    case 'text':
      return value !== '';
    case 'integer':
    case 'decimal':
      return /^-?\d{1,18}(\.\d{1,12})?$/.test(value);
    case 'date':
      return isDay(value);
    case 'datetime':
      return /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(value) && isDay(value.slice(0, 10));
    case 'boolean':
      return value === 'true' || value === 'false';
  }
}

export function conditionHolds(type: ColumnType, { op, value }: RowCondition): boolean {
  if (!opsFor(type).includes(op)) return false;
  if (op === 'isnull' || op === 'notnull') return value === undefined;
  if (op !== 'in' && op !== 'not_in' && op !== 'between') return typeof value === 'string' && isOf(type, value);
  if (typeof value === 'string' || value === undefined || value.length === 0 || value.length > 200) return false;
  return (op !== 'between' || value.length === 2) && value.every((one) => isOf(type, one));
}

const at = (path: string, kind: FaultKind) => [fault(`terms.${path}`, kind)];
const firstRepeated = (names: readonly string[]): number => names.findIndex((name, i) => names.indexOf(name) !== i);

/** The first thing that cannot be, or null. `published` holds every dataset of the agreement. */
export function dataFault({ data }: Terms, published: readonly Grantable[]): Refusal | null {
  const again = firstRepeated(data.map((one) => one.dataset));
  if (again >= 0)
    return refuse('agreement.data_twice', { name: data[again]?.dataset ?? '' }, at(`data.${again}`, 'data_twice'));
  for (const [i, { dataset, tables }] of data.entries()) {
    const path = `data.${i}`;
    const found = published.find((one) => one.dataset === dataset);
    if (found === undefined)
      return refuse('agreement.data_unknown', { dataset }, at(`${path}.dataset`, 'data_dataset'));
    if (tables?.length === 0) return refuse('agreement.data_missing', { dataset }, at(`${path}.mode`, 'data_tables'));
    const twice = firstRepeated((tables ?? []).map((one) => one.name));
    const named = tables?.[twice]?.name;
    if (named !== undefined)
      return refuse('agreement.data_twice', { name: named }, at(`${path}.tables.${twice}`, 'data_twice'));
    for (const [j, table] of (tables ?? []).entries()) {
      const wrong = tableFault(table, dataset, found, `${path}.tables.${j}`);
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

function tableFault(table: TableGrant, dataset: string, found: Grantable, path: string): Refusal | null {
  const known = found.tables.find((one) => one.name === table.name);
  if (known === undefined)
    return refuse('agreement.unknown_table', { dataset, table: table.name }, at(`${path}.name`, 'data_table'));
  const typeOf = (column: string) => known.columns.find((one) => one.name === column)?.type;
  if (table.columns?.length === 0)
    return refuse('agreement.no_columns', { table: table.name }, at(`${path}.columns`, 'data_columns'));
  const stranger = table.columns?.findIndex((one) => typeOf(one) === undefined) ?? -1;
  if (stranger >= 0) return noColumn(table.name, table.columns?.[stranger] ?? '', `${path}.columns`);
  for (const [k, condition] of table.filter.entries()) {
    const type = typeOf(condition.column);
    if (type === undefined) return noColumn(table.name, condition.column, `${path}.filter.${k}.column`);
    if (!conditionHolds(type, condition))
      return refuse(
        'agreement.bad_row_filter',
        {
          table: table.name,
          column: condition.column,
          ...bilingual('type', columnTypes.words[type]),
          ...bilingual('op', rowOps.words[condition.op]),
        },
        at(`${path}.filter.${k}.value`, 'data_filter'),
      );
  }
  return null;
}

const noColumn = (table: string, column: string, path: string) =>
  refuse('agreement.unknown_column', { table, column: column.slice(0, 100) }, at(path, 'data_column'));

/** Before it goes out the data clause speaks of all the datasets or of none. */
export function dataMissing({ data }: Terms, datasets: readonly string[]): Refusal | null {
  if (data.length === 0) return null;
  const left = datasets.find((code) => !data.some((one) => one.dataset === code));
  return left === undefined
    ? null
    : refuse('agreement.data_missing', { dataset: left }, [fault('terms.data', 'data_dataset')]);
}

/** A wider window never allows less than a narrower one. */
export function quotaFault({ quota }: Terms): Refusal | null {
  const wrong = (measure: QuotaMeasure, one: Quota): Refusal | null => {
    const caps = (['day', 'month', 'term'] as const).flatMap((window) =>
      one[window] === null ? [] : [{ window, cap: one[window] }],
    );
    const late = caps.find(({ cap }, i) => i > 0 && cap < (caps[i - 1]?.cap ?? 0));
    return late === undefined
      ? null
      : refuse('agreement.quota_order', bilingual('measure', quotaMeasures.words[measure]), [
          fault(`terms.quota.${measure}.${late.window}`, 'quota'),
        ]);
  };
  return wrong('calls', quota.calls) ?? wrong('rows', quota.rows);
}

export function feeFault({ fee }: Terms): Refusal | null {
  const first = fee.amounts.findIndex(({ amount_fen }) => BigInt(amount_fen) > 0n);
  if (fee.mode !== 'free' || first < 0) return null;
  return refuse('agreement.fee_contradicts', {}, at(`fee.amounts.${first}.amount_fen`, 'fee_amount'));
}
