/** Ten cases: two that became agreements in force, two on the way, and six at the steps before. */
import type { Day } from '#api/kernel/time.ts';
import type { Book } from './book.ts';
import type { CaseKey } from './cases.ts';
import { type Acts, caseOf } from './licensing.ts';
import type { Scene } from './scene.ts';

const noFee = '授权开发不收取费用（演示）。';

export function licensingScenes(book: Book): Scene[] {
  const scene =
    (key: CaseKey) =>
    (day: Day, what: string, play: (acts: Acts) => Promise<unknown>): Scene => ({
      day,
      what: `${key}: ${what}`,
      play: async (stage) => {
        await play(caseOf(stage, book, key));
      },
    });
  const [roads, visitors, buses] = [scene('roads'), scene('visitors'), scene('buses')];
  const [charging, trade] = [scene('charging'), scene('trade')];

  /** From the application to the certificate without incident, in one go a step. */
  const granted = (on: typeof roads, [apply, accept, decide, certify]: readonly [Day, Day, Day, Day]): Scene[] => [
    on(apply, 'applied', (a) => a.start({ intent: 'apply' })),
    on(accept, 'accepted, under review', async (a) => {
      await a.accept();
      await a.review();
    }),
    on(decide, 'granted', async (a) => {
      await a.approve();
      await a.charge('0', noFee);
    }),
    on(certify, 'certificate', (a) => a.certify()),
  ];

  return [
    // The agreement in force: every step of Article 7, with a question before and a supplement in between.
    roads('2026-01-06', 'a question', (a) =>
      a.start({ intent: 'draft', question: '分时段流量能否细到小时？授权期限最长几年？' }),
    ),
    roads('2026-01-07', 'answered', (a) =>
      a.answer('目前按凌晨、上午、下午、夜间四个时段提供；授权期限最长五年，可以在协议中约定。'),
    ),
    roads('2026-01-08', 'applied', (a) => a.apply(2)),
    roads('2026-01-09', 'told what is missing', (a) => a.supplement('请在使用范围中写明不与个人信息关联的承诺。')),
    roads('2026-01-12', 'supplied', (a) => a.resubmit()),
    roads('2026-01-13', 'accepted', (a) => a.accept()),
    roads('2026-01-14', 'under review', (a) => a.review()),
    roads('2026-01-20', 'granted', (a) => a.approve()),
    roads('2026-01-22', 'fee', (a) => a.charge('500000', '数据汇总处理成本，演示收费标准。')),
    roads('2026-01-27', 'fee received', (a) => a.payFee('DEMO-FS-2026-0031', '2026-01-26')),
    roads('2026-01-29', 'certificate', (a) => a.certify()),
    roads('2026-01-30', 'agreement drawn up', (a) =>
      a.draw({ treasury: 300_000, developer: 650_000, operator: 50_000 }),
    ),
    roads('2026-02-02', 'out for signature', (a) => a.offer()),
    roads('2026-02-04', 'signed by the developer', (a) => a.signAsDeveloper()),
    roads('2026-02-06', 'signed by the agency', (a) => a.signAsAgency()),
    roads('2026-02-09', 'filed', (a) => a.file()),
    roads('2026-02-12', 'filing accepted, in force from March', (a) => a.acceptFiling()),

    ...granted(visitors, ['2026-04-13', '2026-04-14', '2026-04-20', '2026-04-24']),
    visitors('2026-04-27', 'agreement', async (a) => {
      await a.draw({ treasury: 250_000, developer: 750_000 });
      await a.offer();
    }),
    visitors('2026-04-28', 'signed by the developer', (a) => a.signAsDeveloper()),
    visitors('2026-04-29', 'signed and filed', async (a) => {
      await a.signAsAgency();
      await a.file();
    }),
    visitors('2026-05-07', 'filing: supplement asked', (a) => a.askFiling('请说明公开成果的汇总粒度。')),
    visitors('2026-05-11', 'filing: answered', (a) =>
      a.answerFiling('公开成果只按景区群和城市汇总，已在协议范围条款中写明。'),
    ),
    visitors('2026-05-14', 'filing accepted', (a) => a.acceptFiling()),

    scene('beds')('2026-07-06', 'applied', (a) => a.start({ intent: 'apply' })),
    scene('beds')('2026-07-08', 'under review', async (a) => {
      await a.accept();
      await a.review();
    }),
    scene('beds')('2026-07-14', 'refused', (a) =>
      a.refuse('数据限用于公共卫生和健康管理服务，停车经营不属于开放条件列明的用途。可以申请使用开放的医疗机构名录。'),
    ),

    ...granted(buses, ['2026-09-01', '2026-09-02', '2026-09-09', '2026-09-14']),
    buses('2026-10-26', 'agreement out for signature', async (a) => {
      await a.draw({ treasury: 280_000, developer: 720_000 });
      await a.offer();
    }),
    buses('2026-11-16', 'signed by the developer; the agency has to sign', (a) => a.signAsDeveloper()),

    ...granted(charging, ['2026-09-14', '2026-09-15', '2026-09-21', '2026-09-28']),
    charging('2026-10-12', 'agreement', async (a) => {
      await a.draw({ treasury: 200_000, developer: 760_000, operator: 40_000 });
      await a.offer();
    }),
    charging('2026-10-15', 'signed', async (a) => {
      await a.signAsDeveloper();
      await a.signAsAgency();
    }),
    charging('2026-11-17', 'filed; the information department has to decide', (a) => a.file()),

    ...granted(trade, ['2026-10-19', '2026-10-20', '2026-10-27', '2026-11-02']),

    scene('wages')('2026-11-02', 'applied', (a) => a.start({ intent: 'apply' })),
    scene('wages')('2026-11-03', 'under review', async (a) => {
      await a.accept();
      await a.review();
    }),
    scene('wages')('2026-11-12', 'granted; the fee has to be paid', async (a) => {
      await a.approve();
      await a.charge('300000', '数据汇总处理成本，演示收费标准。');
    }),
    scene('companies')('2026-11-16', 'applied', (a) => a.start({ intent: 'apply' })),
    scene('companies')('2026-11-18', 'told what is missing', (a) =>
      a.supplement('请补充成果发布前剔除企业数不足五户分组的技术措施。'),
    ),
    scene('emissions')('2026-11-16', 'applied', (a) => a.start({ intent: 'apply' })),
    scene('emissions')('2026-11-18', 'under review, the clock running', async (a) => {
      await a.accept();
      await a.review();
    }),
    scene('clinics')('2026-11-19', 'a question', (a) =>
      a.start({ intent: 'draft', question: '申请用于医药冷链配送时效研究，是否符合开放条件中的公共卫生服务用途？' }),
    ),
  ];
}
