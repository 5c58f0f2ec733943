import { describe, expect, it } from 'vitest';
import { type ColumnFacts, propose } from '#api/datasets/rules/privacy-propose.ts';
import { defaultEnvironment, environmentOf, judge, openingOf, releaseFor } from '#api/datasets/rules/privacy-risk.ts';
import { rolesOf, standingOf, type TableStanding } from '#api/datasets/rules/privacy-standing.ts';
import { hierarchyFault, hierarchyOf, kindOf } from '#api/deidentification/rules/hierarchy.ts';
import { lossesOf, misfitOf } from '#api/deidentification/rules/plan.ts';
import { formOf, hierarchyFrom, planFrom, ruleFrom } from '#app/present/privacy-form.ts';

const column = (name: string, over: Partial<ColumnFacts> = {}): ColumnFacts => ({
  name,
  type: 'text',
  distinct: 5,
  rows: 100,
  findings: [],
  declared: null,
  ...over,
});
const found = (kind: ColumnFacts['findings'][number]['kind'], ratio = 1, blocks = true) => [{ kind, ratio, blocks }];
const classes = (columns: readonly ColumnFacts[]) =>
  Object.fromEntries(propose(columns).columns.map((one) => [one.name, one.class]));

describe('what is proposed', () => {
  it('takes regions and dates of things for what they are', () => {
    const stations = [column('站名'), column('县区'), column('开通日期'), column('金额', { declared: 'sensitive' })];
    expect(propose(stations).persons).toBe(false);
    expect(new Set(Object.values(classes(stations)))).toEqual(new Set(['other']));
    const roles = [column('站名'), column('县区'), column('值班人证件号', { findings: found('citizen_number') })];
    expect(propose(roles).persons).toBe(false);
    expect(classes(roles)).toMatchObject({ 县区: 'other', 值班人证件号: 'direct' });
    const telephones = [column('单位'), column('办公电话', { findings: found('mobile') })];
    expect(propose(telephones).persons).toBe(false);
  });

  it('counts them beside a sign of people', () => {
    const people = [
      column('姓名', { findings: found('personal_name') }),
      column('县区'),
      column('补贴金额'),
      column('学号', { distinct: 100 }),
      column('备注'),
      column('行业代码', { declared: 'quasi_identifier' }),
    ];
    expect(propose(people).persons).toBe(true);
    expect(classes(people)).toEqual({
      姓名: 'direct',
      县区: 'quasi',
      补贴金额: 'sensitive',
      学号: 'direct',
      备注: 'other',
      行业代码: 'quasi',
    });
    expect(propose([column('age'), column('mileage'), column('page')]).columns.map((one) => one.class)).toEqual([
      'quasi',
      'other',
      'other',
    ]);
    expect(propose([column('年龄段'), column('人数')]).persons).toBe(false);
    expect(propose([column('诊断', { findings: found('medical', 0.9, false) })]).persons).toBe(true);
  });
});

describe('risk', () => {
  const figures = (smallest: number, meanRisk: number, distinct = 3) => ({
    rows: 100,
    smallest,
    meanRisk,
    sensitive: [{ distinct }],
  });
  const demand = { release: 'open', k: 20, l: 1, environment: defaultEnvironment } as const;

  it('is the greatest for public release, the mean times the environment elsewhere, and 1 beyond the threshold', () => {
    expect(judge(figures(20, 0.01), demand)).toMatchObject({ risk: 0.05, threshold: 0.05, passed: true });
    expect(judge(figures(19, 0.01), demand)).toMatchObject({ risk: 1, passed: false });
    const controlled = { ...demand, release: 'conditional', k: 5 } as const;
    expect(judge(figures(5, 0.1), controlled)).toMatchObject({ risk: 0.1 * 0.3, threshold: 0.2, passed: true });
    expect(judge(figures(4, 0.1), controlled)).toMatchObject({ risk: 1, passed: false });
    expect(judge(figures(3, 1 / 3), { ...demand, release: 'secure', k: 3 }).passed).toBe(true);
    expect(judge({ ...figures(0, 0), rows: 0 }, demand).passed).toBe(false);
    expect(judge(figures(20, 0.01, 1), { ...demand, l: 2 })).toMatchObject({
      enoughK: true,
      enoughL: false,
      passed: false,
    });
  });

  it('takes the likeliest way in: inside, an acquaintance, a breach', () => {
    const at = (over: Partial<typeof defaultEnvironment>) => environmentOf({ ...defaultEnvironment, ...over });
    expect(at({ control: 'high', motive: 'low' })).toBe(0.14);
    expect(at({ control: 'low', motive: 'high' })).toBe(0.6);
    expect(at({ prevalence: 0.01 })).toBeCloseTo(1 - 0.99 ** 150, 9);
  });
});

