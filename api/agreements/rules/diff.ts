/** What differs between two records of terms, by path. It knows nothing of the clauses: whatever the record holds is compared. */

export interface Change {
  /** Dotted path; a line of a list stands in brackets under its own name, e.g. `shares[treasury].ppm`. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: string | null;
  readonly after: string | null;
}

/** What names a line of a list, the first that all lines have and that is different in each. */
const names = ['party', 'entry_id', 'code', 'dataset', 'table', 'column', 'measure', 'name', 'id'] as const;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is blank was not agreed: it counts as absent. */
const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';

function keysOf(list: readonly unknown[]): string[] {
  for (const name of names) {
    const found = list.map((one) => (isRecord(one) && typeof one[name] === 'string' ? (one[name] as string) : null));
    if (found.every((one) => one !== null) && new Set(found).size === found.length) return found as string[];
  }
  const seen = new Map<string, number>();
  return list.map((one, at) => {
    if (isRecord(one) || Array.isArray(one)) return String(at);
    const text = String(one);
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    return times === 1 ? text : `${text}#${times}`;
  });
}

function collect(value: unknown, path: string, into: Map<string, string>): void {
  if (Array.isArray(value)) {
    const keys = keysOf(value);
    for (const [at, one] of value.entries()) collect(one, `${path}[${keys[at] ?? at}]`, into);
  } else if (isRecord(value)) {
    for (const [name, one] of Object.entries(value)) collect(one, path === '' ? name : `${path}.${name}`, into);
  } else if (!isBlank(value)) into.set(path, String(value));
}

/** Every leaf that was added, removed or changed, in the order of the paths. */
export function termsDiff(before: unknown, after: unknown): Change[] {
  const [old, now] = [new Map<string, string>(), new Map<string, string>()];
  collect(before, '', old);
  collect(after, '', now);
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths.flatMap((path): Change[] => {
    const [was, is] = [old.get(path) ?? null, now.get(path) ?? null];
    if (was === is) return [];
    return [{ path, kind: was === null ? 'added' : is === null ? 'removed' : 'changed', before: was, after: is }];
  });
}
