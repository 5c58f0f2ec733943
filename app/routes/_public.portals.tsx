import { sourceKinds } from '#api/federation/rules/codes.ts';
import type { PublicSource } from '#api/federation/view.ts';
import { appContext } from '#app/context.ts';
import { federation } from '#app/i18n/federation.ts';
import { paths } from '#app/paths.ts';
import { numberText } from '#app/present/format.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/_public.portals.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return services.federation.listPortals(ctx);
}

export default function Portals({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(federation);
  const side = useSide();
  const locale = useLocale();
  const place = usePlace();
  const columns: readonly Column<PublicSource>[] = [
    {
      key: 'portal',
      head: t('portal'),
      cell: (row) => (
        <a href={row.url} rel="noopener noreferrer nofollow">
          {locale === 'en' ? (row.name_en ?? row.name) : row.name}
        </a>
      ),
    },
    { key: 'region', head: t('region'), kind: 'fixed', cell: (row) => place(row.region_code) },
    { key: 'kind', head: t('kind'), cell: (row) => side(sourceKinds.words[row.kind]) },
    { key: 'records', head: t('records'), kind: 'number', cell: (row) => numberText(row.records, locale) },
    {
      key: 'harvested',
      head: t('harvested_at'),
      kind: 'fixed',
      cell: (row) => (row.harvested_at === null ? t('never') : <DateText instant={row.harvested_at} />),
    },
  ];
  return (
    <>
      <PageHeader
        title={t('portals')}
        lead={t('portals_lead')}
        breadcrumb={[{ label: t('data'), to: paths.datasets() }]}
      />
      <DataTable
        caption={t('portals')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('portals_empty')}>{t('portals_empty_text')}</Empty>}
      />
    </>
  );
}
