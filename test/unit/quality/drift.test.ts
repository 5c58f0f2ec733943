import { describe, expect, it } from 'vitest';
import { brokenColumns, driftOf, driftText, type Shape } from '#api/datasets/rules/drift.ts';
import { columnsAsked } from '#api/quality/rules/impact.ts';

const shape = (number: number, tables: Record<string, readonly (readonly [string, string])[]>): Shape => ({
  number,
  tables: Object.keys(tables).map((name, at) => ({ number: at + 1, name })),
  columns: Object.values(tables).flatMap((columns, at) =>
    columns.map(([name, type], position) => ({ table: at + 1, position: position + 1, name, type })),
  ),
});
const before = shape(1, {
  data: [
    ['站名', 'text'],
    ['车道数', 'integer'],
    ['金额', 'decimal'],
    ['日期', 'date'],
  ],
});

describe('drift', () => {
  it('is none where columns only stand in another order', () => {
    expect(
      driftOf(
        before,
        shape(2, {
          data: [
            ['日期', 'date'],
            ['金额', 'decimal'],
            ['车道数', 'integer'],
            ['站名', 'text'],
          ],
        }),
      ),
    ).toBeNull();
  });

  it('names what was added, removed, renamed and what has another type', () => {
    const drift = driftOf(
      before,
      shape(2, {
        data: [
          ['收费站', 'text'],
          ['车道数', 'text'],
          ['合同金额（万元）', 'decimal'],
          ['备注', 'text'],
        ],
      }),
    );
    expect(drift).toEqual({
      from: 1,
      tables: { added: [], removed: [] },
      added: [{ table: 'data', name: '备注', type: 'text' }],
      removed: [{ table: 'data', name: '日期', type: 'date' }],
      renamed: [
        { table: 'data', from: '站名', to: '收费站', type: 'text' },
        { table: 'data', from: '金额', to: '合同金额（万元）', type: 'decimal' },
      ],
      retyped: [{ table: 'data', name: '车道数', from: 'integer', to: 'text' }],
    });
    if (drift === null) throw new Error('no drift');
    expect(brokenColumns(drift).map((one) => one.name)).toEqual(['日期', '站名', '金额', '车道数']);
    expect(driftText(drift)).toBe('+ 备注, − 日期, 站名 → 收费站, 金额 → 合同金额（万元）, 车道数: integer → text');
  });

  it('follows tables by name, and a single table under any name', () => {
    expect(driftOf(shape(1, { a: [['x', 'text']] }), shape(2, { b: [['x', 'text']] }))).toBeNull();
    const drift = driftOf(
      shape(1, { a: [['x', 'text']], b: [['y', 'text']] }),
      shape(2, { a: [['x', 'text']], c: [['y', 'text']] }),
    );
    expect(drift?.tables).toEqual({ added: ['c'], removed: ['b'] });
    expect(drift?.added).toEqual([]);
  });
});

describe('columns a view asks for', () => {
  it('are those of filters, order, axes and figures', () => {
    expect(columnsAsked({ kind: 'table', filters: ['a:gte:1'], q: null, sort: ['-b'], columns: ['c'] })).toEqual([
      'a',
      'c',
      'b',
    ]);
    expect(
      columnsAsked({ kind: 'chart', filters: [], q: null, chart: { kind: 'bar', x: 'x', y: 'y', measure: 'sum' } }),
    ).toEqual(['x', 'y']);
    expect(columnsAsked({ kind: 'map', filters: [], q: null, map: { by: 'region', column: 'city' } })).toEqual([
      'city',
    ]);
    expect(columnsAsked({ kind: 'gone' })).toEqual([]);
  });
});
