import { inLocale, type Locale, type Word } from '#api/kernel/words.ts';

const words = {
  platform: ['晋数：山西省公共数据平台', 'Jinshu: public data of Shanxi'],
  title: ['晋数应用案例', 'Jinshu: what was made of the data'],
  subtitle: [
    '用公共数据做成的应用、研究、报道和教学，新的在前。',
    'Applications, research, stories and lessons made of public data, newest first.',
  ],
} as const satisfies Readonly<Record<string, Word>>;

export const feedWord = (key: keyof typeof words, locale: Locale): string => inLocale(words[key], locale);
