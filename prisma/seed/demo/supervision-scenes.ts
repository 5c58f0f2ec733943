/**
 * Supervision (Articles 23, 27) in the demonstration province: findings at every stage, and an inspection with its draw. Which facts
 * there are on a day the rest of the story decides; a scene that finds none of its kind does nothing.
 */
import type { Day } from '#api/kernel/time.ts';
import {
  askExtension,
  closeCase,
  endHearing,
  lapseCases,
  receiveOrder,
  reportCase,
  saveItem,
  stateCase,
} from '#api/supervision/cases.ts';
import { confirmClue, dismissClue, listClues, referClue } from '#api/supervision/clues.ts';
import { clueQuery, decideBody, draftBody, issueBody } from '#api/supervision/contract.ts';
import { detectIn } from '#api/supervision/detect.ts';
import { planBody } from '#api/supervision/inspections/contract.ts';
import {
  addInspector,
  commitInspection,
  drawInspection,
  planInspection,
  publishInspection,
} from '#api/supervision/inspections/plan.ts';
import { showInspection } from '#api/supervision/inspections/show.ts';
import { recordVisit, signVisit, stateVisit } from '#api/supervision/inspections/visits.ts';
import { draftPaper, issuePaper } from '#api/supervision/papers.ts';
import { type CaseOut, showCase } from '#api/supervision/show.ts';
import { demoPassword, organizations } from '../organizations.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const officer = 'province.information';
const head = 'province.information.head';
const keyOf = (name: string) => organizations.find((one) => one.name === name)?.key;

