import { appContext } from '#app/context.ts';
import { bases } from '#app/i18n/bases.ts';
import { portal } from '#app/i18n/portal.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { SetTable } from '#app/ui/bases/set-table.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.bases._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { items } = await services.bases.listResourceSets(ctx);
  return { items: items.filter((one) => one.closed_on === null) };
}

export default function Bases({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(bases);
  const p = useT(portal);
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: p('datasets'), to: paths.datasets() }]}
        title={t('public_title')}
        lead={t('public_lead')}
      />
      {(['base', 'topic'] as const).map((kind) => (
        <Section key={kind} title={t(kind === 'base' ? 'kind_base' : 'kind_topic')}>
          <SetTable kind={kind} rows={items.filter((one) => one.kind === kind)} href={paths.base} />
        </Section>
      ))}
    </>
  );
}
