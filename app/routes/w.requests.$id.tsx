import { Link, redirect } from 'react-router';
import { answerBody, assignBody, extendBody, forwardBody, mergeBody, returnBody } from '#api/feedback/contract.ts';
import { appContext } from '#app/context.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { AnswerActions, SortActions } from '#app/ui/feedback/desk-actions.tsx';
import { RequestState } from '#app/ui/feedback/request-list.tsx';
import { RequestAnswer, RequestFacts, RequestTimeline } from '#app/ui/feedback/request-view.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.requests.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const request = await orRefusal(() => services.feedback.showRequest(ctx, params.id));
  const sorts = request.actions.includes('assign');
  const agencies = sorts ? (await services.organizations.listAgencies(ctx, request.region_code)).items : [];
  const alike = sorts ? (await services.feedback.findSimilarRequests(ctx, { title: request.title })).requests : [];
  return {
    request,
    agencies: agencies.map(({ uscc, name, name_en }) => ({ uscc, name, name_en })),
    alike: alike.filter((one) => one.id !== request.id),
    terms: await services.feedback.feedbackTerms(ctx, request.region_code),
    done: url.searchParams.has('done'),
  };
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { feedback: desk } }) => {
    switch (form.name) {
      case 'assign': {
        const body = form.read(assignBody);
        await form.once((ctx) => desk.assignRequest(ctx, id, body));
        break;
      }
      case 'merge': {
        const body = form.read(mergeBody);
        await form.once((ctx) => desk.mergeRequest(ctx, id, body));
        break;
      }
      case 'forward': {
        const body = form.read(forwardBody);
        await form.once((ctx) => desk.forwardRequest(ctx, id, body));
        break;
      }
      case 'return': {
        const body = form.read(returnBody);
        await form.once((ctx) => desk.returnRequest(ctx, id, body));
        break;
      }
      case 'extend': {
        const body = form.read(extendBody);
        await form.once((ctx) => desk.extendRequest(ctx, id, body));
        break;
      }
      default: {
        const body = form.read(answerBody);
        await form.once((ctx) => desk.answerRequest(ctx, id, body));
      }
    }
    return redirect(`${paths.requestDesk(id)}?done=1`);
  });
}

/** After a refusal too: a colleague may have dealt with it meanwhile. */
export const shouldRevalidate = () => true;

export default function RequestDesk({ loaderData: { request, agencies, alike, terms, done } }: Route.ComponentProps) {
  const t = useT(feedback);
  const locale = useLocale();
  return (
    <>
      <PageHeader
        title={request.hidden ? `${request.no} ${t('taken_down')}` : request.title}
        breadcrumb={[{ label: t('title'), to: paths.requestDesks() }]}
        meta={
          <>
            <RequestState request={request} />
            <b>{t('votes', { n: numberText(request.votes, locale) })}</b>
          </>
        }
        actions={<Link to={paths.request(request.id)}>{t('public_page')}</Link>}
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <RequestFacts request={request} />
      <RequestAnswer request={request} />
      {request.actions.some((action) => action !== 'withdraw') && (
        <Section title={t('to_work')}>
          <SortActions request={request} agencies={agencies} alike={alike} terms={terms} />
          <AnswerActions request={request} terms={terms} />
        </Section>
      )}
      <RequestTimeline request={request} />
    </>
  );
}
