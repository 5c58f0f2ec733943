/** How the catalogue is compiled, on a real database: requirements with versions, workbooks, clocks, stubs. */
import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recallEntry, saveEntry, submitEntry, withdrawEntry } from '#api/catalog/edit.ts';
import { entryHistory, listEntries, showEntry } from '#api/catalog/read.ts';
import { reviewQueue } from '#api/catalog/review.ts';
import { guideline } from '#api/catalog/rules/guideline.ts';
import { requirementContent } from '#api/catalog/rules/requirement.ts';
import {
  exportClocks,
  lateCatalogueDuties,
  listClocks,
  regionCompleteness,
  showCompleteness,
} from '#api/compilation/clocks.ts';
import { downloadFaults, downloadTemplate, exportCatalogue } from '#api/compilation/export.ts';
import { applyImport, dropImport, listImports, showImport, uploadImport } from '#api/compilation/imports.ts';
import { sweepImports } from '#api/compilation/jobs.ts';
import { lateCatalogueRecord } from '#api/compilation/lateness.ts';
import {
  approveRequirement,
  draftRequirement,
  dropRequirement,
  listRequirements,
  publishRequirement,
  returnRequirement,
  saveRequirement,
  showRequirement,
  submitRequirement,
} from '#api/compilation/requirements.ts';
import { closeStub, listStubs, recordStub } from '#api/compilation/stubs.ts';
import {
  answerEntry,
  askExtension,
  closeTrigger,
  decideExtension,
  dropTrigger,
  listTriggers,
  recordTrigger,
  showTrigger,
  triggerChoices,
} from '#api/compilation/triggers.ts';
import type { Ctx } from '#api/context.ts';
import { reviewEntry } from '#api/datasets/publish.ts';
import { worklist } from '#api/overview/service.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { type fullContent, newEntry, publishedDataset } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let steward: Ctx;
let reviewer: Ctx;
let head: Ctx;
let city: Ctx;

beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
  steward = world.ctx('province.transport');
  reviewer = world.ctx('province.information');
  const second = world.ctx('province.transport.head').viewer!;
  // A second person of the department, so that nobody checks what they wrote.
  head = {
    ...reviewer,
    viewer: { ...reviewer.viewer!, personId: second.personId, displayName: second.displayName, duties: ['signatory'] },
  };
  city = world.ctx('taiyuan.information');
});
afterAll(() => t.close());

async function refused(work: Promise<unknown>) {
  const error = (await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )) as {
    code?: string;
    sentence?: (l: 'zh' | 'en') => string;
    fields?: { path: string; zh: string; en: string }[];
  } | null;
  if (error?.code === undefined) throw error ?? new Error('was not refused');
  return {
    code: error.code,
    zh: error.sentence?.('zh') ?? '',
    en: error.sentence?.('en') ?? '',
    fields: error.fields ?? [],
  };
}
let serial = 0;
const title = () => {
  serial += 1;
  return `编制条目 ${serial}`;
};
const publish = { decision: 'publish' as const, opinion: '', field_opinions: [] };
async function published(over: Parameters<typeof fullContent>[0] = {}) {
  const made = await newEntry(steward, { title: title(), ...over });
  const sent = await submitEntry(steward, made.id, { revision: 1 });
  return reviewEntry(reviewer, made.id, { revision: sent.revision, ...publish });
}

