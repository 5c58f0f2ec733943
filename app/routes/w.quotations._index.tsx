import { Link } from 'react-router';
import { quotationOperations } from '#api/market/quotations/contract.ts';
import { quotationKinds, quotationSides, quotationStates } from '#api/market/rules/voice-codes.ts';
import { appContext } from '#app/context.ts';
import { voice } from '#app/i18n/market-voice.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { quotationTone } from '#app/present/voice-tone.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Money } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.quotations._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  const sides = quotationSides.codes.filter((side) =>
    side === 'department'
      ? viewer.duties.includes('reviewer') && viewer.powers.some((held) => held.power === 'information_department')
      : viewer.duties.includes(side === 'owner' ? 'developer' : 'buyer'),
  );
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  // Who sells has answers to give; what was asked of others waits for them.
  const side = sides.find((one) => one === 'owner') ?? sides[0] ?? 'buyer';
  const query = quotationOperations.listQuotations.query
    .catch({ page: 1, page_size: 20, side })
    .parse({ side, ...asked });
  return orRefusal(async () => ({ sides, query, list: await services.market.listQuotations(ctx, query) }));
}

type Row = Route.ComponentProps['loaderData']['list']['items'][number];

export default function Quotations({ loaderData: { sides, query, list } }: Route.ComponentProps) {
  const t = useT(voice);
  const side = useSide();
  const english = useLocale() === 'en';
  const name = (one: { name: string; name_en: string | null }) =>
    english && one.name_en !== null ? one.name_en : <span lang="zh-CN">{one.name}</span>;
  const columns: readonly Column<Row>[] = [
    { key: 'no', head: t('q_no'), kind: 'fixed', cell: (row) => <Link to={paths.quotation(row.id)}>{row.no}</Link> },
    { key: 'kind', head: t('q_kind'), kind: 'fixed', cell: (row) => side(quotationKinds.words[row.kind]) },
    {
      key: 'product',
      head: t('q_product'),
      cell: (row) => (
        <>
          <span lang="zh-CN">{row.product_title}</span> <small>{row.product_no}</small>
        </>
      ),
    },
    query.side === 'buyer'
      ? { key: 'owner', head: t('q_owner'), cell: (row) => name(row.owner) }
      : { key: 'buyer', head: t('q_buyer'), cell: (row) => name(row.buyer) },
    {
      key: 'price',
      head: t('q_price'),
      kind: 'number',
      cell: (row) => (row.amount_fen === null ? null : <Money fen={row.amount_fen} />),
    },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={quotationTone(row.state, row.side)}>{side(quotationStates.words[row.state])}</StateDot>
      ),
    },
    { key: 'until', head: t('q_until'), kind: 'fixed', cell: (row) => <DateText day={row.lapses_after} /> },
  ];
  return (
    <>
      <PageHeader
        title={t('q_list')}
        lead={t('q_list_lead')}
        actions={
          sides.includes('owner') && (
            <LinkButton look="plain" to={paths.newQuotation({ offer: 1 })}>
              {t('q_private')}
            </LinkButton>
          )
        }
      />
      {sides.length > 1 && (
        <Tabs
          label={t('q_list')}
          tabs={sides.map((one) => ({
            to: paths.quotations({ side: one }),
            label: t(`q_as_${one}`),
            current: one === query.side,
          }))}
        />
      )}
      <DataTable
        caption={t('q_list')}
        captionHidden
        columns={columns}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('q_none')}>
            <p>{t(`q_none_${query.side}`)}</p>
          </Empty>
        }
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.quotations({ side: query.side, page })}
      />
    </>
  );
}
