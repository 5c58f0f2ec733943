import { redirect } from 'react-router';
import { sessionCookieCleared } from '#api/people/rules/session-cookie.ts';
import { appContext } from '#app/context.ts';
import { paths } from '#app/paths.ts';
import type { Route } from './+types/logout.ts';

export async function action({ context }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  // Asked before the session ends: it knows where it came from.
  const onward = await services.people.issuerSignOut(ctx);
  if (ctx.viewer !== null) await services.people.signOut(ctx);
  return redirect(onward ?? paths.home(), { headers: { 'Set-Cookie': sessionCookieCleared } });
}

export function loader() {
  return redirect(paths.home());
}
