/** What a statement file says, whatever its format: the same lines, balances and faults. */
import type { FieldFault } from '#api/kernel/refusal.ts';
import type { Day } from '#api/kernel/time.ts';
import type { Word } from '#api/kernel/words.ts';
import type { StatementFormat } from '../rules/codes.ts';
import type { ColumnMap } from '../rules/columns.ts';
import { faultAt } from '../rules/faults.ts';

export interface FileLine {
  /** Row of the file, from 1. */
  readonly row: number;
  readonly serial: string;
  readonly valueDate: Day;
  /** Money in is positive. */
  readonly amountFen: bigint;
  readonly balanceFen: bigint | null;
  readonly payerName: string;
  readonly payerNo: string;
  readonly memo: string;
}

export interface StatementFile {
  readonly format: StatementFormat;
  readonly encoding: 'utf-8' | 'gb18030';
  readonly accountNo: string | null;
  readonly currency: string | null;
  readonly openingFen: bigint | null;
  readonly closingFen: bigint | null;
  readonly lines: readonly FileLine[];
  /** One a line that cannot be read, at most `mostFaults`; the path is `row.column`. */
  readonly faults: readonly FieldFault[];
  readonly faultCount: number;
  /** Of a CSV: its headings and what they were taken for. */
  readonly headings: readonly string[];
  readonly columns: ColumnMap;
  /** The first rows as they stand, for the preview. */
  readonly sample: readonly (readonly string[])[];
}

export const mostFaults = 50;
export const mostLines = 20_000;
export const mostBytes = 20 * 1024 * 1024;

/** Collects what is wrong with lines, each with its row and column in both languages. */
export class Faults {
  readonly list: FieldFault[] = [];
  private readonly rows = new Set<number>();

  /** Lines at fault, not faults. */
  get count(): number {
    return this.rows.size;
  }

  add(row: number, column: string, what: Word): void {
    this.rows.add(row);
    if (this.list.length >= mostFaults) return;
    this.list.push(faultAt(row, column, what));
  }
}
