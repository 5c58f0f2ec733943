import { Link } from 'react-router';
import { noticeKinds, noticeStates } from '#api/market/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { marketNotices } from '#app/i18n/market-notices.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { noticeTone } from '#app/present/market-tone.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.source-notices._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.market.listSourceNotices(ctx));
}

type Row = Route.ComponentProps['loaderData']['items'][number];

export default function SourceNotices({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(marketNotices);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<Row>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.sourceNotice(row.id)}>{row.no}</Link> },
    {
      key: 'product',
      head: t('product'),
      cell: (row) => (
        <>
          <span lang="zh-CN">{row.product_title}</span> <small>{row.product_no}</small>
        </>
      ),
    },
    { key: 'resource', head: t('resource'), cell: (row) => <span lang="zh-CN">{row.resource_name}</span> },
    { key: 'what', head: t('what'), kind: 'fixed', cell: (row) => noticeKinds.label(row.kind, locale) },
    { key: 'developer', head: t('developer'), cell: (row) => <span lang="zh-CN">{row.developer_name}</span> },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => <StateDot tone={noticeTone(row)}>{side(noticeStates.words[row.state])}</StateDot>,
    },
    {
      key: 'due',
      head: t('due'),
      kind: 'fixed',
      cell: (row) =>
        row.state === 'open' ? (
          <Clock due={row.due_on} left={row.days_left} />
        ) : row.answered_on === null ? null : (
          <DateText day={row.answered_on} />
        ),
    },
  ];
  return (
    <>
      <PageHeader title={t('list')} lead={t('list_lead')} />
      <DataTable
        caption={t('list')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('none')}>{t('none_text')}</Empty>}
      />
    </>
  );
}
