import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isRefusal } from '#api/kernel/refusal.ts';
import { isSoundGeometry } from '#api/ports/tables/intake/geometry.ts';
import { nameTables } from '#api/ports/tables/intake/names.ts';
import type { Intake } from '#api/ports/tables/intake/port.ts';
import type { Cell } from '#api/ports/tables/port.ts';
import { gb18030 } from '#prisma/seed/demo/gb18030.ts';
import {
  bareWorkbook,
  markedEncrypted,
  pdf,
  png,
  renamed,
  withoutFlag,
  workbook,
  zip,
} from '#test/support/archives.ts';
import { makeTables, type TablesBench } from '#test/support/tables.ts';

vi.setConfig({ testTimeout: 120_000 });

let bench: TablesBench;
beforeAll(async () => {
  bench = await makeTables();
});
afterAll(() => bench.close());

async function intake(content: string | Uint8Array, name: string, on = bench): Promise<Intake> {
  const scratchDir = await on.scratch();
  const path = join(scratchDir, 'raw');
  await writeFile(path, content);
  return on.tables.intake({ path, originalName: name, scratchDir });
}

async function code(content: string | Uint8Array, name: string, on = bench): Promise<unknown> {
  try {
    await intake(content, name, on);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    for (const locale of ['zh', 'en'] as const) expect(error.sentence(locale)).not.toContain('{{');
    return { code: error.code, ...error.params };
  }
  return 'taken';
}

async function rows(made: Intake, at = 0): Promise<{ columns: string[]; rows: readonly (readonly Cell[])[] }> {
  const page = await bench.tables.page(made.tables[at]!.parquetPath, {});
  return { columns: page.columns.map((one) => `${one.name}:${one.type}`), rows: page.rows };
}

describe('JSON', () => {
  const list =
    '[{"编号":"007","n":1,"d":"2024-01-02","t":true,"x":{"a":[1, 2]}},\n {"n":2.50,"新":"字\\n行","编号":"1","d":null}]';

  it('keeps members of all records as columns, text as text, nested values as JSON', async () => {
    const made = await intake(list, 'a.json');
    expect(made.tables[0]).toMatchObject({ name: 'data', origin: null, format: 'json', geo: null, rowCount: 2 });
    expect(await rows(made)).toEqual({
      columns: ['编号:text', 'n:decimal', 'd:date', 't:boolean', 'x:text', '新:text'],
      rows: [
        ['007', '1.00', '2024-01-02', true, '{"a":[1, 2]}', null],
        ['1', '2.50', null, null, null, '字\n行'],
      ],
    });
  });

  it('finds the one array of an object, whatever stands around it', async () => {
    const around = `{"count": 2, "tags": ["a", "b"], "meta": {"items": [{"no": 1}]}, "data": ${list}, "end": "]}"}`;
    expect(await rows(await intake(around, 'x'))).toEqual(await rows(await intake(list, 'x')));
    expect(await code('{"a":[{"x":1}],"b":[{"x":2}]}', 'a.json')).toEqual({ code: 'tables.json_shape' });
    expect(await code('{"a":1}', 'a.json')).toEqual({ code: 'tables.json_shape' });
  });

  it('reads JSON Lines, also across the pieces a file is read in, digits letter by letter', async () => {
    const long = '汉"\\\\'.repeat(9000);
    const lines = Array.from({ length: 200 }, (_, i) => JSON.stringify({ i, text: `${long}${i}` }));
    lines.push('{"i": 123456789012345678901.10, "text": null}');
    const made = await intake(lines.join('\r\n'), 'a.ndjson');
    expect(made.tables[0]).toMatchObject({ format: 'jsonl', rowCount: 201 });
    const page = await bench.tables.page(made.tables[0]!.parquetPath, { offset: 199, limit: 2 });
    expect(page.rows).toEqual([
      ['199.00', `${long}199`],
      ['123456789012345678901.10', null],
    ]);
  });

  it.each([
    ['[{"a":1},{"a":]', 'tables.json_broken', 2],
    ['[{"a":1},{"a":2}', 'tables.json_broken', 2],
    ['[{"a":1},]', 'tables.json_broken', 2],
    ['[{"a":1} {"a":2}]', 'tables.json_broken', 1],
    ['[{"a":1}] x', 'tables.json_broken', 2],
    ['{"a":1}\n{"a":1,}\n', 'tables.json_broken', 2],
    ['[{"a":1},5]', 'tables.json_record', 2],
    [`[{"a":${'['.repeat(200)}${']'.repeat(200)}}]`, 'tables.json_depth', 1],
  ])('names the record of %s', async (text, expected, row) => {
    expect(await code(text, 'a.json')).toMatchObject({ code: expected, row });
  });

  it('refuses an array of nothing', async () => {
    expect(await code('[]', 'a.json')).toEqual({ code: 'tables.no_rows' });
  });
});

