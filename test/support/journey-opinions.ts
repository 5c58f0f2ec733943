/** What people made of the data and think of it, in the scene of the page tests: shown, waiting, reported, answered. */
import { decideComment, replyToComment } from '#api/reuses/comments.ts';
import { decideReuse } from '#api/reuses/moderate.ts';
import { addPicture } from '#api/reuses/pictures.ts';
import { rateDataset } from '#api/reuses/ratings.ts';
import { ratingBody, reuseBody, reuseDecisionBody } from '#api/reuses/rules/shapes.ts';
import { createReuse } from '#api/reuses/submit.ts';
import { mailbox } from '#test/support/mailbox.ts';
import type { Market } from '#test/support/market.ts';
import { png } from '#test/support/pictures.ts';

async function* bytes(of: Uint8Array) {
  yield of;
}

/** @returns addresses by name. The author of the reuses is the developer. */
export async function opinions(m: Market, code: string): Promise<Record<string, string>> {
  const { t, developer, reviewer, agency } = m;
  const picture = await addPicture(developer, bytes(png(640, 360)));
  const body = (over: object) =>
    reuseBody.parse({
      title: '收费站通行时段助手',
      kind: 'app',
      description: '根据收费站车道数推荐通行时段的小程序。\n每日更新，免费使用。',
      url: 'https://travel.example.org/shanxi',
      author_name: '晋行数据工作室',
      datasets: [code],
      ...over,
    });
  const shown = await createReuse(developer, body({ picture: picture.id }));
  await decideReuse(reviewer, shown.id, reuseDecisionBody.parse({ revision: 1, decision: 'publish' }));
  const waiting = await createReuse(developer, body({ title: '车道数与车流研究', kind: 'paper' }));
  const texts = ['字段齐全，可以直接用。', '希望补充经纬度。', '更新及时。', null];
  for (const [at, comment] of texts.entries()) {
    const reader = await mailbox(t, `opinion${at}@example.cn`);
    const given = ratingBody.parse({ stars: 5 - (at % 3), ...(comment === null ? {} : { comment }) });
    const { id } = await rateDataset(reader.ctx, code, given);
    if (at > 1) continue;
    await decideComment(reviewer, id, { revision: 1, decision: 'publish' });
    if (at === 1) await replyToComment(agency, id, { text: '下一版补充经纬度，预计十二月发布。', number: 0 });
  }
  return {
    reuse: `/reuses/${shown.id}`,
    reuse_edit: `/reuses/${shown.id}/edit`,
    reuse_case: `/w/reuses/${waiting.id}`,
    reuse_waiting: `/reuses/${waiting.id}`,
    ratings: `/datasets/${code}/ratings`,
  };
}
