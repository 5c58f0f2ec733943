/** Which columns of a table say where. Pure. */
import type { Places, TableProfile } from '#api/ports/tables/port.ts';

// Names people give to degrees of longitude and latitude, Chinese ones by number.
const longitude = /^(\u4e2d\u5fc3)?\u7ecf\u5ea6|^(lng|lon|long|longitude)$/i;
const latitude = /^(\u4e2d\u5fc3)?\u7eac\u5ea6|^(lat|latitude)$/i;

/** A pair of number columns with such names and every value within the ranges of CRS84 (OGC 06-042). */
export function placesIn({ columns }: TableProfile): Places | null {
  const within = (most: number) => (column: TableProfile['columns'][number]) =>
    (column.type === 'decimal' || column.type === 'integer') &&
    column.min !== null &&
    column.max !== null &&
    Number(column.min) >= -most &&
    Number(column.max) <= most;
  const x = columns.find((one) => longitude.test(one.name) && within(180)(one));
  const y = columns.find((one) => latitude.test(one.name) && within(90)(one));
  return x === undefined || y === undefined ? null : { longitude: x.name, latitude: y.name };
}
