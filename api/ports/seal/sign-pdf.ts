/** One PAdES-style signature (ETSI.CAdES.detached, with a timestamp where one can be had) as an incremental update. */
import { type KeyObject, sign, X509Certificate } from 'node:crypto';
import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, type PdfObject, PdfStream, PdfString } from '@libpdf/core';
import { StampUnavailable } from '#api/ports/timestamp/port.ts';
import type { SignPdfOptions } from './port.ts';

/** Room for the CMS with two certificates, about 3 kB; libpdf throws when it is too small. */
const reserved = 6144;
/** Tokens of authorities that send their whole path reach 6 kB; the platform's own has 2.8. */
const reservedForStamp = 8192;

export interface SigningMeans {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
  readonly rootPem: string;
}

/** With a timestamp, or without when none can be had. */
export async function appendSignature(
  bytes: Uint8Array,
  means: SigningMeans,
  options: SignPdfOptions,
): Promise<Uint8Array> {
  try {
    return await append(bytes, means, options);
  } catch (error) {
    if (!(error instanceof StampUnavailable)) throw error;
    const { stamp: _, ...unstamped } = options;
    return append(bytes, means, unstamped);
  }
}

/** Throws libpdf's SignatureError (`FIELD_ALREADY_SIGNED`); the bytes before the update are kept exactly. */
async function append(bytes: Uint8Array, means: SigningMeans, options: SignPdfOptions): Promise<Uint8Array> {
  const pdf = await PDF.load(bytes);
  const place = placeOf(pdf, options.fieldName);
  const picture = options.appearance && place ? await draw(pdf, options.appearance, place.rect) : null;

  // libpdf gives every signature an invisible widget on page 1 and no /Name. The update is complete
  // just before it is written, so that is where place, picture and words are put in.
  const save = pdf.save.bind(pdf);
  pdf.save = (saveOptions) => {
    pdf.save = save; // only the update itself: libpdf saves again after it has signed
    const field = fieldNamed(pdf, options.fieldName);
    const value = field?.getDict('V', (ref) => pdf.getObject(ref));
    value?.set('Name', PdfString.fromString(options.name));
    value?.set('Reason', PdfString.fromString(options.reason));
    value?.set('Location', PdfString.fromString(options.location));
    if (field && place) {
      field.set('Rect', place.rect);
      if (place.page) field.set('P', place.page);
      if (picture) field.set('AP', PdfDict.of({ N: picture }));
    }
    return save(saveOptions);
  };

  const { stamp } = options;
  const result = await pdf.sign({
    signer: {
      certificate: new Uint8Array(means.certificate.raw),
      certificateChain: [new Uint8Array(new X509Certificate(means.rootPem).raw)],
      keyType: 'RSA',
      signatureAlgorithm: 'RSASSA-PKCS1-v1_5',
      sign: async (data) => new Uint8Array(sign('sha256', data, means.key)),
    },
    fieldName: options.fieldName,
    signingTime: options.signedAt,
    digestAlgorithm: 'SHA-256',
    subFilter: 'ETSI.CAdES.detached',
    estimatedSize: reserved + (stamp === undefined ? 0 : reservedForStamp),
    ...(stamp === undefined ? {} : { timestampAuthority: { timestamp: stamp } }),
  });
  return result.bytes;
}

const fieldNamed = (pdf: PDF, name: string): PdfDict | undefined => pdf.getForm()?.getField(name)?.getDict();

/** The rectangle the template prepared; null for a field without one (the signature stays invisible). */
function placeOf(pdf: PDF, name: string): { rect: PdfArray; page: PdfObject | undefined } | null {
  const field = fieldNamed(pdf, name);
  const rect = field?.getArray('Rect', (ref) => pdf.getObject(ref));
  if (!field || !rect || rect.length !== 4) return null;
  const [left = 0, bottom = 0, right = 0, top = 0] = numbersOf(rect);
  return right > left && top > bottom ? { rect: PdfArray.of(...rect.toArray()), page: field.get('P') } : null;
}

const numbersOf = (array: PdfArray): number[] =>
  array.toArray().map((item) => (item instanceof PdfNumber ? item.value : 0));

/**
 * Makes the first page of the picture a form XObject. Viewers fit its BBox into the field's rectangle
 * (ISO 32000-1, 12.5.5), so the picture should have the rectangle's proportions.
 */
async function draw(pdf: PDF, picture: Uint8Array, rect: PdfArray): Promise<PdfObject> {
  const embedded = await pdf.embedPage(await PDF.load(picture), 0);
  const stream = pdf.getObject(embedded.ref);
  if (!(stream instanceof PdfStream)) throw new Error('the appearance has no page');
  const [left = 0, bottom = 0, right = 0, top = 0] = numbersOf(rect);
  stream.set(
    'Matrix',
    PdfArray.of(
      ...[(right - left) / embedded.width, 0, 0, (top - bottom) / embedded.height, 0, 0].map((n) => PdfNumber.of(n)),
    ),
  );
  stream.set('Type', PdfName.of('XObject'));
  return embedded.ref;
}
