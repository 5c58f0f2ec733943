/** Where each station of a lineage is drawn: a column a kind, rows in the order that keeps the arrows short. */
import type { LineageOut } from '#api/market/lineage/service.ts';

type Node = LineageOut['nodes'][number];

export interface Placed {
  readonly node: Node;
  readonly x: number;
  readonly y: number;
}
export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Placed[];
  readonly arrows: readonly { readonly key: string; readonly path: string }[];
}

export const box = { width: 190, height: 58, gapX: 52, gapY: 16, edge: 6 } as const;
const columns = ['version', 'delivery', 'product', 'order'] as const;

export function layOut({ nodes, edges }: LineageOut): Drawn {
  const used = columns.filter((kind) => nodes.some((node) => node.kind === kind));
  const placed = new Map<string, Placed>();
  let tallest = 1;
  for (const [column, kind] of used.entries()) {
    // Below what it comes from, so that arrows cross as little as a picture without force allows.
    const height = (node: Node): number => {
      const above = edges.flatMap((edge) => (edge.to === node.id ? [placed.get(edge.from)?.y ?? 0] : []));
      return above.length === 0 ? 0 : above.reduce((sum, y) => sum + y, 0) / above.length;
    };
    const inColumn = nodes.filter((node) => node.kind === kind);
    const sorted = column === 0 ? inColumn : [...inColumn].sort((a, b) => height(a) - height(b));
    tallest = Math.max(tallest, sorted.length);
    for (const [row, node] of sorted.entries())
      placed.set(node.id, {
        node,
        x: box.edge + column * (box.width + box.gapX),
        y: box.edge + row * (box.height + box.gapY),
      });
  }
  const arrows = edges.flatMap((edge) => {
    const [from, to] = [placed.get(edge.from), placed.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    const [x1, y1] = [from.x + box.width, from.y + box.height / 2];
    const [x2, y2] = [to.x - 7, to.y + box.height / 2];
    const middle = (x1 + x2) / 2;
    return [{ key: `${edge.from}>${edge.to}`, path: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}` }];
  });
  return {
    width: 2 * box.edge + used.length * box.width + Math.max(0, used.length - 1) * box.gapX,
    height: 2 * box.edge + tallest * box.height + (tallest - 1) * box.gapY,
    boxes: [...placed.values()],
    arrows,
  };
}

/** As much of a text as fits on a line; a Chinese character is as wide as two others. */
export function fitting(text: string, units = 25): string {
  let used = 0;
  let kept = '';
  for (const letter of text) {
    used += /[\u2e80-\uffef]/.test(letter) ? 2 : 1.06;
    if (used > units) return `${kept}…`;
    kept += letter;
  }
  return kept;
}
