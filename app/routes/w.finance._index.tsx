import { Link } from 'react-router';
import { dayOf } from '#api/kernel/time.ts';
import { type DeskTask, deskTasks, type FigureGroup, figureGroups } from '#api/revenue/rules/codes.ts';
import { treasuryOperations } from '#api/revenue/treasury-contract.ts';
import { appContext } from '#app/context.ts';
import { finance } from '#app/i18n/finance.ts';
import { paths, withQuery } from '#app/paths.ts';
import { figureCharts } from '#app/present/finance-chart.server.ts';
import { orRefusal } from '#app/present/form.ts';
import { monthText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Chart } from '#app/ui/chart.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Money, NumberText } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { FinanceRooms } from '#app/ui/revenue/finance-rooms.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.finance._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = treasuryOperations.showFinanceDesk.query.catch({}).parse(asked);
  return orRefusal(async () => {
    const desk = await services.revenue.getDesk(ctx, query);
    return { desk, charts: figureCharts(desk.year, dayOf(ctx.clock.now()), ctx.locale) };
  });
}

type Desk = Route.ComponentProps['loaderData']['desk'];

export default function FinanceDesk({ loaderData: { desk, charts } }: Route.ComponentProps) {
  const t = useT(finance);
  const { year } = desk;
  const files = { year: year.year };
  return (
    <>
      <PageHeader title={t('desk')} lead={<p className="max-w-[42em]">{t('desk_lead')}</p>} />
      <FinanceRooms room="desk" />
      <Section id="waiting" title={t('waiting')}>
        <Tasks tasks={desk.tasks} />
      </Section>
      <Section
        id="year"
        title={t('year_title', { year: year.year })}
        lead={t('year_lead')}
        actions={
          <>
            <Link
              className="btn no-print"
              data-look="plain"
              data-size="small"
              to={paths.finance({ year: year.year - 1 })}
            >
              {t('year_before', { year: year.year - 1 })}
            </Link>
            <a
              className="btn no-print"
              data-look="plain"
              data-size="small"
              href={withQuery('/api/v1/finance/year.xlsx', files)}
            >
              {t('export_xlsx')}
            </a>
            <a
              className="btn no-print"
              data-look="plain"
              data-size="small"
              href={withQuery('/api/v1/finance/year.csv', files)}
            >
              {t('export_csv')}
            </a>
          </>
        }
      >
        <Year year={year} />
      </Section>
      {figureGroups.codes.map((group) => (
        <Group key={group} group={group} year={year} chart={charts.find((one) => one.group === group)?.chart} />
      ))}
    </>
  );
}

const hrefs: Record<DeskTask, string> = {
  review: paths.statements({ state: 'confirmed' }),
  issue: paths.statements({ state: 'approved' }),
  await: paths.statements({ state: 'ordered' }),
  close: paths.statements({ state: 'received' }),
  refunds: `${paths.payments()}#refunds`,
  pay_refunds: `${paths.repayments()}#to-pay`,
  repay_review: paths.repayments({ state: 'applied' }),
  repay_approve: paths.repayments({ state: 'reviewed' }),
  repay_register: paths.repayments({ state: 'approved' }),
  exact_lines: paths.treasuryLines({ state: 'open' }),
  differences: paths.treasuryLines({ state: 'difference' }),
  month: paths.ledgerMonths(),
};

function Tasks({ tasks }: { readonly tasks: Desk['tasks'] }) {
  const t = useT(finance);
  const side = useSide();
  type Row = Desk['tasks'][number];
  const columns: readonly Column<Row>[] = [
    {
      key: 'task',
      head: t('task'),
      cell: (row) => <Link to={hrefs[row.task]}>{side(deskTasks.words[row.task])}</Link>,
    },
    { key: 'count', head: t('count'), kind: 'number', cell: (row) => row.count },
    {
      key: 'amount',
      head: t('amount'),
      kind: 'number',
      cell: (row) => (row.amount_fen === '0' ? null : <Money fen={row.amount_fen} />),
    },
    { key: 'oldest', head: t('oldest'), kind: 'number', cell: (row) => row.oldest_days },
    {
      key: 'due',
      head: t('due'),
      kind: 'fixed',
      cell: ({ due_days: n }) =>
        n == null ? null : (
          <span className="clock" data-late={n < 0 || undefined}>
            {n < 0 ? t('due_late', { n: -n }) : t('due_left', { n })}
          </span>
        ),
    },
  ];
  return (
    <DataTable
      caption={t('waiting')}
      captionHidden
      columns={columns}
      rows={tasks}
      rowKey={(row) => row.task}
      empty={<Empty title={t('nothing_waits')}>{t('nothing_waits_text')}</Empty>}
    />
  );
}

function Year({ year }: { readonly year: Desk['year'] }) {
  const t = useT(finance);
  const { total } = year;
  if (total.orders === 0) return <Empty title={t('no_figures')}>{t('no_figures_text')}</Empty>;
  const money = (key: string, head: string, fen: string) => ({
    key,
    head,
    kind: 'number' as const,
    cell: () => <Money fen={fen} />,
  });
  return (
    <>
      <DataTable
        caption={t('year_title', { year: year.year })}
        captionHidden
        rows={[total]}
        rowKey={() => 'total'}
        columns={[
          { key: 'orders', head: t('orders'), kind: 'number', cell: () => <NumberText value={total.orders} /> },
          money('gross', t('gross'), total.gross_fen),
          money('refunds', t('refunds'), total.refunds_fen),
          money('net', t('net'), total.net_fen),
          money('due', t('due_treasury'), total.treasury_fen),
          money('received', t('received'), year.remitted_fen),
          money('repaid', t('repaid'), year.repaid_fen),
          money('outstanding', t('outstanding'), year.outstanding_fen),
          money('claims', t('open_claims'), year.open_claims_fen),
        ]}
      />
      <p className="help">
        {t('statements_closed', { n: year.statements, closed: year.closed, months: year.months_closed })}
      </p>
    </>
  );
}

interface GroupProps {
  readonly group: FigureGroup;
  readonly year: Desk['year'];
  readonly chart: ReturnType<typeof figureCharts>[number]['chart'] | undefined;
}

function Group({ group, year, chart }: GroupProps) {
  const t = useT(finance);
  const side = useSide();
  const locale = useLocale();
  const rows = year.groups[group];
  if (rows.length === 0) return null;
  type Row = (typeof rows)[number];
  const keys = [
    ['gross_fen', t('gross')],
    ['refunds_fen', t('refunds')],
    ['net_fen', t('net')],
    ['treasury_fen', t('due_treasury')],
    ['developer_fen', t('developers')],
    ['operator_fen', t('operator')],
  ] as const;
  const columns: readonly Column<Row>[] = [
    { key: 'item', head: t('item'), cell: (row) => (group === 'month' ? monthText(row.key, locale) : row.label) },
    { key: 'orders', head: t('orders'), kind: 'number', cell: (row) => <NumberText value={row.orders} /> },
    ...keys.map(([key, head]): Column<Row> => ({ key, head, kind: 'number', cell: (row) => <Money fen={row[key]} /> })),
  ];
  const totals = Object.fromEntries(keys.map(([key]) => [key, <Money key={key} fen={year.total[key]} />]));
  return (
    <Section id={`by-${group}`} title={side(figureGroups.words[group])}>
      {chart !== undefined && <Chart chart={chart} />}
      <DataTable
        caption={side(figureGroups.words[group])}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={(row) => row.key}
        totals={{ item: t('sum'), orders: <NumberText value={year.total.orders} />, ...totals }}
      />
    </Section>
  );
}
