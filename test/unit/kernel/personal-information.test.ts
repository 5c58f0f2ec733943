import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citizenCheckCharacter, citizenCheckHolds, makeUscc, usccCheckCharacter } from '#api/kernel/identifiers.ts';
import { anyPrefilter, detect, maskHits, prefilters } from '#api/kernel/personal-detect.ts';
import { type Cell, createColumnScanner, maskCell } from '#api/kernel/personal-information.ts';
import { type PersonalKind, personalKinds } from '#api/kernel/personal-kinds.ts';
import {
  defaultPersonalPolicy,
  headerHints,
  needsEveryCell,
  type PersonalPolicy,
} from '#api/kernel/personal-policy.ts';
import { addDays } from '#api/kernel/time.ts';

const today = '2026-03-05';
const citizen = '11010519491231002X';
const card = '6222021234567890128';
const found = (cell: string) => detect(cell, today).map((hit) => `${hit.kind}:${hit.value}`);

function scan(header: string, cells: readonly Cell[], policy?: PersonalPolicy) {
  const scanner = createColumnScanner(header, today, policy);
  for (const cell of cells) scanner.feed(cell);
  return scanner.result();
}
const kinds = (list: readonly { kind: PersonalKind }[]) => list.map((finding) => finding.kind).sort();

/** Luhn, written the other way round than the code under test. */
function cardNumber(first: string): string {
  for (let d = 0; d < 10; d++) {
    const doubled = [...`${first}${d}`].reverse().map((c, i) => (i % 2 ? Number(c) * 2 : Number(c)));
    if (doubled.reduce((sum, n) => sum + (n > 9 ? n - 9 : n), 0) % 10 === 0) return first + d;
  }
  throw new Error('no check digit');
}
/** A number that is a valid citizen number and a valid social credit code at once. */
function both(): string {
  for (let n = 0; n < 1000; n++) {
    const first = `1401051949123${String(n).padStart(4, '0')}`.replace(/^(.{10})..(..)/, '$110$2');
    const check = citizenCheckCharacter(first);
    if (check !== 'X' && usccCheckCharacter(first) === check && detect(first + check, today).length === 2)
      return first + check;
  }
  throw new Error('none found');
}

