/** Targeted opening (Article 14, second paragraph): one case granted and delivered, one refused, one that waits. */
import { Readable } from 'node:stream';
import { citizenCheckCharacter } from '#api/kernel/identifiers.ts';
import { fileTargeted, startTargeted } from '#api/targeted/apply.ts';
import { applicationBody, grantBody, refuseBody } from '#api/targeted/contract.ts';
import { askTargetedCode, downloadTargeted } from '#api/targeted/deliver.ts';
import { refuseTargeted, verifyTargeted } from '#api/targeted/desk.ts';
import { grantTargeted } from '#api/targeted/grant.ts';
import { addTargetedProof } from '#api/targeted/proofs.ts';
import { type Book, look } from './book.ts';
import { addressOf, type Crowd, type PersonKey } from './crowd.ts';
import { page } from './pack.ts';
import type { Scene } from './scene.ts';

const steward = 'province.agriculture';

/** Holds by its check character and belongs to nobody: there is no county 140199. */
function madeUpCitizen(sequence: number): string {
  const first = `14019919700101${String(sequence).padStart(3, '0')}`;
  return first + citizenCheckCharacter(first);
}

interface Told {
  readonly name: string;
  readonly sequence: number;
  readonly interest: 'property' | 'other' | 'compensation';
  readonly statement: string;
  readonly scope: string;
  readonly purpose: string;
}

export function targetedScenes(book: Book, people: () => Crowd): Scene[] {
  const cases = new Map<string, { id: string; no: string }>();
  const file = (key: string, by: PersonKey, told: Told): Scene['play'] => {
    return async () => {
      const ctx = () => people().ctx(by);
      const { name, sequence, ...rest } = told;
      const body = applicationBody.parse({
        dataset: look(book.catalogue, 'homesteads').code,
        data_wanted: '农村宅基地登记结果中与本人有关的记录',
        name,
        number: madeUpCitizen(sequence),
        ...rest,
      });
      const { id, no } = await startTargeted(ctx(), body);
      const proof = await page('证明材料（演示）', [told.statement, '本页由演示程序生成，不是真实的证明。']);
      const { revision } = await addTargetedProof(ctx(), id, {
        name: '证明材料.pdf',
        stream: Readable.from([proof]),
      });
      await fileTargeted(ctx(), id, { revision, undertaking: true });
      cases.set(key, { id, no });
    };
  };
  const at = (day: string, time: string, what: string, play: Scene['play']): Scene => ({
    day,
    time,
    what: `targeted: ${what}`,
    play,
  });
  return [
    at(
      '2026-09-21',
      '11:00',
      'filed',
      file('house', 'carer', {
        name: '演示申请人甲',
        sequence: 11,
        interest: 'property',
        statement: '本人与家人共有该宅基地，登记面积关系到危房改造补助的核定。',
        scope: '小店区附属设施和住宅的登记结果中，本户所在的宗地',
        purpose: '核对登记面积，申请危房改造补助。',
      }),
    ),
    at('2026-09-23', '15:30', 'identity verified', async (stage) => {
      const words = '身份与证明材料一致。';
      await verifyTargeted(stage.as(steward), look(cases, 'house').id, { words });
    }),
    at('2026-09-28', '15:30', 'granted', async (stage) => {
      const { id } = look(book.catalogue, 'homesteads');
      const version = await stage.app.db.version.findFirstOrThrow({ where: { entryId: id } });
      await grantTargeted(
        stage.as(steward),
        look(cases, 'house').id,
        grantBody.parse({
          version_id: version.id,
          columns: ['宗地编号', '县区', '坐落', '面积', '用途', '登记日期', '登记说明'],
          filters: [
            { column: '县区', op: 'eq', value: '小店区' },
            { column: '用途', op: 'eq', value: '住宅' },
          ],
          term_until: '2027-03-31',
          downloads: 3,
          checks: ['national_security', 'trade_secret', 'personal_privacy'],
          touching: 'none',
          reason: '申请人系宗地共有人，登记结果与其有重大利益关系；所开放的记录不含他人姓名。',
        }),
      );
      await stage.drain();
    }),
    at('2026-09-29', '20:00', 'delivered', async (stage) => {
      const { id, no } = look(cases, 'house');
      await askTargetedCode(people().ctx('carer'), id);
      await stage.drain();
      const letters = await stage.app.ports.mail.kept();
      const letter = letters.find(
        (one) => one.to === addressOf('carer') && one.subject.includes(no) && /验证码：/.test(one.text),
      );
      const code = /\b(\d{6})\b/.exec(letter?.text ?? '')?.[1];
      if (code === undefined) throw new Error('no code for the delivery came');
      await downloadTargeted(people().ctx('carer'), id, { code, format: 'csv' });
    }),
    at(
      '2026-10-12',
      '11:00',
      'filed by somebody without an interest',
      file('research', 'trader', {
        name: '演示申请人乙',
        sequence: 27,
        interest: 'other',
        statement: '拟在当地投资民宿，希望了解全县宅基地面积分布。',
        scope: '平遥县全部登记结果',
        purpose: '投资前的市场研究。',
      }),
    ),
    at('2026-10-14', '15:30', 'identity verified', async (stage) => {
      await verifyTargeted(stage.as(steward), look(cases, 'research').id, { words: '' });
    }),
    at('2026-10-20', '15:30', 'refused', async (stage) => {
      await refuseTargeted(
        stage.as(steward),
        look(cases, 'research').id,
        refuseBody.parse({
          ground: 'no_interest',
          reason: '投资意向不构成与所申请登记结果的重大利益关系。可以使用已开放的乡村旅游点和民宿名录。',
          legal_basis: '《山西省政务数据管理应用条例》第十四条第二款',
        }),
      );
      await stage.drain();
    }),
    at(
      '2026-11-17',
      '11:00',
      'filed, waits',
      file('heir', 'hiker', {
        name: '演示申请人丙',
        sequence: 38,
        interest: 'compensation',
        statement: '本户宅基地列入征收范围，登记面积关系到补偿。',
        scope: '本户所在宗地的登记结果',
        purpose: '核对征收补偿面积。',
      }),
    ),
  ];
}
