/** The actions by their names in CKAN. Reads may come by GET; what changes something comes by POST only. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { fieldFaults } from '#api/kernel/field-faults.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import * as shapes from './contract.ts';
import * as datastore from './datastore.ts';
import * as groups from './groups.ts';
import * as writes from './package-writes.ts';
import * as packages from './packages.ts';
import { licenceList } from './rules/licences.ts';
import { resourceFormats } from './rules/names.ts';
import { writableExtras } from './rules/package-form.ts';
import { refuse } from './rules/refusals.ts';
import { type ActionName, help, site } from './rules/words.ts';
import * as versions from './version-writes.ts';

export type { SentFile } from './version-writes.ts';

interface Action {
  readonly reads: boolean;
  readonly run: (ctx: Ctx, args: Readonly<Record<string, unknown>>, file: versions.SentFile | null) => unknown;
}

/** The version of CKAN whose Action API this speaks; its R client leaves arguments out for older ones. */
const ckanVersion = '2.11.3';

function read<S extends z.ZodType>(shape: S, run: (ctx: Ctx, input: z.output<S>) => unknown): Action {
  return { reads: true, run: (ctx, args) => run(ctx, checked(shape, args)) };
}

function write<S extends z.ZodType>(
  shape: S,
  run: (ctx: Ctx, input: z.output<S>, file: versions.SentFile | null) => unknown,
): Action {
  return { reads: false, run: (ctx, args, file) => run(ctx, checked(shape, args), file) };
}

function checked<S extends z.ZodType>(shape: S, args: Readonly<Record<string, unknown>>): z.output<S> {
  const result = shape.safeParse(args);
  if (result.success) return result.data;
  const faults = fieldFaults(result.error);
  throw refuseAnywhere('request.invalid', { count: faults.length }, faults);
}

const self = async (ctx: Ctx) => {
  const found = await groups.showSelf(ctx);
  if (found === null) throw refuse('ckan.not_found', { name: 'user' });
  return found;
};

const actions: Readonly<Record<ActionName, Action>> = {
  status_show: read(shapes.noInput, (ctx) => ({
    ckan_version: ckanVersion,
    site_url: ctx.env.PUBLIC_URL,
    site_title: site.title.join(' / '),
    site_description: site.description.join(' / '),
    error_emails_to: null,
    locale_default: 'zh_Hans_CN',
    extensions: ['datastore'],
  })),
  site_read: read(shapes.noInput, () => true),
  package_list: read(shapes.listInput, packages.listPackages),
  current_package_list_with_resources: read(shapes.currentInput, packages.listPackagesWithResources),
  package_search: read(shapes.searchInput, packages.searchPackages),
  package_show: read(shapes.idInput, (ctx, { id }) => packages.showPackage(ctx, id)),
  package_autocomplete: read(shapes.autocompleteInput, packages.autocompletePackages),
  resource_show: read(shapes.idInput, (ctx, { id }) => packages.showResource(ctx, id)),
  resource_search: read(shapes.resourceSearchInput, packages.searchResources),
  resource_view_list: read(shapes.idInput, async (ctx, { id }) => {
    await packages.showResource(ctx, id);
    return [];
  }),
  group_list: read(shapes.groupsInput, groups.listGroups),
  group_show: read(shapes.groupInput, groups.showGroup),
  group_package_show: read(
    shapes.groupInput,
    async (ctx, { id }) => (await groups.showGroup(ctx, { id, include_datasets: true })).packages,
  ),
  organization_list: read(shapes.groupsInput, groups.listOrganizations),
  organization_show: read(shapes.groupInput, groups.showOrganization),
  organization_list_for_user: read(shapes.noInput, groups.ownOrganizations),
  tag_list: read(shapes.tagsInput, async (ctx, input) => (await groups.listTags(ctx, input)).shown),
  tag_show: read(shapes.groupInput, groups.showTag),
  tag_search: read(shapes.tagSearchInput, async (ctx, { query, q, limit, offset }) => {
    const asked = { query: query[0] ?? q, all_fields: true, limit, offset };
    const { count, shown } = await groups.listTags(ctx, asked);
    return { count, results: shown };
  }),
  tag_autocomplete: read(shapes.tagSearchInput, async (ctx, { query, q, limit, offset }) => {
    const asked = { query: query[0] ?? q, all_fields: false, limit: limit ?? 10, offset };
    return (await groups.listTags(ctx, asked)).names;
  }),
  format_autocomplete: read(shapes.tagSearchInput, (_ctx, { q }) =>
    resourceFormats.filter((format) => format.includes((q ?? '').toLowerCase())),
  ),
  license_list: read(shapes.noInput, licenceList),
  vocabulary_list: read(shapes.noInput, () => []),
  user_show: read(shapes.noInput, self),
  user_list: read(shapes.noInput, async (ctx) => {
    const found = await groups.showSelf(ctx);
    return found === null ? [] : [found];
  }),
  help_show: read(shapes.nameInput, (_ctx, { name }) => {
    if (!(name in help)) throw refuse('ckan.not_found', { name });
    const [zh, en] = help[name as ActionName];
    return `${zh}\n${en}`.replaceAll('{{keys}}', writableExtras.join(', '));
  }),
  datastore_search: read(shapes.datastoreInput, datastore.searchRows),
  datastore_search_sql: read(shapes.sqlInput, datastore.searchSql),
  datastore_info: read(shapes.datastoreInfoInput, datastore.showTableInfo),
  package_create: write(shapes.packageInput, writes.createPackage),
  package_update: write(shapes.packageChangeInput, (ctx, input) => writes.changePackage(ctx, input, false)),
  package_patch: write(shapes.packageChangeInput, (ctx, input) => writes.changePackage(ctx, input, true)),
  package_delete: write(shapes.deleteInput, writes.deletePackage),
  resource_create: write(shapes.resourceInput, versions.createResource),
  resource_update: write(shapes.resourceInput, versions.changeResource),
  resource_patch: write(shapes.resourceInput, versions.changeResource),
  resource_delete: write(shapes.idInput, (ctx, { id }) => versions.deleteResource(ctx, id)),
  datastore_create: write(shapes.datastoreCreateInput, versions.createRecords),
  datastore_upsert: write(shapes.datastoreUpsertInput, versions.appendRecords),
  datastore_delete: write(shapes.datastoreDeleteInput, versions.deleteRecords),
};

/** Null when CKAN, too, would not know the name. */
export function findAction(name: string): Action | null {
  return Object.hasOwn(actions, name) ? actions[name as ActionName] : null;
}
