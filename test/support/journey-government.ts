/** What the journeys of the government side find in the catalogue: data shared at once, data shared on conditions. */
import { vi } from 'vitest';
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import { type Published, publishedDataset } from '#test/support/catalog.ts';
import type { Journey } from '#test/support/journey-browser.ts';

export const emissionColumns = ['区划', '单位', '排放量', '核查说明'] as const;
const csv = `${emissionColumns.join(',')}\n${Array.from(
  { length: 120 },
  (_, i) => `${i % 2 === 0 ? '1401' : '1402'}05,第${i}家企业,${i * 3}.5,该企业于2025年第${i}批次完成核查并已归档`,
).join('\n')}\n`;

const items = emissionColumns.map((name) => ({
  name,
  label: name,
  data_type: name === '排放量' ? ('F' as const) : ('C' as const),
  description: '',
  unit: '',
  sensitivity: 'none' as const,
}));

/** Published by the province's transport department; the journey's own workers read the file. */
export async function sharedBy(j: Journey, over: Partial<EntryContent>): Promise<Published> {
  const unread = { state: { in: ['received' as const, 'processing' as const] } };
  const read = async () => {
    if ((await j.t.app.db.version.count({ where: unread })) > 0) throw new Error('not read yet');
  };
  return publishedDataset(
    {
      steward: j.world.ctx('province.transport'),
      reviewer: j.world.ctx('province.information'),
      drain: () => vi.waitFor(read, { timeout: 30_000, interval: 50 }),
    },
    { items, open_type: 'none', ...over },
    csv,
  );
}

export const onConditions = {
  share_type: '2' as const,
  share_condition: '限承担环境监管职责的单位使用',
  share_reason: '含企业经营信息',
  share_basis: { kind: 'law' as const, instrument: '《中华人民共和国统计法》', article: '第九条' },
};
