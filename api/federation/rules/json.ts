/** Reading JSON nobody promised a shape of. */
export type Bag = Readonly<Record<string, unknown>>;

export function recordIn(value: unknown): Bag | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Bag) : null;
}

export function at(value: unknown, key: string): unknown {
  const bag = recordIn(value);
  return bag !== null && Object.hasOwn(bag, key) ? bag[key] : undefined;
}

/** The list under a key; a single value counts as a list of one. */
export function listAt(value: unknown, key: string): readonly unknown[] {
  const found = at(value, key);
  if (found === undefined || found === null) return [];
  return Array.isArray(found) ? found : [found];
}
