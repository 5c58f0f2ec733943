import { Link, redirect } from 'react-router';
import { credentials } from '#api/people/contract.ts';
import { deviceCookieHeader, sessionCookieHeader, stepCookieHeader } from '#api/people/rules/session-cookie.ts';
import { appContext } from '#app/context.ts';
import { account } from '#app/i18n/account.ts';
import { security } from '#app/i18n/security.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { wayBack } from '#app/present/way-back.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Form } from '#app/ui/form.tsx';
import { PasswordInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.login.ts';

export function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  if (ctx.viewer !== null) throw redirect(wayBack(url));
  return { issuer: services.people.issuerName(ctx), next: wayBack(url), joined: url.searchParams.has('joined') };
}

export function action({ request, context, url }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    const begun = await services.people.beginSignIn(ctx, form.read(credentials));
    const secure = ctx.env.PUBLIC_URL.startsWith('https:');
    if ('step' in begun) {
      const headers = { 'Set-Cookie': stepCookieHeader(begun.step, secure) };
      return redirect(paths.loginCode(wayBack(url)), { headers });
    }
    const headers = new Headers({ 'Set-Cookie': sessionCookieHeader(begun.token, secure) });
    headers.append('Set-Cookie', deviceCookieHeader(begun.device, secure));
    return redirect(wayBack(url), { headers });
  });
}

export default function Login({ loaderData: { issuer, next, joined } }: Route.ComponentProps) {
  const t = useT(account);
  const s = useT(security);
  const locale = useLocale();
  const name = issuer?.[locale] ?? null;
  return (
    <div className="max-w-reading">
      <PageHeader title={t('sign_in')} lead={t('sign_in_lead')} />
      {joined && <Notice tone="success">{s('joined')}</Notice>}
      <Form>
        <TextInput name="login" label={t('login')} width="medium" autoComplete="username" autoCapitalize="none" />
        <PasswordInput name="password" label={t('password')} />
        <Button>{t('sign_in')}</Button>
      </Form>
      {issuer !== null && (
        <p className="mt-8">
          {s('or')}{' '}
          <Link to={paths.issuerStart({ next })} reloadDocument className="btn" data-look="plain" data-size="normal">
            {name === null ? s('issuer') : s('issuer_named', { name })}
          </Link>
        </p>
      )}
      <p className="mt-8">
        {t('no_account')} <Link to={paths.register()}>{t('register')}</Link>
      </p>
      <p className="help">{t('agencies_note')}</p>
    </div>
  );
}
