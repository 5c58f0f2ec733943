import { Form } from 'react-router';
import { productOperations } from '#api/products/contract.ts';
import { productKinds } from '#api/products/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { plans } from '#app/i18n/plans.ts';
import { products } from '#app/i18n/products.ts';
import { ui } from '#app/i18n/ui.ts';
import { paths } from '#app/paths.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { ProductList } from '#app/ui/market/product-list.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/_public.products._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = productOperations.listProducts.query.catch({ page: 1, page_size: 20 }).parse(asked);
  const list = await services.products.listProducts(ctx, query);
  const stars = await services.market.listProductStars(ctx, { no: list.items.map((one) => one.no).join(',') });
  return { query, list, stars: stars.items };
}

export default function Products({ loaderData: { query, list, stars } }: Route.ComponentProps) {
  const t = useT(products);
  const words = useT(ui);
  const plan = useT(plans);
  const locale = useLocale();
  const { q, kind, dataset, free } = query;
  const filtered = q !== undefined || kind !== undefined || dataset !== undefined || free !== undefined;
  return (
    <>
      <PageHeader
        title={dataset === undefined ? t('title') : t('citing', { code: dataset })}
        lead={<p className="max-w-[42em]">{t('lead')}</p>}
      />
      <search className="mb-6 block max-w-[36rem]">
        <Form method="get" action={paths.products()} className="searchbox">
          <label htmlFor="product-q" className="sr-only">
            {t('search')}
          </label>
          <input
            key={q ?? ''}
            id="product-q"
            type="search"
            name="q"
            defaultValue={q ?? ''}
            placeholder={t('search_hint')}
            enterKeyHint="search"
            autoComplete="off"
          />
          {kind !== undefined && <input type="hidden" name="kind" value={kind} />}
          {free !== undefined && <input type="hidden" name="free" value={free} />}
          {dataset !== undefined && <input type="hidden" name="dataset" value={dataset} />}
          <button type="submit">{words('search')}</button>
        </Form>
      </search>
      <Tabs
        label={t('kinds')}
        tabs={[
          ...[undefined, ...productKinds.codes].map((one) => ({
            to: paths.products({ q, dataset, kind: one }),
            label: one === undefined ? t('all_kinds') : productKinds.label(one, locale),
            current: one === kind && free === undefined,
          })),
          { to: paths.products({ q, dataset, free: 1 }), label: plan('only_free'), current: free !== undefined },
        ]}
      />
      {list.items.length > 0 ? (
        <>
          <p role="status" className="finder-bar">
            {t('found', { n: numberText(list.total, locale), count: list.total })}
          </p>
          <ProductList items={list.items} stars={stars} />
        </>
      ) : (
        <Empty title={filtered ? t('nothing') : t('none_yet')}>
          <p>{filtered ? t('nothing_text') : t('none_yet_text')}</p>
          {filtered && (
            <LinkButton look="plain" to={paths.products()}>
              {t('see_all')}
            </LinkButton>
          )}
        </Empty>
      )}
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.products({ q, kind, dataset, free, page })}
      />
    </>
  );
}
