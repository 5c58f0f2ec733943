/** Asks the table for the figures of a chart and draws it. Whatever cannot be drawn is refused by name. */

import { refuseView } from '#api/datasets/rules/view-refusals.ts';
import { type ChartSpec, checkChart } from '#api/datasets/rules/view-spec.ts';
import { drawSvg } from './chart.server.ts';
import { buildChart, most, questionOf } from './chart-build.ts';
import type { ChartModel } from './chart-model.ts';
import { heightOf, light, optionOf, type Theme } from './chart-option.ts';
import { asked, buildColumn, filterTexts, Kept, keyOf, type Scene, sourceLine } from './scene.server.ts';

export interface DrawnChart {
  readonly spec: ChartSpec;
  readonly model: ChartModel;
  readonly svg: string;
}

export const chartWidth = 760;

const models = new Kept<ChartModel>(300);
const drawings = new Kept<string>(300);

export async function chartModel(scene: Scene, wanted: ChartSpec): Promise<{ spec: ChartSpec; model: ChartModel }> {
  const spec = checkChart(wanted, scene.table.columns);
  const model = await models.get(keyOf(scene, spec), () => make(scene, spec));
  return { spec, model };
}

export async function drawChart(scene: Scene, wanted: ChartSpec, theme: Theme = light): Promise<DrawnChart> {
  const { spec, model } = await chartModel(scene, wanted);
  const { locale } = scene.app.ctx;
  const svg = await drawings.get(keyOf(scene, [spec, theme.paper]), async () => {
    const size = { width: chartWidth, height: heightOf(model, chartWidth) };
    return drawSvg(optionOf(model, { ...size, locale, theme, live: false }), size);
  });
  return { spec, model, svg };
}

async function make(scene: Scene, spec: ChartSpec): Promise<ChartModel> {
  const { services, ctx } = scene.app;
  const { code } = scene.entry;
  const x = buildColumn(scene, spec.x);
  if (x === null) throw refuseView('datasets.chart_column', { column: spec.x });
  const question = questionOf(spec, x);
  const { number } = scene.version;
  const selection = asked(scene);
  const common = {
    spec,
    x,
    y: spec.y === null ? null : buildColumn(scene, spec.y),
    series: spec.series === null ? null : buildColumn(scene, spec.series),
    source: sourceLine(scene),
    filters: filterTexts(scene),
    locale: ctx.locale,
  };
  if (question === null) {
    const columns = [...new Set([spec.x, spec.y, spec.series].filter((one) => one !== null))];
    const rows = await services.datasets.readRows(ctx, code, number, {
      ...selection,
      sort: [],
      columns,
      limit: most.points,
      offset: 0,
    } as Parameters<typeof services.datasets.readRows>[3]);
    const answer = { columns: rows.columns, rows: rows.rows, truncated: false };
    return buildChart({ ...common, answer, total: rows.total ?? rows.rows.length });
  }
  const answer = await services.datasets.aggregateRows(ctx, code, number, {
    ...selection,
    group: [...question.group],
    measure: [...question.measure],
    sort: [...question.sort],
    limit: question.limit,
  } as Parameters<typeof services.datasets.aggregateRows>[3]);
  if (spec.kind === 'pie' && answer.rows.some((row) => Number(row[1] ?? 0) < 0))
    throw refuseView('datasets.chart_pie_negative', { column: spec.y ?? spec.x });
  return buildChart({ ...common, answer, total: scene.table.row_count });
}