describe('where a table stands', () => {
  const proposal = propose([column('姓名', { findings: found('personal_name') }), column('性别'), column('县区')]);
  const sha = 'a'.repeat(64);
  const base: TableStanding = {
    proposal,
    present: [
      { name: '性别', confirmed: 'quasi', rule: null },
      { name: '县区', confirmed: 'quasi', rule: 'map' },
    ],
    subject: { persons: true, columns: [] },
    tableSha256: sha,
    report: { tableSha256: sha, demandedK: 20, passed: true, outcome: 'signed' },
  };
  const need = (over: Partial<TableStanding>, k = 20) => standingOf({ ...base, ...over }, { release: 'open', k }).need;

  it('asks one thing after the other', () => {
    expect(need({ subject: null })).toBe('subject');
    expect(need({ subject: null, present: [] })).toBe('nothing');
    expect(need({ subject: { persons: false, columns: ['性别', '县区'] } })).toBe('nothing');
    expect(need({ subject: { persons: false, columns: ['县区'] } })).toBe('subject');
    expect(need({ present: [{ name: '性别', confirmed: null, rule: null }] })).toBe('classes');
    expect(need({ present: [{ name: '姓名', confirmed: 'direct', rule: null }] })).toBe('direct');
    expect(need({ present: [{ name: '姓名', confirmed: 'direct', rule: 'hash' }] })).toBe('direct');
    expect(need({ report: null })).toBe('report');
    expect(need({ tableSha256: 'b' })).toBe('report');
    expect(need({}, 25)).toBe('report');
    expect(need({}, 5)).toBe('done');
    for (const [outcome, passed, expected] of [
      [null, false, 'failed'],
      [null, true, 'signature'],
      ['returned', true, 'returned'],
      ['signed', true, 'done'],
    ] as const)
      expect(need({ report: { tableSha256: sha, demandedK: 20, passed, outcome } })).toBe(expected);
  });

  it('counts a masked name among what a person may be known by, a pseudonym not', () => {
    const present = [
      { name: '姓名', confirmed: 'direct', rule: 'mask' },
      { name: '号', confirmed: 'direct', rule: 'hash' },
      { name: '病', confirmed: 'sensitive', rule: null },
      { name: '性别', confirmed: 'quasi', rule: null },
    ] as const;
    expect(rolesOf(present)).toEqual({ quasi: ['姓名', '性别'], sensitive: ['病'] });
  });
});

describe('a plan', () => {
  const types = new Map([
    ['年龄', 'integer'],
    ['日', 'date'],
    ['是', 'boolean'],
  ]);

  it('refuses what does not fit the column', () => {
    expect(misfitOf('年龄', { do: 'clip' }, types)).toBe('ends');
    expect(misfitOf('年龄', { do: 'clip', low: 5, high: 5 }, types)).toBe('ends');
    expect(misfitOf('日', { do: 'band', width: 5 }, types)).toBe('numbers');
    expect(misfitOf('年龄', { do: 'map', rows: [['1', 'a']], level: 2 }, types)).toBe('levels');
    expect(misfitOf('日', { do: 'shift', by: '日', days: 3 }, types)).toBe('itself');
    expect(misfitOf('日', { do: 'shift', by: '没有', days: 3 }, types)).toBe('subject_dropped');
    expect(misfitOf('是', { do: 'date', to: 'year' }, types)).toBe('dates');
    expect(misfitOf('年龄', { do: 'cells', under: 5, within: '日' }, types)).toBeNull();
    expect(lossesOf(4, [{ column: '年龄', rule: { do: 'drop' } }]).mean).toBe(0.25);
  });

  it('goes through the form and back', () => {
    const rules = [
      { do: 'band', width: 10, from: 5 },
      { do: 'clip', high: 90 },
      { do: 'clip', low: -3.5, high: 90 },
      { do: 'round', to: 100 },
      {
        do: 'map',
        rows: [
          ['小学教师', '教师'],
          ['护士', '医护'],
        ],
        level: 1,
      },
      {
        do: 'map',
        rows: [
          ['140105', '太原市', '山西省'],
          ['一级,甲等', '一级', '医院'],
        ],
        level: 2,
      },
      { do: 'shift', by: '病案号', days: 30 },
      { do: 'aggregate', size: 5 },
      { do: 'cells', under: 5, within: '县' },
      { do: 'region', to: 'province' },
      { do: 'date', to: 'years5' },
      { do: 'hash' },
    ] as const;
    for (const rule of rules) {
      const { choice, parameter, level } = formOf(rule as never);
      expect(choice === 'keep' ? null : ruleFrom(choice, parameter, level), choice).toEqual(rule);
    }
    for (const [choice, parameter] of [
      ['band', '0'],
      ['band', 'x'],
      ['clip', '5'],
      ['map', '没有等号'],
      ['shift', '列'],
      ['aggregate', '1'],
      ['cells', ''],
    ] as const)
      expect(ruleFrom(choice, parameter), choice).toBeNull();
    const form = {
      rules: [{ column: 'a', choice: 'band', parameter: '', level: 1 }],
      small: 'none',
      share: 5,
      quasi: [],
    } as const;
    expect(() => planFrom(1, { ...form, rules: [...form.rules], quasi: [] })).toThrow(
      expect.objectContaining({ code: 'request.invalid' }),
    );
    expect(
      planFrom(2, {
        rules: [{ column: 'a', choice: 'drop', parameter: '', level: 1 }],
        small: 'cells',
        share: 5,
        quasi: ['a', 'b'],
      }),
    ).toEqual({
      table: 2,
      rules: [{ column: 'a', rule: { do: 'drop' } }],
      suppression: { blank: ['b'], max_share: 0.05 },
    });
  });
});

