import { redirect } from 'react-router';
import { participantCookieHeader } from '#api/participants/rules/cookie.ts';
import { appContext } from '#app/context.ts';
import { participants } from '#app/i18n/participants.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.taking-part.$link.ts';

export function loader({ context, params: { link } }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.participants.showParticipantLink(ctx, link));
}

/** Opening the link does nothing by itself: mail programs open links ahead of their readers. */
export function action({ request, context, params: { link } }: Route.ActionArgs) {
  return withRefusals(request, context, async (_form, { services, ctx }) => {
    const { token, next } = await services.participants.confirmParticipant(ctx, { link });
    const headers = { 'Set-Cookie': participantCookieHeader(token, ctx.env.PUBLIC_URL.startsWith('https:')) };
    return redirect(next ?? paths.takingPart(), { headers });
  });
}

export default function ParticipantLink({ loaderData: { open, next } }: Route.ComponentProps) {
  const t = useT(participants);
  return (
    <>
      <PageHeader title={t('link_title')} />
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      {open ? (
        <Form>
          <p>{t('link_text')}</p>
          <Button>{t('confirm')}</Button>
        </Form>
      ) : (
        <Notice tone="warn" title={t('link_void')}>
          <p>{t('link_void_text')}</p>
          <p className="mt-3">
            <LinkButton look="plain" to={paths.takingPart(next)}>
              {t('restart')}
            </LinkButton>
          </p>
        </Notice>
      )}
    </>
  );
}
