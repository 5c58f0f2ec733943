import { ui } from '#app/i18n/ui.ts';
import { useT } from '#app/present/words.ts';

/** A QR code drawn by `qrSvg` in the loader; the text it holds stands beside it for those who cannot scan. */
export function QrImage({ svg, text }: { readonly svg: string; readonly text: string }) {
  const t = useT(ui);
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by our own server from the text beside it
    <div className="qr" role="img" aria-label={t('qr', { text })} dangerouslySetInnerHTML={{ __html: svg }} />
  );
}
