/** How the columns of a version differ from those of the published version before it (Article 11). Pure. */
import { z } from 'zod';

const column = z.object({ table: z.string(), name: z.string(), type: z.string() });

export const driftOut = z
  .object({
    from: z.number().int().meta({ description: 'The published version compared with' }),
    tables: z.object({ added: z.array(z.string()), removed: z.array(z.string()) }),
    added: z.array(column),
    removed: z.array(column),
    renamed: z
      .array(z.object({ table: z.string(), from: z.string(), to: z.string(), type: z.string() }))
      .meta({ description: 'A guess: same type, and the same place or almost the same name' }),
    retyped: z.array(z.object({ table: z.string(), name: z.string(), from: z.string(), to: z.string() })),
  })
  .meta({ id: 'Drift', description: 'Columns and tables that are not as in the published version before' });
export type Drift = z.output<typeof driftOut>;

export interface Shape {
  readonly number: number;
  readonly tables: readonly {
    readonly number: number;
    readonly name: string;
  }[];
  readonly columns: readonly {
    readonly table: number;
    readonly position: number;
    readonly name: string;
    readonly type: string;
  }[];
}

/**
 * The tables of both sides that are one table: those of one name; the only table of a version may be called after its
 * file, so that two single tables are one under any name.
 */
export function sameTables(before: Shape['tables'], now: Shape['tables']): ReadonlyMap<number, number> {
  const [old, only] = [before[0], now[0]];
  if (before.length === 1 && now.length === 1 && old !== undefined && only !== undefined)
    return new Map([[only.number, old.number]]);
  return new Map(
    now.flatMap(({ number, name }) => {
      const match = before.find((one) => one.name === name);
      return match === undefined ? [] : [[number, match.number] as const];
    }),
  );
}

/** Null when nothing differs that a reader of the table would notice; the order of columns is no difference. */
export function driftOf(before: Shape, now: Shape): Drift | null {
  const pairs = sameTables(before.tables, now.tables);
  const matched = new Set(pairs.values());
  const drift: Drift = {
    from: before.number,
    tables: {
      added: now.tables.filter((one) => !pairs.has(one.number)).map((one) => one.name),
      removed: before.tables.filter((one) => !matched.has(one.number)).map((one) => one.name),
    },
    added: [],
    removed: [],
    renamed: [],
    retyped: [],
  };
  for (const { number, name: table } of now.tables) {
    const old = pairs.get(number);
    if (old === undefined) continue;
    const was = before.columns.filter((one) => one.table === old);
    const is = now.columns.filter((one) => one.table === number);
    const types = new Map(was.map((one) => [one.name, one.type]));
    const names = new Set(is.map((one) => one.name));
    const gone = was.filter((one) => !names.has(one.name));
    for (const { name, type, position } of is) {
      const from = types.get(name);
      if (from === type) continue;
      if (from !== undefined) {
        drift.retyped.push({ table, name, from, to: type });
        continue;
      }
      const at = gone.findIndex((one) => one.type === type && (one.position === position || alike(one.name, name)));
      const [left] = at < 0 ? [] : gone.splice(at, 1);
      if (left === undefined) drift.added.push({ table, name, type });
      else drift.renamed.push({ table, from: left.name, to: name, type });
    }
    drift.removed.push(...gone.map(({ name, type }) => ({ table, name, type })));
  }
  return isEmpty(drift) ? null : drift;
}

const isEmpty = ({ tables, added, removed, renamed, retyped }: Drift): boolean =>
  [tables.added, tables.removed, added, removed, renamed, retyped].every((list) => list.length === 0);

const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Equal but for case, width and signs, or one the beginning or end of the other (`金额` and `金额（万元）`). */
function alike(one: string, other: string): boolean {
  const [a, b] = [folded(one), folded(other)];
  if (a === b) return a !== '';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 2 && (long.startsWith(short) || long.endsWith(short));
}

/** Columns by which a reader could no longer ask: removed, renamed or with another type, by table. */
export function brokenColumns({
  removed,
  renamed,
  retyped,
}: Drift): { readonly table: string; readonly name: string }[] {
  return [
    ...removed.map(({ table, name }) => ({ table, name })),
    ...renamed.map(({ table, from }) => ({ table, name: from })),
    ...retyped.map(({ table, name }) => ({ table, name })),
  ];
}

/** A few words for a sentence: `+ 车道数, − 桩号, 站名 → 收费站, 金额: text → decimal`. */
export function driftText(drift: Drift): string {
  const named = (table: string, name: string) =>
    drift.tables.added.length + drift.tables.removed.length > 0 ? `${table}/${name}` : name;
  return [
    ...drift.tables.added.map((one) => `+ [${one}]`),
    ...drift.tables.removed.map((one) => `− [${one}]`),
    ...drift.added.map((one) => `+ ${named(one.table, one.name)}`),
    ...drift.removed.map((one) => `− ${named(one.table, one.name)}`),
    ...drift.renamed.map((one) => `${named(one.table, one.from)} → ${one.to}`),
    ...drift.retyped.map((one) => `${named(one.table, one.name)}: ${one.from} → ${one.to}`),
  ].join(', ');
}
