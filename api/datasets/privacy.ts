/**
 * Whether a version's tables may leave as far as they tell of people (Articles 14, 15; GB/T 37964-2019). Tables about things
 * pass; a table about people leaves with the signed report of its figures and not before.
 */
import { publishedOpenType } from '#api/catalog/read.ts';
import { sensitivities } from '#api/catalog/rules/codes.ts';
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import { findEntry } from '#api/catalog/store.ts';
import type { Ctx } from '#api/context.ts';
import { type PersonalKind, personalKinds } from '#api/kernel/personal-kinds.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { numberParameter } from '#api/organizations/service.ts';
import type { ReleaseReport, TableSubject } from '#prisma/generated/client.ts';
import * as privacy from './privacy-store.ts';
import type { IdentityClass, Release } from './rules/privacy-codes.ts';
import { propose } from './rules/privacy-propose.ts';
import { defaultK, openingOf } from './rules/privacy-risk.ts';
import { type Standing, standingOf, type TableStanding } from './rules/privacy-standing.ts';
import { refuse } from './rules/refusals.ts';
import { columnName, separator } from './show.ts';
import * as store from './store.ts';

export interface TablePrivacy extends TableStanding {
  readonly subject: TableSubject | null;
  readonly number: number;
  readonly name: string;
  readonly report: ReleaseReport | null;
  readonly types: ReadonlyMap<string, string>;
  /** Also of columns that are not there any more. */
  readonly confirmed: ReadonlyMap<string, IdentityClass>;
}

/** What an entry has to say for its columns. */
export interface Declares {
  readonly id: string;
  readonly content: Pick<EntryContent, 'items'>;
}

/** Every table of a version with what is proposed, confirmed and reported of it. */
export async function privacyOf(ctx: Ctx, version: store.Version, entry: Declares): Promise<TablePrivacy[]> {
  const [columns, classes, subjects, reports, declared] = await Promise.all([
    store.listColumns(ctx.db, version.id),
    privacy.classesOf(ctx.db, version.entryId),
    privacy.subjectsOf(ctx.db, version.entryId),
    privacy.newestReports(ctx.db, version.id),
    privacy.declaredColumns(ctx.db, version.entryId),
  ]);
  return version.tables.map((table) => {
    const of = <T extends { readonly table: number }>(list: readonly T[]) =>
      list.filter((one) => one.table === table.number);
    const own = of(columns);
    const treatments = new Map(of(version.treatments).map((one) => [one.column, one]));
    const gone = [...treatments.values()].filter((one) => !own.some((column) => column.name === one.column));
    const known = [
      ...own.map(({ name, type, stats }) => ({ name, type, distinct: stats.distinctCount as number | null })),
      ...gone.map((one) => ({ name: one.column, type: 'text', distinct: null })),
    ];
    const proposal = propose(
      known.map(({ name, type, distinct }) => ({
        name,
        type,
        distinct,
        rows: Number(table.rowCount ?? 0n),
        findings: of(version.findings).flatMap(({ column, kind, blocks, ratio }) =>
          column === name && personalKinds.is(kind) ? [{ kind: kind as PersonalKind, blocks, ratio }] : [],
        ),
        declared: declaredOf(entry, declared, table.name, name),
      })),
    );
    const confirmed = new Map(classes.filter((one) => one.table === table.name).map((one) => [one.column, one.class]));
    const subject = subjects.find((one) => one.table === table.name) ?? null;
    return {
      number: table.number,
      name: table.name,
      proposal,
      present: own
        .filter((one) => treatments.get(one.name)?.action !== 'drop')
        .map(({ name }) => ({
          name,
          confirmed: confirmed.get(name) ?? null,
          rule: treatments.get(name)?.action ?? null,
        })),
      subject,
      tableSha256: table.tableSha256,
      report: reports.find((one) => one.table === table.number) ?? null,
      confirmed,
      types: new Map(known.map(({ name, type }) => [name, type])),
    };
  });
}

function declaredOf(
  { content }: Declares,
  declared: readonly { readonly table: string; readonly column: string; readonly sensitivity: string }[],
  table: string,
  column: string,
) {
  const confirmed = declared.find((one) => one.table === table && one.column === column)?.sensitivity;
  if (confirmed !== undefined && sensitivities.is(confirmed)) return confirmed;
  return content.items.find((one) => one.name === column || one.label === column)?.sensitivity ?? null;
}

/** The k demanded for a release in a region: a parameter. */
export async function demandedK(ctx: Ctx, release: Release, regionCode: string): Promise<number> {
  return numberParameter(ctx, `deidentification.k.${release}`, regionCode, defaultK[release]);
}

