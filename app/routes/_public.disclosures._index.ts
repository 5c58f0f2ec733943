import { redirect } from 'react-router';
import { dayOf } from '#api/kernel/time.ts';
import { appContext } from '#app/context.ts';
import { paths } from '#app/paths.ts';
import type { Route } from './+types/_public.disclosures._index.ts';

/** The year that is disclosed now is the last one. */
export function loader({ context }: Route.LoaderArgs) {
  const { ctx } = context.get(appContext);
  throw redirect(paths.disclosures(Number(dayOf(ctx.clock.now()).slice(0, 4)) - 1));
}