describe('places', () => {
  const feature = (coordinates: unknown, properties: unknown) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates },
    properties,
  });
  const collection = (features: unknown[], more = {}) =>
    JSON.stringify({ type: 'FeatureCollection', ...more, features });

  it('makes columns of properties and keeps geometries as GeoJSON', async () => {
    const made = await intake(
      collection([feature([112.5, 37.8], { name: '太原', geometry: 'x' }), feature([113.3, 40.1], null)]),
      'a.geojson',
    );
    expect(made.tables[0]).toMatchObject({ format: 'geojson', geo: { geometry: 'geometry_' } });
    expect(await rows(made)).toEqual({
      columns: ['name:text', 'geometry:text', 'geometry_:text'],
      rows: [
        ['太原', 'x', '{"type":"Point","coordinates":[112.5,37.8]}'],
        [null, null, '{"type":"Point","coordinates":[113.3,40.1]}'],
      ],
    });
  });

  it('refuses coordinates that are none of CRS84', async () => {
    const far = collection([feature([112.5, 37.8], {}), feature([500_000, 4_000_000], {})]);
    expect(await code(far, 'a.geojson')).toEqual({ code: 'tables.geojson_geometry', row: 2 });
    const crs = { crs: { type: 'name', properties: { name: 'EPSG:3857' } } };
    expect(await code(collection([feature([1, 2], {})], crs), 'a.geojson')).toEqual({
      code: 'tables.geojson_crs',
      crs: 'EPSG:3857',
    });
  });

  it('finds pairs of columns by their names and ranges', async () => {
    const geo = async (csv: string) => (await intake(csv, 'a.csv')).tables[0]!.geo;
    expect(await geo('站,经度,纬度\na,112.5,37.8\n')).toEqual({ longitude: '经度', latitude: '纬度' });
    expect(await geo('s,lng,lat\na,112.5,37.8\n')).toEqual({ longitude: 'lng', latitude: 'lat' });
    expect(await geo('s,lng,lat\na,112.5,97.8\n')).toBeNull();
    expect(await geo('s,x,y\na,112.5,37.8\n')).toBeNull();
  });

  it('judges geometries', () => {
    const sound = [null, { type: 'Point', coordinates: [1, 2] }, { type: 'Polygon', coordinates: [[[1, 2, 3]]] }];
    const bad = [1, {}, { type: 'Point', coordinates: [1] }, { type: 'Polygon', coordinates: [1, 2] }, []];
    expect(sound.map((one) => isSoundGeometry(one))).toEqual([true, true, true]);
    expect(bad.map((one) => isSoundGeometry(one))).toEqual(bad.map(() => false));
  });
});

describe('XLSX', () => {
  it('reads sheets as tables: days, numbers, text, results of formulas, blank rows', async () => {
    const book = await workbook(
      {
        一月: [
          [],
          ['编号', '日期', '时刻', '数', '合计', '真'],
          [
            '00123',
            new Date('2024-02-29T00:00:00Z'),
            new Date('2024-02-29T08:30:00Z'),
            0.1 + 0.2,
            { formula: 'A1', result: 42 },
            true,
          ],
          [],
          ['9', new Date('1900-03-01T00:00:00Z'), null, 1e15 - 1, { formula: 'A1', result: 'x,"y' }, false],
        ],
        '2 月': [
          ['a', 'b'],
          [1, { richText: [{ text: '粗' }, { text: '体' }] }],
        ],
        隐藏: [['a'], ['secret']],
        空: [],
      },
      (made) => {
        made.getWorksheet('隐藏')!.state = 'hidden';
        made.getWorksheet('一月')!.getCell('C3').numFmt = 'yyyy-mm-dd hh:mm';
      },
    );
    const made = await intake(book, 'x.xlsx');
    expect(made.tables.map(({ name, origin, format }) => [name, origin, format])).toEqual([
      ['一月', '一月', 'xlsx'],
      ['t_2_月', '2 月', 'xlsx'],
    ]);
    expect(await rows(made)).toEqual({
      columns: ['编号:text', '日期:date', '时刻:datetime', '数:decimal', '合计:text', '真:boolean'],
      rows: [
        ['00123', '2024-02-29', '2024-02-29T08:30:00', '0.3', '42', true],
        ['9', '1900-03-01', null, '999999999999999.0', 'x,"y', false],
      ],
    });
    expect((await rows(made, 1)).rows).toEqual([[1, '粗体']]);
  });

  it('refuses titles over the header, rows that are too wide and formula errors, naming the cell', async () => {
    const title = await workbook({ S: [['统计表'], ['a', 'b'], [1, 2]] }, (book) =>
      book.getWorksheet('S')!.mergeCells('A1:B1'),
    );
    expect(await code(title, 'a.xlsx')).toEqual({ code: 'tables.merged_cells', range: 'A1:B1' });
    const wide = await workbook({
      S: [
        ['a', 'b'],
        [1, 2],
        [1, 2, 3],
      ],
    });
    expect(await code(wide, 'a.xlsx')).toMatchObject({ code: 'tables.ragged_row', row: 2, line: 3 });
    const error = await workbook({
      S: [
        ['a', '比'],
        [1, 2],
        [1, { formula: '1/0', result: { error: '#DIV/0!' } }],
      ],
    });
    expect(await code(error, 'a.xlsx')).toEqual({
      code: 'tables.cell_error',
      row: 2,
      cell: 'B3',
      column: '比',
      value: '#DIV/0!',
    });
    expect(await code(await workbook({ S: [['a', 'b']] }), 'a.xlsx')).toEqual({ code: 'tables.no_rows' });
    expect(await code(await workbook({ S: [] }), 'a.xlsx')).toEqual({ code: 'tables.empty' });
  });

  it('does not parse a part that declares entities', async () => {
    const laughs =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>';
    expect(await code(await bareWorkbook(laughs), 'a.xlsx')).toMatchObject({ code: 'tables.xml_entities' });
    expect(await code(await bareWorkbook('<worksheet><sheetData><row>'), 'a.xlsx')).toMatchObject({
      code: 'tables.workbook_broken',
      part: 'xl/worksheets/sheet1.xml',
    });
    const plain =
      '<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲 &amp; 乙</x:t></x:is></x:c></x:row><x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await rows(await intake(await bareWorkbook(plain), 'a.xlsx'))).toEqual({
      columns: ['甲 & 乙:integer'],
      rows: [[5]],
    });
  });
});

