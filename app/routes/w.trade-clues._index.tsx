import { Link } from 'react-router';
import { clueFilter } from '#api/market/dealing/contract.ts';
import { tradeClueKinds, tradeClueStates } from '#api/market/rules/dealing-codes.ts';
import { appContext } from '#app/context.ts';
import { marketDealing } from '#app/i18n/market-dealing.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { tradeClueTone } from '#app/present/market-tone.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { Money } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.trade-clues._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const filter = clueFilter.catch({}).parse(asked);
  const page = Math.max(1, Number(asked.page) || 1);
  return orRefusal(async () => ({
    filter,
    owner: viewer.organization.kind === 'enterprise',
    clues: await services.market.listTradeClues(ctx, { ...filter, page, page_size: 50 }),
  }));
}

type Row = Route.ComponentProps['loaderData']['clues']['items'][number];

export default function TradeClues({ loaderData: { clues, filter, owner } }: Route.ComponentProps) {
  const t = useT(marketDealing);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<Row>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.tradeClue(row.id)}>{row.no}</Link> },
    { key: 'kind', head: t('kind'), cell: (row) => tradeClueKinds.label(row.kind, locale) },
    {
      key: 'state',
      head: t('state'),
      cell: (row) => (
        <>
          <StateDot tone={tradeClueTone(row.state, owner)}>{side(tradeClueStates.words[row.state])}</StateDot>
          {row.state === 'asked' && row.due_on !== null && (
            <>
              {' '}
              <Clock due={row.due_on} left={row.days_left} />
            </>
          )}
        </>
      ),
    },
    { key: 'order', head: t('order'), kind: 'fixed', cell: (row) => row.order_no },
    { key: 'product', head: t('product'), cell: (row) => <span lang="zh-CN">{row.product_title}</span> },
    { key: 'buyer', head: t('buyer'), cell: (row) => <span lang="zh-CN">{row.buyer.name}</span> },
    ...(owner
      ? []
      : [{ key: 'owner', head: t('owner'), cell: (row: Row) => <span lang="zh-CN">{row.owner.name}</span> }]),
    { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    { key: 'paid', head: t('paid_on'), kind: 'fixed', cell: (row) => <DateText day={row.paid_on} /> },
  ];
  const query = { ...(filter.state ? { state: filter.state } : {}), ...(filter.kind ? { kind: filter.kind } : {}) };
  return (
    <>
      <PageHeader
        title={t('list')}
        lead={<p className="max-w-[42em]">{t(owner ? 'list_lead_owner' : 'list_lead')}</p>}
        actions={
          <>
            <Link className="btn" data-look="plain" to={paths.relations()}>
              {t('to_relations')}
            </Link>
            <a className="btn" data-look="plain" href={paths.tradeCluesCsv(query)} download>
              {t('csv')}
            </a>
          </>
        }
      />
      <Form method="get" name="filter" inline>
        <Select
          name="state"
          label={t('filter_state')}
          blank={t('filter_all')}
          defaultValue={filter.state ?? ''}
          optional
          options={[
            { value: 'waiting', label: t('filter_waiting') },
            ...tradeClueStates.codes.map((code) => ({ value: code, label: tradeClueStates.label(code, locale) })),
          ]}
        />
        <Select
          name="kind"
          label={t('filter_kind')}
          blank={t('filter_all')}
          defaultValue={filter.kind ?? ''}
          optional
          options={tradeClueKinds.codes.map((code) => ({ value: code, label: tradeClueKinds.label(code, locale) }))}
        />
        <Button look="plain">{t('filter_do')}</Button>
      </Form>
      <DataTable
        caption={t('list')}
        captionHidden
        columns={columns}
        rows={clues.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('none')}>{t(owner ? 'none_owner_text' : 'none_text')}</Empty>}
      />
      <Pagination
        page={clues.page}
        pageSize={clues.page_size}
        total={clues.total}
        href={(page) => paths.tradeClues({ ...query, page })}
      />
    </>
  );
}
