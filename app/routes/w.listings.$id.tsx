import { Link, redirect } from 'react-router';
import { endingListing, sale } from '#api/market/listings/contract.ts';
import { listingEnds, listingStates } from '#api/market/rules/voice-codes.ts';
import { orderStates } from '#api/orders/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { marketListings } from '#app/i18n/market-listings.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { DateInput, MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.listings.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const done = url.searchParams.has('done');
  return orRefusal(async () => ({ listing: await services.market.getListing(ctx, params.id), done }));
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { market } }) => {
    if (form.name === 'report') {
      const input = form.read(sale);
      await form.once((ctx) => market.reportExchangeSale(ctx, params.id, input));
    } else {
      const input = form.read(endingListing);
      await form.once((ctx) => market.endExchangeListing(ctx, params.id, input));
    }
    return redirect(`${paths.listing(params.id)}?done=1`);
  });
}

export const shouldRevalidate = () => true;

type Shown = Route.ComponentProps['loaderData']['listing'];
type Sale = Shown['sales'][number];

export default function Listing({ loaderData: { listing: l, done } }: Route.ComponentProps) {
  const t = useT(marketListings);
  const side = useSide();
  const english = useLocale() === 'en';
  const columns: readonly Column<Sale>[] = [
    { key: 'ref', head: t('ref'), kind: 'fixed', cell: (row) => row.external_ref },
    { key: 'on', head: t('sold_on'), kind: 'fixed', cell: (row) => <DateText day={row.sold_on} /> },
    { key: 'buyer', head: t('buyer'), cell: (row) => <span lang="zh-CN">{row.buyer_name}</span> },
    {
      key: 'order',
      head: t('order'),
      kind: 'fixed',
      cell: (row) => (l.actions.length > 0 ? <Link to={paths.order(row.order_id)}>{row.order_no}</Link> : row.order_no),
    },
    { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (orderStates.is(row.order_state) ? side(orderStates.words[row.order_state]) : row.order_state),
    },
  ];
  return (
    <>
      <PageHeader
        title={`${t('list')} ${l.no}`}
        breadcrumb={[{ label: t('list'), to: paths.listings() }]}
        meta={
          <StateDot tone={l.state === 'ended' ? 'off' : l.right_valid ? 'done' : 'late'}>
            {side(listingStates.words[l.state])}
          </StateDot>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <Section title={t('exchange')}>
        <DescriptionList
          facts={[
            {
              term: t('product'),
              value: (
                <>
                  <span lang="zh-CN">{l.product_title}</span> {l.product_no}
                </>
              ),
            },
            { term: t('owner'), value: <span lang="zh-CN">{l.owner_name}</span> },
            {
              term: t('exchange'),
              value:
                english && l.exchange_name_en !== null ? (
                  l.exchange_name_en
                ) : (
                  <span lang="zh-CN">{l.exchange_name}</span>
                ),
            },
            { term: t('listing_no'), value: l.listing_no },
            {
              term: t('address'),
              value: (
                <a href={l.address} rel="external noreferrer">
                  {l.address}
                </a>
              ),
            },
            { term: t('since'), value: <DateText instant={l.listed_at} /> },
            {
              term: t('statement'),
              value: (
                <>
                  <Link to={paths.rightStatement(l.statement_no)}>{l.statement_no}</Link>{' '}
                  {t(l.right_valid ? 'valid' : 'not_valid')}
                </>
              ),
            },
            { term: t('ended'), value: l.ended_at === null ? null : <DateText instant={l.ended_at} /> },
            { term: t('why'), value: l.ended_why === null ? null : side(listingEnds.words[l.ended_why]) },
          ]}
        />
      </Section>
      <Section title={t('sales')}>
        <DataTable
          caption={t('sales')}
          captionHidden
          columns={columns}
          rows={l.sales}
          rowKey={(row) => row.order_id}
          empty={<Empty title={t('sales_none')} />}
        />
      </Section>
      {l.actions.map(({ name, refusal }) =>
        name === 'report' ? (
          <Report key={name} listing={l} refusal={refusal} />
        ) : (
          <CaseAction key={name} name="end" title={t('end')} lead={t('end_lead')} refusal={refusal} folded>
            <input type="hidden" name="revision" value={l.revision} readOnly />
            <Button look="plain">{t('end')}</Button>
          </CaseAction>
        ),
      )}
    </>
  );
}

interface ReportProps {
  readonly listing: Shown;
  readonly refusal: Shown['actions'][number]['refusal'];
}

function Report({ listing: l, refusal }: ReportProps) {
  const t = useT(marketListings);
  const locale = useLocale();
  return (
    <CaseAction name="report" title={t('report')} lead={t('report_lead')} refusal={refusal}>
      <input type="hidden" name="revision" value={l.revision} readOnly />
      <TextInput name="external_ref" label={t('ref')} width="medium" maxLength={100} />
      <DateInput name="sold_on" label={t('sold_on')} />
      <TextInput name="buyer_uscc" label={t('buyer_uscc')} width="medium" maxLength={18} />
      <Select
        name="plan"
        label={t('plan')}
        options={l.plans.map((plan) => ({
          value: String(plan.number),
          label: locale === 'en' ? (plan.name_en ?? plan.name) : plan.name,
        }))}
      />
      <MoneyInput name="amount_fen" label={t('amount')} />
      <Button>{t('report')}</Button>
    </CaseAction>
  );
}
