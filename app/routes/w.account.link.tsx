import { redirect } from 'react-router';
import { linkBody } from '#api/people/contract.ts';
import { stepCookieCleared } from '#api/people/rules/session-cookie.ts';
import { appContext } from '#app/context.ts';
import { security } from '#app/i18n/security.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.account.link.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const { name } = await services.people.showIdentityStep(ctx);
    return { name, login: (await services.people.showAccount(ctx)).login };
  });
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(linkBody);
    await form.once((ctx) => services.people.linkIdentity(ctx, input));
    return redirect(paths.account(), { headers: { 'Set-Cookie': stepCookieCleared } });
  });
}

export default function LinkIdentity({ loaderData: { name, login } }: Route.ComponentProps) {
  const t = useT(security);
  return (
    <>
      <PageHeader
        title={t('link_title')}
        lead={t('link_lead')}
        breadcrumb={[{ label: t('title'), to: paths.account() }]}
      />
      <DescriptionList
        facts={[
          { term: t('identity'), value: name ?? t('unnamed') },
          { term: t('login'), value: login },
        ]}
      />
      <Form>
        <PasswordInput name="password" label={t('your_password')} />
        <Button>{t('confirm_link')}</Button>
      </Form>
    </>
  );
}
