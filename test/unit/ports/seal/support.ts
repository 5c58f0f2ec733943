/** One authority, two organisations and plain PDFs, shared by the tests of the seal. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDF, type SignatureField } from '@libpdf/core';
import { createLocalSeal } from '#api/ports/seal/local-ca.ts';
import type { OrganizationKey, SealPort } from '#api/ports/seal/port.ts';

export const secret = 'a secret of a test, long enough to be one';
export const now = new Date('2026-11-05T02:00:00Z');
export const clock = { now: () => now };
export const names = { agency: '山西省气象局', developer: '晋中（集团）大数据有限公司' } as const;

export interface World {
  readonly dir: string;
  readonly seal: SealPort;
  readonly agency: OrganizationKey;
  readonly developer: OrganizationKey;
  readonly close: () => void;
}

export async function openWorld(): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'jinshu-seal-'));
  const seal = createLocalSeal({ dir, secret, clock });
  const agency = await seal.issueOrganizationKey({
    organizationId: 'org_a',
    uscc: '11140000MB1234567X',
    name: names.agency,
  });
  const developer = await seal.issueOrganizationKey({
    organizationId: 'org_b',
    uscc: '91140700MA0K00001X',
    name: names.developer,
    nameEn: 'Jinzhong "Big" Data, Ltd.',
  });
  return { dir, seal, agency, developer, close: () => rmSync(dir, { recursive: true, force: true }) };
}

/** One page of text; `fields` are declared and left empty. */
export async function plainPdf(text = 'an agreement', fields: readonly string[] = []): Promise<Uint8Array> {
  const pdf = PDF.create();
  pdf.addPage({ size: 'a4' }).drawText(text, { x: 72, y: 700, size: 12 });
  for (const name of fields) declare(pdf, name);
  return pdf.save();
}

const declare = (pdf: PDF, name: string): SignatureField => pdf.getOrCreateForm().createSignatureField(name);

export const sign = (
  seal: SealPort,
  pdf: Uint8Array,
  who: OrganizationKey,
  fieldName: string,
  over: Partial<{ signedAt: Date; appearance: Uint8Array }> = {},
): Promise<Uint8Array> =>
  seal.signPdf(pdf, who.privateKeyEncrypted, who.certificatePem, {
    reason: '签订协议 (第20条)',
    name: '张三',
    location: '太原',
    signedAt: now,
    fieldName,
    ...over,
  });

/** The file with its first occurrence of `from` written over by `to` of the same length. */
export function overwrite(bytes: Uint8Array, from: string | RegExp, to: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const found = typeof from === 'string' ? from : (from.exec(text)?.[0] ?? '');
  if (!found || found.length !== to.length || !text.includes(found)) throw new Error(`nothing to overwrite: ${from}`);
  return Buffer.from(
    text.replace(found, () => to),
    'latin1',
  );
}

export const faultsOf = (report: Awaited<ReturnType<SealPort['verifyPdf']>>): string[] =>
  report.signatures.flatMap((signature) => signature.faults);
