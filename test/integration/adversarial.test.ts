/** Rows of the adversarial table (docs/adversarial.md) that no other file's world has at hand: races, crashes, tampering, restores. */
import { Readable } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { getAgreement } from '#api/agreements/service.ts';
import { signAgreement } from '#api/agreements/signing.ts';
import { createApp } from '#api/app.ts';
import { act } from '#api/audit/act.ts';
import { verifyChain } from '#api/audit/verify.ts';
import { confirmLine } from '#api/banking/confirm.ts';
import { listLines } from '#api/banking/desk.ts';
import { importStatement, uploadStatement } from '#api/banking/statements.ts';
import { type App, type Ctx, type Ports, systemContext } from '#api/context.ts';
import { readEnv } from '#api/env.ts';
import { drainJobs } from '#api/jobs.ts';
import { makeLog } from '#api/log.ts';
import { enterAccount } from '#api/orders/account.ts';
import { getOrder, placeOrder } from '#api/orders/service.ts';
import { getOwn, uploadFile } from '#api/products/service.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { csv } from '#api/revenue/rules/csv.ts';
import { bankCsv } from '#test/support/bank-files.ts';
import { agreement, password } from '#test/support/licensed.ts';
import { draftProduct, fileOf, listedProduct, type Market, marketWorld, nextSerial } from '#test/support/market.ts';
import { testSecret } from '#test/support/secret.ts';

let m: Market;
const ports = () => m.t.app.ports as { -readonly [K in keyof Ports]: Ports[K] };

beforeAll(async () => {
  m = await marketWorld();
  await m.t.database.query('CREATE TABLE probe (id int)');
}, 120_000);
afterAll(() => m?.t.close());

const probe = { action: 'probe.write', subject: ['probe', 'one'] } as const;
const insert = (tx: Ctx) => tx.db.$executeRawUnsafe('INSERT INTO probe VALUES (1)');
const probes = async () => {
  const [row] = await m.t.database.query<{ rows: string; events: string }>(
    "SELECT (SELECT count(*) FROM probe) AS rows, (SELECT count(*) FROM audit_event WHERE action = 'probe.write') AS events",
  );
  return [Number(row?.rows), Number(row?.events)];
};
const fresh = () => m.t.database.query('DELETE FROM probe');

describe('row 19: what the database gives up', () => {
  const raise = (code: string) => `DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '${code}'; END $$`;

  it.each(['40001', '40P01'])('at a statement (%s) is tried again, and done once', async (code) => {
    await fresh();
    const [, before] = await probes();
    let tries = 0;
    await act(m.agency, probe, async (tx) => {
      await insert(tx);
      tries += 1;
      if (tries < 3) await tx.db.$executeRawUnsafe(raise(code));
    });
    expect([tries, ...(await probes())]).toEqual([3, 1, (before ?? 0) + 1]);
  });

  it('at COMMIT is tried again too; what never succeeds ends', async () => {
    await fresh();
    const [, before] = await probes();
    // The counter survives what is rolled back, as sequences do.
    for (const sql of [
      'CREATE SEQUENCE probe_tries',
      `CREATE FUNCTION probe_check() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF nextval('probe_tries') < 3 THEN RAISE EXCEPTION 'injected' USING ERRCODE = '40001'; END IF; RETURN NULL; END $$`,
      'CREATE CONSTRAINT TRIGGER probe_late AFTER INSERT ON probe DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION probe_check()',
    ])
      await m.t.database.query(sql);
    await act(m.agency, probe, insert);
    expect(await probes()).toEqual([1, (before ?? 0) + 1]);
    await m.t.database.query('DROP TRIGGER probe_late ON probe');
    let tries = 0;
    const always = act(m.agency, probe, async (tx) => {
      tries += 1;
      await insert(tx);
      await tx.db.$executeRawUnsafe(raise('40P01'));
    });
    await expect(always).rejects.toThrow(/injected/);
    expect([tries, ...(await probes())]).toEqual([4, 1, (before ?? 0) + 1]);
  });
});

