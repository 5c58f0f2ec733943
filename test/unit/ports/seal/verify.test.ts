import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalSeal } from '#api/ports/seal/local-ca.ts';
import { clock, faultsOf, names, now, openWorld, overwrite, plainPdf, secret, sign, type World } from './support.ts';

let world: World;
let base: Uint8Array;
let once: Uint8Array;
let twice: Uint8Array;

beforeAll(async () => {
  world = await openWorld();
  base = await plainPdf('an agreement', ['agency', 'developer']);
  once = await sign(world.seal, base, world.developer, 'developer');
  twice = await sign(world.seal, once, world.agency, 'agency');
}, 60_000);
afterAll(() => world.close());

describe('a document signed by both', () => {
  it('keeps every earlier byte and reports who, when and what is covered', async () => {
    expect(Buffer.from(once).subarray(0, base.length).equals(Buffer.from(base))).toBe(true);
    expect(Buffer.from(twice).subarray(0, once.length).equals(Buffer.from(once))).toBe(true);
    const report = await world.seal.verifyPdf(twice);
    expect(report.verdict).toBe('intact');
    expect(report.emptyFields).toEqual([]);
    expect(report.sha256).toBe(createHash('sha256').update(twice).digest('hex'));
    expect(report.signatures.map((one) => [one.field, one.signer?.organization, one.coverage])).toEqual([
      ['developer', names.developer, 'followed_by_signed_revision'],
      ['agency', names.agency, 'whole_file'],
    ]);
    expect(report.signatures[1]).toMatchObject({
      signedAt: now,
      digestOk: true,
      signatureOk: true,
      chainOk: true,
      startsAtZero: true,
      gapIsContents: true,
      faults: [],
      signer: { uscc: '11140000MB1234567X', serial: world.agency.serial, fingerprint: world.agency.fingerprint },
    });
  });

  it('is incomplete while a declared field is empty, and again when the last signature is cut off', async () => {
    expect(await world.seal.verifyPdf(once)).toMatchObject({ verdict: 'incomplete', emptyFields: ['agency'] });
    const cut = twice.subarray(0, once.length);
    expect(await world.seal.verifyPdf(cut)).toMatchObject({ verdict: 'incomplete', emptyFields: ['agency'] });
    expect(await world.seal.verifyPdf(base)).toMatchObject({
      verdict: 'unsigned',
      emptyFields: ['agency', 'developer'],
    });
  });

  it('is the same file when the same parties sign at the same instant', async () => {
    const again = await sign(
      world.seal,
      await sign(world.seal, base, world.developer, 'developer'),
      world.agency,
      'agency',
    );
    expect(Buffer.from(again).equals(Buffer.from(twice))).toBe(true);
  });
});

