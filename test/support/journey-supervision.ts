/** Supervision as the scene shows it: a clue, a file being heard, an order that runs, an inspection whose draw is committed to. */
import type { Ctx } from '#api/context.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import { stateCase } from '#api/supervision/cases.ts';
import { confirmClue, openClue } from '#api/supervision/clues.ts';
import { draftBody, issueBody, manualBody } from '#api/supervision/contract.ts';
import { planBody } from '#api/supervision/inspections/contract.ts';
import { addInspector, commitInspection, planInspection } from '#api/supervision/inspections/plan.ts';
import { draftPaper, issuePaper } from '#api/supervision/papers.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import type { Market } from '#test/support/market.ts';

export async function supervisionSide(m: Market): Promise<Record<string, string>> {
  const head = m.world.ctx('province.information.head');
  const second = { ...head, viewer: head.viewer && { ...head.viewer, duties: ['reviewer'] as const } } as Ctx;
  const transport = m.world.organization('province.transport').id;
  const today = dayOf(m.t.clock.now());
  const clue = (title: string) =>
    openClue(
      second,
      manualBody.parse({
        agency: transport,
        circumstance: '4',
        title,
        provision: '《山西省政务数据管理应用条例》第十七条',
        facts: '数据已发布，未登记资产卡片。',
        since: addDays(today, -30),
      }),
    );
  const file = async (title: string) =>
    (await confirmClue(m.reviewer, (await clue(title)).id, { words: '经查属实。' })).case?.id ?? '';
  const open = await clue('收费站名录未登记资产');
  const heard = await file('路况数据未登记资产');
  const ordered = await file('公交线路未登记资产');
  await stateCase(m.world.ctx('province.transport.head'), ordered, { words: '正在整理材料。' });
  const order = draftBody.parse({
    kind: 'order',
    content: {
      facts: '两类数据未登记资产卡片。',
      provision: '第十七条',
      demands: ['补登记两类数据', '建立登记台账'],
      term_on: m.t.app.calendar().addWorkingDays(today, 8),
      channel: '向省行政审批服务管理局提出',
    },
  });
  await draftPaper(m.reviewer, ordered, order);
  const issued = {
    issuer: '山西省人民政府',
    document_no: '晋政数改〔2026〕1号',
    signatory: '秘书长',
    issued_on: today,
    password: demoPassword,
  };
  await issuePaper(head, ordered, issueBody.parse(issued));
  await addInspector(m.reviewer, { login: 'province.finance', conflicts: [] });
  await addInspector(m.reviewer, { login: 'province.finance.cashier', conflicts: [] });
  const plan = planBody.parse({
    kind: 'double_random',
    title: '共享开放双随机检查',
    basis: '第二十三条',
    scope: '共享答复、开放更新',
    from: today,
    to: addDays(today, 30),
    pool: [transport, m.world.organization('province.ecology').id],
    bodies_wanted: 1,
  });
  const { id } = await planInspection(m.reviewer, plan);
  await commitInspection(m.reviewer, id);
  return {
    supervision_clue: `/w/supervision/clues/${open.id}`,
    supervision_case: `/w/supervision/cases/${heard}`,
    supervision_order: `/w/supervision/cases/${ordered}`,
    inspection: `/w/inspections/${id}`,
    inspection_public: `/supervision/inspections/${id}`,
  };
}
