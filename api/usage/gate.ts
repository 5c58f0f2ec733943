/** The way to licensed data: which table is asked for, and what of it the agreement grants. */
import { type Granted, grantedUnder } from '#api/agreements/granted.ts';
import type { DataAction } from '#api/agreements/rules/policy.ts';
import type { RowCondition } from '#api/agreements/rules/terms-types.ts';
import type { Ctx } from '#api/context.ts';
import { getPublishedVersion, getPublishedVersions, type PublishedVersion } from '#api/datasets/read.ts';
import type { Filter } from '#api/datasets/rules/query.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { gatewayNow, readUsed } from './quota.ts';
import { type Access, decide, degreeRefusal } from './rules/decide.ts';
import { type Grant, standingFault } from './rules/grant.ts';
import { refuse } from './rules/refusals.ts';
import { writtenTables } from './rules/tables.ts';
import * as store from './store.ts';

export interface DatasetAddress {
  readonly class: string;
  readonly seq: string;
}

/** Who takes: an organisation under an agreement, by a key or by one of its people. */
export interface Taker {
  readonly agreementId: string;
  readonly organizationId: string;
  readonly apiKeyId: string | null;
  readonly personId: string | null;
}

export const takerOf = (grant: Grant): Taker => ({
  agreementId: grant.agreementId,
  organizationId: grant.organizationId,
  apiKeyId: grant.keyId,
  personId: null,
});

/** The grant `mount` resolved from the key; an operation with `auth: 'key'` always has one. */
export function requireGrant(ctx: Ctx): Grant {
  if (ctx.grant === undefined) throw refuse('usage.key_needed');
  return ctx.grant;
}

export type AgreementRow = NonNullable<Awaited<ReturnType<typeof store.findAgreement>>>;

export async function getAgreement(ctx: Ctx, taker: Taker): Promise<AgreementRow> {
  const agreement = await store.findAgreement(ctx.db, taker.agreementId);
  if (agreement === null || agreement.developerId !== taker.organizationId) throw refuse('usage.not_found');
  return agreement;
}

/** What a request asks for. */
export interface Asked {
  readonly action: DataAction;
  readonly table?: string | undefined;
  /** Instead of `table`, by what the agreement calls it. */
  readonly written?: string;
  /** The newest when left out; an older one only if it was still the newest on a day of the agreement. */
  readonly version?: number | undefined;
  readonly columns?: readonly string[];
  readonly touches?: readonly string[];
  readonly purpose?: string | undefined;
  readonly region?: string | undefined;
}

/** An access that is granted, with what of the table it opens. */
export interface Opened {
  readonly taker: Taker;
  readonly granted: Granted;
  readonly entry: { readonly id: string; readonly code: string; readonly title: string };
  readonly version: PublishedVersion;
  readonly access: Access;
  /** Columns to select; null selects all. */
  readonly columns: readonly string[] | null;
  readonly filter: readonly Filter[];
}

/** Granted, now: or the refusal that says what is not. */
export async function openAccess(ctx: Ctx, taker: Taker, address: DatasetAddress, asked: Asked): Promise<Opened> {
  const agreement = await getAgreement(ctx, taker);
  const now = await gatewayNow(ctx);
  const standing = standingFault(agreement, dayOf(now));
  if (standing !== null) throw standing;
  const entry = await findCovered(ctx, agreement, `${address.class}/${address.seq}`);
  const granted = await grantedUnder(ctx, agreement.id);
  if (granted === null) throw refuse('usage.not_in_force', { no: agreement.no });
  const { grant } = granted;
  if (!grant.actions.includes(asked.action)) throw degreeRefusal(grant.degree);
  const { version, written } = await findTable(ctx, agreement, granted, entry, asked);
  if (version.reach === 'secure' && asked.action !== 'compute')
    throw refuse('usage.inside_only', { code: entry.code, version: version.number });
  const columns = asked.columns ?? [];
  const access: Access = {
    action: asked.action,
    dataset: entry.code,
    table: written,
    columns: columns.length === 0 ? null : columns,
    touches: asked.touches ?? [],
    rows: 0,
    // Who names no purpose and no territory takes it for those that were agreed.
    purpose: asked.purpose ?? grant.purposes[0] ?? null,
    region: asked.region ?? grant.regions[0] ?? null,
  };
  const decision = decide(grant, access, now, await readUsed(ctx, agreement.id, grant, now));
  if (!decision.allowed) throw decision.refusal;
  return { taker, granted, entry, version, access, ...fitted(decision, agreement.no, version, access) };
}

