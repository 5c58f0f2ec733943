/** Files of two licensees: each marked, told apart from a leaked part over HTTP, and nobody named for what is not theirs. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgreementOut } from '#api/agreements/view.ts';
import { canonicalText } from '#api/kernel/same-value.ts';
import { sessionCookie } from '#api/people/rules/session-cookie.ts';
import * as keys from '#api/usage/keys.ts';
import * as usage from '#api/usage/service.ts';
import type { TraceOut } from '#api/usage/tracing.ts';
import { publishedDataset } from '#test/support/catalog.ts';
import { agreement, conditional, type Licensed, licensedWorld, password } from '#test/support/licensed.ts';

let w: Licensed;
let base: string;
let code: string;
const licensees: { a: AgreementOut; secret: string }[] = [];
const rows = 240;
const csv = `编号,路段,日期,均速,事由\n${Array.from({ length: rows }, (_, i) => `${1000 + i},G5-${i % 6},2026-09-${String((i % 28) + 1).padStart(2, '0')},${60 + (i % 50)}.${i % 10}5,第${i}号路段因养护施工实行单幅双向通行，请过往车辆减速慢行。`).join('\n')}\n`;

const take = async (who: number, format: string) => {
  const { secret } = licensees[who]!;
  const answer = await fetch(`${base}/licensed/${code}/file?format=${format}`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  expect(answer.status).toBe(200);
  return { bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
};
const login = async (name: string): Promise<string> => {
  const answer = await fetch(`${base}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: name, password }),
  });
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith(sessionCookie)) ?? '';
  return cookie.split(';')[0] ?? '';
};
let steward = '';
const trace = async (found: string | Buffer, cookie = steward, name = 'found.csv') => {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(Buffer.from(found))]), name);
  const answer = await fetch(`${base}/leaks`, { method: 'POST', headers: { cookie }, body: form });
  return { status: answer.status, body: (await answer.json()) as TraceOut & { code: string } };
};
const sql = async (statement: (at: string) => string, bytes: Buffer): Promise<Buffer> => {
  const { readFile } = await import('node:fs/promises');
  const scratch = await w.t.app.ports.files.scratch();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const [from, to] = [join(scratch.path, 'from'), join(scratch.path, 'to')];
    await writeFile(from, bytes);
    await connection.run(`COPY (${statement(from)}) TO '${to}' (FORMAT csv, HEADER true)`);
    return await readFile(to);
  } finally {
    connection.closeSync();
    instance.closeSync();
    await scratch.release();
  }
};

beforeAll(async () => {
  w = await licensedWorld();
  base = `${(await w.t.serve()).url}/api/v1`;
  const means = { steward: w.agency, reviewer: w.reviewer, drain: () => w.t.drain() };
  code = (await publishedDataset(means, { title: '施工与车速', ...conditional }, csv)).entry.code;
  for (const name of ['甲', '乙']) {
    const a = await agreement(w, 'active', {}, { datasets: [code] });
    licensees.push({ a, secret: (await keys.createKey(w.developer, a.id, { name })).secret });
  }
  steward = await login('province.transport');
});
afterAll(() => w.t.close());

describe('a bulk file', () => {
  it('has the values of the table and no others, in an order of its licensee, and says whose it is', async () => {
    const [one, again, other] = [await take(0, 'csv'), await take(0, 'csv'), await take(1, 'csv')];
    expect(again.bytes.equals(one.bytes)).toBe(true);
    expect(other.bytes.equals(one.bytes)).toBe(false);
    const values = (bytes: Buffer) =>
      bytes
        .toString('utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(',').map(canonicalText).join())
        .sort();
    const plain = csv
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(canonicalText).join())
      .sort();
    expect(values(one.bytes)).toEqual(plain);
    expect(values(other.bytes)).toEqual(plain);
    const [logged] = await usage.deliveriesOf(w.developer, {
      agreementId: licensees[0]!.a.id,
      ids: [one.headers.get('jinshu-delivery') ?? ''],
    });
    expect(logged).toMatchObject({ copy_id: one.headers.get('jinshu-copy') });
    expect(one.headers.get('jinshu-copy')).not.toBe(other.headers.get('jinshu-copy'));
    // The whole table too is handed over as a copy, not as the kept file.
    expect(logged?.handed_sha256).not.toBe(logged?.sha256);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await take(0, 'xlsx')).bytes as never);
    expect(book.getWorksheet(1)?.rowCount).toBe(rows + 1);
  });

  it('gets a new mark each day, the old one stays on record', async () => {
    const before = (await take(0, 'csv')).headers.get('jinshu-copy');
    w.t.clock.advance({ days: 1 });
    const after = (await take(0, 'csv')).headers.get('jinshu-copy');
    expect(after).not.toBe(before);
    await expect(w.t.database.query('delete from marked_copy')).rejects.toThrow(/append_only|refused|violates/);
    w.t.clock.set('2026-11-02T12:00:00+08:00');
  });
});

describe('a found file', () => {
  it('names licensee, delivery and day: whole, a fifth of it, sorted, without columns', async () => {
    const mine = await take(0, 'csv');
    const lines = mine.bytes.toString('utf8').trim().split(/\r?\n/);
    const whole = await trace(mine.bytes);
    expect(whole.body).toMatchObject({ named: true, rows: expect.any(Number) });
    expect(whole.body.compared).toBeGreaterThanOrEqual(3);
    const [first] = whole.body.items;
    expect(first).toMatchObject({
      copy_id: mine.headers.get('jinshu-copy'),
      agreement: { no: licensees[0]!.a.no },
      organization: { name: w.developer.viewer!.organization.name },
      dataset: { code },
      version: 1,
      day: '2026-11-02',
      rows_found: rows,
    });
    expect(first!.chance).toBeLessThan(1e-30);
    expect(first!.deliveries.map((one) => one.id)).toContain(mine.headers.get('jinshu-delivery'));
    expect(whole.body.items[1]!.chance).toBeGreaterThan(1e-6);
    const part = (pick: (line: string, i: number) => boolean) => [lines[0], ...lines.slice(1).filter(pick)].join('\n');
    const leaks = [
      part((_, i) => i % 5 === 0),
      [lines[0], ...lines.slice(1).sort()].join('\n'),
      lines
        .map((line) =>
          line
            .split(',')
            .filter((_, i) => i !== 4)
            .join('\t'),
        )
        .join('\n'),
    ];
    for (const leak of leaks) {
      const { body } = await trace(leak);
      expect([body.named, body.items[0]?.agreement.no]).toEqual([true, licensees[0]!.a.no]);
    }
  });

  it('names the other for theirs: Parquet made into CSV with most rows lost, JSON lines, a workbook', async () => {
    const parquet = (await take(1, 'parquet')).bytes;
    const lost = await sql((at) => `SELECT 编号, 路段, 均速 FROM read_parquet('${at}') WHERE 编号 % 6 = 1`, parquet);
    const { body } = await trace(lost);
    expect([body.named, body.items[0]?.agreement.no, body.items[0]?.rows_found]).toEqual([
      true,
      licensees[1]!.a.no,
      40,
    ]);
    for (const format of ['parquet', 'jsonl', 'xlsx']) {
      const found = await trace((await take(1, format)).bytes, steward, `download.${format}`);
      expect([format, found.body.named, found.body.items[0]?.agreement.no]).toEqual([format, true, licensees[1]!.a.no]);
    }
    const day = body.items[0]?.day;
    expect(day).toBe('2026-11-02');
  });

  it('names nobody for the table as it is kept, for too little, or for something else', async () => {
    const own = await trace(csv);
    expect([own.status, own.body.named]).toEqual([200, false]);
    expect(own.body.items[0]?.rows_found).toBe(rows);
    const few = (await take(0, 'csv')).bytes.toString('utf8').split(/\r?\n/).slice(0, 4).join('\n');
    expect((await trace(few)).body.named).toBe(false);
    expect((await trace('别的,表\n1,2\n')).body).toMatchObject({ named: false, compared: 0, items: [] });
    expect((await trace(Buffer.from([0, 1, 2, 3]))).body.code).toBe('usage.leak_unreadable');
    expect((await trace('')).status).toBe(422);
    const none = await fetch(`${base}/leaks`, { method: 'POST', headers: { cookie: steward }, body: new FormData() });
    expect(((await none.json()) as { code: string }).code).toBe('usage.no_file');
  });

  it('is compared by the agency for its own and by the department for its region; each time on record', async () => {
    const mine = (await take(0, 'csv')).bytes;
    const department = await trace(mine, await login('province.information'));
    expect([department.body.named, department.body.items[0]?.agreement.no]).toEqual([true, licensees[0]!.a.no]);
    expect((await trace(mine, await login('province.ecology'))).body).toMatchObject({ named: false, compared: 0 });
    expect((await trace(mine, await login('developer'))).body.code).toBe('auth.forbidden');
    expect((await trace(mine, '')).status).toBe(401);
    const events = await w.t.database.query<{ canon: string }>(
      "select canon from audit_event where action = 'usage.trace' and outcome = 'done'",
    );
    expect(events.length).toBeGreaterThan(8);
    expect(events.some((one) => one.canon.includes('cpy_'))).toBe(true);
    expect(events.some((one) => one.canon.includes('养护施工'))).toBe(false);
  });
});
