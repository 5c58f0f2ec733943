/**
 * What agencies collect (Article 10): items approved, held already, excepted, returned; consents and refusals with the cases that
 * went on or did not; a data subject who looks and asks. Clocks run at the end of the story, one of them late.
 */
import { Readable } from 'node:stream';
import { askBody, caseBody, consentBody, intakeBody, textBody } from '#api/collection/consent-contract.ts';
import { addConsentText, recordConsent } from '#api/collection/consents.ts';
import { startBody } from '#api/collection/contract.ts';
import { mayCollect, reportCollected, reportServiceCase } from '#api/collection/intakes.ts';
import { askCollectionException, startCollection, submitCollection } from '#api/collection/items.ts';
import { showMyData } from '#api/collection/my-data.ts';
import { addMyProofFile, proveMyIdentity } from '#api/collection/proofs.ts';
import { approveCollection, proposeCollectionException, returnCollection } from '#api/collection/review.ts';
import type { ItemOut } from '#api/collection/show.ts';
import { proveBody, requestBody } from '#api/collection/subject-contract.ts';
import {
  answerSubjectRequest,
  decideSubjectProof,
  extendSubjectRequest,
  supplementSubjectRequest,
} from '#api/collection/subject-desk.ts';
import { fileSubjectRequest } from '#api/collection/subject-requests.ts';
import { citizenCheckCharacter } from '#api/kernel/identifiers.ts';
import type { Day } from '#api/kernel/time.ts';
import { look } from './book.ts';
import type { Crowd, PersonKey } from './crowd.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const department = 'province.information';

/** Made-up people: the numbers pass their check and belong to nobody the platform knows. */
function citizen(sequence: number): string {
  const first = `14010519900101${String(sequence).padStart(3, '0')}`;
  return first + citizenCheckCharacter(first);
}
const subject = (sequence: number) => ({ kind: 'natural' as const, number: citizen(sequence) });

const at = (day: Day, time: string, what: string, play: (stage: Stage) => Promise<unknown>): Scene => ({
  day,
  time,
  what,
  async play(stage) {
    await play(stage);
  },
});

const needs = {
  care: {
    by: 'province.civil',
    name: '照料需求等级',
    meaning: '居家养老服务对象自述的日常照料需求',
    purpose: '安排居家养老服务',
    population: '居家养老服务对象',
    basis_kind: 'consent',
    frequency: 'yearly',
    system: '居家养老服务系统',
  },
  jobs: {
    by: 'province.welfare',
    name: '就业意愿',
    meaning: '失业登记人员希望从事的职业和地区',
    purpose: '推荐就业岗位',
    population: '失业登记人员',
    basis_kind: 'instrument',
    instrument: '中华人民共和国就业促进法',
    article: '第三十五条',
    frequency: 'quarterly',
    system: '就业服务系统',
  },
  twice: {
    by: 'province.health',
    name: '统一社会信用代码',
    meaning: '养老机构的统一社会信用代码',
    purpose: '登记医养结合机构',
    population: '养老机构',
    subject_kind: 'legal',
    basis_kind: 'consent',
  },
  excepted: {
    by: 'province.emergency',
    name: '统一社会信用代码',
    meaning: '应急演练参加单位的统一社会信用代码',
    purpose: '应急演练现场签到',
    population: '企业',
    subject_kind: 'legal',
    basis_kind: 'consent',
  },
  waiting: {
    by: 'province.agriculture',
    name: '农机作业时段偏好',
    meaning: '农机手希望安排作业的时段',
    purpose: '安排跨区作业',
    population: '跨区作业农机手',
    basis_kind: 'consent',
  },
  returned: {
    by: 'province.culture',
    name: '游客停留天数',
    meaning: '在景区停留的天数',
    purpose: '客流统计',
    population: '景区游客',
    data_type: 'I',
    basis_kind: 'consent',
  },
} as const;
type Key = keyof typeof needs;

