import { geoArea, geoBounds, geoContains } from 'd3-geo';
import fc from 'fast-check';
import type { Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { cityCodes, regions } from '#api/kernel/regions.ts';
import { defaultMap, mapChoices } from '#app/present/map-choices.ts';
import { boundsOf, frameOf, geometryOf, positionsOf, signedArea } from '#app/present/map-geometry.ts';
import { classesOf, classOf, joinRegions, looksLikeRegions, regionOf } from '#app/present/map-join.ts';
import { cityRings } from '#app/present/shanxi-borders.ts';

const polygon = (ring: string): Polygon => ({
  type: 'Polygon',
  coordinates: [ring.split(' ').map((pair) => pair.split(',').map((part) => Number(part) / 1000))],
});

describe('the outlines', () => {
  it('are the eleven cities, closed, wound as d3-geo reads them, and each holds its seat', () => {
    expect(Object.keys(cityRings).sort()).toEqual([...cityCodes].sort());
    const seats: Record<string, [number, number]> = {
      '140100': [112.55, 37.87],
      '140200': [113.3, 40.08],
      '140400': [113.12, 36.2],
      '140800': [111.01, 35.03],
      '141100': [111.14, 37.52],
    };
    for (const [code, ring] of Object.entries(cityRings)) {
      const shape = polygon(ring);
      const [first, last] = [shape.coordinates[0]?.[0], shape.coordinates[0]?.at(-1)];
      expect(first, code).toEqual(last);
      // A ring wound the other way would be the rest of the globe.
      expect(geoArea(shape), code).toBeLessThan(0.001);
      const seat = seats[code];
      if (seat !== undefined) expect(geoContains(shape, seat), code).toBe(true);
    }
  });

  it('lie where Shanxi is', () => {
    const [[west, south], [east, north]] = geoBounds({
      type: 'MultiPolygon',
      coordinates: Object.values(cityRings).map((ring) => polygon(ring).coordinates),
    });
    expect([west, south, east, north].map((one) => Number(one.toFixed(1)))).toEqual([110.2, 34.6, 114.6, 40.7]);
  });
});

describe('which city a cell means', () => {
  it.each([
    ['太原市', '140100', 'city'],
    ['太原', '140100', 'city'],
    ['山西省太原市', '140100', 'city'],
    ['山西省太原市小店区', '140100', 'county'],
    ['Taiyuan', '140100', 'city'],
    ['Lüliang', '141100', 'city'],
    ['luliang city', '141100', 'city'],
    [140100, '140100', 'city'],
    ['140105', '140100', 'county'],
    ['1401', '140100', 'city'],
    ['140105001000', '140100', 'county'],
  ] as const)('%s', (cell, code, level) => {
    expect(regionOf(cell)).toEqual({ level, code });
  });

  it.each([['山西省'], ['山西'], [140000], ['14'], ['Shanxi Province']])('%s is the province', (cell) => {
    expect(regionOf(cell)).toEqual({ level: 'province' });
  });

  it.each([['北京市'], ['平遥县'], [''], [null], [110000], ['14010'], ['太原理工大学站']])('%s is none', (cell) => {
    expect(regionOf(cell)).toBeNull();
  });

  it('knows every city by each of its names', () => {
    for (const code of cityCodes) {
      const [zh, en] = regions.words[code as '140100'];
      for (const cell of [code, Number(code), zh, zh.slice(0, -1), en, en.toUpperCase()])
        expect(regionOf(cell), String(cell)).toEqual({ level: 'city', code });
    }
  });
});

describe('figures put together by city', () => {
  const rows = [
    { cell: '太原市', value: 10, count: 2 },
    { cell: '140105', value: 40, count: 1 },
    { cell: '大同', value: 5, count: 1 },
    { cell: '山西省', value: 100, count: 3 },
    { cell: '北京市', value: 7, count: 4 },
    { cell: '阳泉市', value: null, count: 1 },
  ];

  it('adds sums, weights means, keeps extremes, and says what it left out', () => {
    const value = (measure: Parameters<typeof joinRegions>[1]) => joinRegions(rows, measure).byCity.get('140100');
    expect(value('sum')).toBe(50);
    expect(value('count')).toBe(50);
    expect(value('avg')).toBe(20);
    expect(value('min')).toBe(10);
    expect(value('max')).toBe(40);
    expect(joinRegions(rows, 'sum')).toMatchObject({
      rolled: true,
      provinceRows: 3,
      unplacedRows: 4,
      example: '北京市',
    });
    expect(joinRegions(rows, 'sum').byCity.has('140300')).toBe(false);
  });

  it('classes have borders that part no equal values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 }), (values) => {
        const borders = classesOf(values);
        expect(borders.length).toBeLessThanOrEqual(4);
        expect([...borders].sort((a, b) => a - b)).toEqual(borders);
        expect(classOf(Math.min(...values), borders)).toBe(0);
      }),
    );
    expect(classesOf([1, 1, 1])).toEqual([]);
  });

  it('offers columns whose values are regions, and opens with the likeliest map', () => {
    expect(looksLikeRegions(['太原市', '大同市', '全省'])).toBe(true);
    expect(looksLikeRegions(['一号站', '二号站', '太原市'])).toBe(false);
    const stats = { null_count: 0, distinct_count: 11 };
    const table = {
      row_count: 11,
      geo: null,
      columns: [
        {
          position: 1,
          name: '地市',
          type: 'text',
          stats: {
            ...stats,
            top_values: [
              { value: '太原市', count: 1 },
              { value: '大同市', count: 1 },
            ],
          },
        },
        { position: 2, name: '区划代码', type: 'integer', stats: { ...stats, min: 140100, max: 141100 } },
        { position: 3, name: '人口', type: 'integer', stats },
      ],
    } as Parameters<typeof mapChoices>[0];
    expect(mapChoices(table)).toEqual({ regions: ['地市', '区划代码'], places: false });
    expect(defaultMap(table, mapChoices(table), () => null)).toEqual({
      by: 'region',
      column: '地市',
      measure: 'sum',
      y: '人口',
    });
    expect(defaultMap({ ...table, columns: [] }, { regions: [], places: false }, () => null)).toBeNull();
    expect(defaultMap(table, { regions: [], places: true }, () => null)?.by).toBe('place');
  });
});