export interface VersionStanding extends Standing {
  readonly table: TablePrivacy;
}

/** Where each table of a version stands for a release. */
export async function standingsOf(
  ctx: Ctx,
  version: store.Version,
  entry: Declares & { readonly regionCode: string },
  release: Release,
): Promise<VersionStanding[]> {
  const k = await demandedK(ctx, release, entry.regionCode);
  const tables = await privacyOf(ctx, version, entry);
  return tables.map((table) => ({ table, ...standingOf(table, { release, k }) }));
}

/** Why a table may not leave as it stands, by its own name; null when it may. */
function hindranceOf(version: store.Version, { table, need, columns }: VersionStanding): Refusal | null {
  const named = columns
    .map((column) => columnName(version, table.number, column))
    .join(separator)
    .slice(0, 400);
  const params = { number: version.number, table: table.name, columns: named };
  switch (need) {
    case 'subject':
      return refuse('datasets.subject_open', params);
    case 'classes':
      return refuse('datasets.classes_open', params);
    case 'direct':
      return refuse('datasets.direct_left', params);
    case 'report':
      return refuse('datasets.release_pending', params);
    case 'failed':
      return refuse('datasets.release_failed', { ...params, k: table.report?.demandedK ?? 0 });
    case 'signature':
      return refuse('datasets.release_unsigned', params);
    case 'returned':
      return refuse('datasets.release_returned', params);
    case 'nothing':
    case 'done':
      return null;
  }
}

/**
 * Refuses `datasets.subject_open`, `.classes_open`, `.direct_left`, `.release_pending`, `.release_failed`, `.release_unsigned`,
 * `.release_returned`, `.reach_narrow`.
 */
export async function requireReleasable(
  tx: Ctx,
  version: store.Version,
  entry: Declares & { readonly regionCode: string },
  openType: string | null,
  { published = false }: { readonly published?: boolean } = {},
): Promise<void> {
  const release = openingOf(openType, version.reach);
  if (release === null) return;
  if (!published && release === 'open' && version.reach !== null)
    throw refuse('datasets.reach_narrow', { number: version.number });
  for (const standing of await standingsOf(tx, version, entry, release)) {
    // What was public before anybody asked about people stays so; what left under a report is judged again.
    if (published && standing.table.report === null) continue;
    const hindrance = hindranceOf(version, standing);
    if (hindrance !== null) throw hindrance;
  }
}

export interface Clearance {
  /** The signed report that goes with what is handed over; null for a table about things. */
  readonly reportId: string | null;
  readonly hindrance: Refusal | null;
}

/**
 * Whether a table may be handed over by name: to another agency (Articles 12, 13) or to one applicant (Article 14), by the figures
 * of controlled release. What anybody may read needs nothing more.
 */
export async function clearanceOf(ctx: Ctx, versionId: string, number: number): Promise<Clearance> {
  const version = await store.findVersion(ctx.db, versionId);
  const entry = version === null ? null : await findEntry(ctx.db, version.entryId);
  if (version === null || entry === null) throw refuse('datasets.version_not_found');
  const standings = await standingsOf(ctx, version, entry, 'conditional');
  const standing = standings.find((one) => one.table.number === number);
  if (standing === undefined) throw refuse('datasets.table_not_found', { number });
  const open = version.state === 'published' && (await publishedOpenType(ctx, entry.id)) === 'unconditional';
  const done = standing.need === 'done' ? (standing.table.report?.id ?? null) : null;
  return { reportId: done, hindrance: open ? null : hindranceOf(version, standing) };
}

export interface RoomFacts {
  /** Rows of the smallest class as it was last counted; null where nobody counted or the table is about things. */
  readonly smallest: number | null;
  /** The k it was released under; null without a signed report. */
  readonly demanded: number | null;
}

/** What is known of published tables that are to be computed on, by `version/table`. */
export async function roomFactsOf(ctx: Ctx, versionIds: readonly string[]): Promise<ReadonlyMap<string, RoomFacts>> {
  const [reports, judged] = await Promise.all([
    privacy.signedReports(ctx.db, versionIds),
    privacy.judgementsOf(ctx.db, versionIds),
  ]);
  const facts = new Map<string, RoomFacts>();
  for (const one of judged)
    facts.set(`${one.versionId}/${one.table}`, {
      smallest: one.direct.length > 0 ? 1 : Number(one.smallest),
      demanded: null,
    });
  for (const one of reports) {
    const { after } = one.report as unknown as { after: { smallest: number } };
    facts.set(`${one.versionId}/${one.table}`, { smallest: after.smallest, demanded: one.demandedK });
  }
  return facts;
}
