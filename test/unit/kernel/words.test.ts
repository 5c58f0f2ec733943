import { describe, expect, it } from 'vitest';
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

describe('code lists', () => {
  const shareTypes = defineCodes({
    '1': ['无条件共享', 'Shared unconditionally'],
    '2': ['有条件共享', 'Shared on conditions'],
    '3': ['不予共享', 'Not shared'],
  });
  it('label, guard and list their codes', () => {
    const code: CodeOf<typeof shareTypes> = '2';
    expect([shareTypes.label(code, 'zh'), shareTypes.label(code, 'en')]).toEqual([
      '有条件共享',
      'Shared on conditions',
    ]);
    expect(shareTypes.codes).toEqual(['1', '2', '3']);
    expect(['1', '4', 'toString', '__proto__', 1, null].map((value) => shareTypes.is(value))).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(shareTypes.labelOrCode('9', 'zh')).toBe('9');
    // @ts-expect-error 4 is no code of the list
    const wrong: CodeOf<typeof shareTypes> = '4';
    expect(shareTypes.is(wrong)).toBe(false);
  });
  it('need a code', () => expect(() => defineCodes({})).toThrow(RangeError));
});
