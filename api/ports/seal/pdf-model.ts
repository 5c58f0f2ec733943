/**
 * What a PDF reader would make of the file: the names of its signature fields and a fingerprint of all
 * that is shown. The fingerprint leaves out only what a signature may add, so that a later *signed* revision
 * which also changed pages shows (the "shadow" attacks: a second signer who alters what the first signed).
 */
import { createHash, type Hash } from 'node:crypto';
import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, type PdfObject, PdfRef, PdfStream, PdfString } from '@libpdf/core';

export interface PdfModel {
  /** Declared signature fields: name, and the ByteRange of the signature they hold or null. */
  readonly fields: readonly { readonly name: string; readonly byteRange: string | null }[];
  readonly shown: string;
}

/** Null when the file has no readable structure, needed repair, or is encrypted. */
export async function readModel(bytes: Uint8Array): Promise<PdfModel | null> {
  try {
    const pdf = await PDF.load(bytes);
    if (pdf.isEncrypted || pdf.recoveredViaBruteForce) return null;
    const fields = (pdf.getForm()?.getFields() ?? [])
      .filter((field) => field.type === 'signature')
      .map((field) => ({ name: field.name, byteRange: rangeOf(pdf, field.getDict()) }));
    return { fields, shown: new Fingerprint(pdf).digest() };
  } catch {
    return null;
  }
}

function rangeOf(pdf: PDF, field: PdfDict): string | null {
  const range = field.getDict('V', (ref) => pdf.getObject(ref))?.getArray('ByteRange');
  if (range?.length !== 4) return null;
  return range
    .toArray()
    .map((item) => (item instanceof PdfNumber ? item.value : Number.NaN))
    .join(' ');
}

class Fingerprint {
  private readonly seen = new Map<string, number>();
  private readonly hash: Hash = createHash('sha256');

  constructor(private readonly pdf: PDF) {}

  digest(): string {
    const catalog = this.pdf.getCatalog();
    // Names, actions, layers: all of the catalogue but the parts below and the stores a signature may add.
    this.dict(catalog, ['Pages', 'AcroForm', 'DSS', 'Extensions', 'Version']);
    for (const field of this.list(this.resolve(catalog.get('AcroForm')), 'Fields')) {
      if (!isSignatureField(field)) this.value(field);
    }
    for (const page of this.pdf.getPages()) {
      this.text('page');
      this.dict(page.dict, ['Parent', 'Annots', 'Tabs']);
      for (const annotation of this.list(page.dict, 'Annots')) this.annotation(annotation);
    }
    return this.hash.digest('hex');
  }

  /** Of a signature's widget only its place counts: value, appearance and flags change when it is signed. */
  private annotation(annotation: PdfDict): void {
    if (!isSignatureField(annotation)) this.value(annotation);
    else {
      this.text('signature');
      for (const key of ['T', 'Rect']) this.value(annotation.get(key));
    }
  }

  private list(owner: PdfObject | undefined, key: string): PdfDict[] {
    if (!(owner instanceof PdfDict)) return [];
    const items = this.resolve(owner.get(key));
    if (!(items instanceof PdfArray)) return [];
    return items.toArray().flatMap((item) => {
      const dict = this.resolve(item);
      return dict instanceof PdfDict ? [dict] : [];
    });
  }

  private resolve(value: PdfObject | undefined): PdfObject | undefined {
    return value instanceof PdfRef ? (this.pdf.getObject(value) ?? undefined) : value;
  }

  private value(value: PdfObject | undefined): void {
    if (value instanceof PdfRef) {
      const key = `${value.objectNumber} ${value.generation}`;
      const before = this.seen.get(key);
      if (before === undefined) this.seen.set(key, this.seen.size);
      if (before === undefined) this.value(this.pdf.getObject(value) ?? undefined);
      else this.text(`seen ${before}`);
    } else if (value instanceof PdfStream) {
      this.dict(value, ['Length']);
      this.text(`stream ${value.data.length}`);
      this.hash.update(value.data);
    } else if (value instanceof PdfDict) this.dict(value, ['Parent', 'P']);
    else if (value instanceof PdfArray) {
      this.text(`[${value.length}`);
      for (const item of value.toArray()) this.value(item);
    } else if (value instanceof PdfString) {
      this.text('string');
      this.hash.update(value.bytes);
    } else if (value instanceof PdfName) this.text(`/${value.value}`);
    else this.text(value === undefined ? 'none' : `${value.type} ${'value' in value ? String(value.value) : ''}`);
  }

  private dict(dict: PdfDict, skip: readonly string[]): void {
    const keys = [...dict.keys()].map((key) => key.value).filter((key) => !skip.includes(key));
    this.text(`<<${keys.length}`);
    for (const key of keys.sort()) {
      this.text(`/${key}`);
      this.value(dict.get(key));
    }
  }

  private text(text: string): void {
    this.hash.update(`${text}\n`);
  }
}

const isSignatureField = (dict: PdfDict): boolean => dict.getName('FT')?.value === 'Sig';
