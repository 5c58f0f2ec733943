import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addFen,
  type Fen,
  fen,
  fenFromJson,
  fenToJson,
  formatYuan,
  parseYuan,
  subtractFen,
  sumFen,
  toCapitals,
  zeroFen,
} from '#api/kernel/money.ts';

const max = 2n ** 63n - 1n;
const anyFen = fc.bigInt({ min: -max - 1n, max }).map(fen);
const capitalFen = fc
  .oneof(fc.bigInt(0n, 10n ** 14n - 1n), fc.bigInt(0n, 10n ** 7n), fc.nat(9999).map(BigInt))
  .chain((n) => fc.constantFrom(n, (n / 100n) * 100n, (n / 1000000n) * 1000000n, n - (n % 10000n) + (n % 100n)))
  .map(fen);

describe('fen', () => {
  it.each([max + 1n, -max - 2n])('refuses what BIGINT cannot hold: %s', (n) => {
    expect(() => fen(n)).toThrow(RangeError);
  });
  it('adds, subtracts, sums exactly', () => {
    expect(sumFen([fen(1n), fen(2n), fen(-4n)])).toBe(-1n);
    expect(sumFen([])).toBe(zeroFen);
    expect(addFen(fen(max - 1n), fen(1n))).toBe(max);
    expect(() => addFen(fen(max), fen(1n))).toThrow(RangeError);
    expect(subtractFen(fen(1n), fen(3n))).toBe(-2n);
  });
  it('survives JSON', () => {
    fc.assert(fc.property(anyFen, (amount) => fenFromJson(JSON.parse(JSON.stringify(fenToJson(amount)))) === amount));
  });
  it.each(['', '-0', '01', '1.0', '1e3', ' 1', '+1', '9223372036854775808', '１', 'NaN'])(
    'has no JSON form "%s"',
    (text) => expect(fenFromJson(text)).toBeNull(),
  );
});

describe('yuan as typed', () => {
  it.each<[string, bigint]>([
    ['1,234.56', 123456n],
    ['1234.5', 123450n],
    ['0', 0n],
    ['0.01', 1n],
    ['-5', -500n],
    ['￥1,234.56', 123456n],
    ['¥ 8', 800n],
    ['-¥8', -800n],
    ['１２３．４５元', 12345n],
    ['１，２３４', 123400n],
    ['  7.10  ', 710n],
    ['007', 700n],
    ['92,233,720,368,547,758.07', max],
  ])('%s', (text, amount) => expect(parseYuan(text)).toEqual({ ok: true, fen: amount }));

  it.each([
    ['', 'empty'],
    [' ￥ ', 'empty'],
    ['abc', 'not_an_amount'],
    ['1e3', 'not_an_amount'],
    ['.5', 'not_an_amount'],
    ['5.', 'not_an_amount'],
    ['+5', 'not_an_amount'],
    ['--5', 'not_an_amount'],
    ['1 234', 'not_an_amount'],
    ['0x10', 'not_an_amount'],
    ['1,23', 'bad_grouping'],
    ['1,2345', 'bad_grouping'],
    [',123', 'bad_grouping'],
    ['12,34,567', 'bad_grouping'],
    ['1.234', 'too_many_decimals'],
    ['92,233,720,368,547,758.08', 'out_of_range'],
    ['9'.repeat(5000), 'out_of_range'],
  ])('%s fails as %s', (text, reason) => expect(parseYuan(text)).toEqual({ ok: false, reason }));

  it('never throws, and reads back what is written', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseYuan(text).ok === 'boolean'));
    fc.assert(
      fc.property(anyFen, (amount) => {
        const text = formatYuan(amount);
        expect(text).toMatch(/^-?\d{1,3}(,\d{3})*\.\d{2}$/);
        expect(parseYuan(text)).toEqual({ ok: true, fen: amount });
      }),
    );
  });
  it.each<[bigint, string]>([
    [0n, '0.00'],
    [5n, '0.05'],
    [-5n, '-0.05'],
    [123456n, '1,234.56'],
    [100000000n, '1,000,000.00'],
  ])('%s fen is written %s', (amount, text) => expect(formatYuan(fen(amount))).toBe(text));
});

