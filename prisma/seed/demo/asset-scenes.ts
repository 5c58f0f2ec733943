/**
 * Government data as assets (Articles 17, 28): cards at every stage of the registration, one maintained too late, an inventory that
 * is signed and one that is overdue.
 */
import { fileAsset, resubmitAsset } from '#api/assets/apply.ts';
import { createAsset, maintainAsset, prefillAssets, saveAsset, showAsset } from '#api/assets/cards.ts';
import { assetContent, fileBody, objectBody } from '#api/assets/contract.ts';
import { countInventory } from '#api/assets/count.ts';
import { settleDifferences, showInventory, signInventory, startInventory } from '#api/assets/inventories.ts';
import { answerAssetObjection, objectToAsset } from '#api/assets/register.ts';
import { signAssetReport } from '#api/assets/reports.ts';
import { acceptAsset, declineAsset, publishAsset, registerAsset, supplementAsset } from '#api/assets/review.ts';
import type { Day } from '#api/kernel/time.ts';
import { type AssetKey, assetSpecs } from './asset-cards.ts';
import { type Book, look } from './book.ts';
import type { Scene } from './scene.ts';
import { password, type Stage } from './stage.ts';

const silent = { words: '' };
const because = (reason: string) => ({ holds: 'yes' as const, reason });

