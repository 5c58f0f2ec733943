/** Where the organisations of a clue are drawn: a ring in a circle, a chain in a row that rises to its common owner. */
import type { z } from 'zod';
import type { evidenceShape } from '#api/market/rules/evidence.ts';

export type Evidence = z.output<typeof evidenceShape>;

export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}
export interface Arrow {
  readonly key: string;
  readonly path: string;
  /** Where its words stand. */
  readonly x: number;
  readonly y: number;
}
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

export const box = { width: 216, height: 44 } as const;
const edge = 8;

/** Corners of the box that an arrow between two centres leaves and reaches, a little apart from the lines. */
function between(from: Box, to: Box): Omit<Arrow, 'key'> {
  const centre = (one: Box) => ({ x: one.x + box.width / 2, y: one.y + box.height / 2 });
  const [a, b] = [centre(from), centre(to)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  // How far along the line the edge of a box lies.
  const out = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : box.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : box.height / 2 / Math.abs(dy),
  );
  const gap = 8 / Math.max(1, Math.hypot(dx, dy));
  const at = (part: number) => ({ x: Math.round(a.x + dx * part), y: Math.round(a.y + dy * part) });
  const [start, end, middle] = [at(Math.min(0.5, out)), at(Math.max(0.5, 1 - out - gap)), at(0.5)];
  return { path: `M${start.x} ${start.y}L${end.x} ${end.y}`, ...middle };
}

/** Of each sale from who paid to who was paid. */
function ring(
  sales: readonly { readonly order_id: string; readonly payer_id: string; readonly payee_id: string }[],
): Picture {
  const n = sales.length;
  const [rx, ry] = n === 2 ? [200, 0] : [60 + 55 * n, 40 + 32 * n];
  const boxes = sales.map((sale, at): Box => {
    const angle = (2 * Math.PI * at) / n - (n === 2 ? Math.PI : Math.PI / 2);
    return {
      id: sale.payer_id,
      x: Math.round(edge + rx + rx * Math.cos(angle)),
      y: Math.round(edge + (n === 2 ? 40 : ry) + ry * Math.sin(angle)),
    };
  });
  const by = new Map(boxes.map((one) => [one.id, one]));
  const arrows = sales.flatMap((sale, at): Arrow[] => {
    const [from, to] = [by.get(sale.payer_id), by.get(sale.payee_id)];
    if (from === undefined || to === undefined) return [];
    const found = between(from, to);
    if (n !== 2) return [{ key: sale.order_id, ...found }];
    // There and back: one bows above, the other below.
    const up = at === 0 ? -34 : 34;
    const [x1, x2] = at === 0 ? [from.x + box.width, to.x - 8] : [from.x, to.x + box.width + 8];
    const y = from.y + box.height / 2 + (at === 0 ? -8 : 8);
    const middle = (x1 + x2) / 2;
    return [{ key: sale.order_id, path: `M${x1} ${y}Q${middle} ${y + up} ${x2} ${y}`, x: middle, y: y + up }];
  });
  return {
    width: Math.max(...boxes.map((one) => one.x)) + box.width + edge,
    height: Math.max(...boxes.map((one) => one.y)) + box.height + edge + (n === 2 ? 40 : 0),
    boxes,
    arrows,
  };
}

const rise = 92;
/** Upwards to whom it belongs, downwards to what belongs to it; an arrow points from the owner to what is owned. */
function chain(links: readonly { readonly from_id: string; readonly to_id: string; readonly way: string }[]): Picture {
  const levels: number[] = [0];
  for (const { way } of links) levels.push((levels.at(-1) ?? 0) + (way === 'up' ? 1 : way === 'down' ? -1 : 0));
  const top = Math.max(...levels);
  const ids = [links[0]?.from_id ?? '', ...links.map((one) => one.to_id)];
  const boxes = ids.map(
    (id, at): Box => ({
      id,
      x: edge + at * (box.width + 130),
      y: edge + (top - (levels[at] ?? 0)) * rise,
    }),
  );
  const arrows = links.flatMap(({ way }, at): Arrow[] => {
    const [here, there] = [boxes[at], boxes[at + 1]];
    if (here === undefined || there === undefined) return [];
    const [from, to] = way === 'up' ? [there, here] : [here, there];
    return [{ key: String(at), ...between(from, to) }];
  });
  return {
    width: Math.max(...boxes.map((one) => one.x)) + box.width + edge,
    height: Math.max(...boxes.map((one) => one.y)) + box.height + edge,
    boxes,
    arrows,
  };
}

/** Null where there is nothing to draw. */
export function drawn(evidence: Evidence): Picture | null {
  if (evidence.kind === 'circular') return evidence.sales.length < 2 ? null : ring(evidence.sales);
  if (evidence.kind === 'related_buyer') return evidence.chain.length === 0 ? null : chain(evidence.chain);
  return null;
}

/** Millionths as per cent, without zeros behind. */
export function percentText(ppm: number): string {
  return String(Math.round(ppm / 100) / 100);
}
