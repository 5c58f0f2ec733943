/** How far the platform has come with each article, and where to look. Kept beside docs/articles.md and as honest as that. */
import { paths } from '#app/paths.ts';

export type Coverage = 'done' | 'partial' | 'later' | 'none';

export const coverage: Readonly<Record<string, Coverage>> = {
  '1': 'none',
  '2': 'done',
  '3': 'done',
  '4': 'done',
  '5': 'done',
  '6': 'done',
  '7': 'done',
  '8': 'done',
  '9': 'done',
  '10': 'done',
  '11': 'done',
  '12': 'done',
  '13': 'done',
  '14': 'done',
  '15': 'done',
  '16': 'partial',
  '17': 'done',
  '18': 'done',
  '19': 'done',
  '20': 'partial',
  '21': 'done',
  '22': 'done',
  '23': 'done',
  '24': 'partial',
  '25': 'done',
  '26': 'done',
  '27': 'done',
  '28': 'done',
  '29': 'done',
};

/** The public page on which an article's work can be seen. */
export const where: Readonly<
  Record<
    string,
    {
      readonly to: string;
      readonly word:
        | 'data'
        | 'products'
        | 'transparency'
        | 'verify'
        | `footer_${'targeted' | 'reuses' | 'evaluation' | 'requirements' | 'bases' | 'my_data' | 'assets' | 'supervision' | 'audit'}`;
    }
  >
> = {
  '5': { to: paths.rankings(), word: 'footer_evaluation' },
  '8': { to: paths.requirements(), word: 'footer_requirements' },
  '9': { to: paths.bases(), word: 'footer_bases' },
  '10': { to: paths.myData(), word: 'footer_my_data' },
  '12': { to: paths.datasets(), word: 'data' },
  '14': { to: paths.targeted(), word: 'footer_targeted' },
  '15': { to: paths.datasets(), word: 'data' },
  '16': { to: paths.verify(), word: 'verify' },
  '17': { to: paths.registeredAssets(), word: 'footer_assets' },
  '18': { to: paths.reuses(), word: 'footer_reuses' },
  '19': { to: paths.transparency(), word: 'transparency' },
  '20': { to: paths.products(), word: 'products' },
  '21': { to: paths.transparency(), word: 'transparency' },
  '23': { to: paths.auditRoots(), word: 'footer_audit' },
  '25': { to: paths.myData(), word: 'footer_my_data' },
  '27': { to: paths.publicSupervision(), word: 'footer_supervision' },
};

/** 1 to 99 with the digits of a language: `十二`, `二十`. */
export function hanNumber(n: number, digits: string): string {
  const [...d] = digits;
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  if (tens === 0) return d[n] ?? '';
  return `${tens === 1 ? '' : (d[tens] ?? '')}${d[10] ?? ''}${ones === 0 ? '' : (d[ones] ?? '')}`;
}
