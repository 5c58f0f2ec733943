/** Small pictures of plain shapes as PNG, the same bytes everywhere: what lies beside a table, what a reuse shows of itself. */
import { crc32, deflateSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];

export interface Picture {
  rect(x: number, y: number, width: number, height: number, colour: Colour): void;
  disc(x: number, y: number, radius: number, colour: Colour): void;
  /** A line with round ends through the points. */
  line(points: readonly (readonly [number, number])[], width: number, colour: Colour): void;
  png(): Buffer;
}

/** Each pixel is drawn as four and mixed, so that edges are smooth. */
const fine = 2;

export function picture(width: number, height: number, paper: Colour): Picture {
  const [w, h] = [width * fine, height * fine];
  const pixels = new Uint8Array(w * h * 3);
  for (let i = 0; i < w * h; i++) pixels.set(paper, i * 3);
  /** Colours every pixel of a box that the test takes. */
  const paint = (box: readonly number[], colour: Colour, inside: (x: number, y: number) => boolean) => {
    const [left = 0, top = 0, right = 0, bottom = 0] = box.map((one) => Math.round(one * fine));
    for (let y = Math.max(0, top); y < Math.min(h, bottom); y++)
      for (let x = Math.max(0, left); x < Math.min(w, right); x++)
        if (inside((x + 0.5) / fine, (y + 0.5) / fine)) pixels.set(colour, (y * w + x) * 3);
  };
  const disc = (cx: number, cy: number, radius: number, colour: Colour) =>
    paint(
      [cx - radius, cy - radius, cx + radius, cy + radius],
      colour,
      (x, y) => (x - cx) ** 2 + (y - cy) ** 2 <= radius ** 2,
    );
  return {
    rect: (x, y, rw, rh, colour) => paint([x, y, x + rw, y + rh], colour, () => true),
    disc,
    line(points, thick, colour) {
      for (const [i, [x2, y2]] of points.entries()) {
        disc(x2, y2, thick / 2, colour);
        const [x1, y1] = points[i - 1] ?? [x2, y2];
        const length = Math.hypot(x2 - x1, y2 - y1);
        if (length === 0) continue;
        const box = [
          Math.min(x1, x2) - thick,
          Math.min(y1, y2) - thick,
          Math.max(x1, x2) + thick,
          Math.max(y1, y2) + thick,
        ];
        paint(box, colour, (x, y) => {
          const along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length;
          const across = ((x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)) / length;
          return along >= 0 && along <= length && Math.abs(across) <= thick / 2;
        });
      }
    },
    png: () => encode(width, height, mixed(pixels, width, height)),
  };
}

/** Rows as PNG wants them: a filter byte (0: none) before each. */
function mixed(pixels: Uint8Array, width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width * 3; x++) {
      const [column, part] = [Math.floor(x / 3) * fine, x % 3];
      let sum = 0;
      for (let dy = 0; dy < fine; dy++)
        for (let dx = 0; dx < fine; dx++) sum += pixels[((y * fine + dy) * width * fine + column + dx) * 3 + part] ?? 0;
      rows[y * (width * 3 + 1) + 1 + x] = Math.round(sum / fine ** 2);
    }
  return rows;
}

/** PNG, third edition (W3C 2025): eight bits a sample, true colour. */
function encode(width: number, height: number, rows: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