describe('detection in one cell', () => {
  it.each<[string, string[]]>([
    [citizen, [`citizen_number:${citizen}`]],
    [citizen.toLowerCase(), [`citizen_number:${citizen}`]],
    [`身份证${citizen}，住太原`, [`citizen_number:${citizen}`]],
    ['１１０１０５１９４９１２３１００２Ｘ', [`citizen_number:${citizen}`]],
    ['110105 19491231 002X', [`citizen_number:${citizen}`]],
    ['110105-19491231-002X', [`citizen_number:${citizen}`]],
    ['1101 0519 4912 3100 2X', [`citizen_number:${citizen}`]],
    [`{"a":{"id":"${citizen}"}}`, [`citizen_number:${citizen}`]],
    [`1${citizen}`, []],
    [`${citizen.slice(0, 17)}1`, []],
    ['440524188001010014', []],
    ['身份证号140105491231002', ['citizen_number:140105491231002']],
    ['140105491231002', []],
    [card, [`bank_card:${card}`]],
    ['6222 0212 3456 7890 128', [`bank_card:${card}`]],
    ['6222021234567890127', []],
    [`尾号${card}9`, []],
    ['13812345678', ['mobile:13812345678']],
    ['+86 138-1234-5678', ['mobile:13812345678']],
    ['8613812345678', ['mobile:13812345678']],
    ['138 1234 5678', ['mobile:13812345678']],
    ['１３８１２３４５６７８', ['mobile:13812345678']],
    ['张三13812345678李四13912345678', ['mobile:13812345678', 'mobile:13912345678']],
    ['2024-01-01 13812345678', ['mobile:13812345678']],
    ['13812345678 2024-01-01', ['mobile:13812345678']],
    ['138123456789', []],
    ['12812345678', []],
    ['0351-1234567', []],
    ['400-123-4567', []],
    ['112.13812345678', []],
    ['0.13812345678', []],
    ['POINT(112.13812345678 37.13812345678)', []],
    ['13812345678.55', []],
    ['14010512345', []],
    ['电话14112345678', ['mobile:14112345678']],
    ['9f86d081884c7d659a2feaa0c13812345678d15d6c15b0f00a08', []],
    ['2024-01-15 10:30:45.123456', []],
    ['2024-01-15 103045', []],
    ['邮箱 zhang.san@sx.gov.cn。', ['email:zhang.san@sx.gov.cn']],
    ['zhang＠sx.cn', ['email:zhang@sx.cn']],
    ['@所有人 a@b', []],
    ['车辆晋A12345已年检', ['plate:晋A12345']],
    ['晋A·D123警', ['plate:晋AD123警']],
    ['晋AD12345', ['plate:晋AD12345']],
    ['晋城市ABC12345', []],
    ['京ABCDEF', []],
    ['E12345678', []],
    ['91140100MA0K00000X', []],
    ['', []],
    ['太原市小店区平阳路1号', []],
  ])('%s', (cell, hits) => expect(found(cell)).toEqual(hits));

  it('reports a string that is a citizen number and a social credit code as both', () => {
    const value = both();
    expect(found(value).sort()).toEqual([`citizen_number:${value}`, `uscc:${value}`]);
  });
  it('takes a social credit code for no person', () => {
    expect(found('91350100M000100Y43')).toEqual(['uscc:91350100M000100Y43']);
    expect(found('统一社会信用代码：914403001922038216')).toEqual(['uscc:914403001922038216']);
  });
  it('gives positions in the cell as it was given', () => {
    const cell = '电话：１３８ １２３４ ５６７８。';
    expect(detect(cell, today)).toEqual([{ kind: 'mobile', start: 3, end: 16, value: '13812345678' }]);
    expect(cell.slice(3, 16)).toBe('１３８ １２３４ ５６７８');
  });
  it('costs no more than its length on hostile cells', () => {
    const begin = performance.now();
    const long = [
      '1 '.repeat(200_000),
      '1-'.repeat(200_000),
      'a@'.repeat(200_000),
      '9'.repeat(400_000),
      '晋A1'.repeat(130_000),
    ];
    for (const cell of [...long, `${'a.'.repeat(200_000)}@`, 'a'.repeat(400_000) + '@b.'.repeat(50_000)])
      detect(cell, today);
    expect(performance.now() - begin).toBeLessThan(10_000);
  }, 30_000);
});

// Texts with a planted value, typed in the ways people type.
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((d) => d.join(''));
const anyCitizen = fc
  .tuple(fc.constantFrom('140105', '110101', '522730', '810000'), fc.integer({ min: 0, max: 30000 }), digits(3))
  .map(([region, day, order]) => region + addDays('1940-01-01', day).replaceAll('-', '') + order)
  .map((first) => first + citizenCheckCharacter(first));
const anyCard = fc
  .constantFrom<[string, number]>(['6222', 14], ['6217', 11], ['4563', 11], ['5187', 11], ['37', 12], ['95588', 13])
  .chain(([series, rest]) => digits(rest).map((d) => cardNumber(series + d)));
const anyMobile = fc.tuple(fc.constantFrom('13', '15', '17', '18', '19'), digits(9)).map(([a, b]) => a + b);
const anyEmail = fc
  .tuple(fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/), fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/))
  .map(([local, domain]) => `${local}@${domain}.cn`);
const anyPlate = fc
  .tuple(fc.constantFrom(...'晋京粤新'), fc.constantFrom(...'ABCMZ'), fc.stringMatching(/^[A-HJ-NP-Z][0-9]{4}$/))
  .map((parts) => parts.join(''));
