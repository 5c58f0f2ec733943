/** Views that readers saved: every kind of chart, a map of places, one of regions, a table. */
import type { z } from 'zod';
import type { viewBody } from '#api/datasets/views-contract.ts';

type Body = z.input<typeof viewBody>;
type Chart = Extract<Body['view'], { kind: 'chart' }>['chart'];

export interface ViewSpecimen {
  /** Key of the entry. */
  readonly of: string;
  readonly title: string;
  readonly view: Body['view'];
  readonly table?: number;
}

const chart = (spec: Chart, ...filters: string[]): Body['view'] => ({ kind: 'chart', chart: spec, filters });

export const specimens: readonly ViewSpecimen[] = [
  {
    of: 'coal.prices',
    title: '煤炭坑口价格走势（2022 年以来，分煤种）',
    view: chart({ kind: 'line', x: '发布日期', unit: 'month', measure: 'avg', y: '坑口价', series: '煤种' }),
  },
  {
    of: 'power.monthly',
    title: '全省光伏发电量逐月变化',
    view: chart({ kind: 'area', x: 'month', measure: 'sum', y: 'solar' }),
  },
  {
    of: 'gdp.city',
    title: '2025 年分市地区生产总值',
    view: chart({ kind: 'bar', x: '城市', measure: 'sum', y: '地区生产总值' }, '年度:eq:2025', '季度:eq:4'),
  },
  {
    of: 'accidents',
    title: '生产安全事故的行业构成（2021 年以来）',
    view: chart({ kind: 'pie', x: '行业', measure: 'sum', y: '事故起数' }),
  },
  {
    of: 'air.daily',
    title: 'PM2.5 与 PM10 的关系（太原市，2026 年）',
    view: chart({ kind: 'scatter', x: 'PM10', y: 'PM2.5' }, '城市:eq:太原市', '日期:gte:2026-01-01'),
  },
  {
    of: 'road.weather',
    title: '高速公路路面温度分布',
    view: chart({ kind: 'histogram', x: '路面温度', bins: 24 }),
  },
  {
    of: 'air.daily',
    title: '各市 PM2.5 年平均浓度地图（2025 年）',
    view: {
      kind: 'map',
      map: { by: 'region', column: '城市', measure: 'avg', y: 'PM2.5' },
      filters: ['日期:between:2025-01-01,2025-12-31'],
    },
  },
  {
    of: 'toll.stations',
    title: '高速公路收费站在哪里',
    view: { kind: 'map', map: { by: 'place', column: '收费站名称' } },
  },
  {
    of: 'nature.reserves',
    title: '自然保护区和森林公园范围',
    view: { kind: 'map', map: { by: 'place', column: '名称' } },
  },
  {
    of: 'service.areas',
    title: '充电桩最多的服务区',
    view: {
      kind: 'table',
      sort: ['-充电桩数'],
      columns: ['服务区名称', '路线名称', '市', '充电桩数', '小客车停车位', '换电站'],
    },
  },
  {
    of: 'wholesale.daily',
    title: '近三个月蔬菜批发均价',
    view: chart({ kind: 'line', x: '日期', unit: 'week', measure: 'avg', y: '大宗价', series: '品种' }, '类别:eq:蔬菜'),
  },
  {
    of: 'yearbook',
    title: '十年来全省地区生产总值',
    view: chart({ kind: 'bar', x: '年度', measure: 'sum', y: '地区生产总值' }),
  },
];

/** Filtered views that somebody cites. */
export const cited: readonly {
  readonly of: string;
  readonly filter: readonly string[];
  readonly sort: readonly string[];
  readonly columns: readonly string[];
}[] = [
  {
    of: 'coal.prices',
    filter: ['煤种:eq:主焦煤', '产地:eq:吕梁市'],
    sort: ['发布日期'],
    columns: ['发布日期', '规格', '坑口价'],
  },
  {
    of: 'air.daily',
    filter: ['城市:eq:太原市', '日期:gte:2025-11-15'],
    sort: ['日期'],
    columns: ['日期', 'AQI', 'PM2.5'],
  },
  { of: 'mines.standard', filter: ['标准化等级:eq:一级'], sort: ['煤矿名称'], columns: [] },
];

/** What was searched in vain, and how often: what nobody has opened yet. */
export const misses: readonly (readonly [text: string, times: number])[] = [
  ['义务教育学区', 7],
  ['停车泊位实时余位', 5],
  ['房屋网签备案', 4],
  ['婚介机构', 2],
  ['共享单车投放', 3],
  ['垃圾分类投放点', 3],
  ['殡葬服务收费', 2],
];
