/** Signatures with a timestamp (PAdES-style B-T): what the token proves, and every way it can fail to. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalSeal } from '#api/ports/seal/local-ca.ts';
import type { OrganizationKey, SealPort } from '#api/ports/seal/port.ts';
import { createLocalTimestamps } from '#api/ports/timestamp/local.ts';
import { StampUnavailable } from '#api/ports/timestamp/port.ts';
import { faultsOf, names, now, plainPdf, secret } from './support.ts';

const dir = mkdtempSync(join(tmpdir(), 'jinshu-stamped-'));
let tokenTime = now;
const timestamps = createLocalTimestamps({ dir, secret, clock: { now: () => tokenTime } });
const seal: SealPort = createLocalSeal({ dir, secret, clock: { now: () => now }, timestamps });
let key: OrganizationKey;
let signed: Uint8Array;

const sign = (
  pdf: Uint8Array,
  stamp: (sha256: Uint8Array) => Promise<Uint8Array>,
  fieldName = 'agency',
  signedAt = now,
) =>
  seal.signPdf(pdf, key.privateKeyEncrypted, key.certificatePem, {
    reason: '签订协议 (第20条)',
    name: names.agency,
    location: '太原',
    signedAt,
    fieldName,
    stamp,
  });

beforeAll(async () => {
  key = await seal.issueOrganizationKey({ organizationId: 'org_a', uscc: '11140000MB1234567X', name: names.agency });
  signed = await sign(await plainPdf('an agreement', ['agency']), timestamps.stamp);
}, 60_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a stamped signature', () => {
  it('is intact and tells whose clock attested it', async () => {
    const report = await seal.verifyPdf(signed);
    expect(report.verdict).toBe('intact');
    expect(report.signatures[0]).toMatchObject({
      faults: [],
      signedAt: now,
      stamped: { at: now, authority: 'Jinshu' },
    });
  });

  it('is never intact with any byte of it changed', async () => {
    const [, before, after] = (await seal.verifyPdf(signed)).signatures[0]!.byteRange!;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: before + 1, max: after - 2 }),
        fc.constantFrom(1, 2, 4, 8, 32),
        async (at, flip) => {
          const changed = Uint8Array.from(signed);
          changed[at] = (changed[at] ?? 0) ^ flip;
          expect((await seal.verifyPdf(changed)).verdict).not.toBe('intact');
        },
      ),
      { numRuns: 120 },
    );
  }, 120_000);

  it('takes a second stamped signature and stays intact', async () => {
    const other = await seal.issueOrganizationKey({
      organizationId: 'org_b',
      uscc: '91140700MA0K00001X',
      name: names.developer,
    });
    const twice = await seal.signPdf(signed, other.privateKeyEncrypted, other.certificatePem, {
      reason: 'r',
      name: names.developer,
      location: '晋中',
      signedAt: now,
      fieldName: 'developer',
      stamp: timestamps.stamp,
    });
    const report = await seal.verifyPdf(twice);
    expect(report.verdict).toBe('intact');
    expect(report.signatures.map((one) => one.stamped !== null)).toEqual([true, true]);
  });

  it('outlives the revocation of its certificate when it was stamped before', async () => {
    const later = [{ serial: key.serial, at: new Date(now.getTime() + 60_000) }];
    expect((await seal.verifyPdf(signed, { revoked: later })).verdict).toBe('intact');
    const earlier = [{ serial: key.serial, at: new Date(now.getTime() - 60_000) }];
    expect(faultsOf(await seal.verifyPdf(signed, { revoked: earlier }))).toEqual(['certificate_revoked']);
  });

  it('cannot be dated back to before a revocation: the other clock decides', async () => {
    tokenTime = new Date(now.getTime() + 3_600_000);
    const backdated = await sign(await plainPdf('dated back'), timestamps.stamp, 'agency', now);
    tokenTime = now;
    const revoked = [{ serial: key.serial, at: new Date(now.getTime() + 60_000) }];
    expect(faultsOf(await seal.verifyPdf(backdated, { revoked }))).toEqual(['certificate_revoked']);
  });

  it('with the token of another signature is broken', async () => {
    const other = await timestamps.stamp(new Uint8Array(32));
    const report = await seal.verifyPdf(await sign(await plainPdf('x'), async () => other));
    expect(report.verdict).toBe('digest_mismatch');
    expect(faultsOf(report)).toEqual(['timestamp_invalid']);
    expect(report.signatures[0]?.stamped).toBeNull();
  });

  it('with a token from before it was made is broken', async () => {
    const stamp = async (sha256: Uint8Array) => {
      tokenTime = new Date(now.getTime() - 3_600_000);
      const token = await timestamps.stamp(sha256);
      tokenTime = now;
      return token;
    };
    const report = await seal.verifyPdf(await sign(await plainPdf('x'), stamp));
    expect(report.verdict).toBe('digest_mismatch');
    expect(faultsOf(report)).toContain('timestamp_before_signature');
  });

  it('from a clock nobody here trusts is not green', async () => {
    const strange = createLocalTimestamps({ dir: join(dir, 'strange'), secret, clock: { now: () => now } });
    const report = await seal.verifyPdf(await sign(await plainPdf('x'), strange.stamp));
    expect(report.verdict).toBe('unknown_signer');
    expect(faultsOf(report)).toEqual(['timestamp_authority_unknown']);
  });

  it('is made without a token when the authority is down, and says so', async () => {
    const report = await seal.verifyPdf(
      await sign(await plainPdf('x'), async () => {
        throw new StampUnavailable('no answer');
      }),
    );
    expect(report.verdict).toBe('intact');
    expect(report.signatures[0]?.stamped).toBeNull();
  });

  it('is not made at all when something else goes wrong', async () => {
    const failing = sign(await plainPdf('x'), async () => {
      throw new Error('a bug');
    });
    await expect(failing).rejects.toThrow('a bug');
  });
});

describe.skipIf(spawnSync('openssl', ['version']).error !== undefined)('openssl', () => {
  it('verifies the token over the data', async () => {
    const at = (name: string) => join(dir, name);
    writeFileSync(at('data'), 'a paper');
    const { createHash } = await import('node:crypto');
    writeFileSync(at('token.der'), await timestamps.stamp(createHash('sha256').update('a paper').digest()));
    writeFileSync(at('root.pem'), await seal.caCertificatePem());
    const run = spawnSync(
      'openssl',
      ['ts', '-verify', '-data', at('data'), '-in', at('token.der'), '-token_in', '-CAfile', at('root.pem')],
      { encoding: 'utf8' },
    );
    expect(`${run.stdout}${run.stderr}`).toMatch(/Verification: OK/);
  });
});
