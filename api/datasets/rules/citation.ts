/** How a version of a dataset is cited: GB/T 7714-2015 (electronic resource, 4.6; 数据集 is DS, online is OL) and BibTeX. */
import type { Day } from '#api/kernel/time.ts';

export interface Cited {
  /** The providing agency as its record has it. */
  readonly agency: string;
  readonly title: string;
  readonly code: string;
  readonly version: number;
  /** The version in the words of the standard's edition element. */
  readonly edition: string;
  /** Who makes it public: the platform. */
  readonly platform: string;
  readonly publishedOn: Day;
  /** The day the reader takes it (Asia/Shanghai). */
  readonly acquiredOn: Day;
  /** The permanent address of exactly this version. */
  readonly url: string;
  /** What BibTeX styles without `version` and `urldate` would leave out, as a sentence. */
  readonly note: string;
}

const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{Cs}/gu, '')
    .trim();

/** `责任者. 题名: 其他题名信息[DS/OL]. 版本. 出版者, 年(更新日期)[引用日期]. 路径.`: the marks are the standard's own. */
export function gbt7714(cited: Cited): string {
  const { version: _, publishedOn, acquiredOn } = cited;
  const head = `${withoutStop(cited.agency)}. ${oneLine(cited.title)}: ${oneLine(cited.code)}[DS/OL]`;
  const published = `${oneLine(cited.platform)}, ${publishedOn.slice(0, 4)}(${publishedOn})[${acquiredOn}]`;
  return `${head}. ${oneLine(cited.edition)}. ${published}. ${address(cited.url)}.`;
}

/** A name that ends in a full stop is not given a second one. */
const withoutStop = (text: string): string => oneLine(text).replace(/\.+$/, '');

/** `@dataset` is biblatex's and gbt7714's; classic styles take it as `@misc`. */
export function bibtex(cited: Cited): string {
  const { publishedOn, acquiredOn, version } = cited;
  const fields: readonly (readonly [string, string])[] = [
    // Double braces: a body is not a person, and no style may change the case of its name or of the title.
    ['author', `{${bibText(cited.agency)}}`],
    ['title', `{${bibText(cited.title)}}`],
    ['publisher', `{${bibText(cited.platform)}}`],
    ['year', publishedOn.slice(0, 4)],
    ['date', publishedOn],
    ['number', bibText(cited.code)],
    ['version', String(version)],
    ['url', address(cited.url)],
    ['urldate', acquiredOn],
    ['note', bibText(cited.note)],
  ];
  const width = Math.max(...fields.map(([name]) => name.length));
  const lines = fields.map(([name, value]) => `  ${name.padEnd(width)} = {${value}}`);
  return `@dataset{${citationKey(cited.code, version)},\n${lines.join(',\n')}\n}`;
}

export function citationKey(code: string, version: number): string {
  return `jinshu-${code.replace(/[^0-9A-Za-z]+/g, '-').replace(/^-|-$/g, '')}-v${version}`;
}

const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  // Not `\{`: BibTeX counts braces without looking at backslashes, and one alone would swallow the next entry.
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '#': '\\#',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  _: '\\_',
};

/** Text as LaTeX typesets it literally. */
export function bibText(text: string): string {
  return oneLine(text).replace(/[\\{}~^<>#$%&_]/g, (c) => commands[c] ?? c);
}

/** Addresses are not escaped (`\url` is verbatim), so what would end the field is percent-encoded. */
const address = (url: string): string => oneLine(url).replace(/[\\{}\s"<>^`|]/g, (c) => encodeURIComponent(c));
