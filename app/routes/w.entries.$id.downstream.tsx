import { appContext } from '#app/context.ts';
import { marketLineage } from '#app/i18n/market-lineage.ts';
import { orRefusal } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { LineagePicture } from '#app/ui/market/lineage-picture.tsx';
import { MadeProducts } from '#app/ui/market/made-products.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.entries.$id.downstream.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.market.showDownstream(ctx, params.id));
}

type Taker = Route.ComponentProps['loaderData']['takers'][number];

export default function Downstream({ loaderData: { lineage, products, takers } }: Route.ComponentProps) {
  const t = useT(marketLineage);
  const columns: readonly Column<Taker>[] = [
    { key: 'who', head: t('organization'), cell: (row) => <span lang="zh-CN">{row.organization}</span> },
    { key: 'agreement', head: t('agreement'), kind: 'fixed', cell: (row) => row.agreement_no },
    { key: 'version', head: t('version'), kind: 'number', cell: (row) => row.version },
    { key: 'deliveries', head: t('deliveries'), kind: 'number', cell: (row) => row.deliveries },
    { key: 'last', head: t('last'), kind: 'fixed', cell: (row) => <DateText instant={row.last_at} /> },
  ];
  return (
    <>
      <Section title={t('down_title')}>
        {products.length === 0 ? (
          <Empty title={t('down_none')}>{t('down_none_text')}</Empty>
        ) : (
          <LineagePicture lineage={lineage} />
        )}
      </Section>
      {products.length > 0 && (
        <Section title={t('products')}>
          <MadeProducts rows={products} inside />
        </Section>
      )}
      <Section title={t('takers')}>
        <DataTable
          caption={t('takers')}
          captionHidden
          columns={columns}
          rows={takers}
          rowKey={(row) => `${row.agreement_no} ${row.version}`}
          empty={<Empty title={t('takers_none')} />}
        />
      </Section>
    </>
  );
}