/** Reads capitals back, written apart from the code under test: units multiply, 万 and 亿 close a group. */
function readCapitals(text: string): bigint {
  const negative = text.startsWith('负');
  let [total, group, digit, fenPart] = [0n, 0n, 0n, 0n];
  for (const c of text.replace('负', '')) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(c);
    if (value >= 0) digit = BigInt(value);
    else if (c === '角') fenPart += digit * 10n;
    else if (c === '分') fenPart += digit;
    else if ('拾佰仟'.includes(c)) group += digit * 10n ** BigInt('拾佰仟'.indexOf(c) + 1);
    else if (c === '万' || c === '亿') {
      total += (group + digit) * (c === '万' ? 10n ** 4n : 10n ** 8n);
      group = 0n;
    } else if (c === '元') total += group + digit;
    if (value < 0) digit = 0n;
    if (c === '元') group = 0n;
  }
  return (total * 100n + fenPart) * (negative ? -1n : 1n);
}

describe('Chinese capitals', () => {
  it.each([
    // Examples of annex 1 of the payment and settlement measures (银发〔1997〕393号).
    ['1,409.50', '壹仟肆佰零玖元伍角整'],
    ['6,007.14', '陆仟零柒元壹角肆分'],
    ['1,680.32', '壹仟陆佰捌拾元零叁角贰分'],
    ['107,000.53', '壹拾万柒仟元零伍角叁分'],
    ['16,409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '叁佰贰拾伍元零肆分'],
    ['1,234.56', '壹仟贰佰叁拾肆元伍角陆分'],
    ['0', '零元整'],
    ['0.01', '壹分'],
    ['0.10', '壹角整'],
    ['0.56', '伍角陆分'],
    ['1', '壹元整'],
    ['10', '壹拾元整'],
    ['15.05', '壹拾伍元零伍分'],
    ['20.50', '贰拾元零伍角整'],
    ['100', '壹佰元整'],
    ['10,000', '壹万元整'],
    ['100,000', '壹拾万元整'],
    ['100,500', '壹拾万零伍佰元整'],
    ['240,968', '贰拾肆万零玖佰陆拾捌元整'],
    ['1,050,000', '壹佰零伍万元整'],
    ['10,050,000', '壹仟零伍万元整'],
    ['10,000,001', '壹仟万零壹元整'],
    ['100,000,000', '壹亿元整'],
    ['100,005,000', '壹亿零伍仟元整'],
    ['100,010,000', '壹亿零壹万元整'],
    ['120,005,000', '壹亿贰仟万伍仟元整'],
    ['100,000,001', '壹亿零壹元整'],
    ['999,999,999,999.99', '玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
    ['-1,234.56', '负壹仟贰佰叁拾肆元伍角陆分'],
  ])('%s is %s', (text, capitals) => {
    const parsed = parseYuan(text);
    expect(parsed.ok && toCapitals(parsed.fen)).toBe(capitals);
  });

  it('say the amount they were made from, with the zeros in order', () => {
    fc.assert(
      fc.property(capitalFen, fc.boolean(), (amount, negative) => {
        const signed: Fen = negative ? fen(-amount) : amount;
        const text = toCapitals(signed);
        expect(readCapitals(text)).toBe(signed);
        expect(text).not.toMatch(/零零|零[拾佰仟万亿角分整]|零元.*[角分]|亿万|分整/);
        if (!text.endsWith('分')) expect(text).toMatch(/[元角]整$/);
      }),
      { numRuns: 2000 },
    );
  });
  it('stop below one trillion yuan', () => expect(() => toCapitals(fen(10n ** 14n))).toThrow(RangeError));
});