const planted = fc.oneof(
  anyCitizen.map((value) => ({ kind: 'citizen_number' as PersonalKind, value })),
  anyCard.map((value) => ({ kind: 'bank_card' as PersonalKind, value })),
  anyMobile.map((value) => ({ kind: 'mobile' as PersonalKind, value })),
  anyEmail.map((value) => ({ kind: 'email' as PersonalKind, value })),
  anyPlate.map((value) => ({ kind: 'plate' as PersonalKind, value })),
);
const surroundings = fc.constantFrom('', '，', '：', '(', '备注', '的“', ' 。', '/', '>', '\n', '[', '，电话 ');
const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const typing = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.toLowerCase(),
  wide,
);
const cells = fc
  .tuple(surroundings, planted, surroundings, typing)
  .map(([before, plant, after, type]) => ({ ...plant, cell: before + type(plant.value) + after }));

describe('planted values', () => {
  it('are found wherever they stand, and never missed by the prefilter', () => {
    fc.assert(
      fc.property(cells, ({ kind, value, cell }) => {
        const hits = detect(cell, today).map((hit) => [hit.kind, hit.value.toLowerCase()]);
        expect(hits).toContainEqual([kind, value.toLowerCase()]);
        expect(new RegExp(anyPrefilter).test(cell)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
  it('are gone after masking, and the text around them stays', () => {
    fc.assert(
      fc.property(cells, fc.array(cells, { maxLength: 3 }), (first, more) => {
        const cell = [first, ...more].map((plant) => plant.cell).join(' 和 ');
        const masked = maskHits(cell, today, new Set(personalKinds.codes));
        expect(detect(masked, today).filter((hit) => hit.kind !== 'uscc')).toEqual([]);
        expect(masked).not.toContain(first.value);
      }),
      { numRuns: 400 },
    );
    const text = `张先生，电话138-1234-5678，证件${citizen}。`;
    expect(maskHits(text, today, new Set(['mobile']))).toBe(`张先生，电话138****5678，证件${citizen}。`);
    expect(maskHits(text, today, new Set(['mobile', 'citizen_number']))).toBe(
      '张先生，电话138****5678，证件110105********002X。',
    );
  });
  it('are not found where a prefilter says there is nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789０９ -－Xx晋aA1@＠.号\u3000') }), (cell) => {
        const personal = detect(cell, today).filter((hit) => hit.kind !== 'uscc');
        if (personal.length > 0) expect(new RegExp(anyPrefilter).test(cell)).toBe(true);
        for (const hit of personal) {
          const filter = hit.kind === 'email' || hit.kind === 'plate' ? prefilters[hit.kind] : prefilters.digits;
          expect(new RegExp(filter).test(cell)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
  it('are almost never numbers at random', () => {
    // 18 digits: province, date and check digit together; 10,000 serial numbers hold none or next to none.
    let hits = 0;
    for (let n = 0; n < 10_000; n++) hits += citizenCheckHolds(String(300000000000000000n + BigInt(n) * 7919n)) ? 1 : 0;
    expect(hits).toBeGreaterThan(800); // the check digit alone lets 1 in 11 pass
    const serials = Array.from({ length: 10_000 }, (_, n) => String(300000000000000000n + BigInt(n) * 7919n));
    expect(serials.flatMap((cell) => detect(cell, today)).filter((hit) => hit.kind === 'citizen_number')).toEqual([]);
  });
});

describe('a column', () => {
  const filler = Array.from({ length: 999 }, (_, i) => `第${i}号公共设施`);
  it('with one citizen number among a thousand texts is a finding, shown masked with its place', () => {
    const result = scan('备注', [...filler, `业主${citizen}`, null, '']);
    expect(result).toMatchObject({ checked: 1000, empty: 2, notes: [] });
    expect(result.findings).toEqual([
      {
        kind: 'citizen_number',
        hits: 1,
        checked: 1000,
        ratio: 0.001,
        named: false,
        examplesMasked: ['110105********002X'],
        positions: [{ row: 999, start: 2, end: 20 }],
      },
    ]);
  });
  it('counts cells, not hits, and gives at most three masked examples', () => {
    const result = scan(
      '电话',
      Array.from({ length: 50 }, (_, i) => `138123456${10 + i}、139123456${10 + i}`),
    );
    expect(result.findings[0]).toMatchObject({ kind: 'mobile', hits: 50, ratio: 1, named: true });
    expect(result.findings[0]?.examplesMasked).toHaveLength(3);
    expect(result.findings[0]?.positions).toHaveLength(defaultPersonalPolicy.maxPositions);
    expect(JSON.stringify(result)).not.toMatch(/1[3-9]\d{9}/);
  });
  it('of serial numbers that pass Luhn one time in ten is a note, of cards a finding', () => {
    const serials = Array.from({ length: 500 }, (_, i) => String(6200000000000000n + BigInt(i) * 37n));
    expect(scan('设备编号', serials)).toMatchObject({ findings: [], notes: [{ kind: 'bank_card' }] });
    const cards = Array.from({ length: 500 }, (_, i) => cardNumber(`62220200000${1000 + i}`));
    expect(kinds(scan('编号', cards).findings)).toEqual(['bank_card']);
    expect(kinds(scan('银行卡号', [...serials]).findings)).toEqual(['bank_card']);
    expect(kinds(scan('备注', [`打款至卡号：${card}`, ...serials]).findings)).toEqual(['bank_card']);
  });
  it('of eleven-digit codes that look like telephones now and then is a note', () => {
    const codes = Array.from({ length: 1000 }, (_, i) => String(10000000000 + i * 89999999));
    const result = scan('编码', codes);
    expect(result.findings).toEqual([]);
    expect(kinds(result.notes)).toEqual(['mobile']);
  });
  it('of division codes of Shanxi is clean', () => {
    expect(
      scan(
        '编码',
        Array.from({ length: 100 }, (_, i) => `1401050${1000 + i}`),
      ),
    ).toMatchObject({ findings: [], notes: [] });
  });
  it('of coordinates, amounts and times is clean', () => {
    const cells = Array.from({ length: 300 }, (_, i) => [
      112.5 + i / 7e9,
      37.138123456 + i,
      i * 13812.55,
      `${addDays(today, i)} 10:30:45`,
    ]);
    expect(scan('值', cells.flat())).toMatchObject({ findings: [], notes: [], checked: 1200 });
  });
  it('of social credit codes is clean, individual businesses counted apart', () => {
    const codes = Array.from({ length: 200 }, (_, i) => makeUscc(`${i < 20 ? '92' : '91'}140105MA0${100000 + i}`));
    const result = scan('统一社会信用代码', codes);
    expect(result).toMatchObject({ findings: [], notes: [], uscc: { hits: 200, individualBusinesses: 20 } });
    const twoFold = scan('代码', [...codes, both()]);
    expect(twoFold.findings).toEqual([]);
    expect(kinds(twoFold.notes)).toEqual(['citizen_number']);
    expect(kinds(scan('代码', [...codes, citizen]).findings)).toEqual(['citizen_number']);
    expect(kinds(scan('证件号码', [both()]).findings)).toEqual(['citizen_number']);
  });
  it('takes numbers, bigints, nested values and dates', () => {
    expect(kinds(scan('列', [13812345678]).findings)).toEqual(['mobile']);
    expect(kinds(scan('列', [140105194912310010n, { a: [citizen] }]).findings)).toEqual(['citizen_number']);
    expect(kinds(scan('列', [{ big: 13812345678n }]).findings)).toEqual(['mobile']);
    expect(scan('出生日期', [new Date('1949-12-31'), '1950年1月2日', '19510203'])).toMatchObject({
      findings: [],
      notes: [{ kind: 'birth_date', hits: 3, examplesMasked: ['1949', '1950', '1951'] }],
    });
  });
  it('of names is one only by its header and surnames', () => {
    const names = ['张三', '李小四', '欧阳小明', '王五', '赵六', '买买提·艾力'];
    expect(scan('姓名', names).findings[0]).toMatchObject({
      kind: 'personal_name',
      hits: 6,
      examplesMasked: ['张*', '李*', '欧阳*'],
    });
    expect(scan('学生姓名', names).findings).toHaveLength(1);
    expect(scan('名称', names)).toMatchObject({ findings: [], notes: [] });
    expect(scan('姓名', ['设备甲', '设备乙', '泵站'])).toMatchObject({ findings: [], notes: [] });
    expect(scan('法定代表人', names)).toMatchObject({ findings: [], notes: [{ kind: 'personal_name' }] });
  });
  it('of passports is one only by its header', () => {
    expect(kinds(scan('护照号', ['E12345678', 'EA1234567']).findings)).toEqual(['passport']);
    expect(scan('型号', ['E12345678', 'EA1234567']).findings).toEqual([]);
  });
  it('of addresses and of health is a note', () => {
    expect(kinds(scan('家庭住址', ['太原市小店区平阳路1号', '大同市平城区永泰街2号']).notes)).toEqual(['address']);
    expect(kinds(scan('诊断', ['高血压']).notes)).toEqual(['medical']);
    expect(scan('诊断人数', ['12']).notes).toEqual([]);
  });
  it('counts skipped cells as checked and keeps the rows right', () => {
    const scanner = createColumnScanner('备注', today);
    scanner.skip(500);
    scanner.feed(citizen);
    scanner.skip(499);
    expect(scanner.result().findings[0]).toMatchObject({ checked: 1000, ratio: 0.001, positions: [{ row: 500 }] });
  });
  it('follows the policy it is given', () => {
    const lenient: PersonalPolicy = {
      ...defaultPersonalPolicy,
      maxExamples: 1,
      maxPositions: 0,
      kinds: { ...defaultPersonalPolicy.kinds, mobile: { minHits: 2, minRatio: 0, minPrecision: 0, blocks: true } },
    };
    expect(scan('列', ['13812345678'], lenient)).toMatchObject({
      findings: [],
      notes: [{ kind: 'mobile', positions: [] }],
    });
    expect(scan('列', ['13812345678', '13912345678'], lenient).findings[0]).toMatchObject({
      hits: 2,
      examplesMasked: ['138****5678'],
    });
  });
  it('with nothing in it has nothing', () => {
    expect(scan('身份证号', [null, undefined, ' '])).toMatchObject({ checked: 0, empty: 3, findings: [], notes: [] });
  });
});

describe('treatment', () => {
  it.each<[PersonalKind, string, string[]]>([
    ['citizen_number', '身份证号', [citizen, '140105491231002']],
    ['mobile', '手机号', ['13812345678', '+86 139 1234 5678']],
    ['bank_card', '银行卡号', [card, '6222 0212 3456 7890 128']],
    ['email', '邮箱', ['a@b.cn']],
    ['plate', '车牌', ['晋A12345']],
    ['passport', '护照', ['E12345678', '不详']],
    ['personal_name', '姓名', ['张三', '诸葛小明', '匿名用户甲乙丙']],
  ])('of a column of %s leaves no finding', (kind, header, values) => {
    expect(kinds(scan(header, values).findings)).toEqual([kind]);
    const treated = values.map((value) => maskCell(value, today, new Set([kind])));
    expect(scan(header, treated).findings).toEqual([]);
    for (const [i, value] of values.entries()) expect(treated[i]).not.toBe(value);
  });
  it('keeps empty cells', () => expect(maskCell(' ', today, new Set(['personal_name']))).toBe(' '));
});

describe('headers', () => {
  it.each<[string, PersonalKind[]]>([
    ['身份证号', ['citizen_number']],
    ['ID_Card', ['citizen_number']],
    ['联系电话', ['mobile']],
    ['Bank Account', ['bank_card']],
    ['E-Mail', ['email']],
    ['ｐｈｏｎｅ', ['mobile']],
    ['企业名称', []],
    ['面积', []],
  ])('%s', (header, expected) => expect([...headerHints(header).kinds]).toEqual(expected));
  it('tell which columns have to be read whole', () => {
    expect(['姓名', '护照号', '出生日期', '宗教信仰'].every(needsEveryCell)).toBe(true);
    expect(['身份证号', '手机', '备注'].some(needsEveryCell)).toBe(false);
  });
});
