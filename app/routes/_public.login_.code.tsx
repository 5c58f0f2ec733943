import { Link, redirect } from 'react-router';
import { codeBody } from '#api/people/contract.ts';
import { deviceCookieHeader, sessionCookieHeader, stepCookieCleared } from '#api/people/rules/session-cookie.ts';
import { appContext } from '#app/context.ts';
import { security } from '#app/i18n/security.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { wayBack } from '#app/present/way-back.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CodeInput } from '#app/ui/code-input.tsx';
import { Form } from '#app/ui/form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.login_.code.ts';

export function loader({ context, url }: Route.LoaderArgs) {
  const { ctx } = context.get(appContext);
  if (ctx.viewer !== null) throw redirect(wayBack(url));
  if (ctx.signInStep === undefined) throw redirect(paths.login(wayBack(url)));
  return { next: wayBack(url) };
}

export function action({ request, context, url }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    const session = await services.people.finishSignIn(ctx, ctx.signInStep ?? '', form.read(codeBody).code);
    const secure = ctx.env.PUBLIC_URL.startsWith('https:');
    const headers = new Headers({ 'Set-Cookie': sessionCookieHeader(session.token, secure) });
    headers.append('Set-Cookie', deviceCookieHeader(session.device, secure));
    headers.append('Set-Cookie', stepCookieCleared);
    return redirect(wayBack(url), { headers });
  });
}

export default function LoginCode({ loaderData: { next } }: Route.ComponentProps) {
  const t = useT(security);
  return (
    <div className="max-w-reading">
      <PageHeader title={t('code_title')} lead={t('code_lead')} />
      <meta name="robots" content="noindex" />
      <Form>
        <CodeInput recovery />
        <Button>{t('sign_in')}</Button>
      </Form>
      <p className="mt-8">
        <Link to={paths.login(next)}>{t('back_to_sign_in')}</Link>
      </p>
      <p className="help">{t('lost_text')}</p>
    </div>
  );
}
