/** Writes rows that never were, after a recipe for each column; the same recipe and seed give the same rows. */
import { join } from 'node:path';
import type { Recipe, SyntheticPlan } from '#api/kernel/synthetic.ts';
import { hashFile } from '#api/ports/files/measured.ts';
import { write } from '#api/ports/tables/convert.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import type { Written } from '#api/ports/tables/port.ts';
import { quoteName, quoteText } from '#api/ports/tables/sql.ts';

export async function synthesize(session: Session, plan: SyntheticPlan, scratchDir: string): Promise<Written> {
  const cells = plan.columns.map(({ name, recipe, empty }, at) => {
    const value = cellOf(recipe, (salt) => chance(plan.seed, at, salt));
    const cell =
      empty > 0 ? `CASE WHEN ${chance(plan.seed, at, 'empty')} < ${empty} THEN NULL ELSE ${value} END` : value;
    return `${cell} AS ${quoteName(name)}`;
  });
  const parquetPath = join(scratchDir, 'synthetic.parquet');
  const rows = Math.max(1, Math.floor(plan.rows));
  await write(session, `SELECT ${cells.join(', ')} FROM range(${rows}) AS r(i)`, parquetPath, cells.length);
  const { bytes, sha256 } = await hashFile(parquetPath);
  return { parquetPath, parquetBytes: bytes, parquetSha256: sha256 };
}

/** Evenly from 0 to 1, by row: a digest and no random number, so that a version always has the same rows. */
const chance = (seed: string, column: number, salt: string): string =>
  `((md5_number_lower(${quoteText(`${seed}:${column}:${salt}:`)} || CAST(i AS VARCHAR)) % 1000003) / 1000003.0)`;

/** The first whose cumulative weight is above a chance. */
function pick(values: readonly { readonly sql: string; readonly weight: number }[], u: string): string {
  const total = values.reduce((sum, one) => sum + one.weight, 0);
  let below = 0;
  const arms = values.slice(0, -1).map(({ sql, weight }) => {
    below += weight;
    return `WHEN ${u} < ${below / total} THEN ${sql}`;
  });
  const last = values.at(-1)?.sql ?? 'NULL';
  return arms.length === 0 ? last : `CASE ${arms.join(' ')} ELSE ${last} END`;
}

const sqlTypes = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  decimal: 'DOUBLE',
  date: 'DATE',
  datetime: 'TIMESTAMP',
  boolean: 'BOOLEAN',
} as const;

function cellOf(recipe: Recipe, u: (salt: string) => string): string {
  switch (recipe.how) {
    case 'empty':
      return `CAST(NULL AS ${sqlTypes[recipe.type]})`;
    case 'codes': {
      const values = recipe.values.map(({ value, weight }) => ({ sql: quoteText(value), weight }));
      return `CAST(${pick(values, u('code'))} AS ${sqlTypes[recipe.type]})`;
    }
    case 'text':
      return `${quoteText(recipe.stem)} || lpad(CAST(CAST(floor(${u('text')} * ${recipe.different}) AS BIGINT) + 1 AS VARCHAR), 4, '0')`;
    case 'series':
      return recipe.type === 'text'
        ? `${quoteText(recipe.stem)} || lpad(CAST(i + 1 AS VARCHAR), 6, '0')`
        : `CAST(${recipe.start} + i AS ${sqlTypes[recipe.type]})`;
    case 'numbers': {
      const bins = recipe.bins.map(({ from, to, weight }) => ({
        sql: `floor((${from} + ${u('in')} * ${to - from}) / ${recipe.step}) * ${recipe.step}`,
        weight,
      }));
      const drawn = pick(bins, u('bin'));
      return recipe.type === 'integer'
        ? `CAST(${drawn} AS BIGINT)`
        : `round(CAST(${drawn} AS DOUBLE), ${recipe.places})`;
    }
    case 'times': {
      const unit = recipe.type === 'date' ? 'DAY' : 'HOUR';
      const bins = recipe.bins.map(({ from, to, weight }) => {
        const start = `CAST(${quoteText(from)} AS TIMESTAMP)`;
        const units = `date_diff('${unit}', ${start}, CAST(${quoteText(to)} AS TIMESTAMP))`;
        return { sql: `${start} + to_${unit.toLowerCase()}s(CAST(floor(${u('in')} * ${units}) AS INTEGER))`, weight };
      });
      return `CAST(${pick(bins, u('bin'))} AS ${sqlTypes[recipe.type]})`;
    }
  }
}
