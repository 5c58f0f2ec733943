/** Downloads of the months before: counters, not acts. Nobody's download is recorded one by one anywhere. */
import { addDays, type Day } from '#api/kernel/time.ts';
import { entries } from './entries.ts';
import { random } from './random.ts';
import type { Stage } from './stage.ts';
import { days } from './table.ts';

const shares = [
  ['csv', 0.52],
  ['xlsx', 0.27],
  ['json', 0.13],
  ['parquet', 0.08],
] as const;

export async function countDownloads(stage: Stage, entryIds: ReadonlyMap<string, { readonly id: string }>, until: Day) {
  const demand = new Map(entries.map((one) => [entryIds.get(one.key)?.id ?? '', one.demand ?? 0]));
  const versions = await stage.app.db.version.findMany({
    where: { state: 'published', entryId: { in: [...demand.keys()] } },
    select: { id: true, entryId: true, number: true, publishedAt: true },
    orderBy: { number: 'asc' },
  });
  const rows: { versionId: string; format: string; day: string; count: number }[] = [];
  const totals = new Map<string, number>();
  for (const [i, version] of versions.entries()) {
    const perMonth = demand.get(version.entryId) ?? 0;
    if (perMonth === 0 || version.publishedAt === null) continue;
    const spec = entries.find((one) => entryIds.get(one.key)?.id === version.entryId);
    const r = random(`downloads ${spec?.key} ${version.number}`);
    const next = versions.slice(i + 1).find((one) => one.entryId === version.entryId)?.publishedAt;
    const from = new Date(version.publishedAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    const to = next === undefined || next === null ? until : addDays(next.toISOString().slice(0, 10), -1);
    // Every tenth day, so that the counters stay few and still show a course.
    for (const day of days(from, to, 10))
      for (const [format, share] of shares) {
        const count = r.about((perMonth / 3) * share, (perMonth / 3) * share * 0.5);
        if (count === 0) continue;
        rows.push({ versionId: version.id, format, day, count });
        totals.set(version.entryId, (totals.get(version.entryId) ?? 0) + count);
      }
  }
  // In pieces: all at once is one transaction, and on a busy machine longer than one may last.
  for (let from = 0; from < rows.length; from += 1000) {
    await stage.app.db.openDownload.createMany({ data: rows.slice(from, from + 1000), skipDuplicates: true });
  }
  for (const [entryId, downloads] of totals) {
    await stage.app.db.searchDocument.updateMany({ where: { entryId }, data: { downloads } });
  }
}
