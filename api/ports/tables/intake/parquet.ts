/** A Parquet of another maker: read whole once, so that what is damaged shows, and written anew in the types kept here. */
import { join } from 'node:path';
import { isRefusal } from '#api/kernel/refusal.ts';
import { write } from '#api/ports/tables/convert.ts';
import { nameColumns } from '#api/ports/tables/dialect.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';
import type { Bench, Converted } from './intake.ts';
import { refuse } from './refusals.ts';

export async function takeParquet(bench: Bench, path: string, scratchDir: string): Promise<Converted> {
  const parquetPath = join(scratchDir, 'table.parquet');
  await bench.engine.use(
    async (session) => {
      try {
        const described = await session.rows(`DESCRIBE FROM ${parquetSource(path)}`);
        const given = described.map(([name, type]) => ({ name: String(name), type: String(type) }));
        const names = nameColumns(
          given.map((one) => one.name),
          bench.limits.maxColumns,
        );
        bench.say('convert', null);
        const select = given.map((one, i) => `${kept(one.name, one.type)} AS ${quoteName(names[i] ?? '')}`);
        await write(session, `SELECT ${select.join(', ')} FROM ${parquetSource(path)}`, parquetPath, names.length);
      } catch (error) {
        if (isRefusal(error) || /^Out of Memory|INTERRUPT/i.test((error as Error).message)) throw error;
        throw refuse('tables.parquet_broken');
      }
    },
    { signal: bench.signal },
  );
  return { format: 'parquet', parquetPath };
}

/** Lists and structs become JSON text; what is no number is none; instants become Shanghai time, as everywhere here. */
function kept(name: string, type: string): string {
  const column = quoteName(name);
  if (/^(STRUCT|MAP|UNION)\b|\[\d*\]$/.test(type)) return `CAST(to_json(${column}) AS VARCHAR)`;
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|U\w+INT|HUGEINT|DATE|BOOLEAN|VARCHAR|TIMESTAMP)$|^DECIMAL/.test(type))
    return column;
  if (type === 'DOUBLE' || type === 'FLOAT') return `CASE WHEN isfinite(${column}) THEN ${column} END`;
  if (type === 'TIMESTAMP WITH TIME ZONE') return `make_timestamp(epoch_us(${column}) + 28800000000)`;
  if (/^TIMESTAMP_/.test(type)) return `CAST(${column} AS TIMESTAMP)`;
  if (/^(TIME|UUID|ENUM|INTERVAL|JSON)/.test(type)) return `CAST(${column} AS VARCHAR)`;
  throw refuse('tables.parquet_type', { column: name, type });
}
