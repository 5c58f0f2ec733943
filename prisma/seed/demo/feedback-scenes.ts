/** Data requests in every state, with votes and dated answers. */

import { answerBody, requestBody } from '#api/feedback/contract.ts';
import { answerRequest, assignRequest, mergeRequest, returnRequest } from '#api/feedback/desk.ts';
import { fileRequest, getRequest, voteForRequest } from '#api/feedback/requests.ts';
import { type Book, look } from './book.ts';
import type { Crowd, PersonKey } from './crowd.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

interface Wish {
  readonly key: string;
  readonly day: string;
  readonly by: PersonKey;
  readonly body: Parameters<typeof requestBody.parse>[0] & object;
  readonly voters: readonly PersonKey[];
}

const wishes: readonly Wish[] = [
  {
    key: 'rain',
    day: '2026-06-24',
    by: 'hiker',
    body: {
      title: '山洪雨量站的日雨量',
      purpose: '汛期进山前查看前几日的降雨，判断沟谷是否安全。',
      columns: '站点、日期、日雨量、经纬度',
      period: '每年 6 月至 9 月',
      theme: 'emergency',
      urgency: 'soon',
    },
    voters: ['writer', 'driver', 'student', 'teacher'],
  },
  {
    key: 'tracks',
    day: '2026-09-03',
    by: 'trader',
    body: {
      title: '营运货车的逐车行驶轨迹',
      purpose: '研究煤炭运输的去向和时间。',
      columns: '车牌、时间、经纬度',
      theme: 'public_services',
    },
    voters: ['student'],
  },
  {
    key: 'county.air',
    day: '2026-09-22',
    by: 'carer',
    body: {
      title: '按县（市、区）公布空气质量日报',
      purpose: '家里有呼吸系统疾病的老人，希望看到所在县区而不是全市的空气质量。',
      columns: '县区、日期、AQI、首要污染物',
      theme: 'environment',
    },
    voters: ['writer', 'student', 'teacher', 'hiker', 'visitor'],
  },
  {
    key: 'beds',
    day: '2026-10-09',
    by: 'carer',
    body: {
      title: '医院床位使用率按月公布',
      purpose: '安排老人住院和转院时参考。',
      period: '近三年',
      theme: 'health',
    },
    voters: ['teacher', 'visitor'],
  },
  {
    key: 'county.pm',
    day: '2026-10-12',
    by: 'visitor',
    body: { title: '县区 PM2.5 浓度', purpose: '选择旅游目的地时参考县区的空气质量。', theme: 'environment' },
    voters: [],
  },
  {
    key: 'parking',
    day: '2026-10-19',
    by: 'driver',
    body: {
      title: '城市公共停车场实时余位',
      purpose: '送货进城时提前知道哪里可以停车，减少绕行。',
      theme: 'construction',
      urgency: 'soon',
      query: '停车泊位实时余位',
    },
    voters: ['writer', 'carer', 'visitor', 'trader'],
  },
  {
    key: 'matchmakers',
    day: '2026-10-26',
    by: 'writer',
    body: {
      title: '婚姻介绍机构名录',
      purpose: '核对一篇报道中提到的机构是否登记。',
      theme: 'community',
      query: '婚介机构',
    },
    voters: [],
  },
  {
    key: 'outage',
    day: '2026-11-06',
    by: 'visitor',
    body: { title: '小区昨晚停电原因', purpose: '想知道昨晚停电的原因和什么时候恢复。', theme: 'energy' },
    voters: [],
  },
  {
    key: 'arrivals',
    day: '2026-11-12',
    by: 'student',
    body: {
      title: '太原公交到站实时信息接口',
      purpose: '毕业设计分析公交准点率，也可以做成候车小程序。',
      theme: 'public_services',
      region_code: '140100',
    },
    voters: ['driver', 'teacher', 'visitor'],
  },
  {
    key: 'schools',
    day: '2026-11-18',
    by: 'teacher',
    body: {
      title: '义务教育学区划分范围',
      purpose: '帮助家长核对住址对应的学校，课堂上也可以用来讲空间数据。',
      columns: '学校名称、范围（文字或者多边形）、年度',
      theme: 'public_services',
      query: '义务教育学区',
    },
    voters: ['carer', 'writer', 'student', 'visitor', 'driver', 'hiker'],
  },
];

type Given = Omit<Parameters<typeof answerBody.parse>[0] & object, 'revision'>;

