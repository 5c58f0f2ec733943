/** How the catalogue is compiled, as the scene shows it: a draft of new requirements, and a workbook with every kind of row. */
import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import { requirementContent } from '#api/catalog/rules/requirement.ts';
import { exportCatalogue } from '#api/compilation/export.ts';
import { uploadImport } from '#api/compilation/imports.ts';
import { draftRequirement, saveRequirement } from '#api/compilation/requirements.ts';
import { recordStub } from '#api/compilation/stubs.ts';
import { askExtension, recordTrigger } from '#api/compilation/triggers.ts';
import type { Market } from '#test/support/market.ts';

export async function compilationSide(m: Market, entry: { readonly id: string }): Promise<Record<string, string>> {
  const draft = await draftRequirement(m.reviewer, {
    title: '山西省政务数据目录编制要求',
    title_en: 'Requirements of the catalogue',
  });
  const clause = { instrument: '《山西省政务数据目录编制要求》', article: '第六条' };
  const content = requirementContent.parse({
    ...draft.content,
    fields: draft.content.fields.map((one) =>
      one.element === 'spatial'
        ? { ...one, status: 'mandatory', list: 'areas', clause, hint: { zh: '写明行政区域', en: 'Name the area' } }
        : one,
    ),
    lists: [
      {
        code: 'areas',
        name: { zh: '空间范围', en: 'Areas' },
        values: [{ value: '山西省', zh: '山西省', en: 'Shanxi' }],
      },
    ],
    rules: [
      {
        kind: 'at_least',
        no: '1',
        says: { zh: '关键词不少于两个', en: 'Two keywords at least' },
        clause,
        element: 'keywords',
        number: 2,
      },
    ],
  });
  const names = { title: draft.title.zh, title_en: draft.title.en };
  await saveRequirement(m.reviewer, draft.number, { revision: draft.revision, ...names, content });
  const book = new exceljs.Workbook();
  await book.xlsx.load((await exportCatalogue(m.agency, { of: 'own' })).bytes as unknown as ArrayBuffer);
  const sheet = book.getWorksheet('目录条目')!;
  const heads = (sheet.getRow(1).values as unknown[]).map(String);
  const cell = (row: number, head: string) => sheet.getRow(row).getCell(heads.indexOf(head));
  cell(2, '信息资源摘要').value = '在表格中改过的摘要';
  const more = sheet.rowCount + 1;
  cell(more, '信息资源名称').value = '表格中新增的条目';
  cell(more, '信息资源分类代码').value = '301001';
  cell(more + 1, '信息资源名称').value = '写错主题的条目';
  cell(more + 1, '主题').value = '不存在的主题';
  const stream = Readable.from([Buffer.from(await book.xlsx.writeBuffer())]);
  const sent = await uploadImport(m.agency, { fileName: '2026年目录.xlsx', stream });
  const changed = await recordTrigger(m.agency, {
    kind: 'law',
    document: '《山西省数据条例》',
    document_no: '',
    changed_on: '2026-10-12',
    words: '',
    entries: [entry.id],
  });
  await askExtension(m.agency, changed.id, { revision: 1, reason: '须与主管部门核对口径' });
  await recordStub(m.agency);
  return {
    catalogue_trigger: `/w/catalogue/triggers/${changed.id}`,
    catalogue_import: `/w/catalogue/imports/${sent.id}`,
    requirement_draft: `/w/requirements/${draft.number}`,
  };
}
