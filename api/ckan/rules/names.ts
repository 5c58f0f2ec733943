/**
 * Our names as CKAN writes them, without a table to look them up in: ids are UUIDs already (kernel/ids.ts), so that an id, its UUID
 * and back are one arithmetic; a package is called by its resource code, an organisation by its social credit code.
 */
import { type Noun, prefixes } from '#api/kernel/ids.ts';

const alphabet = '0123456789abcdefghijklmnopqrstuv';
const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `ent_06a1…` → `0195…-….`: the same 128 bits. */
export function uuidOf(id: string): string {
  let bits = 0n;
  for (const one of id.slice(id.indexOf('_') + 1)) bits = (bits << 5n) | BigInt(Math.max(0, alphabet.indexOf(one)));
  // 26 characters of 5 bits are 130: the last two are padding.
  const hex = (bits >> 2n).toString(16).padStart(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The id of a noun from its UUID; null when the text is no UUID. */
export function idOf(noun: Noun, uuid: string): string | null {
  const text = uuid.toLowerCase();
  if (!uuidShape.test(text)) return null;
  const bits = BigInt(`0x${text.replaceAll('-', '')}`) << 2n;
  let id = '';
  for (let i = 25; i >= 0; i--) id += alphabet[Number((bits >> BigInt(i * 5)) & 31n)];
  return `${prefixes[noun]}_${id}`;
}

/** `306014/000127` → `306014-000127`; CKAN's names are lower case. */
export function packageName(code: string): string {
  return code.replace('/', '-').toLowerCase();
}

/** The resource code a package name stands for; null when it has not its shape. */
export function codeOfName(name: string): string | null {
  const [, classification, sequence] = /^([123]\d{5}[0-9a-z]{0,12})[-/](\d{1,10})$/i.exec(name) ?? [];
  return classification === undefined ? null : `${classification.toUpperCase()}/${sequence}`;
}

export function organizationName(uscc: string): string {
  return uscc.toLowerCase();
}

/** A resource is one table of one version in one format; the CSV of the first table is the version's own UUID. */
export interface ResourceRef {
  readonly versionId: string;
  readonly table: number;
  readonly format: ResourceFormat;
}

export const resourceFormats = ['csv', 'xlsx', 'json', 'parquet'] as const;
export type ResourceFormat = (typeof resourceFormats)[number];

export function resourceId({ versionId, table, format }: ResourceRef): string {
  return `${uuidOf(versionId)}${table === 1 ? '' : `-t${table}`}${format === 'csv' ? '' : `-${format}`}`;
}

export function readResourceId(text: string): ResourceRef | null {
  const [, uuid = '', table, format] = /^(.{36})(?:-t(\d{1,4}))?(?:-(xlsx|json|parquet))?$/.exec(text) ?? [];
  const versionId = idOf('version', uuid);
  if (versionId === null) return null;
  return { versionId, table: Number(table ?? 1), format: (format as ResourceFormat | undefined) ?? 'csv' };
}

/** The version any resource id stands for, also of a file that is no table (`-f1`) and of a licensed one (`-api`). */
export function versionOfResource(text: string): string | null {
  return readResourceId(text)?.versionId ?? idOf('version', text.replace(/-(f\d{1,5}|api)$/, ''));
}
