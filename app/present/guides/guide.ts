/**
 * A guide of the developer portal: words by key, and beside its parts the commands as they stand on the page. The test of the
 * guides runs the same texts against a server, so what is shown is what was tried.
 */
import type { Words } from '#api/kernel/words.ts';

/** What runs a sample. `r` and `m` (Power Query) need programs that the tests of a machine may lack; their addresses are asked. */
export type Language = 'sh' | 'python' | 'typescript' | 'r' | 'm';

export const languageNames: Readonly<Record<Language, string>> = {
  sh: 'Shell',
  python: 'Python',
  typescript: 'TypeScript',
  r: 'R',
  m: 'Power Query',
};

export interface Sample {
  readonly id: string;
  readonly language: Language;
  /** Said instead of the language, e.g. `PySpark`. */
  readonly name?: string;
  readonly text: string;
}

/** What the samples are about: the portal's address, and a dataset that is there. */
export interface Facts {
  /** `https://data.example.cn`, without a slash at the end. */
  readonly portal: string;
  /** Code of a licensed dataset. */
  readonly licensed: string;
}

/** A sentence of the guide in the reader's language, for what a sample says to the platform. */
export type Say = (key: string) => string;

export interface Part {
  readonly id: string;
  readonly samples: readonly Sample[];
  readonly table?: 'refusals';
}

export interface Guide {
  readonly slug: string;
  readonly words: Words;
  readonly parts: (facts: Facts, say: Say) => readonly Part[];
}

/** Keys of the paragraphs of a part: `key_1`, `key_2` … before its samples; those of `key_after` follow them. */
export function paragraphsOf(words: Words, part: string): string[] {
  const form = new RegExp(`^${part}_\\d+$`);
  return Object.keys(words).filter((key) => form.test(key));
}

const api = (facts: Facts): string => `${facts.portal}/api/v1`;

/** `curl` with a credential from the environment, one option a line. */
export function call(
  facts: Facts,
  path: string,
  how: {
    readonly method?: string;
    readonly as?: string;
    readonly json?: string;
    readonly more?: readonly string[];
  } = {},
): string {
  const { method, as, json, more = [] } = how;
  return [
    `curl -sS${method === undefined ? '' : ` -X ${method}`} "${api(facts)}${path}"`,
    ...(as === undefined ? [] : [`-H "Authorization: Bearer $${as}"`]),
    ...(json === undefined ? [] : ["-H 'Content-Type: application/json'", `-d @${json}`]),
    ...more,
  ].join(' \\\n  ');
}

/** A file written by the shell; variables in it are filled in. */
export const file = (name: string, body: unknown): string =>
  `cat > ${name} <<END\n${typeof body === 'string' ? body : JSON.stringify(body, null, 2)}\nEND`;

export const sh = (id: string, ...lines: readonly string[]): Sample => ({ id, language: 'sh', text: lines.join('\n') });
