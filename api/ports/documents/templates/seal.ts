import { startOfDay } from '#api/kernel/time.ts';
import { ink } from '../compose.ts';
import type { SealPicture } from '../port.ts';
import type { Sheet } from '../sheet.ts';
import { chineseDay, frame } from './furniture.ts';

/**
 * A rectangle with the signer's name, on purpose unlike the round seal of an authority: it shows an
 * electronic signature and imitates no official seal.
 */
export function sealSheet(input: SealPicture): Sheet {
  const { width, height } = frame;
  const length = [...input.name].length;
  const size = Math.min(15, Math.max(8.5, (length > 20 ? 2 : 1) * ((width - 28) / length) * 0.98));
  const rows = Math.ceil((length * size) / (width - 24));
  return {
    title: input.name,
    madeAt: startOfDay(input.signedOn),
    size: frame,
    content: [
      {
        canvas: [
          { type: 'rect', x: 2, y: 2, w: width - 4, h: height - 4, lineWidth: 1.6, lineColor: ink.cinnabar },
          { type: 'rect', x: 5, y: 5, w: width - 10, h: height - 10, lineWidth: 0.5, lineColor: ink.cinnabar },
        ],
        margin: [0, 0, 0, -height],
      },
      {
        margin: [12, 10 + Math.max(0, (24 - rows * size * 1.3) / 2), 12, 0],
        color: ink.cinnabar,
        alignment: 'center',
        stack: [
          { text: input.name, bold: true, fontSize: size, lineHeight: 0.9 },
          { text: `电子签名  ${chineseDay(input.signedOn)}`, fontSize: 7.5, margin: [0, 2, 0, 0], lineHeight: 1 },
          ...(input.serial ? [{ text: `证书 ${input.serial}`, fontSize: 6, lineHeight: 1 }] : []),
        ],
      },
    ],
  };
}
