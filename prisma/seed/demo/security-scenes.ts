/**
 * Security and proof (Articles 23 to 25): roots of the audit record through the year, an incident that is closed and one that is
 * reported late, plans and drills, the privilege review of the quarter, a provider that has to rectify, an assessment to approve.
 */
import { systemContext } from '#api/context.ts';
import type { Day } from '#api/kernel/time.ts';
import { saveAssessment, startAssessment, submitAssessment } from '#api/security/assessments.ts';
import { approvePlan, draftPlan, planDrill, recordDrill } from '#api/security/drills.ts';
import { askExport } from '#api/security/exports.ts';
import {
  closeIncident,
  containIncident,
  fileIncident,
  noteIncident,
  notifyPersons,
  reportIncident,
  startPlan,
} from '#api/security/incidents.ts';
import { incidentBody, planBody } from '#api/security/incidents-contract.ts';
import { decideParameter, proposeParameter } from '#api/security/parameters.ts';
import { closeReview, decidePrivilege, getReview, listReviews, openReviews } from '#api/security/privileges.ts';
import {
  admitPerson,
  confirmEvaluation,
  enterContract,
  evaluateProvider,
  measureProvider,
  registerProvider,
} from '#api/security/providers.ts';
import { publishRoot, stampRoot } from '#api/security/roots.ts';
import { type Book, look } from './book.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const rootDays: readonly Day[] = [
  '2025-12-31',
  '2026-03-31',
  '2026-06-30',
  '2026-09-30',
  '2026-10-31',
  '2026-11-16',
  '2026-11-17',
  '2026-11-18',
  '2026-11-19',
];