describe('a changed file is never intact', () => {
  it('whichever single byte is flipped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(twice.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Uint8Array.from(twice);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect((await world.seal.verifyPdf(changed)).verdict).not.toBe('intact');
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('whichever byte of the signature itself is flipped', async () => {
    const [, , after] = (await world.seal.verifyPdf(twice)).signatures[1]!.byteRange!;
    const from = (await world.seal.verifyPdf(twice)).signatures[1]!.byteRange![1] + 1;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: from, max: after - 2 }), fc.constantFrom(1, 2, 4, 8, 32), async (at, flip) => {
        const changed = Uint8Array.from(twice);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect((await world.seal.verifyPdf(changed)).verdict).not.toBe('intact');
      }),
      { numRuns: 120 },
    );
  }, 120_000);

  it('a flipped byte of the text shows as a digest mismatch in both signatures', async () => {
    const at = Buffer.from(twice).indexOf('stream\n') + 12;
    const changed = Uint8Array.from(twice);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const report = await world.seal.verifyPdf(changed);
    expect(report.verdict).toBe('digest_mismatch');
    expect(report.signatures.map((one) => one.digestOk)).toEqual([false, false]);
  });

  it.each(['x', '\n', '%%EOF\n', '<html></html>'])('bytes appended: %j', async (tail) => {
    const report = await world.seal.verifyPdf(Buffer.concat([twice, Buffer.from(tail)]));
    expect(report.verdict).toBe('modified_after_signature');
    expect(faultsOf(report)).toContain('unsigned_bytes_after');
  });

  it('an unsigned incremental update that adds a page', async () => {
    const pdf = await PDF.load(twice);
    pdf.addPage({ size: 'a4' }).drawText('a clause nobody signed', { x: 72, y: 700 });
    const changed = await pdf.save({ incremental: true });
    expect(Buffer.from(changed).subarray(0, twice.length).equals(Buffer.from(twice))).toBe(true);
    expect((await world.seal.verifyPdf(changed)).verdict).toBe('modified_after_signature');
  });

  it('a second signer who changes the page in the revision it signs', async () => {
    const pdf = await PDF.load(once);
    pdf.getPage(0)!.drawText('and a million more', { x: 72, y: 660 });
    const shadow = await pdf.save({ incremental: true });
    await expect(sign(world.seal, shadow, world.agency, 'agency')).rejects.toMatchObject({
      code: 'seal.document_changed',
    });
    const forged = await signWithoutCheck(shadow);
    const report = await world.seal.verifyPdf(forged);
    expect(report.verdict).toBe('modified_after_signature');
    expect(report.signatures[0]?.faults).toEqual(['content_changed_after']);
    expect(report.signatures[1]?.faults).toEqual([]);
  });

  it.each([0.2, 0.5, 0.9, 0.99])('a file cut at %d of its length', async (share) => {
    const report = await world.seal.verifyPdf(twice.subarray(0, Math.floor(twice.length * share)));
    expect(['not_a_pdf', 'digest_mismatch', 'modified_after_signature']).toContain(report.verdict);
  });

  it('a signature moved into another document', async () => {
    const other = await sign(
      world.seal,
      await plainPdf('an agreemend', ['agency', 'developer']),
      world.developer,
      'developer',
    );
    expect(other.length).toBe(once.length);
    const hex = /\/Contents <[0-9A-Fa-f]+>/;
    const stolen = hex.exec(Buffer.from(once).toString('latin1'))![0];
    expect((await world.seal.verifyPdf(overwrite(other, hex, stolen))).verdict).toBe('digest_mismatch');
  });

  it('a range that does not start at the first byte, or leaves out more than /Contents', async () => {
    const shifted = overwrite(once, '/ByteRange [0 ', '/ByteRange [9 ');
    expect(faultsOf(await world.seal.verifyPdf(shifted))).toContain('byte_range_not_from_start');
    const [, before] = (await world.seal.verifyPdf(once)).signatures[0]!.byteRange!;
    const wider = overwrite(once, `/ByteRange [0 ${before} `, `/ByteRange [0 ${before - 9} `);
    expect(faultsOf(await world.seal.verifyPdf(wider))).toContain('gap_is_not_contents');
    const range = /\/ByteRange \[[^\]]+\]/.exec(Buffer.from(once).toString('latin1'))![0];
    const beyond = overwrite(once, range, '/ByteRange [0 10 20 99999999'.padEnd(range.length - 1).concat(']'));
    expect(faultsOf(await world.seal.verifyPdf(beyond))).toContain('byte_range_beyond_file');
  });
});

it('a file stuffed with thousands of signature marks is answered at once', async () => {
  const stuffed = Buffer.concat([base, Buffer.from('/ByteRange [0 10 20 30]\n'.repeat(50_000)), Buffer.from('%%EOF')]);
  expect(await world.seal.verifyPdf(stuffed)).toMatchObject({ verdict: 'digest_mismatch', signatures: [] });
});

