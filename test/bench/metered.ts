/** What reading under an agreement costs over the engine alone, and a month of metered usage over the bare sum. */
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type pg from 'pg';
import { termsShape } from '#api/agreements/contract.ts';
import { decideFiling, fileAgreement } from '#api/agreements/filings.ts';
import { draftAgreement, offerAgreement, saveAgreement } from '#api/agreements/service.ts';
import { signAgreement } from '#api/agreements/signing.ts';
import { type App, systemContext } from '#api/context.ts';
import { addDays, dayOf, monthFrom, periodOf } from '#api/kernel/time.ts';
import { certifyApplication } from '#api/licensing/certificate.ts';
import { startShape } from '#api/licensing/contract.ts';
import {
  acceptApplication,
  approveApplication,
  chargeApplication,
  reviewApplication,
} from '#api/licensing/decisions.ts';
import { startApplication } from '#api/licensing/service.ts';
import { sharesFor } from '#api/revenue/measure.ts';
import { createKey } from '#api/usage/keys.ts';
import { demoPassword as password } from '#prisma/seed/organizations.ts';
import { publishOne } from '#test/support/publish.ts';
import type { World } from '#test/support/world.ts';
import { against, type Bench } from './measure.ts';

export interface Licence {
  readonly id: string;
  readonly code: string;
  readonly secret: string;
}

/** An agreement in force over a table of 50,000 rows, whose split follows what is metered. */
export async function licence(app: App, world: World, drain: () => Promise<void>): Promise<Licence> {
  const code = await publishOne(world, {
    rows: 50_000,
    openType: 'conditional',
    title: '收费站日车流量（授权）',
    drain,
  });
  const [agency, head] = [world.ctx('province.transport'), world.ctx('province.transport.head')];
  const developer = world.ctx('developer');
  const today = dayOf(app.clock.now());
  const term = { from: today, to: addDays(today, 300) };
  const asked = startShape.parse({
    datasets: [code],
    intent: 'apply',
    purpose: '改进货运车辆的路线规划',
    scenario: '为物流企业提供拥堵预测',
    scope: '收费站逐日车流量',
    degree: 'desensitised',
    term_from: term.from,
    term_to: term.to,
  });
  const { id: application } = await startApplication(developer, asked);
  await acceptApplication(agency, application, {});
  await reviewApplication(agency, application);
  await approveApplication(agency, application, { opinion: '符合条件' });
  await chargeApplication(agency, application, { fee_fen: '0', basis: '用于公共治理，免收' });
  await certifyApplication(head, application, { password });
  const { id, revision } = await draftAgreement(agency, { application_id: application });
  const terms = termsShape.parse({
    scope: '收费站逐日车流量',
    degree: { code: 'desensitised' },
    term,
    disposition: { mode: 'destroy', days: 10, proof: '由第三方出具销毁证明' },
    ownership: { owner: 'developer', licence_back: '授权机构可无偿使用统计结果' },
    fee: { mode: 'free' },
    security: '存储加密',
    quota: { calls: { day: 1_000_000 }, rows: { term: 1_000_000_000 } },
    shares: [
      { party: 'treasury', ppm: 300_000 },
      { party: 'developer', ppm: 700_000 },
    ],
    contribution: {
      method: 'usage',
      words: '以平台计量为准',
      costs: [{ party: 'developer', processing_fen: '60000', evidence: '审计报告' }],
      metering: { measure: 'rows', thousand_fen: '100', floor_ppm: 100_000, cap_ppm: 600_000 },
    },
  });
  await saveAgreement(agency, id, { revision, terms });
  await offerAgreement(agency, id);
  await signAgreement(developer, id, { password });
  await signAgreement(head, id, { password });
  const { filings } = await fileAgreement(agency, id, {});
  const decision = { decision: 'accept', opinion: '材料齐全', password } as const;
  await decideFiling(world.ctx('province.information'), filings.at(-1)?.id ?? '', decision);
  const { secret } = await createKey(developer, id, { name: 'bench' });
  return { id, code, secret };
}