describe('row 32: a crash between signing and saving', () => {
  it('leaves nothing signed, and the next try signs once', async () => {
    const a = await agreement(m, 'offered', {}, { datasets: [m.codes.toll] });
    const { seal } = m.t.app.ports;
    const before = await getAgreement(m.developer, a.id);
    ports().seal = {
      ...seal,
      signPdf: async (...given) => {
        await seal.signPdf(...given);
        throw new Error('the process is gone');
      },
    };
    await expect(signAgreement(m.developer, a.id, { password })).rejects.toThrow(/gone/);
    ports().seal = seal;
    expect(await getAgreement(m.developer, a.id)).toEqual(before);
    const signed = await signAgreement(m.developer, a.id, { password });
    const [count] = await m.t.database.query<{ n: string }>(
      'SELECT count(*) AS n FROM signature WHERE document_id = $1',
      [signed.document?.id],
    );
    expect(count?.n).toBe('1');
  });
});

it('row 45: every way of beginning a formula is text in the tables of money, and amounts stay numbers', () => {
  const cells = ['=1+1', '+1', '-x', '@a', '\tb', '\rc', '＝1', '＋1', '－1', '＠1', '"q"', 'a\nb', '-12.50', '0'];
  const text = csv([cells]);
  for (const cell of [
    "'=1+1",
    "'+1",
    "'-x",
    "'@a",
    "'\tb",
    `"'\rc"`,
    "'＝1",
    "'＋1",
    "'－1",
    "'＠1",
    '"""q"""',
    '"a\nb"',
  ])
    expect(text).toContain(cell);
  expect(text.trimEnd().endsWith(',-12.50,0')).toBe(true);
});

describe('row 47: what the machine runs out of', () => {
  it('forty at once on eight connections are all served, and the chain has no fork', async () => {
    await fresh();
    const [, before] = await probes();
    await Promise.all(
      Array.from({ length: 40 }, () =>
        act(m.agency, probe, async (tx) => {
          await insert(tx);
          await tx.db.$executeRawUnsafe('SELECT pg_sleep(0.01)');
        }),
      ),
    );
    expect(await probes()).toEqual([40, (before ?? 0) + 40]);
    expect(await verifyChain(m.t.app.db)).toMatchObject({ ok: true });
  });

  it('connections that are cut (a restarted server) are replaced by the next question', async () => {
    await cutConnections(m.t.database.url);
    // Each connection whose end has not been noticed yet may fail one question, and is not asked again.
    let report: Awaited<ReturnType<typeof verifyChain>> | null = null;
    for (let tries = 0; tries < 8 && report === null; tries++) report = await verifyChain(m.t.app.db).catch(() => null);
    expect(report).toMatchObject({ ok: true });
  });

  it('a full disk leaves the product as it was, and the same upload succeeds later', async () => {
    const draft = await draftProduct(m);
    const { files } = m.t.app.ports;
    const full = async () => {
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    };
    ports().files = { ...files, put: full, putFile: full } as Ports['files'];
    await expect(uploadFile(m.developer, draft.id, draft.revision, fileOf('a,b\n1,2\n'))).rejects.toThrow(/ENOSPC/);
    ports().files = files;
    expect(await getOwn(m.developer, draft.id)).toMatchObject({ file: null, revision: draft.revision });
    expect((await uploadFile(m.developer, draft.id, draft.revision, fileOf('a,b\n1,2\n'))).file).not.toBeNull();
  });
});

