/** Made-up names, each carrying 演示 so that nobody takes them for real bodies. */
import { makeUscc } from '#api/kernel/identifiers.ts';
import type { Random } from './random.ts';
import { pad } from './table.ts';

const trades = [
  '商贸',
  '食品',
  '建材',
  '物流',
  '机械',
  '农业开发',
  '能源',
  '化工',
  '医药',
  '科技',
  '建筑工程',
  '环保',
] as const;

/** e.g. 平遥演示商贸有限公司017 */
export function firm(r: Random, place: string, number: number, trade: string = r.pick(trades)): string {
  return `${place}演示${trade}有限公司${pad(number, 3)}`;
}

/** A code that holds by its check character and belongs to nobody: its subject part says DEM. */
export function madeUpUscc(regionCode: string, number: number): string {
  return makeUscc(`91${regionCode}${pad(number, 5)}DEME`);
}

/** Bases for restricting the sharing of data: articles whose text says so. */
export const bases = {
  dataSecurity: { kind: 'law', instrument: '《中华人民共和国数据安全法》', article: '第三十八条' },
  personal: { kind: 'law', instrument: '《中华人民共和国个人信息保护法》', article: '第二十八条' },
  insurance: { kind: 'law', instrument: '《中华人民共和国社会保险法》', article: '第八十一条' },
  disclosure: {
    kind: 'administrative_regulation',
    instrument: '《中华人民共和国政府信息公开条例》',
    article: '第十五条',
  },
} as const;
