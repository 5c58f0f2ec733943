/** What every adapter of the search port must do (api/ports/search/port.ts). Records go in, questions are asked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyContent } from '#api/catalog/rules/entry.ts';
import type { App } from '#api/context.ts';
import { makeUscc } from '#api/kernel/identifiers.ts';
import { facetNames, type SearchPort, type SearchQuery, type SearchRecord } from '#api/ports/search/port.ts';

export interface SearchBench {
  readonly port: SearchPort;
  /** Makes room for the records where an adapter needs something to stand first. */
  prepare(records: readonly SearchRecord[]): Promise<void>;
  close(): Promise<void>;
}

const transport = { providerId: 'transport', providerName: '山西省交通运输厅 Shanxi Department of Transport' };
const ecology = { providerId: 'ecology', providerName: '山西省生态环境厅 Shanxi Department of Ecology' };
const taiyuan = { providerId: 'taiyuan', providerName: '太原市交通运输局', regionCode: '140100' };

const columns = (...labels: string[]) => labels.map((label) => ({ name: label, label, values: [] }));

let made = 0;
function record(title: string, over: Partial<SearchRecord> = {}): SearchRecord {
  made += 1;
  const day = new Date(Date.UTC(2026, 0, made));
  return {
    id: `entry-${String(made).padStart(3, '0')}`,
    kind: 'entry',
    code: `301001/${String(made).padStart(6, '0')}`,
    title,
    titleEn: null,
    abstract: '',
    keywords: [],
    columns: [],
    theme: 'public_services',
    ...transport,
    regionCode: '140000',
    openType: 'unconditional',
    updateCycle: 'monthly',
    formats: ['csv', 'json', 'xlsx', 'parquet'],
    sourceId: 'own',
    sourceName: '',
    rowCount: 100n,
    quality: null,
    downloads: 0,
    publishedAt: day,
    updatedAt: day,
    ...over,
  };
}

const toll = record('高速公路收费站基本信息', {
  titleEn: 'Motorway toll stations',
  abstract: '全省高速公路收费站的名称、位置和车道数。',
  keywords: ['收费站', 'ETC'],
  columns: columns('站名', '车道数量'),
  downloads: 5,
});
const bridge = record('公路桥梁基本信息', { abstract: '国省干线公路上的桥梁。', downloads: 40 });
const air = record('环境空气质量小时监测值', {
  titleEn: 'Hourly air quality',
  ...ecology,
  theme: 'environment',
  updateCycle: 'realtime',
  columns: columns('PM2.5', '臭氧'),
});
const water = record('国控断面水质月报', { ...ecology, theme: 'environment', abstract: '汾河等流域的水质监测结果。' });
const coach = record('客运班线实时位置', { openType: 'conditional', formats: ['api'], updateCycle: 'realtime' });
const bus = record('公交线路与站点', { ...taiyuan, updateCycle: 'weekly', downloads: 7 });
const charger = record('充电桩分布', { ...taiyuan, theme: 'energy', formats: [], rowCount: null });
const park = record('晋阳湖公园 Jinyang Lake カヌー 场地', { ...taiyuan, theme: 'community' });
const wei1 = record('张伟荣誉名单', { theme: 'credit' });
const wei2 = record('张玮荣誉名单', { theme: 'credit' });
const short = record('太原', { ...taiyuan, theme: 'community' });
const percent = record('完成率100%的项目_清单', {
  theme: 'credit',
  abstract: `引号'与"括号(和)反斜杠\\以及 & | ! : * <-> 运算符`,
});
const datong = {
  kind: 'harvested' as const,
  code: 'dataset-77',
  providerId: 'name:大同市园林局',
  providerName: '大同市园林局',
  regionCode: '140200',
  sourceId: 'src-datong',
  sourceName: '大同市公共数据开放平台 Datong open data',
  updateCycle: 'unknown',
  formats: ['csv'],
  rowCount: null,
  theme: 'community',
};
const trees = record('古树名木分布图', { ...datong, quality: 90, abstract: '城区古树。' });
const wetTold = record('自然保护地名录', {
  ...datong,
  code: 'dataset-78',
  quality: 20,
  downloads: 4,
  abstract: '包括湿地和森林。',
});
const wetColumn = record('国土调查成果', { theme: 'credit', downloads: 2, columns: columns('湿地面积') });
const wetTitle = record('重要湿地清单', { theme: 'credit', downloads: 1 });
const wetFar = record('湿地公园与重要设施清单', { theme: 'credit', downloads: 3, formats: [] });
const school = record('办学机构基本情况', {
  theme: 'community',
  titleEn: 'Institutions of education',
  formats: [],
  columns: [
    { name: 'school_type', label: '办学类型', values: ['幼儿园', '职业高中', 'Kindergarten'] },
    { name: 'city', label: '所在地', values: [] },
  ],
});
const changzhi = record('长治城区行道树', { theme: 'community', formats: [], quality: 55 });
const nuclear = record('女儿红绿化面积', { theme: 'community' });
const records = [
  toll,
  bridge,
  air,
  water,
  coach,
  bus,
  charger,
  park,
  wei1,
  wei2,
  short,
  percent,
  trees,
  wetTold,
  wetColumn,
  wetTitle,
  wetFar,
  school,
  changzhi,
  nuclear,
] as const;
const titles = new Map(records.map((one) => [one.id, one.title]));

