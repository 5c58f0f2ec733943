/** What one version of the requirements changed against another: elements, lists and rules added, removed, changed. Pure. */
import type { RequirementContent, RequirementField } from './requirement.ts';

export interface RequirementDifference {
  readonly of: 'field' | 'list' | 'rule';
  /** The element, the list's code, the rule's number. */
  readonly key: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** The parts that differ, where it is changed. */
  readonly parts: readonly string[];
  readonly before: string | null;
  readonly after: string | null;
}

const fieldParts = ['name', 'status', 'when', 'min_length', 'max_length', 'pattern', 'list', 'hint', 'clause'] as const;

export function requirementDifferences(before: RequirementContent, after: RequirementContent): RequirementDifference[] {
  return [
    ...compare('field', before.fields, after.fields, (one) => one.element, fieldParts, fieldText),
    ...compare(
      'list',
      before.lists,
      after.lists,
      (one) => one.code,
      ['name', 'values'],
      (one) => one.values.map((v) => v.value).join(', '),
    ),
    ...compare(
      'rule',
      before.rules,
      after.rules,
      (one) => one.no,
      null,
      (one) => one.says.zh,
    ),
  ];
}

function compare<T extends object>(
  of: RequirementDifference['of'],
  before: readonly T[],
  after: readonly T[],
  key: (one: T) => string,
  parts: readonly (keyof T & string)[] | null,
  text: (one: T) => string,
): RequirementDifference[] {
  const old = new Map(before.map((one) => [key(one), one]));
  const now = new Map(after.map((one) => [key(one), one]));
  const found: RequirementDifference[] = [];
  for (const [name, one] of old)
    if (!now.has(name)) found.push({ of, key: name, kind: 'removed', parts: [], before: text(one), after: null });
  for (const [name, one] of now) {
    const was = old.get(name);
    if (was === undefined) found.push({ of, key: name, kind: 'added', parts: [], before: null, after: text(one) });
    else if (JSON.stringify(was) !== JSON.stringify(one)) {
      const changed = (parts ?? (Object.keys(one) as (keyof T & string)[])).filter(
        (part) => JSON.stringify(was[part]) !== JSON.stringify(one[part]),
      );
      found.push({ of, key: name, kind: 'changed', parts: changed, before: text(was), after: text(one) });
    }
  }
  return found;
}

/** The demand in short, codes as codes: pages put words to the element and the parts. */
function fieldText(field: RequirementField): string {
  const length =
    field.min_length === null && field.max_length === null ? '' : `${field.min_length ?? 0}-${field.max_length ?? ''}`;
  const when = field.when === null ? '' : `${field.when.element}=${field.when.is.join('|')}`;
  return [field.status, when, length, field.pattern ?? '', field.list ?? ''].filter((one) => one !== '').join(' · ');
}
