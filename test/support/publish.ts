/** Publishes one dataset through the services, as a steward and a reviewer would. */
import { Readable } from 'node:stream';
import { entryContent } from '#api/catalog/rules/entry.ts';
import { services } from '#api/services.ts';
import type { World } from './world.ts';

export interface PublishOptions {
  readonly rows?: number;
  readonly csv?: string;
  readonly title?: string;
  readonly openType?: 'unconditional' | 'conditional';
  drain(): Promise<void>;
}

/** A table of toll-station flows: code, station, day, vehicles, share of lorries. */
export function flowCsv(rows: number): string {
  const lines = ['编号,收费站,日期,车流量,货车占比'];
  for (let i = 0; i < rows; i++) {
    const day = new Date(Date.UTC(2025, 0, 1 + (i % 365))).toISOString().slice(0, 10);
    lines.push(`0${10000 + (i % 400)},演示收费站${i % 400},${day},${(i * 7919) % 20000},${((i * 31) % 1000) / 1000}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Answers the dataset's code. */
export async function publishOne(world: World, options: PublishOptions): Promise<string> {
  const steward = world.ctx('province.transport');
  const content = entryContent.parse({
    title: options.title ?? '高速公路收费站日车流量',
    abstract: '全省高速公路收费站每日进出车流量及货车占比。',
    keywords: ['高速公路', '收费站', '车流量'],
    theme: 'public_services',
    format_category: '2',
    format_detail: 'csv',
    items: [
      { name: '编号', label: '收费站编号', data_type: 'C', description: '收费站编号，前导零保留', sensitivity: 'none' },
      { name: '收费站', label: '收费站名称', data_type: 'C', description: '收费站名称', sensitivity: 'none' },
      { name: '日期', label: '统计日期', data_type: 'D', description: '统计日期', sensitivity: 'none' },
      {
        name: '车流量',
        label: '日车流量',
        data_type: 'I',
        unit: '辆',
        description: '当日进出车辆数',
        sensitivity: 'none',
      },
      { name: '货车占比', label: '货车占比', data_type: 'F', description: '货车数除以全部车辆数', sensitivity: 'none' },
    ],
    share_type: '1',
    share_method: 'file',
    open_type: options.openType ?? 'unconditional',
    ...(options.openType === 'conditional' ? { open_condition: '经申请签订协议后使用' } : {}),
    open_checks: ['national_security', 'trade_secret', 'personal_privacy'],
    update_cycle: 'daily',
    grade: 'general_1',
    secret: false,
    storage_location: 'provincial_cloud',
    usage_conditions: '注明来源',
    licence: options.openType === 'conditional' ? 'agreement' : 'attribution',
    spatial: '山西省',
  });
  const entry = await services.catalog.createEntry(steward, { classification_code: '301001', content });
  await services.datasets.uploadVersion(steward, entry.id, {
    fileName: '车流量.csv',
    stream: Readable.from([options.csv ?? flowCsv(options.rows ?? 200)]),
  });
  await options.drain();
  const ready = await services.catalog.showEntry(steward, entry.id);
  await services.catalog.submitEntry(steward, entry.id, { revision: ready.revision });
  const submitted = await services.catalog.showEntry(steward, entry.id);
  await services.datasets.reviewEntry(world.ctx('province.information'), entry.id, {
    revision: submitted.revision,
    decision: 'publish',
    opinion: '符合编制要求',
    field_opinions: [],
  });
  await options.drain();
  return entry.code;
}