describe('geometries of a table', () => {
  it('are read from GeoJSON, wound for d3-geo whichever way they came', () => {
    const ring = [
      [112, 37],
      [113, 37],
      [113, 38],
      [112, 38],
      [112, 37],
    ];
    for (const given of [ring, [...ring].reverse()]) {
      const geometry = geometryOf(JSON.stringify({ type: 'Polygon', coordinates: [given] })) as Polygon;
      expect(signedArea(geometry.coordinates[0] ?? [])).toBeLessThan(0);
      expect(geoArea(geometry)).toBeLessThan(0.01);
    }
    expect(geometryOf('{"type":"Feature","geometry":{"type":"Point","coordinates":[112.5,37.8]}}')?.type).toBe('Point');
    expect(geometryOf('{"type":"LineString","coordinates":[[112,37],[113,38]]}')?.type).toBe('LineString');
  });

  it.each([
    ['not json'],
    ['{}'],
    ['null'],
    ['{"type":"Point","coordinates":[200,37]}'],
    ['{"type":"Point","coordinates":["112","37"]}'],
    ['{"type":"Polygon","coordinates":[]}'],
    ['{"type":"Circle","coordinates":[1,2]}'],
    ['{"type":"Polygon","coordinates":[[112,37],[113,38]]}'],
  ])('%s is none', (cell) => {
    expect(geometryOf(cell)).toBeNull();
  });

  it('lie within their bounds, and the frame holds them', () => {
    const position = fc.tuple(
      fc.double({ min: -170, max: 170, noNaN: true }),
      fc.double({ min: -80, max: 80, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(position, { minLength: 1, maxLength: 20 }), (list) => {
        const bounds = boundsOf(positionsOf({ type: 'MultiPoint', coordinates: list }));
        if (bounds === null) throw new Error('bounds');
        const [west, south, east, north] = frameOf(bounds, [110.2, 34.6, 114.6, 40.7]);
        for (const [lon, lat] of list) {
          expect(lon >= west && lon <= east && lat >= south && lat <= north).toBe(true);
        }
        expect(east).toBeGreaterThan(west);
        expect(north).toBeGreaterThan(south);
      }),
    );
    expect(boundsOf([])).toBeNull();
    expect(frameOf([110.5, 35, 114, 40], [110.2, 34.6, 114.6, 40.7])).toEqual([110.2, 34.6, 114.6, 40.7]);
  });
});