/** A page of 1,000 rows over HTTP: key, grant, quota, log with the hash of what is handed over, metering. */
export function gatewayBench(app: App, url: string, client: pg.Client, { code, secret }: Licence): Bench {
  return {
    name: 'licensed rows, a page of 1,000 over HTTP (key, grant, quota, delivery on record, metering)',
    limit: 'DuckDB reading the same 1,000 rows of the same file as JSON, in the same process',
    run: async () => {
      const { rows } = await client.query<{ key: string }>(
        'SELECT t.table_key AS key FROM version_table t JOIN version v ON v.id = t.version_id JOIN entry e ON e.id = v.entry_id WHERE e.code = $1',
        [code],
      );
      const file = join(app.env.DATA_DIR, 'files', rows[0]?.key ?? '');
      const engine = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
      const bare = async () => {
        const found = await engine.runAndReadAll(`SELECT * FROM read_parquet('${file}') LIMIT 1000`);
        JSON.stringify(found.getRowsJson());
      };
      const page = async () => {
        const answer = await fetch(`${url}/api/v1/licensed/${code}/rows?limit=1000`, {
          headers: { authorization: `Bearer ${secret}` },
        });
        const body = (await answer.json()) as { rows: unknown[] };
        if (answer.status !== 200 || body.rows.length !== 1000) throw new Error(`not a page: ${answer.status}`);
      };
      const result = await against(page, bare, 60);
      engine.closeSync();
      return result;
    },
  };
}

/** As many deliveries of last month as rows, laid down past the functions; what is measured of them is kept with its text and hash. */
export function meteredBench(app: App, client: pg.Client, { id }: Licence, deliveries: number): Bench {
  return {
    name: `settlement of a month of ${deliveries.toLocaleString('en')} metered usage rows (by dataset version, text and hash kept, shares found)`,
    limit: 'the bare sum of the same rows',
    run: async () => {
      const period = monthFrom(periodOf(app.clock.now()), -1);
      await quietly(client, [
        `INSERT INTO delivery (id, agreement_id, organization_id, entry_id, version_id, sha256, kind, format, row_count, bytes, request_id, at)
         SELECT 'dlv_bench_' || n, a.id, a.developer_id, v.entry_id, v.id, repeat('0', 64), 'rows', 'json', 100 + n % 900, 10000, 'bench',
           '${period}-01T00:00:00+08:00'::timestamptz + (n % 2400000) * interval '1 second'
         FROM generate_series(1, ${deliveries}) n, agreement a JOIN application_resource r ON r.application_id = a.application_id
         JOIN version v ON v.entry_id = r.entry_id WHERE a.id = '${id}'`,
      ]);
      await client.query('VACUUM ANALYZE delivery');
      const ctx = systemContext(app);
      const settle = async () => {
        const { shares, contribution } = await app.db.$transaction(
          (db) => sharesFor({ ...ctx, db: db as never, inTransaction: true }, id, 1, monthFrom(period, 1)),
          { timeout: 60_000 },
        );
        if (shares.length !== 2 || contribution?.units === undefined) throw new Error('not measured');
        // What was measured is kept for good; here it is measured again each round.
        await quietly(client, ['DELETE FROM contribution_measure']);
      };
      const bare = () =>
        client.query(
          'SELECT count(*), sum(row_count) FROM delivery WHERE agreement_id = $1 AND at >= $2::timestamptz AND at < $3::timestamptz',
          [id, `${period}-01T00:00:00+08:00`, `${monthFrom(period, 1)}-01T00:00:00+08:00`],
        );
      return against(settle, bare, 5);
    },
  };
}

async function quietly(client: pg.Client, statements: readonly string[]): Promise<void> {
  await client.query('BEGIN');
  await client.query('SET LOCAL session_replication_role = replica');
  for (const sql of statements) await client.query(sql);
  await client.query('COMMIT');
}
