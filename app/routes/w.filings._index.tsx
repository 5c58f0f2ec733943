import { Link } from 'react-router';
import { agreementOperations } from '#api/agreements/contract.ts';
import { filingStates } from '#api/agreements/rules/codes.ts';
import type { FilingOut } from '#api/agreements/view.ts';
import { appContext } from '#app/context.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { paths } from '#app/paths.ts';
import { caseTone } from '#app/present/case-tone.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.filings._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = agreementOperations.listFilings.query.catch({ page: 1, page_size: 20 }).parse(asked);
  return { query, list: await services.agreements.listFilings(ctx, query) };
}

export default function Filings({ loaderData: { query, list } }: Route.ComponentProps) {
  const t = useT(agreements);
  const side = useSide();
  const { viewer } = useRootData();
  const department = viewer?.powers.some((held) => held.power === 'information_department') ?? false;
  const columns: readonly Column<FilingOut>[] = [
    { key: 'no', head: t('filing_no'), kind: 'fixed', cell: (row) => <Link to={paths.filing(row.id)}>{row.no}</Link> },
    { key: 'agreement', head: t('filing_agreement'), kind: 'fixed', cell: (row) => row.agreement_no },
    { key: 'agency', head: t('agency'), cell: (row) => row.agency.name },
    { key: 'developer', head: t('developer'), cell: (row) => row.developer.name },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => {
        const ours = department ? row.state === 'submitted' : row.state === 'supplement';
        return <StateDot tone={caseTone(row.state, ours, row.overdue)}>{side(filingStates.words[row.state])}</StateDot>;
      },
    },
    { key: 'at', head: t('submitted_at'), kind: 'fixed', cell: (row) => <DateText instant={row.submitted_at} /> },
    {
      key: 'clock',
      head: t('filing_clock'),
      kind: 'fixed',
      cell: (row) => (row.state === 'submitted' ? <Clock due={row.due_on} left={row.days_left} /> : null),
    },
  ];
  return (
    <>
      <PageHeader title={t('filings_title')} lead={t(department ? 'filings_lead_department' : 'filings_lead_agency')} />
      <Tabs
        label={t('tabs')}
        tabs={[undefined, ...filingStates.codes].map((state) => ({
          to: paths.filings({ state }),
          label: state === undefined ? t('tab_all') : side(filingStates.words[state]),
          current: query.state === state,
        }))}
      />
      <DataTable
        caption={t('filings_title')}
        captionHidden
        columns={columns}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('filings_empty')}>{t('filings_empty_text')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.filings({ state: query.state, page })}
      />
    </>
  );
}
