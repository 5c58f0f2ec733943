/** What owners of products owe others: an answer when a source was doubted or corrected, and their yearly disclosure. */
import { correctionBody } from '#api/feedback/contract.ts';
import { acceptCorrection, fileCorrection } from '#api/feedback/corrections.ts';
import { publishDisclosure, showDisclosureDraft } from '#api/market/disclosures/service.ts';
import { answerSourceNotice, listSourceNotices } from '#api/market/notices/service.ts';
import { type Book, look } from './book.ts';
import type { Scene } from './scene.ts';
import { password, type Stage } from './stage.ts';

export function marketScenes(book: Book): Scene[] {
  const at = (day: string, time: string, what: string, play: (stage: Stage) => Promise<unknown>): Scene => ({
    day,
    time,
    what,
    async play(stage) {
      await play(stage);
    },
  });
  const disclosed = (day: string, login: string) =>
    at(day, '16:00', `disclosure of 2025: ${login}`, async (stage) => {
      const { sha256 } = await showDisclosureDraft(stage.as(login), 2025);
      await publishDisclosure(stage.as(login), 2025, { sha256, remarks: '', password });
    });
  return [
    disclosed('2026-03-20', 'developer2'),
    disclosed('2026-03-27', 'province.transport.head'),
    at('2026-10-19', '20:00', 'a buyer doubts the flows', async (stage) => {
      const body = {
        dataset: look(book.catalogue, 'toll.flow').code,
        column: '入口流量',
        row: '某收费站 2026 年 10 月 1 日上午',
        wrong: '该站当日上午的入口流量比相邻时段少一位数。',
        right: '补足一位',
        evidence: '与同日出口流量不相称',
      };
      const filed = await fileCorrection(stage.as('buyer'), correctionBody.parse(body));
      await acceptCorrection(stage.as('province.transport'), filed.id, { revision: filed.revision });
      await stage.drain();
    }),
    // The owner of one product answers; the other one is late by now.
    at('2026-10-26', '10:40', 'the owner of the index of roads answers', async (stage) => {
      const { items } = await listSourceNotices(stage.as('developer'));
      for (const { id, revision, state } of items)
        if (state === 'open')
          await answerSourceNotice(stage.as('developer'), id, {
            revision,
            answer: 'unaffected',
            words: '指数按周汇总并剔除了离群的时段，更正后结果不变。',
            successor_no: '',
          });
    }),
  ];
}
