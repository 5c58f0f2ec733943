/** The tables a job computes on, as its agreement grants them: real, or synthetic for trying. */
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { grantedUnder } from '#api/agreements/granted.ts';
import { tableGrant } from '#api/agreements/rules/policy.ts';
import type { Ctx } from '#api/context.ts';
import { demandedK, roomFactsOf } from '#api/datasets/privacy.ts';
import { getPublishedVersion, openExport, type PublishedVersion } from '#api/datasets/read.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import type { Filter, NamedTable } from '#api/ports/tables/port.ts';
import { type Opened, openAccess, type Taker } from '#api/usage/gate.ts';
import { writtenTables } from '#api/usage/rules/tables.ts';
import { refuse } from './rules/refusals.ts';
import { sandboxOf } from './sandbox.ts';
import * as store from './store.ts';

export interface Input {
  readonly names: readonly string[];
  readonly opened: Opened;
}

/** Every table the agreement grants now, opened for computing; refused as the gateway refuses. */
export async function inputsOf(ctx: Ctx, taker: Taker, purpose: string | undefined): Promise<Input[]> {
  const agreement = await store.findAgreement(ctx.db, taker.agreementId);
  const granted = await grantedUnder(ctx, taker.agreementId);
  const no = agreement?.no ?? taker.agreementId;
  const found: Opened[] = [];
  const entries = (agreement?.resources ?? []).map((one) => one.entry).sort((a, b) => a.code.localeCompare(b.code));
  for (const entry of entries) {
    const [group = '', seq = ''] = entry.code.split('/');
    for (const number of await grantedTables(ctx, entry, granted)) {
      const asked = { action: 'compute' as const, table: String(number), purpose };
      found.push(await openAccess(ctx, taker, { class: group, seq }, asked));
    }
  }
  if (found.length === 0) throw refuse('enclave.nothing_granted', { no });
  return found.map((opened, at) => ({ names: namesOf(found, opened, at), opened }));
}

const factsOf = async (ctx: Ctx, inputs: readonly Input[]) => {
  const known = await roomFactsOf(
    ctx,
    inputs.map((one) => one.opened.version.id),
  );
  return inputs.flatMap(({ opened: { version, entry } }) => {
    const facts = known.get(`${version.id}/${version.table.number}`);
    return facts === undefined ? [] : [{ ...facts, version, entry }];
  });
};

/** The k under which tables about people among them were released. */
export async function releasedUnder(ctx: Ctx, inputs: readonly Input[]): Promise<number[]> {
  return (await factsOf(ctx, inputs)).flatMap((one) => (one.demanded === null ? [] : [one.demanded]));
}

/** Refuses `enclave.not_hidden`: a table in which somebody stands out more than a secure room allows (GB/T 37964: k of 3). */
export async function requireHidden(ctx: Ctx, inputs: readonly Input[], regionCode: string): Promise<void> {
  const k = await demandedK(ctx, 'secure', regionCode);
  for (const { smallest, version, entry } of await factsOf(ctx, inputs))
    if (smallest !== null && smallest < k)
      throw refuse('enclave.not_hidden', { code: entry.code, version: version.number, k });
}

type Granted = Awaited<ReturnType<typeof grantedUnder>>;

async function grantedTables(ctx: Ctx, entry: { id: string; code: string }, granted: Granted): Promise<number[]> {
  if (granted === null) return [1];
  const version = await getPublishedVersion(ctx, entry.id, 'latest').catch((error: unknown) => {
    // Withdrawn, or without a version: the others can be computed on.
    if (isRefusal(error)) return null;
    throw error;
  });
  const written = writtenTables(granted.tables.get(entry.code) ?? [], version?.tables ?? []);
  return written.flatMap(({ table, written: name }) =>
    tableGrant(granted.grant, entry.code, name) === null ? [] : [table.number],
  );
}

/** Its own name where no other table has it, and t1, t2, … in the order of the datasets. */
function namesOf(all: readonly Opened[], { version }: Opened, at: number): string[] {
  const same = (name: string) => all.filter((one) => one.version.table.name.toLowerCase() === name.toLowerCase());
  const short = `t${at + 1}`;
  const own = version.table.name;
  return same(own).length === 1 && !/^t\d+$/i.test(own) ? [short, own] : [short];
}

export function columnsOf({ columns, version }: Opened): { name: string; type: string }[] {
  return version.columns
    .filter((one) => columns === null || columns.includes(one.name))
    .map(({ name, type }) => ({ name, type }));
}

/** Tables a statement may mean: what it does not name need not be fetched. */
export const named = (inputs: readonly Input[], sql: string): Input[] => {
  const text = sql.toLowerCase();
  return inputs.filter((one) => one.names.some((name) => text.includes(name.toLowerCase())));
};

/**
 * Copies with the granted columns and rows alone: what is not granted is in no file the statement could reach, so no alias,
 * function or message can bring it out.
 */
export async function realTables(ctx: Ctx, inputs: readonly Input[], folder: string): Promise<NamedTable[]> {
  return copies(
    inputs,
    folder,
    ({ opened: { version, columns, filter } }) => [version, columns, filter],
    (v) => Promise.resolve(v.tableKey),
  ).then((list) => writeAll(ctx, list));
}

export async function syntheticTables(ctx: Ctx, inputs: readonly Input[], folder: string): Promise<NamedTable[]> {
  return copies(
    inputs,
    folder,
    ({ opened: { version, columns } }) => [version, columns, []],
    async (v) => {
      const { fileKey } = await sandboxOf(ctx, v);
      return fileKey;
    },
  ).then((list) => writeAll(ctx, list));
}

interface Copy extends NamedTable {
  readonly tableKey: string;
  readonly columns: readonly string[] | null;
  readonly filters: readonly Filter[];
}

async function copies(
  inputs: readonly Input[],
  folder: string,
  granted: (input: Input) => readonly [PublishedVersion, readonly string[] | null, readonly Filter[]],
  keyOf: (version: PublishedVersion) => Promise<string>,
): Promise<Copy[]> {
  const list: Copy[] = [];
  for (const [at, input] of inputs.entries()) {
    const [version, columns, filters] = granted(input);
    const tableKey = await keyOf(version);
    list.push({ names: input.names, path: path.join(folder, `table-${at}.parquet`), tableKey, columns, filters });
  }
  return list;
}

async function writeAll(ctx: Ctx, list: readonly Copy[]): Promise<NamedTable[]> {
  for (const { tableKey, columns, filters, path: target } of list) {
    const made = await openExport(ctx, { tableKey }, 'parquet', {
      ...(columns === null ? {} : { columns }),
      ...(filters.length === 0 ? {} : { filters }),
    });
    await pipeline(made.stream, createWriteStream(target));
  }
  return list.map(({ names, path: target }) => ({ names, path: target }));
}
