/** The file itself. Posted, so that the code stands in no address; what is refused goes back to the page by its name. */
import { redirect } from 'react-router';
import { isRefusal } from '#api/kernel/refusal.ts';
import { downloadBody } from '#api/targeted/contract.ts';
import { appContext } from '#app/context.ts';
import { paths } from '#app/paths.ts';
import { readForm } from '#app/present/form.ts';
import type { Route } from './+types/_public.targeted.$id_.file.ts';

export async function action({ request, context, params: { id } }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  try {
    const body = await readForm(request, downloadBody);
    const file = await services.targeted.downloadTargeted(ctx, id, body);
    return new Response(new Uint8Array(file.bytes), {
      headers: {
        'Content-Type': file.contentType,
        'Content-Disposition': `attachment; filename="${file.fileName}"`,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const problem = error.code === 'request.invalid' ? 'targeted.code_dead' : error.code;
    return redirect(`${paths.targetedCase(id, { problem, left: error.params.left })}#take`);
  }
}

/** Opened by hand there is nothing to take. */
export function loader({ params: { id } }: Route.LoaderArgs) {
  return redirect(paths.targetedCase(id));
}
