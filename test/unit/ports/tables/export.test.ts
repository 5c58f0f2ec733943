import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ExportFormat, ExportOptions } from '#api/ports/tables/port.ts';
import { makeTables, readAll, type TablesBench } from '#test/support/tables.ts';

vi.setConfig({ testTimeout: 120_000 });

let bench: TablesBench;
let path: string;
let large: string;
beforeAll(async () => {
  bench = await makeTables();
  path = (
    await bench.ingest(
      [
        '编号,名称,金额,日期,时间,有效,=cmd',
        '1,"太原市, ""煤""",10.50,2020-01-02,2020-01-02 03:04:05,true,=1+1',
        '-2,"多\n行",-2.25,2020-12-31,2020-12-31 23:59:59,false,+86 351',
        '3,,,,,,@SUM(A1)',
        '4,plain,0.00,1999-02-28,1999-02-28 00:00:00,true,-',
        '5,"\tx",0.10,2024-02-29,2024-02-29 12:00:00,true,＝1+1',
      ].join('\n'),
    )
  ).parquetPath;
  const rows = Array.from({ length: 200_000 }, (_, i) => `${i},太原市第${i}号,${(i / 4).toFixed(2)}`);
  large = (await bench.ingest(`n,名称,金额\n${rows.join('\n')}\n`)).parquetPath;
});
afterAll(() => bench.close());

async function take(format: ExportFormat, options?: ExportOptions, from = path): Promise<Buffer> {
  return readAll((await bench.tables.export(from, format, options)).stream);
}
const leftovers = async () =>
  (await readdir(join(bench.folder, 'scratch'))).filter((name) => name.startsWith('export-'));
async function settled(): Promise<void> {
  await vi.waitFor(async () => expect(await leftovers()).toEqual([]), { timeout: 10_000 });
}

describe('CSV', () => {
  it('quotes as RFC 4180 and disarms formulas in text, not in numbers', async () => {
    const made = await bench.tables.export(path, 'csv');
    expect(made).toMatchObject({ contentType: 'text/csv; charset=utf-8; header=present', extension: 'csv' });
    expect((await readAll(made.stream)).toString()).toBe(
      [
        "编号,名称,金额,日期,时间,有效,'=cmd",
        '1,"太原市, ""煤""",10.50,2020-01-02,2020-01-02 03:04:05,true,\'=1+1',
        '-2,"多\n行",-2.25,2020-12-31,2020-12-31 23:59:59,false,\'+86 351',
        "3,,,,,,'@SUM(A1)",
        "4,plain,0.00,1999-02-28,1999-02-28 00:00:00,true,'-",
        "5,'\tx,0.10,2024-02-29,2024-02-29 12:00:00,true,'＝1+1",
        '',
      ].join('\n'),
    );
    await settled();
  });

  it('begins with a byte order mark when asked', async () => {
    const bytes = await take('csv', { bom: true });
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.subarray(3).equals(await take('csv'))).toBe(true);
  });

  it('can be ingested again to the same table', async () => {
    const again = await bench.ingest(await take('csv', { bom: true }, large));
    const [a, b] = await Promise.all([large, again.parquetPath].map((p) => bench.tables.profile(p)));
    expect(b).toEqual(a);
    const deep = { offset: 123_456, limit: 100 };
    expect(await bench.tables.page(again.parquetPath, deep)).toEqual(await bench.tables.page(large, deep));
  });
});

describe('JSON', () => {
  it('is one array, numbers as numbers', async () => {
    const rows = JSON.parse((await take('json')).toString());
    expect(rows).toHaveLength(5);
    expect(rows[0]).toEqual({
      编号: 1,
      名称: '太原市, "煤"',
      金额: 10.5,
      日期: '2020-01-02',
      时间: '2020-01-02T03:04:05',
      有效: true,
      '=cmd': '=1+1',
    });
    expect(rows[2]).toMatchObject({ 名称: null, 金额: null, 时间: null });
  });

  it('or one object a line', async () => {
    const lines = (await take('jsonl', {}, large)).toString().trim().split('\n');
    expect(lines).toHaveLength(200_000);
    expect(JSON.parse(lines[199_999] ?? '')).toEqual({ n: 199_999, 名称: '太原市第199999号', 金额: 49_999.75 });
  });
});

