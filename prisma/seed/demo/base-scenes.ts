/** Bases and topics, the cloud and service items, powers by document and a lent duty: each with something that waits or is late. */

import { registerCloudNode, reportCloudNode } from '#api/bases/cloud.ts';
import * as cloud from '#api/bases/cloud-contract.ts';
import { addServiceItem, addSystem } from '#api/bases/items.ts';
import { addSetMember, appointTopicLead, decideSetEntry, openResourceSet, placeSetEntry } from '#api/bases/sets.ts';
import type { Day } from '#api/kernel/time.ts';
import { proposeOfficeCase } from '#api/organizations/offices.ts';
import { caseBody } from '#api/organizations/offices-contract.ts';
import { createDelegation } from '#api/people/delegations.ts';
import { type Book, look } from './book.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const department = 'province.information';

export function baseScenes(book: Book): Scene[] {
  const at = (day: Day, what: string, play: (stage: Stage) => Promise<unknown>, time = '15:20'): Scene => ({
    day,
    time,
    what,
    async play(stage) {
      await play(stage);
    },
  });
  const entry = (key: string) => look(book.catalogue, key).code;
  const unit = (stage: Stage, key: string) => ({ uscc: stage.organization(key).uscc });
  const nodes = new Map<string, string>();
  const all = ['advice', 'application', 'acceptance', 'examination', 'decision', 'payment', 'certificate'] as const;
  return [
    at('2026-11-04', 'topics are opened; one has no lead yet', async (stage) => {
      const as = () => stage.as(department);
      await openResourceSet(as(), {
        kind: 'topic',
        code: '211',
        name: '蓝天保卫',
        name_en: 'Clean air',
        purpose: '移动源与固定源排放、空气质量的联合监管与发布。',
        purpose_en: 'Moving and standing sources and air quality, supervised and published together.',
        document_no: '晋政数字〔2026〕41号（演示）',
      });
      await openResourceSet(as(), {
        kind: 'topic',
        code: '205',
        name: '安全生产',
        name_en: 'Work safety',
        purpose: '危险化学品、煤矿和道路运输安全的风险监测。',
        purpose_en: 'Risks of hazardous goods, coal mines and road transport.',
        document_no: '晋政数字〔2026〕42号（演示）',
      });
      await appointTopicLead(as(), '211', {
        ...unit(stage, 'province.ecology'),
        document_no: '晋政数字〔2026〕41号（演示）',
        from: '2026-11-04',
      });
      const lead = () => stage.as('province.ecology');
      await addSetMember(lead(), '211', unit(stage, 'province.transport'));
      for (const key of ['air.hourly', 'emission.auto'])
        await placeSetEntry(lead(), '211', { entry: entry(key), reason: '空气质量与排放的基础数据' });
      await placeSetEntry(lead(), '211', { entry: entry('road.counts'), reason: '移动源排放核算需要交通量' });
    }),
    at('2026-11-05', 'an entry is compiled into a basic base, another waits', async (stage) => {
      const as = () => stage.as(department);
      await addSetMember(as(), '102', unit(stage, 'province.market'));
      await addSetMember(as(), '103', unit(stage, 'province.ecology'));
      const offered = await placeSetEntry(stage.as('province.market'), '102', {
        entry: entry('annual.reports'),
        reason: '法人年报为法人基础信息',
      });
      const id = offered.catalogue.find((one) => one.state === 'offered')?.id ?? '';
      await decideSetEntry(as(), id, { decision: 'compile', opinion: '符合法人基础信息资源目录的编制要求' });
      await placeSetEntry(stage.as('province.ecology'), '103', {
        entry: entry('air.hourly'),
        reason: '监测站点属于空间地理基础信息',
      });
    }),
    at('2026-11-06', 'nodes of the government cloud are registered', async (stage) => {
      for (const [region_code, name, name_en] of [
        ['140000', '山西省政务云', 'Government cloud of Shanxi'],
        ['140100', '太原市政务云', 'Government cloud of Taiyuan'],
        ['140200', '大同市政务云', 'Government cloud of Datong'],
      ] as const) {
        const operator = '省政务云运行单位（演示）';
        const made = await registerCloudNode(
          stage.as(department),
          cloud.nodeBody.parse({
            region_code,
            name,
            name_en,
            operator,
            document_no: '晋政办函〔2026〕15号（演示）',
            threshold_minutes: 1440,
          }),
        );
        nodes.set(region_code, made.id);
      }
    }),
    at('2026-11-09', 'systems and service items of two agencies', async (stage) => {
      const as = () => stage.as('province.transport');
      const system = await addSystem(as(), {
        name: '道路运政管理系统',
        node_id: look(nodes, '140000'),
        docking: 'docked',
        docked_on: '2026-03-31',
        note: '',
      });
      await addSystem(as(), {
        name: '网约车监管平台',
        docking: 'planned',
        planned_on: '2026-09-30',
        note: '接口联调中',
      });
      const item = { system_id: system.id, online: [...all], without: [] };
      await addServiceItem(as(), { ...item, code: 'YS-JT-0001', name: '道路货物运输经营许可' });
      await addServiceItem(as(), {
        ...item,
        code: 'YS-JT-0002',
        name: '超限运输车辆通行许可',
        online: all.filter((one) => one !== 'certificate' && one !== 'payment'),
        without: ['payment'],
      });
      await addServiceItem(stage.as('province.ecology'), {
        code: 'YS-ST-0001',
        name: '排污许可证核发',
        online: [...all.filter((one) => one !== 'payment')],
        without: ['payment'],
      });
    }),
    at('2026-11-10', 'a head of division lends signing for two weeks', async (stage) => {
      const transport = stage.organization('province.transport');
      await createDelegation(stage.as('province.transport.head'), {
        kind: 'delegation',
        delegate_id: transport.personIds['province.transport'] ?? '',
        duties: ['signatory'],
        from: '2026-11-16',
        to: '2026-11-30',
        reason: '赴京参加培训',
      });
    }),
    at('2026-11-12', 'documents wait for a second person', async (stage) => {
      const enter = (input: Record<string, unknown>) =>
        proposeOfficeCase(stage.as(department), caseBody.parse({ effective_on: '2026-12-01', ...input }));
      await enter({
        kind: 'appoint',
        power: 'data_authority',
        region_code: '140100',
        ...unit(stage, 'taiyuan.transport'),
        document_no: '并政发〔2026〕30号（演示）',
      });
      await enter({
        kind: 'merge',
        ...unit(stage, 'datong.culture'),
        successors: stage.organization('datong.information').uscc,
        document_no: '同编发〔2026〕8号（演示）',
      });
      await enter({
        kind: 'hand_over',
        ...unit(stage, 'province.housing'),
        to: stage.organization('province.agriculture').uscc,
        entries: entry('rural.housing'),
        document_no: '晋编发〔2026〕19号（演示）',
      });
    }),
    at('2026-11-20', 'the state of the province’s node is reported', async (stage) => {
      await reportCloudNode(stage.as(department), look(nodes, '140000'), { state: 'up', note: '运行正常' });
    }),
  ];
}