export function assetScenes(book: Book): Scene[] {
  const cards = new Map<string, string>();
  const inventories = new Map<string, string>();
  const at = (day: Day, what: string, play: (stage: Stage) => Promise<unknown>, time = '15:10'): Scene => ({
    day,
    time,
    what,
    async play(stage) {
      await play(stage);
    },
  });
  const id = (key: AssetKey) => look(cards, key);
  const holder = (stage: Stage, key: AssetKey) => stage.as(assetSpecs[key].by);
  const authority = (stage: Stage, key: AssetKey) => stage.as(`${assetSpecs[key].by.split('.')[0]}.information`);
  const entriesOf = (key: AssetKey) => assetSpecs[key].entries.map((entry) => look(book.catalogue, entry).code);

  const drafted = async (stage: Stage, key: AssetKey, day: Day) => {
    const spec = assetSpecs[key];
    const made = await createAsset(holder(stage, key), { entries: entriesOf(key) });
    cards.set(key, made.id);
    const [collection, governance, storage] = spec.cost;
    const valuation = 'valuation' in spec ? spec.valuation : null;
    const content = assetContent.parse({
      ...made.content,
      name: spec.name,
      tests: {
        value: because(spec.value),
        ownership: because('由本单位依职责采集，权属清楚。'),
        quantifiable: because('记录数、字段数和更新频次可以计量。'),
        controllable: because('存于政务云，访问有授权和日志。'),
        exchangeable: because('有统一格式和目录，可以共享、开放和授权使用。'),
      },
      rights: ['hold', 'process'],
      rights_basis: spec.basis,
      acquisition: 'own_collection',
      source_legality: spec.law,
      cost_collection_fen: collection,
      cost_governance_fen: governance,
      cost_storage_fen: storage,
      ...(valuation === null
        ? {}
        : {
            valuation_method: valuation.method,
            valuation_fen: valuation.fen,
            valued_on: valuation.on,
            valuation_report: valuation.report,
          }),
      location: 'location' in spec ? spec.location : 'provincial_cloud',
      location_detail: '政务云政务外网区',
      custodian: spec.custodian,
      coverage: made.content.coverage === '' ? '山西省' : made.content.coverage,
      update_cycle: made.content.update_cycle ?? 'monthly',
      scenario: spec.scenario,
      safety_result: 'low',
      safety_on: day,
      safety_report: '',
    });
    return saveAsset(holder(stage, key), made.id, { revision: made.revision, content });
  };
  const filed = (day: Day, key: AssetKey) =>
    at(day, `${key}: registration applied for`, async (stage) => {
      const card = await drafted(stage, key, day);
      await fileAsset(holder(stage, key), card.id, fileBody.parse({ revision: card.revision, kind: 'first' }));
    });
  const accepted = (day: Day, key: AssetKey) =>
    at(day, `${key}: accepted`, (stage) => acceptAsset(authority(stage, key), id(key), silent), '15:20');
  const noticed = (day: Day, key: AssetKey) =>
    at(
      day,
      `${key}: on public notice`,
      (stage) => publishAsset(authority(stage, key), id(key), { words: '材料齐全，形式审核通过。' }),
      '15:30',
    );
  const registered = (day: Day, key: AssetKey) =>
    at(day, `${key}: registered`, (stage) => registerAsset(authority(stage, key), id(key), silent), '15:40');
  /** Applied for, accepted, on notice and registered on four days. */
  const through = (key: AssetKey, [first, second, third, fourth]: readonly [Day, Day, Day, Day]) => [
    filed(first, key),
    accepted(second, key),
    noticed(third, key),
    registered(fourth, key),
  ];
  const objected = (day: Day, key: AssetKey, by: string, words: string) =>
    at(day, `${key}: objected to`, async (stage) => {
      const [open] = (await showAsset(holder(stage, key), id(key))).cases;
      await objectToAsset(stage.as(by), open?.id ?? '', objectBody.parse({ words }));
    });
  const counted = (day: Day, key: string, by: string, title: string, due_on: Day) =>
    at(day, `inventory ${key} begins`, async (stage) => {
      const { made } = await startInventory(stage.as(by), { title, as_of: day, due_on, agency: '' });
      const inventory = made[0]?.id ?? '';
      inventories.set(key, inventory);
      await countInventory(stage.app, { inventory });
    });

  return [
    // Registered in the first autumn: by now the card is to be looked at again, and is late.
    ...through('counts', ['2025-10-13', '2025-10-14', '2025-10-20', '2025-11-05']),
    ...through('coal', ['2025-10-15', '2025-10-16', '2025-10-22', '2025-11-07']),
    at('2026-10-28', 'coal: maintained in time', (stage) =>
      maintainAsset(holder(stage, 'coal'), id('coal'), { words: '已核对，规模按最新数据核定。' }),
    ),

    // Valued, registered, and a change under way.
    ...through('stations', ['2026-03-02', '2026-03-04', '2026-03-10', '2026-03-26']),
    at('2026-11-12', 'stations: a change is applied for', async (stage) => {
      const card = await showAsset(holder(stage, 'stations'), id('stations'));
      const content = { ...card.content, rights: ['hold' as const, 'process' as const, 'operate' as const] };
      const asked = { revision: card.revision, kind: 'change', words: '增加数据产品经营权，用于授权运营。', content };
      await fileAsset(holder(stage, 'stations'), card.id, fileBody.parse(asked));
    }),
    accepted('2026-11-16', 'stations'),

    // An objection during the notice, answered; then registered.
    filed('2026-04-13', 'air'),
    accepted('2026-04-15', 'air'),
    noticed('2026-04-20', 'air'),
    objected('2026-04-24', 'air', 'yuncheng.ecology', '部分站点由市级建设运维，登记材料应当写明市级的贡献。'),
    at(
      '2026-05-06',
      'air: the objection is answered',
      async (stage) => {
        const [open] = (await showAsset(authority(stage, 'air'), id('air'))).cases;
        const [objection] = open?.objections ?? [];
        await answerAssetObjection(authority(stage, 'air'), objection?.id ?? '', {
          outcome: 'dismissed',
          answer: '市级站点数据另行登记，本次登记不含市级自建站点。',
        });
      },
      '15:00',
    ),
    registered('2026-05-11', 'air'),
    ...through('stops', ['2026-05-18', '2026-05-20', '2026-05-25', '2026-06-10']),

    // Refused, and cancelled.
    filed('2026-06-08', 'venues'),
    accepted('2026-06-10', 'venues'),
    at('2026-06-16', 'venues: refused', (stage) =>
      declineAsset(authority(stage, 'venues'), id('venues'), {
        ground: 'unclear_ownership',
        reason: '部分场馆数据由委托单位采集，合同没有写明权属，请补充后重新申请。',
      }),
    ),

    // Clocks that run: on notice, to be supplemented, late.
    filed('2026-11-02', 'scenic'),
    accepted('2026-11-04', 'scenic'),
    noticed('2026-11-10', 'scenic'),
    objected('2026-11-13', 'scenic', 'province.transport', '名录中的自驾营地信息由我厅提供，请在来源中注明。'),
    filed('2026-10-20', 'water'),
    filed('2026-11-05', 'emission'),
    at('2026-11-11', 'emission: to be supplemented', (stage) =>
      supplementAsset(authority(stage, 'emission'), id('emission'), {
        notice: '请补充安全风险评估报告编号，并说明企业信息的脱敏情况。',
      }),
    ),
    filed('2026-11-09', 'works'),
    at('2026-11-11', 'works: to be supplemented', (stage) =>
      supplementAsset(authority(stage, 'works'), id('works'), { notice: '请补充覆盖区域和保管部门。' }),
    ),
    at('2026-11-17', 'works: supplemented', (stage) =>
      resubmitAsset(holder(stage, 'works'), id('works'), { content: null, words: '已补充说明。' }),
    ),
    at('2026-11-18', 'cards of one entry are drafted in one go', (stage) =>
      prefillAssets(stage.as('province.culture'), { entries: [look(book.catalogue, 'scenic.daily').code] }),
    ),

    // Counted: one signed, one overdue.
    counted('2026-10-12', 'transport', 'province.transport', '2026 年度数据资产盘点', '2026-10-30'),
    at('2026-10-20', 'transport: differences are settled', async (stage) => {
      const found = await showInventory(stage.as('province.transport'), look(inventories, 'transport'));
      const lines = found.lines.map((one) => one.id);
      if (lines.length === 0) return;
      await settleDifferences(stage.as('province.transport'), found.id, {
        lines,
        outcome: 'explained',
        words: '已逐项核实：按月更新的数据以维护确认为准，未建卡的条目已列入登记计划。',
      });
    }),
    at(
      '2026-10-21',
      'transport: the inventory is signed',
      (stage) => signInventory(stage.as('province.transport.head'), look(inventories, 'transport'), { password }),
      '15:30',
    ),
    at('2026-01-20', 'the yearly report of the region is signed', (stage) =>
      signAssetReport(stage.as('province.information.head'), '2025', { password }),
    ),
    at('2026-01-22', 'the yearly report of an agency is signed', (stage) =>
      signAssetReport(stage.as('province.transport.head'), '2025', { password }),
    ),
    counted('2026-10-19', 'ecology', 'province.ecology', '2026 年度数据资产盘点', '2026-11-13'),
  ];
}
