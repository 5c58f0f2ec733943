import { redirect } from 'react-router';
import { asking } from '#api/invoices/contract.ts';
import { invoiceKinds } from '#api/invoices/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { invoices } from '#app/i18n/invoices.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { moneyText } from '#app/present/format.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.invoices.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(async () => ({
    title: await services.invoices.getTitle(ctx),
    items: (await services.invoices.listInvoiceable(ctx)).items,
    chosen: url.searchParams.get('order'),
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(asking);
    const made = await form.once((ctx) => services.invoices.requestInvoice(ctx, input));
    return redirect(paths.invoice(made.id, { done: 1 }));
  });
}

export default function NewInvoice({ loaderData: { title, items, chosen } }: Route.ComponentProps) {
  const t = useT(invoices);
  const side = useSide();
  const open = items.filter((one) => one.refusal === null);
  return (
    <>
      <PageHeader
        title={t('new_title')}
        breadcrumb={[{ label: t('title'), to: paths.invoices({ side: 'buyer' }) }]}
        lead={<p>{t('new_lead')}</p>}
      />
      {!title.kept && (
        <Notice tone="warn">
          <p>{t('title_needed')}</p>
          <LinkButton to={paths.invoiceTitle()}>{t('particulars')}</LinkButton>
        </Notice>
      )}
      {open.length === 0 ? (
        <Empty title={t('none_title')}>
          <p>{t('none_text')}</p>
          <LinkButton to={paths.orders({ side: 'buyer' })}>{t('orders')}</LinkButton>
        </Empty>
      ) : (
        <Form name="ask">
          <CheckboxGroup
            name="order_ids"
            label={t('orders')}
            defaultValues={open.filter((one) => one.order_id === chosen).map((one) => one.order_id)}
            options={open.map((one) => ({
              value: one.order_id,
              label: t('order_choice', {
                no: one.order_no,
                title: one.product_title,
                amount: moneyText(one.invoiceable_fen),
                seller: one.seller_name,
              }),
            }))}
          />
          <RadioGroup
            name="kind"
            label={t('kind')}
            defaultValue={title.kind}
            options={invoiceKinds.codes.map((value) => ({ value, label: side(invoiceKinds.words[value]) }))}
          />
          <TextInput name="remark" label={t('remark')} help={t('remark_help')} maxLength={150} optional />
          <Button>{t('send')}</Button>
        </Form>
      )}
    </>
  );
}
