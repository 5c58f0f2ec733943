/** From a sheet to bytes: fonts, layout, QR code, signature fields, the embedded record. */
import QRCode from 'qrcode';
import { openWardrobe } from './dress.ts';
import { type KitDocument, layOut } from './pdfmake.ts';
import { recordName } from './port.ts';
import type { Content, Sheet } from './sheet.ts';

const a4 = { width: 595.28, height: 841.89 };
export const margins = { left: 56, top: 52, right: 56, bottom: 66 } as const;
export const innerWidth = a4.width - margins.left - margins.right;
export const ink = {
  text: '#1b1f24',
  muted: '#5b6470',
  rule: '#c3c9d2',
  band: '#f3f4f6',
  cinnabar: '#b5322a',
} as const;

export async function compose(sheet: Sheet): Promise<Uint8Array> {
  const foot = sheet.foot;
  const wardrobe = await openWardrobe([...sheet.content, sheet.title, ...(foot ? [foot(1, 2), '0123456789'] : [])]);
  const size = sheet.size ?? a4;
  const document = await layOut(
    {
      pageSize: size,
      pageMargins: sheet.size ? 0 : [margins.left, margins.top, margins.right, margins.bottom],
      version: '1.7',
      language: 'zh-CN',
      displayTitle: true,
      // Fixed words and dates: the identifier of the file is computed from them.
      info: {
        title: sheet.title,
        creator: 'Jinshu',
        producer: 'Jinshu',
        creationDate: sheet.madeAt,
        modDate: sheet.madeAt,
      },
      defaultStyle: { font: wardrobe.families[0]?.name, fontSize: 9.5, lineHeight: 1.08, color: ink.text },
      content: sheet.content.map((block) => wardrobe.dress<Content>(block)),
      ...(foot ? { footer: (page: number, pages: number) => wardrobe.dress(foot(page, pages)) } : {}),
      ...(sheet.record === undefined ? {} : { files: { [recordName]: attachment(sheet.record, sheet.madeAt) } }),
    },
    new Map(wardrobe.families.map((family) => [family.name, family])),
  );
  if (sheet.qr)
    drawQr(document, sheet.qr.text, size.width - sheet.qr.right - sheet.qr.size, sheet.qr.top, sheet.qr.size);
  declareFields(document);
  return finish(document);
}

const attachment = (record: string, at: Date): object => ({
  src: `data:application/json;base64,${Buffer.from(record).toString('base64')}`,
  name: recordName,
  type: 'application/json',
  relationship: 'Source',
  creationDate: at,
  modifiedDate: at,
});

/** One filled path, dark modules as horizontal strokes one unit high; level M survives a folded print. */
function drawQr(document: KitDocument, text: string, x: number, y: number, size: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue;
      let length = 1;
      while (column + length < modules.size && modules.get(row, column + length)) length++;
      path += `M${column} ${row}h${length}v1h-${length}z`;
      column += length - 1;
    }
  }
  document.switchToPage(0);
  document
    .save()
    .translate(x, y)
    .scale(size / modules.size)
    .path(path)
    .fill(ink.text)
    .restore();
}

/**
 * Empty signature fields where the marked frames came to stand. Read from the finished pages: the positions
 * that the engine notes on a node are stale inside an unbreakable block.
 * Flags: printed, locked (ISO 32000-1, 12.5.3).
 */
function declareFields(document: KitDocument): void {
  const frames = document._pdfMakePages.flatMap((page, index) =>
    page.items.flatMap(({ type, item }) => (type === 'vector' && item.field ? [{ ...item, page: index }] : [])),
  );
  if (frames.length === 0) return;
  document.initForm();
  const form = document._root.data.AcroForm;
  if (form) form.data.NeedAppearances = false; // a viewer must not redraw what will be signed
  for (const { field = '', page, x, y, w, h } of frames) {
    document.switchToPage(page);
    document.formAnnotation(field, null, x, y, w, h, { FT: 'Sig', F: 132 });
  }
}

function finish(document: KitDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk) => chunks.push(chunk));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on('error', reject);
    document.end();
  });
}
