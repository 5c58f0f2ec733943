import { Link } from 'react-router';
import { boardQuery } from '#api/sharing/contract.ts';
import { clockKinds, tones } from '#api/sharing/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { agencySharing } from '#app/i18n/agency-sharing.ts';
import { paths, withQuery } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Ball, ClockName, DueOn, Standing } from '#app/ui/sharing/clock-cell.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.sharing.board.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = boardQuery.catch({}).parse(asked);
  return { query, board: await orRefusal(() => services.sharing.listSharingClocks(ctx, query)) };
}

export default function SharingBoard({ loaderData: { query, board } }: Route.ComponentProps) {
  const t = useT(agencySharing);
  const side = useSide();
  const shown = tones.codes.filter(
    (tone) => board.counts[tone] > 0 || tone === 'late' || tone === 'due' || tone === 'green',
  );
  return (
    <>
      <PageHeader
        title={t('board')}
        lead={t('board_lead')}
        breadcrumb={[{ label: t('title'), to: paths.sharing() }]}
        actions={
          <a className="btn" data-look="plain" href={withQuery('/api/v1/sharing/clocks.csv', query)} download>
            {t('board_csv')}
          </a>
        }
      />
      <Tabs
        label={t('standing')}
        tabs={[
          {
            to: paths.sharingBoard({ ...query, tone: undefined }),
            label: t('board_all'),
            current: query.tone === undefined,
          },
          ...shown.map((tone) => ({
            to: paths.sharingBoard({ ...query, tone }),
            label: `${side(tones.words[tone])} ${board.counts[tone]}`,
            current: query.tone === tone,
          })),
        ]}
      />
      <div className="mb-6">
        <Form method="get" inline aria-label={t('board_filters')}>
          {query.tone !== undefined && <input type="hidden" name="tone" value={query.tone} />}
          <Select
            name="clock"
            label={t('board_kind')}
            blank={t('board_all')}
            optional
            defaultValue={query.clock ?? ''}
            options={clockKinds.codes.map((value) => ({ value, label: side(clockKinds.words[value]) }))}
          />
          <Select
            name="mine"
            label={t('ball')}
            blank={t('board_all')}
            optional
            defaultValue={query.mine ?? ''}
            options={[{ value: 'yes', label: t('board_mine') }]}
          />
          <Button look="plain">{t('board_show')}</Button>
        </Form>
      </div>
      {board.truncated && <Notice>{t('board_truncated')}</Notice>}
      <DataTable
        caption={t('board')}
        captionHidden
        columns={[
          {
            key: 'no',
            head: t('no'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.sharingCase(row.request_id)}>{row.no}</Link>,
          },
          { key: 'standing', head: t('standing'), kind: 'fixed', cell: (row) => <Standing of={row} /> },
          { key: 'clock', head: t('clock'), cell: (row) => <ClockName of={row} /> },
          { key: 'due', head: t('due_on'), kind: 'fixed', cell: (row) => <DueOn of={row} /> },
          { key: 'ball', head: t('ball'), cell: (row) => <Ball of={row} /> },
          { key: 'data', head: t('data'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
          { key: 'requester', head: t('requester'), cell: (row) => <span lang="zh-CN">{row.requester}</span> },
          { key: 'provider', head: t('provider'), cell: (row) => <span lang="zh-CN">{row.provider}</span> },
        ]}
        rows={board.items}
        rowKey={(row) => `${row.request_id}-${row.kind}-${row.of ?? ''}`}
        empty={<Empty title={t('board_empty')}>{t('board_empty_text')}</Empty>}
      />
    </>
  );
}
