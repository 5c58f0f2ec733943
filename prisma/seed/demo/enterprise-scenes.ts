/** Around licensing: what an enterprise has on file, a case before two agencies, an objection, a public call (Article 7). */

import { citizenCheckCharacter } from '#api/kernel/identifiers.ts';
import { callShape } from '#api/licensing/call-contract.ts';
import { draftCall, openCall, recordPlanDecision, submitCall } from '#api/licensing/calls.ts';
import { reviewApplication } from '#api/licensing/decisions.ts';
import { publishFaq } from '#api/licensing/faq.ts';
import { addCredential, addRepresentative, checkPaper, getEnterpriseFile } from '#api/licensing/file.ts';
import { acceptJoint, getJoint, startJoint, urgeAgency } from '#api/licensing/joint.ts';
import { startJointShape } from '#api/licensing/joint-contract.ts';
import { objectToRefusal } from '#api/licensing/objections.ts';
import type { CredentialKind } from '#api/licensing/rules/kind-codes.ts';
import { type Book, look } from './book.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const papers: Readonly<Record<CredentialKind, readonly [number: string, issuer: string, from: string, to: string]>> = {
  business_licence: ['演示执照 2023-0417', '太原市行政审批服务管理局（演示）', '2023-04-17', '2043-04-16'],
  qualification: ['演示资质 B-1120', '山西省演示行业协会', '2024-03-01', '2027-02-28'],
  security_assessment: ['演示评估 2026-071', '演示网络安全测评中心', '2026-02-02', '2027-02-01'],
  no_bad_record: ['演示声明 2026-3', '本单位', '2026-02-02', '2027-02-01'],
};

/** A page with a line of text: enough for a viewer to open it. Text of the story never holds a parenthesis. */
function pdf(words: string): Buffer {
  const body = `BT /F1 16 Tf 60 760 Td (${words}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${body.length}>>stream\n${body}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  const at: number[] = [];
  let text = '%PDF-1.4\n';
  for (const [index, object] of objects.entries()) {
    at.push(text.length);
    text += `${index + 1} 0 obj${object}endobj\n`;
  }
  const table = at.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(
    `${text}xref\n0 6\n0000000000 65535 f \n${table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
  );
}

const file = (words: string) => ({
  stream: (async function* () {
    yield pdf(words);
  })(),
});

/** No resident's: of a county code that no county has. */
const nobody = (serial: string) => {
  const digits = `149999199003${serial}`;
  return `${digits}${citizenCheckCharacter(digits)}`;
};

