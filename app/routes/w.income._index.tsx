import { Link, redirect } from 'react-router';
import { enteringAccount } from '#api/payouts/contract.ts';
import { accountStates, payoutChannels, payoutStates } from '#api/payouts/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { payouts } from '#app/i18n/payouts.ts';
import { stripeAccount } from '#app/i18n/stripe-account.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { dayText, monthText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PasswordInput, TextInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { incomeColumns } from '#app/ui/payouts/income-columns.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.income._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  const year = Number(url.searchParams.get('year'));
  return orRefusal(async () => ({
    income: await services.payouts.getIncome(ctx, year >= 2000 && year <= 2100 ? { year } : {}),
    accounts: (await services.payouts.listPayoutAccounts(ctx)).items.filter((one) => one.state !== 'retired'),
    own: viewer.organization.name,
    cards: ctx.ports.checkout !== null,
    done: url.searchParams.get('done') === 'yes',
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(enteringAccount);
    await form.once((ctx) => services.payouts.enterPayoutAccount(ctx, input));
    return redirect(paths.income({ done: 'yes' }));
  });
}

export const shouldRevalidate = () => true;

type Loaded = Route.ComponentProps['loaderData'];
type Month = Loaded['income']['months'][number];
type Payout = Loaded['income']['payouts'][number];

export default function Income({ loaderData: { income: i, accounts, own, cards, done } }: Route.ComponentProps) {
  const t = useT(payouts);
  const stripe = useT(stripeAccount);
  const side = useSide();
  const locale = useLocale();
  const { columns, totals } = incomeColumns<Month>(t, i.total);
  const payoutColumns: readonly Column<Payout>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => row.no },
    { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    {
      key: 'set_off',
      head: t('set_off'),
      kind: 'number',
      cell: (row) => (row.set_off_fen === '0' ? null : <Money fen={row.set_off_fen} />),
    },
    {
      key: 'account',
      head: t('account'),
      cell: (row) =>
        row.account_ends_in === ''
          ? side(payoutChannels.words.stripe_transfer)
          : t('account_ends', { digits: row.account_ends_in }),
    },
    {
      key: 'state',
      head: t('state'),
      cell: (row) => (
        <>
          <StateDot tone={row.state === 'paid' ? 'done' : row.state === 'returned' ? 'refused' : 'wait'}>
            {side(payoutStates.words[row.state])}
          </StateDot>
          {row.returned_on !== null && (
            <span className="help" lang="zh-CN">
              {' '}
              {t('returned', { day: dayText(row.returned_on, locale), reason: row.return_reason ?? '' })}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'paid_on',
      head: t('paid_on'),
      kind: 'fixed',
      cell: (row) => (row.paid_on === null ? null : <DateText day={row.paid_on} />),
    },
  ];
  return (
    <>
      <PageHeader
        title={t('income')}
        lead={<p className="max-w-[42em]">{t('income_lead')}</p>}
        {...(cards
          ? {
              actions: (
                <LinkButton look="plain" to={paths.stripeAccount()}>
                  {stripe('title')}
                </LinkButton>
              ),
            }
          : {})}
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <Section id="months" title={t('year', { year: i.year })}>
        {i.years.length > 1 && (
          <Tabs
            label={t('years')}
            tabs={i.years.map((year) => ({
              to: paths.income({ year }),
              label: t('year', { year }),
              current: year === i.year,
            }))}
          />
        )}
        <DataTable
          caption={t('income')}
          captionHidden
          columns={[
            {
              key: 'period',
              head: t('month'),
              kind: 'fixed',
              cell: (row) => <Link to={paths.incomeMonth(row.period)}>{monthText(row.period, locale)}</Link>,
            },
            { key: 'orders', head: t('orders'), kind: 'number', cell: (row) => row.orders },
            ...columns,
          ]}
          rows={i.months}
          rowKey={(row) => row.period}
          totals={{ period: t('total'), orders: i.total.orders, ...totals }}
          empty={<Empty title={t('income_none')}>{t('income_none_text')}</Empty>}
        />
        <p className="actions mt-4">
          <a className="btn" data-look="plain" href={`/api/v1/income.csv?year=${i.year}`}>
            {t('csv')}
          </a>
          <a className="btn" data-look="plain" href={`/api/v1/income.xlsx?year=${i.year}`}>
            {t('xlsx')}
          </a>
        </p>
        <DescriptionList
          columns={2}
          facts={[
            { term: t('payable'), value: <Money fen={i.payable_fen} /> },
            ...(i.claim_fen === '0' ? [] : [{ term: t('claim'), value: <Money fen={i.claim_fen} /> }]),
          ]}
        />
      </Section>
      <Section id="payouts" title={t('own_payouts')}>
        <DataTable
          caption={t('own_payouts')}
          captionHidden
          columns={payoutColumns}
          rows={i.payouts}
          rowKey={(row) => row.id}
          empty={<Empty title={t('own_payouts_none')}>{t('own_payouts_none_text')}</Empty>}
        />
      </Section>
      <Section id="account" title={t('own_account')} lead={t('own_account_lead')}>
        {accounts.map((one) => (
          <DescriptionList
            key={one.id}
            columns={2}
            facts={[
              {
                term: t('state'),
                value: (
                  <StateDot tone={one.state === 'verified' ? 'done' : one.state === 'entered' ? 'wait' : 'refused'}>
                    {side(accountStates.words[one.state])}
                  </StateDot>
                ),
              },
              { term: t('account_no'), value: t('account_ends', { digits: one.ends_in }) },
              { term: t('account_name'), value: one.account_name },
              { term: t('bank_name'), value: `${one.bank_name} ${one.bank_code}` },
              { term: t('entered'), value: <DateText instant={one.entered_at} /> },
              { term: t('opinion_optional'), value: one.opinion },
            ]}
          />
        ))}
        <Form name="account">
          <TextInput name="account_name" label={t('account_name')} defaultValue={own} autoComplete="organization" />
          <TextInput name="account_no" label={t('account_no')} width="medium" autoComplete="off" inputMode="numeric" />
          <TextInput name="bank_name" label={t('bank_name')} autoComplete="off" />
          <TextInput
            name="bank_code"
            label={t('bank_code')}
            help={t('bank_code_help')}
            width="medium"
            autoComplete="off"
            inputMode="numeric"
          />
          <PasswordInput name="password" label={t('password')} />
          <Button>{t('enter')}</Button>
        </Form>
      </Section>
    </>
  );
}
