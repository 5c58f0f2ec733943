import { inLocale, type Locale, type Word } from '#api/kernel/words.ts';

const words = {
  platform: ['晋数：山西省公共数据平台', 'Jinshu: public data of Shanxi'],
  catalogue: ['晋数数据更新', 'Jinshu: what changed'],
  dataset: ['数据集更新', 'Dataset changes'],
  agency: ['单位数据更新', 'Changes of an agency'],
  theme: ['主题数据更新', 'Changes of a theme'],
  search: ['检索结果', 'Search results'],
  subtitle: [
    '发布、新版本、目录信息变更和撤下，新的在前。',
    'Publications, new versions, changed descriptions and withdrawals, newest first.',
  ],
  subtitle_search: ['符合检索条件的数据集，最近更新的在前。', 'Datasets that match the search, newest update first.'],
} as const satisfies Readonly<Record<string, Word>>;

export const feedWord = (key: keyof typeof words, locale: Locale): string => inLocale(words[key], locale);
