import { Link, redirect } from 'react-router';
import { regions } from '#api/kernel/regions.ts';
import { registration } from '#api/organizations/contract.ts';
import { sessionCookieHeader } from '#api/people/rules/session-cookie.ts';
import { appContext } from '#app/context.ts';
import { register } from '#app/i18n/register.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { PasswordInput, TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.register.ts';

export function loader({ context }: Route.LoaderArgs) {
  if (context.get(appContext).ctx.viewer !== null) throw redirect(paths.work());
  return null;
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    const input = form.read(registration);
    await form.once((once) => services.organizations.registerEnterprise(once, input));
    const session = await services.people.signIn(ctx, { login: input.login, password: input.password });
    const secure = ctx.env.PUBLIC_URL.startsWith('https:');
    const cookie = sessionCookieHeader(session.token, secure);
    return redirect(paths.work(), { headers: { 'Set-Cookie': cookie } });
  });
}

export default function Register() {
  const t = useT(register);
  const locale = useLocale();
  return (
    <div className="max-w-reading">
      <PageHeader title={t('title')} lead={t('lead')} />
      <Form>
        <TextInput
          name="uscc"
          label={t('uscc')}
          help={t('uscc_help')}
          width="medium"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
        />
        <TextInput name="name" label={t('name')} help={t('name_help')} autoComplete="organization" maxLength={120} />
        <Select
          name="region_code"
          label={t('region')}
          options={regions.codes.map((value) => ({ value, label: regions.label(value, locale) }))}
        />
        <TextInput name="contact" label={t('contact')} help={t('contact_help')} optional maxLength={120} />
        <fieldset className="clause">
          <legend>{t('account')}</legend>
          <p className="help">{t('account_lead')}</p>
          <TextInput
            name="login"
            label={t('login')}
            help={t('login_help')}
            width="medium"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={60}
          />
          <TextInput
            name="display_name"
            label={t('display_name')}
            help={t('display_name_help')}
            width="medium"
            autoComplete="name"
            maxLength={60}
          />
          <PasswordInput name="password" label={t('password')} help={t('password_help')} autoComplete="new-password" />
        </fieldset>
        <Button>{t('submit')}</Button>
      </Form>
      <p className="mt-8">
        {t('have_account')} <Link to={paths.login()}>{t('sign_in')}</Link>
      </p>
    </div>
  );
}
