import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isRefusal, type Refusal } from '#api/kernel/refusal.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { gb18030 } from '#prisma/seed/demo/gb18030.ts';
import { makeTables, type TablesBench } from '#test/support/tables.ts';

vi.setConfig({ testTimeout: 120_000 });

let bench: TablesBench;
beforeAll(async () => {
  bench = await makeTables({ maxBytes: 50_000_000 });
});
afterAll(() => bench.close());

async function refusal(content: string | Uint8Array, name?: string): Promise<Refusal> {
  try {
    await bench.ingest(content, name);
  } catch (error) {
    if (isRefusal(error)) {
      for (const locale of ['zh', 'en'] as const) expect(error.sentence(locale)).not.toContain('{{');
      return error;
    }
    throw error;
  }
  throw new Error('the file was taken');
}

describe('files that are no CSV', () => {
  it.each([
    ['XLSX', 'PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml … xl/workbook.xml'],
    ['DOCX', 'PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml … word/document.xml'],
    ['ZIP', 'PK\x03\x04\x14\0\0\0\x08\0data.csv'],
    ['PDF', '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'],
    ['PNG', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['JPEG', '\xff\xd8\xff\xe0\0\x10JFIF'],
    ['Parquet', 'PAR1\x15\x04\x15'],
    ['XLS (Office 97-2003)', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0'],
    ['GZIP', '\x1f\x8b\x08\0\0\0'],
    ['HTML', '\n<html><table><tr><td>a,b</td></tr></table>'],
    ['XML', '<?xml version="1.0"?><Workbook/>'],
    ['JSON', '[{"a": 1, "b": 2},\n{"a": 2, "b": 3}]'],
    ['JSON', '{"type": "FeatureCollection",\n"features": []}'],
  ])('names %s, whatever the file is called', async (found, content) => {
    expect(await refusal(Buffer.from(content, 'latin1'), 'table.csv')).toMatchObject({
      code: 'tables.not_csv',
      status: 415,
      params: { found },
    });
  });

  it.each([
    ['no byte', ''],
    ['only a byte order mark', '\uFEFF'],
    ['only blank lines', '\n  \r\n\n'],
  ])('names a file with %s empty', async (_, content) => {
    expect(await refusal(content)).toMatchObject({ code: 'tables.empty', status: 422 });
  });

  it('names NUL bytes and their line', async () => {
    expect(await refusal('a,b\n1,2\n3,\0\n')).toMatchObject({ code: 'tables.nul_bytes', params: { line: 3 } });
  });

  it('names a file over the limit', async () => {
    expect(await refusal(Buffer.alloc(50_000_001, 'a,b\n'))).toMatchObject({ code: 'tables.too_large', status: 413 });
  });
});

describe('broken encodings', () => {
  it('names damage in a UTF-8 file instead of reading it as something else', async () => {
    const bytes = Buffer.from(`名称,数量\n${'太原市,1\n'.repeat(200_000)}大同市,2\n`);
    bytes[bytes.length - 10] = 0xff;
    expect(await refusal(bytes)).toMatchObject({ code: 'tables.damaged_utf8', params: { line: 200_002 } });
    const cut = Buffer.from('名称,数量\n太原市,大同市').subarray(0, -1);
    expect(await refusal(cut)).toMatchObject({ code: 'tables.damaged_utf8', params: { line: 2 } });
  });

  it('names GB18030 that breaks off or holds impossible bytes', async () => {
    const good = gb18030('名称,数量\n太原市,1\n大同市,2\n');
    expect(await refusal(Buffer.concat([good, Buffer.from([0xcc])]))).toMatchObject({ code: 'tables.bad_encoding' });
    expect(await refusal(Buffer.concat([good, Buffer.from([0xcc, 0xff, 0x2c, 0x33, 0x0a])]))).toMatchObject({
      code: 'tables.bad_encoding',
      params: { line: 4 },
    });
  });

  it('does not take other one- and two-byte encodings for Chinese', async () => {
    const latin = Buffer.from('name,city\nJos\xe9 P\xe9rez,M\xe1laga\nJ\xfcrgen,K\xf6ln\n', 'latin1');
    expect(await refusal(latin)).toMatchObject({ code: 'tables.bad_encoding', params: { line: 2 } });
    // 臺北市,數量 and 資料 in Big5
    const big5 = Buffer.from([
      0xbb, 0x4f, 0xa5, 0x5f, 0xa5, 0xab, 0x2c, 0xbc, 0xc6, 0xb6, 0x71, 0x0a, 0xb8, 0xea, 0xae, 0xc6, 0x2c, 0x31, 0x0a,
    ]);
    expect(await refusal(Buffer.concat([big5, Buffer.from([0xa5, 0x5f, 0xa5, 0x40, 0x2c, 0x32, 0x0a])]))).toMatchObject(
      {
        code: 'tables.bad_encoding',
      },
    );
  });
});

describe('headers', () => {
  it('refuses 2,000 columns and takes 1,000', async () => {
    const table = (columns: number) => {
      const cells = Array.from({ length: columns }, (_, i) => i);
      return `${cells.map((i) => `c${i}`).join()}\n${cells.join()}\n`;
    };
    expect(await refusal(table(2000))).toMatchObject({
      code: 'tables.too_many_columns',
      params: { found: 2000, limit: 1000 },
    });
    expect((await bench.ingest(table(1000))).columns).toHaveLength(1000);
  });

  it.each([
    ['a,b,a\n1,2,3\n', 'tables.duplicate_header', { first: 1, second: 3, name: 'a' }],
    ['Code,x, code \n1,2,3\n', 'tables.duplicate_header', { first: 1, second: 3, name: 'code' }],
    ['1,2,3\n4,5,6\n', 'tables.no_header', {}],
    ['2020-01-01,12.5%\n2020-01-02,3%\n', 'tables.no_header', {}],
    [',,\n1,2,3\n', 'tables.no_header', {}],
    [`a,${'长'.repeat(201)}\n1,2\n`, 'tables.header_too_long', { column: 2, found: 201 }],
    ['a,b\n', 'tables.no_rows', {}],
    ['a,b', 'tables.no_rows', {}],
    ['a,b\n\n\n', 'tables.no_rows', {}],
  ])('refuses %j', async (content, code, params) => {
    expect(await refusal(content)).toMatchObject({ code, params });
  });
});

describe('rows', () => {
  it.each([
    ['a,b\n1,2\n3\n4,5\n', 'tables.ragged_row', { row: 2, line: 3, found: 1, expected: 2 }],
    ['a,b\n1,2\n3,4,5\n', 'tables.ragged_row', { row: 2, line: 3, found: 3, expected: 2 }],
    ['a,b\r\n"1\r\nx",2\r\n\r\n3,4,5\r\n', 'tables.ragged_row', { row: 2, line: 5, found: 3, expected: 2 }],
    ['a,b\n1,"2\n3,4\n', 'tables.unclosed_quote', { row: 1, line: 2, column: 2 }],
    ['a,b\n1,2\n"3"x,4\n', 'tables.stray_quote', { row: 2, line: 3, column: 1 }],
    [`a,b\n1,${'x'.repeat(2_000_001)}\n`, 'tables.row_too_long', { row: 1, line: 2, limit: 2_000_000 }],
  ])('refuses %#', async (content, code, params) => {
    expect(await refusal(content)).toMatchObject({ code, status: 422, params });
  });

  it('finds the one short row among a million', async () => {
    const rows = Array.from({ length: 1_000_000 }, (_, i) => (i === 900_000 ? `${i}` : `${i},${i}`));
    expect(await refusal(`a,b\n${rows.join('\n')}`)).toMatchObject({
      code: 'tables.ragged_row',
      params: { row: 900_001, line: 900_002, found: 1, expected: 2 },
    });
  });

  it('lets an empty cell too many pass, in any way of reading', async () => {
    for (const second of ['x', '"x\ny"']) {
      const result = await bench.ingest(`a,b\n1,${second},\n2,z,"",\n`);
      expect((await bench.tables.page(result.parquetPath, {})).rows).toEqual([
        [1, second.replaceAll('"', '')],
        [2, 'z'],
      ]);
    }
  });

  it('takes a quote inside an unquoted cell as it stands', async () => {
    const result = await bench.ingest('a,b\n5" pipe,say "x"\n');
    expect((await bench.tables.page(result.parquetPath, {})).rows).toEqual([['5" pipe', 'say "x"']]);
  });
});

it('leaves nothing but the scratch directory handed to it', async () => {
  const before = await readdir(bench.folder);
  await refusal('a,b\n1\n');
  const after = (await readdir(bench.folder)).filter((name) => !before.includes(name));
  expect(after).toEqual([expect.stringMatching(/^work-/)]);
  expect((await readdir(`${bench.folder}/scratch`)).filter((name) => !name.startsWith('duckdb-'))).toEqual([]);
});

it('has both sentences for every refusal', () => {
  for (const [code, spec] of Object.entries(refuse.table)) {
    expect(spec.zh, code).toMatch(/\p{Script=Han}/u);
    expect(spec.en, code).toMatch(/^[\x20-\x7e]+$/);
    expect(spec.zh.match(/\{\{\w+\}\}/g)?.sort(), code).toEqual(spec.en.match(/\{\{\w+\}\}/g)?.sort());
  }
});
