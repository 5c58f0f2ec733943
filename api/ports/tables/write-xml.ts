/** Text that is XML: what the standard has no character for is replaced, and what is a mark is escaped (XML 1.0, 2.2 and 2.4). */
import { quoteText } from '#api/ports/tables/sql.ts';

const replacement = '\uFFFD';
// Control characters but tab and line ends, and the two non-characters: no escape makes them XML.
const impossible = '[^\\x{9}\\x{A}\\x{D}\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]';
const marks = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  // A reader of XML would make a line feed of it.
  ['\r', '&#13;'],
] as const;

/** For the value of an attribute. */
export function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
  const held = text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, replacement);
  const escaped = marks.reduce((left, [from, to]) => left.replaceAll(from, to), held);
  return escaped.replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

const rare = '[&<>\\x{0}-\\x{8}\\x{B}-\\x{1F}\\x{FFFE}\\x{FFFF}]';

/**
 * The same for a text expression in DuckDB, as the content of an element. Few cells hold anything to be escaped, and one
 * look at each is several times as quick as six replacements.
 * @param first another pattern that needs a look, and what is then done before the escaping
 */
export function xmlSql(text: string, first?: { readonly pattern: string; readonly done: string }): string {
  const raw = first?.done ?? text;
  const held = `regexp_replace(${raw}, ${quoteText(impossible)}, ${quoteText(replacement)}, 'g')`;
  const escaped = marks.reduce(
    (left, [from, to]) => `replace(${left}, chr(${from.charCodeAt(0)}), ${quoteText(to)})`,
    held,
  );
  const odd = quoteText(first === undefined ? rare : `${first.pattern}|${rare}`);
  return `CASE WHEN regexp_matches(${text}, ${odd}) THEN ${escaped} ELSE ${text} END`;
}
