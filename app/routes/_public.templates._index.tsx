import { Link } from 'react-router';
import { templateOperations } from '#api/agreements/template-contract.ts';
import { regions } from '#api/kernel/regions.ts';
import { authorizationKinds } from '#api/licensing/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { agreementTemplates } from '#app/i18n/agreement-templates.ts';
import { paths } from '#app/paths.ts';
import { clauseTitle } from '#app/present/clause-lines.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { han } from '#app/ui/agreements/clause-change.tsx';
import { TemplateDays, TemplateState } from '#app/ui/agreements/template-parts.tsx';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import type { Route } from './+types/_public.templates._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const sent = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  // What cannot be read is no filter: a public page answers, it does not scold.
  const query = templateOperations.listTemplates.query;
  const read = query.safeParse({ ...sent, page_size: 20 });
  const asked = read.success ? read.data : query.parse({ page_size: 20 });
  return { asked, ...(await services.agreements.listTemplates(ctx, asked)) };
}

type Row = Route.ComponentProps['loaderData']['items'][number];

export default function Templates({ loaderData: { asked, items, total } }: Route.ComponentProps) {
  const t = useT(agreementTemplates);
  const side = useSide();
  const locale = useLocale();
  const place = usePlace();
  const filter = { kind: asked.kind, region_code: asked.region_code, in_force: asked.in_force };
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      head: t('name'),
      cell: (row) => (
        <Link to={paths.template(row.id)} lang={han(row.name)}>
          {row.name}
        </Link>
      ),
    },
    { key: 'version', head: t('version'), kind: 'fixed', cell: (row) => t('version_n', { n: row.version }) },
    { key: 'region', head: t('region'), kind: 'fixed', cell: (row) => place(row.region_code) },
    { key: 'kind', head: t('kind'), kind: 'fixed', cell: (row) => side(authorizationKinds.words[row.kind]) },
    { key: 'state', head: t('state'), kind: 'fixed', cell: (row) => <TemplateState of={row} /> },
    { key: 'days', head: t('days'), cell: (row) => <TemplateDays of={row} /> },
    { key: 'fixed', head: t('fixed'), cell: (row) => row.fixed.map((one) => clauseTitle(one, locale)).join(' · ') },
    { key: 'uses', head: t('uses'), kind: 'number', cell: (row) => row.uses },
  ];
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Form method="get" inline>
        <Select
          name="kind"
          label={t('kind')}
          optional
          blank={t('all')}
          defaultValue={asked.kind ?? ''}
          options={authorizationKinds.codes.map((value) => ({ value, label: side(authorizationKinds.words[value]) }))}
        />
        <Select
          name="region_code"
          label={t('region')}
          optional
          blank={t('all')}
          defaultValue={asked.region_code ?? ''}
          options={regions.codes.map((value) => ({ value, label: regions.label(value, locale) }))}
        />
        <Select
          name="in_force"
          label={t('state')}
          optional
          blank={null}
          defaultValue={asked.in_force}
          options={[
            { value: 'all', label: t('all') },
            { value: 'now', label: t('only_now') },
          ]}
        />
        <Button look="plain">{t('filter')}</Button>
      </Form>
      <DataTable
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('none')}>{t('none_text')}</Empty>}
      />
      <Pagination page={asked.page} pageSize={20} total={total} href={(page) => paths.templates({ ...filter, page })} />
    </>
  );
}
