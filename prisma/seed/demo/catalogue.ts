/** Compiles, uploads, submits and reviews the entries on their days. */
import { Readable } from 'node:stream';
import { createEntry, saveEntry, submitEntry } from '#api/catalog/edit.ts';
import { type EntryContent, entryContent } from '#api/catalog/rules/entry.ts';
import type { Ctx } from '#api/context.ts';
import { acceptDrift } from '#api/datasets/drift.ts';
import { confirmFile, publishVersion, reviewEntry } from '#api/datasets/publish.ts';
import { showVersion } from '#api/datasets/read.ts';
import { uploadVersion } from '#api/datasets/upload.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import { entries } from './entries.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { type EntrySpec, encodeTable, tableOf } from './table.ts';

/** What the story needs to know of an entry that was made. */
export interface MadeEntry {
  readonly id: string;
  readonly code: string;
}

export type Catalogue = Map<string, MadeEntry>;

const stewardOf = (spec: EntrySpec) => spec.provider;
const reviewerOf = (spec: EntrySpec) => `${spec.provider.split('.')[0]}.information`;

/** Those of the newest version: what was dropped is described no more. */
const columnsOf = (spec: EntrySpec) => spec.columns.filter(([name]) => spec.spans?.[name]?.[1] === undefined);

export function contentOf(spec: EntrySpec, made: Catalogue): EntryContent {
  return entryContent.parse({
    title: spec.title,
    title_en: spec.titleEn,
    abstract: `${spec.abstract}\n演示数据，由程序生成，不反映真实情况。`,
    keywords: spec.keywords,
    theme: spec.theme,
    format_category: '2',
    format_detail: 'csv',
    items: columnsOf(spec).map(([name, data_type, description = '', unit = '', label = name]) => ({
      name,
      label,
      data_type,
      description,
      unit,
      sensitivity: /姓名|身份证|手机/.test(name) ? 'direct_identifier' : 'none',
    })),
    share_type: '1',
    share_method: 'file',
    open_type: 'unconditional',
    open_checks: ['national_security', 'trade_secret', 'personal_privacy'],
    update_cycle: spec.cycle,
    related_codes: (spec.related ?? []).flatMap((key) => made.get(key)?.code ?? []),
    grade: 'general_1',
    secret: false,
    storage_location: 'provincial_cloud',
    usage_conditions: '使用时注明数据提供单位、资源名称和获取日期。',
    licence: 'attribution',
    spatial: '山西省',
    ...spec.over,
  });
}

/** The file of an entry with data up to the end of a day. */
export async function bytesOf(stage: Stage, spec: EntrySpec, upto: Day): Promise<Buffer> {
  const table = tableOf(spec, upto);
  return (await spec.pack?.(table, { app: stage.app, upto })) ?? encodeTable(table.columns, table.rows, spec.file);
}

async function upload(stage: Stage, spec: EntrySpec, entryId: string, upto: Day, note: string): Promise<string> {
  const bytes = await bytesOf(stage, spec, upto);
  const version = await uploadVersion(stage.as(stewardOf(spec)), entryId, {
    fileName: spec.file.name,
    stream: Readable.from([bytes]),
    note: () => note,
  });
  return version.id;
}

/** What the steward has to say of a version that was read, before it may be opened. */
export async function settle(as: () => Ctx, versionId: string): Promise<void> {
  const { files, drift, drift_accepted, note } = await showVersion(as(), versionId);
  for (const file of files) await confirmFile(as(), versionId, file.number);
  if (drift !== null && drift_accepted === null)
    await acceptDrift(as(), versionId, { reason: note ?? '按修订后的信息项编制' });
}

/** A day of compiling: entries are entered in the morning, and decided the day after. */
function compiling(day: Day, specs: readonly EntrySpec[], made: Catalogue): Scene[] {
  const sent: { spec: EntrySpec; revision: number; version: string }[] = [];
  return [
    {
      day,
      what: `${specs.length} entries compiled`,
      async play(stage) {
        for (const spec of specs) {
          const steward = stage.as(stewardOf(spec));
          const content = contentOf(spec, made);
          const { id, code, revision } = await createEntry(steward, { classification_code: spec.node, content });
          made.set(spec.key, { id, code });
          const version = await upload(stage, spec, id, spec.upto ?? spec.day, '首次上传');
          if (spec.end !== 'draft') {
            await submitEntry(stage.as(stewardOf(spec)), id, { revision });
            sent.push({ spec, revision, version });
          }
        }
        await stage.drain();
      },
    },
    {
      day: addDays(day, 1),
      what: 'reviewed by the information departments',
      async play(stage) {
        for (const { spec, revision, version } of sent) {
          await settle(() => stage.as(stewardOf(spec)), version);
          await review(stage, spec, made, revision);
        }
        await stage.drain();
      },
    },
  ];
}

async function review(stage: Stage, spec: EntrySpec, made: Catalogue, revision: number): Promise<void> {
  const id = made.get(spec.key)?.id;
  if (id === undefined || spec.end === 'submitted') return;
  await reviewEntry(
    stage.as(reviewerOf(spec)),
    id,
    spec.end === 'returned'
      ? {
          revision,
          decision: 'return',
          opinion: '信息项缺少说明和计量单位，请补充后重新提交。',
          field_opinions: [{ field: 'items', opinion: '“监测户数”“改造户数”请写明统计口径和计量单位。' }],
        }
      : { revision, decision: 'publish', opinion: '符合编制要求，同意发布。', field_opinions: [] },
  );
}

/** A day of further versions: ingested, and then published by their stewards. */
function editions(day: Day, made: Catalogue): Scene {
  const due = entries.flatMap((spec) =>
    (spec.editions ?? []).filter((one) => one.day === day).map((one) => ({ spec, ...one })),
  );
  return {
    day,
    what: `${due.length} new versions`,
    async play(stage) {
      const uploaded: { spec: EntrySpec; version: string }[] = [];
      for (const { spec, upto, note } of due) {
        const id = made.get(spec.key)?.id;
        if (id === undefined) throw new Error(`no entry ${spec.key} before its edition of ${day}`);
        uploaded.push({ spec, version: await upload(stage, spec, id, upto, note) });
      }
      await stage.drain();
      for (const { spec, version } of uploaded) {
        await settle(() => stage.as(stewardOf(spec)), version);
        await publishVersion(stage.as(stewardOf(spec)), version);
      }
      await stage.drain();
    },
  };
}

/** A published entry whose steward has begun a change that the public does not see yet. */
function workingCopy(made: Catalogue): Scene {
  return {
    day: '2026-11-17',
    what: 'a published entry is being changed',
    async play(stage) {
      const spec = entries.find((one) => one.key === 'road.works');
      const id = made.get('road.works')?.id;
      if (spec === undefined || id === undefined) throw new Error('no entry road.works');
      const content = contentOf(spec, made);
      const abstract = `${content.abstract}\n自 2027 年起增加项目法人和监督电话。`;
      await saveEntry(stage.as('province.transport'), id, { revision: 1, content: { ...content, abstract } });
    },
  };
}

export function catalogueScenes(made: Catalogue): Scene[] {
  const days = [...new Set(entries.map((one) => one.day))];
  return [
    ...days.flatMap((day) =>
      compiling(
        day,
        entries.filter((one) => one.day === day),
        made,
      ),
    ),
    ...[...new Set(entries.flatMap((spec) => (spec.editions ?? []).map((one) => one.day)))].map((day) =>
      editions(day, made),
    ),
    workingCopy(made),
  ];
}
