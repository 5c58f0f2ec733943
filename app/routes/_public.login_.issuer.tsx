import { Link, redirect } from 'react-router';
import { isRefusal } from '#api/kernel/refusal.ts';
import {
  deviceCookieHeader,
  sessionCookieHeader,
  stepCookieCleared,
  stepCookieHeader,
} from '#api/people/rules/session-cookie.ts';
import { appContext } from '#app/context.ts';
import { security } from '#app/i18n/security.ts';
import { paths } from '#app/paths.ts';
import { viewOf } from '#app/present/refused.ts';
import { useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.login_.issuer.ts';

/** The issuer sends the browser back here with its answer. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const secure = ctx.env.PUBLIC_URL.startsWith('https:');
  try {
    const back = await services.people.returnFromIssuer(ctx, url.search);
    const headers = new Headers();
    if (back.kind === 'session') {
      headers.append('Set-Cookie', sessionCookieHeader(back.session.token, secure));
      headers.append('Set-Cookie', deviceCookieHeader(back.session.device, secure));
      headers.append('Set-Cookie', stepCookieCleared);
      throw redirect(back.next ?? paths.work(), { headers });
    }
    headers.append('Set-Cookie', stepCookieHeader(back.step, secure));
    if (back.kind === 'code') throw redirect(paths.loginCode(back.next), { headers });
    throw redirect(back.purpose === 'join' ? paths.join('identity') : paths.accountLink(), { headers });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { refusal: viewOf(error) };
  }
}

export default function IssuerAnswer({ loaderData: { refusal } }: Route.ComponentProps) {
  const t = useT(security);
  return (
    <div className="max-w-reading">
      <PageHeader title={t('issuer_problem')} />
      <meta name="robots" content="noindex" />
      <ErrorSummary refusal={refusal} />
      <div className="actions mt-8">
        <LinkButton to={paths.login()}>{t('back_to_sign_in')}</LinkButton>
        <Link to={paths.issuerStart()} reloadDocument>
          {t('issuer')}
        </Link>
      </div>
    </div>
  );
}
