/** What must hold before an entry is submitted: every fault at once, each with its element and the clause that demands it. */
import { type FieldFault, fill } from '#api/kernel/refusal.ts';
import { inLocale, type Word } from '#api/kernel/words.ts';
import { isResourceCode } from './code.ts';
import {
  type Clause,
  clauses,
  type Field,
  fields,
  grades,
  localInstrument,
  nationalBases,
  openChecks,
  type Part,
  parts,
} from './codes.ts';
import type { EntryContent } from './entry.ts';
import { guideline } from './guideline.ts';
import { type FaultWord, faultWords } from './refusals.ts';
import {
  asksFor,
  holds,
  isTextElement,
  matches,
  type Requirement,
  type RequirementField,
  type RequirementRule,
  valuesOf,
} from './requirement.ts';

export interface SubmissionFault extends FieldFault {
  readonly clause: Clause;
  /** The sentence used; `missing` faults make up the completeness meter. */
  readonly word: FaultWord;
}

type Said = Readonly<Record<string, Word | string | number>>;

function fault(path: string, word: FaultWord, clause: Clause, said: Said = {}): SubmissionFault {
  const side = (locale: 'zh' | 'en') => {
    const params = Object.fromEntries(
      Object.entries({ clause: clauses.words[clause] as Word, ...said }).map(([key, value]) => [
        key,
        typeof value === 'object' ? inLocale(value, locale) : value,
      ]),
    );
    return fill(inLocale(faultWords[word], locale), params);
  };
  return { path, word, clause, zh: side('zh'), en: side('en') };
}

interface Element {
  readonly field: Field;
  readonly clause: Clause;
  /** Where the form shows it. */
  readonly path?: string;
  readonly needed?: (c: EntryContent) => boolean;
  readonly filled: (c: EntryContent) => boolean;
  readonly word?: FaultWord;
}

const text = (field: Field & keyof EntryContent, clause: Clause, more: Partial<Element> = {}): Element => ({
  field,
  clause,
  filled: (c) => c[field] !== '' && c[field] !== null,
  ...more,
});
const restricted = (c: EntryContent) => c.share_type === '2' || c.share_type === '3';
const opened = (c: EntryContent) => c.open_type === 'unconditional' || c.open_type === 'conditional';

/** The elements the steward fills, in the order of the form. Related codes and coverage may stay empty. */
export const elements: readonly Element[] = [
  text('title', 'G1272'),
  text('abstract', 'G1272'),
  { field: 'keywords', clause: 'G1272', filled: (c) => c.keywords.length > 0 },
  text('theme', 'R8'),
  text('format_category', 'R8'),
  text('format_detail', 'R8'),
  { field: 'items', clause: 'G1272', filled: (c) => c.items.length > 0, word: 'no_items' },
  text('update_cycle', 'R8'),
  text('share_type', 'R8'),
  text('share_method', 'R8', { needed: (c) => c.share_type !== '3' }),
  text('share_condition', 'T15', { needed: (c) => c.share_type === '2', word: 'condition' }),
  text('share_reason', 'R12', { needed: restricted, word: 'reason' }),
  {
    field: 'share_basis',
    clause: 'R12',
    needed: restricted,
    filled: (c) => c.share_basis.kind !== null && c.share_basis.instrument !== '' && c.share_basis.article !== '',
    word: 'basis',
  },
  text('usage_conditions', 'T13'),
  text('open_type', 'R14'),
  text('open_condition', 'R14', { needed: (c) => c.open_type === 'conditional', word: 'open_condition' }),
  {
    field: 'open_checks',
    clause: 'R14',
    needed: opened,
    filled: (c) => c.open_checks.length === openChecks.codes.length,
    word: 'open_check',
  },
  text('licence', 'R15', { needed: opened, word: 'licence' }),
  text('grade', 'T13'),
  text('storage_location', 'R6'),
  text('secret', 'R2', { word: 'secret_undeclared' }),
];

export interface Completeness {
  readonly done: number;
  readonly total: number;
  readonly percent: number;
  readonly missing: readonly Field[];
}

/** The elements that are needed of the entry, in the order of the form, each with whether it is filled. */
export function needed(
  content: EntryContent,
  requirement: Requirement = guideline,
): { readonly field: Field; readonly filled: boolean }[] {
  const core = elements.filter((element) => element.needed?.(content) ?? true);
  const known = new Set(core.map((element) => element.field));
  const more = requirement.content.fields.filter((one) => !known.has(one.element) && asksFor(one, content));
  return [
    ...core.map((element) => ({ field: element.field, filled: element.filled(content) })),
    ...more
      .filter((one) => one.element !== 'classification_code')
      .map((one) => ({ field: one.element, filled: valuesOf(content, one.element).length > 0 })),
  ];
}

