/** Marked files: the same values in a keyed order and harmless forms, found again in what people make of them. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalText } from '#api/kernel/same-value.ts';
import { bitOf, rankOf } from '#api/ports/tables/mark.ts';
import type { ExportFormat, LooseTable, Mark, Meeting } from '#api/ports/tables/port.ts';
import { makeTables, readAll, type TablesBench } from '#test/support/tables.ts';

const rows = 300;
const key = 'ab'.repeat(32);
const header = '编号,路段,日期,均速,事由,时刻';
const line = (i: number) =>
  `${1000 + i},G5-${i % 6},2026-09-${String((i % 28) + 1).padStart(2, '0')},${60 + (i % 50)}.${i % 10}5,第${i}号路段因养护施工实行单幅双向通行，请过往车辆减速慢行。${i % 2 === 0 ? `预计${i}小时` : ''},2026-09-01 08:${String(i % 60).padStart(2, '0')}:00`;

let bench: TablesBench;
let path: string;
let mark: Mark;

beforeAll(async () => {
  bench = await makeTables();
  const text = `${header}\n${Array.from({ length: rows }, (_, i) => line(i)).join('\n')}\n`;
  path = (await bench.ingest(text)).parquetPath;
  mark = {
    key,
    prose: await bench.tables.prose(path),
    about: { 'jinshu.copy': 'cpy_test', 'jinshu.day': '2026-11-02' },
  };
});
afterAll(() => bench.close());

const made = async (format: ExportFormat, over: object = {}) =>
  readAll((await bench.tables.export(path, format, { mark, ...over })).stream);
const loosen = async (bytes: Buffer, name = 'leak'): Promise<readonly LooseTable[]> => {
  const scratchDir = await bench.scratch();
  const at = join(scratchDir, 'raw');
  await writeFile(at, bytes);
  return bench.tables.loosen({ path: at, originalName: name, scratchDir });
};
const meet = async (bytes: Buffer, most = 1000): Promise<Meeting | null> => {
  const [loose] = await loosen(bytes);
  return bench.tables.meet(path, loose!, most);
};
const order = Array.from({ length: rows }, (_, i) => i).sort((a, b) => (rankOf(key, a) < rankOf(key, b) ? -1 : 1));

describe('a marked file', () => {
  it('marks prose and nothing that is looked up by', () => {
    expect(mark.prose).toEqual(['事由']);
  });

  it.each(['csv', 'jsonl', 'parquet', 'xlsx'] as const)(
    '%s has every row, its values and the keyed order',
    async (format) => {
      const meeting = await meet(await made(format));
      expect(meeting?.met).toBe(rows);
      expect(meeting?.sample.map((one) => one.row)).toEqual(order);
      for (const { own, seen } of meeting?.sample ?? [])
        expect(seen.map((cell) => canonicalText(cell ?? ''))).toEqual(own.map((cell) => canonicalText(cell ?? '')));
      // The bits of the prose are those of the key, in every format.
      const at = meeting?.shared.findIndex((one) => one.name === '事由') ?? -1;
      const turned = meeting?.sample.filter(({ own, seen }) => own[at] !== seen[at]).map((one) => one.row) ?? [];
      expect([...turned].sort((a, b) => a - b)).toEqual(
        Array.from({ length: rows }, (_, i) => i).filter((row) => bitOf(key, row, 4) === 1),
      );
      const speed = meeting?.shared.findIndex((one) => one.name === '均速') ?? -1;
      const zeros = meeting?.sample.filter(({ own, seen }) => seen[speed] === `${own[speed]}0`).length ?? 0;
      if (format === 'csv') expect(zeros).toBe(order.filter((row) => bitOf(key, row, 3) === 1).length);
      else expect(zeros).toBe(0);
    },
  );

  it('shows the columns and rows asked for, chosen by their values, and says in the open what it is', async () => {
    const options = { columns: ['路段', '事由'], filters: [{ column: '编号', op: 'lt', value: 1010 } as const] };
    const found = (await made('csv', options)).toString('utf8').trim().split('\n');
    expect(found).toHaveLength(11);
    expect(found[0]).toBe('路段,事由');
    const bytes = await made('parquet', options);
    const at = join(bench.folder, 'kv.parquet');
    await writeFile(at, bytes);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const kv = await connection.runAndReadAll(`SELECT decode(key), decode(value) FROM parquet_kv_metadata('${at}')`);
    expect(kv.getRowsJson()).toEqual(expect.arrayContaining([['jinshu.copy', 'cpy_test']]));
    connection.closeSync();
    instance.closeSync();
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await made('xlsx', options)) as never);
    expect(book.getWorksheet(1)?.rowCount).toBe(11);
    expect((await made('xlsx')).equals(await made('xlsx'))).toBe(true);
  });
});

describe('rows are known again', () => {
  it('in part, in other columns’ company, with a cell edited through, below a title', async () => {
    const csv = (await made('csv')).toString('utf8').trim().split('\n');
    const half = csv.slice(1).filter((_, i) => i % 3 === 0);
    const some = await meet(Buffer.from(`${csv[0]}\n${half.join('\n')}\n`));
    expect(some?.met).toBe(half.length);
    expect(some?.sample.map((one) => one.row)).toEqual(order.filter((_, i) => i % 3 === 0));
    // Without two columns and with a stranger's, separated by tabs, under a notice.
    const cut = csv.map((one, i) => {
      const cells = one.split(',');
      return [cells[0], cells[1], cells[3], i === 0 ? '备注' : `x${i}`].join('\t');
    });
    const other = await meet(Buffer.from(`# 内部资料\n${cut.join('\n')}\n`));
    expect(other?.met).toBe(rows);
    expect(other?.shared.map((one) => one.name)).toEqual(['编号', '路段', '均速']);
    const edited = csv.map((one, i) => (i === 0 ? one : one.replace(/^\d+/, String(i))));
    expect((await meet(Buffer.from(edited.join('\n'))))?.met).toBe(rows);
    expect(await meet(Buffer.from('别的,表\n1,2\n3,4\n'))).toBeNull();
  });

  it('by a sample of many', async () => {
    const meeting = await meet(await made('parquet'), 50);
    expect(meeting?.met).toBe(rows);
    expect(meeting!.sample.length).toBeGreaterThan(20);
    expect(meeting!.sample.length).toBeLessThan(120);
  });
});
