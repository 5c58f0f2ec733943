import type { TaskKind } from './contract.ts';

/** One case on someone's desk, as the stores answer it. */
export interface TaskRow {
  readonly kind: TaskKind;
  readonly id: string;
  readonly no: string;
  readonly title: string;
  readonly since: Date;
  readonly dueOn: string | null;
  readonly amountFen: bigint | null;
  /** What exactly, where one thing has several such cases. */
  readonly detail: { readonly zh: string; readonly en: string } | null;
}

/** Most tasks of one kind: a desk with more is worked off from the list of the noun. */
export const limit = 50;

export const task = (
  kind: TaskKind,
  row: Omit<TaskRow, 'kind' | 'dueOn' | 'amountFen' | 'detail'> & Partial<TaskRow>,
): TaskRow => ({
  dueOn: null,
  amountFen: null,
  detail: null,
  ...row,
  kind,
});