describe('XLSX', () => {
  async function sheet(bytes: Buffer): Promise<ExcelJS.Worksheet> {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    return book.worksheets[0]!;
  }

  it('holds numbers, days and truth values as such and disarms text', async () => {
    const page = await sheet(await take('xlsx'));
    const values = (row: number) => (page.getRow(row).values as unknown[]).slice(1);
    expect(values(1)).toEqual(['编号', '名称', '金额', '日期', '时间', '有效', "'=cmd"]);
    expect(values(2)).toEqual([
      1,
      '太原市, "煤"',
      10.5,
      new Date('2020-01-02T00:00:00Z'),
      new Date('2020-01-02T03:04:05Z'),
      true,
      "'=1+1",
    ]);
    expect(values(3).slice(0, 3)).toEqual([-2, '多\n行', -2.25]);
    expect(page.getCell('D2').numFmt).toBe('yyyy-mm-dd');
    expect(page.getCell('G4').type).toBe(ExcelJS.ValueType.String);
    expect(page.getCell('G4').value).toBe("'@SUM(A1)");
    expect(page.rowCount).toBe(6);
    await settled();
  });

  it('keeps as text what a sheet would round or shift', async () => {
    const { parquetPath } = await bench.ingest('d,n\n1899-12-31,1234567890123456.78\n2020-01-01,1.00\n');
    const page = await sheet(await take('xlsx', {}, parquetPath));
    expect((page.getRow(2).values as unknown[]).slice(1)).toEqual(['1899-12-31', '1234567890123456.78']);
  });

  it('carries many rows', async () => {
    const bytes = await take('xlsx', { filters: [{ column: 'n', op: 'lt', value: 20_000 }] }, large);
    const page = await sheet(bytes);
    expect(page.rowCount).toBe(20_001);
    expect((page.getRow(20_001).values as unknown[]).slice(1)).toEqual([19_999, '太原市第19999号', 4999.75]);
  });

  it('keeps text that Excel or XML would read as something else', async () => {
    const { parquetPath } = await bench.ingest('a,"<&"""\n"_x000D_ & <b> ""q"" ]]>",1\n"x\u0001y",2\n" 空 格 ",3\n');
    const page = await sheet(await take('xlsx', {}, parquetPath));
    expect((page.getRow(1).values as unknown[]).slice(1)).toEqual(['a', '<&"']);
    // The reader of the test does not undo Excel's own escape, which is how it is seen.
    expect([2, 3, 4].map((row) => page.getCell(row, 1).value)).toEqual([
      '_x005F_x000D_ & <b> "q" ]]>',
      'x\ufffdy',
      ' 空 格 ',
    ]);
  });

  it('names the cells of wide tables', async () => {
    const names = Array.from({ length: 705 }, (_, i) => `c${i}`);
    const { parquetPath } = await bench.ingest(`${names.join(',')}\n${names.map((_, i) => i).join(',')}\n`);
    const page = await sheet(await take('xlsx', {}, parquetPath));
    expect(['Z2', 'AA2', 'ZZ2', 'AAA2'].map((address) => page.getCell(address).value)).toEqual([25, 26, 701, 702]);
  });

  it('refuses by name what no sheet holds', async () => {
    const scratchDir = await bench.scratch();
    await writeFile(join(scratchDir, 'raw'), `n\n${'1\n'.repeat(1_048_576)}`);
    const { parquetPath } = await bench.tables.ingest({ path: join(scratchDir, 'raw'), originalName: 'x', scratchDir });
    await expect(bench.tables.export(parquetPath, 'xlsx')).rejects.toMatchObject({
      code: 'tables.xlsx_too_many_rows',
      params: { found: 1_048_576, limit: 1_048_575 },
    });
    const long = await bench.ingest(`t\n${'长'.repeat(40_000)}\n`);
    await expect(bench.tables.export(long.parquetPath, 'xlsx')).rejects.toMatchObject({
      code: 'tables.xlsx_cell_too_long',
    });
    await settled();
  });
});

