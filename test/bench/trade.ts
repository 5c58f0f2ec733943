/** What signing, checking and closing cost over the bare arithmetic and the bare sums. */
import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { PDF } from '@libpdf/core';
import type pg from 'pg';
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { accountOf } from '#api/ledger/rules/accounts.ts';
import * as ledger from '#api/ledger/service.ts';
import { readModel } from '#api/ports/seal/pdf-model.ts';
import { getMonth } from '#api/revenue/months.ts';
import type { World } from '#test/support/world.ts';
import { against, type Bench } from './measure.ts';

/** A paper of two pages, signed by two and attested by the platform's clock. */
export function sealBenches(app: App): Bench[] {
  const made = async () => {
    const pdf = PDF.create();
    for (let page = 0; page < 2; page += 1)
      pdf.addPage({ size: 'a4' }).drawText('an agreement', { x: 72, y: 700, size: 12 });
    for (const name of ['developer', 'agency']) pdf.getOrCreateForm().createSignatureField(name);
    const bytes = await pdf.save();
    const issue = (organizationId: string, uscc: string) =>
      app.ports.seal.issueOrganizationKey({ organizationId, uscc, name: '山西省气象局' });
    const one = await issue('org_a', '11140000MB1234567X');
    const two = await issue('org_b', '91140700MA0K00001X');
    const put = (pdfBytes: Uint8Array, key: typeof one, fieldName: string) =>
      app.ports.seal.signPdf(pdfBytes, key.privateKeyEncrypted, key.certificatePem, {
        reason: 'bench',
        name: 'bench',
        location: '140000',
        signedAt: app.clock.now(),
        fieldName,
        stamp: app.ports.timestamps.stamp,
      });
    const signedOnce = await put(bytes, one, 'developer');
    return { put, one, two, signedOnce, signed: await put(signedOnce, two, 'agency') };
  };
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return [
    {
      name: 'second signature of an agreement (PDF checked, signed, attested)',
      limit: 'libpdf signing the same file, no check before it, no timestamp',
      run: async () => {
        const { put, one, two, signedOnce } = await made();
        const certificate = new Uint8Array(new X509Certificate(one.certificatePem).raw);
        const bare = async () => {
          const pdf = await PDF.load(signedOnce);
          await pdf.sign({
            signer: {
              certificate,
              certificateChain: [],
              keyType: 'RSA',
              signatureAlgorithm: 'RSASSA-PKCS1-v1_5',
              sign: async (data) => new Uint8Array(sign('sha256', data, key.privateKey)),
            },
            fieldName: 'agency',
            subFilter: 'ETSI.CAdES.detached',
          });
        };
        return against(() => put(signedOnce, two, 'agency'), bare, 30);
      },
    },
    {
      name: 'check of an agreement signed by two (structure, digests, signatures, chain, timestamps, what was shown)',
      limit: 'one reading of all that the file shows, hashed, with libpdf',
      run: async () => {
        const { signed } = await made();
        return against(
          () => app.ports.seal.verifyPdf(signed),
          () => readModel(signed),
          30,
        );
      },
    },
  ];
}

const orders = 100_000;

/** 100,000 receipts and splits in one month; the checklist proves every rule of the ledger over all of them. */
export function monthBench(app: App, world: World, client: pg.Client): Bench {
  return {
    name: `close of a month over ${orders.toLocaleString('en')} orders (every rule of the ledger, trial balance, checklist)`,
    limit: 'two bare sums over the month’s entries: by account, by transaction',
    run: async () => {
      const developer = `pay:developer:${world.organization('developer.road').id}`;
      const now = app.clock.now();
      const effective = new Date(now.getTime() - 40 * 86_400_000);
      const agency = world.organization('province.transport').id;
      await open(app, ['cash:bank', 'held:orders', 'pay:treasury:140000', developer], agency, effective);
      await fill(client, effective, developer, agency);
      await client.query('ANALYZE ledger_entry; ANALYZE ledger_transaction');
      const viewer = world.ctx('province.finance').viewer;
      const ctx: Ctx = systemContext(app, { viewer });
      const period = new Date(effective.getTime() + 8 * 3_600_000).toISOString().slice(0, 7);
      const bare = async () => {
        await client.query(
          'SELECT account_id, sum(amount_fen) FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id WHERE t.effective_at < $1 GROUP BY 1',
          [now],
        );
        await client.query('SELECT transaction_id FROM ledger_entry GROUP BY 1 HAVING sum(amount_fen) <> 0');
      };
      return against(() => getMonth(ctx, period), bare, 3);
    },
  };
}

/** Accounts are opened by the ledger room; a posting there and back leaves them empty. */
async function open(app: App, ids: readonly string[], agency: string, effectiveAt: Date): Promise<void> {
  const [first = '', ...rest] = ids;
  const ctx = systemContext(app);
  await act(ctx, { action: 'bench.open', subject: ['bench', 'month'] }, async (tx) => {
    for (const [turn, sign] of [1n, -1n].entries())
      await ledger.post(tx, {
        kind: 'bench',
        key: `bench:open:${turn}`,
        effectiveAt,
        lines: [
          { account: accountOf(first), amount_fen: sign * BigInt(rest.length) },
          ...rest.map((id) => ({
            account: accountOf(id),
            amount_fen: -sign,
            ...(id.startsWith('pay:treasury') ? { agency } : {}),
          })),
        ],
      });
  });
}

/** As rows, past the functions and triggers: how they came in is the other bench; the balances are what their lines sum to. */
async function fill(client: pg.Client, effective: Date, developer: string, agency: string): Promise<void> {
  await client.query('BEGIN');
  await client.query('SET LOCAL session_replication_role = replica');
  for (const kind of ['sale', 'split'])
    await client.query(
      `INSERT INTO ledger_transaction (id, kind, idem_key, request_hash, effective_at, xid, memo)
       SELECT 'txn_bench_${kind}_' || n, 'bench.${kind}', 'bench:${kind}:' || n, md5(n::text), $1, 1, 'bench' FROM generate_series(1, ${orders}) n`,
      [effective],
    );
  await client.query(
    `INSERT INTO ledger_entry (transaction_id, line, account_id, amount_fen, agency_id)
     SELECT 'txn_bench_' || v.kind || '_' || n, v.line, v.account, v.amount, v.agency
     FROM generate_series(1, ${orders}) n, (VALUES ('sale', 1, 'cash:bank', 1000, NULL), ('sale', 2, 'held:orders', -1000, NULL),
       ('split', 1, 'held:orders', 1000, NULL), ('split', 2, 'pay:treasury:140000', -400, $2::text), ('split', 3, $1::text, -600, NULL)) v(kind, line, account, amount, agency)`,
    [developer, agency],
  );
  await client.query(
    `UPDATE ledger_balance b SET amount_fen = s.total FROM (SELECT account_id, sum(amount_fen) AS total FROM ledger_entry GROUP BY 1) s WHERE s.account_id = b.account_id`,
  );
  await client.query('COMMIT');
}
