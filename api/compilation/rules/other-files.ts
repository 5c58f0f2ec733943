/** What a file is that is no workbook; part of a refusal's sentence. */
import type { Words } from '#api/kernel/words.ts';

export const otherFiles = {
  old: ['是旧版 .xls 或者设有打开密码的文件', 'it is an old .xls, or it has a password'],
  empty: ['文件是空的', 'the file is empty'],
  pdf: ['是 PDF 文件', 'it is a PDF'],
  text: ['是文本文件（例如 CSV）', 'it is a text file such as CSV'],
  broken: ['压缩包损坏或者不完整', 'its archive is damaged or incomplete'],
  huge: ['展开后过大', 'it is too large when unpacked'],
  unknown: ['不是电子表格', 'it is no spreadsheet'],
} as const satisfies Words;
