import { redirect } from 'react-router';
import { placing } from '#api/orders/contract.ts';
import { appContext } from '#app/context.ts';
import { orders } from '#app/i18n/orders.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { Price } from '#app/ui/market/product-list.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.orders.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const no = url.searchParams.get('product') ?? '';
  return orRefusal(async () => ({ product: no === '' ? null : await services.products.getProduct(ctx, no) }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const made = await form.once((ctx) => services.orders.placeOrder(ctx, form.read(placing)));
    return redirect(`${paths.order(made.id)}?done=place`);
  });
}

export default function NewOrder({ loaderData: { product: p } }: Route.ComponentProps) {
  const t = useT(orders);
  const side = useSide();
  const locale = useLocale();
  const { viewer } = useRootData();
  const header = (
    <PageHeader
      title={p === null ? t('new_missing') : t('new_title')}
      breadcrumb={[{ label: t('title'), to: paths.orders() }]}
    />
  );
  if (p === null)
    return (
      <>
        {header}
        <Empty title={t('empty_buyer_text')}>
          <LinkButton to={paths.products()}>{t('to_products')}</LinkButton>
        </Empty>
      </>
    );
  return (
    <>
      {header}
      <DescriptionList
        facts={[
          {
            term: t('new_what'),
            value: `${locale === 'en' ? (p.title_en ?? p.title) : p.title} (${p.no})`,
          },
          { term: t('developer'), value: p.developer_name },
          { term: t('new_for'), value: viewer?.organization.name },
          { term: t('amount'), value: <Price fen={p.price_fen} /> },
          {
            key: 'sources',
            term: t('agency'),
            value: p.sources.map((source) => <div key={source.delivery_id}>{side(source.citation)}</div>),
          },
          { term: t('new_how'), value: t('new_how_text') },
          { term: t('new_after'), value: t('new_after_text', { agency: p.agreement.agency_name }) },
        ]}
      />
      <Form>
        <input type="hidden" name="product_no" value={p.no} readOnly />
        <div className="actions">
          <Button>{t('place')}</Button>
          <LinkButton look="text" to={paths.product(p.no)}>
            {t('product')}
          </LinkButton>
        </div>
      </Form>
    </>
  );
}
