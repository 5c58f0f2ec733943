import { Link } from 'react-router';
import { registerQuery } from '#api/assets/contract.ts';
import { appContext } from '#app/context.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths, withQuery } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { HolderName, Standing } from '#app/ui/assets/parts.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { NumberText } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import type { Route } from './+types/_public.data-assets._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = registerQuery.catch({ page: 1, page_size: 20 }).parse(asked);
  return { query, list: await orRefusal(() => services.assets.listRegisteredAssets(ctx, query)) };
}

export default function Register({ loaderData: { query, list } }: Route.ComponentProps) {
  const t = useT(assets);
  return (
    <>
      <PageHeader
        title={t('register_title')}
        lead={<p className="max-w-[42em]">{t('register_lead')}</p>}
        actions={
          <LinkButton look="plain" to={paths.assetNotices()}>
            {t('notices_link')}
          </LinkButton>
        }
      />
      <Form method="get" inline action={paths.registeredAssets()}>
        <TextInput
          name="q"
          type="search"
          label={t('register_search')}
          defaultValue={query.q ?? ''}
          width="medium"
          optional
        />
        <Button look="plain">{t('find')}</Button>
      </Form>
      <DataTable
        caption={t('register_title')}
        captionHidden
        columns={[
          {
            key: 'code',
            head: t('code'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.registeredAsset(row.code)}>{row.code}</Link>,
          },
          { key: 'name', head: t('name'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
          { key: 'holder', head: t('holder'), cell: (row) => <HolderName of={row.holder} /> },
          { key: 'standing', head: t('standing'), kind: 'fixed', cell: (row) => <Standing of={row.standing} /> },
          {
            key: 'rows',
            head: t('rows'),
            kind: 'number',
            cell: (row) => <NumberText value={BigInt(row.scale.rows)} />,
          },
          { key: 'on', head: t('registered_on'), kind: 'fixed', cell: (row) => <DateText day={row.registered_on} /> },
          { key: 'to', head: t('valid_to'), kind: 'fixed', cell: (row) => <DateText day={row.valid_to} /> },
        ]}
        rows={list.items}
        rowKey={(row) => row.code}
        empty={<Empty title={t('register_empty')}>{t('register_empty_text')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.registeredAssets({ q: query.q, page })}
      />
      <p className="actions">
        <a href={withQuery('/api/v1/assets/register.csv', { q: query.q })} download>
          {t('register_csv')}
        </a>
        <a href={withQuery('/api/v1/assets/register', { q: query.q })}>{t('register_json')}</a>
      </p>
    </>
  );
}
