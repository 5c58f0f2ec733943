/** Asks the table for what a map shows and projects it: no tile of anyone else's server. */
import { type GeoProjection, geoMercator, geoPath } from 'd3-geo';
import type { Geometry, Polygon } from 'geojson';
import { refuseView } from '#api/datasets/rules/view-refusals.ts';
import { checkMap, type MapSpec } from '#api/datasets/rules/view-spec.ts';
import { cityCodes, regionName } from '#api/kernel/regions.ts';
import type { Cell } from '#api/ports/tables/port.ts';
import { chart as words } from '#app/i18n/chart.ts';
import { measureWord } from './chart-build.ts';
import { figureText, numberText, roughText } from './format.ts';
import { type Bounds, boundsOf, frameOf, geometryOf, isPosition, positionsOf } from './map-geometry.ts';
import { classesOf, classOf, joinRegions } from './map-join.ts';
import type { City, MapModel, Mark, Shape } from './map-model.ts';
import { asked, buildColumn, filterTexts, Kept, keyOf, labelOf, type Scene, sourceLine } from './scene.server.ts';
import { cityRings } from './shanxi-borders.ts';
import { type Locale, wordsIn } from './words.ts';

const height = 620;
const margin = 12;
/** Rows drawn one by one; beyond, coordinates are counted by a grid. */
const mostPlaces = 1000;
const gridCells = 40;

interface Outline {
  readonly code: string;
  readonly geometry: Polygon;
}

const outlines: readonly Outline[] = Object.entries(cityRings).map(([code, ring]) => ({
  code,
  geometry: {
    type: 'Polygon',
    coordinates: [ring.split(' ').map((pair) => pair.split(',').map((part) => Number(part) / 1000))],
  },
}));
const province = boundsOf(outlines.flatMap(({ geometry }) => positionsOf(geometry))) ?? [110, 34, 115, 41];

const maps = new Kept<MapModel>(200);

export interface DrawnMap {
  readonly spec: MapSpec;
  readonly model: MapModel;
}

/** Refuses `datasets.map_no_place`, `datasets.map_region_text` and what a chart would. */
export async function drawMap(scene: Scene, wanted: MapSpec): Promise<DrawnMap> {
  const spec = checkMap(wanted, scene.table.columns, scene.table.geo !== null);
  const model = await maps.get(keyOf(scene, ['map', spec]), () =>
    spec.by === 'region' ? regionMap(scene, spec) : placeMap(scene, spec),
  );
  return { spec, model };
}

async function regionMap(scene: Scene, spec: MapSpec): Promise<MapModel> {
  const { services, ctx } = scene.app;
  const { locale } = ctx;
  const t = wordsIn(locale, words);
  const { column, measure, y } = spec;
  if (column === null) throw refuseView('datasets.map_region_text', { column: '' });
  const counted = y === null ? 'count' : `count:${y}`;
  const answer = await services.datasets.aggregateRows(ctx, scene.entry.code, scene.version.number, {
    ...asked(scene),
    group: [column],
    measure: measure === 'count' || y === null ? ['count'] : [`${measure}:${y}`, counted],
    sort: [],
    limit: 10_000,
  } as Parameters<typeof services.datasets.aggregateRows>[3]);
  const last = answer.columns.length - 1;
  const joined = joinRegions(
    answer.rows.map((row) => ({
      cell: row[0] ?? null,
      value: row[1] === null || row[1] === undefined ? null : Number(row[1]),
      count: Number(row[last] ?? 0),
    })),
    measure,
  );
  if (joined.byCity.size === 0 && joined.provinceRows === 0)
    throw refuseView('datasets.map_region_text', { column: labelOf(scene, column) });
  const figure = y === null ? null : buildColumn(scene, y);
  const unit = figure?.unit ?? '';
  const what =
    figure === null
      ? t('rows')
      : t('measured', {
          y: unit === '' ? figure.label : t('united', { label: figure.label, unit }),
          measure: measureWord(measure, locale),
        });
  const ranked = [...joined.byCity].sort((a, b) => b[1] - a[1]);
  const [top, low] = [ranked[0], ranked.at(-1)];
  const n = (value: number) => figureText(value, locale);
  return cityMap(
    {
      title: t('map_regions', { what }),
      what,
      finding:
        top === undefined || low === undefined
          ? t('map_find_regions_none')
          : t('map_find_regions', {
              n: ranked.length,
              top: regionName(top[0], locale),
              max: n(top[1]),
              low: regionName(low[0], locale),
              min: n(low[1]),
            }),
      notes: notes(scene, [
        joined.rolled ? t('map_rolled') : null,
        joined.provinceRows > 0 ? t('map_province_rows', { n: n(joined.provinceRows) }) : null,
        joined.unplacedRows > 0
          ? t('map_unplaced', { n: n(joined.unplacedRows), example: joined.example ?? t('empty_value') })
          : null,
      ]),
      source: sourceLine(scene),
      byCity: joined.byCity,
    },
    locale,
  );
}