export function supervisionScenes(): Scene[] {
  const files = new Map<string, { id: string; agency: string }>();
  let inspection = '';
  const at = (day: Day, what: string, play: (stage: Stage) => Promise<unknown>, time = '15:10'): Scene => ({
    day,
    time,
    what: `supervision: ${what}`,
    async play(stage) {
      await play(stage);
    },
  });
  const detect = (day: Day) => at(day, 'the facts are read', (stage) => detectIn(stage.as(officer), '140000'), '15:00');
  /** An open clue about an agency with a head of its own that has no file yet; anything but what other files use. */
  const next = async (stage: Stage) => {
    const { items } = await listClues(stage.as(officer), clueQuery.parse({ state: 'open', page_size: 100 }));
    const taken = new Set([...files.values()].map((one) => one.agency));
    for (const one of items) {
      const agency = keyOf(one.about?.name ?? '');
      // Nobody handles a matter about their own body.
      if (one.source !== 'circumstance' || one.gone || agency === undefined || agency === officer) continue;
      if (taken.has(agency)) continue;
      if (organizations.some((o) => o.key === agency && o.people.some((p) => p.login === `${agency}.head`)))
        return { id: one.id, agency };
    }
    return null;
  };
  const opened = (day: Day, name: string, words: string) =>
    at(day, `${name}: confirmed`, async (stage) => {
      const clue = await next(stage);
      if (clue === null) return;
      const confirmed = await confirmClue(stage.as(officer), clue.id, decideBody.parse({ words }));
      if (confirmed.case !== null) files.set(name, { id: confirmed.case.id, agency: clue.agency });
    });
  const step = (
    day: Day,
    name: string,
    what: string,
    play: (stage: Stage, id: string, agency: string) => Promise<unknown>,
  ) =>
    at(day, `${name}: ${what}`, async (stage) => {
      const file = files.get(name);
      if (file !== undefined) await play(stage, file.id, file.agency);
    });
  const issue = (stage: Stage, id: string, on: Day, document_no: string, issuer = '山西省人民政府') =>
    issuePaper(
      stage.as(head),
      id,
      issueBody.parse({ issuer, document_no, signatory: '（演示签发人）', issued_on: on, password: demoPassword }),
    );
  const ordered = (day: Day, name: string, document_no: string, term_on: Day) =>
    step(day, name, 'ordered to correct', async (stage, id) => {
      const file = await showCase(stage.as(officer), id);
      const content = {
        facts: file.facts,
        provision: file.provision,
        demands: ['就所列事实逐项改正', '建立台账，明确责任人和时限'],
        term_on,
        channel: '向山西省行政审批服务管理局提出，或者依法申请复核',
      };
      await draftPaper(stage.as(officer), id, draftBody.parse({ kind: 'order', content }));
      await issue(stage, id, day, document_no);
    });
  const items = async (stage: Stage, id: string, agency: string, file: CaseOut, done_on: Day) => {
    for (const { number } of file.demands)
      await saveItem(stage.as(agency), id, {
        number,
        measure: number === 1 ? '已按要求改正，并在平台登记。' : '已建立台账，由业务处负责。',
        evidence: '平台记录和台账截图',
        responsible: '业务处处长',
        done_on,
      });
  };

  return [
    detect('2026-09-08'),
    opened('2026-09-09', 'closed', '经核对平台记录，情况属实。'),
    opened('2026-09-09', 'criticised', '经核对平台记录，情况属实，此前已电话提醒。'),
    step('2026-09-11', 'closed', 'the agency is heard', (stage, id, agency) =>
      stateCase(stage.as(`${agency}.head`), id, { words: '系统切换期间疏漏，立即整改。' }),
    ),
    ordered('2026-09-16', 'closed', '晋政数改（演示）〔2026〕1号', '2026-10-14'),
    step('2026-09-17', 'closed', 'delivered', (stage, id, agency) => receiveOrder(stage.as(agency), id, { words: '' })),
    step('2026-09-17', 'criticised', 'the hearing ends', (stage, id) =>
      endHearing(stage.as(officer), id, { words: '' }),
    ),
    ordered('2026-09-18', 'criticised', '晋政数改（演示）〔2026〕2号', '2026-10-15'),
    step('2026-09-29', 'closed', 'reported', async (stage, id, agency) => {
      await items(stage, id, agency, await showCase(stage.as(officer), id), '2026-09-28');
      await reportCase(stage.as(`${agency}.head`), id, { words: '两项均已完成。' });
    }),
    step('2026-10-13', 'closed', 're-checked', async (stage, id) => {
      const { demands } = await showCase(stage.as(officer), id);
      const content = {
        items: demands.map(({ number }) => ({ number, verdict: 'qualified', opinion: '经查验属实' })),
        opinion: '两项要求均已落实。',
      };
      await draftPaper(stage.as(officer), id, draftBody.parse({ kind: 'recheck', content }));
      await issue(stage, id, '2026-10-13', '晋数复（演示）〔2026〕1号', '山西省行政审批服务管理局');
      await closeCase(stage.as(officer), id, { words: '整改到位，结案。' });
    }),
    at('2026-10-16', 'terms that ran out', (stage) => lapseCases(stage.app)),
    step('2026-10-20', 'criticised', 'criticised', async (stage, id) => {
      if ((await showCase(stage.as(officer), id)).state !== 'overdue') return;
      const content = { facts: '责令改正期限届满，未提交整改报告。', scope: '省直各单位', public_until: '2027-06-30' };
      await draftPaper(stage.as(officer), id, draftBody.parse({ kind: 'criticism', content }));
      await issue(stage, id, '2026-10-20', '晋政数批（演示）〔2026〕1号');
    }),
    detect('2026-10-27'),
    opened('2026-10-28', 'running', '经核对平台记录，情况属实。'),
    step('2026-10-30', 'running', 'the agency is heard', (stage, id, agency) =>
      stateCase(stage.as(`${agency}.head`), id, { words: '对事实无异议。' }),
    ),
    ordered('2026-11-05', 'running', '晋政数改（演示）〔2026〕3号', '2026-11-27'),
    step('2026-11-18', 'running', 'more time is asked for', (stage, id, agency) =>
      askExtension(stage.as(`${agency}.head`), id, { until: '2026-12-11', reason: '须与系统承建单位协调接口。' }),
    ),
    detect('2026-11-19'),
    opened('2026-11-19', 'heard', '经核对平台记录，情况属实，请陈述。'),
    at(
      '2026-11-20',
      'a clue is dismissed',
      async (stage) => {
        const { items: open } = await listClues(stage.as(officer), clueQuery.parse({ state: 'open', page_size: 100 }));
        const one = open.findLast(
          (clue) => clue.source === 'circumstance' && keyOf(clue.about?.name ?? '') !== officer,
        );
        if (one !== undefined)
          await dismissClue(stage.as(officer), one.id, { words: '已在线下办结，补录后事实消除。' });
      },
      '15:20',
    ),

    at(
      '2026-11-20',
      'what is about the department itself goes upward',
      async (stage) => {
        const { items: open } = await listClues(stage.as(officer), clueQuery.parse({ state: 'open', page_size: 100 }));
        const own = open.find((clue) => clue.source === 'circumstance' && keyOf(clue.about?.name ?? '') === officer);
        if (own !== undefined)
          await referClue(stage.as(head), own.id, {
            to: 'government',
            document_no: '晋审函（演示）〔2026〕1号',
            words: '涉及本局自身的事项，请省人民政府核实处理；本局已同步整改。',
            password: demoPassword,
          });
      },
      '15:30',
    ),

    at('2026-06-08', 'the roster and a plan', async (stage) => {
      const by = stage.as(officer);
      await addInspector(by, { login: 'province.finance', conflicts: [] });
      await addInspector(by, { login: 'province.finance.cashier', conflicts: [] });
      const pool = await Promise.all(
        ['province.transport', 'province.ecology', 'province.health'].map(
          async (key) => stage.as(key).viewer?.organization.id ?? '',
        ),
      );
      const plan = planBody.parse({
        kind: 'double_random',
        title: '2026 年政务数据共享开放双随机检查',
        basis: '条例第二十三条；年度检查计划',
        scope: '共享答复和供给、开放数据更新、采集登记',
        from: '2026-06-09',
        to: '2026-07-10',
        pool,
        bodies_wanted: 1,
      });
      inspection = (await planInspection(by, plan)).id;
      await commitInspection(by, inspection);
    }),
    at('2026-06-09', 'the draw', (stage) => drawInspection(stage.as(head), inspection)),
    at('2026-06-16', 'the visit', async (stage) => {
      const { visits } = await showInspection(stage.as(officer), inspection);
      for (const visit of visits) {
        const agency = keyOf(visit.body.name) ?? '';
        await recordVisit(stage.as('province.finance'), visit.id, {
          visited_on: '2026-06-16',
          record: '查阅共享台账和开放目录，抽查三份申请、两个开放数据集，访谈业务处室。',
          findings: [
            {
              circumstance: '3',
              article: '条例第十三条；《政务数据共享条例》第二十九条',
              fact: '共享数据使用记录缺少两个月的成效说明。',
              evidence: '使用记录导出表第 4、5 行',
            },
          ],
        });
        await stateVisit(stage.as(`${agency}.head`), visit.id, { words: '属实，已布置补录。' });
        for (const login of ['province.finance', 'province.finance.cashier'])
          await signVisit(stage.as(login), visit.id, { password: demoPassword });
      }
    }),
    at('2026-07-03', 'the results', (stage) =>
      publishInspection(stage.as(head), inspection, { summary: '抽查一家单位，发现问题一项，已列为线索跟踪。' }),
    ),
  ];
}
