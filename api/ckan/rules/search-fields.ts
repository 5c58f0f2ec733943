/** From the names of CKAN's search fields to what an entry has, and from a query tree to conditions the store can write. */

import { readInstant } from './dates.ts';
import type { Query, Range, Term } from './lucene.ts';
import { codeOfName, idOf } from './names.ts';
import { refuse } from './refusals.ts';

export type Column =
  | 'name'
  | 'id'
  | 'theme'
  | 'organization'
  | 'owner_org'
  | 'licence'
  | 'region_code'
  | 'level'
  | 'open_type'
  | 'share_type'
  | 'update_cycle'
  | 'grade'
  | 'classification_code'
  | 'created'
  | 'modified'
  | 'downloads'
  | 'resources'
  | 'tag'
  | 'format';

export type Condition =
  | { readonly is: 'all' | 'none' }
  | { readonly is: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly is: 'not'; readonly part: Condition }
  | { readonly is: 'equals'; readonly column: Column; readonly value: string }
  | { readonly is: 'like'; readonly column: Column | TextColumn; readonly pattern: string }
  | { readonly is: 'exists'; readonly column: Column | TextColumn }
  | {
      readonly is: 'between';
      readonly column: Column;
      readonly from: Date | number | null;
      readonly to: Date | number | null;
      readonly withFrom: boolean;
      readonly withTo: boolean;
    }
  /** The words of a text, looked for in the search's own index. */
  | { readonly is: 'words'; readonly text: string; readonly phrase: boolean }
  | { readonly is: 'contains'; readonly column: TextColumn; readonly text: string };

export type TextColumn = 'title' | 'notes' | 'author' | 'any_text';

/** Fields of which every public package has the same value. */
const constants: Readonly<Record<string, string>> = {
  state: 'active',
  private: 'false',
  capacity: 'public',
  permission_labels: 'public',
  entity_type: 'package',
  type: 'dataset',
  dataset_type: 'dataset',
  site_id: 'default',
};

const columns: Readonly<Record<string, Column>> = {
  name: 'name',
  id: 'id',
  groups: 'theme',
  theme: 'theme',
  organization: 'organization',
  owner_org: 'owner_org',
  license_id: 'licence',
  license: 'licence',
  tags: 'tag',
  res_format: 'format',
  metadata_created: 'created',
  metadata_modified: 'modified',
  num_resources: 'resources',
  views_total: 'downloads',
  views_recent: 'downloads',
  region_code: 'region_code',
  level: 'level',
  open_type: 'open_type',
  share_type: 'share_type',
  update_cycle: 'update_cycle',
  frequency: 'update_cycle',
  grade: 'grade',
  classification_code: 'classification_code',
};

const texts: Readonly<Record<string, TextColumn>> = {
  title: 'title',
  title_string: 'title',
  title_ngram: 'title',
  notes: 'notes',
  author: 'author',
  maintainer: 'author',
};

const instants: ReadonlySet<Column> = new Set(['created', 'modified']);
const numbers: ReadonlySet<Column> = new Set(['resources', 'downloads']);

/** Resolves a tree; `now` is what NOW means. Refuses `ckan.unknown_field` and `ckan.bad_query`. */
export function conditionOf(query: Query, now: Date): Condition {
  switch (query.is) {
    case 'all':
      return { is: 'all' };
    case 'and':
    case 'or':
      return { is: query.is, parts: query.parts.map((part) => conditionOf(part, now)) };
    case 'not':
      return { is: 'not', part: conditionOf(query.part, now) };
    case 'range':
      return between(query, now);
    case 'term':
      return ofTerm(query, now);
  }
}

const plain = (field: string): string => field.replace(/^extras_/, '').replace(/^vocab_/, '');

