import { redirect } from 'react-router';
import { stepCookieHeader } from '#api/people/rules/session-cookie.ts';
import { appContext } from '#app/context.ts';
import { orRefusal } from '#app/present/form.ts';
import { ownWay } from '#app/present/way-back.ts';
import type { Route } from './+types/_public.login_.issuer_.start.ts';

/** On to the issuer: to sign in, to link an identity to the account signed in, or to accept an invitation. */
export function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const asked = url.searchParams;
    const invitation = asked.get('invitation');
    const { url: to, step } = await services.people.goToIssuer(ctx, {
      purpose: invitation !== null ? 'join' : asked.has('link') ? 'link' : 'sign_in',
      next: ownWay(asked.get('next')),
      ...(invitation === null ? {} : { invitation }),
    });
    const secure = ctx.env.PUBLIC_URL.startsWith('https:');
    return redirect(to, { headers: { 'Set-Cookie': stepCookieHeader(step, secure), 'Cache-Control': 'no-store' } });
  });
}
