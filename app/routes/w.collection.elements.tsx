import { dataTypes } from '#api/catalog/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { collection } from '#app/i18n/collection.ts';
import { paths } from '#app/paths.ts';
import { requireViewer } from '#app/present/form.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.collection.elements.ts';

export function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return services.collection.listDataElements();
}

export default function DataElements({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(collection);
  const side = useSide();
  const locale = useLocale();
  return (
    <>
      <PageHeader
        title={t('elements')}
        lead={t('elements_lead')}
        breadcrumb={[{ label: t('title'), to: paths.collection() }]}
      />
      <Notice
        title={t('elements_verified', { verified: items.filter((one) => one.verified).length, all: items.length })}
      >
        <p>{t('elements_unverified')}</p>
      </Notice>
      <DataTable
        caption={t('elements')}
        captionHidden
        columns={[
          { key: 'id', head: t('element_id'), kind: 'fixed', cell: (row) => row.id },
          { key: 'name', head: t('element_name'), cell: (row) => (locale === 'zh' ? row.name_zh : row.name_en) },
          { key: 'aliases', head: t('aliases'), cell: (row) => <span lang="zh-CN">{row.aliases.join('、')}</span> },
          { key: 'type', head: t('type'), kind: 'fixed', cell: (row) => side(dataTypes.words[row.data_type]) },
          { key: 'representation', head: t('representation'), kind: 'fixed', cell: (row) => row.representation },
          { key: 'standard', head: t('standard'), kind: 'fixed', cell: (row) => row.standard },
          { key: 'verified', head: t('verified'), kind: 'fixed', cell: (row) => t(row.verified ? 'yes' : 'not_yet') },
        ]}
        rows={items}
        rowKey={(row) => row.id}
      />
    </>
  );
}
