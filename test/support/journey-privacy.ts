/** A table about people on its way out: treated by a plan, its figures reach what is demanded, a second person has to sign. */
import { confirmColumnClasses, saveTreatmentPlan } from '#api/deidentification/service.ts';
import { newEntry, upload } from '#test/support/catalog.ts';
import type { Market } from '#test/support/market.ts';

const rows = Array.from(
  { length: 60 },
  (_, i) =>
    `王小${'明芳强丽'[i % 4]},${i % 2 === 0 ? '男' : '女'},${1980 + (i % 4)}-0${1 + (i % 9)}-11,14010${5 + (i % 2)},${'甲乙丙'[i % 3]}类`,
);
const csv = `姓名,性别,出生日期,区划,违法类别\n${rows.join('\n')}\n`;

/** @returns addresses by name. */
export async function privacySide(m: Market): Promise<Record<string, string>> {
  const entry = await newEntry(m.agency, { title: '驾驶人违法记录' });
  const version = await upload(m.agency, entry.id, csv, '违法记录.csv');
  await m.t.drain();
  await confirmColumnClasses(m.agency, version.id, {
    table: 1,
    persons: true,
    reason: '',
    classes: [
      { column: '姓名', class: 'direct' },
      { column: '性别', class: 'quasi' },
      { column: '出生日期', class: 'quasi' },
      { column: '区划', class: 'quasi' },
      { column: '违法类别', class: 'sensitive' },
    ],
  });
  await saveTreatmentPlan(m.agency, version.id, {
    table: 1,
    rules: [
      { column: '姓名', rule: { do: 'drop' } },
      { column: '出生日期', rule: { do: 'date', to: 'years10' } },
      { column: '区划', rule: { do: 'region', to: 'city' } },
    ],
    suppression: { blank: [], max_share: 0.05 },
  });
  await m.t.drain();
  return { privacy: `/w/entries/${entry.id}/privacy`, privacy_data: `/w/entries/${entry.id}/data` };
}
