/** The dictionary as a sheet: what is written comes back the same, what was changed is told, what cannot be taken is named. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headsOf, readSheet, type SheetColumn, sheetRows } from '#api/quality/rules/sheet.ts';

const column = (over: Partial<SheetColumn> = {}): SheetColumn => ({
  table: 'data',
  column: '站码',
  label: '收费站编号',
  label_en: null,
  unit: null,
  description: null,
  type: 'text',
  sensitivity: 'none',
  codes: null,
  ...over,
});

function read(rows: string[][], columns: SheetColumn[]) {
  const [first = [], ...records] = rows;
  const heads = headsOf(first);
  if (heads === null) throw new Error('no heads');
  return readSheet(records, heads, columns);
}

/** A word as a steward would put into a cell: no line breaks, no blanks at its ends, no mark of a formula's. */
const word = fc.stringMatching(/^[\u4e00-\u9fa5A-Za-z0-9=+@,"']{1,12}$/).filter((text) => !text.startsWith("'"));

describe('the dictionary as a sheet', () => {
  it('changes nothing when it comes back as it went, in either language', () => {
    const list = fc.uniqueArray(
      fc.record({
        column: word,
        label: word,
        label_en: fc.option(word),
        unit: fc.option(word),
        description: fc.option(word),
        codes: fc.option(
          fc.uniqueArray(
            fc.record({
              code: fc.stringMatching(/^[A-Z0-9]{1,4}$/),
              zh: fc.stringMatching(/^[\u4e00-\u9fa5]{0,4}$/),
              en: fc.stringMatching(/^[a-z]{0,4}$/),
            }),
            {
              minLength: 1,
              maxLength: 5,
              selector: (one) => one.code,
            },
          ),
        ),
      }),
      { minLength: 1, maxLength: 6, selector: (one) => one.column },
    );
    fc.assert(
      fc.property(list, fc.constantFrom('zh', 'en'), (made, locale) => {
        const columns = made.map((one) => column(one));
        const found = read(sheetRows(columns, locale as 'zh' | 'en'), columns);
        expect(found).toEqual({ rows: [], lost: [], unchanged: columns.length });
      }),
      { numRuns: 60 },
    );
  });

  it('tells what is otherwise, by row and field, and keeps what cannot be taken as it was written', () => {
    const columns = [column(), column({ column: '类型', label: '类型', codes: [{ code: '1', zh: '主线', en: '' }] })];
    const found = read(
      [
        ['Column', '中文名称', 'unit', '敏感级别', 'code list', 'nobody asked'],
        ['站码', '收费站代码', '个'.repeat(41), '绝密', '', 'x'],
        ['', '', '', '', '', ''],
        ['类型', '', '', 'Quasi-identifier', '1 = 主线 | Main line\r\n1 = 匝道', ''],
        ['站码', '再来一次', '', '', '', ''],
        ['没有这一列', '什么都不丢', '', '', '', ''],
      ],
      columns,
    );
    expect(found.rows.map(({ row, column: name, changed }) => [row, name, changed])).toEqual([
      [2, '站码', ['label', 'unit', 'sensitivity']],
      [4, '类型', ['label', 'sensitivity', 'codes']],
    ]);
    expect(found.rows[0]?.said).toMatchObject({ label: '收费站代码', unit: '个'.repeat(41), sensitivity: '绝密' });
    expect(found.rows[0]?.faults.map(({ field, en }) => [field, en])).toEqual([
      ['unit', 'At most 40 characters, there are 41'],
      ['sensitivity', 'There is no sensitivity "绝密"'],
    ]);
    expect(found.rows[1]?.said.sensitivity).toBe('quasi_identifier');
    expect(found.rows[1]?.faults.map(({ field, zh }) => [field, zh])).toEqual([
      ['label', '中文名称不能为空'],
      ['codes', '代码“1”重复'],
    ]);
    expect(found.lost.map(({ row, text }) => [row, text])).toEqual([
      [5, '站码 · 再来一次'],
      [6, '没有这一列 · 什么都不丢'],
    ]);
  });

  it('asks for the table where several have the column, and needs the head that names the columns', () => {
    const columns = [column({ table: 'a' }), column({ table: 'b' })];
    const rows = [
      ['列', '单位'],
      ['站码', '个'],
    ];
    expect(read(rows, columns).lost[0]?.zh).toContain('几个表');
    expect(
      read(
        [
          ['表', '列', '单位'],
          ['b', '站码', '个'],
        ],
        columns,
      ).rows[0]?.table,
    ).toBe('b');
    expect(headsOf(['名称', '单位'])).toBeNull();
  });
});
