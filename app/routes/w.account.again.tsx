import { data, redirect } from 'react-router';
import { codeBody } from '#api/people/contract.ts';
import { sessionCookieHeader } from '#api/people/rules/session-cookie.ts';
import { appContext } from '#app/context.ts';
import { security } from '#app/i18n/security.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { ownWay } from '#app/present/way-back.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CodeInput } from '#app/ui/code-input.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.account.again.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({ factor: (await services.people.showAccount(ctx)).second_factor }));
}

export function action({ request, context, url }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    const { token, fresh_until } = await services.people.proveFactor(ctx, form.read(codeBody));
    const secure = ctx.env.PUBLIC_URL.startsWith('https:');
    const headers = { 'Set-Cookie': sessionCookieHeader(token, secure) };
    const next = ownWay(url.searchParams.get('next'));
    if (next !== null) return redirect(next, { headers });
    return data({ until: fresh_until }, { headers });
  });
}

export default function Again({ loaderData: { factor }, actionData }: Route.ComponentProps) {
  const t = useT(security);
  const until = actionData !== undefined && 'until' in actionData ? actionData.until : null;
  return (
    <>
      <PageHeader
        title={t('again_title')}
        lead={t('again_lead')}
        breadcrumb={[{ label: t('title'), to: paths.account() }]}
      />
      {until !== null && (
        <Notice tone="success" live>
          {t('again_done')} <DateText instant={until} />
        </Notice>
      )}
      {factor === null && <Notice>{t('again_none')}</Notice>}
      {factor !== null && until === null && (
        <Form>
          <CodeInput recovery />
          <Button>{t('again')}</Button>
        </Form>
      )}
    </>
  );
}
