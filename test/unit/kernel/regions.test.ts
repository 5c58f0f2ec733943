import { describe, expect, it } from 'vitest';
import {
  cityCodes,
  isRegionCode,
  isSameLevel,
  levelOf,
  parentOf,
  provinceCode,
  regionName,
  regions,
  within,
} from '#api/kernel/regions.ts';

describe('regions', () => {
  it('are Shanxi and its eleven cities', () => {
    expect([regions.codes.length, cityCodes.length]).toEqual([12, 11]);
    expect(regionName('140100', 'zh')).toBe('太原市');
    expect(regionName('141100', 'en')).toBe('Lüliang');
    expect(regionName('140105', 'zh')).toBe('140105');
    expect(regions.codes.every(isRegionCode)).toBe(true);
  });
  it.each([
    ['140000', 'province', null],
    ['140100', 'city', '140000'],
    ['140105', 'county', '140100'],
    ['141182', 'county', '141100'],
  ])('%s is a %s in %s', (code, level, parent) => {
    expect([levelOf(code), parentOf(code)]).toEqual([level, parent]);
  });
  it('same level means the same division, not the same rank', () => {
    expect(isSameLevel('140100', '140100')).toBe(true);
    expect(isSameLevel('140100', '140200')).toBe(false);
    expect(isSameLevel('140100', '140000')).toBe(false);
  });
  it('lie within themselves and what is above them, never beside or below', () => {
    expect(within('140105', '140000') && within('140105', '140100') && within('140105', '140105')).toBe(true);
    expect(within('140000', '140100') || within('140105', '140200') || within('130105', '140000')).toBe(false);
    for (const city of cityCodes) expect(within(city, provinceCode)).toBe(true);
  });
  it.each(['', '14', '1400000', '14000a', '040000', '140001'])('"%s" is no code', (text) => {
    expect(isRegionCode(text)).toBe(false);
    expect(() => levelOf(text)).toThrow(RangeError);
  });
});