describe('row 46: the audit record', () => {
  /** As one who owns the database and switches its guards off. */
  const tampered = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: m.t.database.url });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query("SET LOCAL session_replication_role = 'replica'");
      for (const sql of statements) await client.query(sql);
      await client.query('COMMIT');
    } finally {
      await client.end();
    }
    return verifyChain(m.t.app.db);
  };
  const head = async () => {
    const [row] = await m.t.database.query<{ seq: string; hash: string }>('SELECT seq, hash FROM audit_head');
    return { seq: BigInt(row?.seq ?? 0), hash: row?.hash ?? '' };
  };
  /** As the database computes it; `at` is the row's own. */
  const hashed = (before: string, seq: string, canon: string) =>
    `encode(sha256(convert_to(${before} || '|' || ${seq} || '|' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '|' || encode(sha256(convert_to(${canon}, 'UTF8')), 'hex'), 'UTF8')), 'hex')`;
  const keep = 'CREATE TEMP TABLE kept AS SELECT * FROM audit_event';

  it('shows which row was edited, deleted, inserted or swapped', async () => {
    await m.t.database.query('CREATE TABLE kept AS SELECT * FROM audit_event');
    const restore = ['DELETE FROM audit_event', 'INSERT INTO audit_event SELECT * FROM kept'];
    const broken = async (...statements: string[]) => (await tampered(...restore, ...statements)).broken;
    expect(await broken(`UPDATE audit_event SET canon = replace(canon, '"done"', '"seen"') WHERE seq = 5`)).toEqual({
      seq: '5',
      reason: 'canon_changed',
    });
    expect(await broken(`UPDATE audit_event SET action = 'nothing' WHERE seq = 6`)).toEqual({
      seq: '6',
      reason: 'columns_changed',
    });
    expect(await broken('DELETE FROM audit_event WHERE seq = 7')).toEqual({ seq: '7', reason: 'missing' });
    const { seq } = await head();
    const inserted = await broken(
      `UPDATE audit_event SET seq = -seq WHERE seq > 8`,
      `UPDATE audit_event SET seq = 1 - seq WHERE seq < 0`,
      // With a hash that fits: only the rows behind it give it away.
      `INSERT INTO audit_event SELECT 9, at, action, outcome, actor_id, organization_id, request_id, subject_type, subject_id, canon, hash, ${hashed('hash', '9', 'canon')} FROM audit_event WHERE seq = 8`,
      `UPDATE audit_head SET seq = ${seq + 1n}`,
    );
    expect(inserted).toEqual({ seq: '10', reason: 'link_broken' });
    const swapped = await broken(
      `UPDATE audit_head SET seq = ${seq}`,
      'UPDATE audit_event SET seq = -11 WHERE seq = 10',
      'UPDATE audit_event SET seq = 10 WHERE seq = 11',
      'UPDATE audit_event SET seq = 11 WHERE seq = -11',
    );
    expect(swapped).toEqual({ seq: '10', reason: 'link_broken' });
    expect(await tampered(...restore, 'DROP TABLE kept')).toMatchObject({ ok: true });
  });

  it('shows a cut tail and a chain written anew to whoever noted its head', async () => {
    const noted = await head();
    expect(await verifyChain(m.t.app.db, { noted })).toMatchObject({ ok: true });
    const rewritten = `DO $$ DECLARE r record; p text := repeat('0', 64); h text; c text; BEGIN
      FOR r IN SELECT * FROM audit_event ORDER BY seq LOOP
        c := replace(r.canon, '"outcome":"refused"', '"outcome":"refused" ');
        h := ${hashed('p', 'r.seq', 'c').replace('to_char(at ', 'to_char(r.at ')};
        UPDATE audit_event SET canon = c, prev_hash = p, hash = h WHERE seq = r.seq;
        p := h;
      END LOOP;
      UPDATE audit_head SET hash = p; END $$`;
    await m.t.database.query(
      "SELECT audit_append(now(), 'probe.write', 'refused', null, null, 'r', 'probe', 'one', $1)",
      [
        '{"action":"probe.write","actor":null,"organization":null,"outcome":"refused","request":"r","subject":{"id":"one","type":"probe"}}',
      ],
    );
    const later = await head();
    // The chain alone is whole again: only the noted head tells.
    expect(await tampered(keep, rewritten)).toMatchObject({ ok: true });
    expect((await verifyChain(m.t.app.db, { noted: later })).broken).toEqual({
      seq: String(later.seq),
      reason: 'rewritten',
    });
    const now = await head();
    expect(
      await tampered(
        `DELETE FROM audit_event WHERE seq = ${now.seq}`,
        `UPDATE audit_head SET seq = seq - 1, hash = (SELECT hash FROM audit_event WHERE seq = ${now.seq - 1n})`,
      ),
    ).toMatchObject({ ok: true });
    expect((await verifyChain(m.t.app.db, { noted: now })).broken).toEqual({ seq: String(now.seq), reason: 'cut_off' });
  });
});

