import { Link } from 'react-router';
import { complaintOperations } from '#api/market/complaints/contract.ts';
import { complaintCategories, complaintSides, complaintStates } from '#api/market/rules/voice-codes.ts';
import { appContext } from '#app/context.ts';
import { voice } from '#app/i18n/market-voice.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { complaintTone } from '#app/present/voice-tone.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.complaints._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  const sides = complaintSides.codes.filter(
    (side) =>
      side === 'complainant' ||
      (side === 'owner'
        ? viewer.duties.includes('developer')
        : viewer.duties.includes('reviewer') && viewer.powers.some((held) => held.power === 'information_department')),
  );
  // What somebody has to deal with comes before what they asked for themselves.
  const side = sides.at(-1) ?? 'complainant';
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = complaintOperations.listProductComplaints.query
    .catch({ page: 1, page_size: 20, side })
    .parse({ side, ...asked });
  return orRefusal(async () => ({ sides, query, list: await services.market.listComplaints(ctx, query) }));
}

type Row = Route.ComponentProps['loaderData']['list']['items'][number];

export default function Complaints({ loaderData: { sides, query, list } }: Route.ComponentProps) {
  const t = useT(voice);
  const side = useSide();
  const english = useLocale() === 'en';
  const name = (one: { name: string; name_en: string | null }) =>
    english && one.name_en !== null ? one.name_en : <span lang="zh-CN">{one.name}</span>;
  const columns: readonly Column<Row>[] = [
    { key: 'no', head: t('c_no'), kind: 'fixed', cell: (row) => <Link to={paths.complaint(row.id)}>{row.no}</Link> },
    {
      key: 'product',
      head: t('q_product'),
      cell: (row) => (
        <>
          <span lang="zh-CN">{row.product_title}</span> <small>{row.product_no}</small>
        </>
      ),
    },
    { key: 'category', head: t('c_category'), cell: (row) => side(complaintCategories.words[row.category]) },
    query.side === 'complainant'
      ? { key: 'owner', head: t('q_owner'), cell: (row) => name(row.owner) }
      : { key: 'by', head: t('c_complainant'), cell: (row) => name(row.complainant) },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={complaintTone(row)}>
          {side(complaintStates.words[row.state])}
          {row.late && ` · ${t('c_late')}`}
        </StateDot>
      ),
    },
    {
      key: 'due',
      head: t('c_due'),
      kind: 'fixed',
      cell: (row) => (row.due_on === null ? null : <Clock due={row.due_on} left={row.days_left} />),
    },
  ];
  return (
    <>
      <PageHeader title={t('c_list')} lead={t('c_list_lead')} />
      {sides.length > 1 && (
        <Tabs
          label={t('c_list')}
          tabs={sides.map((one) => ({
            to: paths.complaints({ side: one }),
            label: t(`c_as_${one}`),
            current: one === query.side,
          }))}
        />
      )}
      <DataTable
        caption={t('c_list')}
        captionHidden
        columns={columns}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('c_none')}>
            <p>{t('c_none_text')}</p>
          </Empty>
        }
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.complaints({ side: query.side, page })}
      />
    </>
  );
}
