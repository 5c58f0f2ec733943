/** The products of the story, their files computed from the delivered tables. */
import { Readable } from 'node:stream';
import type { ProductKind } from '#api/products/rules/codes.ts';
import { citeSources, createProduct, listProduct, stateFacts, uploadFile } from '#api/products/service.ts';
import { type Book, look } from './book.ts';
import { type CaseKey, cases } from './cases.ts';
import type { Stage } from './stage.ts';
import { summed } from './usage.ts';

export interface ProductSpec {
  readonly key: string;
  readonly case: CaseKey;
  readonly kind: ProductKind;
  readonly title: string;
  readonly titleEn: string;
  readonly summary: string;
  readonly description: string;
  readonly priceFen: string;
  readonly fileName: string;
  /** Group columns, the summed column, and the heads of the file. */
  readonly by: readonly string[];
  readonly of: string;
  readonly heads: readonly string[];
}

export const products = {
  index: {
    key: 'index',
    case: 'roads',
    kind: 'dataset',
    title: '高速公路收费站流量指数',
    titleEn: 'Traffic index of motorway toll stations',
    summary: '按收费站、时段和车型的相对流量指数，最忙的收费站为一百。',
    description:
      '指数由授权获取的收费站分时段通行流量汇总计算：同一收费站、时段、车型在统计期内的入口车次之和，除以最大值再乘一百。\n适用于干线运输排班、线路规划和服务区补给安排。演示产品。',
    priceFen: '480000',
    fileName: '收费站流量指数.csv',
    by: ['station_code', 'period', 'vehicle_class'],
    of: 'in_count',
    heads: ['收费站编号', '时段', '车型', '流量指数'],
  },
  holiday: {
    key: 'holiday',
    case: 'roads',
    kind: 'report',
    title: '国庆假期高速公路通行预测（2026）',
    titleEn: 'Motorway traffic forecast for the National Day holiday 2026',
    summary: '2026 年国庆假期各收费站出口压力排序和错峰建议。',
    description: '以授权获取的收费站出口流量为基数，给出各收费站假期出口压力的相对排序。演示产品，预测值由程序生成。',
    priceFen: '1260000',
    fileName: '国庆通行预测.csv',
    by: ['station_code', 'station_name', 'period'],
    of: 'out_count',
    heads: ['收费站编号', '收费站名称', '时段', '出口压力指数'],
  },
  crowd: {
    key: 'crowd',
    case: 'visitors',
    kind: 'dataset',
    title: '景区客流预约指数',
    titleEn: 'Visitor index of scenic areas',
    summary: '按城市汇总的景区客流相对指数，供旅行社错峰组团。',
    description: '由授权获取的景区逐日接待数据按城市和日期汇总计算，最忙的一天为一百。演示产品。',
    priceFen: '360000',
    fileName: '景区客流指数.csv',
    by: ['所在市', '日期'],
    of: '接待人次',
    heads: ['城市', '日期', '客流指数'],
  },
} as const satisfies Readonly<Record<string, ProductSpec>>;

/** Makes and lists a product from a table that was delivered; its sources are all deliveries of the case so far. */
export async function makeProduct(stage: Stage, book: Book, spec: ProductSpec, table: string[][]): Promise<void> {
  const as = () => stage.as(cases[spec.case].developer);
  const groups = summed(table, spec.by, spec.of);
  const most = groups[0]?.[1] ?? 1;
  const lines = [spec.heads, ...groups.map(([key, sum]) => [...key, ((sum / most) * 100).toFixed(1)])];
  const text = `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
  const made = await draftProduct(stage, book, spec);
  const delivery_ids = book.deliveries.get(spec.case) ?? [];
  const cited = await citeSources(as(), made.id, { revision: made.revision, delivery_ids });
  const file = { name: spec.fileName, stream: Readable.from([Buffer.from(text)]) };
  const facts = { kind: 'report', pages: 24 } as const;
  const stated = spec.kind === 'report' ? await stateFacts(as(), made.id, { revision: cited.revision, facts }) : cited;
  const kept = await uploadFile(as(), made.id, stated.revision, file);
  await listProduct(as(), made.id, kept.revision);
  book.products.set(spec.key, made.no);
}

export async function draftProduct(
  stage: Stage,
  book: Book,
  {
    case: of,
    kind,
    title,
    titleEn,
    summary,
    description,
    priceFen,
  }: Omit<ProductSpec, 'by' | 'of' | 'heads' | 'fileName'>,
) {
  return createProduct(stage.as(cases[of].developer), {
    agreement_id: look(book.agreements, of),
    kind,
    title,
    title_en: titleEn,
    summary,
    description,
    price_fen: priceFen,
  });
}
