/** Hidden marks: recipients told apart, through what people do to a file; nobody accused by chance. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coinTail, inversions, normalTail, orderTail } from '#api/kernel/chance.ts';
import { certain, otherForm, readBit } from '#api/kernel/mark-forms.ts';
import { canonicalText } from '#api/kernel/same-value.ts';
import { markerOf } from '#api/targeted/marks.ts';
import { carriers, type MarkCell, markTable, plainCell, type Table } from '#api/targeted/rules/mark.ts';
import { compare, type Leak } from '#api/targeted/rules/trace.ts';

const env = { SESSION_SECRET: 'a secret of the test, thirty-two letters or more' };
const marker = (id: string) => markerOf({ env }, id);
const names = ['地块编号', '坐落', '面积', '登记日期', '用途'];
const uses = ['建设用地', '农用地', '林地'];

/** Parcels of land: a code, an address in prose, an area, a day, one of three uses. */
function parcels(rows: number): Table {
  const cells = Array.from({ length: rows }, (_, i): MarkCell[] => [
    `DK-${1000 + i}`,
    `太原市小店区演示街道${i + 1}号院${(i * 7) % 90}单元`,
    `${100 + ((i * 37) % 900)}.${String((i * 13) % 100).padStart(2, '0')}`,
    `20${String(10 + (i % 15)).padStart(2, '0')}-0${1 + (i % 9)}-1${i % 10}`,
    uses[i % 3] ?? '',
  ]);
  return {
    columns: [
      { name: '地块编号', type: 'text' },
      { name: '坐落', type: 'text' },
      { name: '面积', type: 'decimal' },
      { name: '登记日期', type: 'date' },
      { name: '用途', type: 'text' },
    ],
    rows: cells,
    rowNumbers: cells.map((_, i) => i * 3 + 1),
  };
}

const none: ReadonlySet<string> = new Set();
const delivered = (table: Table, id: string): Leak => {
  const { bits, rank } = marker(id);
  return { columns: table.columns.map((one) => one.name), rows: markTable(table, none, bits, rank).rows };
};
const against = (table: Table, leak: Leak, id: string) => {
  const { bits, rank } = marker(id);
  return compare(table, none, leak, bits, rank);
};
/** Who it comes from, as the tracer says it: over all compared. */
const named = (table: Table, leak: Leak, ids: readonly string[]) =>
  ids.filter((id) => against(table, leak, id).chance * ids.length <= certain);

/** A repeatable shuffle. */
const shuffled = <T>(list: readonly T[], seed: number): T[] =>
  list
    .map((value, i) => ({ value, key: Math.imul((i + 1) * 2654435761 + seed * 40503, 2246822519) >>> 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
const recipients = Array.from({ length: 20 }, (_, i) => `dlv_recipient${i}`);

describe('forms of a cell', () => {
  it('never alter the value', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(fc.constant('text'), fc.string({ unit: 'binary', maxLength: 60 })),
          fc.tuple(fc.constant('text'), fc.stringMatching(/^[一-龥]{3,8}[A-Za-z0-9]{0,3}[一-龥]{0,8}$/)),
          fc.tuple(
            fc.constant('decimal'),
            fc.tuple(fc.integer(), fc.nat(999_999)).map(([a, b]) => `${a}.${b}`),
          ),
        ),
        ([type, plain]) => {
          const other = otherForm(type, plain);
          if (other === null) return;
          expect(canonicalText(other.form)).toBe(canonicalText(plain));
          expect(other.form.replaceAll(' ', '').replace(/0+$/, '')).toBe(plain.replaceAll(' ', '').replace(/0+$/, ''));
          if (type === 'decimal') expect(Number(other.form)).toBe(Number(plain));
          expect(readBit(type, plain, plain)).toEqual({ kind: other.kind, bit: 0 });
          expect(readBit(type, plain, other.form)).toEqual({ kind: other.kind, bit: 1 });
        },
      ),
    );
  });

  it('leave names, codes, days, whole numbers and words of a list alone', () => {
    for (const [type, plain] of [
      ['text', '张三'],
      ['text', 'DK-1000'],
      ['text', '晋A12345'],
      ['text', '140105198501010011'],
      ['integer', '12'],
      ['date', '2024-01-05'],
      ['decimal', '12'],
      ['text', '  两边有空格的一段文字1 '],
    ] as const)
      expect(otherForm(type, plain), plain).toBeNull();
    expect([...carriers(parcels(60), none)]).toEqual(['地块编号', '坐落', '面积']);
    expect([...carriers(parcels(60), new Set(['坐落']))]).toEqual(['地块编号', '面积']);
  });

  it('turn the space between Han and digits, and it is read through quotes and spaces around', () => {
    expect(otherForm('text', '太原市小店区演示街道8号')).toEqual({ kind: 'inner', form: '太原市小店区演示街道 8号' });
    expect(otherForm('text', '太原市小店区演示街道 8号')).toEqual({ kind: 'inner', form: '太原市小店区演示街道8号' });
    expect(otherForm('text', '没有数字的一段普通文字')).toEqual({ kind: 'tail', form: '没有数字的一段普通文字 ' });
    expect(readBit('text', '太原市小店区演示街道8号', ' 太原市小店区演示街道 8号 ')).toEqual({ kind: 'inner', bit: 1 });
    expect(readBit('text', '太原市小店区演示街道8号', '太原市小店区演示街道9号')).toBeNull();
  });

  it('are the same value however a program writes them', () => {
    for (const [a, b] of [
      ['1,234.50', '1234.5'],
      ['-0.0', '0'],
      ['２０２４/1/5', '2024-01-05'],
      ['2024-01-05T08:00:00', '2024/1/5 8:00'],
      ['TRUE', 'true'],
      ["'=1+1", '=1+1'],
      ['太原 市', '太原市'],
    ] as const)
      expect(canonicalText(a)).toBe(canonicalText(b));
    // A code is no number: its leading zero counts.
    expect(canonicalText('0123')).not.toBe(canonicalText('123'));
  });
});

