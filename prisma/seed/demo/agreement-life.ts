/** What became of agreements in force: amended, about to be amended, renewed, suspended, ended early, run out; and their data. */
import { createHash } from 'node:crypto';
import * as amendments from '#api/agreements/amendment.ts';
import type { AmendmentOut } from '#api/agreements/amendment-view.ts';
import {
  chaseDispositions,
  listDispositions,
  proveDisposition,
  reviewDisposition,
} from '#api/agreements/disposition.ts';
import { agreeEnding, bringUpEnding, getKeeping } from '#api/agreements/early-end.ts';
import { expireAgreements } from '#api/agreements/ending.ts';
import { decideFiling } from '#api/agreements/filings.ts';
import { answerNotice, giveNotice, suspendAgreement } from '#api/agreements/measure.ts';
import { warnOfExpiry } from '#api/agreements/warnings.ts';
import { systemContext } from '#api/context.ts';
import type { Day } from '#api/kernel/time.ts';
import { type Book, look } from './book.ts';
import { type Case, type CaseKey, cases } from './cases.ts';
import type { Scene } from './scene.ts';
import { password, type Stage } from './stage.ts';

const fileList = (names: readonly string[]) =>
  names.map((name) => `${createHash('sha256').update(`demo ${name}`).digest('hex')}  ${name}`).join('\n');