export function collectionScenes(): Scene[] {
  const made = new Map<Key, ItemOut>();
  const texts = new Map<Key, string>();
  const by = (stage: Stage, key: Key) => stage.as(needs[key].by);
  const submitted = (day: Day, key: Key) =>
    at(day, '14:10', `${key}: a collection item is submitted`, async (stage) => {
      const { by: _by, ...said } = needs[key];
      const item = await startCollection(by(stage, key), startBody.parse(said));
      made.set(key, await submitCollection(by(stage, key), item.id, { revision: item.revision }));
    });
  const approved = (day: Day, key: Key) =>
    at(day, '14:20', `${key}: approved`, (stage) =>
      approveCollection(stage.as(department), look(made, key).id, { words: '依据和目的明确，没有可共享的同一数据。' }),
    );
  const answered = (day: Day, sequence: number, kind: 'given' | 'refused' | 'withdrawn') =>
    at(day, `15:${String(10 + sequence)}`, `care: ${kind}`, (stage) =>
      recordConsent(
        by(stage, 'care'),
        consentBody.parse({
          text: look(texts, 'care'),
          subject: subject(sequence),
          kind,
          channel: 'hall',
          proof: `JJ-2026-${String(sequence).padStart(4, '0')}`,
          system: needs.care.system,
        }),
      ),
    );
  const collected = (day: Day, sequence: number) =>
    at(day, `15:${String(30 + sequence)}`, 'care: reported as collected', async (stage) => {
      const item = look(made, 'care').no;
      await mayCollect(by(stage, 'care'), askBody.parse({ item, subject: subject(sequence) }));
      await reportCollected(
        by(stage, 'care'),
        intakeBody.parse({ item, subject: subject(sequence), system: needs.care.system }),
      );
    });
  const served = (day: Day, no: string, sequence: number, said: object) =>
    at(day, '16:10', `case ${no}`, (stage) =>
      reportServiceCase(
        by(stage, 'care'),
        caseBody.parse({ case_no: no, service: '居家养老服务申请', subject: subject(sequence), ...said }),
      ),
    );
  const again = { words: '演练签到须由参加单位现场填写，共享数据不能证明到场。' };
  return [
    submitted('2026-03-09', 'care'),
    approved('2026-03-11', 'care'),
    at('2026-03-12', '14:30', 'care: the text of the consent', async (stage) => {
      const body = textBody.parse({
        title: '居家养老服务信息采集同意书',
        text: '为安排居家养老服务，需要采集您的照料需求等级。您可以拒绝，也可以随时撤回；拒绝不影响申请办理。',
        items: [look(made, 'care').no],
      });
      texts.set('care', (await addConsentText(by(stage, 'care'), body)).id);
    }),
    submitted('2026-04-07', 'jobs'),
    approved('2026-04-10', 'jobs'),
    answered('2026-04-13', 1, 'given'),
    collected('2026-04-13', 1),
    answered('2026-04-14', 2, 'given'),
    collected('2026-04-14', 2),
    answered('2026-05-18', 3, 'refused'),
    served('2026-05-18', 'JJ-0103', 3, { opened_on: '2026-05-18', promised_days: 10 }),
    served('2026-05-27', 'JJ-0103', 3, { opened_on: '2026-05-18', promised_days: 10, outcome: 'served' }),
    answered('2026-07-06', 2, 'withdrawn'),
    // Collected although the consent was withdrawn; and a case closed because of a refusal: both are seen by supervision.
    collected('2026-09-15', 2),
    answered('2026-10-12', 4, 'refused'),
    served('2026-10-14', 'JJ-0204', 4, {
      opened_on: '2026-10-12',
      promised_days: 10,
      outcome: 'not_accepted',
      reason: 'consent_refused',
    }),
    answered('2026-10-19', 5, 'refused'),
    served('2026-10-19', 'JJ-0211', 5, { opened_on: '2026-10-19', promised_days: 10 }),

    submitted('2026-10-26', 'twice'),
    submitted('2026-11-10', 'excepted'),
    at('2026-11-12', '14:40', 'excepted: an exception is asked for and proposed', async (stage) => {
      const item = look(made, 'excepted');
      // Held already only while an entry of organisations is shared.
      if (item.state !== 'duplicate') return;
      await askCollectionException(by(stage, 'excepted'), item.id, again);
      const proposal = { decision: 'granted' as const, words: '目的不同，同意例外。' };
      await proposeCollectionException(stage.as(department), item.id, proposal);
    }),
    submitted('2026-11-16', 'returned'),
    at('2026-11-18', '14:40', 'returned: the population is not clear', async (stage) => {
      const item = look(made, 'returned');
      if (item.state !== 'submitted') return;
      await returnCollection(stage.as(department), item.id, {
        words: '请写明向哪些游客采集，是否可以用检票数据代替。',
      });
    }),
    submitted('2026-11-19', 'waiting'),
  ];
}

