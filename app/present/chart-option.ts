/** A chart model as ECharts draws it; the same for the server's SVG and the browser's canvas. Pure. */
import type { ChartModel } from './chart-model.ts';
import { roughText } from './format.ts';
import type { Locale } from './words.ts';

export interface Theme {
  readonly ink: string;
  readonly soft: string;
  readonly rule: string;
  readonly paper: string;
  /** Told apart by lightness too, so that they hold without colour. */
  readonly colours: readonly string[];
}

export const light: Theme = {
  ink: '#17202a',
  soft: '#4b5663',
  rule: '#dcd9cf',
  paper: '#ffffff',
  colours: ['#123f73', '#d07a1f', '#1a6544', '#8a4f9e', '#2f8fa3', '#a8566b', '#757b84'],
};
export const dark: Theme = {
  ink: '#f1efe8',
  soft: '#c3c8cf',
  rule: '#3c4753',
  paper: '#17202a',
  colours: ['#8fb8e8', '#f0b06a', '#7fcfa6', '#cf9fe0', '#7fd0de', '#eba0b3', '#b8bec6'],
};

export const family =
  'PingFang SC, Hiragino Sans GB, Microsoft YaHei, Noto Sans SC, Noto Sans CJK SC, Noto Sans SC Variable, sans-serif';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Drawing extends Size {
  readonly locale: Locale;
  readonly theme: Theme;
  /** True in the browser: answers the pointer. */
  readonly live: boolean;
}

const symbols = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'emptyCircle', 'emptyRect'];
const dashes = ['solid', 'dashed', 'dotted', 'solid', 'dashed', 'dotted', 'solid'] as const;

/** Bars lie where they are named by words, and stand where they follow each other. */
const lying = ({ kind, ordered }: ChartModel): boolean => kind === 'bar' && !ordered;

/** How tall a chart of this width wants to be. */
export function heightOf(model: ChartModel, width: number): number {
  if (!lying(model)) return model.kind === 'pie' ? 340 : width < 480 ? 280 : 360;
  const bars = model.series.length > 1 && !model.additive ? model.series.length * 14 + 12 : 30;
  const rows = model.labels.length * bars;
  return Math.max(120, rows + 20 + (model.series.length > 1 ? 34 : 0));
}

/** Roughly: a Chinese character is as wide as the type is tall, a Latin one half of that. */
export function textPixels(text: string): number {
  let size = 0;
  for (const character of text) size += (character.codePointAt(0) ?? 0) > 0x2e7f ? 14 : 7.6;
  return size;
}

