/** One contract for the platform's own authority and a licensed one over EST; the last also against a real server where named. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEst } from '#api/ports/seal/est.ts';
import { createLocalSeal } from '#api/ports/seal/local-ca.ts';
import type { OrganizationKey, SealPort } from '#api/ports/seal/port.ts';
import { type EstDouble, type EstMood, openEstDouble } from '#test/support/est-double.ts';
import { faultsOf, names, now, plainPdf, secret, sign } from './support.ts';

const dir = mkdtempSync(join(tmpdir(), 'jinshu-authorities-'));
const clock = { now: () => now };
const own = createLocalSeal({ dir: join(dir, 'own'), secret, clock });
const organization = { organizationId: 'org_a', uscc: '11140000MB1234567X', name: names.agency };
let double: EstDouble;
let licensed: SealPort;
const est = (over: { password?: string } = {}) =>
  createEst({ url: double.url, user: 'jinshu', password: 'open sesame', anchors: [double.anchor], ...over });

beforeAll(async () => {
  double = await openEstDouble(now);
  licensed = createLocalSeal({ dir: join(dir, 'licensed'), secret, clock, enrol: est() });
});
afterAll(async () => {
  await double.close();
  rmSync(dir, { recursive: true, force: true });
});

const {
  EST_TEST_URL: realUrl,
  EST_TEST_ANCHORS: realAnchors,
  EST_TEST_USER: user,
  EST_TEST_PASSWORD: password,
} = process.env;
const authorities: [string, () => SealPort][] = [
  ['the platform’s own', () => own],
  ['a licensed one over EST', () => licensed],
];
if (realUrl !== undefined && realAnchors !== undefined) {
  const anchors =
    readFileSync(realAnchors, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const enrol = createEst({ url: realUrl, user, password, anchors });
  const seal = createLocalSeal({ dir: join(dir, 'real'), secret, clock: { now: () => new Date() }, enrol });
  authorities.push(['the one of EST_TEST_URL', () => seal]);
}

describe.each(authorities)('%s', (_name, seal) => {
  let key: OrganizationKey;
  it('certifies a key that signs a PDF and a text', async () => {
    key = await seal().issueOrganizationKey(organization);
    const signed = await sign(seal(), await plainPdf('an agreement', ['agency']), key, 'agency');
    expect(await seal().verifyPdf(signed)).toMatchObject({ verdict: 'intact', signatures: [{ chainOk: true }] });
    const text = await seal().signDetached(key.privateKeyEncrypted, Buffer.from('a text'));
    expect(await seal().verifyDetached(key.certificatePem, Buffer.from('a text'), text)).toBe(true);
    expect(await seal().verifyDetached(key.certificatePem, Buffer.from('another'), text)).toBe(false);
  });

  it('names the organisation', () => {
    expect(seal().describeCertificate(key.certificatePem)).toMatchObject({
      organization: names.agency,
      uscc: organization.uscc,
    });
  });

  it('is not trusted once the certificate is revoked', async () => {
    const signed = await sign(seal(), await plainPdf('an agreement', ['agency']), key, 'agency');
    const revoked = [{ serial: key.serial, at: new Date(now.getTime() - 1000) }];
    expect(faultsOf(await seal().verifyPdf(signed, { revoked }))).toEqual(['certificate_revoked']);
  });

  it('gives every organisation a key and number of its own', async () => {
    const other = await seal().issueOrganizationKey({
      ...organization,
      organizationId: 'org_b',
      uscc: '91140700MA0K00001X',
    });
    expect(other.serial).not.toBe(key.serial);
    await expect(
      sign(seal(), await plainPdf(), { ...other, certificatePem: key.certificatePem }, 'x'),
    ).rejects.toMatchObject({
      code: 'seal.key_mismatch',
    });
  });
});

describe('a licensed authority', () => {
  const another = { ...organization, organizationId: 'org_waits' };
  const refused = (mood: EstMood) => {
    double.mood = mood;
    return licensed.issueOrganizationKey(another).catch((error: unknown) => error);
  };

  it('may take days: the key waits, and the same request is asked again', async () => {
    const before = double.requests.length;
    expect(await refused('a_person_decides')).toMatchObject({ code: 'seal.enrolment_pending', params: { hours: 2 } });
    double.mood = 'well';
    const key = await licensed.issueOrganizationKey(another);
    const [first, second] = double.requests.slice(before);
    expect(second).toBe(first);
    expect(key.certificatePem).toContain('BEGIN CERTIFICATE');
  });

  it.each<[EstMood, string]>([
    ['other_subject', 'subject'],
    ['other_key', 'public key'],
    ['not_for_signing', 'key usage'],
  ])('that answers with %s is not believed', async (mood, what) => {
    expect(await refused(mood)).toMatchObject({ code: 'seal.certificate_unfit', params: { what } });
    double.mood = 'well';
  });

  it.each<EstMood>(['in_words', 'stranger'])('that answers %s gives no certificate', async (mood) => {
    expect(await refused(mood)).toMatchObject({ code: 'seal.enrolment_failed' });
    double.mood = 'well';
  });

  it('does not learn a password from its refusal', async () => {
    const seal = createLocalSeal({ dir: join(dir, 'wrong'), secret, clock, enrol: est({ password: 'hidden words' }) });
    const error = await seal.issueOrganizationKey(organization).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'seal.enrolment_failed', params: { reason: 'no certificate: HTTP 401' } });
    expect(JSON.stringify(error)).not.toContain('hidden');
  });

  it('does not make worthless what the platform certified before', async () => {
    const before = createLocalSeal({ dir: join(dir, 'moving'), secret, clock });
    const key = await before.issueOrganizationKey(organization);
    const signed = await sign(before, await plainPdf('old', ['agency']), key, 'agency');
    const after = createLocalSeal({ dir: join(dir, 'moving'), secret, clock, enrol: est() });
    expect((await after.verifyPdf(signed)).verdict).toBe('intact');
  });
});

describe('the list of revoked certificates', () => {
  it.skipIf(spawnSync('openssl', ['version']).error !== undefined)(
    'is what openssl refuses a certificate by',
    async () => {
      const key = await own.issueOrganizationKey(organization);
      const at = (name: string) => join(dir, name);
      writeFileSync(at('root.pem'), await own.caCertificatePem());
      writeFileSync(at('org.pem'), key.certificatePem);
      const verify = async (serials: readonly string[]) => {
        const revoked = serials.map((serial) => ({ serial, at: now, reason: 'key_compromise' as const }));
        writeFileSync(at('list.crl'), await own.revocationList(revoked));
        spawnSync('openssl', ['crl', '-inform', 'DER', '-in', at('list.crl'), '-out', at('list.pem')]);
        const epoch = String(Math.floor(now.getTime() / 1000) + 60);
        const args = [
          'verify',
          '-attime',
          epoch,
          '-crl_check',
          '-CRLfile',
          at('list.pem'),
          '-CAfile',
          at('root.pem'),
          at('org.pem'),
        ];
        const { stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
        return `${stdout}${stderr}`;
      };
      expect(await verify([])).toMatch(/org\.pem: OK/);
      expect(await verify([key.serial])).toMatch(/certificate revoked/);
    },
  );
});