export function enterpriseScenes(book: Book): Scene[] {
  const at = (day: string, time: string, what: string, play: (stage: Stage) => Promise<unknown>): Scene => ({
    day,
    time,
    what,
    async play(stage) {
      await play(stage);
    },
  });
  const code = (key: string) => look(book.catalogue, key).code;
  let joint = '';
  let operation = '';
  const filed = (day: string, login: string, name: string, serial: string, kinds: readonly CredentialKind[]) =>
    at(day, '14:30', `papers of ${login}`, async (stage) => {
      for (const kind of kinds) {
        const [number, issuer, valid_from, valid_to] = papers[kind];
        await addCredential(
          stage.as(login),
          { kind, number, issuer, valid_from, valid_to },
          file(`Demonstration paper: ${kind.replaceAll('_', ' ')}`),
        );
      }
      await addRepresentative(
        stage.as(login),
        { name, number: nobody(serial), valid_from: '2026-01-01', valid_to: '2028-12-31' },
        file('Demonstration mandate'),
      );
    });
  const checked = (day: string, login: string) =>
    at(day, '10:30', `papers of ${login} checked`, async (stage) => {
      const { credentials, representatives } = await getEnterpriseFile(stage.as(login));
      for (const paper of [...credentials, ...representatives])
        if (paper.state === 'submitted')
          await checkPaper(stage.as('province.information'), paper.id, {
            decision: 'verified',
            opinion: '与原件一致。',
          });
    });
  return [
    filed('2026-02-03', 'developer2', '宋佳', '01100', [
      'business_licence',
      'qualification',
      'security_assessment',
      'no_bad_record',
    ]),
    checked('2026-02-05', 'developer2'),
    filed('2026-11-17', 'developer', '孙悦', '02200', ['business_licence', 'no_bad_record']),
    at('2026-03-03', '10:00', 'a question many ask', (stage) =>
      publishFaq(stage.as('province.transport'), {
        question: '分时段流量能否细到小时？',
        answer: '目前按凌晨、上午、下午、夜间四个时段提供。确需更细的，可以申请在平台内运行语句，只带出汇总结果。',
      }),
    ),
    at('2026-07-21', '10:00', 'the developer objects to the refusal', (stage) =>
      objectToRefusal(stage.as('developer'), look(book.applications, 'beds'), {
        words: '车位引导可以减少就医人员在院外等候的时间，属于健康服务的配套，请复核用途的认定。',
      }),
    ),
    at('2026-10-29', '10:00', 'one application to two agencies', async (stage) => {
      const made = await startJoint(
        stage.as('developer2'),
        startJointShape.parse({
          datasets: [code('toll.flow'), code('emission.auto')],
          purpose: '研究重点行业错峰生产与货车流量的关系，为运输企业提供错峰排班建议。',
          scenario: '运输企业在重污染天气预警期间调整班次时使用。',
          scope: '收费站货车流量和重点排污单位的行业日均值，不含单位名称和车牌。',
          degree: 'desensitised',
          term_from: '2027-01-01',
          term_to: '2028-12-31',
          intent: 'apply',
        }),
      );
      joint = made.id;
    }),
    at('2026-11-02', '15:00', 'the lead takes it up and hands the other part on', async (stage) => {
      const lead = stage.as('province.transport');
      const { parts } = await acceptJoint(lead, joint, { words: '由我厅牵头，请生态环境厅就其数据提出意见。' });
      const own = parts.find((one) => one.agency.id === lead.viewer?.organization.id);
      if (own !== undefined) await reviewApplication(stage.as('province.transport'), own.id);
    }),
    at('2026-11-13', '15:00', 'the lead urges the other agency', async (stage) => {
      const { parts } = await getJoint(stage.as('province.transport'), joint);
      const other = parts.find((one) => one.agency.id !== stage.as('province.transport').viewer?.organization.id);
      if (other === undefined) throw new Error('a joint case of one agency');
      await urgeAgency(stage.as('province.transport'), joint, { part_id: other.id, words: '请于下周前提出意见。' });
    }),
    at('2026-10-15', '10:00', 'a public call for a partner', async (stage) => {
      const call = await draftCall(
        stage.as('province.transport'),
        callShape.parse({
          kind: 'cooperative_development',
          method: 'public_call',
          title: '节假日出行预测合作开发征集',
          words: '具有路网建模经验，能够在平台内完成训练，不带出原始数据。',
          datasets: [code('toll.flow')],
        }),
      );
      await openCall(stage.as('province.transport'), call.id, { closes_on: '2026-12-31' });
    }),
    at('2026-11-04', '10:00', 'a plan of operation goes to the government', async (stage) => {
      const call = await draftCall(
        stage.as('province.culture'),
        callShape.parse({
          kind: 'authorized_operation',
          method: 'competitive',
          title: '文旅数据授权运营实施方案',
          words: '面向文旅服务的数据产品开发和经营。',
          plan: '运营范围为景区接待和客流数据，期限三年，收益按合作协议分配，政府部分缴入省级国库。（演示）',
          datasets: [code('scenic.daily')],
        }),
      );
      operation = call.id;
      await submitCall(stage.as('province.culture'), operation);
    }),
    at('2026-11-16', '11:00', 'the government has approved it', (stage) =>
      recordPlanDecision(stage.as('province.information'), operation, {
        outcome: 'consent',
        government: '山西省人民政府（演示）',
        document_no: '晋演示政函〔2026〕88号',
        decided_on: '2026-11-13',
        words: '同意实施方案。',
      }),
    ),
  ];
}
