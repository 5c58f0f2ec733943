import { Link } from 'react-router';
import { assetCaseKinds, assetCaseStates } from '#api/assets/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { assetSides } from '#app/present/asset-sides.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { AssetTabs, caseTone, HolderName } from '#app/ui/assets/parts.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.assets.register.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const list = await orRefusal(() => services.assets.listAssets(ctx, { page: 1, page_size: 100, open: 'yes' }));
  const last = '9999-12-31';
  const items = list.items.toSorted((a, b) => (a.open_case?.due_on ?? last).localeCompare(b.open_case?.due_on ?? last));
  return { items, sides: assetSides(ctx) };
}

export default function Desk({ loaderData: { items, sides } }: Route.ComponentProps) {
  const t = useT(assets);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('desk_title')}
        lead={t('desk_lead')}
        breadcrumb={[{ label: t('title'), to: paths.assets() }]}
      />
      <AssetTabs current="desk" sides={sides} />
      <DataTable
        caption={t('desk_title')}
        captionHidden
        columns={[
          {
            key: 'no',
            head: t('application'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.asset(row.id)}>{row.open_case?.no}</Link>,
          },
          {
            key: 'kind',
            head: t('kind'),
            kind: 'fixed',
            cell: ({ open_case: c }) => c && side(assetCaseKinds.words[c.kind]),
          },
          { key: 'name', head: t('name'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
          { key: 'holder', head: t('holder'), cell: (row) => <HolderName of={row.holder} /> },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: ({ open_case: c }) =>
              c && <StateDot tone={caseTone(c.state, c.late)}>{side(assetCaseStates.words[c.state])}</StateDot>,
          },
          {
            key: 'due',
            head: t('due'),
            kind: 'fixed',
            cell: ({ open_case: c }) => (c?.due_on == null ? <Void /> : <DateText day={c.due_on} />),
          },
        ]}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('desk_empty')}>{t('desk_empty_text')}</Empty>}
      />
    </>
  );
}
