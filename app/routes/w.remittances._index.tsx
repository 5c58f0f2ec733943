import { redirect } from 'react-router';
import { dayOf } from '#api/kernel/time.ts';
import { accountKind, accountWords } from '#api/ledger/rules/codes.ts';
import { receiving, revenueOperations } from '#api/revenue/contract.ts';
import type { OverviewRow } from '#api/revenue/overview.ts';
import { appContext } from '#app/context.ts';
import { revenue } from '#app/i18n/revenue.ts';
import { paths, withQuery } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { monthText } from '#app/present/format.ts';
import { dueChart } from '#app/present/revenue-chart.server.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Chart } from '#app/ui/chart.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { Money } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { ReceiptFields } from '#app/ui/revenue/statement-actions.tsx';
import { StatementTable } from '#app/ui/revenue/statement-table.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.remittances._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const span = revenueOperations.showRevenue.query.catch({}).parse(asked);
  const today = dayOf(ctx.clock.now());
  return orRefusal(async () => {
    const overview = await services.revenue.getRevenue(ctx, span);
    const under = [];
    for (const state of ['approved', 'ordered', 'received'] as const) {
      under.push(...(await services.revenue.listStatements(ctx, { state, page: 1, page_size: 100 })).items);
    }
    const months = overview.rows.map((row) => ({ period: row.period, fen: row.due_fen }));
    return {
      overview,
      under,
      chart: dueChart(months, today, ctx.locale),
      trial: await services.ledger.trialBalance(ctx, undefined),
      issues: ctx.viewer?.duties.includes('finance_issue') ?? false,
      today,
    };
  });
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(receiving);
    const done = await form.once((ctx) => services.revenue.registerReceipt(ctx, input));
    return redirect(`${paths.remittance(done.id)}?done=revenue.receive`);
  });
}

export const shouldRevalidate = () => true;

type Loaded = Route.ComponentProps['loaderData'];

export default function Remittances({ loaderData: d }: Route.ComponentProps) {
  const t = useT(revenue);
  return (
    <>
      <PageHeader title={t('remit_title')} lead={<p className="max-w-[42em]">{t('remit_lead')}</p>} />
      {d.chart === null ? (
        <Empty title={t('chart_empty')}>{t('chart_empty_text')}</Empty>
      ) : (
        <>
          <Chart chart={d.chart} />
          <Periods overview={d.overview} />
        </>
      )}
      <Section id="under-way" title={t('under_way')}>
        <StatementTable
          caption={t('under_way')}
          rows={d.under}
          href={paths.remittance}
          empty={<Empty title={t('under_way_none')}>{t('under_way_none_text')}</Empty>}
        />
      </Section>
      {d.issues && (
        <Section id="receipt" title={t('register_title')} lead={t('register_lead')}>
          <Form name="receive">
            <ReceiptFields orderNo="" today={d.today} />
          </Form>
        </Section>
      )}
      <Trial trial={d.trial} />
    </>
  );
}

function Periods({ overview }: { readonly overview: Loaded['overview'] }) {
  const t = useT(revenue);
  const locale = useLocale();
  const money = (key: keyof OverviewRow & `${string}_fen`, head: string): Column<OverviewRow> => ({
    key,
    head,
    kind: 'number',
    cell: (row) => <Money fen={row[key]} />,
  });
  const columns: readonly Column<OverviewRow>[] = [
    { key: 'period', head: t('period'), kind: 'fixed', cell: (row) => monthText(row.period, locale) },
    { key: 'treasury', head: t('treasury'), cell: (row) => row.treasury_name },
    money('gross_fen', t('gross')),
    money('refunds_fen', t('refunds')),
    money('due_fen', t('treasury_part')),
    money('remitted_fen', t('remitted')),
    money('repaid_fen', t('repaid')),
    money('outstanding_fen', t('outstanding')),
    money('open_claims_fen', t('open_claims')),
    {
      key: 'statements',
      head: t('statements'),
      kind: 'fixed',
      cell: (row) => t('statements_value', { n: row.statements, closed: row.closed }),
    },
    {
      key: 'late',
      head: t('longest_late'),
      kind: 'number',
      cell: (row) =>
        row.late_days === 0 ? null : (
          <span className="clock" data-late>
            {row.late_days}
          </span>
        ),
    },
  ];
  const { from, to, rows } = overview;
  return (
    <Section
      id="overview"
      title={t('overview')}
      lead={t('overview_note', { from: monthText(from, locale), to: monthText(to, locale) })}
      actions={
        <a
          className="btn no-print"
          data-look="plain"
          data-size="small"
          href={withQuery('/api/v1/revenue.csv', { from, to })}
        >
          {t('export')}
        </a>
      }
    >
      <DataTable
        caption={t('overview')}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.period}-${row.treasury_code}`}
      />
    </Section>
  );
}

/** An enterprise's id is long and says nothing to a reader; its name stands beside it. */
const shortCode = (account: string): string => account.replace(/(org_.{4}).*/, '$1…');

function Trial({ trial }: { readonly trial: Loaded['trial'] }) {
  const t = useT(revenue);
  const locale = useLocale();
  if (trial.accounts.length === 0) return null;
  const total = (fen: string) => (
    <strong>
      <Money fen={fen} />
    </strong>
  );
  return (
    <Section id="trial" title={t('trial')} lead={t(trial.complete ? 'trial_lead' : 'trial_partial')}>
      <DataTable
        caption={t('trial')}
        captionHidden
        rows={trial.accounts}
        rowKey={(row) => row.account}
        columns={[
          {
            key: 'account',
            head: t('account'),
            cell: (row) => (
              <>
                {accountWords.labelOrCode(accountKind(row.account), locale)}
                {row.owner_name !== null && <span className="help"> · {row.owner_name}</span>}
              </>
            ),
          },
          { key: 'code', head: t('account_code'), kind: 'fixed', cell: (row) => <code>{shortCode(row.account)}</code> },
          { key: 'debit', head: t('debit'), kind: 'number', cell: (row) => <Money fen={row.debit_fen} /> },
          { key: 'credit', head: t('credit'), kind: 'number', cell: (row) => <Money fen={row.credit_fen} /> },
          { key: 'balance', head: t('balance'), kind: 'number', cell: (row) => <Money fen={row.balance_fen} /> },
        ]}
        totals={{
          account: <strong>{t('total')}</strong>,
          debit: total(trial.debit_fen),
          credit: total(trial.credit_fen),
          balance: total(trial.balance_fen),
        }}
      />
    </Section>
  );
}
