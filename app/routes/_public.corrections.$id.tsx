import { appContext } from '#app/context.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { CorrectionFacts, CorrectionState } from '#app/ui/feedback/correction-view.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.corrections.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const correction = await orRefusal(() => services.feedback.showCorrection(ctx, params.id));
  return { correction, filed: url.searchParams.has('filed') };
}

export default function CorrectionPage({ loaderData: { correction, filed } }: Route.ComponentProps) {
  const t = useT(feedback);
  return (
    <>
      <PageHeader
        title={t('correction', { no: correction.no })}
        breadcrumb={[{ label: correction.dataset.title, to: paths.dataset(correction.dataset.code) }]}
        meta={<CorrectionState correction={correction} />}
        actions={
          correction.actions.length > 0 && (
            <LinkButton look="plain" to={paths.correctionDesk(correction.id)}>
              {t('to_work')}
            </LinkButton>
          )
        }
      />
      {filed && correction.mine && (
        <Notice tone="success" live>
          {t('correction_filed', { day: correction.due_on })}
        </Notice>
      )}
      <CorrectionFacts correction={correction} />
    </>
  );
}
