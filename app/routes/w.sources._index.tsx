import { Link } from 'react-router';
import { runStates, schedules, sourceKinds, sourceStates } from '#api/federation/rules/codes.ts';
import type { SourceOut } from '#api/federation/view.ts';
import { appContext } from '#app/context.ts';
import { federation } from '#app/i18n/federation.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { numberText } from '#app/present/format.ts';
import { runTone, sourceTone } from '#app/present/harvest-tone.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.sources._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.federation.listSources(ctx));
}

export default function Sources({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(federation);
  const side = useSide();
  const locale = useLocale();
  const place = usePlace();
  const columns: readonly Column<SourceOut>[] = [
    { key: 'name', head: t('name'), cell: (row) => <Link to={paths.source(row.id)}>{row.name}</Link> },
    { key: 'region', head: t('region'), kind: 'fixed', cell: (row) => place(row.region_code) },
    { key: 'kind', head: t('kind'), cell: (row) => side(sourceKinds.words[row.kind]) },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => <StateDot tone={sourceTone[row.state]}>{side(sourceStates.words[row.state])}</StateDot>,
    },
    { key: 'schedule', head: t('schedule'), kind: 'fixed', cell: (row) => side(schedules.words[row.schedule]) },
    { key: 'records', head: t('records'), kind: 'number', cell: (row) => numberText(row.records, locale) },
    {
      key: 'last',
      head: t('last_run'),
      cell: ({ last_run: run }) =>
        run === null ? (
          t('never')
        ) : (
          <>
            <StateDot tone={runTone[run.state]}>{side(runStates.words[run.state])}</StateDot>{' '}
            <DateText instant={run.started_at} />
          </>
        ),
    },
  ];
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={<LinkButton to={paths.newSource()}>{t('add')}</LinkButton>}
      />
      <DataTable
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('empty')}>
            <p>{t('empty_text')}</p>
          </Empty>
        }
      />
    </>
  );
}