export interface CityFigures {
  readonly title: string;
  /** What the figures are, for the head of their column. */
  readonly what: string;
  readonly finding: string;
  readonly notes: readonly string[];
  readonly source: string;
  /** By division code of the city. */
  readonly byCity: ReadonlyMap<string, number>;
}

/** The cities of the province, each in the colour of its figure; the highest is the darkest. */
export function cityMap({ title, what, finding, notes, source, byCity }: CityFigures, locale: Locale): MapModel {
  const borders = classesOf([...byCity.values()]);
  const project = projection(province);
  return {
    kind: 'regions',
    title,
    finding,
    notes,
    source,
    ...project.size,
    cities: cityShapes(project.projection, locale, (code) => {
      const value = byCity.get(code);
      return value === undefined ? null : { text: roughText(value, locale), step: stepOf(value, borders) };
    }),
    marks: [],
    shapes: [],
    legend: legendOf([...byCity.values()], borders, locale),
    figures: {
      head: [wordsIn(locale, words)('map_city'), what],
      rows: cityCodes.map((code) => [regionName(code, locale), byCity.get(code) ?? null] as const).sort(byValue),
    },
  };
}

const byValue = (a: readonly [string, number | null], b: readonly [string, number | null]): number =>
  (b[1] ?? -Infinity) - (a[1] ?? -Infinity);

/** Few classes are spread over the whole scale of colours, so that the highest is always the darkest. */
const stepOf = (value: number, borders: readonly number[]): number =>
  borders.length === 0 ? 2 : Math.round((classOf(value, borders) * 4) / borders.length);

function legendOf(values: readonly number[], borders: readonly number[], locale: Locale) {
  const t = wordsIn(locale, words);
  const groups = new Map<number, number[]>();
  for (const value of values)
    groups.set(stepOf(value, borders), [...(groups.get(stepOf(value, borders)) ?? []), value]);
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([step, list]) => {
      const [from, to] = [roughText(Math.min(...list), locale), roughText(Math.max(...list), locale)];
      return { step, text: from === to ? from : t('map_range', { from, to }) };
    });
}

function notes(scene: Scene, more: readonly (string | null)[]): string[] {
  const t = wordsIn(scene.app.ctx.locale, words);
  const filters = filterTexts(scene);
  const first = filters.length === 0 ? null : t('note_filters', { filters: filters.join('; ') });
  return [first, ...more, t('map_outline')].filter((one) => one !== null);
}

function projection([west, south, east, north]: Bounds) {
  const corners: Geometry = {
    type: 'MultiPoint',
    coordinates: [
      [west, south],
      [east, north],
    ],
  };
  const flat = geoMercator().fitSize([1000, height - 2 * margin], corners);
  const [[x0 = 0] = [], [x1 = 0] = []] = [flat([west, south]) ?? [], flat([east, north]) ?? []] as number[][];
  const width = Math.round(Math.min(760, Math.max(360, x1 - x0 + 2 * margin)));
  const fitted = geoMercator().fitExtent(
    [
      [margin, margin],
      [width - margin, height - margin],
    ],
    corners,
  );
  return { projection: fitted, size: { width, height } };
}

function cityShapes(
  project: GeoProjection,
  locale: Locale,
  said: (code: string) => { readonly text: string; readonly step: number } | null,
): City[] {
  const path = geoPath(project).digits(1);
  return outlines.map(({ code, geometry }) => {
    const [x = 0, y = 0] = path.centroid(geometry);
    const figure = said(code);
    return {
      code,
      name: regionName(code, locale),
      path: path(geometry) ?? '',
      x: Math.round(x),
      y: Math.round(y),
      value: figure?.text ?? null,
      step: figure?.step ?? null,
    };
  });
}