describe('probabilities', () => {
  it('of coins are exact', () => {
    expect(coinTail(0, 10)).toBe(1);
    expect(coinTail(10, 10)).toBeCloseTo(2 ** -10, 10);
    expect(coinTail(8, 10)).toBeCloseTo(56 / 1024, 10);
    expect(coinTail(50, 100)).toBeCloseTo(0.5397946, 6);
    expect(coinTail(1200, 1200)).toBeLessThan(1e-300);
  });
  it('of orders follow Kendall', () => {
    expect(normalTail(0)).toBeCloseTo(0.5, 6);
    expect(normalTail(1.959964)).toBeCloseTo(0.025, 6);
    expect(normalTail(6)).toBeGreaterThan(9.8e-10);
    expect(inversions([3, 1, 2])).toBe(2);
    expect(orderTail([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]])).toBeLessThan(1e-4);
    expect(orderTail([[9, 8, 7, 6, 5]])).toBe(1);
    expect(orderTail([[1]])).toBe(1);
  });
  it('count inversions as the plain way does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 }), (list) => {
        let plain = 0;
        for (let i = 0; i < list.length; i++)
          for (let j = i + 1; j < list.length; j++) if ((list[i] ?? 0) > (list[j] ?? 0)) plain += 1;
        expect(inversions(list)).toBe(plain);
      }),
    );
  });
});

describe('tracing', () => {
  const table = parcels(120);

  it('tells twenty recipients of the same rows apart', () => {
    for (const id of recipients) expect(named(table, delivered(table, id), recipients)).toEqual([id]);
  });

  it('knows a shuffled half again, whatever is drawn', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(...recipients), (seed, id) => {
        const whole = delivered(table, id);
        const half = { ...whole, rows: shuffled(whole.rows, seed).slice(0, 60) };
        expect(named(table, half, recipients)).toEqual([id]);
      }),
      { numRuns: 15 },
    );
  });

  it('names nobody for an unmarked file, for a stranger’s and for one that went to someone not compared', () => {
    const plain = { columns: names, rows: table.rows.map((row) => row.map(plainCell)) };
    expect(named(table, plain, recipients)).toEqual([]);
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        expect(named(table, { ...plain, rows: shuffled(plain.rows, seed) }, recipients)).toEqual([]);
        expect(named(table, delivered(table, `dlv_other${seed}`), recipients)).toEqual([]);
      }),
      { numRuns: 15 },
    );
    const other = parcels(40);
    const strange = { columns: names, rows: other.rows.map((row) => row.map((cell) => `${plainCell(cell)}甲`)) };
    expect(against(table, strange, recipients[0] ?? '')).toMatchObject({ rowsFound: 0, chance: 1 });
  });

  const id = 'dlv_recipient7';
  const whole = delivered(table, id);
  const changed = (change: (cell: string, column: number) => string): Leak => ({
    ...whole,
    rows: whole.rows.map((row) => row.map(change)),
  });

  it('survives a program that writes numbers anew', () => {
    const leak = changed((cell, i) => (i === 2 ? String(Number(cell)) : cell));
    expect(named(table, leak, recipients)).toEqual([id]);
  });
  it('survives cells trimmed and days written otherwise', () => {
    const leak = changed((cell, i) => (i === 3 ? cell.replaceAll('-', '/') : cell.trim()));
    expect(named(table, leak, recipients)).toEqual([id]);
  });
  it('survives columns taken out and others put in', () => {
    const leak = {
      columns: ['备注', '面积', '地块编号'],
      rows: whole.rows.map((row) => ['', row[2] ?? '', row[0] ?? '']),
    };
    expect(named(table, leak, recipients)).toEqual([id]);
  });
  it('survives one column edited through', () => {
    const leak = changed((cell, i) => (i === 0 ? `改${cell}` : cell));
    expect(named(table, leak, recipients)).toEqual([id]);
  });
  it('survives all spaces and zeros taken out, by the order alone, also when sorted by the use', () => {
    const bare = changed((cell, i) => (i === 2 ? String(Number(cell)) : cell.replaceAll(' ', '')));
    expect(named(table, bare, recipients)).toEqual([id]);
    const sorted = { ...bare, rows: [...bare.rows].sort((a, b) => (a[4] ?? '').localeCompare(b[4] ?? '')) };
    expect(named(table, sorted, recipients)).toEqual([id]);
  });
  it('is lost, and says so, when order, spaces and zeros are all gone', () => {
    const bare = changed((cell, i) => (i === 2 ? String(Number(cell)) : cell.replaceAll(' ', '')));
    const lost = { ...bare, rows: shuffled(bare.rows, 5) };
    expect(named(table, lost, recipients)).toEqual([]);
    // What rows they are is still known: whose they can be.
    expect(against(table, lost, id).rowsFound).toBe(120);
  });
  it('cannot name anyone by three cells', () => {
    const few = parcels(1);
    expect(named(few, delivered(few, id), recipients)).toEqual([]);
  });
});
