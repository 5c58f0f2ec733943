/** Re-identification figures of a table: k-anonymity, l-diversity, t-closeness (GB/T 37964-2019). */
import type { Session } from '#api/ports/tables/engine.ts';
import type { RiskFacts, RiskQuery, SensitiveFacts, SizeBin } from '#api/ports/tables/port.ts';
import { findColumn, readSchema } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';

/** Lower ends of the bins of the picture; the thresholds of the release classes (3, 5, 20) are among them. */
export const sizeBins: readonly number[] = [1, 2, 3, 5, 10, 20, 50, 100, 1000];

export async function riskOf(session: Session, path: string, query: RiskQuery): Promise<RiskFacts> {
  const schema = await readSchema(session, path);
  const quasi = query.quasi.map((name) => findColumn(schema, name).name);
  const from = parquetSource(path);
  // Without a quasi-identifier nothing tells two rows apart: one class of all.
  const by = quasi.length === 0 ? '' : `GROUP BY ${quasi.map(quoteName).join(', ')}`;
  const bin = sizeBins.map((low) => `WHEN n >= ${low} THEN ${low}`).reverse();
  const rows = await session.rows(
    `SELECT CASE ${bin.join(' ')} ELSE 0 END AS low, count(*), sum(n), min(n), sum(1.0 / n)
     FROM (SELECT count(*) AS n FROM ${from} ${by}) WHERE n > 0 GROUP BY 1 ORDER BY 1`,
  );
  const bins = rows.map(
    ([from, classes, count]): SizeBin => ({
      from: Number(from),
      classes: Number(classes),
      rows: Number(count),
    }),
  );
  const classes = bins.reduce((sum, one) => sum + one.classes, 0);
  const risks = rows.reduce((sum, row) => sum + Number(row[4]), 0);
  const sensitive: SensitiveFacts[] = [];
  for (const name of query.sensitive)
    sensitive.push(await spreadOf(session, from, quasi, findColumn(schema, name).name));
  return {
    rows: bins.reduce((sum, one) => sum + one.rows, 0),
    classes,
    smallest: rows.length === 0 ? 0 : Math.min(...rows.map((row) => Number(row[3]))),
    meanRisk: classes === 0 ? 0 : risks / classes,
    sizes: bins,
    sensitive,
  };
}

async function spreadOf(
  session: Session,
  from: string,
  quasi: readonly string[],
  column: string,
): Promise<SensitiveFacts> {
  const keys = quasi.map((_, at) => `q${at}`);
  const selected = quasi.map((name, at) => `${quoteName(name)} AS q${at}, `).join('');
  const group = keys.length === 0 ? '' : `GROUP BY ${keys.join(', ')}`;
  const over = keys.length === 0 ? '' : `PARTITION BY ${keys.join(', ')}`;
  const [found] = await session.rows(
    `WITH pairs AS (SELECT ${selected}${quoteName(column)} AS v, count(*) AS m FROM ${from} GROUP BY ALL),
      shares AS (SELECT *, sum(m) OVER (${over}) AS n,
        sum(m) OVER (PARTITION BY v) / CAST(sum(m) OVER () AS DOUBLE) AS share FROM pairs),
      classes AS (SELECT count(*) AS different, exp(ln(min(n)) - sum(m * ln(m)) / min(n)) AS spread,
        0.5 * (sum(abs(m / CAST(n AS DOUBLE) - share)) + 1 - sum(share)) AS far FROM shares ${group})
    SELECT min(different), min(spread), max(far) FROM classes`,
  );
  const [distinct, entropy, closeness] = found ?? [];
  return {
    column,
    distinct: Number(distinct ?? 0),
    entropy: Number(entropy ?? 0),
    closeness: Math.max(0, Number(closeness ?? 0)),
  };
}