describe('a signer nobody here knows', () => {
  it('a lookalike authority with the same names is unknown', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'jinshu-lookalike-'));
    try {
      const fake = createLocalSeal({ dir, secret, clock });
      const key = await fake.issueOrganizationKey({
        organizationId: 'org_a',
        uscc: '11140000MB1234567X',
        name: names.agency,
      });
      const pdf = await sign(fake, await plainPdf(), key, 'agency');
      expect((await fake.verifyPdf(pdf)).verdict).toBe('intact');
      const report = await world.seal.verifyPdf(pdf);
      expect(report.verdict).toBe('unknown_signer');
      expect(report.signatures[0]).toMatchObject({ signatureOk: true, chainOk: false, faults: ['issuer_unknown'] });
      expect(report.signatures[0]?.signer?.issuer).toBe(
        world.seal.describeCertificate(world.agency.certificatePem).issuer,
      );
      const trusted = [await world.seal.caCertificatePem(), await fake.caCertificatePem()];
      expect((await world.seal.verifyPdf(pdf, { trusted })).verdict).toBe('intact');
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it('a revoked certificate counts from its revocation on', async () => {
    const revoked = (at: string) => ({ revoked: [{ serial: world.agency.serial.toUpperCase(), at: new Date(at) }] });
    expect((await world.seal.verifyPdf(twice, revoked('2026-11-06T00:00:00Z'))).verdict).toBe('intact');
    const report = await world.seal.verifyPdf(twice, revoked('2026-11-01T00:00:00Z'));
    expect(report.verdict).toBe('unknown_signer');
    expect(faultsOf(report)).toEqual(['certificate_revoked']);
  });
});

describe('what is no signed PDF', () => {
  it.each([
    ['0 bytes', Buffer.alloc(0)],
    ['garbage', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256))],
    ['a page of HTML', Buffer.from('<html>/ByteRange [0 1 2 3]</html>')],
    ['a header alone', Buffer.from('%PDF-1.7\n')],
    ['a header and an end mark', Buffer.from('%PDF-1.7\ngarbage\n%%EOF\n')],
  ])('%s', async (_, bytes) => {
    const report = await world.seal.verifyPdf(bytes);
    expect(report).toMatchObject({ verdict: 'not_a_pdf', signatures: [] });
    await expect(sign(world.seal, bytes, world.agency, 'agency')).rejects.toMatchObject({ code: 'seal.not_a_pdf' });
  });

  it('a truncated unsigned PDF', async () => {
    expect((await world.seal.verifyPdf(base.subarray(0, base.length - 200))).verdict).toBe('not_a_pdf');
  });

  it('an encrypted PDF', async () => {
    const pdf = await PDF.load(await plainPdf());
    pdf.setProtection({ userPassword: 'u', ownerPassword: 'o' });
    const locked = await pdf.save();
    expect((await world.seal.verifyPdf(locked)).verdict).toBe('encrypted');
    await expect(sign(world.seal, locked, world.agency, 'agency')).rejects.toMatchObject({ code: 'seal.not_a_pdf' });
  });

  it('an unsigned PDF', async () => {
    expect((await world.seal.verifyPdf(await plainPdf())).verdict).toBe('unsigned');
  });
});

/** A dishonest second party has its own means and is not stopped by the port's check. */
async function signWithoutCheck(pdf: Uint8Array): Promise<Uint8Array> {
  const { createPrivateKey, X509Certificate } = await import('node:crypto');
  const { createEnvelope } = await import('#api/ports/seal/envelope.ts');
  const { appendSignature } = await import('#api/ports/seal/sign-pdf.ts');
  const { plain } = await createEnvelope(secret).open(world.agency.privateKeyEncrypted);
  const key = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' });
  const certificate = new X509Certificate(world.agency.certificatePem);
  return appendSignature(
    pdf,
    { key, certificate, rootPem: await world.seal.caCertificatePem() },
    { reason: '', name: '', location: '', signedAt: now, fieldName: 'agency' },
  );
}
