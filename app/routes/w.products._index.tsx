import { Link } from 'react-router';
import type { z } from 'zod';
import { pageQuery } from '#api/kernel/operation.ts';
import type { ownProductLine } from '#api/products/contract.ts';
import { productKinds, productStates } from '#api/products/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { products } from '#app/i18n/products.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { productTone } from '#app/present/market-tone.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Price } from '#app/ui/market/product-list.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.products._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const query = pageQuery.catch({ page: 1, page_size: 20 }).parse(Object.fromEntries(url.searchParams));
  return orRefusal(async () => ({
    list: await services.products.listOwn(ctx, query),
    payable: (await services.revenue.getPayable(ctx)).payable_fen,
  }));
}

type Line = z.output<typeof ownProductLine>;

export default function OwnProducts({ loaderData: { list, payable } }: Route.ComponentProps) {
  const t = useT(products);
  const side = useSide();
  const columns: readonly Column<Line>[] = [
    { key: 'name', head: t('name'), cell: (row) => <Link to={paths.ownProduct(row.id)}>{row.title}</Link> },
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => row.no },
    { key: 'kind', head: t('kind'), kind: 'fixed', cell: (row) => side(productKinds.words[row.kind]) },
    { key: 'price', head: t('price'), kind: 'number', cell: (row) => <Price fen={row.price_fen} /> },
    { key: 'agreement', head: t('agreement'), kind: 'fixed', cell: (row) => row.agreement_no },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <>
          <StateDot tone={productTone[row.state]}>{side(productStates.words[row.state])}</StateDot>
          {row.state === 'draft' && (
            <span className="help"> {row.missing > 0 ? t('missing', { count: row.missing }) : t('complete')}</span>
          )}
        </>
      ),
    },
    { key: 'updated', head: t('updated'), kind: 'fixed', cell: (row) => <DateText instant={row.updated_at} /> },
  ];
  return (
    <>
      <PageHeader
        title={t('own_title')}
        lead={<p>{t('own_lead')}</p>}
        actions={<LinkButton to={paths.newProduct()}>{t('new')}</LinkButton>}
      />
      {payable !== '0' && (
        <Notice
          title={
            <>
              {t('payable')} <Money fen={payable} />
            </>
          }
        >
          <p>{t('payable_text')}</p>
        </Notice>
      )}
      <DataTable
        caption={t('own_title')}
        captionHidden
        columns={columns}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('own_empty')}>
            <p>{t('own_empty_text')}</p>
            <LinkButton to={paths.newProduct()}>{t('new')}</LinkButton>
          </Empty>
        }
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.ownProducts({ page })}
      />
    </>
  );
}
