/**
 * Inputs of the CKAN actions. They are no operations of our own interface and stand in no OpenAPI document: their shapes are those
 * CKAN 2.11 documents for its Action API.
 */
import { z } from 'zod';
import { capped, dict, flag, list, needed, records, text, texts, whole } from './rules/inputs.ts';

/** `limit` that may be left out or be `null` for everything. */
const anyLimit = z.preprocess(
  (value) => (value === undefined || value === '' ? null : typeof value === 'string' ? Number(value) : value),
  z.number().int().min(0).max(1_000_000).nullable(),
);
const offset = whole(0, 1_000_000_000, 0);

export const noInput = z.object({});
export const listInput = z.object({ limit: anyLimit, offset });
export const currentInput = z.object({ limit: capped(1000, 100), offset });

export const searchInput = z.object({
  q: text(8000),
  fq: texts,
  fq_list: texts,
  sort: text(500),
  rows: capped(1000, 10),
  start: offset,
  facet: flag(true),
  'facet.field': list,
  'facet.limit': whole(-1, 100_000, 50),
});

export const autocompleteInput = z.object({ q: needed(200), limit: capped(100, 10) });

/** `id`; older clients say `name_or_id`. */
const byId = { id: needed(200) };
export const idInput = z.object(byId);
export const groupInput = z.object({ ...byId, include_datasets: flag(false) });
export const groupsInput = z.object({
  all_fields: flag(false),
  sort: text(60),
  limit: anyLimit,
  offset,
  groups: list,
  organizations: list,
});

export const resourceSearchInput = z.object({ query: texts, limit: capped(1000, 100), offset });
export const tagsInput = z.object({ query: text(100), all_fields: flag(false), limit: anyLimit, offset });
export const tagSearchInput = z.object({ query: texts, q: text(100), limit: anyLimit, offset });
export const nameInput = z.object({ name: needed(100) });

/** A column alone, several with commas, or a list. */
export const datastoreInput = z.object({
  resource_id: needed(120),
  filters: dict,
  q: z.preprocess(
    (value) => (typeof value === 'string' && value.trim().startsWith('{') ? safely(value) : (value ?? undefined)),
    z.union([z.string().max(2000), z.record(z.string().max(300), z.string().max(2000))]).optional(),
  ),
  fields: list,
  sort: z.preprocess((value) => (Array.isArray(value) ? value.join(',') : value), text(2000)),
  limit: capped(32_000, 100),
  offset,
  distinct: flag(false),
  include_total: flag(true),
  records_format: z.preprocess(
    (value) => value ?? undefined,
    z.enum(['objects', 'lists', 'csv', 'tsv']).default('objects'),
  ),
});

function safely(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

export const datastoreInfoInput = z.preprocess(
  (value) => {
    const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    return { ...given, id: given.id ?? given.resource_id };
  },
  z.object({ id: needed(120) }),
);

export const sqlInput = z.object({ sql: needed(10_000) });

export const dumpInput = datastoreInput.omit({ records_format: true, include_total: true, distinct: true }).extend({
  format: z.preprocess((value) => value ?? undefined, z.enum(['csv', 'tsv', 'json', 'xml']).default('csv')),
  bom: flag(false),
  limit: anyLimit,
});

const named = z.object({ name: z.string().max(300).optional(), id: z.string().max(300).optional() });

/** What a package may bring; other fields of CKAN's are read over, as CKAN does. */
export const packageInput = z
  .object({
    id: text(200),
    name: text(200),
    title: text(400),
    notes: text(8000),
    tags: z.preprocess(
      listed,
      z
        .array(z.object({ name: z.string().max(200) }))
        .max(100)
        .optional(),
    ),
    tag_string: text(4000),
    groups: z.preprocess(listed, z.array(named).max(20).optional()),
    license_id: text(100),
    owner_org: text(200),
    classification_code: text(30),
    extras: z.preprocess(
      listed,
      z
        .array(z.object({ key: z.string().max(200), value: z.unknown() }))
        .max(200)
        .optional(),
    ),
    resources: z.preprocess(listed, z.array(z.record(z.string(), z.unknown())).max(5000).optional()),
    state: text(20),
    revision: z.preprocess(
      (value) => (typeof value === 'string' ? Number(value) : value),
      z.number().int().min(1).optional(),
    ),
  })
  .loose();

/** A list, its JSON, or names alone: `["a","b"]` for tags and groups. */
function listed(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  const given = typeof value === 'string' && value.trim().startsWith('[') ? safely(value) : value;
  return Array.isArray(given) ? given.map((one) => (typeof one === 'string' ? { name: one } : one)) : given;
}

export const packageChangeInput = packageInput.extend({ id: needed(200) });
export const deleteInput = z.object({ id: needed(200), reason: text(1000) });
export const resourceInput = z
  .object({
    id: text(120),
    package_id: text(200),
    description: text(1000),
    name: text(300),
    state: text(20),
    url: text(2000),
  })
  .loose();

export const datastoreCreateInput = z.object({
  resource_id: text(120),
  package_id: text(200),
  resource: z.preprocess(
    (value) => (typeof value === 'string' ? safely(value) : (value ?? undefined)),
    z
      .object({ package_id: z.string().max(200).optional(), description: z.string().max(1000).optional() })
      .loose()
      .optional(),
  ),
  fields: z.preprocess(
    listed,
    z
      .array(z.object({ id: z.string().trim().min(1).max(300) }).loose())
      .max(1000)
      .optional(),
  ),
  records,
});
export const datastoreUpsertInput = z.object({ resource_id: needed(120), method: text(20), records });
export const datastoreDeleteInput = z.object({ resource_id: needed(120), filters: dict });
