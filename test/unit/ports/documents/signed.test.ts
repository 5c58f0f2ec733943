/** A paper of the documents port signed through the seal port: what the two agree on, seen from outside. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPdfDocuments } from '#api/ports/documents/pdf.ts';
import { openWorld, sign, type World } from '../seal/support.ts';
import { samples } from './samples.ts';

const documents = createPdfDocuments({ publicUrl: 'https://data.example.test' });
const has = (program: string): boolean => spawnSync(program, ['-v']).error === undefined;
let world: World;
let base: Uint8Array;
let once: Uint8Array;
let twice: Uint8Array;

beforeAll(async () => {
  world = await openWorld();
  base = await documents.render('agreement', samples.agreement);
  const picture = (name: string, serial: string) => documents.sealAppearance({ name, signedOn: '2026-11-05', serial });
  const { developer, agency } = samples.agreement;
  once = await sign(world.seal, base, world.developer, 'signature_1', {
    appearance: await picture(developer.name, world.developer.serial),
  });
  twice = await sign(world.seal, once, world.agency, 'signature_2', {
    appearance: await picture(agency.name, world.agency.serial),
  });
}, 60_000);
afterAll(() => world.close());

describe('a signed agreement', () => {
  it('is intact, keeps the record, and each seal stands in its own frame', async () => {
    expect((await world.seal.verifyPdf(once)).verdict).toBe('incomplete');
    const report = await world.seal.verifyPdf(twice);
    expect(report).toMatchObject({ verdict: 'intact', emptyFields: [] });
    expect(report.signatures.map((one) => one.field)).toEqual(['signature_1', 'signature_2']);
    expect(await documents.readRecord(twice)).toBe(samples.agreement.canonical);

    const fieldsOf = async (bytes: Uint8Array) => (await PDF.load(bytes)).getForm()!.getFields();
    const places = async (bytes: Uint8Array) =>
      (await fieldsOf(bytes)).map((field) =>
        field
          .getDict()
          .getArray('Rect')!
          .toArray()
          .map((item) => (item as { value?: number }).value),
      );
    expect(await places(twice)).toEqual(await places(base));
    for (const field of await fieldsOf(base)) expect(field.getDict().has('AP')).toBe(false);
    for (const field of await fieldsOf(twice)) expect(field.getDict().has('AP')).toBe(true);
  });

  it.skipIf(!has('pdfsig'))('is valid for pdfsig', () => {
    const path = join(world.dir, 'agreement.pdf');
    writeFileSync(path, twice);
    const { stdout } = spawnSync('pdfsig', [path], { encoding: 'utf8' });
    expect(stdout.match(/Signature is Valid\./g)).toHaveLength(2);
    expect(stdout).toMatch(/Total document signed/);
  });

  it.skipIf(!has('pdftotext'))('can be copied out by pdftotext', () => {
    const path = join(world.dir, 'copied.pdf');
    writeFileSync(path, twice);
    const { stdout } = spawnSync('pdftotext', [path, '-'], { encoding: 'utf8' });
    expect(stdout).toContain('政务数据授权开发合作协议');
    expect(stdout.replace(/\s/g, '')).toContain(samples.agreement.terms.ownership);
  });

  it.skipIf(!has('pdftoppm'))('shows cinnabar where it is signed and none before', () => {
    const red = (bytes: Uint8Array, name: string): number => {
      const path = join(world.dir, name);
      writeFileSync(`${path}.pdf`, bytes);
      spawnSync('pdftoppm', ['-r', '50', '-f', '2', '-l', '2', '-singlefile', `${path}.pdf`, path]);
      const ppm = readFileSync(`${path}.ppm`);
      const pixels = ppm.subarray(ppm.indexOf('255\n') + 4);
      let count = 0;
      for (let i = 0; i + 2 < pixels.length; i += 3) {
        if ((pixels[i] ?? 0) - (pixels[i + 1] ?? 0) > 60) count++;
      }
      return count;
    };
    const [none, one, two] = [red(base, 'a'), red(once, 'b'), red(twice, 'c')];
    expect(none).toBe(0);
    expect(one).toBeGreaterThan(300);
    expect(two).toBeGreaterThan(one * 1.6);
  });
});
