import { Link, redirect } from 'react-router';
import { stopping } from '#api/checkout/contract.ts';
import { invoiceStates, stopReasons, subscriptionStates } from '#api/checkout/rules/codes.ts';
import type { SubscriptionOut } from '#api/checkout/subscriptions.ts';
import { appContext } from '#app/context.ts';
import { stripeBilling } from '#app/i18n/stripe-billing.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { instantText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { NextStep, subscriptionTone, TermPrice } from '#app/ui/market/subscription-parts.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.stripe.subscriptions.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(async () => ({
    found: await services.checkout.getSubscription(ctx, params.id),
    done: url.searchParams.has('done'),
  }));
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(stopping);
    await form.once((ctx) => services.checkout.stopSubscription(ctx, id, input));
    return redirect(paths.stripeSubscription(id, { done: 'yes' }));
  });
}

export const shouldRevalidate = () => true;

export default function StripeSubscription({ loaderData: { found: s, done } }: Route.ComponentProps) {
  const t = useT(stripeBilling);
  const side = useSide();
  const locale = useLocale();
  const english = locale === 'en';
  const title = english && s.product_title_en !== null ? s.product_title_en : s.product_title;
  const at = (instant: string) => instantText(new Date(instant), locale);
  const open = s.invoices.find((one) => one.status === 'open' && one.attempts > 0);
  return (
    <>
      <PageHeader
        title={t('detail', { product: title })}
        breadcrumb={[{ label: t('title'), to: paths.stripeBilling() }]}
        meta={
          <>
            <StateDot tone={subscriptionTone(s.state)}>{side(subscriptionStates.words[s.state])}</StateDot>
            <span>
              <TermPrice of={s} />
            </span>
            <span>
              <NextStep of={s} />
            </span>
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {s.state === 'dunning' && (
        <Notice tone="warn" title={t('dunning')}>
          <p>{t('dunning_text')}</p>
          {open?.hosted_url != null && (
            <p>
              <a
                className="btn"
                data-look="primary"
                data-size="normal"
                href={open.hosted_url}
                rel="external noreferrer"
              >
                {t('pay_invoice')}
              </a>
            </p>
          )}
        </Notice>
      )}
      {s.stop !== null && s.state !== 'ended' && (
        <Notice title={t('stopping')}>
          {s.stop.when === 'now' || s.paid_to === null ? t('stopping_now') : t('stopping_term', { at: at(s.paid_to) })}
        </Notice>
      )}
      <Section title={t('facts')}>
        <DescriptionList
          facts={[
            { term: t('first_order'), value: <Link to={paths.order(s.order_id)}>{s.order_no}</Link> },
            {
              term: t('plan'),
              value: english && s.plan_name_en !== null ? s.plan_name_en : <span lang="zh-CN">{s.plan_name}</span>,
            },
            { term: t('buyer'), value: <span lang="zh-CN">{s.buyer_name}</span> },
            {
              term: t('price'),
              value: (
                <>
                  <TermPrice of={s} />
                  <div className="help">{t('same_price')}</div>
                </>
              ),
            },
            { term: t('paid_to'), value: s.paid_to === null ? null : <DateText instant={s.paid_to} /> },
            { term: t('periods'), value: String(s.periods) },
            { term: t('paid_sum'), value: <Money fen={s.paid_fen} /> },
            ...(s.stop === null ? [] : [{ term: t('stop_reason'), value: side(stopReasons.words[s.stop.reason]) }]),
            ...(s.read_at === null ? [] : [{ term: t('read_at'), value: <DateText instant={s.read_at} /> }]),
          ]}
        />
      </Section>
      <Invoices items={s.invoices} />
      <Stops found={s} />
    </>
  );
}

type Invoice = SubscriptionOut['invoices'][number];

function Invoices({ items }: { readonly items: readonly Invoice[] }) {
  const t = useT(stripeBilling);
  const side = useSide();
  const locale = useLocale();
  const day = (instant: string) => instantText(new Date(instant), locale).slice(0, 10);
  const state = (code: string) => {
    const known = invoiceStates.codes.find((one) => one === code);
    return known === undefined ? code : side(invoiceStates.words[known]);
  };
  const columns: readonly Column<Invoice>[] = [
    {
      key: 'number',
      head: t('number'),
      kind: 'fixed',
      cell: (row) =>
        row.hosted_url === null ? (
          <code>{row.number ?? row.id}</code>
        ) : (
          <a href={row.hosted_url} rel="external noreferrer">
            {row.number ?? row.id}
          </a>
        ),
    },
    { key: 'term', head: t('term'), cell: (row) => t('term_text', { from: day(row.from), to: day(row.to) }) },
    { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.due_fen} /> },
    { key: 'state', head: t('state'), kind: 'fixed', cell: (row) => state(row.status) },
    {
      key: 'order',
      head: t('order'),
      cell: (row) =>
        row.order_id !== null ? (
          <Link to={paths.order(row.order_id)}>{row.order_no}</Link>
        ) : row.fault !== null ? (
          t('no_order')
        ) : null,
    },
    {
      key: 'pdf',
      head: t('pdf'),
      kind: 'fixed',
      cell: (row) =>
        row.pdf_url === null ? null : (
          <a href={row.pdf_url} rel="external noreferrer" aria-label={`PDF ${row.number ?? row.id}`}>
            PDF
          </a>
        ),
    },
  ];
  return (
    <Section id="invoices" title={t('invoices')} lead={t('invoices_lead')}>
      <DataTable
        caption={t('invoices')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('no_invoices')}>{t('no_invoices_text')}</Empty>}
      />
    </Section>
  );
}

function Stops({ found: s }: { readonly found: SubscriptionOut }) {
  const t = useT(stripeBilling);
  if (s.state === 'ended' || s.actions.length === 0) return null;
  return (
    <Section id="do" title={t('do_title')}>
      {(['period_end', 'now'] as const).map((when) => {
        const name = `stop_${when}` as const;
        return (
          <CaseAction
            key={name}
            name={name}
            title={t(name)}
            lead={t(`${name}_lead`)}
            refusal={s.actions.find((one) => one.name === name)?.refusal ?? null}
            folded={when === 'now'}
          >
            <input type="hidden" name="when" value={when} readOnly />
            <ConfirmButton look="warn" title={t(`${name}_question`)} consequence={t(`${name}_consequence`)}>
              {t(name)}
            </ConfirmButton>
          </CaseAction>
        );
      })}
    </Section>
  );
}
