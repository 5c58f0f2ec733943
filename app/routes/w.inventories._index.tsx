import { Link, redirect } from 'react-router';
import { inventoryQuery, startInventoryBody } from '#api/assets/inventory-contract.ts';
import { inventoryStates } from '#api/assets/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { assetSides } from '#app/present/asset-sides.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { AssetTabs, HolderName, inventoryTone } from '#app/ui/assets/parts.tsx';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.inventories._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const query = inventoryQuery.catch({ page: 1, page_size: 20 }).parse(Object.fromEntries(url.searchParams));
  const list = await orRefusal(() => services.assets.listInventories(ctx, query));
  const sides = assetSides(ctx);
  const region = ctx.viewer?.organization.regionCode ?? '';
  const agencies = sides.supervises ? (await services.organizations.listAgencies(ctx, region)).items : [];
  return { list, sides, agencies, done: url.searchParams.has('done') };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const body = form.read(startInventoryBody);
    const { made } = await form.once((ctx) => services.assets.startInventory(ctx, body));
    const [first] = made;
    return redirect(
      made.length === 1 && first !== undefined ? paths.inventory(first.id) : paths.inventories({ done: 'start' }),
    );
  });
}

export default function Inventories({ loaderData: { list, sides, agencies, done } }: Route.ComponentProps) {
  const t = useT(assets);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('inventories_title')}
        lead={t('inventories_lead')}
        breadcrumb={[{ label: t('title'), to: paths.assets() }]}
      />
      <AssetTabs current="inventories" sides={sides} />
      {done && (
        <Notice tone="success" live>
          {t('started')}
        </Notice>
      )}
      <DataTable
        caption={t('inventories_title')}
        captionHidden
        columns={[
          {
            key: 'no',
            head: t('inventory_no'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.inventory(row.id)}>{row.no}</Link>,
          },
          { key: 'title', head: t('inventory_title'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
          { key: 'agency', head: t('inventory_agency'), cell: (row) => <HolderName of={row.agency} /> },
          { key: 'as_of', head: t('as_of'), kind: 'fixed', cell: (row) => <DateText day={row.as_of} /> },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => (
              <StateDot tone={inventoryTone(row.state, row.late)}>{side(inventoryStates.words[row.state])}</StateDot>
            ),
          },
          { key: 'differences', head: t('differences'), kind: 'number', cell: (row) => row.differences },
          { key: 'open', head: t('open_differences'), kind: 'number', cell: (row) => row.open },
          { key: 'due', head: t('due_on'), kind: 'fixed', cell: (row) => <DateText day={row.due_on} /> },
        ]}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('inventories_empty')}>{t('inventories_empty_text')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.inventories({ page })}
      />
      {(sides.holds || sides.supervises) && (
        <Section title={t('start')} lead={t(sides.supervises ? 'start_lead_region' : 'start_lead_own')}>
          <Form>
            {agencies.length > 0 && (
              <Select
                name="agency"
                label={t('inventory_agency')}
                blank={t('inventory_all')}
                optional
                options={agencies.map((one) => ({ value: one.uscc, label: side([one.name, one.name_en ?? one.name]) }))}
              />
            )}
            <TextInput name="title" label={t('inventory_title')} />
            <DateInput name="as_of" label={t('as_of')} />
            <DateInput name="due_on" label={t('due_on')} />
            <Button>{t('start')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
