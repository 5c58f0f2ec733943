/** Gives every character a font that has it, or names the characters no font has. */
import { type Family, fallbackFor, mainFamily } from './fonts.ts';
import { refuse } from './rules/refusals.ts';
import type { Block, Content, Run, Style } from './sheet.ts';

export interface Wardrobe {
  readonly families: readonly Family[];
  /** Splits the texts of the block, in place, into runs of one font each; returns the block. */
  dress<T extends Content>(block: T): Block;
}

/** Format characters and unassigned code points print nothing or turn the text around: never in a paper. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u;

export async function openWardrobe(blocks: readonly Content[]): Promise<Wardrobe> {
  const main = await mainFamily();
  const characters = new Set<string>();
  for (const block of blocks) collect(block, characters);
  characters.delete('\n');
  const elsewhere = new Map<string, Family>();
  const missing: string[] = [];
  for (const character of characters) {
    const codePoint = character.codePointAt(0) ?? 0;
    const printable = !unprintable.test(character);
    if (printable && main.has(codePoint)) continue;
    const family = printable ? await fallbackFor(codePoint) : null;
    if (family) elsewhere.set(character, family);
    else missing.push(nameOf(character, codePoint));
  }
  if (missing.length > 0) throw refuse('documents.missing_glyph', { characters: missing.join(' ') });
  return {
    families: [main, ...new Set(elsewhere.values())],
    dress: (block) => dressed(block, elsewhere),
  };
}

function nameOf(character: string, codePoint: number): string {
  const hex = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  return unprintable.test(character) ? hex : `${character}(${hex})`;
}

const normal = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n');

function collect(content: Content, into: Set<string>): void {
  if (typeof content === 'string') for (const character of normal(content)) into.add(character);
  else {
    const texts = typeof content.text === 'string' ? [content.text] : (content.text ?? []);
    for (const run of texts)
      for (const character of normal(typeof run === 'string' ? run : run.text)) into.add(character);
    for (const child of childrenOf(content)) collect(child, into);
  }
}

const childrenOf = (block: Block): Content[] => [
  ...(block.stack ?? []),
  ...(block.columns ?? []),
  ...(block.table?.body.flat() ?? []),
];

function dressed(content: Content, elsewhere: ReadonlyMap<string, Family>): Block {
  if (typeof content === 'string') return { text: runsOf(content, elsewhere) };
  if (content.text !== undefined) {
    const texts = typeof content.text === 'string' ? [content.text] : content.text;
    content.text = texts.flatMap((run): Run[] =>
      runsOf(textOf(run), elsewhere).map((part) => ({ ...styleOf(run), ...styleOf(part), text: textOf(part) })),
    );
  }
  if (content.stack) content.stack = content.stack.map((child) => dressed(child, elsewhere));
  if (content.columns) content.columns = content.columns.map((child) => dressed(child, elsewhere));
  if (content.table) content.table.body = content.table.body.map((row) => row.map((cell) => dressed(cell, elsewhere)));
  return content;
}

/** A stretch without a place to break would push a table over the edge of the page: it may break anywhere. */
const endless = /[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]{20,}/gu;

function runsOf(given: string, elsewhere: ReadonlyMap<string, Family>): Run[] {
  const text = normal(given);
  const runs: Run[] = [];
  let at = 0;
  for (const match of text.matchAll(endless)) {
    runs.push(...byFont(text.slice(at, match.index), elsewhere));
    runs.push(
      ...byFont(match[0], elsewhere).map((run) => ({
        text: textOf(run),
        ...styleOf(run),
        wordBreak: 'break-all' as const,
      })),
    );
    at = match.index + match[0].length;
  }
  runs.push(...byFont(text.slice(at), elsewhere));
  return runs.length > 0 ? runs : [''];
}

const textOf = (run: Run): string => (typeof run === 'string' ? run : run.text);
const styleOf = (run: Run): Style => (typeof run === 'string' ? {} : run);

function byFont(text: string, elsewhere: ReadonlyMap<string, Family>): Run[] {
  if (elsewhere.size === 0 || text === '') return text === '' ? [] : [text];
  const runs: { font: string | undefined; text: string }[] = [];
  for (const character of text) {
    const font = elsewhere.get(character)?.name;
    const last = runs.at(-1);
    if (last && last.font === font) last.text += character;
    else runs.push({ font, text: character });
  }
  return runs.map(({ font, text: part }) => (font === undefined ? part : { text: part, font }));
}
