import { Link } from 'react-router';
import { listQuery } from '#api/assets/contract.ts';
import { assetCaseKinds, assetStates } from '#api/assets/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { assetSides } from '#app/present/asset-sides.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { AssetTabs, HolderName, Standing } from '#app/ui/assets/parts.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { NumberText } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import type { Route } from './+types/w.assets._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = listQuery.catch({ page: 1, page_size: 20 }).parse(asked);
  return { query, list: await orRefusal(() => services.assets.listAssets(ctx, query)), sides: assetSides(ctx) };
}

export default function Cards({ loaderData: { query, list, sides } }: Route.ComponentProps) {
  const t = useT(assets);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {sides.holds && <LinkButton to={paths.newAsset()}>{t('new')}</LinkButton>}
            <LinkButton look="plain" to={paths.registeredAssets()}>
              {t('public_register')}
            </LinkButton>
          </>
        }
      />
      <AssetTabs current="cards" sides={sides} />
      <Form method="get" inline action={paths.assets()}>
        <TextInput name="q" type="search" label={t('search')} defaultValue={query.q ?? ''} width="medium" optional />
        <Select
          name="state"
          label={t('standing')}
          optional
          blank={t('all')}
          defaultValue={query.state ?? ''}
          options={assetStates.codes.map((value) => ({
            value,
            label: `${side(assetStates.words[value])} (${list.counts[value] ?? 0})`,
          }))}
        />
        <Button look="plain">{t('find')}</Button>
      </Form>
      <DataTable
        caption={t('title')}
        captionHidden
        columns={[
          { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.asset(row.id)}>{row.no}</Link> },
          { key: 'name', head: t('name'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
          ...(sides.supervises || !sides.holds
            ? [{ key: 'holder', head: t('holder'), cell: (row: Row) => <HolderName of={row.holder} /> }]
            : []),
          { key: 'standing', head: t('standing'), kind: 'fixed', cell: (row) => <Standing of={row.standing} /> },
          { key: 'code', head: t('code'), kind: 'fixed', cell: (row) => row.code },
          { key: 'rows', head: t('rows'), kind: 'number', cell: (row) => <NumberText value={BigInt(row.rows)} /> },
          {
            key: 'valid',
            head: t('valid_to'),
            kind: 'fixed',
            cell: (row) => (row.valid_to === null ? <Void /> : <DateText day={row.valid_to} />),
          },
          {
            key: 'case',
            head: t('application'),
            cell: (row) => (row.open_case === null ? <Void /> : side(assetCaseKinds.words[row.open_case.kind])),
          },
        ]}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('empty')}>{t('empty_text')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.assets({ q: query.q, state: query.state, page })}
      />
    </>
  );
}

type Row = Route.ComponentProps['loaderData']['list']['items'][number];