describe('Parquet', () => {
  it('is the kept file itself, its size known', async () => {
    const whole = await bench.tables.export(path, 'parquet');
    const bytes = await readAll(whole.stream);
    expect(whole.bytes).toBe(bytes.length);
    expect(bytes.subarray(0, 4).toString()).toBe('PAR1');
  });

  it('or a part of it, by filter, sort and columns', async () => {
    const part = await take(
      'parquet',
      {
        columns: ['名称', 'n'],
        filters: [{ column: 'n', op: 'gte', value: 199_997 }],
        sort: [{ column: 'n', dir: 'desc' }],
      },
      large,
    );
    const copy = join(await bench.scratch(), 'part.parquet');
    await writeFile(copy, part);
    expect((await bench.tables.page(copy, {})).rows).toEqual([
      ['太原市第199999号', 199_999],
      ['太原市第199998号', 199_998],
      ['太原市第199997号', 199_997],
    ]);
  });
});

describe('TSV', () => {
  it('is CSV with tabs, quoted where a cell holds one, disarmed as well', async () => {
    const made = await bench.tables.export(path, 'tsv');
    expect(made).toMatchObject({ contentType: 'text/tab-separated-values; charset=utf-8', extension: 'tsv' });
    const lines = (await readAll(made.stream)).toString().split('\n');
    expect(lines[0]).toBe("编号\t名称\t金额\t日期\t时间\t有效\t'=cmd");
    expect(lines[1]).toBe('1\t"太原市, ""煤"""\t10.50\t2020-01-02\t2020-01-02 03:04:05\ttrue\t\'=1+1');
    expect(lines.at(-2)).toBe('5\t"\'\tx"\t0.10\t2024-02-29\t2024-02-29 12:00:00\ttrue\t\'＝1+1');
  });
});

describe('XML', () => {
  interface Field {
    name: string;
    nil: boolean;
    text: string;
  }
  /** A parser that stops at anything that is not well-formed. */
  function parse(text: string): Field[][] {
    const rows: Field[][] = [];
    const parser = new SaxesParser();
    parser.on('opentag', ({ name, attributes }) => {
      if (name === 'row') rows.push([]);
      if (name === 'field')
        rows.at(-1)?.push({ name: String(attributes.name), nil: attributes['xsi:nil'] === 'true', text: '' });
    });
    parser.on('text', (part) => {
      const field = rows.at(-1)?.at(-1);
      if (field !== undefined && part.trim() !== '') field.text += part;
    });
    parser.write(text).close();
    return rows;
  }

  it('is well-formed, keeps every value and tells empty from missing', async () => {
    const rows = parse((await take('xml')).toString());
    expect(rows).toHaveLength(5);
    expect(rows[0]?.map(({ name, text }) => [name, text])).toEqual([
      ['编号', '1'],
      ['名称', '太原市, "煤"'],
      ['金额', '10.50'],
      ['日期', '2020-01-02'],
      ['时间', '2020-01-02T03:04:05'],
      ['有效', 'true'],
      ['=cmd', '=1+1'],
    ]);
    expect(rows[1]?.[1]?.text).toBe('多\n行');
    expect(rows[2]?.map(({ nil }) => nil)).toEqual([false, true, true, true, true, true, false]);
  });

  it('escapes marks and replaces what XML has no character for, in names as in values', async () => {
    const odd = await bench.ingest('"<&"" a\'>",b\n"</row>&amp;]]>\u0001\u000b\uffff",1\n"行\r\n尾 𠮷",2\n');
    const rows = parse((await take('xml', {}, odd.parquetPath)).toString());
    expect(rows[0]?.[0]).toEqual({ name: '<&" a\'>', nil: false, text: '</row>&amp;]]>\ufffd\ufffd\ufffd' });
    expect(rows[1]?.[0]?.text).toBe('行\r\n尾 𠮷');
  });

  it('of a selection without rows has none', async () => {
    expect(parse((await take('xml', { q: '没有这样的词' })).toString())).toEqual([]);
  });
});

