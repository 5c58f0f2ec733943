/** Statements that run where the data lies: one answer let out, one that waits for its review. */
import { releaseEnclaveJob } from '#api/enclave/review.ts';
import { getEnclaveJob, submitEnclaveJob } from '#api/enclave/service.ts';
import type { Day } from '#api/kernel/time.ts';
import { type Book, look } from './book.ts';
import { cases } from './cases.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const { agency, developer } = cases.outpatients;

export function domainScenes(book: Book): Scene[] {
  let first = '';
  const submit = async (stage: Stage, title: string, words: string, sql: string) => {
    const job = await submitEnclaveJob(stage.as(developer), look(book.agreements, 'outpatients'), {
      title,
      sql,
      words,
      purpose: undefined,
    });
    await stage.drain();
    return job.id;
  };
  const at = (day: Day, time: string, what: string, play: Scene['play']): Scene => ({ day, time, what, play });
  return [
    at('2026-10-12', '10:40', 'a statement runs in the domain', async (stage) => {
      first = await submit(
        stage,
        '床位使用率分档天数',
        '为季节指数确定床位紧张程度的分档，只使用汇总数字。',
        'SELECT CASE WHEN "床位使用率" >= 90 THEN \'紧张\' WHEN "床位使用率" >= 70 THEN \'适中\' ELSE \'宽松\' END AS "分档", count(*) AS "机构日数", round(avg("门急诊人次"), 0) AS "平均门急诊人次" FROM t1 GROUP BY 1 ORDER BY 1',
      );
    }),
    at('2026-10-13', '09:50', 'its result is let out', async (stage) => {
      const { revision } = await getEnclaveJob(stage.as(agency), first);
      await releaseEnclaveJob(stage.as(agency), first, {
        revision,
        words: '各组机构日数充足，不含单个机构，准予带出。',
      });
      await stage.drain();
    }),
    at('2026-11-18', '10:40', 'another statement; the agency has to review its result', async (stage) => {
      await submit(
        stage,
        '各机构平均床位使用率',
        '核对指数与机构规模的关系。',
        'SELECT "机构编码", count(*) AS "天数", round(avg("床位使用率"), 1) AS "平均床位使用率" FROM t1 GROUP BY "机构编码" ORDER BY "机构编码"',
      );
    }),
  ];
}
