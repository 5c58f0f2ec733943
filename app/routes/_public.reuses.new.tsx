import { redirect } from 'react-router';
import { reuseBody } from '#api/reuses/rules/shapes.ts';
import { appContext } from '#app/context.ts';
import { reuses } from '#app/i18n/reuses.ts';
import { paths } from '#app/paths.ts';
import { answerReuseForm } from '#app/present/reuse-form.server.ts';
import { useT } from '#app/present/words.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { NeedsParticipant } from '#app/ui/participants/needs-participant.tsx';
import { ReuseForm } from '#app/ui/reuses/reuse-form.tsx';
import type { Route } from './+types/_public.reuses.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const taker = await services.participants.participantOf(ctx);
  const code = url.searchParams.get('dataset');
  return { known: taker !== null, options: await services.reuses.nameDatasets(ctx, code === null ? [] : [code]) };
}

export function action({ request, context }: Route.ActionArgs) {
  return answerReuseForm(request, context, async (form, { services }) => {
    const body = form.read(reuseBody);
    const { id } = await form.once((ctx) => services.reuses.createReuse(ctx, body));
    return redirect(`${paths.reuse(id)}?sent=1`);
  });
}

export default function NewReuse({ loaderData: { known, options }, actionData }: Route.ComponentProps) {
  const t = useT(reuses);
  return (
    <>
      <PageHeader
        title={t('new_title')}
        lead={t('new_lead')}
        breadcrumb={[{ label: t('title'), to: paths.reuses() }]}
      />
      {!known ? (
        <NeedsParticipant />
      ) : (
        <ReuseForm
          options={options}
          chosen={options.map(({ code }) => code)}
          answer={actionData}
          now={null}
          submit={t('send')}
        />
      )}
    </>
  );
}
