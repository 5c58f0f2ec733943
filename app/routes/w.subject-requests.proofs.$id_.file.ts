/** The paper of a proof, for the steward who says why. Posted: the reason and the look belong together. */
import { redirect } from 'react-router';
import { lookBody } from '#api/collection/subject-contract.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { appContext } from '#app/context.ts';
import { paths } from '#app/paths.ts';
import { readForm } from '#app/present/form.ts';
import type { Route } from './+types/w.subject-requests.proofs.$id_.file.ts';

export async function action({ request, context, params: { id } }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  try {
    const file = await services.collection.lookAtSubjectProofFile(ctx, id, await readForm(request, lookBody));
    return new Response(new Uint8Array(file.bytes), {
      headers: {
        'Content-Type': file.contentType,
        // Saved, never shown: a stranger's file does not run under the platform's name.
        'Content-Disposition': `attachment; filename="${file.fileName}"`,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new Response(null, { status: error.status });
  }
}

export function loader({ params: { id } }: Route.LoaderArgs) {
  return redirect(paths.subjectProof(id));
}
