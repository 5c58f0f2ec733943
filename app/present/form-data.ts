/**
 * From what a browser sends to what a contract takes. A field's name is its dotted path in the body (`clauses.scope`,
 * `shares.0.ppm`); a list of choices ends in `[]`; what is not text says so after a colon: `:number`, `:boolean`, `:yuan`
 * (a person types yuan, the contract takes fen), `:json`. Blank fields are absent. Pure.
 */
import type { FieldFault } from '#api/kernel/refusal.ts';
import { faults as words } from '#app/i18n/faults.ts';
import { parseYuan } from './format.ts';

type Node = { [key: string]: unknown };
type Kind = 'text' | 'number' | 'boolean' | 'yuan' | 'json';
const forbidden = new Set(['__proto__', 'prototype', 'constructor']);

interface Name {
  readonly path: string;
  readonly kind: Kind;
  readonly list: boolean;
}

/** `price_fen:yuan` → path `price_fen`, kind `yuan`. */
export function parseName(name: string): Name {
  const [, head = name, kind] = /^(.*?)(?::(number|boolean|yuan|json))?$/s.exec(name) ?? [];
  const list = head.endsWith('[]');
  return { path: list ? head.slice(0, -2) : head, kind: (kind as Kind | undefined) ?? 'text', list };
}

export interface Decoded {
  readonly body: Node;
  readonly faults: readonly FieldFault[];
  /** What was typed, by field name, to show it again; passwords and files are left out. */
  readonly typed: Readonly<Record<string, readonly string[]>>;
  /** The fields' paths in the order they stand on the page. */
  readonly order: readonly string[];
}

export function decodeForm(entries: Iterable<readonly [string, FormDataEntryValue]>): Decoded {
  const body: Node = Object.create(null);
  const faults: FieldFault[] = [];
  const typed: Record<string, string[]> = Object.create(null);
  const order = new Set<string>();
  for (const [name, raw] of entries) {
    if (name.startsWith('_')) continue; // the form's own fields
    const { path, kind, list } = parseName(name);
    const keys = path.split('.');
    if (keys.some((key) => key === '' || forbidden.has(key))) continue;
    order.add(path);
    if (typeof raw !== 'string') {
      if (raw.name !== '' || raw.size > 0) put(body, keys, raw, list);
      continue;
    }
    const secret = /password/i.test(path);
    if (!secret) {
      typed[name] ??= [];
      typed[name].push(raw);
    }
    const text = secret ? raw : raw.replace(/\r\n?/g, '\n').trim();
    if (text === '') continue;
    const read = readText(text, kind);
    if (read.fault !== undefined) faults.push({ path, zh: words[read.fault][0], en: words[read.fault][1] });
    put(body, keys, read.value, list);
  }
  return { body: tidy(body) as Node, faults, typed, order: [...order] };
}

function readText(text: string, kind: Kind): { value: unknown; fault?: 'not_number' | 'not_money' | 'wrong_kind' } {
  if (kind === 'boolean') return { value: text === 'true' || text === 'on' };
  if (kind === 'number') {
    const plain = text.normalize('NFKC').replace(/,/g, '');
    return /^-?\d+(\.\d+)?$/.test(plain) ? { value: Number(plain) } : { value: text, fault: 'not_number' };
  }
  if (kind === 'yuan') {
    const fen = parseYuan(text);
    return fen === null ? { value: text, fault: 'not_money' } : { value: fen };
  }
  if (kind === 'json') {
    try {
      return { value: JSON.parse(text) };
    } catch {
      return { value: text, fault: 'wrong_kind' };
    }
  }
  return { value: text };
}

function put(body: Node, keys: readonly string[], value: unknown, list: boolean): void {
  let node = body;
  for (const key of keys.slice(0, -1)) {
    const next = node[key];
    if (typeof next === 'object' && next !== null) node = next as Node;
    else {
      const made: Node = Object.create(null);
      node[key] = made;
      node = made;
    }
  }
  const last = keys.at(-1) ?? '';
  if (!list) node[last] = value;
  else if (Array.isArray(node[last])) node[last].push(value);
  else node[last] = [value];
}

/** Objects whose keys are all whole numbers become lists, in the order of the numbers; gaps (removed rows) close. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null || value instanceof Blob) return value;
  const entries = Object.entries(value as Node);
  if (entries.length > 0 && entries.every(([key]) => /^\d{1,4}$/.test(key)))
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, one]) => tidy(one));
  return Object.fromEntries(entries.map(([key, one]) => [key, tidy(one)]));
}