const paper = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export function subjectScenes(people: () => Crowd): Scene[] {
  const ids = new Map<string, string>();
  const prove = (day: Day, who: PersonKey, sequence: number) =>
    at(day, '20:10', `${who} proves who it is`, async (stage) => {
      const ctx = people().ctx(who);
      const agency = stage.organization('province.civil').uscc;
      const name = '演示人员';
      const proof = await proveMyIdentity(ctx, proveBody.parse({ agency, name, number: citizen(sequence) }));
      await addMyProofFile(ctx, { stream: Readable.from([paper]) });
      ids.set(who, proof.id);
    });
  const asks = (day: Day, key: string, kind: string, words: string) =>
    at(day, '20:30', `a data subject asks: ${kind}`, async () => {
      const ctx = people().ctx('carer');
      const [first] = (await showMyData(ctx)).collected.filter((one) => one.name === needs.care.name);
      if (first === undefined) return;
      const asked = await fileSubjectRequest(ctx, requestBody.parse({ kind, about: `item:${first.no}`, words }));
      ids.set(key, asked.id);
    });
  return [
    prove('2026-09-21', 'carer', 1),
    at('2026-09-22', '10:10', 'the proof is verified', (stage) =>
      decideSubjectProof(stage.as('province.civil'), look(ids, 'carer'), { decision: 'verified', reason: '' }),
    ),
    asks('2026-09-23', 'access', 'access', '请告知采集了哪些信息，用在哪里。'),
    at('2026-10-13', '10:20', 'the request is answered', async (stage) => {
      const id = ids.get('access');
      if (id === undefined) return;
      await answerSubjectRequest(stage.as('province.civil'), id, {
        outcome: 'granted',
        answer: '采集了照料需求等级一项，仅用于安排居家养老服务，没有提供给其他单位。',
        legal_basis: '',
      });
    }),
    // Late at the end of the story; one that takes longer, and one whose clock stands still.
    asks('2026-10-22', 'erase', 'erase', '服务已经结束，请删除。'),
    asks('2026-11-05', 'stop', 'object', '请不要再把等级用于安排服务以外的事。'),
    at('2026-11-18', '10:20', 'the answer takes longer, with the reason', async (stage) => {
      const id = ids.get('stop');
      if (id === undefined) return;
      const told = { days: 10, reason: '须向承办服务的机构核实使用情况。' };
      await extendSubjectRequest(stage.as('province.civil'), id, told);
    }),
    asks('2026-11-17', 'correct', 'correct', '等级填写有误，请更正。'),
    at('2026-11-19', '10:20', 'more is asked for, once', async (stage) => {
      const id = ids.get('correct');
      if (id === undefined) return;
      const notice = '请写明正确的等级，并说明由哪家机构评估、评估日期。';
      await supplementSubjectRequest(stage.as('province.civil'), id, { notice });
    }),
    prove('2026-11-18', 'teacher', 7),
  ];
}
