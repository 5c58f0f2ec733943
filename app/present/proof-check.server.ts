/** The action behind a form with a proof to check: the file is read and not kept. */
import { buffer } from 'node:stream/consumers';
import type { RouterContextProvider } from 'react-router';
import { heldProof } from '#api/security/roots-contract.ts';
import { refuse } from '#api/security/rules/refusals.ts';
import { appContext } from '#app/context.ts';
import { refusalResponse } from './form.ts';
import { readUpload } from './upload.server.ts';

const limits = { bytes: 1024 * 1024, text: '1 MB' };

export async function proofUploaded(request: Request, context: Readonly<RouterContextProvider>) {
  const { services, ctx } = context.get(appContext);
  try {
    const { taken } = await readUpload(request, limits, (file) => buffer(file.stream));
    return { checked: await services.security.checkProof(ctx, heldIn(taken?.toString('utf8') ?? '')) };
  } catch (error) {
    return refusalResponse(error);
  }
}

function heldIn(text: string) {
  try {
    return heldProof.parse(JSON.parse(text));
  } catch {
    throw refuse('security.no_proof');
  }
}
