import { inLocale, type Locale, type Word } from '#api/kernel/words.ts';

const words = {
  platform: ['晋数：山西省公共数据平台', 'Jinshu: public data of Shanxi'],
  all: ['晋数数据需求', 'Jinshu: data requests'],
  answered: ['晋数已答复的数据需求', 'Jinshu: data requests answered'],
  subtitle: [
    '公众希望开放的数据和主管单位的答复，新的在前。',
    'What people ask to be opened and how agencies answered, newest first.',
  ],
  subtitle_answered: [
    '主管单位已答复的数据需求，新的在前。',
    'Data requests with the answer of the agency, newest first.',
  ],
} as const satisfies Readonly<Record<string, Word>>;

export const feedWord = (key: keyof typeof words, locale: Locale): string => inLocale(words[key], locale);
