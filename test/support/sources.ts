/** The sources as the house rules read them: files, their text, what they import. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Source {
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  readonly text: string;
  readonly imports: readonly { readonly from: string; readonly typeOnly: boolean }[];
}

const skipped = new Set(['node_modules', 'generated', 'build', '.react-router']);

export function filesUnder(folder: string, endings: readonly string[]): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const at = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesUnder(at, endings);
    return endings.some((ending) => entry.name.endsWith(ending)) ? [at] : [];
  });
}

const importing = /^(?:import|export)\s+(type\s+)?(?:[\s\S]*?\sfrom\s+)?'([^']+)';?$|import\('([^']+)'\)/gm;

/** `#api/x.ts` and `./x.ts` become paths from the root; packages stay as they are. */
function resolved(file: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier);
  return specifier;
}

export function source(file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8');
  const imports = [...text.matchAll(importing)].map(([, type, from, dynamic]) => ({
    from: resolved(file, from ?? dynamic ?? ''),
    typeOnly: type !== undefined,
  }));
  return { file, text, imports };
}

export function sources(folder: string): Source[] {
  return filesUnder(folder, ['.ts', '.tsx']).map(source);
}
