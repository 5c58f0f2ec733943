/** What people made of the data, and what they think of it. */
import { decideComment, replyToComment } from '#api/reuses/comments.ts';
import { decideReuse } from '#api/reuses/moderate.ts';
import { addPicture } from '#api/reuses/pictures.ts';
import { rateDataset } from '#api/reuses/ratings.ts';
import type { ReuseKind } from '#api/reuses/rules/codes.ts';
import { ratingBody, reuseBody, reuseDecisionBody } from '#api/reuses/rules/shapes.ts';
import { createReuse } from '#api/reuses/submit.ts';
import { type Book, look } from './book.ts';
import { type Cover, cover } from './covers.ts';
import type { Crowd, PersonKey } from './crowd.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

interface Work {
  readonly by: PersonKey;
  readonly author: string;
  readonly kind: ReuseKind;
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly of: readonly string[];
  readonly cover: Cover;
  /** What the department says; it has not looked yet when absent. */
  readonly decided?: readonly ['publish' | 'return', reason: string];
}

const works: readonly Work[] = [
  {
    by: 'writer',
    author: '数据新闻组（演示）',
    kind: 'visualisation',
    title: '十一座城市的一千个日子：山西空气日历',
    description:
      '把设区市环境空气质量日报画成日历，每天一格，颜色按 AQI 类别。点开一格可以看到六项污染物，并与上一年同日比较。\n采暖季和沙尘天气一眼可见。',
    url: 'https://air.story.example/calendar',
    of: ['air.daily', 'air.hourly'],
    cover: 'cells',
    decided: ['publish', ''],
  },
  {
    by: 'driver',
    author: '晋路通（演示）',
    kind: 'app',
    title: '服务区与充电桩查询',
    description:
      '货车和新能源车司机在出发前查看沿途服务区的车位、加油、充电和换电设施，按路线筛选，断网时也能使用已下载的数据。',
    url: 'https://stops.road.example/',
    of: ['service.areas', 'charging.stations', 'toll.stations'],
    cover: 'map',
    decided: ['publish', ''],
  },
  {
    by: 'trader',
    author: '能源经济研究小组（演示）',
    kind: 'paper',
    title: '坑口价格对公路运量的影响：2022—2026',
    description:
      '以煤炭坑口价格周报和国省干线交通量调查数据，估计价格变动对货车交通量的滞后影响。附可以复现的代码和所引用的数据版本。',
    url: 'https://papers.campus.example/coal-and-roads',
    of: ['coal.prices', 'road.counts'],
    cover: 'lines',
    decided: ['publish', ''],
  },
  {
    by: 'teacher',
    author: '高中数学备课组（演示）',
    kind: 'teaching',
    title: '用家乡的数据学统计',
    description:
      '六个课时的教案：用历年主要指标讲折线图和增长率，用空气质量讲直方图和分位数，用景区名录讲分类变量。学生可以直接下载课上用的表格。',
    url: 'https://maths.school.example/shanxi',
    of: ['yearbook', 'air.daily', 'scenic.list'],
    cover: 'bars',
    decided: ['publish', ''],
  },
  {
    by: 'hiker',
    author: '户外爱好者（演示）',
    kind: 'app',
    title: '保护区和森林公园徒步指南',
    description: '在地图上查看自然保护区和森林公园的范围，提示哪些区域不能进入，哪些步道可以通行。',
    url: 'https://walks.outdoor.example/',
    of: ['nature.reserves'],
    cover: 'map',
    decided: ['return', '范围数据为示意，不作为管理依据：请在页面显著位置写明，并注明数据来源和获取日期后重新提交。'],
  },
  {
    by: 'writer',
    author: '数据新闻组（演示）',
    kind: 'news',
    title: '这个汛期，雨下在了哪里',
    description: '根据山洪灾害监测雨量站的日雨量，回顾今年汛期四次主要降雨过程的范围和强度。',
    url: 'https://rain.story.example/2026',
    of: ['rain.gauges', 'warnings'],
    cover: 'lines',
  },
];

interface Opinion {
  readonly by: PersonKey;
  readonly of: string;
  readonly stars: number;
  readonly comment?: string;
  readonly decided?: 'publish' | 'advertising';
  /** By the steward of the entry. */
  readonly reply?: string;
}

