/**
 * How the catalogue is compiled (Articles 2, 8; Order 809, Article 17): requirements in force and the next ones being checked, changes
 * of law with clocks that run, one of them late, a workbook that waits to be applied, and a stub.
 */
import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import { type RequirementContent, requirementContent } from '#api/catalog/rules/requirement.ts';
import { exportCatalogue } from '#api/compilation/export.ts';
import { uploadImport } from '#api/compilation/imports.ts';
import {
  approveRequirement,
  draftRequirement,
  publishRequirement,
  saveRequirement,
  submitRequirement,
} from '#api/compilation/requirements.ts';
import { fixedColumns, sheetNames } from '#api/compilation/rules/sheet-words.ts';
import { recordStub } from '#api/compilation/stubs.ts';
import { answerEntry, askExtension, closeTrigger, recordTrigger } from '#api/compilation/triggers.ts';
import type { Day } from '#api/kernel/time.ts';
import { type Book, look } from './book.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const department = 'province.information';
const second = 'province.information.head';
const instrument = '《山西省政务数据目录编制要求》';

type FieldOf = RequirementContent['fields'][number];

/** The content with some elements changed. */
const withFields = (
  content: object,
  over: Partial<Record<FieldOf['element'], Partial<FieldOf>>>,
  more: Partial<RequirementContent> = {},
) => {
  const whole = requirementContent.parse(content);
  return requirementContent.parse({
    ...whole,
    ...more,
    fields: whole.fields.map((one) => ({ ...one, ...(over[one.element] ?? {}) })),
  });
};