/** The index keeps records of what exists: bare entries with their agencies, and a portal that was harvested. */
export async function placeRecords({ db }: App, all: readonly SearchRecord[]): Promise<void> {
  const at = new Date('2026-01-01T00:00:00Z');
  const own = all.filter((one) => one.kind === 'entry');
  const agencies = [...new Map(own.map((one) => [one.providerId, one])).values()];
  await db.organization.createMany({
    data: agencies.map((one, n) => ({
      id: one.providerId,
      uscc: makeUscc(`11140000${String(n).padStart(9, '0')}`),
      name: one.providerName,
      kind: 'agency' as const,
      regionCode: one.regionCode,
      level: 'province' as const,
      createdAt: at,
    })),
  });
  await db.entry.createMany({
    data: own.map((one) => ({
      id: one.id,
      code: one.code,
      classificationCode: '301001',
      providerId: one.providerId,
      regionCode: one.regionCode,
      level: 'province' as const,
      state: 'published' as const,
      revision: 1,
      publishedRevision: 1,
      title: one.title,
      theme: one.theme,
      shareType: '1',
      openType: one.openType,
      updateCycle: one.updateCycle,
      content: emptyContent() as object,
      createdAt: at,
      updatedAt: at,
    })),
  });
  const harvested = all.filter((one) => one.kind === 'harvested');
  for (const id of new Set(harvested.map((one) => one.sourceId)))
    await db.harvestSource.create({
      data: {
        id,
        name: harvested.find((one) => one.sourceId === id)?.sourceName ?? id,
        kind: 'ckan',
        url: `https://${id}.example`,
        regionCode: '140200',
        schedule: 'daily',
        state: 'active',
        createdBy: 'nobody',
        organizationId: 'nobody',
        createdAt: at,
      },
    });
  await db.harvestedRecord.createMany({
    data: harvested.map((one) => ({
      id: one.id,
      sourceId: one.sourceId,
      identifier: one.code,
      title: one.title,
      content: { description: one.abstract },
      contentHash: '0'.repeat(64),
      originUrl: `https://${one.sourceId}.example/${one.id}`,
      theme: one.theme,
      regionCode: one.regionCode,
      providerName: one.providerName,
      lastRunId: 'run',
      firstSeenAt: at,
      changedAt: at,
    })),
  });
}

