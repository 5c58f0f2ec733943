/**
 * Spreadsheet programs run cells that begin like a formula. A quote mark before them makes them text
 * (OWASP ASVS 5.0, 1.2.10; the full-width forms run in East Asian editions).
 */
export const formulaStarts = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '\0',
  '\uFF1D',
  '\uFF0B',
  '\uFF0D',
  '\uFF20',
] as const;

export function neutral(text: string): string {
  return formulaStarts.some((start) => text.startsWith(start)) ? `'${text}` : text;
}