describe('GeoJSON', () => {
  let places: string;
  beforeAll(async () => {
    const lines = ['太原,112.55,37.87,12.50,2020-01-02 03:04:05', '"大\n同",113.3,40.08,,', '不详,,37,1.00,'];
    places = (await bench.ingest(`站名,经度,纬度,金额,时间\n${lines.join('\n')}\n`)).parquetPath;
  });
  const at = { longitude: '经度', latitude: '纬度' };

  it('has a point for every row that has a place, and the other columns as properties', async () => {
    const made = await bench.tables.export(places, 'geojson', { places: at });
    expect(made).toMatchObject({ contentType: 'application/geo+json', extension: 'geojson' });
    expect(JSON.parse((await readAll(made.stream)).toString())).toEqual({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [112.55, 37.87] },
          properties: { 站名: '太原', 金额: 12.5, 时间: '2020-01-02T03:04:05' },
        },
        {
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [113.3, 40.08] },
          properties: { 站名: '大\n同', 金额: null, 时间: null },
        },
        { type: 'Feature', geometry: null, properties: { 站名: '不详', 金额: 1, 时间: null } },
      ],
    });
  });

  it('respects a selection, keeps the place, and takes geometries as they stand', async () => {
    const part = { places: at, columns: ['站名'], filters: [{ column: '站名', op: 'starts' as const, value: '太' }] };
    const { features } = JSON.parse((await take('geojson', part, places)).toString());
    expect(features).toEqual([
      { type: 'Feature', geometry: { type: 'Point', coordinates: [112.55, 37.87] }, properties: { 站名: '太原' } },
    ]);
    const line = '{"type":"LineString","coordinates":[[1,2],[3,4]]}';
    const drawn = await bench.ingest(`名,形\na,"${line.replaceAll('"', '""')}"\nb,不是图形\nc,\n`);
    const shapes = JSON.parse((await take('geojson', { places: { geometry: '形' } }, drawn.parquetPath)).toString());
    expect(shapes.features.map((one: { geometry: unknown }) => one.geometry)).toEqual([JSON.parse(line), null, null]);
  });

  it('is refused for a table without places', async () => {
    await expect(bench.tables.export(path, 'geojson')).rejects.toMatchObject({ code: 'tables.no_places' });
    await settled();
  });
});

describe('any format', () => {
  it('keeps the order of the file, also under a list of values', async () => {
    const list = Array.from({ length: 150 }, (_, i) => (i * 7919) % 200_000);
    const filters = [{ column: 'n', op: 'in' as const, value: list }];
    for (const [format, options] of [
      ['csv', {}],
      ['jsonl', {}],
      ['csv', { filters }],
      ['jsonl', { filters }],
    ] as const) {
      const numbers = (await take(format, options, large))
        .toString()
        .match(/^(?:\{"n":)?\d+/gm)
        ?.map((start) => Number(start.replace('{"n":', '')));
      expect(numbers).toEqual(
        'filters' in options ? [...list].sort((a, b) => a - b) : Array.from({ length: 200_000 }, (_, i) => i),
      );
    }
  });

  it('keeps order and selection', async () => {
    const text = (
      await take('csv', {
        columns: ['编号'],
        filters: [{ column: '金额', op: 'notnull' }],
        sort: [{ column: '金额', dir: 'asc' }],
      })
    ).toString();
    expect(text).toBe('编号\n-2\n4\n5\n1\n');
  });

  it('refuses a bad selection before a byte is sent, and leaves nothing behind', async () => {
    for (const format of ['csv', 'tsv', 'json', 'jsonl', 'xlsx', 'parquet', 'xml', 'geojson'] as const) {
      await expect(bench.tables.export(path, format, { columns: ['x'] })).rejects.toMatchObject({
        code: 'tables.unknown_column',
      });
    }
    await settled();
  });

  it.each(['csv', 'xlsx', 'xml'] as const)('stops when the reader of %s goes away', async (format) => {
    const { stream } = await bench.tables.export(large, format);
    await once(stream, 'readable');
    stream.destroy();
    await settled();
  });

  it('stops when it is aborted', async () => {
    const stop = new AbortController();
    const { stream } = await bench.tables.export(large, 'xlsx', { signal: stop.signal });
    stream.on('error', () => {});
    await once(stream, 'readable');
    stop.abort();
    await once(stream, 'close');
    await settled();
  });
});