export function searchContract(name: string, make: () => Promise<SearchBench>): void {
  describe(`search: ${name}`, () => {
    let bench: SearchBench;
    beforeAll(async () => {
      bench = await make();
      await bench.prepare(records);
      await bench.port.index(records);
    });
    afterAll(() => bench?.close());

    const ask = (text: string, over: Partial<SearchQuery> = {}) =>
      bench.port.search({ text, chosen: {}, sort: 'relevance', offset: 0, limit: 50, ...over });
    const found = async (text: string, over: Partial<SearchQuery> = {}) =>
      (await ask(text, over)).ids.map((id) => titles.get(id));

    it('lists everything when nothing is asked', async () => {
      const answer = await ask('', { sort: 'updated' });
      expect(answer.total).toBe(records.length);
      expect(answer.ids).toEqual(records.map((one) => one.id).toReversed());
      expect((await ask('   ')).total).toBe(records.length);
    });

    describe('words', () => {
      it.each(['收费站 高速', '高速 收费站', '高速收费站', '收费站，高速！', '高速　收费站'])(
        'finds several in any order, with or without spaces: %s',
        async (text) => {
          const answer = await ask(text);
          expect(answer.ids.map((id) => titles.get(id))).toEqual([toll.title]);
          expect([...answer.words].sort()).toEqual(['收费站', '高速']);
        },
      );

      it('wants all of them', async () => {
        expect(await found('公路 桥梁')).toEqual([bridge.title]);
        expect(await found('公路 水质')).toEqual([]);
      });

      it('finds by the beginning of a word', async () => {
        expect(await found('充电')).toEqual([charger.title]);
        expect(await found('motor')).toEqual([toll.title]);
        expect(await found('Motorway TOLL')).toEqual([toll.title]);
        expect(await found('hourl')).toEqual([air.title]);
      });

      it('finds a part that no dictionary cuts out', async () => {
        expect(await found('断面水')).toEqual([water.title]);
        expect(await found('费站')).toEqual([toll.title]);
        expect(await found('省交通 桥')).toEqual([bridge.title]);
      });

      it('looks into abstract, keywords, items and the name of the agency', async () => {
        expect(await found('汾河')).toEqual([water.title]);
        expect(await found('ETC')).toEqual([toll.title]);
        expect(await found('臭氧')).toEqual([air.title]);
        expect(await found('PM2.5')).toEqual([air.title]);
        expect(await found('ＰＭ２．５')).toEqual([air.title]);
        expect(new Set(await found('太原市交通运输局'))).toEqual(
          new Set([bus.title, charger.title, park.title, short.title]),
        );
        expect(new Set(await found('Ecology'))).toEqual(new Set([air.title, water.title]));
      });

      it('puts the title before what is only told', async () => {
        expect((await found('公路'))[0]).toMatch(/公路/);
        expect((await found('水质'))[0]).toBe(water.title);
        expect((await found('太原'))[0]).toBe(short.title);
      });

      it('looks into the names of columns and the values of their code lists', async () => {
        expect(await found('办学类型')).toEqual([school.title]);
        expect(await found('school_type')).toEqual([school.title]);
        expect(await found('职业高中')).toEqual([school.title]);
        expect(await found('幼儿园 所在地')).toEqual([school.title]);
        expect(await found('kindergarten')).toEqual([school.title]);
      });

      it('ranks title over columns over abstract, however often they were downloaded', async () => {
        const order = await found('湿地');
        expect(new Set(order.slice(0, 2))).toEqual(new Set([wetTitle.title, wetFar.title]));
        expect(order.slice(2)).toEqual([wetColumn.title, wetTold.title]);
      });

      it('puts what was said word for word first', async () => {
        expect(await found('重要湿地')).toEqual([wetTitle.title, wetFar.title]);
        expect((await found('湿地公园'))[0]).toBe(wetFar.title);
      });

      it('takes words that only join others for nothing', async () => {
        expect(await found('湿地的清单')).toEqual(await found('湿地清单'));
        expect(await found('institutions and the education')).toEqual([school.title]);
        expect(await found('的')).toEqual([]);
      });

      it('finds by code', async () => {
        expect(await found(bridge.code)).toEqual([bridge.title]);
        expect(await found(bridge.code.slice(7))).toEqual([bridge.title]);
        expect((await ask('301001')).total).toBe(records.filter((one) => one.kind === 'entry').length);
        expect(await found('dataset-77')).toEqual([trees.title]);
      });
    });

    describe('pinyin', () => {
      it.each(['shoufeizhan', 'ShouFeiZhan', 'shou fei zhan', 'sfz', 'gsgl', 'gaosu sfz', '高速 sfz', 'zhan gaosu'])(
        'finds a title by %s',
        async (text) => {
          expect(await found(text)).toContain(toll.title);
        },
      );

      it('writes ü as v, as a keyboard has it', async () => {
        expect(await found('nverhong')).toEqual([nuclear.title]);
        expect(await found('lvhua')).toEqual([nuclear.title]);
      });

      it('knows the other readings of a character', async () => {
        for (const text of ['changzhi', 'zhangzhi', 'xingdaoshu', 'hangdaoshu', 'czcq', 'xds'])
          expect(await found(text), text).toContain(changzhi.title);
      });

      it('does not take a Latin word for pinyin alone', async () => {
        expect(await found('air')).toEqual([air.title]);
      });
    });

    // Faults of Chinese search that users reported elsewhere (meilisearch 4465, 3683, 4146, 3565, 1714).
    describe('Chinese', () => {
      it('gives the same hits whatever the order of words of which one is unfinished', async () => {
        for (const [one, two] of [
          ['motorw toll', 'toll motorw'],
          ['充电 太原', '太原 充电'],
          ['收费 高速', '高速 收费'],
          ['air hourl', 'hourl air'],
        ] as const) {
          const hits = await found(one);
          expect(hits.length, one).toBeGreaterThan(0);
          expect([...(await found(two))].sort(), two).toEqual([...hits].sort());
        }
      });

      it('gives the same hits whatever the order of the words', async () => {
        const orders = ['山西 公路 信息', '信息 公路 山西', '公路 山西 信息'];
        const sets = await Promise.all(orders.map(async (text) => [...(await found(text))].sort()));
        expect(sets[0]).toEqual([bridge.title, toll.title].sort());
        expect(sets[1]).toEqual(sets[0]);
        expect(sets[2]).toEqual(sets[0]);
      });

      it('does not forgive a Han character for another: it would be another person', async () => {
        expect(await found('张伟')).toEqual([wei1.title]);
        expect(await found('张玮')).toEqual([wei2.title]);
        expect(await found('张威')).toEqual([]);
      });

      it('hides no record for being short, mixed or looking like another language', async () => {
        expect(await found('晋阳湖')).toEqual([park.title]);
        expect(await found('jinyang lake')).toEqual([park.title]);
        expect(await found('カヌー')).toEqual([park.title]);
        expect(await found('场地 晋阳湖 カヌー')).toEqual([park.title]);
      });

      it('cuts question and record so that they meet', async () => {
        expect(await found('空气质量监测')).toEqual([air.title]);
        expect(await found('客运班线')).toEqual([coach.title]);
        expect(await found('实时位置')).toEqual([coach.title]);
      });
    });

    describe('slips of the keyboard', () => {
      it.each([
        ['motorwya', toll],
        ['motorwy', toll],
        ['hourlly', air],
        ['qualty', air],
        ['instutitions', school],
      ])('forgives %s in a Latin word', async (text, meant) => {
        expect(await found(text)).toEqual([meant.title]);
      });

      it('forgives nothing in short words, and not too much in long ones', async () => {
        expect(await found('aer')).toEqual([]);
        expect(await found('mxtxrwxy')).toEqual([]);
      });

      it('forgives beside other words', async () => {
        expect(await found('收费站 motorwya')).toEqual([toll.title]);
        expect(await found('水质 motorwya')).toEqual([]);
      });
    });

    describe('synonyms', () => {
      const teach = async (...synonyms: string[][]) => {
        bench.port.learn({ synonyms, names: [] });
        await bench.port.configure({ synonyms, names: [] });
      };
      afterAll(() => teach());

      it('find what is called otherwise, both ways, and are forgotten when revoked', async () => {
        expect(await found('大巴')).toEqual([]);
        await teach(['大巴', '客运班线', '长途车'], ['充电桩', 'charging pile']);
        expect(await found('大巴')).toEqual([coach.title]);
        expect(await found('大巴 实时')).toEqual([coach.title]);
        expect(await found('实时 大巴')).toEqual([coach.title]);
        expect(await found('客运班线')).toEqual([coach.title]);
        expect(await found('charging pile')).toEqual([charger.title]);
        expect((await ask('大巴')).words).toContain('大巴');
        await teach();
        expect(await found('大巴')).toEqual([]);
      });

      it('stand for whole words only', async () => {
        await teach(['车', '桥梁']);
        expect(await found('车道数量')).toEqual([toll.title]);
      });
    });

    describe('other portals', () => {
      it('are a facet, and their records are found like our own', async () => {
        const { facets } = await ask('');
        expect(facets.source).toEqual([
          { value: 'own', count: records.length - 2 },
          { value: 'src-datong', count: 2 },
        ]);
        expect(await found('古树')).toEqual([trees.title]);
        expect((await ask('', { chosen: { source: ['src-datong'] } })).total).toBe(2);
        expect((await ask('', { chosen: { agency: ['name:大同市园林局'], update_cycle: ['unknown'] } })).total).toBe(2);
        expect((await ask('大同市公共数据开放平台')).total).toBe(2);
      });
    });

    describe('facets', () => {
      const count = (values: readonly { value: string; count: number }[]) =>
        Object.fromEntries(values.map((one) => [one.value, one.count]));

      it('add up', async () => {
        const { facets, total } = await ask('');
        for (const name of ['theme', 'agency', 'region', 'update_cycle', 'open_type', 'source'] as const)
          expect(
            facets[name].reduce((sum, one) => sum + one.count, 0),
            name,
          ).toBe(total);
        expect(count(facets.format)).toEqual({ csv: 15, json: 13, xlsx: 13, parquet: 13, api: 1 });
        expect(facets.theme[0]?.count).toBe(Math.max(...facets.theme.map((one) => one.count)));
      });

      it('count under all choices but their own', async () => {
        const { facets, total } = await ask('', { chosen: { theme: ['environment'], update_cycle: ['realtime'] } });
        expect(total).toBe(1);
        // Themes among what is updated in real time; cycles among what is about the environment.
        expect(count(facets.theme)).toEqual({ environment: 1, public_services: 1 });
        expect(count(facets.update_cycle)).toEqual({ realtime: 1, monthly: 1 });
        expect(count(facets.agency)).toEqual({ [ecology.providerId]: 1 });
      });

      it('widen within one facet and narrow across facets', async () => {
        expect((await ask('', { chosen: { theme: ['environment', 'energy'] } })).total).toBe(3);
        expect((await ask('', { chosen: { theme: ['environment', 'energy'], region: ['140100'] } })).total).toBe(1);
        expect((await ask('', { chosen: { format: ['api', 'csv'] } })).total).toBe(16);
      });

      it('list what is chosen although nothing is left of it', async () => {
        const { facets, total, ids } = await ask('收费站', {
          chosen: { theme: ['energy', 'energy'], open_type: ['conditional'] },
        });
        expect([total, ids]).toEqual([0, []]);
        expect(facets.theme.filter((one) => one.value === 'energy')).toEqual([{ value: 'energy', count: 0 }]);
        expect(facets.open_type.find((one) => one.value === 'conditional')).toEqual({ value: 'conditional', count: 0 });
      });

      it('do not turn a question without hits into another one', async () => {
        expect((await ask('水质', { chosen: { theme: ['energy'] } })).total).toBe(0);
        // A question that only parts of words answer is answered under filters too.
        expect(await found('断面水', { chosen: { theme: ['environment'] } })).toEqual([water.title]);
      });
    });

    describe('order and pages', () => {
      it('sorts by downloads, by title in pinyin order, by update', async () => {
        expect((await found('', { sort: 'downloads' })).slice(0, 3)).toEqual([bridge.title, bus.title, toll.title]);
        const named = await found('', { sort: 'title' });
        const han = named.filter((title) => title !== undefined && /^\p{Script=Han}/u.test(title)) as string[];
        expect(han).toEqual([...han].sort(new Intl.Collator('zh-Hans-CN').compare));
        expect((await found('', { sort: 'updated' }))[0]).toBe(nuclear.title);
      });

      it('sorts by quality, what nobody worked out last', async () => {
        const sorted = await found('', { sort: 'quality' });
        expect(sorted.slice(0, 3)).toEqual([trees.title, changzhi.title, wetTold.title]);
        expect(sorted).toHaveLength(records.length);
      });

      it.each([
        '',
        '公路',
        '高速 公路',
        'hourly air',
        'qualty',
        'gaosu',
        '省交通',
        '没有这样的数据',
        '，。',
        '公路\u0000',
      ])('tells the totals of several questions as it would answer each: %j', async (text) => {
        const filters = [
          {},
          { theme: ['public_services'] },
          { format: ['csv'], region: ['140100'] },
          { agency: ['x'] },
        ];
        const questions = filters.map(
          (chosen): SearchQuery => ({ text, chosen, sort: 'relevance', offset: 0, limit: 9 }),
        );
        const wanted: number[] = [];
        for (const one of questions) wanted.push((await bench.port.search(one)).total);
        expect(await bench.port.totals([...questions, ...questions.slice(0, 1)])).toEqual([...wanted, wanted[0]]);
      });

      it('tells no totals of no questions', async () => {
        expect(await bench.port.totals([])).toEqual([]);
      });

      it('takes down a rating, of what it knows only', async () => {
        await bench.port.rate(
          new Map([
            [water.id, 99],
            ['nobody-knows', 100],
          ]),
        );
        const sorted = await ask('', { sort: 'quality', limit: 5 });
        expect(sorted.ids[0]).toBe(water.id);
        expect(sorted.ids).not.toContain('nobody-knows');
        expect(sorted.total).toBe(records.length);
        await bench.port.rate(new Map([[water.id, 1]]));
        expect((await ask('', { sort: 'quality', limit: 1 })).ids).toEqual([trees.id]);
      });

      it('counts a download at once', async () => {
        await bench.port.countDownload(water.id);
        for (let n = 0; n < 50; n++) await bench.port.countDownload(coach.id);
        expect((await found('', { sort: 'downloads' }))[0]).toBe(coach.title);
      });

      it('gives each record once over the pages', async () => {
        const pages = await Promise.all([0, 5, 10, 15].map((offset) => ask('', { sort: 'title', offset, limit: 5 })));
        const all = pages.flatMap((one) => one.ids);
        expect(new Set(all).size).toBe(records.length);
        expect(all).toHaveLength(records.length);
      });

      it('answers past the end with nothing and the true total', async () => {
        const answer = await ask('公路', { offset: 10_000_000 });
        expect(answer.ids).toEqual([]);
        expect(answer.total).toBeGreaterThan(0);
      });
    });

    describe('what is typed is only words', () => {
      it.each([
        `'; DROP TABLE search_document; --`,
        `') OR 1=1 --`,
        `" OR ""="`,
        `收费站' | '桥梁`,
        `a & b | !c <-> (d) :* *`,
        `':*`,
        `\\`,
        `\\'`,
        `%`,
        `_`,
        `100%`,
        `$1`,
        `\u0000收费站`,
        '\ud800',
        `{"$gt":""}`,
        'NOT',
        '𠮷野家',
        '🛣️',
        '-'.repeat(200),
        '收费站 '.repeat(60),
        'a'.repeat(5000),
      ])('takes %j without a fault', async (text) => {
        const answer = await ask(text);
        expect(answer.total).toBeLessThanOrEqual(records.length);
        expect((await ask('')).total).toBe(records.length);
      });

      it('gives operators and wildcards no meaning', async () => {
        expect(await found('收费站 | 桥梁')).toEqual([]);
        expect(await found('收费站 & !桥梁')).toEqual([]);
        expect(await found('%')).toEqual([]);
        expect(await found('_')).toEqual([]);
        expect(await found('100%')).toEqual([percent.title]);
        expect(await found('收费站*')).toEqual([toll.title]);
      });

      it('takes a strange value of a facet for one that nothing has', async () => {
        for (const value of [`' OR true --`, '{a,b}', '\\', '%'])
          for (const name of facetNames)
            expect((await ask('', { chosen: { [name]: [value] } })).total, `${name}=${value}`).toBe(0);
      });
    });

    describe('records', () => {
      it('are replaced when they come again, and are gone when removed', async () => {
        const changed = { ...short, title: '太原古县城', theme: 'construction', downloads: 3 };
        await bench.port.index([changed]);
        expect((await ask('古县城')).ids).toEqual([short.id]);
        expect((await ask('', { chosen: { theme: ['construction'] } })).total).toBe(1);
        await bench.port.index([short]);
        expect(await found('古县城')).toEqual([]);
        await bench.port.remove(short.id);
        expect((await ask('')).total).toBe(records.length - 1);
        await bench.port.remove(short.id);
        await bench.port.index([short]);
        expect((await ask('')).total).toBe(records.length);
      });

      it('are filled afresh without a moment in which nothing is found', async () => {
        const gone = records.filter((one) => one !== water);
        const seen: number[] = [];
        async function* batches() {
          for (let from = 0; from < gone.length; from += 6) {
            seen.push((await ask('公路')).total);
            yield gone.slice(from, from + 6);
          }
        }
        const before = (await ask('公路')).total;
        await bench.port.rebuild(batches());
        expect(new Set(seen)).toEqual(new Set([before]));
        expect((await ask('')).total).toBe(gone.length);
        expect(await found('断面水质')).toEqual([]);
        expect(await found('motorwya')).toEqual([toll.title]);
        await bench.port.index([water]);
        expect(await found('断面水质')).toEqual([water.title]);
      });

      it('are ready to be asked for', async () => {
        expect((await bench.port.ready()).degraded).toBeNull();
      });
    });
  });
}
