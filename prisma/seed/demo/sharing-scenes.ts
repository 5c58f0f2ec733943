/**
 * Data shared between agencies (Articles 12, 13; State Council Order 809): requests at every step, each with the clock that runs
 * at the end of the story.
 */
import type { Day } from '#api/kernel/time.ts';
import * as shapes from '#api/sharing/contract.ts';
import { askSharedCorrection } from '#api/sharing/corrections.ts';
import { downloadShared, readSharedRows, sendSharedBatch } from '#api/sharing/deliver.ts';
import { sweepSharing } from '#api/sharing/jobs.ts';
import { answerSharingObjection, objectToSharing } from '#api/sharing/objections.ts';
import { setSharingReturnRule } from '#api/sharing/provide.ts';
import { consentSharing, startSharing, submitSharing } from '#api/sharing/requests.ts';
import {
  askSharingExtension,
  confirmSharingReply,
  decideSharingExtension,
  proposeSharingReply,
  supplementSharing,
} from '#api/sharing/review.ts';
import type { UseKind } from '#api/sharing/rules/codes.ts';
import { disposeShared, endSharing, suspendSharing } from '#api/sharing/supervise.ts';
import { recordSharedUse } from '#api/sharing/uses.ts';
import { type Book, look } from './book.ts';
import type { Scene } from './scene.ts';
import { sharingNeeds } from './sharing-needs.ts';
import type { Stage } from './stage.ts';

type Key = keyof typeof sharingNeeds;

const department = 'province.information';
const silent = { words: '' };

