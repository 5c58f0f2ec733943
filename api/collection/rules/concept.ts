/** What a name of an item means: the data element it ends with, whom or what it is said of, and the words that are left. */
import { aliases, elementById } from './elements.ts';

/** How the names are taken apart, and which words mean the same. Both come from outside: the rules read nothing. */
export interface Language {
  readonly cut: (text: string) => readonly string[];
  /** Puts one word of each group of synonyms in the place of the others. */
  readonly plain: (text: string) => string;
}

/** @param groups words that mean the same, as the department keeps them; single characters say too little to be replaced. */
export function languageOf(segment: Language['cut'], groups: readonly (readonly string[])[]): Language {
  const cut = remembered(segment);
  const canon = new Map(
    groups.flatMap((group) => {
      const words = group.map(fold).filter((word) => [...word].length > 1);
      return words.map((word) => [word, words[0] ?? word] as const);
    }),
  );
  const longestFirst = [...canon.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (longestFirst.length === 0) return { cut, plain: (text) => text };
  // Folded words hold letters and digits alone, so nothing in them has a meaning in a pattern.
  const any = new RegExp(longestFirst.join('|'), 'gu');
  return { cut, plain: (text) => text.replace(any, (word) => ` ${canon.get(word) ?? word} `) };
}

/** One check cuts the same texts again and again: what it asks for, against each candidate. */
function remembered(cut: Language['cut']): Language['cut'] {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= 4000) known.clear();
    const words = cut(text);
    known.set(text, words);
    return words;
  };
}

export interface Concept {
  readonly folded: string;
  readonly element: string | null;
  /** Said of whom or what, where that tells it from the plain element; sorted. */
  readonly qualifiers: readonly string[];
  /** All words that count, the element as `#id` among them. */
  readonly words: readonly string[];
  /** Equal for names that mean the same. */
  readonly sameness: string;
  /** Says nothing by itself: 名称, 编号, 备注. */
  readonly generic: boolean;
}

/** Words that do not tell one item from another: the subject itself, and what forms and tables add to a name. */
const neutral = new Set(
  '的 之 及 和 与 其 该 各 某 本人 个人 公民 居民 自然人 人员 人口 当事人 申请人 办事人 申报人 企业 单位 法人 机构 组织 公司 市场主体 主体 信息 情况 字段 数据 项 内容 基本 有效 当前 现 中文 登记 填报 录入 名 号 a b'.split(
    ' ',
  ),
);

const generics = new Set(
  '名称 编号 代码 类型 类别 种类 状态 备注 说明 描述 日期 时间 年份 年度 月份 序号 标题 数量 金额 单价 总数 等级 级别 结果 意见 原因 来源 用途 面积 比例 单位 编码 标识 id name code type status date 附件 地点 位置 内容 名录 简介 标准 方式'.split(
    ' ',
  ),
);

export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

export function conceptOf(name: string, language: Language): Concept {
  const folded = fold(name);
  const found = aliases.find(([alias]) => folded.endsWith(alias) && fits(folded, alias));
  const [alias = '', id = null] = found ?? [];
  const rest = found === undefined ? folded : folded.slice(0, folded.length - alias.length);
  const words = [...new Set(language.cut(language.plain(rest)).map(headOf))].filter((word) => word !== '');
  const telling = words.filter((word) => !neutral.has(word));
  // A name of nothing but neutral words is still a name.
  const kept = found === undefined && telling.length === 0 ? words : telling;
  const qualifiers = [...kept].sort();
  return {
    folded,
    element: id,
    qualifiers: found === undefined ? [] : qualifiers,
    words: [...(id === null ? [] : [`#${id}`]), ...kept],
    sameness: id === null ? `~${qualifiers.join('+')}` : `#${id}|${qualifiers.join('+')}`,
    generic: id === null && kept.length <= 1 && kept.every((word) => generics.has(word)),
  };
}

/** 车道数 and 车道数量 end in one word. */
function headOf(word: string): string {
  const folded = fold(word);
  return folded === '数' || folded === '总数' ? '数量' : folded;
}

/** A short Latin alias (xm) is a whole column name, never the end of one. */
const fits = (folded: string, alias: string): boolean => !/^[a-z]+$/.test(alias) || folded === alias;

/** Words of a sentence that tell something, each once. */
export function tellingWords(text: string, language: Language): string[] {
  const words = language.cut(language.plain(text.normalize('NFKC').toLowerCase())).map(fold);
  return [...new Set(words)].filter(
    (word) => word !== '' && !neutral.has(word) && ([...word].length > 1 || /\d/.test(word)),
  );
}

/** The subject of an item where its data element says it, or what the text around it is about. */
export function subjectOf(concept: Concept, about: string): 'natural' | 'legal' | 'other' | 'unknown' {
  const said = concept.element === null ? null : (elementById.get(concept.element)?.subject ?? null);
  if (said !== null && concept.qualifiers.length === 0) return said;
  if (/企业|法人|单位|机构|公司|市场主体|社会组织|经营主体/.test(about)) return 'legal';
  if (/人口|居民|公民|自然人|个人|人员|学生|职工|老年|儿童|患者|户籍/.test(about)) return 'natural';
  return 'unknown';
}

/** Texts that speak of everybody: the population at large, or all organisations. */
export const isGeneral = (about: string): boolean =>
  about.trim() === '' ||
  /(全体|全部|所有|常住|户籍|全省|基础|自然人|法人单位|全市)?(人口|居民|公民|自然人|法人|企业|市场主体|办事人|申请人)(基础|基本|登记|注册)?(信息|数据|名录|库|目录)?$/.test(
    about.trim().replace(/(基础)?(信息资源)?(库|表|数据|信息)$/u, ''),
  );
