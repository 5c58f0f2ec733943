/** What every adapter of the search port must do (api/ports/search/port.ts). Records go in, questions are asked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
const nuclear = record('女儿红绿化面积', { theme: 'community' });
const records = [toll, bridge, air, water, coach, bus, charger, park, wei1, wei2, short, percent, nuclear] as const;
const titles = new Map(records.map((one) => [one.id, one.title]));

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

      it('finds by code', async () => {
        expect(await found(bridge.code)).toEqual([bridge.title]);
        expect(await found(bridge.code.slice(7))).toEqual([bridge.title]);
        expect((await ask('301001')).total).toBe(records.length);
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

      it('does not take a Latin word for pinyin alone', async () => {
        expect(await found('air')).toEqual([air.title]);
      });
    });

    // Faults of Chinese search that users reported elsewhere (meilisearch 4465, 3683, 4146, 3565, 1714).
    describe('Chinese', () => {
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
        expect(count(facets.format)).toEqual({ csv: 11, json: 11, xlsx: 11, parquet: 11, api: 1 });
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
        expect((await ask('', { chosen: { format: ['api', 'csv'] } })).total).toBe(12);
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

      it('counts a download at once', async () => {
        await bench.port.countDownload(water.id);
        for (let n = 0; n < 50; n++) await bench.port.countDownload(coach.id);
        expect((await found('', { sort: 'downloads' }))[0]).toBe(coach.title);
      });

      it('gives each record once over the pages', async () => {
        const pages = await Promise.all([0, 5, 10].map((offset) => ask('', { sort: 'title', offset, limit: 5 })));
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

      it('are ready to be asked for', async () => {
        expect((await bench.port.ready()).degraded).toBeNull();
      });
    });
  });
}
