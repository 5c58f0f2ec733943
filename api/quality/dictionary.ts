/** The dictionary of an entry: read with its proposals, completed and confirmed by the steward (Article 11). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { getEntry, getOwnEntry } from '#api/catalog/access.ts';
import { type DatasetRef, publicEntryOf } from '#api/catalog/read.ts';
import { isSteward } from '#api/catalog/rules/visibility.ts';
import { namesOf } from '#api/catalog/store.ts';
import type { Ctx } from '#api/context.ts';
import { findPublished, publishedColumns } from '#api/datasets/published-store.ts';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import * as versions from '#api/datasets/store.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import type { confirmBody, dictionaryBody } from './contract.ts';
import { suggestRules } from './rules/propose.ts';
import { refuse } from './rules/refusals.ts';
import { tidyRules } from './rules/rule.ts';
import type { dictionaryColumn, dictionaryOut, publicDictionary } from './rules/shapes.ts';
import { runRules, type Subject } from './run.ts';
import * as store from './store.ts';

export type DictionaryOut = z.output<typeof dictionaryOut>;
export type PublicDictionary = z.output<typeof publicDictionary>;

export async function showDictionary(ctx: Ctx, entryId: string): Promise<DictionaryOut> {
  const entry = await getEntry(ctx, entryId);
  const [head, rows, versionId] = await Promise.all([
    store.findHead(ctx.db, entryId),
    store.listColumns(ctx.db, entryId),
    store.newestReadable(ctx.db, entryId),
  ]);
  const version = versionId === null ? null : await versions.findVersion(ctx.db, versionId);
  const columns = version === null ? [] : await versions.listColumns(ctx.db, version.id);
  const names = await namesOf(ctx.db, [head?.changedBy ?? null, ...rows.map((one) => one.confirmedBy)]);
  const present = version?.tables ?? [];
  const gone = [...new Set(rows.map((one) => one.table))].filter((name) => !present.some((one) => one.name === name));
  const list = [
    ...present.map(({ number, name, rowCount }) => ({ number, name, rows: Number(rowCount ?? 0n) })),
    ...gone.map((name) => ({ number: null, name, rows: null })),
  ];
  const tables = list.map(({ number, name, rows: count }) => {
    const own = columns.filter((one) => one.table === number);
    const place = (column: string) => own.find((one) => one.name === column)?.position ?? Number.MAX_SAFE_INTEGER;
    return {
      name,
      number,
      row_count: count,
      columns: rows
        .filter((one) => one.table === name)
        .toSorted((a, b) => place(a.column) - place(b.column))
        .map((row) => shown(row, own.find((one) => one.name === row.column) ?? null, count ?? 0, names)),
      rules: [...(head?.tableRules[name] ?? [])],
    };
  });
  return {
    entry_id: entryId,
    revision: head?.revision ?? 0,
    changed_at: head?.changedBy == null ? null : head.changedAt.toISOString(),
    changed_by: names.get(head?.changedBy ?? '') ?? null,
    version:
      version === null ? null : { id: version.id, number: version.number, published: version.state === 'published' },
    tables,
    unconfirmed: rows.filter((one) => one.confirmedAt === null).length,
    may: { edit: isSteward(ctx.viewer, entry) && entry.state !== 'withdrawn' },
  };
}

function shown(
  row: store.Column,
  column: versions.Column | null,
  rows: number,
  names: ReadonlyMap<string, string>,
): z.output<typeof dictionaryColumn> {
  return {
    ...described(row),
    rules: [...row.rules],
    suggested: column === null ? [] : suggestRules(column, rows, row.codes),
    confirmed_at: row.confirmedAt?.toISOString() ?? null,
    confirmed_by: names.get(row.confirmedBy ?? '') ?? null,
    present: column !== null,
  };
}

function described({ column, label, labelEn, description, type, unit, codes, sensitivity }: store.Column) {
  return {
    column,
    label,
    label_en: labelEn,
    description,
    type: columnTypes.is(type) ? type : ('text' as const),
    unit,
    codes: codes === null ? null : codes.map((one) => ({ ...one })),
    sensitivity,
  };
}

/** What the agency has confirmed; proposals made from the data are no statement of it. */
export async function showPublicDictionary(ctx: Ctx, dataset: DatasetRef): Promise<PublicDictionary> {
  const entry = await publicEntryOf(ctx, dataset);
  const [said, version] = await Promise.all([
    store.listColumns(ctx.db, entry.id),
    entry.content.open_type === 'none' ? null : findPublished(ctx.db, entry.id, 'latest'),
  ]);
  const rows = said.filter((one) => one.confirmedAt !== null);
  const columns = version === null ? [] : await publishedColumns(ctx.db, version);
  const tables = (version?.tables ?? []).map(({ number, name }) => ({
    name,
    columns: columns
      .filter((one) => one.table === number)
      .flatMap((column) => {
        const row = rows.find((one) => one.table === name && one.column === column.name);
        return row === undefined ? [] : [described(row)];
      }),
  }));
  return { dataset: entry.code, tables };
}

type Body = z.output<typeof dictionaryBody>;

