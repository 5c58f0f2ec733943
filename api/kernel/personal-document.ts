/**
 * Cells that are JSON documents, leaf by leaf: each named by its path (`$.联系人[*].电话`, as JSONPath, RFC 9535, writes it).
 */
/** The document in a cell; null when the cell is none. Scalars are no documents. */
export function documentIn(cell: string): object | null {
  const text = cell.trim();
  if (!/^[[{]/.test(text) || !/[\]}]$/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

export interface Leaf {
  /** Array indices are `[*]`: what stands in one place stands in all. */
  readonly path: string;
  /** The nearest key of an object above it; empty at the top. */
  readonly key: string;
  readonly text: string;
}

const maxLeaves = 10_000;
const step = (key: string): string =>
  /^[\p{L}_][\p{L}\p{N}_]*$/u.test(key) ? `.${key}` : `['${key.replaceAll("'", "\\'")}']`;

/** Texts and numbers of a document with their places. */
export function* leavesOf(value: unknown, path = '$', key = '', seen = { leaves: 0 }): Generator<Leaf> {
  if (seen.leaves >= maxLeaves || value === null) return;
  if (Array.isArray(value)) for (const one of value) yield* leavesOf(one, `${path}[*]`, key, seen);
  else if (typeof value === 'object') {
    for (const [name, one] of Object.entries(value)) {
      // A name that is itself a number or an address of somebody.
      if (/\d{6}|@/.test(name)) yield { path, key: '', text: name };
      yield* leavesOf(one, `${path}${step(name)}`, name, seen);
    }
  } else if (typeof value === 'string' || typeof value === 'number') {
    seen.leaves += 1;
    yield { path, key, text: String(value) };
  }
}
