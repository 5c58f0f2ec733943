import { appContext } from '#app/context.ts';
import { loadView } from '#app/present/view.server.ts';
import { ViewPage } from '#app/ui/views/view-page.tsx';
import type { Route } from './+types/_public.views.$id.ts';

/** The short address of a saved view; 410 once its dataset is withdrawn. */
export function loader({ context, params }: Route.LoaderArgs) {
  return loadView(context.get(appContext), params.id);
}

export default function SavedView({ loaderData }: Route.ComponentProps) {
  return <ViewPage loaded={loaderData} />;
}
