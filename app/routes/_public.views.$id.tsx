import { appContext } from '#app/context.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { loadView } from '#app/present/view.server.ts';
import { ViewPage } from '#app/ui/views/view-page.tsx';
import type { Route } from './+types/_public.views.$id.ts';

/** The short address of a saved view; 410 once its dataset is withdrawn. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const [loaded, kept] = await Promise.all([
    loadView({ services, ctx }, params.id),
    orRefusal(() => services.datasets.keepsView(ctx, params.id)),
  ]);
  return { loaded, kept };
}

/** Puts it into the list of whoever takes part. */
export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    await form.once((ctx) => services.datasets.keepView(ctx, params.id));
    return { did: 'keep' as const };
  });
}

export default function SavedView({ loaderData: { loaded, kept } }: Route.ComponentProps) {
  return <ViewPage loaded={loaded} kept={kept} />;
}
