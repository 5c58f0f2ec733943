import { appContext } from '#app/context.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { RequestState } from '#app/ui/feedback/request-list.tsx';
import { RequestAnswer, RequestFacts, RequestTimeline } from '#app/ui/feedback/request-view.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.requests.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const request = await orRefusal(() => services.feedback.showRequest(ctx, params.id));
  const taker = await services.participants.participantOf(ctx);
  return { request, takes: taker !== null, filed: url.searchParams.has('filed') };
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const { feedback: service } = services;
    if (form.intent === 'withdraw') await form.once((ctx) => service.withdrawRequest(ctx, params.id));
    else if (form.intent === 'unvote') await form.once((ctx) => service.takeVoteBack(ctx, params.id));
    else await form.once((ctx) => service.voteForRequest(ctx, params.id));
    return { did: form.intent };
  });
}

export default function Request({ loaderData: { request, takes, filed } }: Route.ComponentProps) {
  const t = useT(feedback);
  const locale = useLocale();
  const work = request.actions.some((action) => action !== 'withdraw');
  return (
    <>
      <PageHeader
        title={request.hidden ? `${request.no} ${t('taken_down')}` : request.title}
        breadcrumb={[{ label: t('title'), to: paths.requests() }]}
        meta={
          <>
            <RequestState request={request} />
            <b>{t('votes', { n: numberText(request.votes, locale) })}</b>
          </>
        }
        actions={
          work && (
            <LinkButton look="plain" to={paths.requestDesk(request.id)}>
              {t('to_work')}
            </LinkButton>
          )
        }
      />
      {filed && request.mine && (
        <Notice tone="success" title={t('filed')} live>
          <p>{t('filed_text')}</p>
        </Notice>
      )}
      <Vote request={request} takes={takes} />
      <RequestAnswer request={request} />
      <RequestFacts request={request} />
      <RequestTimeline request={request} />
      {request.actions.includes('withdraw') && (
        <Form name="withdraw" inline>
          <ConfirmButton
            look="warn"
            name="intent"
            value="withdraw"
            title={t('withdraw_title')}
            consequence={t('withdraw_text')}
          >
            {t('withdraw')}
          </ConfirmButton>
        </Form>
      )}
    </>
  );
}

interface VoteProps {
  readonly request: Route.ComponentProps['loaderData']['request'];
  readonly takes: boolean;
}

function Vote({ request, takes }: VoteProps) {
  const t = useT(feedback);
  if (!request.votable) return <p className="help">{t('closed_votes')}</p>;
  if (!takes)
    return (
      <p className="actions no-print">
        <LinkButton to={paths.takingPart(paths.request(request.id))}>{t('vote')}</LinkButton>
      </p>
    );
  return (
    <div className="no-print">
      <Form name="vote" inline>
        {request.voted && <span>{t('voted')}</span>}
        <Button look={request.voted ? 'plain' : 'primary'} name="intent" value={request.voted ? 'unvote' : 'vote'}>
          {t(request.voted ? 'unvote' : 'vote')}
        </Button>
      </Form>
    </div>
  );
}
