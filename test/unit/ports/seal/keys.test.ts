import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEnvelope } from '#api/ports/seal/envelope.ts';
import { createLocalSeal } from '#api/ports/seal/local-ca.ts';
import { clock, names, now, openWorld, plainPdf, secret, sign, type World } from './support.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 60_000);
afterAll(() => world.close());

const words = Buffer.from('{"number":"晋数协〔2026〕1号"}');

describe('detached signatures', () => {
  it('verify over the same bytes with the same certificate only', async () => {
    const { seal, agency, developer } = world;
    const signature = await seal.signDetached(agency.privateKeyEncrypted, words);
    expect(await seal.verifyDetached(agency.certificatePem, words, signature)).toBe(true);
    expect(await seal.verifyDetached(agency.certificatePem, Buffer.from(`${words} `), signature)).toBe(false);
    expect(await seal.verifyDetached(developer.certificatePem, words, signature)).toBe(false);
    expect(await seal.verifyDetached(agency.certificatePem, words, 'AAAA')).toBe(false);
    expect(await seal.verifyDetached('no certificate', words, signature)).toBe(false);
  });

  it('do not verify after expiry or revocation, or under another root', async () => {
    const { seal, agency } = world;
    const signature = await seal.signDetached(agency.privateKeyEncrypted, words);
    const check = (options: object) => seal.verifyDetached(agency.certificatePem, words, signature, options);
    expect(await check({ at: new Date('2031-01-01') })).toBe(false);
    expect(await check({ at: new Date('2026-11-01') })).toBe(false);
    expect(await check({ revoked: [{ serial: agency.serial, at: now }] })).toBe(false);
    expect(await check({ trusted: [] })).toBe(false);
  });
});

describe('certificates', () => {
  it('name the organisation in Chinese and by its code, for three years', () => {
    const facts = world.seal.describeCertificate(world.developer.certificatePem);
    expect(facts).toMatchObject({ organization: names.developer, uscc: '91140700MA0K00001X', notBefore: now });
    expect(facts.notAfter).toEqual(new Date('2029-11-05T02:00:00Z'));
    expect(facts.issuer).toContain('not a licensed certification authority');
    expect(facts.serial).toMatch(/^[4-7][0-9a-f]{31}$/);
  });

  it('may be dated back, and a name longer than X.520 allows is cut', async () => {
    const key = await world.seal.issueOrganizationKey({
      organizationId: 'org_c',
      uscc: '91140700MA0K00002X',
      name: '长'.repeat(80),
      at: new Date('2026-03-01T00:00:00Z'),
    });
    expect(key.notBefore).toEqual(new Date('2026-03-01T00:00:00Z'));
    expect(world.seal.describeCertificate(key.certificatePem).organization).toBe('长'.repeat(64));
    const pdf = await sign(world.seal, await plainPdf(), key, 'x', { signedAt: new Date('2026-03-05T00:00:00Z') });
    expect((await world.seal.verifyPdf(pdf)).verdict).toBe('intact');
  });
});

describe('refusals', () => {
  it('a key that is not the certificate’s, a time outside it, a field already signed, an unreadable key', async () => {
    const { seal, agency, developer } = world;
    const pdf = await plainPdf();
    const mixed = { ...agency, certificatePem: developer.certificatePem };
    await expect(sign(seal, pdf, mixed, 'a')).rejects.toMatchObject({ code: 'seal.key_mismatch' });
    const late = { signedAt: new Date('2030-01-01') };
    await expect(sign(seal, pdf, agency, 'a', late)).rejects.toMatchObject({ code: 'seal.certificate_not_valid' });
    const signed = await sign(seal, pdf, agency, 'a');
    await expect(sign(seal, signed, developer, 'a')).rejects.toMatchObject({ code: 'seal.field_signed' });
    const bad = { ...agency, privateKeyEncrypted: agency.privateKeyEncrypted.slice(0, -4) };
    await expect(sign(seal, pdf, bad, 'a')).rejects.toMatchObject({ code: 'seal.key_unreadable' });
    const tampered = Buffer.concat([signed, Buffer.from('x')]);
    await expect(sign(seal, tampered, developer, 'b')).rejects.toMatchObject({ code: 'seal.document_changed' });
  });
});

describe('keys at rest', () => {
  it('are sealed, readable by the owner alone, and bound to their label', async () => {
    const path = join(world.dir, 'root-ca.pem');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).not.toMatch(/BEGIN (RSA )?PRIVATE KEY/);
    const envelope = createEnvelope(secret);
    const text = await envelope.seal('abc', words);
    expect(await envelope.seal('abc', words)).not.toBe(text);
    expect(await envelope.open(text)).toEqual({ label: 'abc', plain: words });
    await expect(envelope.open(text.replace('.abc.', '.abd.'))).rejects.toThrow();
    await expect(createEnvelope(`${secret}!`).open(text)).rejects.toThrow();
    await expect(envelope.open('jsk1.abc')).rejects.toThrow();
  });

  it('a second process finds the same root; another secret is refused and nothing is replaced', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'jinshu-root-'));
    try {
      const both = [1, 2, 3].map(() => createLocalSeal({ dir: join(dir, 'ca'), secret, clock }));
      const roots = new Set(await Promise.all(both.map((seal) => seal.caCertificatePem())));
      expect(roots.size).toBe(1);
      const before = readFileSync(join(dir, 'ca/root-ca.pem'), 'utf8');
      const stranger = createLocalSeal({ dir: join(dir, 'ca'), secret: 'another secret', clock });
      await expect(stranger.caCertificatePem()).rejects.toThrow(/SESSION_SECRET/);
      expect(readFileSync(join(dir, 'ca/root-ca.pem'), 'utf8')).toBe(before);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }, 60_000);
});
