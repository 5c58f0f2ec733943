import { appContext } from '#app/context.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { SchemeComparison } from '#app/ui/evaluation/comparison.tsx';
import { useName } from '#app/ui/evaluation/name.tsx';
import { SchemeView } from '#app/ui/evaluation/scheme-view.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.evaluation.schemes.$id.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({
    scheme: await services.evaluation.showEvaluationScheme(ctx, params.id),
    comparison: await services.evaluation.compareEvaluationScheme(ctx, params.id),
  }));
}

export default function PublicScheme({ loaderData: { scheme, comparison } }: Route.ComponentProps) {
  const t = useT(evaluation);
  const name = useName();
  return (
    <>
      <PageHeader
        title={name(scheme.title, scheme.title_en)}
        breadcrumb={[{ label: t('public_title'), to: paths.rankings() }]}
        meta={<span>{t('version', { n: scheme.version })}</span>}
      />
      <SchemeView scheme={scheme} />
      <SchemeComparison of={comparison} />
    </>
  );
}
