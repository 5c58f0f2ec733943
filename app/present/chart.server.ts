/** Charts drawn on the server as plain SVG: readable without JavaScript, no inline style for the policy to refuse. */
import { BarChart, LineChart, PieChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { roughText } from './format.ts';
import type { Locale } from './words.ts';

use([BarChart, LineChart, PieChart, ScatterChart, GridComponent, LegendComponent, SVGRenderer]);

export interface ChartData {
  readonly title: string;
  /** Unit of the values, shown with the title and in the table's head. */
  readonly unit: string | null;
  readonly points: readonly { readonly label: string; readonly value: number }[];
  /** Head of the column of labels. */
  readonly labelHead: string;
  /** Where the figures are from and of which day; shown below. */
  readonly source: string;
}

export interface ChartView extends ChartData {
  readonly svg: string;
}

const ink = '#17202a';
const soft = '#4b5663';
const blue = '#123f73';
const family =
  'PingFang SC, Hiragino Sans GB, Microsoft YaHei, Noto Sans SC, Noto Sans CJK SC, Noto Sans SC Variable, sans-serif';
/** As drawn; on a wide page a chart is not blown up, on a phone it scrolls rather than shrink to nothing. */
const width = 560;

/** Lying bars for named things (up to some 30), each labelled with its value; zero baseline. */
export function barChart(data: ChartData, locale: Locale): ChartView {
  const longest = Math.max(0, ...data.points.map((point) => textWidth(point.label)));
  const labels = Math.min(220, longest);
  return draw(data, data.points.length * 30 + 16, {
    grid: { left: labels + 14, right: 84, top: 4, bottom: 8 },
    xAxis: { type: 'value', show: false, min: (v: { min: number }) => Math.min(0, v.min) },
    yAxis: {
      type: 'category',
      inverse: true,
      data: data.points.map((point) => point.label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: soft } },
      axisLabel: { color: ink, fontSize: 14, fontFamily: family, width: labels + 4, overflow: 'truncate' },
    },
    series: [series(data, '62%', 'right', locale, true)],
  });
}

/** Standing bars without gaps for consecutive ranges; zero baseline. */
export function histogram(data: ChartData, locale: Locale): ChartView {
  const crowded = data.points.length > 10;
  return draw(data, 280, {
    grid: { left: 56, right: 12, top: 26, bottom: 34 },
    xAxis: {
      type: 'category',
      data: data.points.map((point) => point.label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: soft } },
      axisLabel: { color: ink, fontSize: 13, fontFamily: family, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: (v: { min: number }) => Math.min(0, v.min),
      splitNumber: 4,
      splitLine: { lineStyle: { color: '#dcd9cf' } },
      axisLabel: {
        color: soft,
        fontSize: 13,
        fontFamily: family,
        formatter: (value: number) => roughText(value, locale),
      },
    },
    series: [series(data, '92%', 'top', locale, !crowded)],
  });
}

function series(data: ChartData, barWidth: string, position: 'right' | 'top', locale: Locale, labelled: boolean) {
  return {
    type: 'bar',
    silent: true,
    emphasis: { disabled: true },
    barWidth,
    itemStyle: { color: blue },
    data: data.points.map((point) => point.value),
    label: {
      show: labelled,
      position,
      color: ink,
      fontSize: 13,
      fontFamily: family,
      formatter: ({ value }: { value: unknown }) => roughText(Number(value), locale),
    },
  };
}

function draw(data: ChartData, height: number, option: object): ChartView {
  return { ...data, svg: drawSvg(option, { width, height }) };
}

/** Any ECharts option as SVG of that size. */
export function drawSvg(option: object, size: { readonly width: number; readonly height: number }): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: size.width, height: size.height });
  try {
    chart.setOption({ animation: false, ...option });
    return withoutStyles(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** ECharts writes `style="…"` and a `<style>`; `style-src 'self'` refuses both, attributes say the same. */
function withoutStyles(svg: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<\?xml[^>]*\?>/g, '')
    .replace(/ style="([^"]*)"/g, (_, css: string) =>
      css
        .split(';')
        .map((rule) => /^\s*([a-z-]+)\s*:\s*(.+?)\s*$/.exec(rule))
        .filter((match) => match !== null)
        .filter(([, name]) => name !== 'user-select' && name !== 'position' && name !== 'cursor')
        .map(([, name, value]) => ` ${name}="${(value ?? '').replaceAll('"', '&quot;')}"`)
        .join(''),
    )
    .replace('<svg ', '<svg aria-hidden="true" focusable="false" ');
}

/** Roughly: a Chinese character is as wide as the type is tall, a Latin one half of that. */
function textWidth(text: string): number {
  let size = 0;
  for (const character of text) size += (character.codePointAt(0) ?? 0) > 0x2e7f ? 14 : 7.6;
  return size;
}