describe('the requirements', () => {
  it('are the guideline until the province publishes its own', async () => {
    const { items, drafts } = await listRequirements(world.ctx(null));
    expect(items).toMatchObject([{ number: 0, standing: 'in_force' }]);
    expect(drafts).toBe(false);
    expect((await showRequirement(world.ctx(null), 0)).content.fields).toHaveLength(27);
    expect((await refused(showRequirement(world.ctx(null), 1))).code).toBe('compilation.requirement_not_found');
    const made = await newEntry(steward, { title: title() });
    expect((await submitEntry(steward, made.id, { revision: 1 })).checked_against).toBe(0);
  });

  it('are drafted by one person of the province, checked by another, published with number and day, and then drive the check', async () => {
    const waiting = await newEntry(steward, { title: title(), spatial: '' });
    const names = { title: '山西省政务数据目录编制要求（2026）', title_en: 'Compilation requirements 2026' };
    expect((await refused(draftRequirement(city, names))).code).toBe('compilation.province_only');
    expect((await refused(draftRequirement(steward, names))).code).toBe('auth.forbidden');
    const draft = await draftRequirement(reviewer, names);
    expect(draft).toMatchObject({ number: 1, state: 'draft', based_on: 0, differences: [] });
    expect((await refused(draftRequirement(head, names))).code).toBe('compilation.draft_open');
    expect((await refused(showRequirement(world.ctx(null), 1))).code).toBe('compilation.requirement_not_found');

    const clause = { instrument: '《山西省政务数据目录编制要求》', article: '第六条' };
    const fields = guideline.content.fields.map((one) =>
      one.element === 'spatial'
        ? { ...one, status: 'mandatory' as const, clause, hint: { zh: '写明行政区域', en: 'Name the area' } }
        : one,
    );
    const relaxed = fields.map((one) => (one.element === 'grade' ? { ...one, status: 'optional' as const } : one));
    const save = (revision: number, list: typeof fields, by = reviewer) =>
      saveRequirement(by, 1, { revision, ...names, content: requirementContent.parse({ fields: list }) });
    const loose = await save(1, relaxed);
    expect(loose.faults).toHaveLength(1);
    const stopped = await refused(submitRequirement(reviewer, 1, { revision: 2 }));
    expect(stopped).toMatchObject({ code: 'compilation.requirement_faulty' });
    expect(stopped.fields[0]?.en).toContain('asked for by law');
    expect((await refused(save(1, fields))).code).toBe('compilation.changed_meanwhile');
    const good = await save(2, fields);
    expect(good.differences).toEqual([
      {
        of: 'field',
        key: 'spatial',
        kind: 'changed',
        parts: ['status', 'hint', 'clause'],
        before: 'optional',
        after: 'mandatory',
      },
    ]);
    expect(
      (
        await refused(
          publishRequirement(reviewer, 1, { revision: 3, document_no: '晋数〔2026〕1号', effective_on: '2026-11-03' }),
        )
      ).code,
    ).toBe('compilation.wrong_state');
    await submitRequirement(reviewer, 1, { revision: 3 });
    expect((await refused(approveRequirement(reviewer, 1, { revision: 4, words: '' }))).code).toBe(
      'compilation.same_person',
    );
    expect((await refused(returnRequirement(head, 1, { revision: 4, words: '' }))).code).toBe(
      'compilation.words_missing',
    );
    await returnRequirement(head, 1, { revision: 4, words: '请补英文名称' });
    await submitRequirement(reviewer, 1, { revision: 5 });
    const checked = await approveRequirement(head, 1, { revision: 6, words: '同意' });
    expect(checked).toMatchObject({ state: 'checked', check_words: '同意' });
    const early = await refused(
      publishRequirement(reviewer, 1, { revision: 7, document_no: '晋数〔2026〕1号', effective_on: '2026-11-01' }),
    );
    expect(early).toMatchObject({ code: 'compilation.effective_early', fields: [{ path: 'effective_on' }] });
    const out = await publishRequirement(reviewer, 1, {
      revision: 7,
      document_no: '晋数〔2026〕1号',
      effective_on: '2026-11-03',
    });
    expect(out).toMatchObject({ state: 'published', standing: 'coming' });
    await expect(t.database.query(`UPDATE compilation_requirement SET title = 'x'`)).rejects.toThrow(/append_only/);

    // Not in force yet: the law alone. From its day on the version is asked too, and its clause is named.
    const before = await submitEntry(steward, waiting.id, { revision: 1 });
    expect(before.checked_against).toBe(0);
    t.clock.advance({ seconds: 1 });
    const back = await recallEntry(steward, waiting.id, { revision: 1, reason: '空间范围待补充' });
    expect(back).toMatchObject({ state: 'draft', may: { submit: true } });
    t.clock.set('2026-11-03T10:00:00+08:00');
    const open = await showEntry(steward, waiting.id);
    expect(open.requirement).toMatchObject({ number: 1, document_no: '晋数〔2026〕1号' });
    expect(open.filled).toMatchObject({ next: 'spatial' });
    const faults = await refused(submitEntry(steward, waiting.id, { revision: 1 }));
    expect(faults).toMatchObject({ code: 'catalog.incomplete' });
    expect(faults.fields).toHaveLength(1);
    expect(faults.fields[0]?.zh).toContain('编制要求第 1 号 · 《山西省政务数据目录编制要求》 第六条');
    const filled = await saveEntry(steward, waiting.id, {
      revision: 1,
      content: { ...waiting.content, spatial: '山西省' },
    });
    expect((await submitEntry(steward, waiting.id, { revision: filled.revision })).checked_against).toBe(1);
    const { steps } = await entryHistory(steward, waiting.id);
    expect(steps.map((one) => [one.kind, one.revision, one.checked_against, one.reason])).toEqual([
      ['submit', 2, 1, ''],
      ['recall', 1, null, '空间范围待补充'],
      ['submit', 1, 0, ''],
    ]);
    await expect(t.database.query(`UPDATE entry_step SET reason = 'x'`)).rejects.toThrow(/append_only/);
    expect((await listRequirements(world.ctx(null))).items.map((one) => [one.number, one.standing])).toEqual([
      [1, 'in_force'],
      [0, 'superseded'],
    ]);
  });

  it('name the number of another version as taken, keep days in order, and let a draft go', async () => {
    await draftRequirement(head, { title: '第二版要求', title_en: 'Second requirements' });
    await submitRequirement(head, 2, { revision: 1 });
    await approveRequirement(reviewer, 2, { revision: 2, words: '' });
    const day = { revision: 3, effective_on: '2026-11-02' };
    expect((await refused(publishRequirement(head, 2, { ...day, document_no: '晋数〔2026〕2号' }))).code).toBe(
      'compilation.effective_early',
    );
    const taken = { revision: 3, effective_on: '2026-12-01', document_no: '晋数〔2026〕1号' };
    expect((await refused(publishRequirement(head, 2, taken))).code).toBe('compilation.document_taken');
    const again = await returnRequirement(head, 2, { revision: 3, words: '暂缓' });
    expect((await dropRequirement(head, 2, { revision: again.revision })).state).toBe('dropped');
    expect((await draftRequirement(reviewer, { title: '第三版要求', title_en: 'Third requirements' })).based_on).toBe(
      1,
    );
    await dropRequirement(reviewer, 3, { revision: 1 });
  });
});

