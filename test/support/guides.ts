/** Runs the commands of a guide as they stand on its page: a shell, Python, and Node with the client installed beside it. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { guides } from '#app/present/guides/all.ts';
import type { Facts, Sample } from '#app/present/guides/guide.ts';

const root = path.resolve(import.meta.dirname, '../..');
const doubles = path.join(import.meta.dirname, 'python');
const answers = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;

export const has = {
  curl: answers('curl', '--version'),
  openssl: answers('openssl', 'version'),
  python: answers('python3', '--version'),
};
const pandas = has.python && answers('python3', '-c', 'import pandas');

export interface Said {
  readonly out: string;
  readonly err: string;
  readonly status: number;
  /** The output as JSON. */
  json<T = Record<string, never>>(): T;
}

export interface Bench {
  /** Where the commands run; files they make lie here. */
  readonly dir: string;
  /** What is in the environment of each; a test adds what the answer of a step gave. */
  readonly env: Record<string, string>;
  sample(guide: string, id: string): Sample;
  run(guide: string, id: string, more?: { readonly text?: (text: string) => string }): Promise<Said>;
  /** Every sample that was run, as `guide id`. */
  readonly seen: ReadonlySet<string>;
  close(): void;
}

export const allSamples = (facts: Facts): string[] =>
  guides.flatMap((guide) =>
    guide.parts(facts, () => 'x').flatMap(({ samples }) => samples.map(({ id }) => `${guide.slug} ${id}`)),
  );

/** @param now the portal's own time, which programs that look at times must share. */
export function makeBench(facts: Facts, now: () => Date): Bench {
  const dir = mkdtempSync(path.join(tmpdir(), 'jinshu-guides-'));
  mkdirSync(path.join(dir, 'node_modules'));
  symlinkSync(path.join(root, 'openapi'), path.join(dir, 'node_modules', 'jinshu-client'));
  symlinkSync(path.join(root, 'node_modules', 'jose'), path.join(dir, 'node_modules', 'jose'));
  // `npm run` of the checkout, for what a guide runs there.
  for (const name of ['package.json', 'api']) symlinkSync(path.join(root, name), path.join(dir, name));
  const env: Record<string, string> = {};
  const seen = new Set<string>();
  const sample = (slug: string, id: string): Sample => {
    const guide = guides.find((one) => one.slug === slug);
    const say = (key: string) => guide?.words[key]?.[0] ?? '';
    const found = guide?.parts(facts, say).flatMap(({ samples }) => samples.filter((one) => one.id === id))[0];
    if (found === undefined) throw new Error(`no sample ${slug} ${id}`);
    return found;
  };
  return {
    dir,
    env,
    seen,
    sample,
    async run(slug, id, { text: edit = (text: string) => text } = {}) {
      const { language, text } = sample(slug, id);
      seen.add(`${slug} ${id}`);
      const [program, ...args] = commandOf(language, edit(text), dir, now());
      return execute(program ?? '', args, { cwd: dir, env: { ...process.env, ...env, ...python() } });
    },
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** The real pandas where the machine has it; the sharing client is none of Debian's and always stood in for. */
function python(): Record<string, string> {
  return { PYTHONPATH: doubles, PYTHONDONTWRITEBYTECODE: '1', ...(pandas ? { REAL_PANDAS: '1' } : {}) };
}

function commandOf(language: Sample['language'], text: string, dir: string, now: Date): string[] {
  if (language === 'sh') return ['bash', '-euo', 'pipefail', '-c', text];
  if (language === 'python') {
    // The folder of the doubles comes first in the path: the real one is asked for where it is there.
    const first =
      'import os, sys\nif "REAL_PANDAS" in os.environ:\n    p = sys.path.pop(sys.path.index(os.environ["PYTHONPATH"]))\n    import pandas\n    sys.path.append(p)\nimport sharing\nsys.modules["delta_sharing"] = sharing\nspark = sharing.Spark()\n';
    return ['python3', '-c', `${first}${text}`];
  }
  const file = path.join(dir, 'sample.mts');
  // Times in tokens and signatures are the portal's, and the test's portal lives in a time of its own.
  const clock = `const Real = Date; globalThis.Date = class extends Real { constructor(...a) { if (a.length) super(...a); else super(${now.getTime()}); } static now() { return ${now.getTime()}; } };`;
  writeFileSync(file, text);
  return [
    process.execPath,
    '--import',
    `data:text/javascript,${encodeURIComponent(clock)}`,
    '--import',
    path.join(root, 'node_modules/tsx/dist/loader.mjs'),
    file,
  ];
}

function execute(program: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }) {
  return new Promise<Said>((resolve) => {
    execFile(program, [...args], { ...options, timeout: 50_000 }, (error, out, err) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      const json = <T>() => {
        try {
          return JSON.parse(out) as T;
        } catch {
          throw new Error(`no JSON: ${out}${err}`);
        }
      };
      resolve({ out, err, status, json });
    });
  });
}