export function feedbackScenes(book: Book, people: () => Crowd): Scene[] {
  const ids = new Map<string, string>();
  const code = (key: string) => look(book.catalogue, key).code;
  const seen = async (stage: Stage, key: string) => {
    const { id, revision } = await getRequest(stage.as('province.information'), look(ids, key));
    return { id, revision };
  };
  const assign = async (stage: Stage, key: string, agency: string) => {
    const { id, revision } = await seen(stage, key);
    const department = `${agency.split('.')[0]}.information`;
    await assignRequest(stage.as(department), id, { revision, agency: stage.organization(agency).uscc });
  };
  const answer = async (stage: Stage, key: string, agency: string, given: Given) => {
    const { id, revision } = await seen(stage, key);
    await answerRequest(stage.as(agency), id, answerBody.parse({ ...given, revision }));
  };
  const on = (day: string, time: string, what: string, play: Scene['play']): Scene => ({ day, time, what, play });
  return [
    ...wishes.map(({ key, day, by, body, voters }) =>
      on(day, '19:00', `request: ${key}`, async () => {
        const { id } = await fileRequest(people().ctx(by), requestBody.parse(body));
        ids.set(key, id);
        for (const voter of voters) await voteForRequest(people().ctx(voter), id);
      }),
    ),
    on('2026-06-25', '14:00', 'rain: assigned', (stage) => assign(stage, 'rain', 'province.emergency')),
    on('2026-07-03', '14:00', 'rain: opening promised', (stage) =>
      answer(stage, 'rain', 'province.emergency', {
        kind: 'promise',
        text: '已列入三季度开放计划，整理站点坐标后开放当年汛期数据。',
        promised_on: '2026-08-31',
      }),
    ),
    on('2026-08-14', '14:00', 'rain: opened', (stage) =>
      answer(stage, 'rain', 'province.emergency', {
        kind: 'open',
        text: '已开放，每月追加。历史年份正在核对，完成后另行开放。',
        dataset: code('rain.gauges'),
      }),
    ),
    on('2026-09-04', '14:00', 'tracks: assigned', (stage) => assign(stage, 'tracks', 'province.transport')),
    on('2026-09-11', '14:00', 'tracks: refused', (stage) =>
      answer(stage, 'tracks', 'province.transport', {
        kind: 'refuse',
        text: '逐车轨迹可以识别到特定车辆和驾驶人，属于个人信息和企业经营信息，不予开放。研究货运流向可以使用国省干线公路交通量调查月度数据，或者按程序申请收费站流量数据的授权开发。',
        legal_basis: '《中华人民共和国个人信息保护法》第十三条；《山西省政务数据管理应用条例》第十五条',
        remedy: '对答复有异议的，可以向省级政务信息管理部门提出复核；也可以依法申请行政复议或者提起行政诉讼。',
      }),
    ),
    on('2026-09-23', '14:00', 'county air: assigned', (stage) => assign(stage, 'county.air', 'province.ecology')),
    on('2026-09-30', '14:00', 'county air: opening promised', (stage) =>
      answer(stage, 'county.air', 'province.ecology', {
        kind: 'promise',
        text: '县级站点数据正在质控，计划年底前以日报形式开放，先行开放 2025 年以来数据。',
        promised_on: '2026-12-31',
      }),
    ),
    on('2026-10-12', '14:00', 'beds: assigned', (stage) => assign(stage, 'beds', 'province.health')),
    on('2026-10-14', '16:00', 'county PM2.5: merged', async (stage) => {
      const { id, revision } = await seen(stage, 'county.pm');
      await mergeRequest(stage.as('province.information'), id, {
        revision,
        into: look(ids, 'county.air'),
        text: '与已有需求相同，合并办理，支持数一并计入。',
      });
    }),
    on('2026-10-22', '14:00', 'beds: partly', (stage) =>
      answer(stage, 'beds', 'province.health', {
        kind: 'partly',
        text: '各医疗机构的核定床位已开放；逐日运行数据按有条件开放，限公共卫生和健康管理服务，可以申请。',
        dataset: code('hospitals'),
      }),
    ),
    // Nobody has answered it since: its day is long past at the end of the story.
    on('2026-10-20', '14:00', 'parking: assigned', (stage) => assign(stage, 'parking', 'province.housing')),
    on('2026-10-27', '14:00', 'matchmakers: assigned', (stage) => assign(stage, 'matchmakers', 'province.civil')),
    on('2026-11-03', '14:00', 'matchmakers: not held', (stage) =>
      answer(stage, 'matchmakers', 'province.civil', {
        kind: 'not_held',
        text: '婚姻介绍机构不由民政部门登记，本单位不掌握。',
        holder: '各级市场监督管理部门（登记为企业的）',
      }),
    ),
    on('2026-11-09', '14:00', 'outage: returned', async (stage) => {
      const { id, revision } = await seen(stage, 'outage');
      await returnRequest(stage.as('province.information'), id, {
        revision,
        text: '停电咨询不属于数据需求，请拨打供电服务热线 95598。',
        hide: false,
      });
    }),
    on('2026-11-13', '14:00', 'arrivals: assigned', (stage) => assign(stage, 'arrivals', 'taiyuan.transport')),
  ];
}