const opinions: readonly Opinion[] = [
  {
    by: 'trader',
    of: 'coal.prices',
    stars: 5,
    comment: '每周五准时更新，规格划分清楚。希望增加运费口径的说明。',
    decided: 'publish',
    reply: '谢谢。坑口价不含运费，口径说明已列入下一次修订。',
  },
  {
    by: 'student',
    of: 'coal.prices',
    stars: 4,
    comment: '历史数据完整，引用格式可以直接用在论文里。',
    decided: 'publish',
  },
  { by: 'writer', of: 'coal.prices', stars: 5 },
  { by: 'driver', of: 'coal.prices', stars: 4 },
  {
    by: 'writer',
    of: 'air.daily',
    stars: 5,
    comment: '从 2024 年起每天都有，缺测的日子也标出来了，做日历图很方便。',
    decided: 'publish',
  },
  { by: 'teacher', of: 'air.daily', stars: 5, comment: '课堂上学生自己就能画图。', decided: 'publish' },
  { by: 'carer', of: 'air.daily', stars: 3, comment: '希望能细到县区。', decided: 'publish' },
  { by: 'visitor', of: 'air.daily', stars: 1, comment: '低价出售空气净化器，欢迎咨询！', decided: 'advertising' },
  {
    by: 'driver',
    of: 'service.areas',
    stars: 4,
    comment: '有的服务区大车位已经改成小车位了，和实际不一样。',
    decided: 'publish',
    reply: '已转各路公司核对，下季度版本更新。也可以在“数据校核”中提出具体站点。',
  },
  { by: 'hiker', of: 'service.areas', stars: 5 },
  { by: 'visitor', of: 'service.areas', stars: 4, comment: '要是能看到充电桩实时是否空闲就更好了。' },
  { by: 'carer', of: 'care.homes', stars: 4, comment: '收费区间有用，建议增加是否有空床位。', decided: 'publish' },
];

export function showcaseScenes(book: Book, people: () => Crowd, stewardOf: (key: string) => string): Scene[] {
  const department = 'province.information';
  const code = (key: string) => look(book.catalogue, key).code;
  const sent: { work: Work; id: string; revision: number }[] = [];
  const send = async (work: Work) => {
    const ctx = () => people().ctx(work.by);
    const { id: picture } = await addPicture(ctx(), chunks(cover(work.cover)));
    const { author: author_name, kind, title, description, url } = work;
    const datasets = work.of.map(code);
    const made = await createReuse(
      ctx(),
      reuseBody.parse({ title, kind, description, url, author_name, datasets, picture }),
    );
    sent.push({ work, id: made.id, revision: made.own?.revision ?? 1 });
  };
  const decide = async (stage: Stage) => {
    for (const { work, id, revision } of sent.splice(0)) {
      if (work.decided === undefined) continue;
      const [decision, reason] = work.decided;
      await decideReuse(stage.as(department), id, reuseDecisionBody.parse({ revision, decision, reason }));
    }
    await stage.drain();
  };
  const early = works.slice(0, 2);
  return [
    { day: '2026-09-24', time: '20:00', what: 'two reuses are sent', play: () => each(early, send) },
    { day: '2026-09-25', time: '15:00', what: 'reuses are let through', play: decide },
    {
      day: '2026-10-30',
      time: '20:00',
      what: 'datasets are rated',
      play: (stage) => each(opinions, (one) => opine(stage, people(), code(one.of), one, stewardOf(one.of))),
    },
    { day: '2026-11-11', time: '20:00', what: 'more reuses', play: () => each(works.slice(2, 5), send) },
    { day: '2026-11-12', time: '16:00', what: 'reuses are decided on', play: decide },
    { day: '2026-11-17', time: '21:00', what: 'a reuse that waits', play: () => each(works.slice(5), send) },
  ];
}

async function opine(stage: Stage, people: Crowd, code: string, one: Opinion, steward: string): Promise<void> {
  const { stars, comment = '', decided, reply } = one;
  const rating = await rateDataset(people.ctx(one.by), code, ratingBody.parse({ stars, comment }));
  if (decided === undefined) return;
  await decideComment(stage.as('province.information'), rating.id, {
    revision: rating.revision,
    ...(decided === 'publish' ? { decision: 'publish' } : { decision: 'reject', reason: decided }),
  });
  if (reply !== undefined) await replyToComment(stage.as(steward), rating.id, { text: reply, number: 0 });
}

async function each<T>(list: readonly T[], run: (one: T) => Promise<unknown>): Promise<void> {
  for (const one of list) await run(one);
}

async function* chunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
