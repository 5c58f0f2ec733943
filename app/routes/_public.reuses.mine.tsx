import { pageQuery } from '#api/kernel/operation.ts';
import { appContext } from '#app/context.ts';
import { reuses } from '#app/i18n/reuses.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Given } from '#app/ui/dataset/given.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { NeedsParticipant } from '#app/ui/participants/needs-participant.tsx';
import { useReuseColumns } from '#app/ui/reuses/reuse-columns.tsx';
import { ReuseStateDot } from '#app/ui/reuses/reuse-state.tsx';
import type { Route } from './+types/_public.reuses.mine.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  if ((await services.participants.participantOf(ctx)) === null) return { list: null };
  const asked = pageQuery.safeParse(Object.fromEntries(url.searchParams));
  return { list: await services.reuses.listOwnReuses(ctx, asked.success ? asked.data : pageQuery.parse({})) };
}

export default function OwnReuses({ loaderData: { list } }: Route.ComponentProps) {
  const t = useT(reuses);
  const columns = useReuseColumns(paths.reuse, [
    { key: 'state', head: t('state'), kind: 'fixed', cell: (row) => <ReuseStateDot state={row.state} /> },
    { key: 'reason', head: t('reason'), cell: (row) => row.reason !== null && <Given>{row.reason}</Given> },
  ]);
  return (
    <>
      <PageHeader
        title={t('mine')}
        lead={t('mine_lead')}
        breadcrumb={[{ label: t('title'), to: paths.reuses() }]}
        actions={<LinkButton to={paths.newReuse()}>{t('add')}</LinkButton>}
      />
      {list === null ? (
        <NeedsParticipant />
      ) : (
        <>
          <DataTable
            caption={t('mine')}
            captionHidden
            columns={columns}
            rows={list.items}
            rowKey={(row) => row.id}
            empty={<Empty title={t('mine_empty')}>{t('mine_empty_text')}</Empty>}
          />
          <Pagination
            page={list.page}
            pageSize={list.page_size}
            total={list.total}
            href={(page) => paths.ownReuses({ page })}
          />
        </>
      )}
    </>
  );
}
