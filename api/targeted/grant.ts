/** The grant: one table of one version, some columns, the rows that concern the applicant, for a term and so many downloads. */
import type { z } from 'zod';
import { openChecks } from '#api/catalog/rules/codes.ts';
import type { Ctx } from '#api/context.ts';
import { clearanceOf } from '#api/datasets/privacy.ts';
import { onTable } from '#api/datasets/read.ts';
import type { Filter } from '#api/datasets/rules/query.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { addDays, isDay } from '#api/kernel/time.ts';
import { stopped } from '#api/licensing/rules/clock.ts';
import { stewardCase } from './access.ts';
import type { grantBody, scopeBody, scopeOut } from './contract.ts';
import { dayFault } from './rules/faults.ts';
import { maxRows, maxTermDays } from './rules/limits.ts';
import { countMarks, type Table } from './rules/mark.ts';
import { refuse } from './rules/refusals.ts';
import { sealFilters } from './secrets.ts';
import type { CaseOut } from './show.ts';
import * as store from './store.ts';
import { walkAsAgency } from './walk.ts';

export interface Scope {
  readonly versionId: string;
  readonly table: number;
  readonly columns: readonly string[];
  readonly filters: readonly Filter[];
}

const scopeOf = (input: z.output<typeof scopeBody>): Scope => ({
  versionId: input.version_id,
  table: input.table,
  columns: input.columns,
  filters: input.filters.map(({ column, op, value }) => (value === undefined ? { column, op } : { column, op, value })),
});

export interface ScopedTable extends Table {
  /** The signed report that goes with it; null for a table about things. */
  readonly reportId: string | null;
}

/**
 * The rows of a scope, in file order. A table about people leaves to one person too only as its signed release report says (Articles
 * 14, 15): refused by the names of the gate. Refuses what is no scope: nothing chosen, everything chosen, another agency's data. */
export async function scopedTable(ctx: Ctx, agencyId: string, scope: Scope): Promise<ScopedTable> {
  const version = await store.findVersion(ctx.db, scope.versionId);
  if (version === null || version.entry.providerId !== agencyId) throw refuse('targeted.version_unknown');
  const table = version.tables.find((one) => one.number === scope.table);
  const ready = version.state === 'ready' || version.state === 'published';
  if (!ready || table?.tableKey == null) throw refuse('targeted.version_not_ready');
  const { hindrance, reportId } = await clearanceOf(ctx, version.id, scope.table);
  if (hindrance !== null) throw hindrance;
  if (scope.columns.length === 0) throw refuse('targeted.no_columns');
  if (scope.filters.length === 0) throw refuse('targeted.scope_too_wide');
  const { columns, rows, rowNumbers, nextCursor } = await onTable(ctx, { tableKey: table.tableKey }, (path) =>
    ctx.ports.tables.rows(path, { columns: scope.columns, filters: scope.filters, limit: maxRows }),
  );
  if (rows.length === 0) throw refuse('targeted.no_rows');
  if (nextCursor !== undefined) throw refuse('targeted.too_many_rows', { limit: maxRows });
  // A filter that keeps every row of a longer table chooses nothing.
  if (rows.length > 1 && table.rowCount !== null && BigInt(rows.length) === table.rowCount)
    throw refuse('targeted.scope_too_wide');
  return { columns, rows, rowNumbers: rowNumbers ?? rows.map((_, i) => i), reportId };
}

export const filteredBy = (scope: Pick<Scope, 'filters'>): ReadonlySet<string> =>
  new Set(scope.filters.map((one) => one.column));

/** How many rows a scope has, and how well a file of it could be traced. */
export async function tryTargetedScope(
  ctx: Ctx,
  id: string,
  input: z.output<typeof scopeBody>,
): Promise<z.input<typeof scopeOut>> {
  const { row } = await stewardCase(ctx, id);
  const scope = scopeOf(input);
  const table = await scopedTable(ctx, row.agencyId, scope);
  return { rows: table.rows.length, marks: countMarks(table, filteredBy(scope)) };
}

export async function grantTargeted(ctx: Ctx, id: string, input: z.output<typeof grantBody>): Promise<CaseOut> {
  return walkAsAgency(ctx, id, 'grant', async ({ tx, row, today, note }) => {
    if (openChecks.codes.some((check) => !input.checks.includes(check))) throw refuse('targeted.checks_missing');
    if (input.touching === 'heard' && row.heardAt === null) throw refuse('targeted.nobody_heard');
    const latest = addDays(today, maxTermDays);
    if (!isDay(input.term_until) || input.term_until < today || input.term_until > latest)
      throw refuse('targeted.bad_day', { from: today, to: latest }, [dayFault('term_until', today, latest)]);
    const scope = scopeOf(input);
    const table = await scopedTable(tx, row.agencyId, scope);
    const report = table.reportId === null ? {} : { report: table.reportId };
    note({
      version: scope.versionId,
      table: scope.table,
      columns: scope.columns.length,
      rows: table.rows.length,
      ...report,
    });
    return {
      changes: {
        ...stopped,
        versionId: scope.versionId,
        tableNumber: scope.table,
        columns: table.columns.map((one) => one.name),
        filtersSealed: await sealFilters(tx, scope.filters),
        rowCount: table.rows.length,
        termUntil: input.term_until,
        downloadsAllowed: input.downloads,
        decidedAt: tx.clock.now(),
        decidedBy: tx.viewer?.personId ?? null,
        decisionReason: input.reason,
      },
      words: input.reason,
    };
  });
}

/** Versions the agency can open from, with the columns of their tables; for the form of the grant. */
export async function listTargetedSources(ctx: Ctx, id: string, versionId?: string) {
  const { row } = await stewardCase(ctx, id);
  requireViewer(ctx.viewer);
  const versions = await store.listVersions(ctx.db, row.agencyId);
  const chosen = versionId === undefined ? null : await store.findVersion(ctx.db, versionId);
  const own = chosen !== null && chosen.entry.providerId === row.agencyId ? chosen : null;
  return {
    versions: versions.map((one) => ({ id: one.id, number: one.number, code: one.entry.code, title: one.entry.title })),
    chosen:
      own === null
        ? null
        : {
            id: own.id,
            number: own.number,
            title: own.entry.title,
            tables: own.tables.map((table) => ({
              number: table.number,
              name: table.name,
              columns: own.columns
                .filter((one) => one.table === table.number)
                .map(({ name, type }) => ({ name, type })),
            })),
          },
  };
}