describe('row 48: last night’s backup', () => {
  it('plus the bank’s own statement gives the same balances, once; the noted head shows that time was lost', async () => {
    await enterAccount(m.cashier, {
      region_code: '140000',
      document_no: '晋财库〔2026〕8号',
      account_name: '山西省财政厅',
      bank_name: '中国银行山西省分行',
      account_no: '145200001234',
    });
    const order = await placeOrder(m.buyer, { product_no: (await listedProduct(m)).no });
    await m.t.drain();
    const backup = await copyOf(m.t.database.url);
    const day = new Date(m.t.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    const line = {
      serial: nextSerial(),
      day,
      fen: 100_000n,
      memo: order.reference,
      name: m.world.organization('buyer').name,
    };
    const file = bankCsv([line], { opening: 5_000_000n });
    const replay = async (app: App, drain: () => Promise<void>) => {
      const as = (ctx: Ctx) => systemContext(app, { viewer: ctx.viewer });
      const sent = { fileName: 'day.csv', stream: Readable.from([Buffer.from(file)]) };
      const draft = await uploadStatement(as(m.cashier), sent);
      if (draft.already) return;
      await importStatement(as(m.cashier), draft.id, {});
      await drain();
      const { items } = await listLines(as(m.finance), {
        page: 1,
        page_size: 20,
        state: 'proposed',
        statement: undefined,
      });
      expect(items).toHaveLength(1);
      for (const one of items) await confirmLine(as(m.finance), one.id);
      await drain();
    };
    const balances = async (app: App) =>
      app.db.$queryRawUnsafe(
        'SELECT account_id, amount_fen::text FROM ledger_balance WHERE amount_fen <> 0 ORDER BY 1',
      );
    await replay(m.t.app, () => m.t.drain());
    expect((await getOrder(m.buyer, order.id)).state).toBe('fulfilled');
    const before = await balances(m.t.app);
    expect(before).not.toEqual([]);
    const [noted] = await m.t.database.query<{ seq: string; hash: string }>('SELECT seq, hash FROM audit_head');

    const restored = await createApp(
      readEnv({
        NODE_ENV: 'test',
        DATABASE_URL: backup.url,
        DATA_DIR: m.t.app.env.DATA_DIR,
        PORT: '0',
        SESSION_SECRET: testSecret,
        SEED: 'none',
      }),
      { log: makeLog('fatal'), connections: 4, clock: m.t.clock },
    );
    try {
      const ctx = systemContext(restored.app, { viewer: m.buyer.viewer });
      expect((await getOrder(ctx, order.id)).state).not.toBe('fulfilled');
      const head = { seq: BigInt(noted?.seq ?? 0), hash: noted?.hash ?? '' };
      expect((await verifyChain(restored.app.db, { noted: head })).broken?.reason).toBe('cut_off');
      for (let twice = 0; twice < 2; twice += 1)
        await replay(restored.app, () => drainJobs(restored.app, restored.databaseUrl));
      expect(await balances(restored.app)).toEqual(before);
      expect((await getOrder(ctx, order.id)).state).toBe('fulfilled');
      expect(await checkInvariants(restored.app.db)).toEqual([]);
    } finally {
      await restored.close();
      await backup.drop();
    }
  });
});

async function administer(sql: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(sql, values);
  } finally {
    await client.end();
  }
}

const cutConnections = (url: string): Promise<void> =>
  administer('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
    new URL(url).pathname.slice(1),
  ]);

/** A byte-for-byte copy, as a restored backup is; PostgreSQL copies only what nobody is connected to. */
async function copyOf(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const from = new URL(url).pathname.slice(1);
  const name = `${from}_backup`;
  await cutConnections(url);
  await administer(`CREATE DATABASE "${name}" TEMPLATE "${from}"`);
  const at = new URL(url);
  at.pathname = `/${name}`;
  return { url: at.href, drop: () => administer(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`) };
}
