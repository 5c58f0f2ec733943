/**
 * Everything a stranger needs to check a signed document without this platform: the PDF, the record that was signed, the
 * signatures, certificates, tokens, the list of revoked certificates, and the commands.
 */
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { Ctx } from '#api/context.ts';
import { revokedCertificates } from '#api/organizations/certificates.ts';
import { kitReadme, kitScript } from './rules/kit.ts';
import { refuse } from './rules/refusals.ts';
import { openPdf } from './service.ts';
import * as store from './store.ts';

/** A ZIP; equal content gives equal bytes but for the list of revoked certificates, which is made anew. */
export async function openKit(ctx: Ctx, documentId: string): Promise<{ bytes: Buffer; no: string }> {
  const document = await store.findDocument(ctx.db, documentId);
  if (document === null) throw refuse('document.not_found', { id: documentId });
  const pdf = await openPdf(ctx, documentId);
  const root = await ctx.ports.seal.caCertificatePem();
  const stampRoots = await ctx.ports.timestamps.roots();
  const zip = new ZipFile();
  const add = (name: string, content: string | Uint8Array, mode = 0o644) =>
    zip.addBuffer(Buffer.from(content as string), name, { mtime: document.createdAt, mode: 0o100000 | mode });
  add('document.pdf', pdf.bytes);
  add('record.json', document.canonical);
  add('root.pem', root);
  add('timestamp-roots.pem', [...new Set([...stampRoots, root])].join('\n'));
  add('revoked.crl', await ctx.ports.seal.revocationList(await revokedCertificates(ctx)));
  for (const one of document.signatures) {
    const name = `signature-${one.position}`;
    add(`${name}.sig`, Buffer.from(one.signature, 'base64'));
    add(`${name}.pem`, one.certificatePem);
    if (one.stamped?.place === 'beside') add(`${name}.tst`, Buffer.from(one.stamped.token, 'base64'));
  }
  const facts = {
    no: document.no,
    sha256: document.sha256,
    pdfSha256: pdf.sha256,
    signatures: document.signatures.map((one) => ({
      position: one.position,
      organization: one.organizationName,
      beside: one.stamped?.place === 'beside',
    })),
  };
  add('README.txt', kitReadme(facts));
  add('verify.sh', kitScript(facts), 0o755);
  zip.end();
  return { bytes: await buffer(zip.outputStream as NodeJS.ReadableStream), no: document.no };
}
