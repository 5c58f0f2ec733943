/**
 * Between a CKAN package and the content of a catalogue entry. What CKAN has a field for stands there; the regulation's other
 * elements are extras under our own names, so that what `package_show` answers can be sent back as it is.
 */

import { themes } from '#api/catalog/rules/codes.ts';
import { type EntryContent, emptyContent } from '#api/catalog/rules/entry.ts';
import { refuse } from './refusals.ts';

export interface Extra {
  readonly key: string;
  readonly value: string;
}

/** Elements with a single text or code. */
const plain = [
  'title_en',
  'format_category',
  'format_detail',
  'share_type',
  'share_condition',
  'share_reason',
  'share_method',
  'open_type',
  'open_condition',
  'update_cycle',
  'grade',
  'storage_location',
  'usage_conditions',
  'spatial',
  'temporal_from',
  'temporal_to',
] as const satisfies readonly (keyof EntryContent)[];
/** Elements that are empty as null, not as ''. */
const chosen: ReadonlySet<string> = new Set([
  'format_category',
  'share_type',
  'share_method',
  'open_type',
  'update_cycle',
  'grade',
  'storage_location',
  'share_basis_kind',
]);
const lists = ['open_checks', 'related_codes', 'items'] as const;
const basis = ['kind', 'instrument', 'article'] as const;

/** What an entry says of itself; sent back it is read over, except the revision, which guards against lost changes. */
export const readOnlyExtras: ReadonlySet<string> = new Set([
  'code',
  'classification_code',
  'region_code',
  'level',
  'provider_uscc',
  'provider_name_en',
  'revision',
  'review_state',
  'access',
  'row_count',
  'versions',
  'theme',
]);

export const writableExtras: readonly string[] = [
  ...plain,
  'secret',
  ...basis.map((part) => `share_basis_${part}`),
  ...lists,
];

/** The regulation's elements, each with a value, in a fixed order. */
export function extrasOf(content: EntryContent): Extra[] {
  const found: Extra[] = plain.map((key) => ({ key, value: content[key] ?? '' }));
  if (content.secret !== null) found.push({ key: 'secret', value: String(content.secret) });
  for (const part of basis) found.push({ key: `share_basis_${part}`, value: content.share_basis[part] ?? '' });
  for (const key of lists) if (content[key].length > 0) found.push({ key, value: JSON.stringify(content[key]) });
  return found.filter(({ value }) => value !== '');
}

export interface Given {
  readonly title?: string | undefined;
  readonly notes?: string | undefined;
  readonly tags?: readonly { readonly name: string }[] | undefined;
  readonly tag_string?: string | undefined;
  readonly groups?: readonly { readonly name?: string | undefined; readonly id?: string | undefined }[] | undefined;
  readonly license_id?: string | undefined;
  readonly extras?: readonly { readonly key: string; readonly value?: unknown }[] | undefined;
  /** Every argument, for elements that stand beside the package's own fields. */
  readonly all: Readonly<Record<string, unknown>>;
}

/** The content as `entryContent` takes it. `update` begins with nothing, `patch` with what is there. */
export function contentOf(given: Given, base: EntryContent | null): Record<string, unknown> {
  const content: Record<string, unknown> = { ...(base ?? emptyContent()) };
  if (given.title !== undefined) content.title = given.title;
  if (given.notes !== undefined) content.abstract = given.notes;
  if (given.tags !== undefined) content.keywords = given.tags.map((tag) => tag.name);
  else if (given.tag_string !== undefined) content.keywords = given.tag_string.split(/[,，]/);
  if (given.groups !== undefined) content.theme = themeOf(given.groups);
  if (given.license_id !== undefined)
    content.licence = given.license_id === '' || given.license_id === 'notspecified' ? null : given.license_id;
  for (const { key, value } of given.extras ?? []) {
    if (writableExtras.includes(key)) put(content, key, value ?? '');
    else if (!readOnlyExtras.has(key)) throw refuse('ckan.unknown_extra', { key: key.slice(0, 100) }, [fault(key)]);
  }
  // Beside the package's own fields an element is newer than in the extras that package_show answered.
  for (const key of writableExtras) if (given.all[key] !== undefined) put(content, key, given.all[key]);
  return content;
}

function fault(key: string) {
  const { zh, en } = refuse.table['ckan.unknown_extra'];
  return { path: 'extras', zh: zh.replace('{{key}}', key), en: en.replace('{{key}}', key) };
}

function themeOf(groups: NonNullable<Given['groups']>): string | null {
  const names = groups.map((group) => group.name ?? group.id ?? '');
  if (names.length === 0) return null;
  if (names.length === 1 && themes.is(names[0])) return names[0];
  const params = { groups: names.join(' ').slice(0, 200) };
  const { zh, en } = refuse.table['ckan.one_theme'];
  const say = (sentence: string) => sentence.replace('{{groups}}', params.groups);
  throw refuse('ckan.one_theme', params, [{ path: 'groups', zh: say(zh), en: say(en) }]);
}

function put(content: Record<string, unknown>, key: string, value: unknown): void {
  if (key === 'secret')
    content.secret = value === 'true' ? true : value === 'false' ? false : value === '' ? null : value;
  else if ((lists as readonly string[]).includes(key)) content[key] = asList(value);
  else if (key.startsWith('share_basis_')) {
    const part = key.slice('share_basis_'.length);
    content.share_basis = { ...(content.share_basis as object), [part]: emptied(key, value) };
  } else content[key] = emptied(key, value);
}

const emptied = (key: string, value: unknown) => (chosen.has(key) && value === '' ? null : value);

function asList(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const trimmed = value.trim();
  if (!trimmed.startsWith('[')) return trimmed === '' ? [] : trimmed.split(/[,，]/).map((part) => part.trim());
  try {
    return JSON.parse(trimmed);
  } catch {
    return value;
  }
}

/** The field of a package an element of an entry stands in. */
export function ckanField(path: string): string {
  const [head = ''] = path.split('.');
  const renamed: Readonly<Record<string, string>> = {
    abstract: 'notes',
    keywords: 'tags',
    theme: 'groups',
    licence: 'license_id',
    note: 'description',
    file: 'upload',
  };
  return renamed[head] ?? head;
}
