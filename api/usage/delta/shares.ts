/** What a key can read, as shares, schemas and tables: its agreement, the datasets of it, their granted tables. */
import { grantedUnder } from '#api/agreements/granted.ts';
import { tableGrant } from '#api/agreements/rules/policy.ts';
import type { Ctx } from '#api/context.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { getAgreement, requireGrant, type Taker, takerOf } from '../gate.ts';
import { refuse } from '../rules/refusals.ts';
import {
  type NamedPage,
  nameOf,
  type PageAsked,
  pageOf,
  type SharedTable,
  sameName,
  schemaOf,
  tableNames,
} from '../rules/sharing.ts';
import { writtenTables } from '../rules/tables.ts';
import * as store from '../store.ts';

interface Share {
  readonly name: string;
  readonly id: string;
  readonly displayName: string;
}

/** A table with what the agreement and the address call it. */
export interface Placed extends SharedTable {
  readonly code: string;
  readonly title: string;
  readonly written: string;
  readonly id: string;
}

interface Shared {
  readonly share: Share;
  readonly schemas: readonly string[];
  readonly tables: readonly Placed[];
}

async function ofKey(ctx: Ctx): Promise<Shared> {
  const key = requireGrant(ctx);
  return sharedUnder(ctx, takerOf(key), key.datasets ?? []);
}

/** @param limited codes of the only datasets to tell of; all when empty. */
async function sharedUnder(ctx: Ctx, taker: Taker, limited: readonly string[]): Promise<Shared> {
  const agreement = await getAgreement(ctx, taker);
  const granted = await grantedUnder(ctx, agreement.id);
  if (granted === null) throw refuse('usage.not_in_force', { no: agreement.no });
  const share = { name: nameOf(agreement.no), id: agreement.id, displayName: agreement.no };
  const entries = await store.findEntries(
    ctx.db,
    agreement.resources.map((one) => one.entryId),
  );
  const schemas: string[] = [];
  const tables: Placed[] = [];
  for (const { code, title, versions } of entries) {
    if (limited.length > 0 && !limited.includes(code)) continue;
    // Names follow the agreement, which calls tables as they were called then: they last when a table is renamed.
    const then = granted.tables.get(code) ?? [];
    const names = tableNames(then.map((one) => one.name));
    const open = writtenTables(then, versions[0]?.tables ?? []).filter(
      ({ written }) => granted.grant.actions.includes('read') && tableGrant(granted.grant, code, written) !== null,
    );
    if (open.length === 0) continue;
    const schema = schemaOf(code);
    schemas.push(schema);
    for (const { written } of open) {
      const name = names[then.findIndex((one) => one.name === written)] ?? nameOf(written);
      tables.push({ name, schema, share: share.name, code, title, written, id: `${agreement.id}.${schema}.${name}` });
    }
  }
  return { share, schemas, tables };
}

async function ofShare(ctx: Ctx, name: string) {
  const found = await ofKey(ctx);
  if (!sameName(found.share.name, name)) throw refuse('usage.sharing_not_found', { name: name.slice(0, 100) });
  return found;
}

export async function listShares(ctx: Ctx, page: PageAsked): Promise<NamedPage<Share>> {
  return pageOf([(await ofKey(ctx)).share], page);
}

export async function showShare(ctx: Ctx, name: string): Promise<{ share: Share }> {
  return { share: (await ofShare(ctx, name)).share };
}

export async function listSchemas(ctx: Ctx, share: string, page: PageAsked) {
  const found = await ofShare(ctx, share);
  return pageOf(
    found.schemas.map((name) => ({ name, share: found.share.name })),
    page,
  );
}

const shown = ({ name, schema, share, id, title }: Placed, shareId: string) => ({
  name,
  schema,
  share,
  shareId,
  id,
  displayName: title,
  accessModes: ['url'],
});

/** Of one schema, or of all. */
export async function listTables(ctx: Ctx, share: string, schema: string | null, page: PageAsked) {
  const found = await ofShare(ctx, share);
  if (schema !== null && !found.schemas.some((one) => sameName(one, schema)))
    throw refuse('usage.sharing_not_found', { name: schema.slice(0, 100) });
  const tables = found.tables.filter((one) => schema === null || sameName(one.schema, schema));
  return pageOf(
    tables.map((one) => shown(one, found.share.id)),
    page,
  );
}

export interface TableAddress {
  readonly share: string;
  readonly schema: string;
  readonly table: string;
}

/** What the agreement calls the table of an address; a table it had and does not grant is named too, to be refused as such. */
export async function writtenAt(ctx: Ctx, address: TableAddress): Promise<Placed> {
  const found = await ofShare(ctx, address.share);
  const table = found.tables.find((one) => sameName(one.schema, address.schema) && sameName(one.name, address.table));
  if (table !== undefined) return table;
  const key = requireGrant(ctx);
  const granted = await grantedUnder(ctx, key.agreementId);
  const [code, then] = [...(granted?.tables ?? [])].find(([one]) => sameName(schemaOf(one), address.schema)) ?? [];
  const names = tableNames((then ?? []).map((one) => one.name));
  const written = then?.[names.findIndex((one) => sameName(one, address.table))]?.name;
  if (code === undefined || written === undefined)
    throw refuse('usage.sharing_not_found', { name: `${address.schema}.${address.table}`.slice(0, 100) });
  const limited = key.datasets ?? [];
  if (limited.length > 0 && !limited.includes(code)) throw refuse('usage.key_not_for_dataset', { code });
  const { share } = found;
  const { schema, table: name } = address;
  return {
    name,
    schema,
    share: share.name,
    code,
    title: code,
    written,
    id: `${share.id}.${schemaOf(code)}.${written}`,
  };
}

/** What programs call the tables of an agreement, for a signed-in developer of it. */
export async function listShared(ctx: Ctx, agreementId: string) {
  const viewer = requireDuty(ctx.viewer, 'developer');
  const taker = { agreementId, organizationId: viewer.organization.id, apiKeyId: null, personId: viewer.personId };
  const { tables } = await sharedUnder(ctx, taker, []);
  return {
    endpoint: `${ctx.env.PUBLIC_URL}/delta-sharing`,
    items: tables.map(({ name, schema, share, code, title }) => ({ name, schema, share, code, title })),
  };
}