describe('a hierarchy of values', () => {
  it('is proposed from the values: divisions, days, numbers, words', () => {
    expect(kindOf('区划', ['140105', '140106'])).toBe('region');
    expect(hierarchyOf('region', ['140106', '140105', 'x'])).toEqual([
      ['140105', '太原市', '山西省'],
      ['140106', '太原市', '山西省'],
      ['x', '*', '*'],
    ]);
    expect(hierarchyOf('region', ['140105001001'])).toEqual([['140105001001', '140105', '太原市', '山西省']]);
    expect(kindOf('出生日期', ['1980-01-11', '1983年5月'])).toBe('date');
    expect(hierarchyOf('date', ['1983-05-02', '1980', '不详'])).toEqual([
      ['1980', '1980', '1980', '1980-1984', '1980-1989'],
      ['1983-05-02', '1983-05', '1983', '1980-1984', '1980-1989'],
      ['不详', '*', '*', '*', '*'],
    ]);
    expect(kindOf('年龄', ['34', '7'])).toBe('number');
    expect(hierarchyOf('number', ['34', '7'])).toEqual([
      ['7', '5-9', '0-9', '0-19'],
      ['34', '30-34', '30-39', '20-39'],
    ]);
    expect(kindOf('职业', ['护士', '教师'])).toBe('values');
    for (const [kind, values] of [
      ['region', ['140105', '140200']],
      ['date', ['1983-05-02', '1999-12-31', '不详']],
      ['number', ['34', '7', '-3']],
    ] as const)
      expect(hierarchyFault(hierarchyOf(kind, values)), kind).toBeNull();
  });

  it('is refused where it is none', () => {
    expect(
      hierarchyFault([
        ['a', 'x'],
        ['a', 'y'],
      ]),
    ).toBe('twice');
    expect(
      hierarchyFault([
        ['a', 'x', 'z'],
        ['b', 'y'],
      ]),
    ).toBe('uneven');
    expect(
      hierarchyFault([
        ['a', 'x', 'z'],
        ['b', 'x', 'w'],
      ]),
    ).toBe('parted');
    const parted = {
      do: 'map',
      rows: [
        ['1', 'x', 'z'],
        ['2', 'x', 'w'],
      ],
      level: 1,
    } as const;
    expect(misfitOf('年龄', parted, new Map([['年龄', 'integer']]))).toBe('parted');
  });

  it('is read as it is typed, pasted or brought in a file', () => {
    const rows = [
      ['护士', '医护'],
      ['教师', '教育'],
    ];
    expect(hierarchyFrom('护士=医护;教师＝教育')).toEqual(rows);
    expect(hierarchyFrom('\ufeff职业,第 1 级\r\n护士,医护\r\n教师，教育\r\n')).toEqual(rows);
    expect(hierarchyFrom('护士\t医护\n教师\t教育')).toEqual(rows);
    expect(hierarchyFrom('没有级别')).toEqual([]);
  });
});

describe('how far a version goes', () => {
  it('is judged as its entry is opened, or less far where that was said', () => {
    expect(releaseFor('unconditional', null)).toBe('open');
    expect(releaseFor('unconditional', 'conditional')).toBe('conditional');
    expect(releaseFor('unconditional', 'secure')).toBe('open');
    expect(releaseFor('conditional', 'secure')).toBe('secure');
    expect(releaseFor('none', null)).toBe('conditional');
    expect([
      openingOf('none', null),
      openingOf('unconditional', 'conditional'),
      openingOf('conditional', 'secure'),
    ]).toEqual([null, 'open', 'secure']);
  });
});