async function placeMap(scene: Scene, spec: MapSpec): Promise<MapModel> {
  const { geo } = scene.table;
  if (geo === null) throw refuseView('datasets.map_no_place');
  const { services, ctx } = scene.app;
  const name = spec.column ?? nameColumn(scene);
  const places = 'geometry' in geo ? [geo.geometry] : [geo.longitude, geo.latitude];
  const columns = [...new Set([...places, ...(name === null ? [] : [name])])];
  const rows = await services.datasets.readRows(ctx, scene.entry.code, scene.version.number, {
    ...asked(scene),
    sort: [],
    columns,
    limit: mostPlaces,
    offset: 0,
  } as Parameters<typeof services.datasets.readRows>[3]);
  const total = rows.total ?? rows.rows.length;
  if (!('geometry' in geo) && total > mostPlaces) return densityMap(scene, geo, total);
  return drawPlaces(scene, { ...rows, total }, geo, name);
}

/** What a place is most likely called: the first text column with nearly as many values as rows. */
export function nameColumn({ table }: Pick<Scene, 'table'>): string | null {
  const texts = table.columns.filter((one) => one.type === 'text');
  const unique = texts.find((one) => one.stats.distinct_count >= table.row_count * 0.6);
  const geometry = table.geo !== null && 'geometry' in table.geo ? table.geo.geometry : null;
  return (
    (unique !== undefined && unique.name !== geometry ? unique : texts.find((one) => one.name !== geometry))?.name ??
    null
  );
}

interface Rows {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly Cell[])[];
  readonly total: number;
}

function drawPlaces(scene: Scene, rows: Rows, geo: NonNullable<Scene['table']['geo']>, name: string | null): MapModel {
  const { locale } = scene.app.ctx;
  const t = wordsIn(locale, words);
  const n = (value: number) => numberText(value, locale);
  const at = (column: string) => rows.columns.findIndex((one) => one.name === column);
  const nameAt = name === null ? -1 : at(name);
  const found: { geometry: Geometry; name: string }[] = [];
  for (const row of rows.rows) {
    const called = nameAt < 0 ? '' : String(row[nameAt] ?? '').slice(0, 100);
    const geometry =
      'geometry' in geo ? geometryOf(row[at(geo.geometry)]) : pointOf(row[at(geo.longitude)], row[at(geo.latitude)]);
    if (geometry !== null) found.push({ geometry, name: called });
  }
  const bounds = boundsOf(found.flatMap(({ geometry }) => positionsOf(geometry)));
  const project = projection(bounds === null ? province : frameOf(bounds, province));
  const path = geoPath(project.projection).digits(1);
  const spots = new Map<string, { x: number; y: number; names: Set<string>; rows: number }>();
  const shapes: Shape[] = [];
  for (const { geometry, name: called } of found) {
    if (geometry.type === 'Point' || geometry.type === 'MultiPoint') {
      for (const position of positionsOf(geometry)) {
        const [x = 0, y = 0] = project.projection([position[0] ?? 0, position[1] ?? 0]) ?? [];
        const [left, top] = [Number(x.toFixed(1)), Number(y.toFixed(1))];
        const spot = spots.get(`${left} ${top}`) ?? { x: left, y: top, names: new Set<string>(), rows: 0 };
        if (called !== '' && spot.names.size < 3) spot.names.add(called);
        spot.rows += 1;
        spots.set(`${left} ${top}`, spot);
      }
    } else shapes.push({ path: path(geometry) ?? '', line: geometry.type.endsWith('LineString'), name: called });
  }
  // Rows at one place are one mark that says how many.
  const r = spots.size > 300 ? 3.5 : 5;
  const marks: Mark[] = [...spots.values()].map(({ x, y, names, rows: count }) => {
    const called = [...names].join(locale === 'zh' ? '、' : ', ');
    return { x, y, r, name: count === 1 ? called : t('map_rows_here', { name: called, n: n(count) }) };
  });
  const label = name === null ? t('map_name') : labelOf(scene, name);
  const bad = rows.rows.length - found.length;
  return {
    kind: 'places',
    title: t('map_places', { title: titleOf(scene) }),
    finding:
      spots.size + shapes.length === found.length
        ? t('map_find_places', { n: n(found.length) })
        : t('map_find_spots', { n: n(found.length), spots: n(spots.size + shapes.length) }),
    notes: notes(scene, [
      rows.total > rows.rows.length ? t('note_sample', { shown: n(rows.rows.length), total: n(rows.total) }) : null,
      bad > 0 ? t('map_bad_rows', { n: n(bad) }) : null,
    ]),
    source: sourceLine(scene),
    ...project.size,
    cities: cityShapes(project.projection, locale, () => null),
    marks,
    shapes,
    legend: [],
    figures: {
      head: [label, t('map_lon'), t('map_lat'), t('rows')],
      rows: placeRows(found),
    },
  };
}

