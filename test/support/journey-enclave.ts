/** Computing in the domain: a result that waits for the agency, and one that was let out. */
import { releaseEnclaveJob } from '#api/enclave/review.ts';
import { getEnclaveJob, submitEnclaveJob } from '#api/enclave/service.ts';
import type { Market } from '#test/support/market.ts';

const byRoad =
  'SELECT 路段, count(*) AS 天数, round(avg(车流量), 1) AS 日均车流量\nFROM t1\nGROUP BY 路段\nORDER BY 路段';

export async function enclaveSide(m: Market): Promise<Record<string, string>> {
  const { id: agreement } = m.agreement;
  const submit = (title: string, sql: string) =>
    submitEnclaveJob(m.developer, agreement, { title, sql, words: '研究各路段的日均车流量' });
  const done = await submit('各路段日均车流量', byRoad);
  const waiting = await submit('九月各路段车流量', byRoad.replace('FROM t1', "FROM t1 WHERE 日期 >= '2026-09-05'"));
  await m.t.drain();
  const { revision } = await getEnclaveJob(m.agency, done.id);
  await releaseEnclaveJob(m.agency, done.id, { revision, words: '汇总到路段，不涉及个人' });
  return {
    sandbox: `/datasets/${m.codes.road}/sandbox`,
    job_new: `/w/jobs/new?agreement=${agreement}`,
    job_done: `/w/jobs/${done.id}`,
    job_review: `/w/jobs/${waiting.id}`,
  };
}
