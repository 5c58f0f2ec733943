/** Pictures that reuses show of themselves: what such a page looks like, without words. */
import { type Colour, type Picture, picture } from './picture.ts';
import { type Random, random } from './random.ts';

const paper: Colour = [250, 249, 246];
const ink: Colour = [60, 66, 76];
const red: Colour = [181, 50, 42];
const blue: Colour = [31, 92, 122];
const sand: Colour = [222, 206, 180];
const grid: Colour = [226, 226, 224];

const [width, height] = [640, 400] as const;

function frame(drawn: Picture): void {
  drawn.rect(0, 0, width, 34, ink);
  for (let i = 0; i < 3; i++) drawn.disc(20 + i * 20, 17, 5, [170, 174, 180]);
  for (let y = 80; y < 360; y += 56) drawn.rect(40, y, 560, 1, grid);
}

const draw = {
  lines(drawn: Picture, r: Random) {
    for (const [i, colour] of [sand, blue, red].entries()) {
      let y = 280 - i * 60;
      const points = Array.from({ length: 29 }, (_, at) => {
        y = Math.min(350, Math.max(60, y + (r.next() - 0.5) * 34));
        return [40 + at * 20, y] as const;
      });
      drawn.line(points, 4, colour);
    }
  },
  bars(drawn: Picture, r: Random) {
    for (let i = 0; i < 11; i++) {
      const tall = 60 + r.int(0, 230);
      drawn.rect(48 + i * 50, 360 - tall, 34, tall, i === 3 ? red : blue);
    }
  },
  map(drawn: Picture, r: Random) {
    drawn.line(
      [
        [120, 60],
        [200, 130],
        [260, 210],
        [300, 300],
        [360, 370],
      ],
      10,
      sand,
    );
    drawn.line(
      [
        [520, 70],
        [420, 150],
        [380, 240],
        [300, 300],
      ],
      10,
      sand,
    );
    for (let i = 0; i < 46; i++) drawn.disc(r.int(60, 580), r.int(60, 370), r.int(3, 11), r.chance(0.25) ? red : blue);
  },
  cells(drawn: Picture, r: Random) {
    for (let x = 0; x < 26; x++)
      for (let y = 0; y < 12; y++) {
        const deep = Math.min(1, Math.max(0, 0.5 + 0.4 * Math.sin(x / 3 + y / 5) + (r.next() - 0.5) * 0.4));
        const mix = (a: number, b: number) => Math.round(a + (b - a) * deep);
        drawn.rect(46 + x * 21, 66 + y * 25, 19, 23, [mix(238, 181), mix(228, 50), mix(214, 42)]);
      }
  },
} satisfies Readonly<Record<string, (drawn: Picture, r: Random) => void>>;

export type Cover = keyof typeof draw;

export function cover(kind: Cover): Buffer {
  const drawn = picture(width, height, paper);
  frame(drawn);
  draw[kind](drawn, random(`cover ${kind}`));
  return drawn.png();
}