export async function saveDictionary(ctx: Ctx, entryId: string, input: Body): Promise<DictionaryOut> {
  return act(ctx, { action: 'quality.save_dictionary', subject: ['entry', entryId] }, async (tx, note) => {
    const { entry, viewer } = await getOwnEntry(tx, entryId);
    const [head, rows] = [await store.findHead(tx.db, entryId), await store.listColumns(tx.db, entryId)];
    if (head === null) throw refuse('quality.no_version');
    const at = tx.clock.now();
    let rulesChanged = false;
    const touched: { readonly table: string; readonly row: store.Column }[] = [];
    for (const { table, column, confirm, rules, label_en, codes, ...rest } of input.columns) {
      const row = rows.find((one) => one.table === table && one.column === column);
      if (row === undefined) throw refuse('quality.unknown_column', { table, column });
      requireOnce(column, codes ?? null);
      const wanted = rules === undefined ? row.rules : tidyRules(rules);
      const list = codes === undefined ? row.codes : codes !== null && codes.length > 0 ? codes : null;
      const changed = canonicalJson([wanted, list]) !== canonicalJson([row.rules, row.codes]);
      rulesChanged ||= changed;
      const { label, description, unit, sensitivity } = rest;
      await store.changeColumn(
        tx.db,
        { entryId, table, column },
        {
          ...(label === undefined ? {} : { label }),
          ...(label_en === undefined ? {} : { labelEn: label_en }),
          ...(description === undefined ? {} : { description }),
          ...(unit === undefined ? {} : { unit }),
          ...(sensitivity === undefined ? {} : { sensitivity }),
          ...(codes === undefined ? {} : { codes: list }),
          ...(rules === undefined ? {} : { rules: wanted }),
          ...(confirm ? { confirmedBy: viewer.personId, confirmedAt: at } : {}),
        },
      );
      // A proposal that somebody worded is no longer the machine's, but it is confirmed only when they say so.
      if (changed && wanted.length > 0) touched.push({ table, row: { ...row, codes: list, rules: wanted } });
    }
    const tableRules = { ...head.tableRules };
    for (const { name, rules } of input.tables) {
      if (!rows.some((one) => one.table === name)) throw refuse('quality.unknown_table', { table: name });
      const wanted = tidyRules(rules);
      rulesChanged ||= canonicalJson(wanted) !== canonicalJson(head.tableRules[name] ?? []);
      tableRules[name] = wanted;
    }
    await requireReadable(tx, entryId, entry.providerId, touched);
    await bump(tx, head, input.revision, { by: viewer.personId, at, rulesChanged, tableRules });
    await follow(tx, entryId, entry.publishedRevision !== null, rulesChanged);
    note({
      columns: input.columns.length,
      confirmed: input.columns.filter((one) => one.confirm).length,
      rules: rulesChanged,
    });
    return showDictionary(tx, entryId);
  });
}

export async function confirmDictionary(
  ctx: Ctx,
  entryId: string,
  { revision }: z.output<typeof confirmBody>,
): Promise<DictionaryOut> {
  return act(ctx, { action: 'quality.confirm_dictionary', subject: ['entry', entryId] }, async (tx, note) => {
    const { entry, viewer } = await getOwnEntry(tx, entryId);
    const head = await store.findHead(tx.db, entryId);
    if (head === null) throw refuse('quality.no_version');
    const at = tx.clock.now();
    const confirmed = await store.confirmAll(tx.db, entryId, { confirmedBy: viewer.personId, confirmedAt: at });
    await bump(tx, head, revision, { by: viewer.personId, at, rulesChanged: false });
    await follow(tx, entryId, entry.publishedRevision !== null, false);
    note({ confirmed });
    return showDictionary(tx, entryId);
  });
}

function requireOnce(column: string, codes: readonly { readonly code: string }[] | null): void {
  const seen = new Set<string>();
  for (const { code } of codes ?? []) {
    if (seen.has(code)) throw refuse('quality.codes_repeated', { column, code });
    seen.add(code);
  }
}

/** Rules that were changed can be asked of the newest table; those of a column that is gone wait for its return. */
async function requireReadable(
  tx: Ctx,
  entryId: string,
  providerId: string,
  touched: readonly { readonly table: string; readonly row: store.Column }[],
): Promise<void> {
  const versionId = touched.length === 0 ? null : await store.newestReadable(tx.db, entryId);
  const version = versionId === null ? null : await versions.findVersion(tx.db, versionId);
  if (version === null) return;
  for (const name of new Set(touched.map((one) => one.table))) {
    const table = version.tables.find((one) => one.name === name);
    if (table?.tableKey == null) continue;
    const columns = await versions.listColumns(tx.db, version.id, table.number);
    const rows = touched.filter((one) => one.table === name).map((one) => one.row);
    const subject: Subject = {
      tableKey: table.tableKey,
      columns,
      providerId,
      codes: new Map(rows.map((one) => [one.column, one.codes ?? []])),
      guarded: new Set(),
    };
    const asked = rows
      .filter((one) => columns.some((column) => column.name === one.column))
      .flatMap((one) => one.rules.map((rule) => ({ column: one.column, rule })));
    await runRules(tx, subject, asked, { strict: true, dry: true });
  }
}

async function bump(
  tx: Ctx,
  head: store.Head,
  seen: number,
  change: Parameters<typeof store.changeHead>[3],
): Promise<void> {
  if (await store.changeHead(tx.db, head.entryId, seen, change)) return;
  const now = (await store.findHead(tx.db, head.entryId)) ?? head;
  const names = await namesOf(tx.db, [now.changedBy]);
  throw refuse('quality.changed_meanwhile', {
    who: names.get(now.changedBy ?? '') ?? '—',
    when: new Date(now.changedAt.getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' '),
    revision: now.revision,
  });
}

/** The search learns the labels; new rules are run on what is current. */
async function follow(tx: Ctx, entryId: string, isPublic: boolean, rulesChanged: boolean): Promise<void> {
  if (isPublic) await enqueue(tx, 'search.index', { entryId }, { key: `search.index:${entryId}` });
  if (!rulesChanged) return;
  for (const versionId of await store.versionsToCheck(tx.db, entryId))
    await enqueue(tx, 'quality.check', { versionId }, { key: `quality.check:${versionId}`, queue: 'ingest' });
}
