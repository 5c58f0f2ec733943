/** What every installation starts from: the law, the calendar, the classification tree, treasuries, budget subjects. */
import { readFile } from 'node:fs/promises';
import { type App, newId } from '#api/context.ts';
import { holidays2025, holidays2026 } from '#api/kernel/holiday-tables.ts';
import { levelOf, parentOf, regionName, regions } from '#api/kernel/regions.ts';
import { lawfulBases } from './bases.ts';
import { classification } from './classification.ts';
import { regionRows } from './regions.ts';

const instrument = '山西省政务数据管理应用条例';
const inForceFrom = '2021-01-01';

/** Idempotent: inserts what is missing, changes nothing that is there. */
export async function seedBase(app: App): Promise<void> {
  const articles = JSON.parse(await readFile(new URL('./law/regulation.json', import.meta.url), 'utf8')) as {
    article: string | number;
    text: string;
  }[];
  await app.db.provision.createMany({
    data: articles.map((a, position) => ({
      instrument,
      article: String(a.article),
      text: a.text,
      validFrom: inForceFrom,
      position,
    })),
    skipDuplicates: true,
  });
  await app.db.calendarYear.createMany({
    data: [holidays2025, holidays2026].map((y) => ({
      year: y.year,
      off: [...y.off],
      working: [...y.working],
      source: y.source,
      addedAt: app.clock.now(),
    })),
    skipDuplicates: true,
  });
  await app.db.classificationNode.createMany({ data: classification.map((n) => ({ ...n })), skipDuplicates: true });
  await app.db.resourceSet.createMany({
    data: lawfulBases.map((one) => ({
      id: newId(app, 'resourceSet'),
      kind: 'base' as const,
      ...one,
      documentNo: `《${instrument}》第九条`,
      openedOn: inForceFrom,
      createdAt: app.clock.now(),
    })),
    skipDuplicates: true,
  });
  await app.db.region.createMany({
    data: regionRows.map((one) => ({
      id: newId(app, 'region'),
      code: one.code,
      name: one.name,
      nameEn: one.nameEn,
      kind: 'division',
      parentCode: parentOf(one.code),
      validFrom: one.from,
      validTo: one.to,
      successorCode: one.successor,
      documentNo: 'GB/T 2260',
      recordedAt: app.clock.now(),
    })),
    skipDuplicates: true,
  });
  await app.db.treasury.createMany({
    data: regions.codes.map((code) => ({
      code,
      regionCode: code,
      level: levelOf(code),
      name: `国家金库${regionName(code, 'zh').replace(/[省市]$/, '')}${code === '140000' ? '分库' : '中心支库'}`,
    })),
    skipDuplicates: true,
  });
  // Which subject the regulation's "经营收益" falls under is for finance to confirm each year (brief 6.1.5): a row, not a constant.
  await app.db.budgetSubject.createMany({
    data: [
      {
        budgetYear: 2026,
        code: '1030799',
        names: ['非税收入', '国有资源（资产）有偿使用收入', '其他国有资源（资产）有偿使用收入'],
        current: true,
      },
      {
        budgetYear: 2025,
        code: '1030799',
        names: ['非税收入', '国有资源（资产）有偿使用收入', '其他国有资源（资产）有偿使用收入'],
        current: true,
      },
    ],
    skipDuplicates: true,
  });
}
