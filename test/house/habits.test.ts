/** Habits that no compiler checks. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesUnder, root, type Source, source, sources } from '#test/support/sources.ts';

const api = sources('api');
const app = sources('app');
const prisma = sources('prisma');

const lines = (files: readonly Source[], pattern: RegExp, except: RegExp = /^$/) =>
  files
    .filter(({ file }) => !except.test(file))
    .flatMap(({ file, text }) =>
      text
        .split('\n')
        .map((line, at) => ({ line, at: `${file}:${at + 1}` }))
        // What a comment says is no code.
        .filter(({ line }) => !/^\s*(\/\/|\*|\/\*)/.test(line) && pattern.test(line))
        .map(({ at }) => at),
    );

describe('habits', () => {
  it('reads the environment in one place', () => {
    expect(
      lines(
        [...api, ...app, ...prisma],
        /process\.env/,
        /^api\/(env\.ts|worker\.ts|launch\/|\w+\/[\w-]+-cli)|^prisma\/author\//,
      ),
    ).toEqual([]);
  });

  it('reads the clock through the context', () => {
    const own = /^api\/(app\.ts|http\/|launch\/|ports\/|log\.ts|server\.ts|worker\.ts|db\.ts)|^prisma\/author\//;
    expect(lines([...api, ...prisma], /Date\.now\(\)|new Date\(\)/, own)).toEqual([]);
  });

  it('has no randomness but the context’s', () => {
    const own = /^api\/(context\.ts|env\.ts|http\/|launch\/|ports\/)|^prisma\/author\//;
    expect(lines([...api, ...app, ...prisma], /Math\.random|randomBytes|randomUUID/, own)).toEqual([]);
  });

  it('does no arithmetic on money with numbers', () => {
    expect(
      lines([...api, ...app], /(Number|parseFloat|parseInt)\([^)]*[fF]en\b/, /present\/.*chart|\.server\.ts$/),
    ).toEqual([]);
  });

  it('has Chinese only where words are kept', () => {
    const words =
      /^app\/i18n\/|\/rules\/|\/refusals\.ts$|\/codes\.ts$|[/-]contract\.ts$|\/template\.ts$|^api\/kernel\/|^api\/ports\/documents\/|^prisma\/seed\/|^api\/launch\/|^api\/http\/openapi\.ts$/;
    expect(lines([...api, ...app, ...prisma], /\p{Script=Han}/u, words)).toEqual([]);
  });

  it('has no top-level folder beyond the plan', () => {
    const planned = new Set(['app', 'api', 'prisma', 'openapi', 'docs', 'test', 'node_modules', 'build', 'coverage']);
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name);
    expect(folders.filter((name) => !planned.has(name))).toEqual([]);
  });

  it('exports a default only where a tool asks', () => {
    const asked = /^app\/(routes\/|root\.tsx|entry\.|routes\.ts)/;
    expect(lines([...api, ...app, ...prisma], /^export default/, asked)).toEqual([]);
  });

  it('names files in kebab-case', () => {
    const files = [
      ...filesUnder('api', ['']),
      ...filesUnder('app/ui', ['']),
      ...filesUnder('app/present', ['']),
      ...filesUnder('test', ['']),
    ];
    const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
    expect(files.filter((file) => !name.test(file.split('/').at(-1) ?? ''))).toEqual([]);
  });

  it('leads every foreign key with an index', () => {
    const missing: string[] = [];
    for (const file of filesUnder('prisma/schema', ['.prisma'])) {
      for (const [, model = '', body = ''] of source(file).text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)) {
        const leads = new Set<string>();
        for (const [, list = ''] of body.matchAll(/@@(?:id|unique|index)\(\[([^\]]+)\]/g))
          leads.add(list.split(',')[0]?.trim() ?? '');
        for (const [, field = ''] of body.matchAll(/^\s+(\w+)\s+\S+.*@(?:id|unique)\b/gm)) leads.add(field);
        for (const [, list = ''] of body.matchAll(/@relation\([^)]*fields: \[([^\]]+)\]/g)) {
          const first = list.split(',')[0]?.trim() ?? '';
          if (!leads.has(first)) missing.push(`${model}.${first}`);
        }
      }
    }
    expect(missing).toEqual([]);
  });
});
