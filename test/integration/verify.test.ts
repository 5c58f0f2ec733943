import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AgreementOut } from '#api/agreements/view.ts';
import { openPdf } from '#api/documents/service.ts';
import { agreement, type Licensed, licensedWorld, password } from '#test/support/licensed.ts';

let w: Licensed;
let active: AgreementOut;
let other: AgreementOut;
let pdf: Buffer;
let base: string;

beforeAll(async () => {
  w = await licensedWorld();
  active = await agreement(w, 'active');
  other = await agreement(w, 'half', {}, { datasets: [w.codes.toll] });
  pdf = Buffer.from((await openPdf(w.t.ctx(), active.document!.id)).bytes);
  base = `${(await w.t.serve()).url}/api/v1`;
});
afterAll(() => w.t.close());

interface Seen {
  readonly verdict: string;
  readonly document: { id: string; newest: boolean } | null;
  readonly signatures: readonly { organization: string | null; faults: readonly string[] }[];
}

async function upload(bytes: Uint8Array): Promise<Seen> {
  const answer = await fetch(`${base}/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/pdf' },
    body: Buffer.from(bytes),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Seen;
}

/** Green means: every byte as signed, and a revision this platform made. */
const green = (seen: Seen) => seen.verdict === 'intact' && seen.document !== null;

it('says of the genuine file what it is, and of an earlier revision that it is one', async () => {
  const seen = await upload(pdf);
  expect(green(seen)).toBe(true);
  expect(seen.document).toMatchObject({ id: active.document!.id, newest: true });
  expect(seen.signatures.map((one) => one.organization)).toEqual(['太原路况科技有限公司（演示）', '山西省交通运输厅']);
  const half = Buffer.from((await openPdf(w.t.ctx(), other.document!.id)).bytes);
  expect(await upload(half)).toMatchObject({ verdict: 'incomplete', document: { id: other.document!.id } });
});

it('is never green on any tampering', async () => {
  const flipped = (at: number) => {
    const copy = Buffer.from(pdf);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  const offsets = Array.from({ length: 25 }, (_, i) => Math.floor((pdf.length / 25) * i) + 7);
  for (const at of offsets) expect(green(await upload(flipped(at))), `bit at ${at}`).toBe(false);
  expect(green(await upload(Buffer.concat([pdf, Buffer.from('\n% appended')])))).toBe(false);
  expect(green(await upload(pdf.subarray(0, pdf.length - 20)))).toBe(false);
  // The last signature cut off: what is left ends at the end of the first revision.
  const first = pdf.lastIndexOf('%%EOF', pdf.lastIndexOf('%%EOF') - 1) + 6;
  expect(green(await upload(pdf.subarray(0, first)))).toBe(false);
  const amount = pdf.indexOf('/Contents');
  expect(green(await upload(Buffer.concat([pdf.subarray(0, amount), pdf.subarray(amount + 1)])))).toBe(false);
  for (const junk of [Buffer.from('%PDF-1.7\n'), Buffer.from('<html>'), Buffer.alloc(1000)])
    expect((await upload(junk)).document).toBeNull();
});

it('refuses an empty upload and one that is too large by name', async () => {
  const send = async (bytes: Buffer) => {
    const answer = await fetch(`${base}/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/pdf' },
      body: new Uint8Array(bytes),
    });
    return [answer.status, ((await answer.json()) as { code: string }).code];
  };
  expect(await send(Buffer.alloc(0))).toEqual([422, 'document.upload_empty']);
  expect(await send(Buffer.alloc(51 * 1024 * 1024))).toEqual([413, 'request.too_large']);
});

it('shows a passer-by facts without persons, by id and by number', async () => {
  for (const id of [active.document!.id, active.no, active.filings.at(-1)!.receipt_no!]) {
    const answer = await fetch(`${base}/verify/${encodeURIComponent(id)}`);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ intact: true });
    for (const secret of ['孙悦', '梁晓燕', '处长', '郝静', 'per_', 'ppm', '127.0.0.1'])
      expect(text).not.toContain(secret);
  }
  expect((await fetch(`${base}/verify/doc_none`)).status).toBe(404);
  expect((await fetch(`${base}/verify/${'x'.repeat(61)}`)).status).toBe(400);
});

it('gives the PDF to those who may see what it is about, and to nobody else', async () => {
  const token = async (login: string) => {
    const answer = await fetch(`${base}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    return ((await answer.json()) as { token: string }).token;
  };
  const open = async (login: string | null, id = active.document!.id) =>
    fetch(`${base}/documents/${id}/document.pdf`, {
      headers: login === null ? {} : { authorization: `Bearer ${await token(login)}` },
    });
  for (const login of ['developer', 'province.transport', 'province.information', 'province.finance']) {
    const answer = await open(login);
    expect([login, answer.status]).toEqual([login, 200]);
    expect(Buffer.from(await answer.arrayBuffer()).equals(pdf)).toBe(true);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
  }
  for (const login of ['developer2', 'buyer', 'province.ecology', 'taiyuan.information', 'taiyuan.finance']) {
    const answer = await open(login);
    expect([login, answer.status]).toEqual([login, 404]);
    expect(((await answer.json()) as { code: string }).code).toBe('document.not_found');
  }
  expect((await open(null)).status).toBe(401);
  expect((await open('developer', 'doc_none')).status).toBe(404);
});

it('notices when stored bytes, the stored text or a signature were changed behind its back', async () => {
  const check = async () =>
    (await (await fetch(`${base}/verify/${active.document!.id}`)).json()) as { intact: boolean; faults: string[] };
  const [kept] = await w.t.database.query<{ pdf_key: string; signature: string; id: string }>(
    'select id, pdf_key, signature from signature where document_id = $1 order by position desc limit 1',
    [active.document!.id],
  );
  const forged = Buffer.from(pdf);
  forged[forged.length >> 1] = (forged[forged.length >> 1] ?? 0) ^ 1;
  const put = (bytes: Buffer) =>
    w.t.app.ports.files.put(
      kept!.pdf_key,
      (async function* () {
        yield bytes;
      })(),
      { maxBytes: 1e8 },
    );
  await put(forged);
  expect(await check()).toMatchObject({ intact: false, faults: ['pdf_changed'] });
  await w.t.app.ports.files.remove(kept!.pdf_key);
  expect(await check()).toMatchObject({ intact: false, faults: ['pdf_missing'] });
  await put(pdf);
  expect((await check()).intact).toBe(true);
  // As a superuser with the guards off: the chain of trust shows it all the same.
  await w.t.database.query('alter table signature disable trigger all');
  await w.t.database.query('update signature set signature = $1 where id = $2', [
    Buffer.alloc(256, 1).toString('base64'),
    kept!.id,
  ]);
  expect(await check()).toMatchObject({ intact: false, faults: ['signature_invalid'] });
  await w.t.database.query('update signature set signature = $1 where id = $2', [kept!.signature, kept!.id]);
  await w.t.database.query('alter table document disable trigger all');
  await w.t.database.query(`update document set canonical = replace(canonical, '333333', '333334') where id = $1`, [
    active.document!.id,
  ]);
  const seen = await check();
  expect(seen.intact).toBe(false);
  expect(seen.faults).toEqual(expect.arrayContaining(['canonical_changed', 'signature_invalid']));
});
