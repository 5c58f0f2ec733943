/** How far the platform has come with each article, and where to look. Kept beside docs/articles.md and as honest as that. */
import { paths } from '#app/paths.ts';

export type Coverage = 'done' | 'partial' | 'later' | 'none';

export const coverage: Readonly<Record<string, Coverage>> = {
  '1': 'none',
  '2': 'done',
  '3': 'partial',
  '4': 'partial',
  '5': 'later',
  '6': 'partial',
  '7': 'partial',
  '8': 'partial',
  '9': 'partial',
  '10': 'later',
  '11': 'partial',
  '12': 'done',
  '13': 'later',
  '14': 'done',
  '15': 'partial',
  '16': 'partial',
  '17': 'later',
  '18': 'partial',
  '19': 'done',
  '20': 'partial',
  '21': 'partial',
  '22': 'partial',
  '23': 'partial',
  '24': 'partial',
  '25': 'partial',
  '26': 'none',
  '27': 'partial',
  '28': 'none',
  '29': 'done',
};

/** The public page on which an article's work can be seen. */
export const where: Readonly<
  Record<
    string,
    {
      readonly to: string;
      readonly word: 'data' | 'products' | 'transparency' | 'verify' | 'footer_targeted' | 'footer_reuses';
    }
  >
> = {
  '8': { to: paths.datasets(), word: 'data' },
  '12': { to: paths.datasets(), word: 'data' },
  '14': { to: paths.targeted(), word: 'footer_targeted' },
  '15': { to: paths.datasets(), word: 'data' },
  '16': { to: paths.verify(), word: 'verify' },
  '18': { to: paths.reuses(), word: 'footer_reuses' },
  '19': { to: paths.transparency(), word: 'transparency' },
  '20': { to: paths.products(), word: 'products' },
  '21': { to: paths.transparency(), word: 'transparency' },
};

/** 1 to 99 with the digits of a language: `十二`, `二十`. */
export function hanNumber(n: number, digits: string): string {
  const [...d] = digits;
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  if (tens === 0) return d[n] ?? '';
  return `${tens === 1 ? '' : (d[tens] ?? '')}${d[10] ?? ''}${ones === 0 ? '' : (d[ones] ?? '')}`;
}
