/** Canonical JSON (RFC 8785): one text for one value, the form that is hashed and signed. */
import canonicalize from 'canonicalize';

/** What JSON can say exactly; a bigint, date, map, bytes or function in `T` turns into a message that nothing fits. */
export type JsonSafe<T> = unknown extends T
  ? T
  : T extends bigint
    ? 'a bigint has no JSON form: pass it as a string (fenToJson)'
    : T extends string | number | boolean | null | undefined
      ? T
      : T extends symbol | Date | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> | ArrayBufferView
        ? 'not a JSON value'
        : T extends (...args: never[]) => unknown
          ? 'not a JSON value'
          : { readonly [K in keyof T]: JsonSafe<T[K]> };

function refuseAt(path: string, what: string): never {
  throw new TypeError(`canonical JSON: ${what} at ${path}`);
}

/** Refuses what `canonicalize` would drop, rewrite (toJSON) or write as `{}`: what is signed is exactly what was given. */
function check(value: unknown, path: string, above: readonly object[]): void {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return;
    case 'number':
      if (!Number.isFinite(value)) refuseAt(path, `the number ${value} has no JSON form`);
      return;
    case 'bigint':
      refuseAt(path, 'a bigint has no JSON form, pass it as a string');
      break;
    case 'object':
      break;
    default:
      refuseAt(path, `${typeof value} has no JSON form`);
  }
  if (value === null) return;
  if (above.includes(value)) refuseAt(path, 'a value that contains itself');
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) check(value[i], `${path}[${i}]`, [...above, value]);
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    refuseAt(path, `an instance of ${value.constructor?.name ?? 'a class'} is no plain object`);
  for (const [key, member] of Object.entries(value))
    if (member !== undefined) check(member, `${path}.${key}`, [...above, value]);
}

/**
 * The canonical text of a JSON value. Members that are `undefined` are left out, as in JSON. Throws TypeError naming the
 * path of a bigint, NaN, `undefined` in an array, date, class instance or circle; Error on a lone surrogate.
 */
export function canonicalJson<T>(value: T & JsonSafe<T>): string {
  check(value, '$', []);
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('canonical JSON: nothing at $');
  return text;
}
