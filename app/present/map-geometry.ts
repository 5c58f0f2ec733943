/** Places as they come (coordinates, GeoJSON) made safe to project, and the frame that holds them. Pure. */
import type { Geometry, Position } from 'geojson';

/** [west, south, east, north] in degrees. */
export type Bounds = readonly [number, number, number, number];

export const isPosition = (lon: number, lat: number): boolean =>
  Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lon) <= 180 && Math.abs(lat) <= 85;

const depth: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** A geometry or a feature of GeoJSON (RFC 7946) in a cell; null for anything else and for coordinates that are none. */
export function geometryOf(cell: unknown): Geometry | null {
  if (typeof cell !== 'string' || cell.length > 2_000_000) return null;
  let read: unknown;
  try {
    read = JSON.parse(cell);
  } catch {
    return null;
  }
  const given =
    (read as { type?: unknown } | null)?.type === 'Feature' ? (read as { geometry: unknown }).geometry : read;
  const { type, coordinates } = (given ?? {}) as { type?: unknown; coordinates?: unknown };
  if (typeof type !== 'string') return null;
  const levels = depth[type];
  if (levels === undefined || !sound(coordinates, levels)) return null;
  return wound({ type, coordinates } as Geometry);
}

function sound(value: unknown, levels: number): boolean {
  if (!Array.isArray(value)) return false;
  if (levels > 0) return value.length > 0 && value.every((one) => sound(one, levels - 1));
  return typeof value[0] === 'number' && typeof value[1] === 'number' && isPosition(value[0], value[1]);
}

/** On the sphere a ring holds what lies on its left: RFC 7946 winds the outer ring the other way round than d3-geo reads it. */
function wound(geometry: Geometry): Geometry {
  if (geometry.type === 'Polygon') return { ...geometry, coordinates: rings(geometry.coordinates) };
  if (geometry.type === 'MultiPolygon') return { ...geometry, coordinates: geometry.coordinates.map(rings) };
  return geometry;
}

const rings = (list: Position[][]): Position[][] =>
  list.map((ring, at) => (signedArea(ring) > 0 === (at === 0) ? [...ring].reverse() : ring));

/** Positive when the ring runs counter-clockwise. */
export function signedArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [x = 0, y = 0] = ring[i] ?? [];
    const [nx = 0, ny = 0] = ring[(i + 1) % ring.length] ?? [];
    sum += x * ny - nx * y;
  }
  return sum / 2;
}

export function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positionsOf);
  return flatten(geometry.coordinates, depth[geometry.type] ?? 0);
}

function flatten(value: unknown, levels: number): Position[] {
  if (levels === 0) return [value as Position];
  return (value as unknown[]).flatMap((one) => flatten(one, levels - 1));
}

/** Null without positions. */
export function boundsOf(positions: Iterable<readonly number[]>): Bounds | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon = 0, lat = 0] of positions) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return west > east ? null : [west, south, east, north];
}

/** The whole province where the places spread over it, else their own surroundings, never closer than some two kilometres. */
export function frameOf(places: Bounds, province: Bounds): Bounds {
  const [west, south, east, north] = places;
  const inside = west >= province[0] && south >= province[1] && east <= province[2] && north <= province[3];
  const wide = east - west > (province[2] - province[0]) * 0.3 || north - south > (province[3] - province[1]) * 0.3;
  if (inside && wide) return province;
  const pad = Math.max(0.01, (east - west) * 0.08, (north - south) * 0.08);
  return [west - pad, Math.max(-85, south - pad), east + pad, Math.min(85, north + pad)];
}