describe('a submitted entry', () => {
  it('is taken back by its agency until it is decided, and not after; nobody else can', async () => {
    const made = await newEntry(steward, { title: title(), spatial: '山西省' });
    const reason = '数据口径有误';
    expect((await refused(recallEntry(steward, made.id, { revision: 1, reason }))).code).toBe('catalog.wrong_state');
    await submitEntry(steward, made.id, { revision: 1 });
    expect((await refused(recallEntry(world.ctx('province.ecology'), made.id, { revision: 1, reason }))).code).toBe(
      'catalog.not_found',
    );
    expect((await refused(recallEntry(reviewer, made.id, { revision: 1, reason }))).code).toBe('auth.forbidden');
    expect((await refused(recallEntry(steward, made.id, { revision: 9, reason }))).code).toBe(
      'catalog.changed_meanwhile',
    );
    // Recalled and decided at once: one of the two wins, and the history says which.
    const [one, other] = await Promise.allSettled([
      recallEntry(steward, made.id, { revision: 1, reason }),
      reviewEntry(reviewer, made.id, { revision: 1, ...publish }),
    ]);
    expect([one, other].filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const whole = await published({ spatial: '山西省' });
    expect((await refused(recallEntry(steward, whole.id, { revision: whole.revision, reason }))).code).toBe(
      'catalog.wrong_state',
    );
    const waiting = await reviewQueue(reviewer, { page: 1, page_size: 100 });
    expect(waiting.items.every((row) => row.filled.total >= row.filled.done)).toBe(true);
    const list = await listEntries(steward, { page: 1, page_size: 20 });
    expect(list.items.find((row) => row.id === whole.id)).toMatchObject({ filled: { next: null }, checked_against: 1 });
    await withdrawEntry(steward, whole.id, { revision: whole.revision, reason: '不再编制' });
  });
});

const upload = (bytes: Buffer, by = steward, fileName = '目录.xlsx') =>
  uploadImport(by, { fileName, stream: Readable.from([bytes]) });
const page = { page: 1, page_size: 50 };

/** The template or an export, changed as a person would in a spreadsheet program. */
async function changed(
  bytes: Buffer,
  work: (book: exceljs.Workbook, put: (sheet: string, row: number, cells: Record<string, unknown>) => void) => void,
) {
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  work(book, (sheet, row, cells) => {
    const target = book.getWorksheet(sheet)!;
    const heads = (target.getRow(1).values as unknown[]).map(String);
    for (const [head, value] of Object.entries(cells)) {
      const at = heads.indexOf(head);
      if (at < 0) throw new Error(`no column ${head}`);
      target.getRow(row).getCell(at).value = value as exceljs.CellValue;
    }
  });
  return Buffer.from(await book.xlsx.writeBuffer());
}
const full = (name: string) => ({
  信息资源分类代码: '301001',
  信息资源名称: name,
  信息资源摘要: '批量导入的条目',
  关键词: '收费站、高速公路',
  主题: '公共服务',
  格式类别: '电子表格',
  具体格式: 'csv',
  更新周期: '每月',
  共享类型: '无条件共享',
  共享方式: '文件下载',
  使用条件: '注明来源',
  开放类型: '不予开放',
  涉密属性: '否',
  数据分级: '一般数据 1 级',
  存储位置: '省级政务云',
  空间范围: '山西省',
});

describe('workbooks', () => {
  it('are filled in from the template, shown row by row, and become drafts that can be submitted', async () => {
    const template = await downloadTemplate(steward);
    expect((await refused(downloadTemplate(world.ctx('developer')))).code).toBe('auth.forbidden');
    const look = new exceljs.Workbook();
    await look.xlsx.load(template.bytes as unknown as ArrayBuffer);
    expect(look.worksheets.map(({ name }) => name)).toEqual(['目录条目', '信息项', '填写说明', '代码表']);
    expect(look.getWorksheet('目录条目')!.getCell('B1').note).toBeDefined();
    const good = await changed(template.bytes, (_, put) => {
      put('目录条目', 2, full('导入条目甲'));
      put('目录条目', 3, { ...full('导入条目乙'), 空间范围: null });
      put('目录条目', 4, { ...full(''), 主题: '不存在的主题', 信息资源分类代码: '999' });
      put('目录条目', 5, { ...full('导入条目甲'), 信息资源摘要: { formula: '1+1', result: 2 } });
      put('信息项', 2, {
        信息资源名称: '导入条目甲',
        字段名: '站名',
        信息项名称: '收费站名称',
        数据类型: 'C',
        敏感标识: '非敏感',
      });
      put('信息项', 3, {
        信息资源名称: '没有这个条目',
        字段名: 'x',
        信息项名称: 'x',
        数据类型: '怪型',
        敏感标识: '非敏感',
      });
    });
    const before = await t.database.query<{ n: number }>('SELECT count(*)::int AS n FROM entry');
    const preview = await upload(good);
    expect(await t.database.query<{ n: number }>('SELECT count(*)::int AS n FROM entry')).toEqual(before);
    expect(preview.counts).toEqual({ total: 5, new: 2, changed: 0, unchanged: 0, faulty: 3 });
    const rows = (await showImport(steward, preview.id, page)).rows.items;
    const at = (row: number) => rows.find((one) => one.row === row)!;
    expect(at(2)).toMatchObject({ kind: 'new', faults: [] });
    expect(at(3).faults.map((one) => [one.stops, one.en.split(' (')[0]])).toEqual([
      [false, 'Enter at least one data item'],
      [false, 'Fill in "Area covered"'],
    ]);
    expect(
      at(4)
        .faults.filter(({ stops }) => stops)
        .map(({ en }) => en),
    ).toEqual([
      expect.stringContaining('"不存在的主题" is no value of "Theme"'),
      'Give the title',
      expect.stringContaining('"999" is no entry'),
    ]);
    expect(
      at(5)
        .faults.map(({ zh }) => zh)
        .join(),
    ).toMatch(/公式.*与第 2 行重复/);
    expect(at(-3).faults).toMatchObject([
      { sheet: 'items', cell: 'A3' },
      { sheet: 'items', cell: 'D3' },
    ]);
    expect((await refused(showImport(world.ctx('province.ecology'), preview.id, page))).code).toBe(
      'compilation.import_not_found',
    );

    const marked = await downloadFaults(steward, preview.id);
    const back = new exceljs.Workbook();
    await back.xlsx.load(marked.bytes as unknown as ArrayBuffer);
    const themeCell = at(4).faults.find(({ en }) => en.includes('Theme'))!.cell;
    expect(JSON.stringify(back.getWorksheet('目录条目')!.getCell(themeCell).note)).toContain('不存在的主题');
    expect(back.getWorksheet('错误清单')!.rowCount).toBe(1 + rows.reduce((sum, one) => sum + one.faults.length, 0));

    const done = await applyImport(steward, preview.id);
    expect(done).toMatchObject({ state: 'applied', may: { apply: false } });
    expect((await refused(applyImport(steward, preview.id))).code).toBe('compilation.wrong_state');
    expect((await refused(dropImport(steward, preview.id))).code).toBe('compilation.wrong_state');
    const [made] = await t.database.query<{ id: string; code: string }>(
      `SELECT id, code FROM entry WHERE title = '导入条目甲'`,
    );
    const entry = await showEntry(steward, made!.id);
    expect(entry).toMatchObject({
      state: 'draft',
      revision: 1,
      faults: [],
      content: { keywords: ['收费站', '高速公路'], spatial: '山西省' },
    });
    expect((await entryHistory(steward, made!.id)).revisions).toMatchObject([{ action: 'import', number: 1 }]);
    await submitEntry(steward, made!.id, { revision: 1 });
    await recallEntry(steward, made!.id, { revision: 1, reason: '再核对一次' });
  });

  it('exported and sent in again change nothing; what is changed is changed, unless it was overtaken', async () => {
    await newEntry(steward, { title: '=SUM(A1)', abstract: '+1 开头的摘要', spatial: '山西省' });
    for (const locale of ['zh', 'en'] as const) {
      const whole = await exportCatalogue({ ...steward, locale }, { of: 'own' });
      const again = await upload(whole.bytes, { ...steward, locale });
      expect(again.counts).toMatchObject({ new: 0, changed: 0, faulty: 0 });
      expect(again.counts.unchanged).toBeGreaterThan(5);
      expect((await refused(applyImport(steward, again.id))).code).toBe('compilation.nothing_to_apply');
      expect((await dropImport(steward, again.id)).state).toBe('dropped');
    }
    const whole = await exportCatalogue(steward, { of: 'own' });
    const edit = (words: string) =>
      changed(whole.bytes, (book, put) => {
        const titles = book.getWorksheet('目录条目')!;
        for (let row = 2; row <= titles.rowCount; row++)
          if (JSON.stringify(titles.getRow(row).values).includes('导入条目乙'))
            put('目录条目', row, { 信息资源摘要: words });
      });
    const [one, two] = [await upload(await edit('第一次修改')), await upload(await edit('第二次修改'))];
    expect(one.counts).toMatchObject({ new: 0, changed: 1, faulty: 0 });
    await applyImport(steward, one.id);
    const late = await refused(applyImport(steward, two.id));
    expect(late).toMatchObject({ code: 'compilation.overtaken' });
    expect(late.zh).toContain('全部未导入');
    expect((await showImport(steward, two.id, page)).state).toBe('previewed');
    const [row] = await t.database.query<{ revision: number; abstract: string }>(
      `SELECT revision, content->>'abstract' AS abstract FROM entry WHERE title = '导入条目乙'`,
    );
    expect(row).toEqual({ revision: 2, abstract: '第一次修改' });
    // The whole region is for its department; a row of another agency is told apart.
    const region = await exportCatalogue(reviewer, { of: 'region' });
    const foreign = await upload(region.bytes, world.ctx('province.ecology'));
    const rows = (await showImport(world.ctx('province.ecology'), foreign.id, page)).rows.items;
    expect(
      rows.every((each) => each.kind === 'faulty' && each.faults.some(({ en }) => en.includes('not your agency'))),
    ).toBe(true);
    expect((await refused(exportCatalogue(steward, { of: 'region' }))).code).toBe('auth.forbidden');
    expect((await refused(exportCatalogue(city, { of: 'own' }))).code).toBe('auth.forbidden');
  });

  it('with anything secret in them are not kept at all, and that they came is on record', async () => {
    const template = await downloadTemplate(steward);
    const book = await changed(template.bytes, (_, put) => {
      put('目录条目', 2, full('普通条目'));
      put('目录条目', 3, { ...full('不该出现的名称'), 涉密属性: '是' });
    });
    const before = (await listImports(steward, { page: 1, page_size: 20 })).total;
    const stopped = await refused(upload(book));
    expect(stopped.code).toBe('compilation.secret_rows');
    expect(stopped.zh).toContain('1 行');
    expect((await listImports(steward, { page: 1, page_size: 20 })).total).toBe(before);
    const trace = await t.database.query<{ canon: string }>(
      `SELECT canon FROM audit_event WHERE action = 'compilation.upload' AND outcome = 'refused'`,
    );
    expect(trace).toHaveLength(1);
    expect(trace[0]!.canon).not.toContain('不该出现的名称');
  });

  it('that are none, or are built otherwise, are refused by name', async () => {
    const ugly = async (bytes: Buffer) => (await refused(upload(bytes))).zh;
    expect(await ugly(Buffer.from([0xc4, 0xbf, 0xc2, 0xbc, 0x2c, 0x0a]))).toContain('文本文件');
    expect(await ugly(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toContain('旧版 .xls');
    expect(await ugly(Buffer.alloc(0))).toContain('空的');
    expect(await ugly(Buffer.from('%PDF-1.7'))).toContain('PDF');
    expect(await ugly(Buffer.from('\0\0\0\0'))).toContain('不是电子表格');
    const template = (await downloadTemplate(steward)).bytes;
    expect(await ugly(template.subarray(0, template.length - 200))).toContain('损坏');
    expect((await refused(upload(template))).code).toBe('compilation.empty_workbook');
    const renamed = await changed(template, (book) => {
      book.getWorksheet('目录条目')!.name = '我的表';
    });
    const missing = await refused(upload(renamed));
    expect(missing).toMatchObject({ code: 'compilation.sheet_missing' });
    expect(missing.en).toContain('我的表');
    const headless = await changed(template, (book, put) => {
      put('目录条目', 2, full('甲'));
      book.getWorksheet('目录条目')!.getRow(1).getCell(2).value = '别的';
    });
    expect(await refused(upload(headless))).toMatchObject({ code: 'compilation.heads_missing' });
    const merged = await changed(template, (book, put) => {
      put('目录条目', 2, full('甲'));
      book.getWorksheet('目录条目')!.mergeCells('E2:E3');
    });
    const cells = await refused(upload(merged));
    expect(cells).toMatchObject({ code: 'compilation.merged_cells' });
    expect(cells.zh).toContain('E2:E3');
    const long = await changed(template, (book) => {
      const sheet = book.getWorksheet('信息项')!;
      for (let at = 0; at < 50_000; at++) sheet.addRow(['甲', 'x']);
    });
    expect((await refused(upload(long))).code).toBe('compilation.too_many_rows');
    expect((await refused(upload(Buffer.alloc(21 * 1024 * 1024)))).code).toBe('compilation.file_too_large');
    expect((await refused(upload(template, world.ctx('developer')))).code).toBe('auth.forbidden');
    const developer = world.ctx('developer').viewer!;
    const enterprise = world.ctx('developer', { viewer: { ...developer, duties: ['steward'] } });
    expect((await refused(upload(template, enterprise))).code).toBe('catalog.out_of_scope');
  });

  it('are forgotten after a month; their record stays', async () => {
    const { items } = await listImports(steward, { page: 1, page_size: 20 });
    const first = items.at(-1)!;
    t.clock.advance({ days: 31 });
    await sweepImports(t.app);
    expect((await refused(downloadFaults(steward, first.id))).code).toBe('compilation.file_gone');
    expect((await showImport(steward, first.id, page)).counts).toEqual(first.counts);
    t.clock.set('2026-11-04T10:00:00+08:00');
  });
});

describe('the clocks', () => {
  const day = {
    kind: 'law' as const,
    document: '《山西省数据条例》',
    document_no: '省人大常委会公告第 12 号',
    words: '',
  };

  it('run ten working days from a change, five more with consent, until every entry is updated or needs nothing', async () => {
    const [one, two] = [await published({ spatial: '山西省' }), await published({ spatial: '山西省' })];
    const ecology = world.ctx('province.ecology');
    expect((await refused(recordTrigger(steward, { ...day, changed_on: '2026-11-05', entries: [one.id] }))).code).toBe(
      'compilation.future_day',
    );
    expect((await refused(recordTrigger(ecology, { ...day, changed_on: '2026-11-04', entries: [one.id] }))).code).toBe(
      'compilation.foreign_entries',
    );
    const agency = world.organization('province.transport').id;
    const asked = { ...day, agency, changed_on: '2026-11-05', entries: [one.id, two.id, one.id] };
    expect((await refused(recordTrigger(city, asked))).code).toBe('compilation.no_jurisdiction');
    expect((await refused(recordTrigger(ecology, asked))).code).toBe('auth.forbidden');
    t.clock.set('2026-11-05T10:00:00+08:00');
    const made = await recordTrigger(reviewer, asked);
    // Ten working days after Thursday 5 November; what was handed in before that day is not yet up to date.
    expect(made).toMatchObject({
      no: 'CT-2026-0001',
      due_on: '2026-11-19',
      entries: 2,
      pending: 2,
      may: { update: false, drop: true },
    });
    expect((await triggerChoices(reviewer, agency)).entries.map(({ id }) => id)).toContain(one.id);
    expect((await refused(showTrigger(ecology, made.id))).code).toBe('compilation.trigger_not_found');
    const kinds = async (by: Ctx) => (await worklist(by)).items.map(({ kind }) => kind);
    expect(await kinds(steward)).toContain('trigger_update');

    t.clock.set('2026-11-20T10:00:00+08:00');
    const late = await lateCatalogueDuties(world.ctx(null), '140000');
    expect(late).toContainEqual(
      expect.objectContaining({
        kind: 'update',
        subject: ['trigger', made.id],
        ball: 'agency',
        dueOn: '2026-11-19',
        workingDaysLate: 1,
      }),
    );
    expect(await lateCatalogueDuties(world.ctx(null), '140100')).toEqual([]);
    expect((await listClocks(steward, { clock: 'update' })).items).toMatchObject([
      { tone: 'late', mine: true, days_left: -1 },
    ]);
    const late2 = await listClocks(reviewer, { mine: 'yes', clock: 'update' });
    expect(late2.items).toEqual([]);

    expect(
      (await refused(decideExtension(reviewer, made.id, { revision: 1, decision: 'granted', words: '' }))).code,
    ).toBe('compilation.nothing_asked');
    await askExtension(steward, made.id, { revision: 1, reason: '须与主管部门核对口径' });
    expect((await refused(askExtension(steward, made.id, { revision: 2, reason: '再延长一次' }))).code).toBe(
      'compilation.extension_used',
    );
    expect(
      (await refused(decideExtension(steward, made.id, { revision: 2, decision: 'granted', words: '' }))).code,
    ).toBe('auth.forbidden');
    expect(
      (await refused(decideExtension(reviewer, made.id, { revision: 2, decision: 'refused', words: '' }))).code,
    ).toBe('compilation.words_missing');
    expect(await kinds(reviewer)).toContain('trigger_consent');
    expect((await listClocks(reviewer, { clock: 'consent' })).items).toMatchObject([
      { ball: 'information_department', mine: true },
    ]);
    const longer = await decideExtension(reviewer, made.id, { revision: 2, decision: 'granted', words: '同意' });
    expect(longer).toMatchObject({ due_on: '2026-11-26', extension: { answer: 'granted' } });

    expect((await refused(closeTrigger(steward, made.id, { revision: 3, words: '' }))).code).toBe(
      'compilation.still_open',
    );
    const edited = await saveEntry(steward, one.id, {
      revision: one.revision,
      content: { ...one.content, abstract: '依新条例更新的摘要' },
    });
    expect((await showTrigger(steward, made.id)).pending).toBe(2);
    await submitEntry(steward, one.id, { revision: edited.revision });
    expect((await showTrigger(steward, made.id)).pending).toBe(1);
    expect(
      (await refused(answerEntry(steward, made.id, { revision: 3, entry: 'ent_0', reason: '与本条目无关' }))).code,
    ).toBe('compilation.foreign_entries');
    expect(
      (await refused(answerEntry(steward, made.id, { revision: 9, entry: two.id, reason: '与本条目无关' }))).code,
    ).toBe('compilation.changed_meanwhile');
    const answered = await answerEntry(steward, made.id, {
      revision: 3,
      entry: two.id,
      reason: '条例未改变本条目的依据',
    });
    expect(answered).toMatchObject({ pending: 0, may: { close: true } });
    expect((await listClocks(steward, { clock: 'update' })).items).toEqual([]);
    // Handed in on Friday the 20th: two working days to review it.
    expect((await listClocks(reviewer, { clock: 'review' })).items).toContainEqual(
      expect.objectContaining({ id: one.id, due_on: '2026-11-24', mine: true }),
    );
    expect(await closeTrigger(steward, made.id, { revision: 4, words: '已全部更新' })).toMatchObject({ state: 'done' });
    expect((await refused(dropTrigger(reviewer, made.id, { revision: 5, words: '误登' }))).code).toBe(
      'compilation.wrong_state',
    );
    const wrong = await recordTrigger(steward, { ...day, changed_on: '2026-11-18', entries: [two.id] });
    expect((await refused(dropTrigger(steward, wrong.id, { revision: 1, words: '' }))).code).toBe(
      'compilation.words_missing',
    );
    expect((await refused(dropTrigger(reviewer, wrong.id, { revision: 1, words: '误登' }))).code).toBe(
      'auth.forbidden',
    );
    expect((await dropTrigger(steward, wrong.id, { revision: 1, words: '登记有误' })).state).toBe('dropped');
    expect((await listTriggers(steward, { page: 1, page_size: 20 })).items.map(({ no, state }) => [no, state])).toEqual(
      [
        ['CT-2026-0002', 'dropped'],
        ['CT-2026-0001', 'done'],
      ],
    );
  });

  it('tell data that are late against their cycle, and say nothing of those in time', async () => {
    const drain = () => t.drain();
    const { entry } = await publishedDataset(
      { steward, reviewer, drain },
      { title: title(), spatial: '山西省', update_cycle: 'daily' },
    );
    expect(
      (await listClocks(steward, { clock: 'data' })).items.filter(({ id, tone }) => id === entry.id && tone === 'late'),
    ).toEqual([]);
    t.clock.set('2026-11-26T10:00:00+08:00');
    expect((await listClocks(steward, { clock: 'data', tone: 'late' })).items).toContainEqual(
      expect.objectContaining({ id: entry.id, ball: 'agency' }),
    );
    expect(
      (await lateCatalogueDuties(world.ctx(null), '140000')).map(({ kind, subject }) => [kind, subject[1]]),
    ).toContainEqual(['data', entry.id]);
    // What was late stays on record when it is done: a change worked in a week late, and a review that took three days.
    const span = { from: '2026-11-01', to: '2026-11-30' };
    const passed = {
      kind: 'law' as const,
      document: '《公路法》修正',
      document_no: '',
      words: '',
      changed_on: '2026-11-05',
    };
    const made = await recordTrigger(steward, { ...passed, entries: [entry.id] });
    expect(made.due_on).toBe('2026-11-19');
    const answered = await answerEntry(steward, made.id, { revision: 1, entry: entry.id, reason: '与本条目无关' });
    await closeTrigger(steward, made.id, { revision: answered.revision, words: '' });
    expect((await lateCatalogueDuties(world.ctx(null), '140000')).map(({ subject }) => subject[1])).not.toContain(
      made.id,
    );
    const record = await lateCatalogueRecord(world.ctx(null), '140000', span);
    expect(record.filter(({ kind }) => kind === 'update')).toMatchObject([
      { subject: ['trigger', made.id], ball: 'agency', dueOn: '2026-11-19', doneOn: '2026-11-20', workingDaysLate: 1 },
    ]);
    const review = record.find(({ kind, dueOn }) => kind === 'review' && dueOn === '2026-11-24');
    expect(review).toMatchObject({
      ball: 'information_department',
      dueOn: '2026-11-24',
      doneOn: null,
      workingDaysLate: 2,
    });
    const sooner = await lateCatalogueRecord(world.ctx(null), '140000', { from: '2026-11-01', to: '2026-11-18' });
    expect(sooner.every(({ kind, dueOn }) => kind === 'review' && dueOn <= '2026-11-18')).toBe(true);
    expect(await lateCatalogueRecord(world.ctx(null), '140100', span)).toEqual([]);
    const waiting = (await worklist(reviewer)).items.find(
      ({ kind, id }) => kind === 'entry_review' && id === review?.subject[1],
    );
    expect(waiting).toMatchObject({ due_on: '2026-11-24', days_left: -2 });
    expect((await exportClocks(steward, {})).text).toContain(entry.code);
    expect((await refused(listClocks(world.ctx('developer'), {}))).code).toBe('auth.forbidden');
  });
});

describe('the meter and the stubs', () => {
  it('count what is filled by agency and by element, and say what to fill next', async () => {
    const own = await showCompleteness(steward);
    expect(own.agencies).toHaveLength(1);
    const [mine] = own.agencies;
    const list = await listEntries(steward, { page: 1, page_size: 100 });
    const counted = list.items.filter(({ state }) => state !== 'withdrawn');
    expect(mine).toMatchObject({
      entries: counted.length,
      done: counted.reduce((sum, { filled }) => sum + filled.done, 0),
      total: counted.reduce((sum, { filled }) => sum + filled.total, 0),
      complete: counted.filter(({ filled }) => filled.next === null).length,
    });
    expect(own.elements.find(({ field }) => field === 'spatial')!.total).toBe(counted.length);
    expect(mine!.next).not.toBeNull();
    const region = await regionCompleteness(world.ctx(null), '140000');
    expect(region.agencies.map(({ agency }) => agency.id)).toEqual([world.organization('province.transport').id]);
  });

  it('say that a secret resource exists, and nothing of it', async () => {
    expect((await refused(recordStub(reviewer))).code).toBe('auth.forbidden');
    const stub = await recordStub(steward);
    expect(Object.keys(stub).sort()).toEqual(['agency', 'closed_at', 'id', 'no', 'recorded_at']);
    expect(stub.no).toBe('SM-2026-0001');
    expect((await recordStub(steward)).no).toBe('SM-2026-0002');
    expect((await listStubs(reviewer)).items).toHaveLength(2);
    expect((await listStubs(world.ctx('province.ecology'))).items).toEqual([]);
    expect((await refused(closeStub(world.ctx('province.ecology'), stub.id))).code).toBe('compilation.stub_not_found');
    expect((await closeStub(steward, stub.id)).closed_at).not.toBeNull();
    expect((await refused(closeStub(steward, stub.id))).code).toBe('compilation.stub_closed');
  });
});
