import { Link, redirect } from 'react-router';
import { credentials } from '#api/people/contract.ts';
import { sessionCookieHeader } from '#api/people/rules/session-cookie.ts';
import { appContext } from '#app/context.ts';
import { account } from '#app/i18n/account.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Form } from '#app/ui/form.tsx';
import { PasswordInput, TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.login.ts';

/** Only a way within this site: an address elsewhere would make the sign-in page a trap. */
function wayBack(url: URL): string {
  const next = url.searchParams.get('next') ?? '';
  return /^\/(?![/\\])/.test(next) ? next : paths.work();
}

export function loader({ context, url }: Route.LoaderArgs) {
  if (context.get(appContext).ctx.viewer !== null) throw redirect(wayBack(url));
  return null;
}

export function action({ request, context, url }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    const session = await services.people.signIn(ctx, form.read(credentials));
    const secure = ctx.env.PUBLIC_URL.startsWith('https:');
    const cookie = sessionCookieHeader(session.token, secure);
    return redirect(wayBack(url), { headers: { 'Set-Cookie': cookie } });
  });
}

export default function Login() {
  const t = useT(account);
  return (
    <div className="max-w-reading">
      <PageHeader title={t('sign_in')} lead={t('sign_in_lead')} />
      <Form>
        <TextInput name="login" label={t('login')} width="medium" autoComplete="username" autoCapitalize="none" />
        <PasswordInput name="password" label={t('password')} />
        <Button>{t('sign_in')}</Button>
      </Form>
      <p className="mt-8">
        {t('no_account')} <Link to={paths.register()}>{t('register')}</Link>
      </p>
      <p className="help">{t('agencies_note')}</p>
    </div>
  );
}
