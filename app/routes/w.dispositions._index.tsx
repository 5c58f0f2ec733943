import { Link } from 'react-router';
import { dispositionModes } from '#api/agreements/rules/codes.ts';
import { dispositionStates } from '#api/agreements/rules/life-codes.ts';
import { appContext } from '#app/context.ts';
import { agreementKeeping } from '#app/i18n/agreement-keeping.ts';
import { paths } from '#app/paths.ts';
import { caseTone } from '#app/present/case-tone.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.dispositions._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return services.agreements.listDispositions(ctx);
}

type Row = Route.ComponentProps['loaderData']['items'][number];

export default function Dispositions({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(agreementKeeping);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<Row>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.disposition(row.id)}>{row.no}</Link> },
    { key: 'agreement', head: t('agreement'), kind: 'fixed', cell: (row) => row.agreement_no },
    { key: 'developer', head: t('developer'), cell: (row) => <span lang="zh-CN">{row.developer.name}</span> },
    { key: 'mode', head: t('mode'), kind: 'fixed', cell: (row) => dispositionModes.label(row.mode, locale) },
    { key: 'ended', head: t('ended_on'), kind: 'fixed', cell: (row) => <DateText day={row.ended_on} /> },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={caseTone(row.state, row.actions.length > 0, row.late)}>
          {side(dispositionStates.words[row.state])}
        </StateDot>
      ),
    },
    {
      key: 'due',
      head: t('due'),
      kind: 'fixed',
      cell: (row) => {
        const due = row.state === 'submitted' ? row.review_by : row.due_on;
        return row.state === 'accepted' || due === null ? null : <Clock due={due} left={row.days_left} />;
      },
    },
  ];
  return (
    <>
      <PageHeader title={t('dispositions')} lead={t('dispositions_lead')} />
      <DataTable
        caption={t('dispositions')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('dispositions_none')}>{t('dispositions_none_text')}</Empty>}
      />
    </>
  );
}