function placeRows(found: readonly { readonly geometry: Geometry; readonly name: string }[]) {
  const rows = new Map<string, [string, number | null, number | null, number]>();
  for (const { geometry, name } of found) {
    const box = boundsOf(positionsOf(geometry));
    const [lon, lat] = box === null ? [null, null] : [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    const round = (value: number | null) => (value === null ? null : Number(value.toFixed(5)));
    const row = rows.get(`${name} ${lon} ${lat}`) ?? [name, round(lon), round(lat), 0];
    row[3] += 1;
    rows.set(`${name} ${lon} ${lat}`, row);
  }
  return [...rows.values()];
}

function pointOf(lon: Cell | undefined, lat: Cell | undefined): Geometry | null {
  if (lon === null || lat === null || lon === undefined || lat === undefined || lon === '' || lat === '') return null;
  const [x, y] = [Number(lon), Number(lat)];
  return isPosition(x, y) ? { type: 'Point', coordinates: [x, y] } : null;
}

/** Too many to draw one by one: counted over a grid of the coordinates, over all rows. */
async function densityMap(
  scene: Scene,
  geo: { readonly longitude: string; readonly latitude: string },
  total: number,
): Promise<MapModel> {
  const { services, ctx } = scene.app;
  const { locale } = ctx;
  const t = wordsIn(locale, words);
  const answer = await services.datasets.aggregateRows(ctx, scene.entry.code, scene.version.number, {
    ...asked(scene),
    group: [`${geo.longitude}:bins:${gridCells}`, `${geo.latitude}:bins:${gridCells}`],
    measure: ['count'],
    sort: [],
    limit: 10_000,
  } as Parameters<typeof services.datasets.aggregateRows>[3]);
  const [stepX, stepY] = [answer.columns[0]?.step ?? 0, answer.columns[1]?.step ?? 0];
  const cells = answer.rows.flatMap((row) => {
    const [lon, lat, count] = [Number(row[0]) + stepX / 2, Number(row[1]) + stepY / 2, Number(row[2] ?? 0)];
    return row[0] === null || row[1] === null || !isPosition(lon, lat) ? [] : [{ lon, lat, count }];
  });
  const bounds = boundsOf(cells.map(({ lon, lat }) => [lon, lat]));
  const project = projection(bounds === null ? province : frameOf(bounds, province));
  const most = Math.max(1, ...cells.map((cell) => cell.count));
  const drawn = cells.reduce((sum, cell) => sum + cell.count, 0);
  const n = (value: number) => numberText(value, locale);
  const sorted = [...cells].sort((a, b) => b.count - a.count);
  return {
    kind: 'density',
    title: t('map_places', { title: titleOf(scene) }),
    finding: t('map_find_density', { n: n(drawn), cells: n(cells.length), most: n(most) }),
    notes: notes(scene, [total > drawn ? t('map_bad_rows', { n: n(total - drawn) }) : null]),
    source: sourceLine(scene),
    ...project.size,
    cities: cityShapes(project.projection, locale, () => null),
    // Areas say how many; the largest first, so that none is hidden.
    marks: sorted.map(({ lon, lat, count }) => {
      const [x = 0, y = 0] = project.projection([lon, lat]) ?? [];
      return {
        x: Number(x.toFixed(1)),
        y: Number(y.toFixed(1)),
        r: Number((1.5 + 12 * Math.sqrt(count / most)).toFixed(1)),
        name: n(count),
      };
    }),
    shapes: [],
    legend: [],
    figures: {
      head: [t('map_lon'), t('map_lat'), t('map_count')],
      rows: sorted.map(({ lon, lat, count }) => [Number(lon.toFixed(4)), Number(lat.toFixed(4)), count]),
    },
  };
}

function titleOf({ entry, app }: Scene): string {
  return app.ctx.locale === 'en' && entry.content.title_en !== '' ? entry.content.title_en : entry.content.title;
}
