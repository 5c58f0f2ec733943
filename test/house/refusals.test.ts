/** Every refusal has a code of its own, two sentences that use the same names, and a citation that exists. */
import { describe, expect, it } from 'vitest';
import type { Operation } from '#api/kernel/operation.ts';
import type { RefusalSpec } from '#api/kernel/refusal.ts';
import { operationTables } from '#api/operations.ts';
import { filesUnder, root } from '#test/support/sources.ts';

const files = filesUnder('api', ['.ts']).filter((file) =>
  /refusals\.ts$|kernel\/(refusal|working-days)\.ts$/.test(file),
);

async function tables(): Promise<Map<string, { spec: RefusalSpec; file: string }[]>> {
  const found = new Map<string, { spec: RefusalSpec; file: string }[]>();
  for (const file of files) {
    const module = (await import(`${root}/${file}`)) as Record<string, unknown>;
    for (const made of Object.values(module)) {
      const table = typeof made === 'function' && 'table' in made ? (made.table as Record<string, RefusalSpec>) : {};
      for (const [code, spec] of Object.entries(table)) found.set(code, [...(found.get(code) ?? []), { spec, file }]);
    }
  }
  return found;
}

const names = (sentence: string) =>
  [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name.replace(/_?(zh|en)$/i, '')).sort();

describe('refusals', () => {
  it('have one row a code', async () => {
    const twice = [...(await tables())]
      .filter(([, rows]) => rows.length > 1)
      .map(([code, rows]) => `${code}: ${rows.map((r) => r.file).join(', ')}`);
    expect(twice).toEqual([]);
  });

  it('say the same in both languages', async () => {
    const faults = [...(await tables())].flatMap(([code, [row]]) => {
      const { zh = '', en = '' } = row?.spec ?? {};
      const said =
        /\p{Script=Han}/u.test(zh) &&
        !/\p{Script=Han}/u.test(en.replace(/\{\{\w+\}\}|\(\p{Script=Han}+\)/gu, '')) &&
        en.length > 5;
      return said && names(zh).join() === names(en).join() ? [] : [code];
    });
    expect(faults).toEqual([]);
  });

  it('cite articles of the regulation', async () => {
    const faults = [...(await tables())].flatMap(([code, [row]]) => {
      const article = row?.spec.article;
      return article === undefined || (/^\d+$/.test(article) && Number(article) >= 1 && Number(article) <= 29)
        ? []
        : [`${code}: ${article}`];
    });
    expect(faults).toEqual([]);
  });

  it('are all known where operations name them', async () => {
    const known = await tables();
    const unknown = Object.values(operationTables).flatMap((table) =>
      Object.entries(table as Record<string, Operation>).flatMap(([name, operation]) =>
        (operation.refusals ?? []).filter((code) => !known.has(code)).map((code) => `${name}: ${code}`),
      ),
    );
    expect(unknown).toEqual([]);
  });
});
