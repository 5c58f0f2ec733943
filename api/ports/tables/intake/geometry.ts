/** Whether a value is a geometry of GeoJSON (RFC 7946, 3.1) in degrees of CRS84. Pure. */

/** How deep positions lie in `coordinates`. */
const depths: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** Null is a feature without a place. */
export function isSoundGeometry(value: unknown, within = 0): boolean {
  if (value === null) return true;
  if (typeof value !== 'object' || Array.isArray(value) || within > 4) return false;
  const { type, coordinates, geometries } = value as Record<string, unknown>;
  if (type === 'GeometryCollection')
    return Array.isArray(geometries) && geometries.every((one) => one !== null && isSoundGeometry(one, within + 1));
  const depth = typeof type === 'string' ? depths[type] : undefined;
  return depth !== undefined && isSound(coordinates, depth);
}

function isSound(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false;
  if (depth > 0) return value.every((one) => isSound(one, depth - 1));
  const [longitude, latitude] = value as unknown[];
  const within = (one: unknown, most: number) => typeof one === 'number' && Math.abs(one) <= most;
  return value.length >= 2 && value.length <= 4 && within(longitude, 180) && within(latitude, 90);
}
