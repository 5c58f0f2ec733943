/** The SQL handed to readers, run on the Parquet: it finds the rows that the view shows. */
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseFilter, parseSort } from '#api/datasets/rules/query.ts';
import { type SqlView, sqlText, viewSql } from '#app/present/view-sql.ts';
import { makeTables, type TablesBench } from '#test/support/tables.ts';

let bench: TablesBench;
let path: string;
beforeAll(async () => {
  bench = await makeTables();
  const rows = [
    '1,太原市,10.50,2020-01-01,2020-01-01 08:00:00,true,"it\'s 煤"',
    '2,大同市,2.25,2020-02-01,2020-02-01 09:30:00,false,Alpha',
    '3,阳泉市,,2020-03-01,2020-03-01 10:00:00,true,álphabet',
    '4,太原市,-7.00,2021-01-01,2021-01-01 00:00:00,,%_',
    '5,,10.50,,,false,',
  ];
  path = (await bench.ingest(`编号,"城""市",金额,日期,时间,有效,备注\n${rows.join('\n')}\n`)).parquetPath;
});
afterAll(() => bench.close());

const none: SqlView = { columns: ['编号'], filters: [], sort: ['编号'], q: null };

it.each<Partial<SqlView>>([
  {},
  { filters: ['城"市:eq:太原市'] },
  { filters: ['城"市:ne:太原市'] },
  { filters: ["备注:contains:it's"] },
  { filters: ['备注:icontains:ALPHA'] },
  { filters: ['备注:starts:alp'] },
  { filters: ['备注:ends:_'] },
  { filters: ['金额:between:2.25|10.5'] },
  { filters: ['金额:gt:2', '编号:lt:5'] },
  { filters: ['金额:starts:10'] },
  { filters: ['编号:in:1|3|9'] },
  { filters: ['城"市:not_in:太原市|大同市'] },
  { filters: ['城"市:isnull'] },
  { filters: ['城"市:notnull'] },
  { filters: ['日期:lte:2020-02-01'] },
  { filters: ['时间:gte:2020-02-01T09:30:00'] },
  { filters: ['有效:eq:true'] },
  { q: '太 煤' },
  { q: "it's" },
  { sort: ['-金额:nulls_first', '-编号'] },
])('finds the same rows: %j', async (part) => {
  const view = { ...none, ...part };
  const page = await bench.tables.page(path, {
    columns: view.columns,
    filters: view.filters.map(parseFilter),
    sort: view.sort.map(parseSort),
    ...(view.q ? { q: view.q } : {}),
  });
  const { columns } = await bench.tables.page(path, { limit: 1 });
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const found = await connection.runAndReadAll(viewSql(`read_parquet(${sqlText(path)})`, columns, view));
  expect(found.getRowsJson().map(([id]) => Number(id))).toEqual(page.rows.map(([id]) => id));
  if (Object.keys(part).length > 0 && !('sort' in part)) expect(page.rows.length).toBeLessThan(5);
});
