/** What cannot be drawn of a table, and what cannot be saved or embedded: each by its name. */
import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuseView = defineRefusals({
  'datasets.view_not_found': { status: 404, zh: '没有这个视图。', en: 'There is no such view.' },
  'datasets.view_not_kept': {
    status: 404,
    zh: '您的视图中没有这一个。',
    en: 'It is not among the views you keep.',
  },
  'datasets.view_title': {
    status: 422,
    zh: '标题须为 1 至 120 个字的纯文本，不得含有标记（<…>）、网址或控制字符。',
    en: 'A title is 1 to 120 characters of plain text, without markup (<…>), web addresses or control characters.',
  },
  'datasets.view_too_many': {
    status: 429,
    zh: '保存视图过于频繁：每个网络地址每小时最多 {{limit}} 个。请稍后再试；已保存的视图不受影响。',
    en: 'Too many views were saved from this network address: at most {{limit}} an hour. Try again later; saved views are not affected.',
  },
  'datasets.oembed_address': {
    status: 404,
    zh: '这个地址不是本平台的视图地址，应为 {{example}}。',
    en: 'This is not the address of a view on this platform; it looks like {{example}}.',
  },
  'datasets.oembed_format': {
    status: 501,
    zh: 'oEmbed 只以 JSON 回答（format=json）。',
    en: 'oEmbed is answered in JSON only (format=json).',
  },
  'datasets.chart_column': {
    status: 422,
    zh: '表中没有“{{column}}”列，无法画图。',
    en: 'The table has no column "{{column}}" to draw.',
  },
  'datasets.chart_scatter_text': {
    status: 422,
    zh: '散点图的两个轴都须是数值列，“{{column}}”不是。请改用柱状图，或另选一列。',
    en: 'Both axes of a scatter plot hold numbers; "{{column}}" does not. Choose bars or another column.',
  },
  'datasets.chart_histogram_text': {
    status: 422,
    zh: '直方图只能画数值列，“{{column}}”不是。请改用柱状图。',
    en: 'A histogram shows a column of numbers; "{{column}}" is none. Choose bars.',
  },
  'datasets.chart_line_text': {
    status: 422,
    zh: '折线图和面积图的横轴须有先后（日期或数值），“{{column}}”没有。请改用柱状图。',
    en: 'The axis of a line or area has an order (dates or numbers); "{{column}}" has none. Choose bars.',
  },
  'datasets.chart_needs_y': {
    status: 422,
    zh: '“{{measure}}”须选择一个数值列。',
    en: 'Choose the column for "{{measure_en}}".',
  },
  'datasets.chart_measure_text': {
    status: 422,
    zh: '“{{column}}”不是数值，不能求{{measure}}。可改为统计行数或不同值个数。',
    en: '"{{column}}" holds no numbers, so there is no {{measure_en}} of it. Count rows or distinct values instead.',
  },
  'datasets.chart_pie_measure': {
    status: 422,
    zh: '饼图表示部分占整体的份额，只能用行数或合计，不能用“{{measure}}”。请改用柱状图。',
    en: 'A pie shows parts of a whole: rows or sums, not "{{measure_en}}". Choose bars.',
  },
  'datasets.chart_pie_negative': {
    status: 422,
    zh: '“{{column}}”含有负数，不能画成饼图。请改用柱状图。',
    en: '"{{column}}" holds negative values, which no pie can show. Choose bars.',
  },
  'datasets.chart_unit': {
    status: 422,
    zh: '“{{column}}”不是日期，不能按时间单位分组。',
    en: '"{{column}}" holds no dates and cannot be grouped by a unit of time.',
  },
  'datasets.chart_pie_series': {
    status: 422,
    zh: '饼图和直方图不能再按“{{column}}”分组。请改用柱状图。',
    en: 'A pie or histogram cannot be split by "{{column}}". Choose bars.',
  },
  'datasets.map_no_place': {
    status: 422,
    zh: '这张表没有坐标，也没有几何图形，不能画出位置。',
    en: 'This table has neither coordinates nor geometries to draw.',
  },
  'datasets.map_region_text': {
    status: 422,
    zh: '“{{column}}”不是地区名称或区划代码，不能按地区画图。',
    en: '"{{column}}" holds neither names nor codes of regions.',
  },
  'datasets.map_measure': {
    status: 422,
    zh: '“{{measure}}”不能由各行合并到市，地图只画行数、合计、平均、最小值和最大值。',
    en: '"{{measure_en}}" cannot be put together for a city; maps show rows, sums, means, least and greatest values.',
  },
});
