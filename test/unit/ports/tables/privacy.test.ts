import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { redactStats } from '#api/ports/tables/profile.ts';
import { makeTables, type TablesBench } from '#test/support/tables.ts';

vi.setConfig({ testTimeout: 120_000 });

const today = '2026-11-22';
const rows = 60_000;
let bench: TablesBench;
let planted: string;
beforeAll(async () => {
  bench = await makeTables();
  const lines = Array.from({ length: rows }, (_, i) => {
    const remark =
      i === 40_000
        ? '联系人 １３８ ３５１０ ００００，邮箱 zhang.san@example.com'
        : i === 59_999
          ? '"公民号 11010519491231002X, 车 晋A12345"'
          : i % 2 === 0
            ? ''
            : `第${i}条，无`;
    return [
      i,
      13_835_100_000 + i,
      `张${'一二三四'[i % 4]}`,
      remark,
      20_200_000_000 + i,
      '2020-01-01',
      i % 3 ? '6222021234567890128' : '',
    ].join();
  });
  planted = (await bench.ingest(`序号,手机,姓名,备注,流水,登记日,卡号\n${lines.join('\n')}\n`)).parquetPath;
});
afterAll(() => bench.close());

const kinds = (column: { findings: readonly { kind: string; hits: number }[] } | undefined) =>
  Object.fromEntries((column?.findings ?? []).map((finding) => [finding.kind, finding.hits]));

describe('scan', () => {
  it('finds what is planted, by column, in every row, and nothing else', async () => {
    const result = await bench.tables.scan(planted, today);
    expect(result).toMatchObject({ rowCount: rows, blocked: true });
    expect(result.columns.map((column) => [column.header, kinds(column)])).toEqual([
      ['序号', {}],
      ['手机', { mobile: rows }],
      ['姓名', { personal_name: rows }],
      ['备注', { mobile: 1, email: 1, citizen_number: 1, plate: 1 }],
      ['流水', {}],
      ['登记日', {}],
      ['卡号', { bank_card: 40_000 - 1 + 1 }],
    ]);
  });

  it('counts empty and checked cells exactly, and names the row of a hit', async () => {
    const { columns } = await bench.tables.scan(planted, today);
    const remark = columns[3]!;
    expect([remark.checked, remark.empty]).toEqual([30_001, 29_999]);
    const at = Object.fromEntries(remark.findings.map((finding) => [finding.kind, finding.positions[0]?.row]));
    expect(at).toEqual({ mobile: 40_000, email: 40_000, citizen_number: 59_999, plate: 59_999 });
    expect(columns[1]?.findings[0]).toMatchObject({ ratio: 1, checked: rows });
    expect(columns[6]?.findings[0]?.ratio).toBe(1);
  });

  it('shows no value in its answer', async () => {
    const text = JSON.stringify(await bench.tables.scan(planted, today));
    for (const value of ['13835100000', '11010519491231002X', '晋A12345', 'zhang.san', '6222021234567890128', '张一']) {
      expect(text).not.toContain(value);
    }
  });

  it('looks into numeric columns that kept their type', async () => {
    // A header that says nothing, and one value that is no telephone, so that the column becomes an integer.
    const lines = Array.from({ length: 100 }, (_, i) => 13_900_000_000 + i * 654_321);
    const { parquetPath, columns } = await bench.ingest(`v,w\n5,1\n${lines.map((n) => `${n},1`).join('\n')}\n`);
    expect(columns[0]?.type).toBe('integer');
    const result = await bench.tables.scan(parquetPath, today);
    expect(kinds(result.columns[0])).toEqual({ mobile: 100 });
  });

  it('finds nothing in a clean table', async () => {
    const { parquetPath } = await bench.ingest('区划代码,金额,日期\n140100,1.5,2020-01-01\n140200,2.5,2020-01-02\n');
    expect(await bench.tables.scan(parquetPath, today)).toMatchObject({ blocked: false });
  });

  it('takes a policy', async () => {
    const { defaultPersonalPolicy } = await import('#api/kernel/personal-policy.ts');
    const lenient = {
      ...defaultPersonalPolicy,
      kinds: { ...defaultPersonalPolicy.kinds, email: { ...defaultPersonalPolicy.kinds.email, minHits: 2 } },
    };
    const { columns } = await bench.tables.scan(planted, today, { policy: lenient });
    expect(kinds(columns[3])).not.toHaveProperty('email');
  });
});

describe('treat', () => {
  it('drops and masks columns, and the copy has no finding left', async () => {
    const scratchDir = await bench.scratch();
    const treated = await bench.tables.treat(
      planted,
      [
        { column: '手机', action: 'mask', kinds: ['mobile'] },
        { column: '姓名', action: 'mask', kinds: ['personal_name'] },
        { column: '备注', action: 'mask', kinds: ['mobile', 'email', 'citizen_number', 'plate'] },
        { column: '卡号', action: 'drop' },
        { column: '流水', action: 'mask' },
      ],
      { scratchDir, today },
    );
    const page = await bench.tables.page(treated.parquetPath, { offset: 40_000, limit: 1 });
    expect(page.columns.map((column) => column.name)).toEqual(['序号', '手机', '姓名', '备注', '流水', '登记日']);
    expect(page.total).toBe(rows);
    expect(page.rows).toEqual([
      [40_000, '138****0000', '张*', '联系人 138****0000，邮箱 z***@example.com', '***', '2020-01-01'],
    ]);
    const last = await bench.tables.page(treated.parquetPath, { offset: 59_999, columns: ['备注'] });
    expect(last.rows).toEqual([['公民号 110105********002X, 车 晋A***45']]);
    const empty = await bench.tables.page(treated.parquetPath, { filters: [{ column: '备注', op: 'isnull' }] });
    expect(empty.total).toBe(29_999);
    expect(await bench.tables.scan(treated.parquetPath, today)).toMatchObject({ blocked: false, rowCount: rows });
    expect((await bench.tables.page(planted, { limit: 1 })).columns).toHaveLength(7);
  });

  it('refuses unknown columns and a table without columns', async () => {
    const { parquetPath } = await bench.ingest('a,b\n1,2\n');
    const options = { scratchDir: await bench.scratch(), today };
    await expect(bench.tables.treat(parquetPath, [{ column: 'x', action: 'drop' }], options)).rejects.toMatchObject({
      code: 'tables.unknown_column',
    });
    const both = [
      { column: 'a', action: 'drop' as const },
      { column: 'b', action: 'drop' as const },
    ];
    await expect(bench.tables.treat(parquetPath, both, options)).rejects.toMatchObject({
      code: 'tables.no_columns_left',
    });
  });

  it('can take every value out of the statistics of a column', async () => {
    const { columns } = await bench.tables.profile(planted);
    for (const column of columns) {
      const { name, position, type, nullCount, distinctCount, ...rest } = redactStats(column);
      expect({ name, position, type, nullCount }).toEqual({
        name: column.name,
        position: column.position,
        type: column.type,
        nullCount: column.nullCount,
      });
      expect(distinctCount).toBe(column.distinctCount);
      expect(rest).toEqual({ min: null, max: null });
    }
  });
});
