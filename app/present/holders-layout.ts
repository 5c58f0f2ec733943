/** Where the agencies that hold data about persons are drawn, those that use them, and what goes from one to the other. */
import type { MyData } from '#api/collection/my-data.ts';

type Unit = MyData['held'][number]['agency'];

export interface HolderBox {
  readonly unit: Unit;
  /** Resources: held by it, or used by it. */
  readonly count: number;
  readonly x: number;
  readonly y: number;
}
export interface HoldersDrawn {
  readonly width: number;
  readonly height: number;
  readonly holders: readonly HolderBox[];
  readonly users: readonly HolderBox[];
  readonly arrows: readonly { readonly key: string; readonly path: string; readonly width: number }[];
}

export const holderBox = { width: 200, height: 48, gapX: 70, gapY: 14, edge: 4, head: 24 } as const;

/** Null where nothing is held: there is nothing to draw. */
export function layOutHolders(held: MyData['held']): HoldersDrawn | null {
  if (held.length === 0) return null;
  const { width, height, gapX, gapY, edge, head } = holderBox;
  const place = (found: ReadonlyMap<string, { unit: Unit; count: number }>, column: number): HolderBox[] =>
    [...found.values()].map(({ unit, count }, row) => ({
      unit,
      count,
      x: edge + column * (width + gapX),
      y: edge + head + row * (height + gapY),
    }));
  const holders = place(counted(held.map((one) => one.agency)), 0);
  const users = place(counted(held.flatMap((one) => units(one.shared_with.map((use) => use.agency)))), 1);
  const pairs = new Map<string, { from: string; to: string; count: number }>();
  for (const one of held)
    for (const user of units(one.shared_with.map((use) => use.agency))) {
      const key = `${one.agency.id}>${user.id}`;
      const before = pairs.get(key);
      pairs.set(key, { from: one.agency.id, to: user.id, count: (before?.count ?? 0) + 1 });
    }
  const arrows = [...pairs].flatMap(([key, { from, to, count }]) => {
    const a = holders.find((box) => box.unit.id === from);
    const b = users.find((box) => box.unit.id === to);
    if (a === undefined || b === undefined) return [];
    const [x1, y1, x2, y2] = [a.x + width, a.y + height / 2, b.x - 8, b.y + height / 2];
    const middle = (x1 + x2) / 2;
    return [{ key, path: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`, width: Math.min(6, 1 + count) }];
  });
  const rows = Math.max(holders.length, users.length);
  return {
    width: 2 * edge + width + (users.length === 0 ? 0 : gapX + width),
    height: 2 * edge + head + rows * height + (rows - 1) * gapY,
    holders,
    users,
    arrows,
  };
}

/** Each once. */
const units = (list: readonly Unit[]): Unit[] => [...new Map(list.map((unit) => [unit.id, unit])).values()];

function counted(list: readonly Unit[]): Map<string, { unit: Unit; count: number }> {
  const found = new Map<string, { unit: Unit; count: number }>();
  for (const unit of list) found.set(unit.id, { unit, count: (found.get(unit.id)?.count ?? 0) + 1 });
  return found;
}
