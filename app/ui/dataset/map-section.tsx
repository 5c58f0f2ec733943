import { useState } from 'react';
import { type MapSpec, type Measure, mapMeasures, measures } from '#api/datasets/rules/view-spec.ts';
import { chart as words } from '#app/i18n/chart.ts';
import { dataset as datasetWords } from '#app/i18n/dataset.ts';
import { mapQuery, viewQuery } from '#app/present/dataset-view.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Notice } from '../notice.tsx';
import { Section } from '../section.tsx';
import { LeadingPick, Pick } from './chart-builder.tsx';
import { useDataset } from './dataset-context.ts';
import { MapFigure } from './map-figure.tsx';
import { SaveView } from './save-view.tsx';
import { useHydrated } from './use-hydrated.ts';
import { ViewForm } from './view-link.tsx';

export function MapSection() {
  const t = useT(words);
  const d = useT(datasetWords);
  const side = useSide();
  const { map, view } = useDataset();
  if (map === null) return null;
  const spec = map.ok ? map.drawn.spec : view.map;
  return (
    <Section id="map" title={d('s_map')}>
      <div className="builder">
        <MapBuilder key={JSON.stringify(spec)} spec={spec} />
        <div>
          {map.ok ? (
            <>
              <MapFigure model={map.drawn.model} />
              <SaveView
                title={map.drawn.model.title}
                view={{ kind: 'map', filters: [...view.filters], q: view.q, map: map.drawn.spec }}
              />
            </>
          ) : (
            <Notice tone="refusal" title={t('refused')} live>
              {side(map.refusal)}
            </Notice>
          )}
        </div>
      </div>
    </Section>
  );
}

const nothing = Object.fromEntries(Object.keys(mapQuery(null)).map((name) => [name, null]));

function MapBuilder({ spec }: { readonly spec: MapSpec | null }) {
  const t = useT(words);
  const locale = useLocale();
  const hydrated = useHydrated();
  const { table, view, path, label, mapChoices } = useDataset();
  const columns = table?.columns ?? [];
  const [by, setBy] = useState<MapSpec['by']>(spec?.by ?? (mapChoices.places ? 'place' : 'region'));
  const [measure, setMeasure] = useState<Measure>(spec?.measure ?? 'count');
  const texts = columns.filter(({ type }) => type === 'text' || type === 'integer');
  const numbers = columns.filter(({ type }) => type === 'integer' || type === 'decimal');
  const region = by === 'region';
  const options =
    region && hydrated && mapChoices.regions.length > 0
      ? texts.filter((one) => mapChoices.regions.includes(one.name))
      : texts;
  return (
    <ViewForm
      path={path}
      part="map"
      keep={{ ...viewQuery({ ...view, map: null }), ...nothing }}
      className="builder-form no-print"
      label={t('map_title')}
    >
      {mapChoices.places && mapChoices.regions.length > 0 ? (
        <LeadingPick name="map" label={t('map_by')} value={by} onChange={setBy}>
          <option value="place">{t('map_place')}</option>
          <option value="region">{t('map_region')}</option>
        </LeadingPick>
      ) : (
        <input type="hidden" name="map" value={by} />
      )}
      <Pick name="map_column" label={t(region ? 'map_column' : 'map_label')} initial={spec?.column ?? ''}>
        {(!region || !hydrated) && <option value="">{t('unit_auto')}</option>}
        {options.map((column) => (
          <option key={column.name} value={column.name}>
            {label(column.name)}
          </option>
        ))}
      </Pick>
      {(region || !hydrated) && (
        <>
          <LeadingPick name="map_measure" label={t('measure')} value={measure} onChange={setMeasure}>
            {mapMeasures.map((code) => (
              <option key={code} value={code}>
                {measures.label(code, locale)}
              </option>
            ))}
          </LeadingPick>
          {(!hydrated || measure !== 'count') && (
            <Pick name="map_y" label={t('y')} initial={spec?.y ?? numbers[0]?.name ?? ''}>
              {!hydrated && <option value="">{t('none')}</option>}
              {numbers.map((column) => (
                <option key={column.name} value={column.name}>
                  {label(column.name)}
                </option>
              ))}
            </Pick>
          )}
        </>
      )}
      <button type="submit" className="btn" data-look="plain">
        {t('map_draw')}
      </button>
      {view.filters.length > 0 && <p className="help">{t('uses_filters', { count: view.filters.length })}</p>}
    </ViewForm>
  );
}
