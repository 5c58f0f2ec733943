/** Where a table keeps its places: coordinates in CRS84 by columns, or geometries of GeoJSON. */
export type Places = { readonly geometry: string } | { readonly longitude: string; readonly latitude: string };

const longitude = /^(经度|中心经度|lng|lon|long|longitude)$/i;
const latitude = /^(纬度|中心纬度|lat|latitude)$/i;

/** By the names of the columns, where nothing was said of the table; null for a table without. */
export function placesOf(columns: readonly { readonly name: string; readonly type: string }[]): Places | null {
  const numbers = columns.filter((one) => one.type === 'decimal' || one.type === 'integer');
  const [x, y] = [numbers.find((one) => longitude.test(one.name)), numbers.find((one) => latitude.test(one.name))];
  return x === undefined || y === undefined ? null : { longitude: x.name, latitude: y.name };
}
