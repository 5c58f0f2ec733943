import { moneyText } from './format.ts';

/** Fen as yuan; another currency in its own minor units, as it was told. */
export const caseAmount = (row: { readonly amount: string | null; readonly currency: string | null }): string | null =>
  row.amount === null ? null : row.currency === 'cny' ? moneyText(row.amount) : `${row.amount} ${row.currency ?? ''}`;
