import { Link, redirect } from 'react-router';
import { confirmBody } from '#api/participants/contract.ts';
import { ownPage, participantCookieHeader } from '#api/participants/rules/cookie.ts';
import { appContext } from '#app/context.ts';
import { participants } from '#app/i18n/participants.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.taking-part.code.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const challenge = url.searchParams.get('c') ?? '';
  const next = ownPage(url.searchParams.get('next'));
  // Confirmed meanwhile by the link of the mail, in another tab.
  if (challenge === '' || (await services.participants.participantOf(ctx)) !== null)
    throw redirect(next ?? paths.takingPart());
  return { challenge, next };
}

export function action({ request, context, url }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    const { token } = await services.participants.confirmParticipant(ctx, form.read(confirmBody));
    const headers = { 'Set-Cookie': participantCookieHeader(token, ctx.env.PUBLIC_URL.startsWith('https:')) };
    return redirect(ownPage(url.searchParams.get('next')) ?? paths.takingPart(), { headers });
  });
}

export default function ParticipantCode({ loaderData: { challenge, next } }: Route.ComponentProps) {
  const t = useT(participants);
  return (
    <>
      <PageHeader title={t('code_title')} lead={t('code_lead')} />
      <meta name="robots" content="noindex" />
      <Form>
        <input type="hidden" name="challenge" value={challenge} />
        <TextInput
          name="code"
          label={t('code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          width="short"
          maxLength={12}
        />
        <Button>{t('confirm')}</Button>
      </Form>
      <p className="mt-8">
        {t('no_mail')} <Link to={paths.takingPart(next)}>{t('ask_again')}</Link>
      </p>
    </>
  );
}
