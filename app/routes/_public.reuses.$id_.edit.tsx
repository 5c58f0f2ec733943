import { redirect } from 'react-router';
import { refuse } from '#api/reuses/rules/refusals.ts';
import { reuseChange } from '#api/reuses/rules/shapes.ts';
import { appContext } from '#app/context.ts';
import { reuses } from '#app/i18n/reuses.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { answerReuseForm } from '#app/present/reuse-form.server.ts';
import { useT } from '#app/present/words.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { ReuseForm } from '#app/ui/reuses/reuse-form.tsx';
import type { Route } from './+types/_public.reuses.$id_.edit.ts';

export function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const { own } = await services.reuses.getShownReuse(ctx, params.id);
    if (own === null || !own.is_author) throw refuse('reuses.not_author');
    return {
      content: own.newest,
      revision: own.revision,
      options: await services.reuses.nameDatasets(
        ctx,
        own.newest.datasets.map(({ code }) => code),
      ),
    };
  });
}

export function action({ request, context, params }: Route.ActionArgs) {
  return answerReuseForm(request, context, async (form, { services }) => {
    const body = form.read(reuseChange);
    await form.once((ctx) => services.reuses.changeReuse(ctx, params.id, body));
    return redirect(`${paths.reuse(params.id)}?sent=1`);
  });
}

export default function EditReuse({
  loaderData: { content, revision, options },
  actionData,
  params,
}: Route.ComponentProps) {
  const t = useT(reuses);
  return (
    <>
      <PageHeader
        title={t('edit_title')}
        lead={t('edit_lead')}
        breadcrumb={[
          { label: t('title'), to: paths.reuses() },
          { label: content.title, to: paths.reuse(params.id) },
        ]}
      />
      <ReuseForm
        options={options}
        chosen={options.map(({ code }) => code)}
        answer={actionData}
        now={{ content, revision }}
        submit={t('save')}
      />
    </>
  );
}