describe('Parquet', () => {
  it('is taken in our types, nested values as JSON; what is no table of ours is refused by column', async () => {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const path = join(await bench.scratch(), 'x.parquet');
    const make = async (select: string) => {
      await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
      const { readFile } = await import('node:fs/promises');
      return readFile(path);
    };
    const made = await intake(
      await make(
        `SELECT 1 AS i, DATE '2024-01-02' AS d, [1, 2] AS l, {'a': 'x'} AS s, 'NaN'::DOUBLE AS f, TIMESTAMPTZ '2024-01-01 16:00:00+00' AS at`,
      ),
      'a.parquet',
    );
    expect(made.tables[0]).toMatchObject({ format: 'parquet', rowCount: 1 });
    expect((await rows(made)).rows).toEqual([[1, '2024-01-02', '[1,2]', '{"a":"x"}', null, '2024-01-02T00:00:00']]);
    const good = await make(`SELECT range AS i FROM range(1000)`);
    expect(await code(good.subarray(0, good.length - 200), 'a.parquet')).toEqual({ code: 'tables.parquet_broken' });
    expect(await code(await make(`SELECT 'x'::BLOB AS b`), 'a.parquet')).toEqual({
      code: 'tables.parquet_type',
      column: 'b',
      type: 'BLOB',
    });
    connection.closeSync();
  });
});