async function findCovered(ctx: Ctx, agreement: AgreementRow, code: string): Promise<Opened['entry']> {
  const entry = await store.findEntry(ctx.db, code);
  if (entry === null || (entry.publishedRevision === null && entry.state !== 'withdrawn'))
    throw refuse('usage.no_dataset', { code });
  if (!agreement.resources.some((one) => one.entryId === entry.id))
    throw refuse('usage.not_covered', { code, no: agreement.no });
  if (entry.state === 'withdrawn') throw refuse('usage.dataset_withdrawn', { code });
  return entry;
}

/** The table asked for, or the first one granted, and what the agreement calls it. */
async function findTable(
  ctx: Ctx,
  agreement: AgreementRow,
  { grant, tables }: Granted,
  { id, code }: Opened['entry'],
  { table: asked, written, version: number }: Asked,
): Promise<{ version: PublishedVersion; written: string }> {
  const version = await (number === undefined
    ? getPublishedVersion(ctx, id, 'latest').catch((error: unknown) => {
        throw isRefusal(error) && error.code === 'datasets.version_not_found'
          ? refuse('usage.no_version', { code })
          : error;
      })
    : versionInTerm(ctx, agreement, { id, code }, number));
  const known = writtenTables(tables.get(code) ?? [], version.tables);
  const isGranted = (written: string) => grant.tables.some((one) => one.dataset === code && one.table === written);
  const open = known.filter((one) => isGranted(one.written));
  const named = known.find((one) => one.written === written);
  const wanted =
    written !== undefined
      ? named && version.tables.find((one) => one.number === named.table.number)
      : asked === undefined
        ? ((open[0] ?? known[0])?.table ?? version.tables[0])
        : (version.tables.find((one) => one.name === asked) ??
          version.tables.find((one) => String(one.number) === asked.trim()));
  if (wanted === undefined)
    throw refuse('usage.no_such_table', {
      code,
      table: String(written ?? asked).slice(0, 100),
      tables: open
        .map((one) => one.table.name)
        .join(', ')
        .slice(0, 300),
    });
  const found = known.find((one) => one.table.number === wanted.number);
  if (found === undefined) throw refuse('usage.table_not_covered', { table: wanted.name, no: agreement.no });
  return {
    version:
      wanted.number === version.table.number
        ? version
        : await getPublishedVersion(ctx, id, version.number, wanted.number),
    written: found.written,
  };
}

/** What stood in the register on a day of the agreement was there to be taken; what was replaced before never was. */
async function versionInTerm(
  ctx: Ctx,
  agreement: AgreementRow,
  { id, code }: Pick<Opened['entry'], 'id' | 'code'>,
  number: number,
): Promise<PublishedVersion> {
  const versions = await getPublishedVersions(ctx, id);
  const at = versions.findIndex((one) => one.number === number);
  const [found, next] = [versions[at], versions[at - 1]];
  if (found === undefined) throw refuse('usage.no_such_version', { code, version: number });
  if (next !== undefined && dayOf(next.publishedAt) < (agreement.effectiveFrom ?? '9999'))
    throw refuse('usage.version_before_term', { code, version: number, no: agreement.no });
  return found;
}

/** What was agreed, in the columns the version has: a column that is gone cannot be shown, and one filtered by must be there. */
function fitted(
  decision: { readonly columns: readonly string[] | null; readonly filter: readonly RowCondition[] },
  no: string,
  { columns: present, table }: PublishedVersion,
  access: Access,
): Pick<Opened, 'columns' | 'filter'> {
  const has = (name: string) => present.some((one) => one.name === name);
  const outdated = (column: string) => refuse('usage.grant_outdated', { table: table.name, no, column });
  const missing = decision.filter.find((one) => !has(one.column));
  if (missing !== undefined) throw outdated(missing.column);
  // Columns asked for by name are the engine's to find, or to refuse by name.
  const columns = access.columns === null ? (decision.columns?.filter(has) ?? null) : access.columns;
  if (columns?.length === 0) throw outdated(decision.columns?.[0] ?? '');
  return {
    columns,
    filter: decision.filter.map(({ column, op, value }) =>
      value === undefined ? { column, op } : { column, op, value },
    ),
  };
}
