import { useEffect, useRef, useState } from 'react';
import { chart as words } from '#app/i18n/chart.ts';
import { type ChartModel, figuresOf } from '#app/present/chart-model.ts';
import { dark, light } from '#app/present/chart-option.ts';
import type { DrawnChart } from '#app/present/chart-view.server.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { FiguresTable } from './figures-table.tsx';
import { PictureDownloads } from './picture-downloads.tsx';

export interface ChartFigureProps {
  readonly chart: Pick<DrawnChart, 'model' | 'svg'>;
  readonly theme?: 'light' | 'dark';
  /** Left out where the page's own title says it. */
  readonly title?: string | null;
}

/** A chart with its finding, notes, source, figures and downloads; drawn by the server, live once the page runs its script. */
export function ChartFigure({ chart: { model, svg }, theme = 'light', title = model.title }: ChartFigureProps) {
  const t = useT(words);
  const figures = figuresOf(model);
  return (
    <figure className="chart picture">
      {title !== null && <figcaption>{title}</figcaption>}
      <p className="finding">{model.finding}</p>
      <p className="axis-name">{model.kind === 'pie' ? '' : model.yName}</p>
      <Plot key={svg} model={model} svg={svg} theme={theme} />
      {model.notes.map((note) => (
        <p key={note} className="help">
          {note}
        </p>
      ))}
      <div className="source">
        <span>{t('source', { source: model.source })}</span>
        <PictureDownloads name={model.title} svg={() => svg} figures={figures} />
      </div>
      <FiguresTable caption={model.title} figures={figures} summary={t('figures')} />
    </figure>
  );
}

function Plot({
  model,
  svg,
  theme,
}: {
  readonly model: ChartModel;
  readonly svg: string;
  readonly theme: 'light' | 'dark';
}) {
  const locale = useLocale();
  const host = useRef<HTMLDivElement>(null);
  const [live, setLive] = useState(false);
  useEffect(() => {
    const place = host.current;
    const around = place?.parentElement;
    if (place === null || around === null || around === undefined) return;
    let end = () => {};
    let left = false;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((one) => one.isIntersecting)) return;
      seen.disconnect();
      import('./live-chart.ts').then(
        ({ mountChart }) => {
          if (left) return;
          place.hidden = false;
          end = mountChart(place, model, locale, theme === 'dark' ? dark : light);
          setLive(true);
        },
        // Without it the drawn picture stays.
        () => {},
      );
    });
    seen.observe(around);
    return () => {
      left = true;
      seen.disconnect();
      end();
    };
  }, [model, locale, theme]);
  return (
    <div
      className="plot"
      role="img"
      aria-label={`${model.title}. ${model.finding}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls on a phone, so the keyboard must reach it
      tabIndex={0}
    >
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: SVG drawn by our own server, its labels escaped there */}
      <div hidden={live} dangerouslySetInnerHTML={{ __html: svg }} />
      <div ref={host} className="live" hidden={!live} data-live={live || undefined} />
    </div>
  );
}
