import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { gb18030 } from '#prisma/seed/demo/gb18030.ts';
import { makeTables, type TablesBench } from '#test/support/tables.ts';

vi.setConfig({ testTimeout: 120_000 });

let bench: TablesBench;
beforeAll(async () => {
  bench = await makeTables();
});
afterAll(() => bench.close());

const text = '城市,备注,数量\n太原市,"第一行\n第二行",1\n大同市,"他说""好"", 然后走了",2\n';
const expected = [
  ['太原市', '第一行\n第二行', 1],
  ['大同市', '他说"好", 然后走了', 2],
];
const rowsOf = async (path: string) => (await bench.tables.page(path, { limit: 1000 })).rows;
const types = (result: { columns: readonly { name: string; type: string }[] }) =>
  Object.fromEntries(result.columns.map((column) => [column.name, column.type]));

describe('encodings', () => {
  const utf16 = (bigEndian: boolean) => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
    return bigEndian ? bytes.swap16() : bytes;
  };
  it.each([
    ['utf-8', false, Buffer.from(text)],
    ['utf-8', true, Buffer.from(`\uFEFF${text}`)],
    ['gb18030', false, gb18030(text)],
    ['gb18030', true, Buffer.concat([Buffer.from([0x84, 0x31, 0x95, 0x33]), gb18030(text)])],
    ['utf-16le', true, utf16(false)],
    ['utf-16be', true, utf16(true)],
  ])('reads %s, mark %s, by content', async (encoding, bom, bytes) => {
    const result = await bench.ingest(bytes);
    expect(result).toMatchObject({ encoding, bom, delimiter: ',', quote: '"', rowCount: 2, sourceBytes: bytes.length });
    expect(result.sourceSha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const parquet = await readFile(result.parquetPath);
    expect(result.parquetBytes).toBe(parquet.length);
    expect(result.parquetSha256).toBe(createHash('sha256').update(parquet).digest('hex'));
    expect(await rowsOf(result.parquetPath)).toEqual(expected);
  });

  it('reads GB18030 across the borders of its pieces', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i},晋城市阳城县润城镇第${i}号,x`);
    const result = await bench.ingest(gb18030(`序号,住所,尾\n${rows.join('\n')}\n`));
    expect(result).toMatchObject({ encoding: 'gb18030', rowCount: 60_000 });
    const last = await bench.tables.page(result.parquetPath, { offset: 59_999 });
    expect(last.rows).toEqual([[59_999, '晋城市阳城县润城镇第59999号', 'x']]);
    const odd = await bench.tables.page(result.parquetPath, {
      filters: [{ column: '住所', op: 'contains', value: '\uFFFD' }],
    });
    expect(odd.total).toBe(0);
  });
});

describe('dialects', () => {
  it.each([
    [',', '\n'],
    ['\t', '\n'],
    [';', '\r\n'],
    ['|', '\r\n'],
    [',', '\r'],
  ])('reads %j with lines ended by %j', async (delimiter, eol) => {
    const body = [
      ['名称', '数值', '说明'],
      ['"甲, 乙; 丙"', '1.5', '"x\ty"'],
      ['丁', '2.25', '戊'],
    ]
      .map((row) => row.join(delimiter))
      .join(eol);
    const result = await bench.ingest(body + eol);
    expect(result).toMatchObject({ delimiter, rowCount: 2 });
    expect(await rowsOf(result.parquetPath)).toEqual([
      ['甲, 乙; 丙', '1.50', 'x\ty'],
      ['丁', '2.25', '戊'],
    ]);
  });

  it('reads line breaks of several kinds in one file, and none at the end', async () => {
    const result = await bench.ingest('a,b\r\n1,x\n2,"y\r\nz"\r\n\n3,w');
    expect(await rowsOf(result.parquetPath)).toEqual([
      [1, 'x'],
      [2, 'y\r\nz'],
      [3, 'w'],
    ]);
  });

  it('reads a table of one column', async () => {
    const result = await bench.ingest('名称\n太原\n大同\n');
    expect(await rowsOf(result.parquetPath)).toEqual([['太原'], ['大同']]);
  });

  it('reads quoted cells that look like rows of the table, in bulk', async () => {
    // 40 MB: more than DuckDB's parallel reader takes at once, where it begins in the middle of such a cell.
    const rows: string[] = ['a,b,c'];
    for (let i = 0; i < 600_000; i++) rows.push(`${i},"begin\n${i},x,${i}\n${i},y,${i}\nend ${i}",${i}`);
    const result = await bench.ingest(rows.join('\n'));
    expect(result.rowCount).toBe(600_000);
    expect(result.columns.map((column) => column.max)).toEqual([599_999, null, 599_999]);
  });

  it('names blank headers by position and keeps odd names', async () => {
    const result = await bench.ingest('a,,"say ""hi""; DROP",column_2,\n1,2,3,4,\n');
    expect(result.columns.map((column) => column.name)).toEqual([
      'a',
      'column_2_',
      'say "hi"; DROP',
      'column_2',
      'column_5',
    ]);
    expect(await rowsOf(result.parquetPath)).toEqual([[1, 2, 3, 4, null]]);
  });
});

describe('types', () => {
  it('keeps identifiers as they are written', async () => {
    const ids = ['014001', '000000', '140100'];
    const result = await bench.ingest(
      `编号,电话,公民号,统一码,长号,机构,mixed\n${ids
        .map(
          (id, i) =>
            `${id},1383510000${i},14010519491231002${i},91140000MA0GT8K${i}3X,90071992547409931${i},0351-7000${i},${i}`,
        )
        .join('\n')}\n`,
    );
    expect(types(result)).toEqual({
      编号: 'text',
      电话: 'text',
      公民号: 'text',
      统一码: 'text',
      长号: 'text',
      机构: 'text',
      mixed: 'integer',
    });
    const [first] = await rowsOf(result.parquetPath);
    expect(first).toEqual([
      '014001',
      '13835100000',
      '140105194912310020',
      '91140000MA0GT8K03X',
      '900719925474099310',
      '0351-70000',
      0,
    ]);
  });

  it('keeps an identifier whose leading zero comes late, or is alone in the file', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => `${i + 1},${i + 1},${(i % 90) + 10}.5`);
    rows[49_990] = '007,49991,10.125';
    const result = await bench.ingest(`序,n,d\n${rows.join('\n')}\n`);
    expect(types(result)).toEqual({ 序: 'text', n: 'integer', d: 'decimal' });
    const { rows: found } = await bench.tables.page(result.parquetPath, { offset: 49_990, limit: 1 });
    expect(found).toEqual([['007', 49_991, '10.125']]);
  });

  it('tells integers, decimals, days, instants and truth values by every cell', async () => {
    const result = await bench.ingest(
      [
        '整数,小数,长小数,科学,日期,斜线,汉字,时间,布尔,混合,区划代码,空',
        '-5,1.5,12345678901234567.25,1.5e-3,2020-01-02,2020/1/2,2020年1月2日,2020-01-02 03:04:05,true,1,140100,',
        '0,-0.25,-1.00,2,2021-12-31,2021/12/31,2021年12月31日,2020-01-02T23:59:59.5,FALSE,x,140200,',
        '999999999999999,7,3.10,-3e2,1999-02-28,1999/2/28,1999年2月28日,2020-01-02,True,2,140300,',
      ].join('\n'),
    );
    expect(types(result)).toEqual({
      整数: 'integer',
      小数: 'decimal',
      长小数: 'decimal',
      科学: 'decimal',
      日期: 'date',
      斜线: 'date',
      汉字: 'date',
      时间: 'datetime',
      布尔: 'boolean',
      混合: 'text',
      区划代码: 'text',
      空: 'text',
    });
    expect(await rowsOf(result.parquetPath)).toEqual([
      [
        -5,
        '1.50',
        '12345678901234567.25',
        0.0015,
        '2020-01-02',
        '2020-01-02',
        '2020-01-02',
        '2020-01-02T03:04:05',
        true,
        '1',
        '140100',
        null,
      ],
      [
        0,
        '-0.25',
        '-1.00',
        2,
        '2021-12-31',
        '2021-12-31',
        '2021-12-31',
        '2020-01-02T23:59:59.5',
        false,
        'x',
        '140200',
        null,
      ],
      [
        999_999_999_999_999,
        '7.00',
        '3.10',
        -300,
        '1999-02-28',
        '1999-02-28',
        '1999-02-28',
        '2020-01-02T00:00:00',
        true,
        '2',
        '140300',
        null,
      ],
    ]);
  });

  it.each([
    ['2020-02-30', 'no such day'],
    ['2020-01-02T03:04:05+08:00', 'an offset would be lost'],
    ['infinity', 'no day'],
    ['1,234', 'grouped digits'],
    ['+5', 'a sign that would be lost'],
    ['1_000', 'underscores'],
    ['0x1F', 'hexadecimal'],
    ['１２', 'full-width digits'],
    ['1000000000000000', 'sixteen digits'],
    ['-', 'a placeholder'],
  ])('leaves a column with %s as text (%s)', async (cell) => {
    for (const plain of ['2020-01-01', '5', '2020-01-01 10:00:00']) {
      const result = await bench.ingest(`v,w\n${plain},1\n"${cell}",2\n`);
      expect(types(result)).toEqual({ v: 'text', w: 'integer' });
      expect(await rowsOf(result.parquetPath)).toEqual([
        [plain, 1],
        [cell, 2],
      ]);
    }
  });

  it('sees through spaces around numbers and days, and keeps those in text', async () => {
    const result = await bench.ingest('n,d,t\n 5 ,2020-01-02 , x \n  ,   ,y\n');
    expect(types(result)).toEqual({ n: 'integer', d: 'date', t: 'text' });
    expect(await rowsOf(result.parquetPath)).toEqual([
      [5, '2020-01-02', ' x '],
      [null, null, 'y'],
    ]);
  });

  it('decides by later rows when the first ones are empty', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${i},${i < 25_000 ? '' : i}`);
    const result = await bench.ingest(`a,b\n${rows.join('\n')}\n`);
    expect(types(result)).toEqual({ a: 'integer', b: 'integer' });
    expect(result.columns[1]).toMatchObject({ nullCount: 25_000, min: 25_000, max: 29_999 });
  });
});

