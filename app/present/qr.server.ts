import qrcode from 'qrcode';

/** A QR code as SVG without inline styles (the page's policy refuses them); shown by `<QrImage>`. */
export async function qrSvg(text: string): Promise<string> {
  return qrcode.toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
}