export function securityScenes(book: Book): Scene[] {
  const ids = new Map<string, string>();
  const at = (day: Day, what: string, play: (stage: Stage) => Promise<unknown>, time = '16:20'): Scene => ({
    day,
    time,
    what,
    async play(stage) {
      await play(stage);
    },
  });
  const root = (day: Day) =>
    at(
      day,
      'a root of the audit record',
      async (stage) => {
        const number = await publishRoot(systemContext(stage.app), day);
        if (number !== null) await stampRoot(stage.app, { number });
      },
      '23:50',
    );
  const plan = (day: Day, key: string, login: string) =>
    at(day, `${login}: an emergency plan`, async (stage) => {
      const drafted = await draftPlan(
        stage.as(login),
        planBody.parse({
          title: '数据安全事件应急预案',
          body: '一、组织指挥：分管负责人任总指挥，信息中心牵头处置。\n二、事件分级：按影响范围和数据类别分为四级。\n三、处置：先断开、再取证、后恢复，全程记录。\n四、报告：危及国家安全、公共利益的 24 小时内报告，其他按规定时限报告。\n五、通知：涉及个人信息的，除措施能有效避免危害外通知个人。\n六、总结：结案前查明原因，落实改进。',
          contacts: '信息中心值班室',
          review_due_on: '2027-03-31',
        }),
      );
      await approvePlan(stage.as(`${login}.head`), drafted.id);
      ids.set(key, drafted.id);
    });

  return [
    ...rootDays.map(root),
    plan('2026-04-08', 'plan_transport', 'province.transport'),
    plan('2026-04-09', 'plan_ecology', 'province.ecology'),
    at('2026-04-15', 'a drill that is held, and its improvement is overdue', async (stage) => {
      const transport = stage.as('province.transport');
      const made = await planDrill(transport, {
        title: '接口密钥外泄桌面推演',
        form: 'tabletop',
        due_on: '2026-06-30',
      });
      ids.set('drill', made.id);
    }),
    at('2026-06-18', 'the drill is held', (stage) =>
      recordDrill(stage.as('province.transport'), look(ids, 'drill'), {
        held_on: '2026-06-18',
        participants: 14,
        result: 'partly',
        findings: '值班表中两名联系人已调离，密钥吊销步骤不熟练。',
        improvements: [
          { words: '更新值班表并按月核对', due_on: '2026-07-15' },
          { words: '编写密钥吊销操作卡', due_on: '2026-10-30' },
        ],
      }),
    ),
    at('2026-09-02', 'a drill that nobody holds', (stage) =>
      planDrill(stage.as('province.ecology'), { title: '监测数据篡改实战演练', form: 'live', due_on: '2026-10-31' }),
    ),
    at('2026-08-12', 'an incident is filed and handled', async (stage) => {
      const [transport, head] = [stage.as('province.transport'), stage.as('province.transport.head')];
      const filed = await fileIncident(
        transport,
        incidentBody.parse({
          title: '路况接口密钥写入公开代码库',
          kind: 'leak',
          grade: 3,
          threatens: true,
          discovered_at: '2026-08-12T09:10',
          systems: '路况数据接口',
          data_affected: '路况观测数据；不含个人信息',
        }),
      );
      const { id } = filed;
      const words = (revision: number, text: string) => ({ revision, words: text });
      await noteIncident(transport, id, { ...words(1, '吊销密钥，核对当日调用记录'), happened_at: '2026-08-12T09:25' });
      await startPlan(transport, id, words(2, '启动应急预案，成立处置组'));
      await reportIncident(transport, id, { ...words(3, '书面报告事件经过和处置情况'), to: '省级政务信息管理部门' });
      await containIncident(transport, id, words(4, '密钥失效，未发现异常调用'));
      await closeIncident(head, id, {
        revision: 5,
        cause: '开发单位把密钥写进示例代码并上传。',
        lessons: '密钥改由保管库取用；上传前自动检查；向开发单位重申协议义务。',
      });
    }),
    at('2026-11-13', 'an incident whose report is late', async (stage) => {
      const ecology = stage.as('province.ecology');
      const filed = await fileIncident(
        ecology,
        incidentBody.parse({
          title: '监测站点账号被他人使用',
          kind: 'misuse',
          grade: 3,
          discovered_at: '2026-11-13T10:00',
          systems: '监测数据上报系统',
          data_affected: '运维人员账号和联系方式',
          personal: true,
          persons_count: 26,
        }),
      );
      await notifyPersons(ecology, filed.id, { revision: 1, decision: 'told', words: '已逐人通知变更密码' });
    }),
    at('2026-10-09', 'privilege reviews of the quarter', (stage) => openReviews(stage.app)),
    at('2026-10-22', 'one of them is done', async (stage) => {
      const head = stage.as('province.transport.head');
      const mine = (await listReviews(head)).items.find(
        (one) => one.organization.id === stage.organization('province.transport').id,
      );
      if (mine === undefined) throw new Error('no review of the quarter');
      const department = stage.as('province.information');
      for (const row of (await getReview(head, mine.id)).rows)
        await decidePrivilege(row.refusal === null ? head : department, mine.id, {
          row: row.id,
          decision: 'keep',
          reason: row.dormant ? '岗位需要，提醒本人定期登录' : '与岗位职责相符',
        });
      await closeReview(head, mine.id);
    }),
    at('2026-02-10', 'a provider under contract', async (stage) => {
      const transport = stage.as('province.transport');
      const { id } = await registerProvider(transport, {
        name: '晋路信息技术服务有限公司（演示）',
        uscc: '91350100M000100Y43',
      });
      ids.set('provider', id);
      await enterContract(transport, id, {
        no: 'JT-YW-2026-03',
        title: '数据平台运行维护',
        scope: '数据库、接口和数据加工的日常运维',
        access: '生产库只读；导出须逐次审批',
        duties: '不得留存、转移数据；人员变动三日内报备；发现风险立即报告',
        sla: '故障 2 小时内响应，24 小时内恢复',
        onward: 'forbidden',
        valid_from: '2025-03-01',
        valid_to: '2027-02-28',
      });
      await admitPerson(transport, id, {
        name: '赵工（演示）',
        role: '数据库运维',
        access: '生产库只读',
        valid_from: '2026-03-01',
        valid_to: '2027-02-28',
      });
    }),
    at('2026-10-15', 'the provider is evaluated and has to rectify', async (stage) => {
      const [transport, head] = [stage.as('province.transport'), stage.as('province.transport.head')];
      const id = look(ids, 'provider');
      const judged = await evaluateProvider(transport, id, {
        year: 2026,
        points: { service: 17, security: 11, data: 14, people: 10, response: 13 },
        words: '服务稳定；两名人员变动未报备，安全培训记录不全。',
      });
      const [found] = judged.evaluations;
      if (found !== undefined) await confirmEvaluation(head, id, { evaluation: found.id });
      await measureProvider(transport, id, {
        revision: 1,
        action: 'rectify',
        words: '补齐人员报备和培训记录',
        until: '2026-11-13',
      });
    }),
    at('2026-11-17', 'an assessment waits for its approval', async (stage) => {
      const transport = stage.as('province.transport');
      const { code } = look(book.catalogue, 'road.counts');
      const made = await startAssessment(transport, { subject_type: 'entry', subject: code });
      await saveAssessment(transport, made.id, {
        revision: 1,
        handling: '向社会开放前去除可识别个人的信息项，按月更新。',
        data_kinds: '联系人姓名、联系电话（开放时不提供）',
        sensitive: false,
        necessity: '履行信息公开职责，开放内容限于办事所需。',
        effect: '去除联系人信息后难以识别个人，影响较小。',
        risk: 'low',
        measures: '开放前自动检测，发现即拦截；原件不对外提供。',
        conclusion: 'with_measures',
      });
      await submitAssessment(transport, made.id, { revision: 2 });
    }),
    at('2026-10-13', 'a term of security is changed by two people', async (stage) => {
      const proposed = await proposeParameter(stage.as('province.information'), {
        name: 'export_rows',
        value: 2000,
        reason: '控制一人一次可以带走的日志数量。',
        document_no: '晋数安（演示）〔2026〕3号',
      });
      const change = proposed.changes.find((one) => one.decision === null);
      if (change !== undefined)
        await decideParameter(stage.as('province.information.head'), change.id, {
          decision: 'granted',
          opinion: '同意，自今日起执行。',
        });
    }),
    at('2026-11-18', 'an export of logs waits for its second person', (stage) =>
      askExport(stage.as('province.information'), {
        from: '2026-08-01',
        to: '2026-10-31',
        reason: '核查第三季度权限变更，供年度安全检查使用。',
      }),
    ),
  ];
}
