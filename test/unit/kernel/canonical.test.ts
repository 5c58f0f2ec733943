import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { fen, fenToJson } from '#api/kernel/money.ts';

describe('canonical JSON', () => {
  it('writes the example of RFC 8785, section 3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalJson(value)) as Record<string, string>).sort()).toHaveLength(7);
    expect([...canonicalJson(value).matchAll(/:"([^"]+)"/g)].map((match) => match[1])).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });
  it('writes numbers and literals as RFC 8785, section 3.2.2', () => {
    const value: unknown = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"literals":[null,true,false]}',
    );
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
    );
  });
  it('does not depend on the order of members and says the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        const text = canonicalJson(value as unknown);
        expect(canonicalJson(reversed as unknown)).toBe(text);
        // -0 is written 0 (RFC 8785, 3.2.2.3), exactly as JSON.stringify does
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
  it('keeps Chinese as it is and leaves out absent members', () => {
    expect(canonicalJson({ b: '晋数', a: undefined, amount: fenToJson(fen(5n)) })).toBe('{"amount":"5","b":"晋数"}');
  });
  it.each<[string, unknown, string]>([
    ['bigint', { order: { amount: 5n } }, '$.order.amount'],
    ['not a number', [1, Number.NaN], '$[1]'],
    ['infinity', { a: Number.POSITIVE_INFINITY }, '$.a'],
    ['undefined in a list', [undefined], '$[0]'],
    ['nothing', undefined, '$'],
    ['a date', { at: new Date(0) }, '$.at'],
    ['a map', { m: new Map() }, '$.m'],
    ['bytes', { b: new Uint8Array(2) }, '$.b'],
    ['a function', { f: () => 1 }, '$.f'],
    ['a symbol', { s: Symbol('s') }, '$.s'],
  ])('refuses %s and says where', (_, value, path) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
    expect(() => canonicalJson(value)).toThrow(path);
  });
  it('refuses a circle and a lone surrogate', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(() => canonicalJson(circle as unknown)).toThrow('contains itself');
    expect(() => canonicalJson({ a: '\ud800' })).toThrow();
    const shared = { x: 1 };
    expect(canonicalJson({ a: shared, b: shared })).toBe('{"a":{"x":1},"b":{"x":1}}');
  });
  it('refuses a bigint and a date by type', () => {
    // @ts-expect-error a bigint has no JSON form
    expect(() => canonicalJson({ amount: 5n })).toThrow();
    // @ts-expect-error a date is no JSON value
    expect(() => canonicalJson({ list: [{ at: new Date(0) }] })).toThrow();
  });
  it('takes interfaces and readonly lists by type', () => {
    interface Terms {
      readonly scope: string;
      readonly shares: readonly { readonly party: string; readonly ppm: number }[];
      readonly note?: string;
    }
    const terms: Terms = { scope: 's', shares: [{ party: 'p', ppm: 1 }] };
    expect(canonicalJson(terms)).toBe('{"scope":"s","shares":[{"party":"p","ppm":1}]}');
  });
});