function ofTerm(term: Term, now: Date): Condition {
  const { field, text, phrase, pattern } = term;
  if (field === null || field === 'text' || field === '_text_') {
    if (pattern !== null) return { is: 'like', column: 'any_text', pattern: `%${likeOf(pattern)}%` };
    return { is: 'words', text, phrase };
  }
  const constant = constants[field];
  if (constant !== undefined) return { is: pattern !== null || text === constant ? 'all' : 'none' };
  const textColumn = texts[field];
  if (textColumn !== undefined) {
    if (pattern === null) return { is: 'contains', column: textColumn, text };
    if (isAny(pattern)) return { is: 'exists', column: textColumn };
    return { is: 'like', column: textColumn, pattern: likeOf(pattern) };
  }
  const column = columns[plain(field)];
  if (column === undefined) throw refuse('ckan.unknown_field', { field });
  if (pattern !== null)
    return isAny(pattern) ? { is: 'exists', column } : { is: 'like', column, pattern: likeOf(pattern) };
  if (instants.has(column) || numbers.has(column)) {
    const value = bound(column, text, now);
    return { is: 'between', column, from: value, to: value, withFrom: true, withTo: true };
  }
  return equals(column, text);
}

function equals(column: Column, text: string): Condition {
  if (column === 'id') return given(column, idOf('entry', text) ?? (text.startsWith('ent_') ? text : null));
  if (column === 'owner_org')
    return given(column, idOf('organization', text) ?? (text.startsWith('org_') ? text : null));
  if (column === 'name') return given(column, codeOfName(text));
  if (column === 'organization') return given(column, text.toUpperCase());
  if (column === 'format') return given(column, text.toLowerCase());
  return given(column, text);
}

const given = (column: Column, value: string | null): Condition =>
  value === null ? { is: 'none' } : { is: 'equals', column, value };

function between({ field, from, to, withFrom, withTo }: Range, now: Date): Condition {
  const column = columns[plain(field)];
  if (column === undefined) throw refuse('ckan.unknown_field', { field });
  if (from === null && to === null) return { is: 'exists', column };
  if (!instants.has(column) && !numbers.has(column)) throw refuse('ckan.bad_query', { near: `${field}:[` });
  const edge = (text: string | null) => (text === null ? null : bound(column, text, now));
  return { is: 'between', column, from: edge(from), to: edge(to), withFrom, withTo };
}

function bound(column: Column, text: string, now: Date): Date | number {
  const value = instants.has(column) ? readInstant(text, now) : /^\d{1,9}$/.test(text) ? Number(text) : null;
  if (value === null) throw refuse('ckan.bad_query', { near: text });
  return value;
}

const isAny = (pattern: NonNullable<Term['pattern']>): boolean =>
  pattern.length === 1 && typeof pattern[0] === 'object' && pattern[0].wild === '*';

function likeOf(pattern: NonNullable<Term['pattern']>): string {
  return pattern
    .map((part) => (typeof part === 'string' ? part.replace(/[\\%_]/g, '\\$&') : part.wild === '*' ? '%' : '_'))
    .join('');
}

export interface Sorting {
  readonly by: 'score' | 'modified' | 'created' | 'name' | 'title' | 'downloads' | 'id';
  readonly descending: boolean;
}

const sorts: Readonly<Record<string, Sorting['by']>> = {
  score: 'score',
  relevance: 'score',
  metadata_modified: 'modified',
  metadata_created: 'created',
  name: 'name',
  id: 'id',
  title: 'title',
  title_string: 'title',
  views_recent: 'downloads',
  views_total: 'downloads',
};

/** `metadata_modified desc, name asc`; a field alone ascends. Refuses `ckan.bad_sort`. */
export function readSorting(text: string): Sorting[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, field = '', way = 'asc'] = /^(\w+)(?:\s+(asc|desc))?$/i.exec(part) ?? [];
      const by = sorts[field];
      if (by === undefined) throw refuse('ckan.bad_sort', { sort: part.slice(0, 60) });
      return { by, descending: way.toLowerCase() === 'desc' };
    });
}

export const facetFields = {
  tags: 'tag',
  groups: 'theme',
  organization: 'organization',
  license_id: 'licence',
  res_format: 'format',
  update_cycle: 'update_cycle',
  frequency: 'update_cycle',
  region_code: 'region_code',
  open_type: 'open_type',
} as const;
export type FacetField = keyof typeof facetFields;