describe('statistics', () => {
  it('counts over the whole table', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => {
      const day = new Date(Date.UTC(2020, 0, 1) + i * 86_400_00).toISOString().slice(0, 10);
      return `${i},${['太原', '大同', '运城'][i % 3]},${(i % 100) / 10},${day},${i % 10 === 0 ? '' : 'true'}`;
    });
    const stages: string[] = [];
    const scratchDir = await bench.scratch();
    await writeFile(`${scratchDir}/raw`, `n,city,d,day,flag\n${rows.join('\n')}`);
    const result = await bench.tables.ingest({
      path: `${scratchDir}/raw`,
      originalName: 'x.csv',
      scratchDir,
      onStage: (stage) => stages.push(stage),
    });
    expect(stages).toEqual(['decode', 'convert', 'profile']);
    const [n, city, d, day, flag] = result.columns;
    expect(n).toMatchObject({ position: 1, nullCount: 0, distinctCount: 30_000, min: 0, max: 29_999, mean: 14_999.5 });
    expect(n?.histogram?.map((bin) => bin.count)).toEqual(Array.from({ length: 15 }, () => 2000));
    expect(city?.topValues).toEqual([
      { value: '大同', count: 10_000 },
      { value: '太原', count: 10_000 },
      { value: '运城', count: 10_000 },
    ]);
    expect(city).toMatchObject({ distinctCount: 3, min: null, max: null, maxLength: 2 });
    expect(d).toMatchObject({ min: '0.0', max: '9.9', distinctCount: 100 });
    expect(d?.mean).toBeCloseTo(4.95, 10);
    expect(d?.histogram).toHaveLength(20);
    expect(d?.histogram?.[1]).toEqual({ from: 0.5, to: 1, count: 1500 });
    expect(day?.histogram?.reduce((sum, bin) => sum + bin.count, 0)).toBe(30_000);
    expect(flag).toMatchObject({
      type: 'boolean',
      nullCount: 3000,
      distinctCount: 1,
      topValues: [{ value: 'true', count: 27_000 }],
    });
    expect(await bench.tables.profile(result.parquetPath)).toEqual({
      rowCount: result.rowCount,
      columns: result.columns,
    });
  });
});
