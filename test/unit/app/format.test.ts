import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesText,
  clockText,
  dayText,
  instantText,
  moneyText,
  monthText,
  numberText,
  parseYuan,
  percentText,
  roughText,
  yuanInput,
} from '#app/present/format.ts';
import { hanNumber } from '#app/present/law-coverage.ts';
import { pageNumbers } from '#app/present/page-numbers.ts';

describe('amounts', () => {
  it('are written in yuan with two decimals', () => {
    expect(moneyText(123456n)).toBe('¥1,234.56');
    expect(moneyText('5')).toBe('¥0.05');
    expect(moneyText(-100000000n)).toBe('-¥1,000,000.00');
    expect(moneyText(0n)).toBe('¥0.00');
  });

  it('come back from what a person types', () => {
    expect(parseYuan('¥1,234.5')).toBe('123450');
    expect(parseYuan('１２３')).toBe('12300');
    for (const wrong of ['1.234', '', 'abc', '1.2.3', '--1', '1e5']) expect(parseYuan(wrong)).toBeNull();
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (fen) => {
        expect(parseYuan(yuanInput(fen))).toBe(fen.toString());
        expect(parseYuan(moneyText(fen).replace('-¥', '-'))).toBe(fen.toString());
      }),
    );
  });
});

describe('days and instants', () => {
  it('are written as people write them', () => {
    expect(dayText('2026-03-05', 'zh')).toBe('2026年3月5日');
    expect(dayText('2026-03-05', 'en')).toBe('5 Mar 2026');
    expect(monthText('2026-11', 'zh')).toBe('2026年11月');
    expect(monthText('2026-11', 'en')).toBe('Nov 2026');
  });

  it('are told in Asia/Shanghai', () => {
    expect(instantText(new Date('2026-03-04T16:05:00Z'), 'zh')).toBe('2026年3月5日 00:05');
    expect(instantText(new Date('2026-03-04T16:05:00Z'), 'en')).toBe('5 Mar 2026, 00:05');
  });

  it('say what is left of a term', () => {
    expect(clockText('2026-03-05', 3, 'zh')).toBe('剩 3 个工作日，到期 3月5日');
    expect(clockText('2026-03-05', 1, 'en')).toBe('1 working day left, due 5 Mar');
    expect(clockText('2026-03-05', 2, 'en')).toBe('2 working days left, due 5 Mar');
    expect(clockText('2026-03-05', -1, 'en')).toBe('1 working day late, was due 5 Mar');
    expect(clockText('2026-03-05', 0, 'zh')).toBe('今天到期');
    expect(clockText('2026-03-05', null, 'zh')).toBe('到期 3月5日');
  });
});

describe('numbers', () => {
  it('are grouped, rounded and sized', () => {
    expect(numberText(1234567, 'zh')).toBe('1,234,567');
    expect(numberText(12345678901234567890n, 'en')).toBe('12,345,678,901,234,567,890');
    expect(bytesText(999)).toBe('999 B');
    expect(bytesText(1_234_567)).toBe('1.23 MB');
    expect(bytesText(999_999)).toBe('1 MB');
    expect(bytesText(300_000_000n)).toBe('300 MB');
    expect(roughText(12_345, 'zh')).toBe('1.23 万');
    expect(roughText(150_000_000, 'zh')).toBe('1.5 亿');
    expect(roughText(12_345, 'en')).toBe('12.3k');
    expect(roughText(950, 'en')).toBe('950');
    expect(percentText(333_334)).toBe('33.3334');
    expect(percentText(1_000_000)).toBe('100');
  });

  it('are written in Chinese digits for articles', () => {
    const digits = '零一二三四五六七八九十';
    expect([1, 9, 10, 11, 20, 21, 29].map((n) => hanNumber(n, digits))).toEqual([
      '一',
      '九',
      '十',
      '十一',
      '二十',
      '二十一',
      '二十九',
    ]);
  });

  it('of pages show the ends, the neighbours and no gap of one', () => {
    expect(pageNumbers(1, 1)).toEqual([1]);
    expect(pageNumbers(5, 62)).toEqual([1, 4, 5, 6, 62]);
    expect(pageNumbers(4, 62)).toEqual([1, 2, 3, 4, 5, 62]);
    expect(pageNumbers(1, 3)).toEqual([1, 2, 3]);
  });
});