describe('archives', () => {
  const csv = 'a,b\n1,2\n';

  it('become a table or a file for each thing in them', async () => {
    const made = await intake(
      await zip({
        '2024/年报.csv': gb18030('名称,数\n太原,1\n'),
        '2024/book.xlsx': await workbook({ 甲: [['x'], [1]], 乙: [['x'], [2]] }),
        '说明.pdf': pdf,
        'README.md': '# 说明\n一段文字。\n',
        '__MACOSX/._x': 'junk',
      }),
      'all.zip',
    );
    expect(made.tables.map(({ name, origin }) => [name, origin])).toEqual(
      [
        ['2024_年报', '2024/年报.csv'],
        ['2024_book_甲', '2024/book.xlsx#甲'],
        ['2024_book_乙', '2024/book.xlsx#乙'],
      ].map(([name, origin]) => [`t_${name}`, origin]),
    );
    expect(made.tables[0]).toMatchObject({ encoding: 'gb18030', delimiter: ',' });
    expect(made.files.map(({ path, mediaType }) => [path, mediaType])).toEqual([
      ['说明.pdf', 'application/pdf'],
      ['README.md', 'text/plain'],
    ]);
  });

  it('may have names in GB18030 without saying so', async () => {
    const archive = await zip({ 'aaaa.csv': csv, 'b.csv': csv });
    const name = gb18030('太原');
    const patched = withoutFlag(archive);
    for (let at = patched.indexOf('aaaa'); at !== -1; at = patched.indexOf('aaaa', at + 1)) name.copy(patched, at);
    expect((await intake(patched, 'a.zip')).tables.map((one) => one.origin)).toEqual(['太原.csv', 'b.csv']);
  });

  it.each([
    ['a parent folder', (a: Buffer) => renamed(a, 'aa/evil', '../evil')],
    ['an absolute path', (a: Buffer) => renamed(a, 'aa/evil', '/a/evil')],
    ['a drive', (a: Buffer) => renamed(a, 'aa/evil', 'C:/evil')],
    ['a backslash', (a: Buffer) => renamed(a, 'aa/evil', 'aa\\evil')],
    ['a NUL', (a: Buffer) => renamed(a, 'aa/evil', 'aa/e\0il')],
  ])('with %s in a path are refused', async (_, twist) => {
    const archive = twist(await zip({ 'aa/evil.csv': csv }));
    expect(await code(archive, 'a.zip')).toMatchObject({ code: 'tables.archive_path' });
  });

  it('with links, secrets, archives or nothing in them are refused', async () => {
    expect(await code(await zip({ 'x.csv': '/etc/passwd' }, 0o120777), 'a.zip')).toMatchObject({
      code: 'tables.archive_path',
    });
    expect(await code(markedEncrypted(await zip({ 'x.csv': csv })), 'a.zip')).toEqual({
      code: 'tables.archive_encrypted',
      path: 'x.csv',
    });
    expect(await code(await zip({ 'in/x.zip': await zip({ 'x.csv': csv }) }), 'a.zip')).toEqual({
      code: 'tables.archive_nested',
      path: 'in/x.zip',
    });
    expect(await code(await zip({ '.DS_Store': 'x' }), 'a.zip')).toEqual({ code: 'tables.archive_empty' });
    const good = await zip({ 'x.csv': csv.repeat(1000) });
    expect(await code(good.subarray(0, good.length - 30), 'a.zip')).toEqual({ code: 'tables.archive_broken' });
  });

  it('that unpack to too much are stopped on the way, whatever their headers say', async () => {
    const bomb = await zip({ 'zeros.csv': Buffer.alloc(100_000_000, 'a,b\n') });
    expect(bomb.length).toBeLessThan(500_000);
    expect(await code(bomb, 'a.zip')).toEqual({ code: 'tables.archive_bomb', path: 'zeros.csv', limit: '200:1' });
    const tight = await makeTables({
      archive: { maxEntries: 3, maxTotal: 100_000, maxRatio: 200, freeBytes: 1 << 26 },
    });
    const many = await zip({ 'a.csv': csv, 'b.csv': csv, 'c.csv': csv, 'd.csv': csv });
    expect(await code(many, 'a.zip', tight)).toEqual({ code: 'tables.archive_too_many', found: 4, limit: 3 });
    const two = await zip({ 'a.csv': Buffer.alloc(60_000, 'a,b\n'), 'b.csv': Buffer.alloc(60_000, 'a,b\n') });
    expect(await code(two, 'a.zip', tight)).toMatchObject({ code: 'tables.archive_bomb', path: 'b.csv' });
    await tight.close();
  });
});

describe('files that are no table', () => {
  it('are kept under the type their content has', async () => {
    expect((await intake(pdf, '报告.pdf')).files).toMatchObject([{ path: '报告.pdf', mediaType: 'application/pdf' }]);
    expect((await intake(png, 'map.png')).files).toMatchObject([{ mediaType: 'image/png' }]);
  });

  it('are refused under a name that says something else, and when nobody could use them', async () => {
    expect(await code(png, 'map.pdf')).toEqual({ code: 'tables.name_lies', name: 'map.pdf', found: 'PNG' });
    expect(await code('a,b\n1,2\n', 'x.pdf')).toMatchObject({ code: 'tables.name_lies', found: 'CSV' });
    expect(await code(pdf, 'data.csv')).toEqual({ code: 'tables.not_csv', found: 'PDF' });
    expect(await code(Buffer.from('7f454c460201010000000000', 'hex'), 'run')).toEqual({
      code: 'tables.not_kept',
      found: 'ELF',
    });
    expect(await code('<!doctype html><script>alert(1)</script>', 'x.htm')).toMatchObject({ code: 'tables.not_csv' });
    expect(await code('', 'x.json')).toEqual({ code: 'tables.empty' });
  });
});

it('names tables for addresses and SQL', () => {
  expect(nameTables(['一/二.CSV', 'a b-c.xlsx#Sheet 1', '三.json', 'a b c.csv#Sheet 1', '2024'])).toEqual([
    '一_二',
    'a_b_c_sheet_1',
    '三',
    'a_b_c_sheet_1_2',
    't_2024',
  ]);
  expect(nameTables(['x/y.csv'])).toEqual(['data']);
});
