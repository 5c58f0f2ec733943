/** The file itself. Posted, because taking it is an act: metered, and on record before the first byte leaves. */
import { Readable } from 'node:stream';
import { redirect } from 'react-router';
import { isRefusal } from '#api/kernel/refusal.ts';
import { fileBody } from '#api/sharing/contract.ts';
import { appContext } from '#app/context.ts';
import { paths } from '#app/paths.ts';
import { readForm } from '#app/present/form.ts';
import type { Route } from './+types/w.sharing.$id_.file.ts';

export async function action({ request, context, params: { id } }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  try {
    const file = await services.sharing.downloadShared(ctx, id, await readForm(request, fileBody), request.signal);
    const stream = file.open();
    stream.once('close', () => void file.release());
    return new Response(Readable.toWeb(stream) as unknown as ReadableStream, {
      headers: {
        'Content-Type': file.contentType,
        'Content-Disposition': `attachment; filename="${file.fileName}"`,
        'Content-Length': String(file.bytes),
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return redirect(paths.sharingCase(id));
  }
}

/** Opened by hand there is nothing to take. */
export function loader({ params: { id } }: Route.LoaderArgs) {
  return redirect(paths.sharingCase(id));
}
