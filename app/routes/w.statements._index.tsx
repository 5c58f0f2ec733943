import { redirect } from 'react-router';
import { drawing, revenueOperations } from '#api/revenue/contract.ts';
import { statementStates } from '#api/revenue/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { revenue } from '#app/i18n/revenue.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { monthText } from '#app/present/format.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { Money } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StatementTable } from '#app/ui/revenue/statement-table.tsx';
import { Section } from '#app/ui/section.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.statements._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = revenueOperations.listStatements.query.catch({ page: 1, page_size: 20 }).parse(asked);
  return orRefusal(async () => ({
    query,
    list: await services.revenue.listStatements(ctx, query),
    pending: (await services.revenue.listPending(ctx)).items,
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const made = await form.once((ctx) => services.revenue.drawStatement(ctx, form.read(drawing)));
    return redirect(`${paths.statement(made.id)}?done=revenue.draw`);
  });
}

export const shouldRevalidate = () => true;

export default function Statements({ loaderData: { query, list, pending } }: Route.ComponentProps) {
  const t = useT(revenue);
  const side = useSide();
  const { viewer } = useRootData();
  const finance = viewer?.powers.some((held) => held.power === 'finance_bureau') ?? false;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={<p className="max-w-[42em]">{t('lead')}</p>}
        {...(viewer?.organization.kind === 'agency' && !finance
          ? {
              actions: (
                <LinkButton look="plain" to={paths.divisions()}>
                  {t('to_divisions')}
                </LinkButton>
              ),
            }
          : {})}
      />
      {pending.length > 0 && <Pending rows={pending} />}
      <Tabs
        label={t('tabs')}
        tabs={[undefined, ...statementStates.codes].map((state) => ({
          to: paths.statements({ state }),
          label: state === undefined ? t('tab_all') : side(statementStates.words[state]),
          current: state === query.state,
        }))}
      />
      <StatementTable
        caption={t('title')}
        rows={list.items}
        href={paths.statement}
        empty={<Empty title={t('empty')}>{t(finance ? 'empty_finance' : 'empty_party')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.statements({ state: query.state, page })}
      />
    </>
  );
}

type Month = Route.ComponentProps['loaderData']['pending'][number];

function Pending({ rows }: { readonly rows: readonly Month[] }) {
  const t = useT(revenue);
  const locale = useLocale();
  const columns: readonly Column<Month>[] = [
    { key: 'period', head: t('period'), kind: 'fixed', cell: (row) => monthText(row.period, locale) },
    { key: 'agreement', head: t('agreement'), kind: 'fixed', cell: (row) => row.agreement_no },
    { key: 'orders', head: t('orders'), kind: 'number', cell: (row) => row.orders },
    { key: 'treasury', head: t('treasury'), cell: (row) => <Mixed>{row.treasury_name}</Mixed> },
    { key: 'gross', head: t('gross'), kind: 'number', cell: (row) => <Money fen={row.gross_fen} /> },
    {
      key: 'draw',
      head: t('draw'),
      kind: 'fixed',
      cell: (row) => (
        <Form inline name={`draw-${row.agreement_id}-${row.period}-${row.treasury_code}`}>
          <input type="hidden" name="agreement_id" value={row.agreement_id} readOnly />
          <input type="hidden" name="period" value={row.period} readOnly />
          <input type="hidden" name="treasury_code" value={row.treasury_code} readOnly />
          <Button size="small" aria-label={t('draw_label', { period: row.period, no: row.agreement_no })}>
            {t('draw')}
          </Button>
        </Form>
      ),
    },
  ];
  return (
    <Section title={t('pending')} lead={t('pending_lead')}>
      <DataTable
        caption={t('pending')}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.agreement_id}-${row.period}-${row.treasury_code}`}
      />
    </Section>
  );
}
