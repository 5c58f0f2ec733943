import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { makeTables, type TablesBench } from '#test/support/tables.ts';

vi.setConfig({ testTimeout: 120_000 });

let bench: TablesBench;
beforeAll(async () => {
  bench = await makeTables();
});
afterAll(() => bench.close());

const cell = fc
  .array(
    fc.constantFrom('a', '1', '太', '𠮷', ',', ';', '\t', '|', '"', '""', '\n', '\r\n', '\r', ' ', "'", '=', '#', '\\'),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));

const table = fc.integer({ min: 1, max: 4 }).chain((columns) =>
  fc.record({
    rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 }),
    delimiter: fc.constantFrom(',', '\t', ';', '|'),
    eol: fc.constantFrom('\n', '\r\n'),
    last: fc.boolean(),
    bom: fc.boolean(),
  }),
);

it('gives back every cell of any well-formed file', async () => {
  await fc.assert(
    fc.asyncProperty(table, async ({ rows, delimiter, eol, last, bom }) => {
      const columns = rows[0]!.length;
      // The first row keeps every column a text, and its cells keep the delimiter in the majority.
      const all = [Array.from({ length: columns }, (_, i) => `x${i}`), ...rows];
      const quoted = (text: string) => (/^[a1太𠮷x0-9'=#\\]+$/u.test(text) ? text : `"${text.replaceAll('"', '""')}"`);
      const lines = [all[0]!.map((_, i) => `h${i}`), ...all].map((row) => row.map(quoted).join(delimiter));
      const content = (bom ? '\uFEFF' : '') + lines.join(eol) + (last ? eol : '');
      const result = await bench.ingest(content);
      const page = await bench.tables.page(result.parquetPath, { limit: 1000 });
      expect(page.rows).toEqual(all.map((row) => row.map((text) => (text === '' ? null : text))));
    }),
    { numRuns: 60 },
  );
});
