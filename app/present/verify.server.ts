/** The action behind a form with a PDF to verify: the file is looked at and not kept. */
import { buffer } from 'node:stream/consumers';
import type { RouterContextProvider } from 'react-router';
import { appContext } from '#app/context.ts';
import { refusalResponse } from './form.ts';
import { readUpload } from './upload.server.ts';

const limits = { bytes: 50 * 1024 * 1024, text: '50 MB' };

export async function verifyUploaded(request: Request, context: Readonly<RouterContextProvider>) {
  const { services, ctx } = context.get(appContext);
  try {
    const { taken } = await readUpload(request, limits, (file) => buffer(file.stream));
    const bytes = taken ?? new Uint8Array();
    const token = tokenIn(bytes);
    if (token !== null) {
      const checked = await services.licensing.checkToken(ctx, token);
      if (checked.verdict !== 'unreadable') return { token: checked };
    }
    if (services.market.looksSigned(bytes)) return { citation: await services.market.checkFile(ctx, bytes) };
    return { seen: await services.documents.verifyUpload(ctx, bytes) };
  } catch (error) {
    return refusalResponse(error);
  }
}

/** A compact token on its own, as a file or pasted. */
function tokenIn(bytes: Uint8Array): string | null {
  if (bytes.length > 20_000) return null;
  const text = Buffer.from(bytes).toString('latin1').trim();
  return /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(text) ? text : null;
}
