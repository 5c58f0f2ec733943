import { redirect } from 'react-router';
import { newProduct } from '#api/products/contract.ts';
import { appContext } from '#app/context.ts';
import { products } from '#app/i18n/products.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { ProductFields } from '#app/ui/market/product-fields.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.products.new.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.products.listAgreements(ctx));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const made = await form.once((ctx) => services.products.createProduct(ctx, form.read(newProduct)));
    return redirect(`${paths.ownProduct(made.id)}?done=save`);
  });
}

export default function NewProduct({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(products);
  return (
    <>
      <PageHeader
        title={t('new_title')}
        breadcrumb={[{ label: t('own_title'), to: paths.ownProducts() }]}
        lead={<p>{t('new_lead')}</p>}
      />
      {items.length === 0 ? (
        <Empty title={t('no_agreement')}>
          <p>{t('no_agreement_text')}</p>
          <LinkButton to={paths.newApplication()}>{t('to_applications')}</LinkButton>
        </Empty>
      ) : (
        <Form>
          <Select
            name="agreement_id"
            label={t('agreement_label')}
            help={t('agreement_help')}
            options={items.map((one) => ({
              value: one.id,
              label: one.in_force
                ? t('agreement_option', { no: one.no, agency: one.agency_name, count: one.deliveries })
                : t('agreement_waiting', { no: one.no, agency: one.agency_name }),
            }))}
            {...(items.length === 1 && items[0] !== undefined ? { defaultValue: items[0].id } : {})}
          />
          <ProductFields />
          <div className="actions">
            <Button>{t('save_new')}</Button>
          </div>
        </Form>
      )}
    </>
  );
}
