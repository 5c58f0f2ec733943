/** What stands behind a signature: another clock, a certificate that can be revoked, and a kit that needs no platform. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import type { AgreementOut } from '#api/agreements/view.ts';
import type { Ports } from '#api/context.ts';
import { openKit } from '#api/documents/kit.ts';
import { openPdf, revocationList, showAuthority, verifyDocument, verifyUpload } from '#api/documents/service.ts';
import { listCertificates, revokeCertificate } from '#api/organizations/certificates.ts';
import { StampUnavailable } from '#api/ports/timestamp/port.ts';
import { verifyCommands } from '#app/present/verify-commands.ts';
import { agreement, codeOf, type Licensed, licensedWorld, password } from '#test/support/licensed.ts';

let w: Licensed;
let stamped: AgreementOut;
let unstamped: AgreementOut;
let own: Ports['timestamps'];
const ports = () => w.t.app.ports as { -readonly [K in keyof Ports]: Ports[K] };

beforeAll(async () => {
  w = await licensedWorld();
  own = w.t.app.ports.timestamps;
  stamped = await agreement(w, 'active');
  ports().timestamps = {
    ...own,
    stamp: async () => {
      throw new StampUnavailable('HTTP 503');
    },
  };
  unstamped = await agreement(w, 'active', {}, { datasets: [w.codes.toll] });
}, 120_000);
afterAll(() => w.t.close());

describe('the time of a signature', () => {
  it('is attested within the PDF by the platform’s clock, which says that it is no third party', async () => {
    const seen = await verifyDocument(w.t.ctx(), stamped.document!.id);
    expect(seen).toMatchObject({ intact: true, faults: [] });
    expect(seen.signatures.map((one) => one.stamped)).toEqual([
      { at: expect.stringMatching(/^2026-/), authority: 'Jinshu', operated_by: 'platform' },
      { at: expect.stringMatching(/^2026-/), authority: 'Jinshu', operated_by: 'platform' },
    ]);
    const pdf = await openPdf(w.t.ctx(), stamped.document!.id);
    const upload = await verifyUpload(w.t.ctx(), pdf.bytes);
    expect(upload.verdict).toBe('intact');
    expect(upload.signatures.every((one) => one.stamped_at !== null)).toBe(true);
  });

  it('is the signer’s word alone while no clock answers, and the paper says so', async () => {
    const seen = await verifyDocument(w.t.ctx(), unstamped.document!.id);
    expect(seen).toMatchObject({ intact: true });
    expect(seen.signatures.map((one) => one.stamped)).toEqual([null, null]);
  });

  it('is attested beside the paper as soon as the clock answers again, once', async () => {
    ports().timestamps = own;
    // The failed tries wait for their next turn: it is brought forward.
    await w.t.app.db.$executeRawUnsafe(
      `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE attempts < max_attempts`,
    );
    await w.t.drain();
    const seen = await verifyDocument(w.t.ctx(), unstamped.document!.id);
    expect(seen.signatures.every((one) => one.stamped !== null)).toBe(true);
    const rows = await w.t.app.db.signatureTimestamp.findMany({
      where: { signature: { documentId: unstamped.document!.id } },
    });
    expect(rows.map((row) => row.place)).toEqual(['beside', 'beside']);
    const { stampLater } = await import('#api/documents/timestamps.ts');
    await stampLater(w.t.app, { signature: rows[0]!.signatureId });
    expect(await w.t.app.db.signatureTimestamp.count({ where: { signatureId: rows[0]!.signatureId } })).toBe(1);
  });

  it('cannot be edited, not even by hand', async () => {
    await expect(w.t.app.db.$executeRawUnsafe(`UPDATE signature_timestamp SET attested_at = now()`)).rejects.toThrow(
      /append_only/,
    );
    await expect(w.t.app.db.$executeRawUnsafe(`DELETE FROM signature_timestamp`)).rejects.toThrow(/append_only/);
  });
});

async function unpack(bytes: Buffer, into: string): Promise<string[]> {
  const names: string[] = [];
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    names.push(entry.fileName);
    writeFileSync(join(into, entry.fileName), await buffer(await zip.openReadStreamPromise(entry)));
  }
  return names;
}

describe('the kit', () => {
  it.skipIf(spawnSync('openssl', ['version']).error !== undefined)(
    'is checked by openssl alone, and finds a changed record',
    async () => {
      for (const [one, beside] of [
        [stamped, false],
        [unstamped, true],
      ] as const) {
        const dir = mkdtempSync(join(tmpdir(), 'jinshu-kit-'));
        const names = await unpack((await openKit(w.t.ctx(), one.document!.id)).bytes, dir);
        expect(names).toEqual(
          expect.arrayContaining(['document.pdf', 'record.json', 'root.pem', 'revoked.crl', 'verify.sh', 'README.txt']),
        );
        expect(names.includes('signature-1.tst')).toBe(beside);
        const run = () => spawnSync('sh', [join(dir, 'verify.sh')], { encoding: 'utf8', cwd: dirname(dir) });
        const good = run();
        expect(good.stdout + good.stderr).toMatch(/all of it holds/);
        expect(good.status).toBe(0);
        execFileSync('sh', ['-c', `printf ' ' >> ${join(dir, 'record.json')}`]);
        const bad = run();
        expect(bad.status).not.toBe(0);
        expect(bad.stdout).not.toMatch(/all of it holds/);
        rmSync(dir, { recursive: true });
      }
    },
  );

  it.skipIf(['openssl', 'python3'].some((program) => spawnSync(program, ['--version']).error !== undefined))(
    'is not even needed: the commands of the page check the PDF alone',
    async () => {
      const dir = mkdtempSync(join(tmpdir(), 'jinshu-commands-'));
      writeFileSync(join(dir, 'root.pem'), (await showAuthority(w.t.ctx())).certificate_pem);
      const pdf = Buffer.from((await openPdf(w.t.ctx(), stamped.document!.id)).bytes);
      const run = (bytes: Buffer) => {
        writeFileSync(join(dir, 'document.pdf'), bytes);
        return spawnSync('sh', ['-c', verifyCommands('https://data.example').openssl], { encoding: 'utf8', cwd: dir });
      };
      expect(run(pdf).stderr).toMatch(/Verification successful/);
      const changed = Buffer.from(pdf);
      changed[pdf.indexOf('stream') + 20]! ^= 1;
      expect(run(changed).status).not.toBe(0);
      rmSync(dir, { recursive: true });
    },
  );

  it('goes to those who may see the document and to nobody else', async () => {
    const { url } = await w.t.serve();
    const get = (path: string) => fetch(`${url}/api/v1${path}`);
    expect((await get(`/documents/${stamped.document!.id}/kit.zip`)).status).toBe(401);
    expect((await get('/authority/root.pem')).headers.get('content-type')).toContain('x-pem-file');
    expect(((await (await get('/authority')).json()) as { licensed: boolean }).licensed).toBe(false);
    expect((await get('/authority/revoked.crl')).headers.get('content-type')).toContain('pkix-crl');
  });
});

describe('a certificate', () => {
  it('is revoked by its own signatory with the password, once, and stands in the public list', async () => {
    const [mine] = (await listCertificates(w.developer)).items;
    const input = { reason: 'key_compromise', password } as const;
    expect(await codeOf(revokeCertificate(w.developer, mine!.serial, { ...input, password: 'wrong words' }))).toBe(
      'people.password_again',
    );
    expect(await codeOf(revokeCertificate(w.other, mine!.serial, input))).toBe('organization.certificate_not_found');
    expect(await codeOf(revokeCertificate(w.developer, 'ab'.repeat(16), input))).toBe(
      'organization.certificate_not_found',
    );
    w.t.clock.advance({ minutes: 1 });
    expect(await revokeCertificate(w.developer, mine!.serial, input)).toMatchObject({
      state: 'revoked',
      revoked_reason: 'key_compromise',
    });
    expect(await codeOf(revokeCertificate(w.developer, mine!.serial, input))).toBe('organization.certificate_revoked');
    expect((await showAuthority(w.t.ctx())).revoked).toBe(1);
    expect((await revocationList(w.t.ctx())).length).toBeGreaterThan(300);
    await expect(
      w.t.app.db.$executeRawUnsafe(`UPDATE organization_key SET revoked_at = NULL, revoked_reason = NULL`),
    ).rejects.toThrow(/append_only/);
  });

  it('leaves what it signed before good, and signs nothing more: the next signature has a new one', async () => {
    expect((await verifyDocument(w.t.ctx(), stamped.document!.id)).intact).toBe(true);
    const before = (await listCertificates(w.developer)).items;
    const later = await agreement(w, 'half', {}, { datasets: [w.codes.toll] });
    const after = (await listCertificates(w.developer)).items;
    expect(after.length).toBe(before.length + 1);
    const seen = await verifyDocument(w.t.ctx(), later.document!.id);
    expect(seen.signatures[0]?.certificate_fingerprint).toBe(after[0]?.fingerprint);
    expect(seen.intact).toBe(true);
  });
});
