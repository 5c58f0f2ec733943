import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkCitizenNumber,
  checkUscc,
  citizenCheckCharacter,
  citizenCheckHolds,
  isBankCard,
  isEmail,
  isMobile,
  isOldCitizenNumber,
  isPassport,
  isPlate,
  isUscc,
  luhnHolds,
  makeUscc,
  normaliseMobile,
  normalisePlate,
  orgCodeCheckCharacter,
} from '#api/kernel/identifiers.ts';
import { alphabet31 } from '#api/kernel/mod31.ts';
import { mask } from '#api/kernel/personal-kinds.ts';
import { addDays } from '#api/kernel/time.ts';

const today = '2026-03-05';
const from = (alphabet: string, length: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((c) => c.join(''));
const first17 = fc
  .tuple(from(alphabet31, 2), from('0123456789', 6), from(alphabet31, 9))
  .map(([office, region, subject]) => office + region + subject);
const usccVectors = ['91350100M000100Y43', '91110000600037341L', '914403001922038216'];

/** Each single change and each swap of neighbours. */
function* errorsOf(text: string, alphabet: string): Generator<string> {
  for (let i = 0; i < text.length; i++) {
    for (const c of alphabet) if (c !== text[i]) yield text.slice(0, i) + c + text.slice(i + 1);
    if (i + 1 < text.length && text[i] !== text[i + 1])
      yield text.slice(0, i) + text[i + 1] + text[i] + text.slice(i + 2);
  }
}

describe('unified social credit code', () => {
  it.each(usccVectors)('%s holds, its inner code too', (uscc) => {
    expect(checkUscc(uscc)).toEqual({ ok: true, uscc, warnings: [], individualBusiness: false });
    const changed = uscc.slice(0, 17) + (uscc.endsWith('0') ? '1' : '0');
    expect(checkUscc(changed)).toEqual({ ok: false, reason: 'check_digit' });
  });
  it('is written one way however it is typed', () => {
    expect(checkUscc(' ９１３５０１００-m000 100y43 ')).toMatchObject({ ok: true, uscc: '91350100M000100Y43' });
  });
  it.each([
    ['', 'empty'],
    ['9135', 'length'],
    ['91350100M000100Y4I', 'shape'],
    ['9135O100M000100Y43', 'shape'],
    ['913501A0M000100Y43', 'shape'],
  ])('"%s" fails as %s', (text, reason) => expect(checkUscc(text)).toEqual({ ok: false, reason }));
  it('made from 17 characters holds, and every single error and swap is found', () => {
    fc.assert(
      fc.property(first17, (first) => {
        const uscc = makeUscc(first);
        expect(isUscc(uscc)).toBe(true);
        expect([...errorsOf(uscc, alphabet31)].filter(isUscc)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
  it('warns of an inner code that fails, and knows individual businesses', () => {
    const inner = 'MA0K0001';
    const good = makeUscc(`92140105${inner}${orgCodeCheckCharacter(inner)}`);
    expect(checkUscc(good)).toMatchObject({ ok: true, warnings: [], individualBusiness: true });
    const wrong = orgCodeCheckCharacter(inner) === '5' ? '6' : '5';
    expect(checkUscc(makeUscc(`91140105${inner}${wrong}`))).toMatchObject({ ok: true, warnings: ['inner_org_code'] });
  });
  it.each(['123', '9114010I000000000', '91140A00000000000'])('cannot be made from "%s"', (first) => {
    expect(() => makeUscc(first)).toThrow(RangeError);
  });
});

describe('citizen number', () => {
  it('holds for the examples of the standard', () => {
    expect(checkCitizenNumber('11010519491231002X', today)).toEqual({
      ok: true,
      number: '11010519491231002X',
      birth: '1949-12-31',
      sex: 'female',
      regionCode: '110105',
    });
    expect(citizenCheckHolds('440524188001010014')).toBe(true);
    expect(checkCitizenNumber('440524188001010014', today)).toEqual({ ok: false, reason: 'age' });
    expect(checkCitizenNumber('４４０５２４1880０1010014', '1999-01-01')).toMatchObject({ ok: true, sex: 'male' });
  });
  const number = (first: string) => first + citizenCheckCharacter(first);
  it.each([
    ['', 'empty'],
    ['11010519491231002', 'shape'],
    ['1101051949123100XX', 'shape'],
    [number('10010519491231002'), 'province'],
    [number('14010519490230002'), 'birth_date'],
    [number('14010520260306002'), 'future'],
    [number('14010518960305002'), 'age'],
    ['110105194912310021', 'check_digit'],
  ])('"%s" fails as %s', (text, reason) => expect(checkCitizenNumber(text, today)).toEqual({ ok: false, reason }));
  it('holds on the day of birth and one day under 130 years', () => {
    expect(checkCitizenNumber(number('14010520260305002'), today).ok).toBe(true);
    expect(checkCitizenNumber(number('14010518960306002'), today).ok).toBe(true);
  });
  it('finds every single error and swap', () => {
    const birth = fc.integer({ min: 0, max: 36000 }).map((n) => addDays('1926-01-01', n).replaceAll('-', ''));
    fc.assert(
      fc.property(birth, from('0123456789', 3), (date, order) => {
        const made = number(`140105${date}${order}`);
        expect(checkCitizenNumber(made, today).ok).toBe(true);
        expect([...errorsOf(made, '0123456789X')].filter(citizenCheckHolds)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
  it.each<[string, boolean]>([
    ['140105491231002', true],
    ['140105491331002', false],
    ['990105491231002', false],
    ['14010549123100', false],
  ])('of the old form %s: %s', (text, holds) => expect(isOldCitizenNumber(text)).toBe(holds));
});

describe('cards, telephones, plates, mail, passports', () => {
  it('Luhn finds every single wrong digit', () => {
    expect(luhnHolds('6222021234567890128')).toBe(true);
    for (let i = 0; i < 19; i++)
      for (const d of '0123456789') {
        const text = '6222021234567890128';
        if (d !== text[i]) expect(luhnHolds(text.slice(0, i) + d + text.slice(i + 1))).toBe(false);
      }
    expect([luhnHolds(''), luhnHolds('12a4'), isBankCard('6222 0212-3456 7890 128'), isBankCard('0')]).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });
  it.each<[string, string | null]>([
    ['13812345678', '13812345678'],
    ['+86 138-1234-5678', '13812345678'],
    ['8613812345678', '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['12812345678', null],
    ['1381234567', null],
    ['138123456789', null],
    ['0351-1234567', null],
    ['4001234567', null],
  ])('mobile %s', (text, written) => {
    expect(normaliseMobile(text)).toBe(written);
    expect(isMobile(text)).toBe(written !== null);
  });
  it.each<[string, string | null]>([
    ['晋A12345', '晋A12345'],
    ['晋A·12345', '晋A12345'],
    ['晋a1234学', '晋A1234学'],
    ['粤Z1234港', '粤Z1234港'],
    ['晋AD12345', '晋AD12345'],
    ['晋A12345F', '晋A12345F'],
    ['晋AF1234K', null],
    ['晋I12345', null],
    ['晋A1234O', null],
    ['晋A1234', null],
    ['国A12345', null],
    ['晋AABCDE', null],
  ])('plate %s', (text, written) => {
    expect(normalisePlate(text)).toBe(written);
    expect(isPlate(text)).toBe(written !== null);
  });
  it.each<[string, boolean]>([
    ['a.b+c@shanxi.gov.cn', true],
    ['a＠b.cn', true],
    ['a@b', false],
    ['@b.cn', false],
    ['a@-b.cn', false],
    ['a b@c.cn', false],
    [`${'a'.repeat(65)}@b.cn`, false],
  ])('e-mail %s: %s', (text, holds) => expect(isEmail(text)).toBe(holds));
  it.each<[string, boolean]>([
    ['E12345678', true],
    ['EA1234567', true],
    ['G12345678', true],
    ['A12345678', false],
    ['E1234567', false],
  ])('passport %s: %s', (text, holds) => expect(isPassport(text)).toBe(holds));
});

describe('masks', () => {
  it.each([
    ['citizen_number', '11010519491231002X', '110105********002X'],
    ['citizen_number', '140105491231002', '140105******002'],
    ['mobile', '13812345678', '138****5678'],
    ['bank_card', '6222021234567890128', '***************0128'],
    ['plate', '晋A12312', '晋A***12'],
    ['plate', '晋AD12345', '晋A****45'],
    ['email', 'zhang.san@sx.gov.cn', 'z***@sx.gov.cn'],
    ['passport', 'E12345678', 'E******78'],
    ['personal_name', '张三', '张*'],
    ['personal_name', '欧阳小明', '欧阳*'],
    ['personal_name', '买买提·艾力', '买*'],
    ['birth_date', '1949-12-31', '1949'],
    ['address', '山西省太原市小店区平阳路1号3栋', '山西省太原市小店区***'],
    ['address', '太原市幸福小区3栋', '太原市***'],
    ['address', '内蒙古自治区呼和浩特市新城区1号', '内蒙古自治区呼和浩特市新城区***'],
    ['medical', '高血压', '***'],
  ] as const)('%s %s is shown %s', (kind, value, shown) => expect(mask(kind, value)).toBe(shown));
  it('show nothing of a value that has not the shape of its kind', () => {
    for (const kind of ['citizen_number', 'mobile', 'bank_card', 'plate', 'passport', 'personal_name'] as const)
      expect(mask(kind, 'secret!')).toBe('***');
  });
});
