/** A code list as people write it: `1 = 主线 | Main line`, one a line. Pure. */
import type { Code } from './propose.ts';

/** A code that holds `=` itself is written with spaces around the sign that counts. */
export function codesText(codes: readonly Code[] | null): string {
  return (codes ?? [])
    .map(({ code, zh, en }) => (zh === '' && en === '' ? code : `${code} = ${zh}${en === '' ? '' : ` | ${en}`}`))
    .join('\n');
}

export function readCodes(text: string): Code[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.includes(' = ') ? line.indexOf(' = ') + 1 : line.indexOf('=');
      const code = (at <= 0 ? line : line.slice(0, at)).trim();
      const [zh = '', en = ''] = at <= 0 ? [] : line.slice(at + 1).split('|');
      return { code, zh: zh.trim(), en: en.trim() };
    });
}
