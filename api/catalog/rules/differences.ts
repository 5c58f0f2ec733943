/** What changed between two contents, element by element and item by item. */
import { type Field, fields } from './codes.ts';
import type { EntryContent, EntryItem } from './entry.ts';

export interface Difference {
  readonly field: Field;
  /** For an item its name, for a legal basis its part; null when the element is one value. */
  readonly part: string | null;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Text as stored (codes stay codes); null when there was nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

type Plain = Exclude<keyof EntryContent, 'items' | 'share_basis'>;

export function differences(before: EntryContent | null, after: EntryContent): Difference[] {
  const found: Difference[] = [];
  for (const field of fields.codes) {
    if (field === 'classification_code') continue;
    if (field === 'items') found.push(...itemDifferences(before?.items ?? [], after.items));
    else if (field === 'share_basis') {
      for (const part of ['kind', 'instrument', 'article'] as const)
        push(found, field, part, shown(before?.share_basis[part] ?? null), shown(after.share_basis[part]));
    } else push(found, field, null, shown(before?.[field as Plain] ?? null), shown(after[field as Plain]));
  }
  return found;
}

function push(
  found: Difference[],
  field: Field,
  part: string | null,
  before: string | null,
  after: string | null,
): void {
  if (before === after) return;
  found.push({ field, part, kind: before === null ? 'added' : after === null ? 'removed' : 'changed', before, after });
}

function shown(value: EntryContent[Plain]): string | null {
  if (value === null || value === '') return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(', ');
  return String(value);
}

/** Items are the same when their names are; a renamed item is one removed and one added. */
function itemDifferences(before: readonly EntryItem[], after: readonly EntryItem[]): Difference[] {
  const old = new Map(before.map((item) => [item.name, item]));
  const now = new Map(after.map((item) => [item.name, item]));
  const found: Difference[] = [];
  for (const [name, item] of old) if (!now.has(name)) push(found, 'items', name, summary(item), null);
  for (const [name, item] of now) {
    const was = old.get(name);
    push(found, 'items', name, was === undefined ? null : summary(was), summary(item));
  }
  return found;
}

function summary(item: EntryItem): string {
  const tail = [item.data_type, item.unit, item.sensitivity, item.description].filter(
    (one) => one !== null && one !== '',
  );
  return [item.label, ...tail].join(' · ');
}
