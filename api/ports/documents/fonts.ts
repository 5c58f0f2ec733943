/**
 * Noto Sans SC from npm: one face with about 8,000 common characters, and slices of the full font for the
 * rest. A character in neither cannot be printed. Converted once a process, kept in memory (2.5 MB a face).
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import fontverter from 'fontverter';
import { layOut } from './pdfmake.ts';

export interface Family {
  readonly name: string;
  readonly normal: Buffer;
  readonly bold: Buffer;
  readonly has: (codePoint: number) => boolean;
}

const home = path.dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json'));
const mainSlice = 'chinese-simplified';
const loading = new Map<string, Promise<Family>>();

export const mainFamily = (): Promise<Family> => family(mainSlice);

function family(slice: string): Promise<Family> {
  const kept = loading.get(slice);
  if (kept) return kept;
  const started = load(slice);
  loading.set(slice, started);
  started.catch(() => loading.delete(slice));
  return started;
}

async function load(slice: string): Promise<Family> {
  const face = async (weight: 400 | 700): Promise<Buffer> => {
    const file = path.join(home, 'files', `noto-sans-sc-${slice}-${weight}-normal.woff2`);
    return Buffer.from(await fontverter.convert(await readFile(file), 'truetype'));
  };
  const normal = await inTurn(() => face(400));
  const bold = await inTurn(() => face(700));
  const probe = await layOut({ content: '', defaultStyle: { font: slice } }, new Map([[slice, { normal, bold }]]));
  const sets = [false, true].map((heavy) => new Set(probe.provideFont(slice, heavy, false).font.characterSet));
  return { name: slice, normal, bold, has: (codePoint) => sets.every((set) => set.has(codePoint)) };
}

/** fontverter's decompressor holds one global buffer: two conversions at once spoil each other. */
let line: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = line.then(work);
  line = mine.catch(() => {});
  return mine;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly slice: string;
}
let ranges: Promise<readonly Range[]> | undefined;

/** Which slice claims which characters, from the package's own table (`"[21]": "U+9f98,U+9f9a-9f9f"`). */
async function readRanges(): Promise<readonly Range[]> {
  const table = JSON.parse(await readFile(path.join(home, 'unicode.json'), 'utf8')) as Record<string, string>;
  return Object.entries(table).flatMap(([key, text]) =>
    text.split(',').map((item) => {
      const [from = '', to = from] = item.trim().replace(/^U\+/i, '').split('-');
      return { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16), slice: key.replace(/[[\]]/g, '') };
    }),
  );
}

/** The family that holds a character the main one lacks; null when none does. */
export async function fallbackFor(codePoint: number): Promise<Family | null> {
  ranges ??= readRanges();
  for (const range of await ranges) {
    if (codePoint < range.from || codePoint > range.to) continue;
    const found = await family(range.slice);
    if (found.has(codePoint)) return found;
  }
  return null;
}
