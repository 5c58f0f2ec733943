/** A chart in the browser: answers the pointer, follows the width. Loaded only where a chart comes into sight. */
import { BarChart, LineChart, PieChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { ChartModel } from '#app/present/chart-model.ts';
import { heightOf, optionOf, type Theme } from '#app/present/chart-option.ts';
import type { Locale } from '#app/present/words.ts';

// On a canvas, not as SVG: what ECharts writes into an SVG are style attributes, which the policy refuses.
use([BarChart, LineChart, PieChart, ScatterChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** Answers how to end it. `host` is empty and visible. */
export function mountChart(host: HTMLElement, model: ChartModel, locale: Locale, theme: Theme): () => void {
  const sizeNow = () => {
    const width = Math.max(280, Math.min(900, host.parentElement?.clientWidth ?? 600));
    return { width, height: heightOf(model, width) };
  };
  let size = sizeNow();
  const chart = init(host, null, { renderer: 'canvas', ...size });
  const draw = () =>
    chart.setOption({ ...optionOf(model, { ...size, locale, theme, live: true }) }, { notMerge: true });
  draw();
  const watch = new ResizeObserver(() => {
    const next = sizeNow();
    if (next.width === size.width) return;
    size = next;
    chart.resize(size);
    draw();
  });
  if (host.parentElement !== null) watch.observe(host.parentElement);
  return () => {
    watch.disconnect();
    chart.dispose();
  };
}