export function agreementLifeScenes(book: Book): Scene[] {
  const made = new Map<CaseKey, string>();
  const agreement = (key: CaseKey) => look(book.agreements, key);
  const sides = (stage: Stage, key: CaseKey) => {
    const one: Case = cases[key];
    const place = one.agency.split('.')[0] ?? '';
    return {
      agency: () => stage.as(one.agency),
      head: () => stage.as(`${one.agency}.head`),
      developer: () => stage.as(one.developer),
      department: () => stage.as(`${place}.information`),
    };
  };
  type Sides = ReturnType<typeof sides>;
  const scene =
    (key: CaseKey) =>
    (day: Day, what: string, play: (by: Sides, stage: Stage) => Promise<unknown>): Scene => ({
      day,
      time: '14:00',
      what: `${key}: ${what}`,
      async play(stage) {
        await play(sides(stage, key), stage);
      },
    });
  const watch = (
    day: Day,
    what: string,
    ...work: ((ctx: ReturnType<typeof systemContext>) => Promise<number>)[]
  ): Scene => ({
    day,
    time: '08:10',
    what: `agreements: ${what}`,
    async play(stage) {
      for (const one of work) await one(systemContext(stage.app));
      await stage.drain();
    },
  });
  const amendment = (key: CaseKey) => {
    const id = () => look(made, key);
    return {
      async propose(by: Sides, asked: Parameters<typeof amendments.proposeAmendment>[2]) {
        made.set(key, (await amendments.proposeAmendment(by.developer(), agreement(key), asked)).id);
      },
      async save(ctx: ReturnType<Sides['agency']>, words: string, change: (terms: AmendmentOut['terms']) => object) {
        const now = await amendments.getAmendment(ctx, id());
        const terms = { ...now.terms, ...change(now.terms) };
        await amendments.saveAmendment(ctx, id(), { revision: now.revision, terms, words });
      },
      offer: (by: Sides) => amendments.offerAmendment(by.agency(), id()),
      signAsDeveloper: (by: Sides) => amendments.signAmendment(by.developer(), id(), { password }),
      async signAndFile(by: Sides) {
        await amendments.signAmendment(by.head(), id(), { password });
        await amendments.fileAmendment(by.agency(), id(), { words: '变更后的协议已由双方签署，现报送备案。' });
      },
      async accept(by: Sides) {
        const { filings } = await amendments.getAmendment(by.agency(), id());
        const filing = filings.at(-1)?.id ?? '';
        await decideFiling(by.department(), filing, {
          decision: 'accept',
          opinion: '变更内容清楚，准予备案。',
          password,
        });
      },
    };
  };
  const calls = (cap: number, day: number) => (terms: AmendmentOut['terms']) => ({
    quota: { ...terms.quota, calls: { day, month: cap, term: null } },
  });
  const [transfer, outpatients, roads, freight] = (['transfer', 'outpatients', 'roads', 'freight'] as const).map(
    amendment,
  ) as [
    ReturnType<typeof amendment>,
    ReturnType<typeof amendment>,
    ReturnType<typeof amendment>,
    ReturnType<typeof amendment>,
  ];
  void freight;
  const disposition = async (ctx: ReturnType<Sides['developer']>, key: CaseKey) => {
    const { items } = await listDispositions(ctx);
    const found = items.find((one) => one.agreement_id === agreement(key));
    if (found === undefined) throw new Error(`no disposition of ${key}`);
    return found.id;
  };

  return [
    // Amended: proposed, answered, signed, filed for a day, in force.
    scene('transfer')('2026-08-10', 'amendment proposed', (by) =>
      transfer.propose(by, {
        kind: 'amendment',
        reason: '试点园区增加，申请提高调用限额。',
        governs_from: '2026-09-01',
      }),
    ),
    scene('transfer')('2026-08-11', 'amendment drafted', (by) =>
      transfer.save(by.developer(), '每月调用限额由 150 次提高到 600 次。', calls(600, 40)),
    ),
    scene('transfer')('2026-08-13', 'amendment answered', (by) =>
      transfer.save(by.agency(), '按实际试点数量，每月 400 次、每日 20 次。', calls(400, 20)),
    ),
    scene('transfer')('2026-08-17', 'amendment out for signature', (by) => transfer.offer(by)),
    scene('transfer')('2026-08-19', 'amendment signed by the developer', (by) => transfer.signAsDeveloper(by)),
    scene('transfer')('2026-08-21', 'amendment signed and filed', (by) => transfer.signAndFile(by)),
    scene('transfer')('2026-08-27', 'amendment filing accepted', (by) => transfer.accept(by)),
    watch('2026-09-01', 'what governs from today, and what has run out', amendments.governAmendments, expireAgreements),

    // A renewal: signed by the developer, the agency has to sign.
    watch('2026-10-09', 'warned of ends in sight', warnOfExpiry),
    scene('outpatients')('2026-10-12', 'renewal proposed', async (by) => {
      made.set('outpatients', (await amendments.renewAgreement(by.developer(), agreement('outpatients'))).id);
    }),
    scene('outpatients')('2026-10-20', 'renewal drafted', (by) =>
      outpatients.save(by.agency(), '续期一年，其他条款不变。', (terms) => ({
        term: { from: terms.term.from, to: '2027-12-31' },
      })),
    ),
    scene('outpatients')('2026-11-12', 'renewal out for signature', (by) => outpatients.offer(by)),
    scene('outpatients')('2026-11-16', 'renewal signed by the developer; the agency has to sign', (by) =>
      outpatients.signAsDeveloper(by),
    ),

    // Being negotiated.
    scene('roads')('2026-11-09', 'amendment proposed', (by) =>
      roads.propose(by, {
        kind: 'amendment',
        reason: '节假日预测需要更密的取数，申请约定接口限额并明确地域。',
        governs_from: '',
      }),
    ),
    scene('roads')('2026-11-10', 'amendment drafted', (by) =>
      roads.save(by.developer(), '每日 200 次、每月 4000 次，地域为全省。', (terms) => ({
        ...calls(4000, 200)(terms),
        region: { codes: ['140000'], words: '' },
      })),
    ),
    scene('roads')('2026-11-13', 'amendment answered', (by) =>
      roads.save(by.agency(), '每日限额降为 100 次，并增加不得还原个人的安全责任。', (terms) => ({
        ...calls(2000, 100)(terms),
        security_codes: ['no_reidentification', 'access_log'],
      })),
    ),
    scene('roads')('2026-11-17', 'amendment: a word of the developer', (by) =>
      amendments.commentAmendment(by.developer(), look(made, 'roads'), {
        words: '同意增加安全责任；节假日期间每日限额请放宽到 150 次。',
      }),
    ),

    // Suspended: a notice with a time limit, an answer that put nothing right.
    scene('load')('2026-10-12', 'notice of misuse', (by) =>
      giveNotice(by.agency(), agreement('load'), {
        ground: 'no_source',
        facts: '“充电负荷参考”产品的宣传页面未注明数据来源和获取日期。',
        evidence: '2026 年 10 月 9 日的页面截图三张（演示）。',
        demand: '在页面显著位置补注来源、获取日期和数据集编码。',
        due_on: '2026-10-26',
      }),
    ),
    scene('load')('2026-10-22', 'notice answered', async (by) => {
      const { measures } = await getKeeping(by.developer(), agreement('load'));
      await answerNotice(by.developer(), measures[0]?.id ?? '', {
        words: '页面由合作方维护，已通知其修改，预计十一月完成。',
      });
    }),
    scene('load')('2026-11-11', 'suspended', async (by) => {
      const { measures } = await getKeeping(by.agency(), agreement('load'));
      await suspendAgreement(by.agency(), measures[0]?.id ?? '', {
        words: '改正期限已过，页面仍未注明来源，暂停提供数据。',
      });
    }),

    // Ended by consent; destroyed, proven, reviewed.
    scene('crops')('2026-07-16', 'early end proposed', (by) =>
      bringUpEnding(by.developer(), agreement('crops'), {
        kind: 'consent',
        ground: '',
        basis: '',
        words: '冷链项目调整，不再使用该数据，提议提前终止。',
        last_day: '2026-07-31',
      }),
    ),
    scene('crops')('2026-07-21', 'early end agreed', async (by) => {
      const { endings } = await getKeeping(by.agency(), agreement('crops'));
      await agreeEnding(by.agency(), endings[0]?.id ?? '', { words: '同意，请按协议处置已获取的数据。' });
    }),
    watch('2026-08-03', 'ended with July', expireAgreements),
    scene('crops')('2026-08-20', 'destruction proven', async (by) =>
      proveDisposition(by.developer(), await disposition(by.developer(), 'crops'), {
        words: '已按协议销毁所获取的农产品产销对接成交汇总数据及其副本，备份介质一并清除。',
        files: fileList(['farm_trade-2026-02.csv', 'farm_trade-2026-05.csv', 'backup-2026-06.tar']),
        password,
      }),
    ),
    scene('crops')('2026-08-26', 'destruction reviewed', async (by) =>
      reviewDisposition(by.agency(), await disposition(by.agency(), 'crops'), {
        decision: 'accept',
        words: '清单与交付记录一致。',
      }),
    ),

    // Run out in August, and late with its duty: reminded, then told to supervision.
    watch('2026-09-15', 'a disposition is late', chaseDispositions, warnOfExpiry),
    watch('2026-09-22', 'a late disposition becomes a clue', chaseDispositions),
    // Run out in October; the proof waits for its review.
    watch('2026-11-02', 'ended with October', expireAgreements),
    scene('firms')('2026-11-18', 'sealing proven; the agency has to review', async (by) =>
      proveDisposition(by.developer(), await disposition(by.developer(), 'firms'), {
        words: '模型校验环境中的分组数据已销毁，模型参数中不含原始记录。',
        files: fileList(['annual_reports-v1.csv']),
        password,
      }),
    ),
    watch('2026-11-16', 'warned of ends in sight', warnOfExpiry),
  ];
}
