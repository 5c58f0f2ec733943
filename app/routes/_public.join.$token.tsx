import { Link, redirect } from 'react-router';
import { z } from 'zod';
import { duties as dutyWords } from '#api/organizations/rules/codes.ts';
import { joinBody } from '#api/people/contract.ts';
import { stepCookieCleared } from '#api/people/rules/session-cookie.ts';
import { appContext } from '#app/context.ts';
import { security } from '#app/i18n/security.ts';
import { paths, withQuery } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Form } from '#app/ui/form.tsx';
import { PasswordInput, TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.join.$token.ts';

/** In place of the token, when the issuer has just told who it is. */
const byIdentity = 'identity';

export function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const issuer = services.people.issuerName(ctx) !== null;
    if (params.token !== byIdentity) {
      const offer = await services.people.showOffer(ctx, params.token);
      return { offer, token: params.token, issuer, identity: null };
    }
    const { offer, name } = await services.people.showIdentityStep(ctx);
    if (offer === null) throw redirect(paths.accountLink());
    return { offer, token: null, issuer, identity: { name } };
  });
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    if (params.token === byIdentity) {
      await services.people.joinByIdentity(ctx, form.read(z.object({ login: joinBody.shape.login })).login);
      return redirect(withQuery(paths.login(), { joined: 1 }), { headers: { 'Set-Cookie': stepCookieCleared } });
    }
    const input = form.read(joinBody.omit({ token: true }).required());
    await services.people.join(ctx, { ...input, token: params.token });
    return redirect(withQuery(paths.login(), { joined: 1 }));
  });
}

export default function Join({ loaderData: { offer, token, issuer, identity } }: Route.ComponentProps) {
  const t = useT(security);
  const side = useSide();
  const locale = useLocale();
  const { name, name_en } = offer.organization;
  const organization = locale === 'en' ? (name_en ?? name) : name;
  const duties = offer.duties.map((duty) => side(dutyWords[duty])).join('、');
  return (
    <div className="max-w-reading">
      <PageHeader title={t('join_title')} lead={t('join_lead', { organization, name: offer.display_name, duties })} />
      <meta name="robots" content="noindex" />
      {identity !== null && <p>{t('join_identity', { name: identity.name ?? t('unnamed') })}</p>}
      <Form>
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
        {identity === null && (
          <PasswordInput
            name="password"
            label={t('new_password')}
            help={t('new_password_help')}
            autoComplete="new-password"
          />
        )}
        <Button>{t('join')}</Button>
      </Form>
      {identity === null && issuer && (
        <p className="mt-8">
          {t('or')}{' '}
          <Link to={paths.issuerStart({ invitation: token })} reloadDocument>
            {t('join_issuer')}
          </Link>
        </p>
      )}
    </div>
  );
}
