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
    if (services.market.looksSigned(bytes)) return { citation: await services.market.checkFile(ctx, bytes) };
    return { seen: await services.documents.verifyUpload(ctx, bytes) };
  } catch (error) {
    return refusalResponse(error);
  }
}
