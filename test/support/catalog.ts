/** A complete entry, and the way to a published dataset through the services. */
import { Readable } from 'node:stream';
import { createEntry, submitEntry } from '#api/catalog/edit.ts';
import { type EntryContent, entryContent } from '#api/catalog/rules/entry.ts';
import type { EntryOut } from '#api/catalog/show.ts';
import type { Ctx } from '#api/context.ts';
import { acceptDrift } from '#api/datasets/drift.ts';
import { publishVersion, reviewEntry } from '#api/datasets/publish.ts';
import { showVersion } from '#api/datasets/read.ts';
import type { VersionOut } from '#api/datasets/show.ts';
import { uploadVersion } from '#api/datasets/upload.ts';

export function fullContent(over: Partial<EntryContent> = {}): EntryContent {
  return entryContent.parse({
    title: '高速公路收费站基本信息',
    title_en: 'Motorway toll stations',
    abstract: '全省高速公路收费站的名称、位置和车道数。',
    keywords: ['收费站', '高速公路'],
    theme: 'public_services',
    format_category: '2',
    format_detail: 'csv',
    items: [
      { name: '站名', label: '收费站名称', data_type: 'C', description: '', unit: '', sensitivity: 'none' },
      { name: '车道数', label: '车道数量', data_type: 'I', description: '', unit: '条', sensitivity: 'none' },
    ],
    share_type: '1',
    share_method: 'file',
    open_type: 'unconditional',
    open_checks: ['national_security', 'trade_secret', 'personal_privacy'],
    update_cycle: 'monthly',
    grade: 'general_1',
    secret: false,
    storage_location: 'provincial_cloud',
    usage_conditions: '注明来源即可使用',
    licence: 'attribution',
    ...over,
  });
}

export const tollCsv = '站名,车道数,开通日期\n太原北,12,2003-10-01\n忻州,8,2005-06-01\n大同南,10,2008-07-15\n';

export async function upload(
  ctx: Ctx,
  entryId: string,
  text: string | Buffer,
  fileName = 'stations.csv',
): Promise<VersionOut> {
  return uploadVersion(ctx, entryId, { fileName, stream: Readable.from([Buffer.from(text)]) });
}

export async function newEntry(
  steward: Ctx,
  over: Partial<EntryContent> = {},
  classification_code = '301001',
): Promise<EntryOut> {
  return createEntry(steward, { classification_code, content: fullContent(over) });
}

/** What a steward does with a further version: says why its columns changed, where they did, and publishes it. */
export async function publishNext(steward: Ctx, versionId: string): Promise<VersionOut> {
  const { may } = await showVersion(steward, versionId);
  if (may.accept) await acceptDrift(steward, versionId, { reason: '按新的数据规范调整了列' });
  return publishVersion(steward, versionId);
}

export interface Published {
  readonly entry: EntryOut;
  readonly version: VersionOut;
}

/** Entry, file, review: what a steward and a reviewer do. `drain` runs the jobs in between. */
export async function publishedDataset(
  means: { readonly steward: Ctx; readonly reviewer: Ctx; readonly drain: () => Promise<void> },
  over: Partial<EntryContent> = {},
  csv: string | Buffer = tollCsv,
): Promise<Published> {
  const made = await newEntry(means.steward, over);
  const version = await upload(means.steward, made.id, csv);
  await means.drain();
  const sent = await submitEntry(means.steward, made.id, { revision: made.revision });
  const entry = await reviewEntry(means.reviewer, made.id, {
    revision: sent.revision,
    decision: 'publish',
    opinion: '',
    field_opinions: [],
  });
  return { entry, version };
}
