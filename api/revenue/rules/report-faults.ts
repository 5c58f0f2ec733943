/** Why a treasury's report cannot be read, in both languages. */
import type { Refusal } from '#api/kernel/refusal.ts';
import { refuse } from './refusals.ts';

const unreadable = (what: string, whatEn: string): Refusal =>
  refuse('revenue.report_unreadable', { what, what_en: whatEn });

export const reportFaults = {
  encoding: () => unreadable('编码不是 UTF-8 或 GB18030', 'it is neither UTF-8 nor GB18030'),
  broken: (code: string) => unreadable('不是完整的 CSV 文件', `it is no whole CSV file (${code})`),
  empty: () => unreadable('文件为空', 'it is empty'),
  large: () => unreadable('文件超过 5 MB', 'it is larger than 5 MB'),
  columns: (missing: readonly string[]) =>
    unreadable(`缺少列 ${missing.join('、')}`, `columns are missing: ${missing.join(', ')}`),
  noLines: () => unreadable('没有数据行', 'it has no lines'),
  manyLines: (most: number) => unreadable(`超过 ${most} 行`, `it has more than ${most} lines`),
  cell: (row: number, head: string) => unreadable(`第 ${row} 行的“${head}”`, `row ${row}, "${head}"`),
};