/** How much of what is needed is filled; what is needed follows from what was chosen and from the requirements in force. */
export function completeness(content: EntryContent, requirement: Requirement = guideline): Completeness {
  const all = needed(content, requirement);
  const missing = all.filter((one) => !one.filled).map((one) => one.field);
  const done = all.length - missing.length;
  return { done, total: all.length, percent: Math.floor((done / all.length) * 100), missing };
}

/** Everything that keeps the entry from being submitted. Empty when it may go. */
export function submissionFaults(
  content: EntryContent,
  own?: { readonly code: string },
  requirement: Requirement = guideline,
): SubmissionFault[] {
  const law = lawFaults(content, own);
  const told = new Set(law.map((one) => one.path));
  // The core law speaks first: what it already asks for is not asked for twice.
  return [...law, ...requirementFaultsOf(content, requirement).filter((one) => !told.has(one.path))];
}

function lawFaults(content: EntryContent, own?: { readonly code: string }): SubmissionFault[] {
  return [
    ...elements.flatMap((element) => missingOf(element, content)),
    ...itemFaults(content),
    ...shareFaults(content),
    ...openFaults(content),
    ...(content.secret === true ? [fault('secret', 'secret', 'R2')] : []),
    ...relatedFaults(content, own?.code),
    ...(endsBeforeItBegins(content) ? [fault('temporal_to', 'period', 'G1272')] : []),
  ];
}

function missingOf(element: Element, content: EntryContent): SubmissionFault[] {
  if (!(element.needed?.(content) ?? true) || element.filled(content)) return [];
  const { field, clause, word = 'missing' } = element;
  if (field === 'share_basis') {
    const lacking = (['kind', 'instrument', 'article'] as const).filter(
      (part) => (content.share_basis[part] ?? '') === '',
    );
    return lacking.map((part) => fault(`share_basis.${part}`, word, clause, { field: parts.words[part] as Word }));
  }
  if (field === 'open_checks') {
    const lacking = openChecks.codes.filter((check) => !content.open_checks.includes(check));
    return lacking.map((check) => fault(field, word, clause, { name: openChecks.words[check] as Word }));
  }
  return [fault(field, word, clause, { field: fields.words[field] as Word })];
}

/** What the version asks beyond the law, each with the provision that the version names. */
function requirementFaultsOf(content: EntryContent, requirement: Requirement): SubmissionFault[] {
  if (requirement.number === 0) return [];
  const { fields: asked, lists, rules } = requirement.content;
  const found: SubmissionFault[] = [];
  for (const one of asked) {
    const path = one.element === 'share_basis' ? 'share_basis.kind' : one.element;
    const say = (word: FaultWord, more: Said = {}) =>
      found.push(fault(path, word, 'REQ', { field: nameOf(one), clause: cited(requirement, one.clause), ...more }));
    const values = valuesOf(content, one.element);
    if (values.length === 0) {
      if (asksFor(one, content)) say('required');
      continue;
    }
    const list = lists.find(({ code }) => code === one.list);
    const outside =
      list === undefined ? undefined : values.find((value) => !list.values.some((v) => v.value === value));
    if (outside !== undefined) say('not_in_list', { name: outside });
    if (!isTextElement(one.element)) continue;
    const [text = ''] = values;
    const length = [...text].length;
    if (one.min_length !== null && length < one.min_length) say('too_short', { number: one.min_length });
    if (one.max_length !== null && length > one.max_length) say('too_long', { number: one.max_length });
    if (one.pattern !== null && !matches(one.pattern, text)) say('not_as_written');
  }
  for (const rule of rules)
    for (const path of brokenAt(rule, content, lists))
      found.push(
        fault(path, 'ruled', 'REQ', { says: [rule.says.zh, rule.says.en], clause: cited(requirement, rule.clause) }),
      );
  return found;
}

const nameOf = ({ element, name }: RequirementField): Word => [
  name.zh || fields.words[element][0],
  name.en || fields.words[element][1],
];

/** `编制要求第 2 号 · 《…》第五条`: the version and the provision in it. */
function cited({ number }: Requirement, clause: RequirementField['clause']): Word {
  const where = [clause.instrument, clause.article].filter((one) => one !== '').join(' ');
  return [`编制要求第 ${number} 号 · ${where}`, `Requirements No. ${number} · ${where}`];
}

