import { Link } from 'react-router';
import { assetCaseKinds, assetCaseStates } from '#api/assets/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { useSide, useT } from '#app/present/words.ts';
import { caseTone, HolderName } from '#app/ui/assets/parts.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/_public.data-assets.notices._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return services.assets.listAssetNotices(ctx);
}

type Notices = Route.ComponentProps['loaderData']['items'];

export default function AllNotices({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(assets);
  const past = items.filter((one) => !one.open);
  return (
    <>
      <PageHeader
        title={t('notices_title')}
        lead={<p className="max-w-[42em]">{t('notices_lead')}</p>}
        breadcrumb={[{ label: t('register_title'), to: paths.registeredAssets() }]}
      />
      <Section title={t('notices_open')}>
        <List caption={t('notices_open')} items={items.filter((one) => one.open)} />
      </Section>
      {past.length > 0 && (
        <Section title={t('notices_past')}>
          <List caption={t('notices_past')} items={past} />
        </Section>
      )}
    </>
  );
}

function List({ caption, items }: { readonly caption: string; readonly items: Notices }) {
  const t = useT(assets);
  const side = useSide();
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={[
        {
          key: 'name',
          head: t('name'),
          cell: (row) => (
            <Link to={paths.assetNotice(row.id)}>
              <span lang="zh-CN">{row.name}</span>
            </Link>
          ),
        },
        { key: 'kind', head: t('kind'), kind: 'fixed', cell: (row) => side(assetCaseKinds.words[row.kind]) },
        { key: 'holder', head: t('holder'), cell: (row) => <HolderName of={row.holder} /> },
        { key: 'until', head: t('notice_until'), kind: 'fixed', cell: (row) => <DateText day={row.notice_to} /> },
        {
          key: 'state',
          head: t('state'),
          kind: 'fixed',
          cell: (row) => (
            <StateDot tone={caseTone(row.state, false)}>{side(assetCaseStates.words[row.state])}</StateDot>
          ),
        },
      ]}
      rows={items}
      rowKey={(row) => row.id}
      empty={<Empty title={t('notices_none')}>{t('notices_none_text')}</Empty>}
    />
  );
}
