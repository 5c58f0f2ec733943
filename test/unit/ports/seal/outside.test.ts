/** The same answers from programs that share no code with us. They run where they are installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { names, openWorld, plainPdf, sign, type World } from './support.ts';

const has = (program: string, arg: string): boolean => spawnSync(program, [arg]).error === undefined;
const openssl = has('openssl', 'version');
const pdfsig = has('pdfsig', '-v');
const certutil = has('certutil', '-H');

let world: World;
let signed: Uint8Array;
const path = (name: string): string => join(world.dir, name);
const run = (program: string, args: readonly string[]): string => {
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  return `${stdout}${stderr}`;
};

beforeAll(async () => {
  world = await openWorld();
  const once = await sign(world.seal, await plainPdf(), world.developer, 'developer');
  signed = await sign(world.seal, once, world.agency, 'agency');
  writeFileSync(path('ca.pem'), await world.seal.caCertificatePem());
  writeFileSync(path('org.pem'), world.agency.certificatePem);
  writeFileSync(path('signed.pdf'), signed);
  const changed = Uint8Array.from(signed);
  changed[20] = (changed[20] ?? 0) ^ 1;
  writeFileSync(path('changed.pdf'), changed);
}, 60_000);
afterAll(() => world.close());

describe.skipIf(!openssl)('openssl', () => {
  it('verifies the certificate, its extensions and its Chinese name', () => {
    expect(run('openssl', ['verify', '-x509_strict', '-CAfile', path('ca.pem'), path('org.pem')])).toMatch(
      /org\.pem: OK/,
    );
    const text = run('openssl', [
      'x509',
      '-in',
      path('org.pem'),
      '-noout',
      '-text',
      '-nameopt',
      'utf8,sep_comma_plus_space',
    ]);
    expect(text).toContain(names.agency);
    expect(text).toMatch(/Basic Constraints: critical\s+CA:FALSE/);
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature, Non Repudiation/);
    expect(text).toMatch(/Subject Key Identifier/);
    expect(text).toMatch(/Authority Key Identifier/);
  });

  it('verifies each signature over its ranges, and not over changed bytes', async () => {
    const report = await world.seal.verifyPdf(signed);
    expect(report.signatures).toHaveLength(2);
    for (const [index, { byteRange }] of report.signatures.entries()) {
      const [start, before, after, rest] = byteRange!;
      const file = Buffer.from(signed);
      const content = Buffer.concat([file.subarray(start, before), file.subarray(after, after + rest)]);
      writeFileSync(path('cms.der'), Buffer.from(file.subarray(before + 1, after - 1).toString('latin1'), 'hex'));
      writeFileSync(path('content.bin'), content);
      const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', path('cms.der'), '-CAfile', path('ca.pem')];
      const verify = (): string => run('openssl', [...args, '-content', path('content.bin'), '-out', path('out.bin')]);
      expect(verify(), `signature ${index}`).toMatch(/CMS Verification successful|Verification successful/);
      content[30] = (content[30] ?? 0) ^ 1;
      writeFileSync(path('content.bin'), content);
      expect(verify()).toMatch(/Verification failure/);
    }
  });

  it('verifies a detached signature with the public key alone', async () => {
    const words = Buffer.from('{"a":1}');
    writeFileSync(path('words'), words);
    writeFileSync(
      path('sig'),
      Buffer.from(await world.seal.signDetached(world.agency.privateKeyEncrypted, words), 'base64'),
    );
    writeFileSync(path('pub.pem'), run('openssl', ['x509', '-in', path('org.pem'), '-noout', '-pubkey']));
    const args = ['dgst', '-sha256', '-verify', path('pub.pem'), '-signature', path('sig'), path('words')];
    expect(run('openssl', args)).toMatch(/Verified OK/);
  });
});

describe.skipIf(!pdfsig)('pdfsig', () => {
  // Its exit code is 0 whatever it finds: only its text counts.
  it('finds two valid signatures by name, and a mismatch in a changed file', () => {
    const text = run('pdfsig', [path('signed.pdf')]);
    expect(text.match(/Signature Validation: Signature is Valid\./g)).toHaveLength(2);
    expect(text).toContain(names.agency);
    expect(text).toContain(names.developer);
    expect(text).toMatch(/Total document signed/);
    expect(run('pdfsig', [path('changed.pdf')]).match(/Digest Mismatch/g)).toHaveLength(2);
  });

  it.skipIf(!certutil)('trusts the signers once the root is trusted', () => {
    mkdirSync(path('nss'));
    execFileSync('certutil', ['-N', '-d', `sql:${path('nss')}`, '--empty-password']);
    execFileSync('certutil', ['-A', '-d', `sql:${path('nss')}`, '-n', 'root', '-t', 'CT,C,C', '-i', path('ca.pem')]);
    const text = run('pdfsig', ['-nssdir', `sql:${path('nss')}`, path('signed.pdf')]);
    expect(text.match(/Certificate Validation: Certificate is Trusted\./g)).toHaveLength(2);
  });
});