export function optionOf(model: ChartModel, drawing: Drawing): object {
  const { theme, live, locale } = drawing;
  const type = { fontSize: 13, fontFamily: family, color: theme.ink };
  const several = model.series.length > 1;
  const rough = (value: number) => roughText(value, locale);
  const base = {
    animation: live,
    animationDuration: 300,
    color: [...theme.colours],
    textStyle: { fontFamily: family },
    // Drawn into the canvas: markup with style attributes is refused by the policy.
    ...(live
      ? {
          tooltip: {
            trigger: model.kind === 'scatter' || model.kind === 'pie' ? 'item' : 'axis',
            renderMode: 'richText',
            confine: true,
            backgroundColor: theme.paper,
            borderColor: theme.rule,
            textStyle: { color: theme.ink, fontFamily: family, fontSize: 13 },
            axisPointer: { type: model.kind === 'bar' || model.kind === 'histogram' ? 'shadow' : 'line' },
          },
        }
      : {}),
    ...(several && model.kind !== 'pie'
      ? { legend: { top: 0, left: 0, itemGap: 14, textStyle: type, icon: undefined } }
      : {}),
  };
  const quiet = live ? {} : { silent: true, emphasis: { disabled: true } };
  if (model.kind === 'pie') return { ...base, series: [pie(model, theme, locale, quiet, type)] };
  const top = several ? 40 : 26;
  const nameStyle = { ...type, color: theme.soft };
  const valueAxis = {
    type: 'value',
    splitNumber: 4,
    splitLine: { lineStyle: { color: theme.rule } },
    axisLabel: { ...type, color: theme.soft, formatter: rough },
  };
  if (lying(model)) {
    const labels = Math.min(drawing.width * 0.36, Math.max(0, ...model.labels.map(textPixels)));
    return {
      ...base,
      grid: { left: labels + 14, right: 84, top: several ? 34 : 4, bottom: 8 },
      xAxis: { type: 'value', show: false, min: (v: { min: number }) => Math.min(0, v.min) },
      yAxis: {
        type: 'category',
        inverse: true,
        data: [...model.labels],
        axisTick: { show: false },
        axisLine: { lineStyle: { color: theme.soft } },
        axisLabel: { ...type, fontSize: 14, width: labels + 4, overflow: 'truncate', interval: 0 },
      },
      series: model.series.map(({ name, values }) => ({
        ...quiet,
        type: 'bar',
        name: several ? name : model.yName,
        ...(several && model.additive ? { stack: 'all' } : {}),
        barMaxWidth: 22,
        data: [...values],
        label: {
          show: !several,
          position: 'right',
          ...type,
          formatter: ({ value }: { value: unknown }) =>
            value === null || value === undefined ? '' : rough(Number(value)),
        },
      })),
    };
  }
  if (model.kind === 'scatter') {
    return {
      ...base,
      grid: { left: 64, right: 20, top, bottom: 48 },
      xAxis: {
        ...valueAxis,
        scale: true,
        name: model.xName,
        nameLocation: 'middle',
        nameGap: 30,
        nameTextStyle: nameStyle,
      },
      yAxis: { ...valueAxis, scale: true },
      series: model.series.map(({ name, points = [] }, at) => ({
        ...quiet,
        type: 'scatter',
        name: several ? name : model.yName,
        symbol: symbols[at % symbols.length],
        symbolSize: points.length > 400 ? 5 : 8,
        itemStyle: { opacity: 0.65 },
        data: points.map((point) => [...point]),
      })),
    };
  }
  const standing = model.kind === 'bar' || model.kind === 'histogram';
  const few = model.labels.length <= 10 && !several;
  return {
    ...base,
    grid: { left: 64, right: several ? 20 : 28, top, bottom: 34 },
    xAxis: {
      type: 'category',
      boundaryGap: standing,
      data: [...model.labels],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.soft } },
      axisLabel: { ...type, hideOverlap: true },
    },
    // Bars and areas tell by their length: they begin at nothing.
    yAxis:
      standing || model.kind === 'area'
        ? { ...valueAxis, min: (v: { min: number }) => Math.min(0, v.min) }
        : { ...valueAxis, scale: true },
    series: model.series.map(({ name, values }, at) => ({
      ...quiet,
      type: standing ? 'bar' : 'line',
      name: several ? name : model.yName,
      data: [...values],
      ...(standing
        ? { barWidth: several ? undefined : model.kind === 'histogram' ? '92%' : '70%', barMaxWidth: 60 }
        : {}),
      ...(standing && several && model.additive ? { stack: 'all' } : {}),
      ...(model.kind === 'area'
        ? { areaStyle: { opacity: several ? 0.65 : 0.25 }, ...(several && model.additive ? { stack: 'all' } : {}) }
        : {}),
      ...(standing
        ? {}
        : {
            symbol: symbols[at % symbols.length],
            symbolSize: values.length > 60 ? 3 : 7,
            showSymbol: values.length <= 120,
            lineStyle: { width: 2.5, type: dashes[at % dashes.length] },
            connectNulls: false,
          }),
      label: {
        show: few,
        position: 'top',
        ...type,
        formatter: ({ value }: { value: unknown }) =>
          value === null || value === undefined ? '' : rough(Number(value)),
      },
    })),
  };
}

function pie(model: ChartModel, theme: Theme, locale: Locale, quiet: object, type: object): object {
  const values = model.series[0]?.values ?? [];
  return {
    ...quiet,
    type: 'pie',
    name: model.yName,
    radius: ['34%', '68%'],
    center: ['50%', '50%'],
    itemStyle: { borderColor: theme.paper, borderWidth: 2 },
    label: {
      ...type,
      formatter: ({ name, value, percent }: { name: string; value: unknown; percent?: number }) =>
        `${name}\n${roughText(Number(value), locale)} · ${percent ?? 0}%`,
    },
    labelLine: { lineStyle: { color: theme.soft } },
    data: model.labels.map((name, at) => ({ name, value: values[at] ?? 0 })),
  };
}
