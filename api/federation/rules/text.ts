/** What strangers wrote, made harmless: plain text without markup or control characters, addresses of the web alone. */

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function character(code: number): string {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ' ';
}

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (all, decimal, hex, name) => {
    if (decimal !== undefined) return character(Number(decimal));
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    return named[String(name).toLowerCase()] ?? all;
  });

/**
 * Tags go, with what stands in scripts and styles; blocks become lines. Pages escape all the same: this is for reading. A tag
 * ends before the next one begins: looked for further, ten thousand tags nobody closed would take seconds.
 */
function withoutMarkup(text: string): string {
  if (!text.includes('<')) return text;
  return text
    .replace(/<(script|style)\b[^<>]*>[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(-->|$)/g, ' ')
    .replace(/<\/?(p|div|br|li|ul|ol|h[1-6]|tr|table|blockquote|section)\b[^<>]*>/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '');
}

/** Controls, lone surrogates, and the marks that turn the direction of what follows or hide in it. */
const unseen = /[\p{Cc}\p{Cs}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Most texts hold nothing to clean. */
const unclean = /[<&\p{Cc}\p{Cs}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[^\S ]| {2}/u;

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, max - 1);
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

/** The first text in a value: itself, the value of a JSON-LD literal, the first of a list; '' when there is none. */
export const textIn = (value: unknown): string => textWithin(value, 4);

/** Lists in lists are read a few deep: ten thousand would be the end of the stack. */
function textWithin(value: unknown, depth: number): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value) || depth === 0) return '';
  for (const one of value) {
    const text = textWithin(one, depth - 1);
    if (text !== '') return text;
  }
  return '';
}

/** One line of plain text, at most `max` characters. */
export function cleanLine(value: unknown, max: number): string {
  const text = textIn(value).slice(0, 20_000);
  if (!unclean.test(text)) return cut(text.trim(), max);
  return cut(decoded(withoutMarkup(text)).replace(/\s+/gu, ' ').replace(unseen, '').replace(/ {2,}/g, ' ').trim(), max);
}

/** Plain text of several lines. */
export function cleanText(value: unknown, max: number): string {
  const text = textIn(value).slice(0, 100_000);
  return cut(
    decoded(withoutMarkup(text))
      .replace(/\r\n?/g, '\n')
      .split('\n')
      .map((line) => line.replace(/\s+/gu, ' ').replace(unseen, '').trim())
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    max,
  );
}

/** An address of the web without user name, or null. */
export function cleanUrl(value: unknown): string | null {
  const text = textIn(value).trim();
  if (text.length > 2000 || !/^https?:\/\/[^\s/?#@\\<>"]+([/?#][^\s<>"\\]*)?$/i.test(text)) return null;
  return /[\p{Cc}\p{Cs}]/u.test(text) ? null : text;
}

/** Distinct words of a list (or of one text with commas), empty ones left out. */
export function cleanWords(values: unknown, most: number, max = 40): string[] {
  const list = Array.isArray(values) ? values : textIn(values).split(/[,;，；、]/);
  const words = new Set<string>();
  for (const value of list) {
    const word = cleanLine(value, max);
    if (word !== '') words.add(word);
    if (words.size >= most) break;
  }
  return [...words];
}

/** A date or instant as ISO 8601 in UTC, or null. Without an offset it is UTC, as CKAN writes it. */
export function cleanInstant(value: unknown): string | null {
  const found =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?)?)?$/i.exec(
      textIn(value).trim(),
    );
  if (found === null) return null;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] =
    found;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(at.getTime()) || Number(year) < 1900 || Number(year) > 2200 ? null : at.toISOString();
}

/** A whole number of bytes, or null. */
export function cleanBytes(value: unknown): number | null {
  const text = textIn(value).trim();
  if (!/^\d{1,15}(\.0+)?$/.test(text)) return null;
  return Number(text);
}
