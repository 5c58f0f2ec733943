import { createHash } from 'node:crypto';
import { PDF } from '@libpdf/core';
import { describe, expect, it } from 'vitest';
import { fen } from '#api/kernel/money.ts';
import { createPdfDocuments } from '#api/ports/documents/pdf.ts';
import { type PaperKind, signatureFields } from '#api/ports/documents/port.ts';
import { samples } from './samples.ts';

const documents = createPdfDocuments({ publicUrl: 'https://data.example.test/' });
const kinds = Object.keys(samples) as PaperKind[];

/** The text a reader would copy out, without the spaces that layout puts in. */
async function textOf(bytes: Uint8Array): Promise<string> {
  const pages = (await PDF.load(bytes)).extractText();
  return pages
    .map((page) => page.text)
    .join('')
    .replace(/\s+/g, '');
}
const bare = (text: string): string => text.replace(/\s+/g, '');

describe.each(kinds)('%s', (kind) => {
  it('is the same file for the same input, A4, with the record inside and its digest on every page', async () => {
    const first = await documents.render(kind, samples[kind]);
    expect(Buffer.from(await documents.render(kind, samples[kind])).equals(Buffer.from(first))).toBe(true);
    expect(await documents.readRecord(first)).toBe(samples[kind].canonical);
    const pdf = await PDF.load(first);
    expect(pdf.getPages().every((page) => Math.round(page.width) === 595 && Math.round(page.height) === 842)).toBe(
      true,
    );
    const digest = createHash('sha256').update(samples[kind].canonical).digest('hex');
    const pages = pdf.extractText().map((page) => bare(page.text));
    // A payment notice grants nothing: its foot names the order, and there is no page to check it on.
    const place = kind === 'payment_notice' ? '/w/orders/ord_1' : `/verify/${samples[kind].id}`;
    expect(pages.every((page) => page.includes(digest) && page.includes(place))).toBe(true);
    expect(pages[0]).toContain(samples[kind].no);
  });

  it('declares its signature fields, each with a visible place, and says whose certificates they are', async () => {
    const bytes = await documents.render(kind, samples[kind]);
    const fields = (await PDF.load(bytes)).getForm()?.getFields() ?? [];
    expect(fields.map((field) => field.name).sort()).toEqual([...signatureFields[kind]]);
    for (const field of fields) {
      const [left, bottom, right, top] = field
        .getDict()
        .getArray('Rect')!
        .toArray()
        .map((item) => Number((item as { value?: number }).value));
      expect([Math.round(right! - left!), Math.round(top! - bottom!)]).toEqual([208, 62]);
      expect(bottom).toBeGreaterThan(66);
    }
    expect((await textOf(bytes)).includes('不是持牌电子认证服务机构')).toBe(fields.length > 0);
  });

  it('is labelled as demonstration only when it is', async () => {
    expect(await textOf(await documents.render(kind, samples[kind]))).toContain('演示数据，不产生法律效力');
    const real = await documents.render(kind, { ...samples[kind], demo: false });
    expect(await textOf(real)).not.toContain('演示数据');
  });
});

describe('what is filled in stands on the paper', () => {
  it('the five terms of Article 20, the parties, the datasets and the split', async () => {
    const input = samples.agreement;
    const text = await textOf(await documents.render('agreement', input));
    const { scope, degree, disposition, ownership } = input.terms;
    const expected = [scope, degree, disposition, ownership, input.fee, ...input.security, ...input.other];
    for (const words of [...expected, input.agency.name, input.agency.uscc, input.developer.name]) {
      expect(text).toContain(bare(words));
    }
    for (const dataset of input.datasets) expect(text).toContain(dataset.code);
    expect(text).toContain('自2026年11月10日起至2028年11月9日止');
    expect(text).toContain('国家金库山西省分库同级国库30%');
    expect(text).toContain('64.995%');
    expect(text).toContain('5.005%');
    expect(text).toContain('合计100%');
    expect(text).toMatch(/第十九条.*第二十条.*第二十一条/);
  });

  it('the items of a payment order, in figures and in capitals', async () => {
    const text = await textOf(await documents.render('payment_order', samples.payment_order));
    const { payer, payee, amountWords, reference, subjectCode, statementNo } = samples.payment_order;
    const expected = [
      payer.name,
      payer.uscc,
      payee.treasuryName,
      payee.financeName,
      amountWords,
      reference,
      subjectCode,
      statementNo,
    ];
    for (const words of [...expected, '￥12,345.67', '省级', '2026年10月', '一式五联'])
      expect(text).toContain(bare(words));
  });

  it('a statement whose parts or lines do not add up is refused', async () => {
    const { statement } = samples;
    const [treasury, ...others] = statement.parts;
    const parts = [{ ...treasury!, amountFen: fen(treasury!.amountFen + 1n) }, ...others];
    const refused = { code: 'documents.does_not_add_up' };
    await expect(documents.render('statement', { ...statement, parts })).rejects.toMatchObject(refused);
    const lines = statement.lines.slice(1);
    await expect(documents.render('statement', { ...statement, lines })).rejects.toMatchObject(refused);
  });
});

describe('characters', () => {
  const withScope = (scope: string) => documents.render('certificate', { ...samples.certificate, scope });

  it('beyond the common face come from another slice of the font and can be copied out', async () => {
    const text = '靐犇数据①②℃√骉羴鱻Ж';
    expect(await textOf(await withScope(text))).toContain(text);
    const name = '靐犇（山西）数据有限公司';
    expect(await textOf(await documents.sealAppearance({ name, signedOn: '2026-11-05' }))).toContain(name);
  });

  it.each([
    ['㐀', '㐀(U+3400)'],
    ['𠮷', '𠮷(U+20BB7)'],
    ['😀', '😀(U+1F600)'],
    ['甲\u202e乙', 'U+202E'],
    ['甲\u200b乙', 'U+200B'],
    ['甲\t乙\u0000', 'U+0009 U+0000'],
  ])('no font has are refused by name: %j', async (text, characters) => {
    await expect(withScope(text)).rejects.toMatchObject({ code: 'documents.missing_glyph', params: { characters } });
    await expect(documents.sealAppearance({ name: text, signedOn: '2026-11-05' })).rejects.toMatchObject({
      status: 422,
    });
  });

  it('that compose are composed, and line ends of any kind are line breaks', async () => {
    expect(await textOf(await withScope('Cafe\u0301\r\n第二行'))).toContain('Café第二行');
  });

  it('in an endless word wrap inside the page', async () => {
    const pdf = await PDF.load(await withScope(`${'x'.repeat(400)}终`));
    const found = pdf
      .extractText()
      .flatMap((page) => page.lines)
      .filter((line) => line.text.includes('xxxx'));
    expect(found.length).toBeGreaterThan(3);
    expect(Math.max(...found.map((line) => line.bbox.x + line.bbox.width))).toBeLessThan(595 - 50);
  });
});

it('a file without a record, or no PDF at all, has none', async () => {
  const plain = PDF.create();
  plain.addPage();
  expect(await documents.readRecord(await plain.save())).toBeNull();
  expect(await documents.readRecord(Buffer.from('%PDF-1.7 nothing'))).toBeNull();
});
