/**
 * How a version of a dataset, or a filtered view of it, is cited. Written from the standards (decision 0026): GB/T 7714-2015
 * (electronic resource, 4.6; 数据集 is DS, online is OL), APA 7 (section 10.9, data sets), BibTeX, RIS (2011), CSL-JSON 1.0.2.
 */
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
  /** The English title, where there is one. */
  readonly titleEn?: string;
  /** A filtered view: the query as it stands in addresses, its words in the citation, and how many rows it answered. */
  readonly view?: { readonly id: string; readonly query: string; readonly words: string; readonly rows: number };
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
  const view = cited.view === undefined ? '' : `, ${oneLine(cited.view.words)}`;
  const head = `${withoutStop(cited.agency)}. ${oneLine(cited.title)}: ${oneLine(cited.code)}${view}[DS/OL]`;
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
    ...(cited.view === undefined ? [] : [['titleaddon', `{${bibText(cited.view.words)}}`] as const]),
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
  const view = cited.view === undefined ? '' : `-${cited.view.id.slice(-8)}`;
  return `@dataset{${citationKey(cited.code, version)}${view},\n${lines.join(',\n')}\n}`;
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

/** `Author. (Year). Title [Translation] (Identifier; Version n) [Data set]. Publisher. URL`: a fixed version needs no day of retrieval. */
export function apa(cited: Cited): string {
  const translated = cited.titleEn ? ` [${oneLine(cited.titleEn)}]` : '';
  const version = `(${oneLine(cited.code)}; Version ${cited.version})`;
  const form =
    cited.view === undefined ? '[Data set]' : `[Data set; ${oneLine(cited.view.query)}; ${rowsText(cited.view.rows)}]`;
  const year = cited.publishedOn.slice(0, 4);
  const agency = withoutStop(cited.agency);
  // An author that is its own publisher is named once.
  const publisher = oneLine(cited.platform) === agency ? '' : `${withoutStop(cited.platform)}. `;
  return `${agency}. (${year}). ${oneLine(cited.title)}${translated} ${version} ${form}. ${publisher}${address(cited.url)}`;
}

const rowsText = (rows: number): string => `${rows} ${rows === 1 ? 'row' : 'rows'}`;

/** Tags of two letters, two spaces, a hyphen, a space; lines end in CR LF. */
export function ris(cited: Cited): string {
  const slashes = (day: Day) => day.replaceAll('-', '/');
  const lines: readonly (readonly [string, string])[] = [
    ['TY', 'DATA'],
    ['AU', oneLine(cited.agency)],
    ['TI', oneLine(cited.title)],
    ...(cited.titleEn ? [['TT', oneLine(cited.titleEn)] as const] : []),
    ['PY', cited.publishedOn.slice(0, 4)],
    ['DA', slashes(cited.publishedOn)],
    ['PB', oneLine(cited.platform)],
    ['ET', String(cited.version)],
    ['AN', oneLine(cited.code)],
    ['UR', address(cited.url)],
    ['Y2', slashes(cited.acquiredOn)],
    ['LA', 'zh-CN'],
    ['N1', oneLine(cited.note)],
    ...(cited.view === undefined ? [] : [['N1', oneLine(cited.view.words)] as const]),
    ['ER', ''],
  ];
  return lines.map(([tag, value]) => `${tag}  - ${value}\r\n`).join('');
}

const parts = (day: Day) => ({ 'date-parts': [day.split('-').map(Number)] });

/** One item of the CSL data schema, in a list as programs import it. */
export function cslJson(cited: Cited): string {
  const view = cited.view === undefined ? '' : `-${cited.view.id.slice(-8)}`;
  const item = {
    id: `${citationKey(cited.code, cited.version)}${view}`,
    type: 'dataset',
    title: oneLine(cited.title),
    author: [{ literal: oneLine(cited.agency) }],
    publisher: oneLine(cited.platform),
    issued: parts(cited.publishedOn),
    accessed: parts(cited.acquiredOn),
    version: String(cited.version),
    number: oneLine(cited.code),
    URL: address(cited.url),
    language: 'zh-CN',
    note: cited.view === undefined ? oneLine(cited.note) : `${oneLine(cited.note)}; ${oneLine(cited.view.words)}`,
    ...(cited.view === undefined ? {} : { dimensions: rowsText(cited.view.rows) }),
  };
  // Dates on one line: a line break cannot stand inside a JSON string, so nothing else is touched.
  const text = JSON.stringify([item], null, 2).replace(
    /\[\n\s+(\d+(?:,\n\s+\d+)*)\n\s+\]/g,
    (_, days: string) => `[${days.replace(/\s+/g, ' ')}]`,
  );
  return `${text}\n`;
}

export interface CitationForm {
  readonly mediaType: string;
  readonly extension: string;
  readonly write: (cited: Cited) => string;
}

/** What is offered, in the order of the page. */
export const citationForms = {
  gbt7714: { mediaType: 'text/plain', extension: 'txt', write: gbt7714 },
  apa: { mediaType: 'text/plain', extension: 'txt', write: apa },
  bibtex: { mediaType: 'application/x-bibtex', extension: 'bib', write: bibtex },
  ris: { mediaType: 'application/x-research-info-systems', extension: 'ris', write: ris },
  'csl-json': { mediaType: 'application/vnd.citationstyles.csl+json', extension: 'json', write: cslJson },
} as const satisfies Readonly<Record<string, CitationForm>>;
export type CitationFormat = keyof typeof citationForms;
export const citationFormats = Object.keys(citationForms) as [CitationFormat, ...CitationFormat[]];