export function sharingScenes(book: Book): Scene[] {
  const ids = new Map<string, string>();
  const at = (day: Day, what: string, play: (stage: Stage) => Promise<unknown>, time = '13:40'): Scene => ({
    day,
    time,
    what,
    async play(stage) {
      await play(stage);
    },
  });
  const id = (key: Key) => look(ids, key);
  const asks = (stage: Stage, key: Key) => stage.as(sharingNeeds[key].by);
  const gives = (stage: Stage, key: Key) => stage.as(sharingNeeds[key].from);
  const start = async (stage: Stage, key: Key) => {
    const { by: _by, from: _from, entry, ...wanted } = sharingNeeds[key];
    const body = shapes.startBody.parse({ ...wanted, entry: look(book.catalogue, entry).code });
    const made = await startSharing(asks(stage, key), body);
    ids.set(key, made.id);
    await submitSharing(asks(stage, key), made.id, { revision: made.revision });
  };
  /** Drafted by one, consented by the other: the request is with the provider, or granted at once. */
  const filed = (day: Day, key: Key) =>
    at(day, `${key}: asked for`, async (stage) => {
      await start(stage, key);
      await consentSharing(stage.as(`${sharingNeeds[key].by}.head`), id(key), silent);
    });
  const proposed = (day: Day, key: Key, reply: object) =>
    at(day, `${key}: a reply is drafted`, (stage) =>
      proposeSharingReply(gives(stage, key), id(key), shapes.proposal.parse(reply)),
    );
  const decided = (day: Day, key: Key, reply: object) =>
    at(day, `${key}: decided`, async (stage) => {
      await proposeSharingReply(gives(stage, key), id(key), shapes.proposal.parse(reply));
      await confirmSharingReply(stage.as(`${sharingNeeds[key].from}.head`), id(key), silent);
    });
  const taken = (day: Day, key: Key) =>
    at(
      day,
      `${key}: the file is taken`,
      async (stage) => {
        const file = await downloadShared(asks(stage, key), id(key), { format: 'csv' });
        await file.release();
      },
      '13:50',
    );
  const read = (day: Day, key: Key, query: object) =>
    at(
      day,
      `${key}: rows by interface`,
      (stage) => readSharedRows(asks(stage, key), id(key), shapes.rowsQuery.parse(query)),
      '13:50',
    );
  const used = (day: Day, key: Key, kind: UseKind, words: string) =>
    at(
      day,
      `${key}: ${kind}`,
      (stage) => recordSharedUse(asks(stage, key), id(key), { kind, words, on: day }),
      '13:55',
    );
  const objected = (day: Day, key: Key, words: string) =>
    at(day, `${key}: objected to`, (stage) => objectToSharing(asks(stage, key), id(key), { words }));
  const upheld = (day: Day, key: Key, login: string, answer: string) =>
    at(day, `${key}: upheld by ${login}`, (stage) =>
      answerSharingObjection(stage.as(login), id(key), { outcome: 'upheld', answer, document_no: '' }),
    );
  const suspended = (day: Day, key: Key, reason: string, remedy_by: Day) =>
    at(day, `${key}: suspended`, (stage) => suspendSharing(gives(stage, key), id(key), { reason, remedy_by }));
  const granted = (reason: string) => ({ outcome: 'granted', reason });

  return [
    // Shared unconditionally: granted at once, read by a system, and a correction that is late.
    filed('2026-03-04', 'counts'),
    read('2026-03-05', 'counts', {}),
    used('2026-03-06', 'counts', 'scenario', '核算干线公路移动源排放，每月取数一次。'),
    read('2026-06-08', 'counts', { filter: '年月:eq:2025-08' }),
    used('2026-06-09', 'counts', 'process', '与在线监测点位按县区关联，只取月均值，存于本厅政务云。'),
    read('2026-10-22', 'counts', { filter: '年月:eq:2026-09' }),
    used('2026-10-26', 'counts', 'result', '形成三季度移动源排放清单，用于秋冬季错峰运输方案。'),
    at('2026-11-04', 'counts: a correction is asked for', (stage) =>
      askSharedCorrection(
        asks(stage, 'counts'),
        id('counts'),
        shapes.correctionBody.parse({
          column: '货车比例',
          record: '国道 G208 首个调查站，2026 年 9 月',
          wrong: '货车比例比上月高一倍',
          right: '与上月相近的数值',
          evidence: '同一断面的排放监测点位没有相应变化。',
        }),
      ),
    ),

    // Clocks of the reply: within time, due, late.
    filed('2026-11-19', 'firms'),
    filed('2026-11-09', 'beds'),
    filed('2026-11-03', 'plants'),

    // Standing still, and more time: asked for, and consented to.
    filed('2026-11-10', 'homesteads'),
    at('2026-11-16', 'homesteads: a supplement is asked for', (stage) =>
      supplementSharing(gives(stage, 'homesteads'), id('homesteads'), {
        notice: '请写明使用人员名单、存储位置，以及危房改造任务所涉县区。',
      }),
    ),
    filed('2026-11-11', 'wages'),
    at('2026-11-17', 'wages: more time is asked for', (stage) =>
      askSharingExtension(gives(stage, 'wages'), id('wages'), { days: 5, reason: '须按行业门类重新汇总后核对。' }),
    ),
    filed('2026-11-05', 'crowds'),
    at('2026-11-13', 'crowds: more time is asked for', (stage) =>
      askSharingExtension(gives(stage, 'crowds'), id('crowds'), { days: 5, reason: '须与景区票务系统核对国庆数据。' }),
    ),
    at('2026-11-17', 'crowds: more time is consented to', (stage) =>
      decideSharingExtension(stage.as(department), id('crowds'), {
        decision: 'consented',
        words: '情况属实，同意延长五个工作日。',
      }),
    ),

    // Waiting for a head: the provider's, and the requester's own.
    filed('2026-11-12', 'charging'),
    proposed('2026-11-18', 'charging', granted('属于目录规定的共享范围，用途为充电设施规划。')),
    at('2026-11-19', 'air: drafted, the head has to consent', (stage) => start(stage, 'air')),

    // Granted in part, used, and objected to.
    filed('2026-09-07', 'chemicals'),
    decided('2026-09-14', 'chemicals', {
      outcome: 'partly',
      reason: '限通行管控所需的红色风险企业，不提供统一社会信用代码。',
      columns: ['企业名称', '县区', '重大危险源级别', '风险等级'],
      filters: [{ column: '风险等级', op: 'eq', value: '红' }],
    }),
    taken('2026-09-18', 'chemicals'),
    used('2026-09-18', 'chemicals', 'storage', '存于危货运输监管系统，两名工作人员可读。'),
    objected('2026-11-11', 'chemicals', '橙色风险企业同样涉及危险货物运输，请一并共享。'),

    // Refused on what the catalogue states; two rungs upheld it, the government has to decide.
    filed('2026-08-17', 'season'),
    decided('2026-08-24', 'season', {
      outcome: 'refused',
      ground: 'outside_range',
      reason: '目录规定的共享范围为工业和信息化、能源、应急管理部门。',
    }),
    objected('2026-09-02', 'season', '景区空气质量提示属于我厅职责，所需为行业日均值，不涉及单位。'),
    upheld('2026-09-10', 'season', 'province.ecology', '所需汇总值可使用已开放的空气质量日报，排口数据不扩大范围。'),
    objected('2026-09-16', 'season', '日报不能说明污染来源，请协调提供行业汇总。'),
    upheld('2026-09-28', 'season', department, '经协调，提供单位的决定有目录依据。'),
    objected('2026-11-16', 'season', '请省人民政府决定是否扩大共享范围。'),

    // Suspended, the day of the remedy passed; ended, to be disposed of; expired and disposed of.
    filed('2026-07-27', 'relief'),
    decided('2026-07-31', 'relief', granted('民政部门属于目录规定的共享范围。')),
    taken('2026-08-03', 'relief'),
    suspended('2026-11-05', 'relief', '储备数量被转给承办单位使用，超出同意的使用范围。', '2026-11-13'),
    filed('2026-04-13', 'joint'),
    decided('2026-04-17', 'joint', granted('生态环境部门属于目录规定的共享范围。')),
    taken('2026-04-20', 'joint'),
    used('2026-04-20', 'joint', 'scenario', '联合监管名单比对。'),
    suspended('2026-10-12', 'joint', '比对结果在内部通报中列出了企业风险等级。', '2026-10-23'),
    at('2026-11-10', 'joint: ended', (stage) =>
      endSharing(gives(stage, 'joint'), id('joint'), { words: '整改期限届满，未报告整改情况，终止共享。' }),
    ),
    filed('2026-04-08', 'prices'),
    taken('2026-04-09', 'prices'),
    used('2026-04-10', 'prices', 'result', '用于测算医疗服务价格指数。'),
    at('2026-10-08', 'terms that are over', (stage) => sweepSharing(stage.app)),
    at('2026-10-14', 'prices: disposed of', (stage) =>
      disposeShared(asks(stage, 'prices'), id('prices'), { words: '数据文件和中间表已删除，保留测算结果。' }),
    ),

    // Returned downward: one with its rule, one that waits for it. And what goes in batches.
    filed('2026-06-15', 'carriers'),
    at('2026-06-17', 'carriers: the column that tells the region', async (stage) => {
      const { code } = look(book.catalogue, sharingNeeds.carriers.entry);
      const rule = { table: 1, column: '所在市', form: 'name' } as const;
      await setSharingReturnRule(gives(stage, 'carriers'), code, rule);
      await stage.drain();
    }),
    taken('2026-06-18', 'carriers'),
    filed('2026-11-05', 'permits'),
    filed('2026-07-20', 'batch'),
    decided('2026-07-24', 'batch', granted('交通运输部门属于目录规定的共享范围。')),
    at('2026-07-28', 'batch: sent', (stage) => sendSharedBatch(asks(stage, 'batch'), id('batch'), { format: 'csv' })),
  ];
}
