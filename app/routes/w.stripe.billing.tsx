import { Link, redirect } from 'react-router';
import { billingMail, checkoutOperations } from '#api/checkout/contract.ts';
import { subscriptionStates } from '#api/checkout/rules/codes.ts';
import type { CustomerOut, SubscriptionLine } from '#api/checkout/subscriptions.ts';
import { appContext } from '#app/context.ts';
import { stripeBilling } from '#app/i18n/stripe-billing.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Clip, type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { NextStep, subscriptionTone, TermPrice } from '#app/ui/market/subscription-parts.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.stripe.billing.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = checkoutOperations.listStripeSubscriptions.query.catch({ page: 1, page_size: 20 }).parse(asked);
  const finance = viewer.powers.some((one) => one.power === 'finance_bureau');
  return orRefusal(async () => ({
    finance,
    list: await services.checkout.listSubscriptions(ctx, query),
    customer: finance ? null : await services.checkout.showCustomer(ctx),
    done: url.searchParams.has('done'),
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    await services.checkout.saveBilling(ctx, form.read(billingMail));
    return redirect(paths.stripeBilling({ done: 'yes' }));
  });
}

export default function StripeBilling({ loaderData: { finance, list, customer, done } }: Route.ComponentProps) {
  const t = useT(stripeBilling);
  return (
    <>
      <PageHeader
        title={t('title')}
        breadcrumb={finance ? [] : [{ label: t('orders'), to: paths.orders() }]}
        lead={<p className="max-w-[42em]">{t(finance ? 'lead_finance' : 'lead')}</p>}
      />
      {customer !== null && !customer.on && <Notice>{t('off')}</Notice>}
      {done && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      <Subscriptions items={list.items} finance={finance} />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.stripeBilling({ page })}
      />
      {customer !== null && <Customer customer={customer} />}
    </>
  );
}

function Subscriptions({ items, finance }: { readonly items: readonly SubscriptionLine[]; readonly finance: boolean }) {
  const t = useT(stripeBilling);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<SubscriptionLine>[] = [
    {
      key: 'product',
      head: t('product'),
      cell: (row) => (
        <Link to={paths.stripeSubscription(row.id)}>
          {locale === 'en' && row.product_title_en !== null ? row.product_title_en : row.product_title}
        </Link>
      ),
    },
    ...(finance
      ? [{ key: 'buyer', head: t('buyer'), cell: (row: SubscriptionLine) => <Clip>{row.buyer_name}</Clip> }]
      : []),
    { key: 'price', head: t('price'), kind: 'fixed', cell: (row) => <TermPrice of={row} /> },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={subscriptionTone(row.state)}>{side(subscriptionStates.words[row.state])}</StateDot>
      ),
    },
    {
      key: 'paid_to',
      head: t('paid_to'),
      kind: 'fixed',
      cell: (row) => (row.paid_to === null ? null : <DateText instant={row.paid_to} />),
    },
    { key: 'next', head: t('next'), cell: (row) => <NextStep of={row} /> },
  ];
  return (
    <Section id="subscriptions" title={t('list')}>
      <DataTable
        caption={t('list')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('empty')}>{t('empty_text')}</Empty>}
      />
    </Section>
  );
}

function Customer({ customer: c }: { readonly customer: CustomerOut }) {
  const t = useT(stripeBilling);
  return (
    <Section id="record" title={t('record')} lead={t('record_lead')}>
      <DescriptionList
        facts={[
          { term: t('organization'), value: <span lang="zh-CN">{c.organization_name}</span> },
          { term: t('customer'), value: c.customer_id === null ? t('customer_none') : <code>{c.customer_id}</code> },
          ...(c.may_edit && c.on ? [] : [{ term: t('mail'), value: c.billing_mail }]),
        ]}
      />
      {!c.may_edit ? (
        <p className="help">{t('only_buyer')}</p>
      ) : (
        c.on && (
          <Form name="billing">
            <TextInput
              name="billing_mail"
              label={t('mail')}
              help={t('mail_help')}
              type="email"
              width="medium"
              autoComplete="off"
              optional
              defaultValue={c.billing_mail ?? ''}
            />
            <Button look="plain">{t('save')}</Button>
          </Form>
        )
      )}
    </Section>
  );
}
