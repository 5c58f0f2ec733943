/** Groups (themes), organisations (agencies), tags (keywords), and whom a token stands for. */
import { themes } from '#api/catalog/rules/codes.ts';
import type { Ctx } from '#api/context.ts';
import { queryWords } from '#api/ports/search/words.ts';
import { everything, type In, notFound, packagesOf } from './packages.ts';
import { idOf, uuidOf } from './rules/names.ts';
import { refuse } from './rules/refusals.ts';
import { type Condition, readSorting } from './rules/search-fields.ts';
import { groupDict, organizationDict, tagDict } from './show.ts';
import * as store from './store.ts';

const counted = async (ctx: Ctx, column: 'theme' | 'organization' | 'tag') =>
  new Map(
    (await store.countValues(ctx.db, column, { condition: everything, wordsOf: queryWords, limit: 1_000_000 })).map(
      ({ value, count }) => [value, count],
    ),
  );

interface Listed {
  readonly name: string;
  readonly title: string;
  readonly package_count?: number;
}

function arranged<T extends Listed>(all: readonly T[], input: In<'groupsInput'>, chosen: readonly string[]): T[] {
  const [, by = 'title', way = ''] = /^(name|title|package_count|packages|display_name)(?:\s+(asc|desc))?$/i.exec(
    input.sort || 'title asc',
  ) ?? [null, null, null];
  if (by === null) throw refuse('ckan.bad_sort', { sort: (input.sort ?? '').slice(0, 60) });
  const key = (one: T) => (by.startsWith('package') ? (one.package_count ?? 0) : by === 'name' ? one.name : one.title);
  const sorted = all
    .filter((one) => chosen.length === 0 || chosen.includes(one.name))
    .toSorted((a, b) => {
      const [x, y] = [key(a), key(b)];
      return typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'zh');
    });
  if (way?.toLowerCase() === 'desc') sorted.reverse();
  return sorted.slice(input.offset, input.limit === null ? undefined : input.offset + input.limit);
}

export async function listGroups(ctx: Ctx, input: In<'groupsInput'>) {
  const counts = await counted(ctx, 'theme');
  const all = themes.codes.map((theme) => groupDict(theme, counts.get(theme) ?? 0));
  const shown = arranged(all, input, input.groups);
  return input.all_fields ? shown : shown.map((one) => one.name);
}

async function withPackages(ctx: Ctx, condition: Condition, include: boolean) {
  const ask = { condition, words: [], wordsOf: queryWords, sort: readSorting('metadata_modified desc'), offset: 0 };
  const { total, ids } = await store.searchEntries(ctx.db, { ...ask, limit: include ? 1000 : 0 });
  return { package_count: total, ...(include ? { packages: await packagesOf(ctx, ids) } : {}) };
}

export async function showGroup(ctx: Ctx, { id, include_datasets }: In<'groupInput'>) {
  if (!themes.is(id)) throw notFound(id);
  const about = await withPackages(ctx, { is: 'equals', column: 'theme', value: id }, include_datasets);
  return { ...groupDict(id), users: [], tags: [], extras: [], groups: [], ...about };
}

export async function listOrganizations(ctx: Ctx, input: In<'groupsInput'>) {
  const [counts, rows] = await Promise.all([counted(ctx, 'organization'), store.listAgencies(ctx.db)]);
  const all = rows.map((row) => organizationDict(row, counts.get(row.uscc) ?? 0));
  const shown = arranged(all, input, [...input.organizations, ...input.groups]);
  return input.all_fields ? shown : shown.map((one) => one.name);
}

/** An agency by UUID, by name or by its social credit code. */
export async function findOrganization(ctx: Ctx, id: string): Promise<store.OrganizationRow | null> {
  const own = idOf('organization', id) ?? (id.startsWith('org_') ? id : null);
  return store.findAgency(ctx.db, own === null ? { uscc: id.toUpperCase() } : { id: own });
}

export async function showOrganization(ctx: Ctx, { id, include_datasets }: In<'groupInput'>) {
  const row = await findOrganization(ctx, id);
  if (row === null) throw notFound(id);
  const about = await withPackages(ctx, { is: 'equals', column: 'owner_org', value: row.id }, include_datasets);
  return { ...organizationDict(row), users: [], tags: [], extras: [], groups: [], ...about };
}

export async function ownOrganizations(ctx: Ctx) {
  const row = ctx.viewer === null ? null : await store.findAgency(ctx.db, { id: ctx.viewer.organization.id });
  return row === null ? [] : [{ ...organizationDict(row), capacity: 'editor' }];
}

export async function listTags(ctx: Ctx, { query, all_fields, limit, offset }: In<'tagsInput'>) {
  const names = [...(await counted(ctx, 'tag')).keys()]
    .filter((name) => name.toLowerCase().includes((query ?? '').toLowerCase()))
    .toSorted((a, b) => a.localeCompare(b, 'zh'));
  const page = names.slice(offset, limit === null ? undefined : offset + limit);
  return { count: names.length, names: page, shown: all_fields ? page.map(tagDict) : page };
}

export async function showTag(ctx: Ctx, { id, include_datasets }: In<'groupInput'>) {
  const about = await withPackages(ctx, { is: 'equals', column: 'tag', value: id }, include_datasets);
  if (about.package_count === 0) throw notFound(id);
  return { ...tagDict(id), ...about };
}

export async function showSelf(ctx: Ctx) {
  const row = ctx.viewer === null ? null : await store.findPerson(ctx.db, ctx.viewer.personId);
  if (row === null || ctx.viewer === null) return null;
  const id = uuidOf(row.id);
  return {
    id,
    name: row.login,
    fullname: row.displayName,
    display_name: row.displayName,
    about: null,
    created: row.createdAt.toISOString().replace('Z', '000'),
    state: 'active',
    sysadmin: false,
    activity_streams_email_notifications: false,
    organization: ctx.viewer.organization.uscc.toLowerCase(),
    duties: [...ctx.viewer.duties],
  };
}