/** Where a rule does not hold. */
function brokenAt(rule: RequirementRule, content: EntryContent, lists: Requirement['content']['lists']): string[] {
  if (rule.kind === 'at_least') return content[rule.element].length < rule.number ? [rule.element] : [];
  if (rule.kind === 'item_part')
    return content.items.flatMap((item, at) => (item[rule.part] === '' ? [`items.${at}.${rule.part}`] : []));
  if (rule.kind === 'item_list') {
    const list = lists.find(({ code }) => code === rule.list);
    return content.items.flatMap((item, at) => {
      const value = item[rule.part];
      const outside = value !== null && list !== undefined && !list.values.some((one) => one.value === value);
      return outside ? [`items.${at}.${rule.part}`] : [];
    });
  }
  return holds(content, rule.first) && holds(content, rule.second) ? [rule.second.element] : [];
}

function itemFaults({ items }: EntryContent): SubmissionFault[] {
  const seen = new Set<string>();
  return items.flatMap((item, at) => {
    const row = at + 1;
    const lacking = (['name', 'label', 'data_type', 'sensitivity'] as const).filter(
      (part) => (item[part] ?? '') === '',
    );
    const found = lacking.map((part: Part) =>
      fault(`items.${at}.${part}`, 'item_part', 'G1272', { row, field: parts.words[part] as Word }),
    );
    const key = item.name.toLowerCase();
    if (key !== '' && seen.has(key))
      found.push(fault(`items.${at}.name`, 'item_twice', 'G1272', { row, name: item.name }));
    seen.add(key);
    return found;
  });
}

function shareFaults({ share_type, share_basis }: EntryContent): SubmissionFault[] {
  if (share_type !== '3' || share_basis.kind === null) return [];
  // T809 Article 14 outranks the provincial text: only national law of these ranks can keep data from being shared.
  if (!nationalBases.has(share_basis.kind)) return [fault('share_basis.kind', 'basis_rank', 'T14')];
  if (localInstrument.test(share_basis.instrument))
    return [fault('share_basis.instrument', 'basis_local', 'T14', { name: share_basis.instrument })];
  return [];
}

function openFaults(content: EntryContent): SubmissionFault[] {
  if (!opened(content)) return [];
  const found: SubmissionFault[] = [];
  // Article 12 calls "not shared" what is not fit for other agencies; the public and companies stand further away than they do.
  if (content.share_type === '3') found.push(fault('open_type', 'open_not_shared', 'R12'));
  // Article 14 opens data only while national security is safe; the law keeps important and core data under special protection.
  const shut = content.grade === 'core' || (content.grade === 'important' && content.open_type === 'unconditional');
  if (shut && content.grade !== null)
    found.push(fault('open_type', 'open_graded', 'D21', { name: grades.words[content.grade] as Word }));
  if (content.open_type === 'unconditional' && content.licence === 'agreement')
    found.push(fault('licence', 'licence_agreement', 'R15'));
  return found;
}

function relatedFaults({ related_codes }: EntryContent, own: string | undefined): SubmissionFault[] {
  return related_codes.flatMap((code) => {
    if (!isResourceCode(code)) return [fault('related_codes', 'code_shape', 'G1272', { name: code })];
    return code === own ? [fault('related_codes', 'code_self', 'G1272')] : [];
  });
}

/** For related codes that only the database can look up. */
export function unknownCodeFault(code: string): SubmissionFault {
  return fault('related_codes', 'code_unknown', 'G1272', { name: code });
}

/** Compared by their common part: 2026-03 does not end before 2026-03-05 begins. */
function endsBeforeItBegins({ temporal_from, temporal_to }: EntryContent): boolean {
  const length = Math.min(temporal_from.length, temporal_to.length);
  return temporal_to.slice(0, length) < temporal_from.slice(0, length);
}

/** True when one of the faults is a missing reason or basis: Article 12 refuses the entry for it. */
export function lacksBasis(faults: readonly SubmissionFault[]): boolean {
  return faults.some(({ clause, path }) => (clause === 'R12' || clause === 'T14') && path !== 'open_type');
}

/** What may be submitted and yet needs attention: shown to steward and reviewer. */
export function warnings(content: EntryContent, level: 'province' | 'city' | 'county'): SubmissionFault[] {
  const found: SubmissionFault[] = [];
  const owed = level === 'province' ? 'provincial_cloud' : level === 'city' ? 'city_cloud' : null;
  if (owed !== null && content.storage_location !== null && content.storage_location !== owed)
    found.push(fault('storage_location', 'storage_level', 'R6'));
  if (opened(content)) {
    for (const [at, item] of content.items.entries())
      if (item.sensitivity === 'direct_identifier')
        found.push(fault(`items.${at}.sensitivity`, 'identifier_open', 'R15', { name: item.label || item.name }));
  }
  return found;
}
