/** Further ways to buy: by the year, free for the public good; and the ceilings that prices keep under. */
import { fileCeiling } from '#api/products/guard.ts';
import { addPlan } from '#api/products/plans.ts';
import { type Book, look } from './book.ts';
import type { Scene } from './scene.ts';

export function planScenes(book: Book): Scene[] {
  return [
    {
      day: '2026-08-03',
      time: '11:10',
      what: 'traffic index: a ceiling is filed, further plans are offered',
      async play(stage) {
        const no = look(book.products, 'index');
        const authority = '山西省发展和改革委员会（演示）';
        const term = { valid_from: '2026-08-01', valid_to: '2028-07-31', authority };
        await fileCeiling(stage.as('province.transport'), no, {
          ...term,
          basis: 'once',
          ceiling_yuan: '15000',
          document_no: '晋演示发改价格〔2026〕18号',
        });
        await fileCeiling(stage.as('province.transport'), no, {
          ...term,
          basis: 'year',
          ceiling_yuan: '40000',
          document_no: '晋演示发改价格〔2026〕18号',
        });
        const { id } = await stage.app.db.product.findFirstOrThrow({ where: { no } });
        await addPlan(stage.as('developer'), id, {
          name: '年度更新',
          name_en: 'Updates for a year',
          terms: { kind: 'period', unit: 'year', amount_fen: '3600000', calls_per_month: null, trial: null },
        });
        await addPlan(stage.as('developer'), id, {
          name: '公共治理和公益事业免费',
          name_en: 'Free for public governance and the public good',
          terms: { kind: 'free', calls_per_month: null, trial: null },
        });
      },
    },
  ];
}
