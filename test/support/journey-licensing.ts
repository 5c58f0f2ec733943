/** The other two procedures at work: a call that is open, a cooperation with a plan that waits, a case before two agencies. */
import { callShape } from '#api/licensing/call-contract.ts';
import * as calls from '#api/licensing/calls.ts';
import { pauseReview } from '#api/licensing/clocks.ts';
import * as decide from '#api/licensing/decisions.ts';
import { publishFaq } from '#api/licensing/faq.ts';
import { addCredential } from '#api/licensing/file.ts';
import * as joint from '#api/licensing/joint.ts';
import { startJointShape } from '#api/licensing/joint-contract.ts';
import { objectToRefusal } from '#api/licensing/objections.ts';
import { proposePlan } from '#api/licensing/plans.ts';
import { startApplication } from '#api/licensing/service.ts';
import { credential, paperFile, wholeFile } from '#test/support/enterprise-file.ts';
import { material } from '#test/support/licensed.ts';
import type { Market } from '#test/support/market.ts';

export async function licensingSide(m: Market): Promise<Readonly<Record<string, string>>> {
  await wholeFile(m.other, m.reviewer);
  await addCredential(m.developer, credential('business_licence'), paperFile('licence'));
  await publishFaq(m.agency, { question: '分时段流量能否细到小时？', answer: '按四个时段提供。' });
  const draft = {
    method: 'public_call' as const,
    title: '车流量联合建模合作方征集',
    words: '具有交通建模经验',
    datasets: [m.codes.road],
  };
  const call = await calls.draftCall(m.agency, callShape.parse({ kind: 'cooperative_development', ...draft }));
  await calls.openCall(m.agency, call.id, { closes_on: '2026-12-31' });
  const operation = await calls.draftCall(
    m.agency,
    callShape.parse({ kind: 'authorized_operation', ...draft, method: 'competitive', plan: '实施方案' }),
  );
  await calls.submitCall(m.agency, operation.id);
  const cooperation = await startApplication(
    m.other,
    material({
      kind: 'cooperative_development',
      datasets: [m.codes.road],
      intent: 'apply',
      call: call.no,
      extra: { developer_part: '算法团队' },
    }),
  );
  await decide.acceptApplication(m.agency, cooperation.id, {});
  await decide.reviewApplication(m.agency, cooperation.id);
  await proposePlan(m.other, cooperation.id, {
    goals: '拥堵预测',
    agency_part: '数据与专家',
    developer_part: '算法与算力',
    schedule: '六个月',
    results: '共有',
  });
  await pauseReview(m.agency, cooperation.id, { ground: 'expert_review', until: '2026-11-20', words: '专家评审' });
  const refused = await startApplication(m.other, material({ datasets: [m.codes.toll], intent: 'apply' }));
  await decide.acceptApplication(m.agency, refused.id, {});
  await decide.reviewApplication(m.agency, refused.id);
  await decide.refuseApplication(m.agency, refused.id, {
    reason: '安全方案不足',
    ground: 'security',
    legal_basis: '第二十四条',
  });
  await objectToRefusal(m.other, refused.id, { words: '已补充安全方案' });
  const whole = await joint.startJoint(
    m.other,
    startJointShape.parse({ ...material(), datasets: [m.codes.toll, m.codes.air], intent: 'apply' }),
  );
  await joint.acceptJoint(m.agency, whole.id, { words: '' });
  return {
    call: `/calls/${call.id}`,
    desk_call: `/w/calls/${operation.id}`,
    cooperation: `/w/applications/${cooperation.id}`,
    objected: `/w/applications/${refused.id}`,
    joint: `/w/applications/joint/${whole.id}`,
    enterprise_file: `/w/enterprise-file?organization=${m.other.viewer?.organization.id ?? ''}`,
  };
}
