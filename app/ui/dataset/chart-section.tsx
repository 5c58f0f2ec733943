import { chart as words } from '#app/i18n/chart.ts';
import { dataset as datasetWords } from '#app/i18n/dataset.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Empty } from '../empty.tsx';
import { Notice } from '../notice.tsx';
import { Section } from '../section.tsx';
import { ChartBuilder } from './chart-builder.tsx';
import { ChartFigure } from './chart-figure.tsx';
import { useDataset } from './dataset-context.ts';
import { SaveView } from './save-view.tsx';

export function ChartSection() {
  const t = useT(words);
  const d = useT(datasetWords);
  const side = useSide();
  const { chart, view } = useDataset();
  if (chart === null)
    return (
      <Section id="chart" title={d('s_chart')}>
        <Empty title={t('nothing')} />
      </Section>
    );
  const spec = chart.ok ? chart.drawn.spec : view.plot;
  return (
    <Section id="chart" title={d('s_chart')}>
      <div className="builder">
        <ChartBuilder key={JSON.stringify(spec)} spec={spec} />
        <div>
          {chart.ok ? (
            <>
              <ChartFigure chart={chart.drawn} />
              <SaveView
                title={chart.drawn.model.title}
                view={{ kind: 'chart', filters: [...view.filters], q: view.q, chart: chart.drawn.spec }}
              />
            </>
          ) : (
            <Notice tone="refusal" title={t('refused')} live>
              {side(chart.refusal)}
            </Notice>
          )}
        </div>
      </div>
    </Section>
  );
}
