/** A paper of an enterprise file, for whoever says why. Posted: the reason and the look belong together. */
import { redirect } from 'react-router';
import { isRefusal } from '#api/kernel/refusal.ts';
import { lookShape } from '#api/licensing/file-contract.ts';
import { appContext } from '#app/context.ts';
import { paths } from '#app/paths.ts';
import { readForm } from '#app/present/form.ts';
import type { Route } from './+types/w.enterprise-file.$id.look.ts';

export async function action({ request, context, params: { id } }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  try {
    const file = await services.licensing.openPaper(ctx, id, await readForm(request, lookShape));
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

export function loader() {
  return redirect(paths.enterpriseFile());
}