export function compilationScenes(book: Book): Scene[] {
  const triggers = new Map<string, string>();
  const at = (day: Day, what: string, play: (stage: Stage) => Promise<unknown>): Scene => ({
    day,
    time: '15:20',
    what,
    async play(stage) {
      await play(stage);
    },
  });
  const changed = (
    day: Day,
    key: string,
    by: string,
    agency: string,
    entries: readonly string[],
    told: { document: string; document_no: string; changed_on: Day; kind: 'law' | 'duty' },
  ) =>
    at(day, `${key}: a change of ${told.kind}`, async (stage) => {
      const made = await recordTrigger(stage.as(by), {
        ...told,
        words: '',
        agency: stage.organization(agency).id,
        entries: entries.map((one) => look(book.catalogue, one).id),
      });
      triggers.set(key, made.id);
    });

  return [
    at('2025-12-08', 'requirements: drafted and handed in', async (stage) => {
      const names = {
        title: '山西省政务数据目录编制要求（2026 年版）',
        title_en: 'Requirements of the Shanxi catalogue, 2026',
      };
      const draft = await draftRequirement(stage.as(department), names);
      const content = withFields(draft.content, {
        title: {
          max_length: 100,
          clause: { instrument, article: '第五条' },
          hint: { zh: '写明地区、对象和内容，不超过 100 字', en: 'Area, subject and content, 100 characters at most' },
        },
        abstract: {
          clause: { instrument, article: '第六条' },
          hint: { zh: '说明数据的来源、范围和用途', en: 'Where the data come from, what they cover and serve' },
        },
        spatial: {
          clause: { instrument, article: '第九条' },
          hint: { zh: '写到县级行政区划', en: 'Down to the county' },
        },
      });
      await saveRequirement(stage.as(department), draft.number, { revision: draft.revision, ...names, content });
      await submitRequirement(stage.as(department), draft.number, { revision: draft.revision + 1 });
    }),
    at('2025-12-15', 'requirements: checked and published', async (stage) => {
      const checked = await approveRequirement(stage.as(second), 1, { revision: 3, words: '同意' });
      await publishRequirement(stage.as(second), 1, {
        revision: checked.revision,
        document_no: '晋数发〔2025〕18号',
        effective_on: '2026-01-01',
      });
    }),
    at('2026-06-12', 'a stub of what may not be described', (stage) => recordStub(stage.as('province.transport'))),
    changed('2026-06-15', 'tolls', 'province.transport', 'province.transport', ['toll.stations'], {
      kind: 'duty',
      document: '省交通运输厅收费公路管理职责调整的通知',
      document_no: '晋交发〔2026〕41号',
      changed_on: '2026-06-12',
    }),
    at('2026-06-18', 'tolls: nothing changes, closed', async (stage) => {
      const id = look(triggers, 'tolls');
      const entry = look(book.catalogue, 'toll.stations').id;
      const { revision } = await answerEntry(stage.as('province.transport'), id, {
        revision: 1,
        entry,
        reason: '职责调整不涉及收费站基本信息的采集和提供。',
      });
      await closeTrigger(stage.as('province.transport'), id, { revision, words: '' });
    }),
    // Recorded by the department and never acted on: late.
    changed('2026-10-15', 'counts', department, 'province.transport', ['road.counts'], {
      kind: 'law',
      document: '《公路交通情况调查管理办法》修订',
      document_no: '交通运输部令 2026 年第 9 号',
      changed_on: '2026-10-12',
    }),
    changed('2026-11-10', 'air', 'province.ecology', 'province.ecology', ['air.hourly', 'air.daily'], {
      kind: 'law',
      document: '《山西省大气污染防治条例》修订',
      document_no: '省人大常委会公告第 71 号',
      changed_on: '2026-11-06',
    }),
    at('2026-11-18', 'air: more time is asked for', (stage) =>
      askExtension(stage.as('province.ecology'), look(triggers, 'air'), {
        revision: 1,
        reason: '监测指标口径须与国家监测总站核对。',
      }),
    ),
    at('2026-11-17', 'requirements: the next version waits to be checked', async (stage) => {
      const names = {
        title: '山西省政务数据目录编制要求（2027 年版）',
        title_en: 'Requirements of the Shanxi catalogue, 2027',
      };
      const draft = await draftRequirement(stage.as(department), names);
      const clause = { instrument, article: '第九条' };
      const says = { zh: '无条件开放的数据应当有确定的更新周期', en: 'Data open to everyone have a cycle' };
      const content = withFields(
        draft.content,
        { spatial: { status: 'mandatory', clause } },
        {
          rules: [
            {
              kind: 'not_together',
              no: '9.2',
              says,
              clause,
              first: { element: 'open_type', is: ['unconditional'] },
              second: { element: 'update_cycle', is: ['irregular'] },
            },
          ],
        },
      );
      await saveRequirement(stage.as(department), draft.number, { revision: draft.revision, ...names, content });
      await submitRequirement(stage.as(department), draft.number, { revision: draft.revision + 1 });
    }),
    at('2026-11-19', 'a workbook waits to be applied', async (stage) => {
      const steward = stage.as('province.ecology');
      const workbook = new exceljs.Workbook();
      await workbook.xlsx.load((await exportCatalogue(steward, { of: 'own' })).bytes as unknown as ArrayBuffer);
      const sheet = workbook.getWorksheet(sheetNames.words.entries[0]);
      const heads = ((sheet?.getRow(1).values ?? []) as unknown[]).map(String);
      const put = (row: number, head: string, value: string) => {
        const cell = sheet?.getRow(row).getCell(heads.indexOf(head));
        if (cell !== undefined) cell.value = value;
      };
      const next = (sheet?.rowCount ?? 1) + 1;
      put(next, '信息资源名称', '山西省入河排污口名录');
      put(next, fixedColumns.words.classification_code[0], '301001');
      put(next + 1, '信息资源名称', '山西省土壤环境重点监管单位名录');
      put(next + 1, '主题', '环保');
      const stream = Readable.from([Buffer.from(await workbook.xlsx.writeBuffer())]);
      await uploadImport(steward, { fileName: '生态环境厅 2027 年目录.xlsx', stream });
    }),
  ];
}
