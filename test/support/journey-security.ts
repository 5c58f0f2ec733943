/** The security desk as the scene shows it: one of each, in the middle of its life. */

import { addDays, dayOf } from '#api/kernel/time.ts';
import { startAssessment } from '#api/security/assessments.ts';
import { assessmentBody, contractBody } from '#api/security/desk-contract.ts';
import { approvePlan, draftPlan, planDrill } from '#api/security/drills.ts';
import { fileIncident, noteIncident } from '#api/security/incidents.ts';
import { incidentBody, planBody } from '#api/security/incidents-contract.ts';
import { openReview } from '#api/security/privileges.ts';
import { admitPerson, enterContract, evaluateProvider, registerProvider } from '#api/security/providers.ts';
import { publishRoot, stampRoot } from '#api/security/roots.ts';
import type { Market } from '#test/support/market.ts';

export async function securitySide(m: Market, code: string): Promise<Record<string, string>> {
  const [steward, head] = [m.world.ctx('province.transport'), m.world.ctx('province.transport.head')];
  const now = steward.clock.now();
  const today = dayOf(now);
  const local = new Date(now.getTime() + 8 * 3600_000 - 3600_000).toISOString().slice(0, 16);
  const plan = await draftPlan(
    steward,
    planBody.parse({
      title: '数据安全应急预案',
      body: '一、组织指挥；二、事件分级；三、处置措施；四、报告和通知；五、恢复和总结。',
      contacts: '值班室 0351-0000000',
      review_due_on: addDays(today, 300),
    }),
  );
  await approvePlan(head, plan.id);
  await planDrill(steward, { title: '接口密钥外泄推演', form: 'tabletop', due_on: addDays(today, 20) });
  const filed = await fileIncident(
    steward,
    incidentBody.parse({
      title: '路况接口密钥外泄',
      kind: 'leak',
      grade: 3,
      discovered_at: local,
      systems: '路况发布系统',
      data_affected: '路况观测数据，不含个人信息',
    }),
  );
  await noteIncident(steward, filed.id, { revision: 1, words: '吊销密钥并排查调用记录', happened_at: local });
  const review = await openReview(head);
  const provider = await registerProvider(steward, { name: '晋云运维技术有限公司', uscc: '91350100M000100Y43' });
  await enterContract(
    steward,
    provider.id,
    contractBody.parse({
      no: 'HT-2026-018',
      title: '数据平台运维服务',
      scope: '数据库和接口的日常运维',
      access: '生产库只读，不得导出',
      duties: '不得留存、转移数据；发现风险立即报告',
      sla: '故障 2 小时内响应',
      onward: 'forbidden',
      valid_from: `${Number(today.slice(0, 4)) - 1}-01-01`,
      valid_to: `${Number(today.slice(0, 4)) + 1}-12-31`,
    }),
  );
  await admitPerson(steward, provider.id, {
    name: '李运维',
    role: '数据库运维',
    access: '生产库只读',
    valid_from: today,
    valid_to: addDays(today, 200),
  });
  await evaluateProvider(steward, provider.id, {
    year: Number(today.slice(0, 4)),
    points: { service: 18, security: 15, data: 16, people: 15, response: 16 },
    words: '响应及时，人员变动未及时报备。',
  });
  const assessment = await startAssessment(steward, assessmentBody.parse({ subject_type: 'entry', subject: code }));
  const number = await publishRoot(m.t.ctx(), today);
  if (number !== null) await stampRoot(m.t.app, { number });
  return {
    incident: `/w/incidents/${filed.id}`,
    privilege_review: `/w/privileges/${review.id}`,
    provider: `/w/providers/${provider.id}`,
    assessment: `/w/assessments/${assessment.id}`,
    audit_record: '/w/audit/1',
  };
}
