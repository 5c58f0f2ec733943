/** A line of a file that is refused, named by row and column in both languages. */
import type { FieldFault } from '#api/kernel/refusal.ts';
import type { Word } from '#api/kernel/words.ts';

export const faultAt = (row: number, column: string, [zh, en]: Word): FieldFault => ({
  path: `${row}.${column}`,
  zh: `第 ${row} 行「${column}」：${zh}`,
  en: `Row ${row}, "${column}": ${en}`,
});

export const faultWords = {
  details: ['各笔明细之和不等于分录金额', 'the details do not sum to the entry'],
  amount: ['不是金额', 'no amount'],
  currency: ['不是人民币', 'not CNY'],
  movement: ['不符合 MT940 第 61 域的格式', 'not in the form of field 61'],
} as const;
