/** What the interfaces call the catalogue and its parts. */
import type { Locale, Word, Words } from '#api/kernel/words.ts';

export const words = {
  catalog: ['晋数：山西省公共数据目录', 'Jinshu: catalogue of public data of Shanxi Province'],
  catalog_text: [
    '山西省各级政务部门编制、经政务信息管理部门审核发布的数据目录：数据集、历史版本、下载和接口。',
    'The catalogue of government data of Shanxi Province, compiled by its agencies and published after review: datasets, their versions, downloads and interfaces.',
  ],
  api: ['晋数数据接口', 'Jinshu data API'],
  api_text: [
    '检索目录，读取、筛选和下载公开数据；无需账号。',
    'Searches the catalogue; reads, filters and downloads open data. No account is needed.',
  ],
  law: [
    '山西省政务数据管理应用条例',
    'Regulation of Shanxi Province on the management and application of government data',
  ],
  short_name: ['晋数', 'Jinshu'],
  search: ['检索山西省公共数据', 'Search public data of Shanxi'],
  themes: ['主题信息资源', 'Themes of government data'],
  agencies: ['提供单位', 'Providing agencies'],
  quality_score: [
    '质量评分：按说明、许可、更新、格式、范围和字段说明等十一项计算，0 至 100 分；无从得知的不计入。',
    'Quality score of 0 to 100, from eleven criteria: description, licence, updates, formats, coverage, columns described; what cannot be known is left out.',
  ],
  version_title: ['{{title}}（第 {{n}} 版）', '{{title}} (version {{n}})'],
  provenance: [
    '由{{agency}}编制目录并提供数据；第 {{n}} 版于 {{day}} 发布。',
    'Catalogued and provided by {{agency}}; version {{n}} was published on {{day}}.',
  ],
  provenance_none: ['由{{agency}}编制目录。', 'Catalogued by {{agency}}.'],
  described: [
    '{{title}}：{{agency}}提供的政务数据，收录于山西省公共数据目录，资源代码 {{code}}。',
    '{{title}}: government data provided by {{agency}}, resource code {{code}} in the catalogue of Shanxi Province.',
  ],
  edition: ['第 {{n}} 版', 'Version {{n}}'],
  places: ['{{title}}：{{table}}', '{{title}}: {{table}}'],
  kind_dataset: ['数据集', 'Dataset'],
  kind_agency: ['单位', 'Agency'],
  kind_theme: ['主题', 'Theme'],
  kind_place: ['地区', 'Region'],
  kind_column: ['数据项', 'Column'],
} as const satisfies Words;

export type WordKey = keyof typeof words;

export function say(key: WordKey, locale: Locale, fill: Readonly<Record<string, string | number>> = {}): string {
  const [zh, en]: Word = words[key];
  return (locale === 'zh' ? zh : en).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(fill[name] ?? ''));
}

/** Both sides of a word, for literals with language tags. */
export const both = (key: WordKey, fill: Readonly<Record<string, string | number>> = {}): Word => [
  say(key, 'zh', fill),
  say(key, 'en', fill),
];
