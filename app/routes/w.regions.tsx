import { Link } from 'react-router';
import { chosenRegion, regionBody, regionEndBody, regionNameBody } from '#api/organizations/offices-contract.ts';
import { appContext } from '#app/context.ts';
import { offices } from '#app/i18n/offices.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.regions.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = url.searchParams.get('parent') ?? '140000';
  const parent = /^\d{6}$/.test(asked) ? asked : '140000';
  const list = await orRefusal(() => services.organizations.listRegions(ctx, { parent }));
  return { ...list, parent, today: ctx.clock.now().toISOString().slice(0, 10) };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { organizations: room } }) => {
    if (form.name === 'add') {
      const input = form.read(regionBody);
      await form.once((once) => room.addRegion(once, input));
    } else if (form.name === 'end') {
      const { id, ...input } = form.read(regionEndBody.extend(chosenRegion.shape));
      await form.once((once) => room.endRegion(once, id, input));
    } else {
      const { id, ...input } = form.read(regionNameBody.extend(chosenRegion.shape));
      await form.once((once) => room.renameRegion(once, id, input));
    }
    return { done: true as const };
  });
}

export default function Regions({ loaderData: { items, may_edit, parent, today }, actionData }: Route.ComponentProps) {
  const t = useT(offices);
  const side = useSide();
  const own = items.find((row) => row.code === parent && row.current);
  const open = items
    .filter((row) => row.valid_to === null && row.code !== '140000')
    .map((row) => ({ value: row.id, label: `${row.code} ${side({ zh: row.name, en: row.name_en })}` }));
  return (
    <>
      <PageHeader
        title={parent === '140000' || own === undefined ? t('regions_title') : side({ zh: own.name, en: own.name_en })}
        lead={t('regions_lead')}
        breadcrumb={parent === '140000' ? [] : [{ label: t('regions_title'), to: paths.regions() }]}
      />
      {actionData !== undefined && 'done' in actionData && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      <DataTable
        caption={t('regions_title')}
        captionHidden
        rows={items}
        rowKey={(row) => row.id}
        columns={[
          { key: 'code', head: t('code'), kind: 'fixed', cell: (row) => row.code },
          {
            key: 'name',
            head: t('name'),
            cell: (row) => {
              const name = side({ zh: row.name, en: row.name_en });
              const leads = row.current && row.code !== parent && /00$/.test(row.code);
              return leads ? <Link to={paths.regions({ parent: row.code })}>{name}</Link> : name;
            },
          },
          { key: 'from', head: t('from'), kind: 'fixed', cell: (row) => row.valid_from },
          { key: 'to', head: t('to'), kind: 'fixed', cell: (row) => row.valid_to ?? <Void /> },
          {
            key: 'state',
            head: t('state'),
            cell: (row) => (
              <StateDot tone={row.current ? 'done' : 'off'}>{t(row.current ? 'in_force' : 'ended')}</StateDot>
            ),
          },
          { key: 'successor', head: t('successor'), kind: 'fixed', cell: (row) => row.successor_code ?? <Void /> },
          { key: 'doc', head: t('document_no'), cell: (row) => <span lang="zh-CN">{row.document_no}</span> },
        ]}
      />
      {may_edit ? (
        <>
          <CaseAction name="add" title={t('add_region')} refusal={null} folded>
            <TextInput name="code" label={t('code')} help={t('code_help')} width="short" maxLength={9} />
            <TextInput name="name" label={t('name')} width="medium" maxLength={60} />
            <TextInput name="name_en" label={t('name_en')} width="medium" maxLength={80} />
            <DateInput name="from" label={t('from')} defaultValue={today} />
            <TextInput name="document_no" label={t('document_no')} width="medium" maxLength={80} />
            <Button>{t('add_region')}</Button>
          </CaseAction>
          <CaseAction name="rename" title={t('rename_region')} refusal={null} folded>
            <Select name="id" label={t('region')} options={open} />
            <TextInput name="name" label={t('name')} width="medium" maxLength={60} />
            <TextInput name="name_en" label={t('name_en')} width="medium" maxLength={80} />
            <DateInput name="from" label={t('from')} defaultValue={today} />
            <TextInput name="document_no" label={t('document_no')} width="medium" maxLength={80} />
            <Button>{t('rename_region')}</Button>
          </CaseAction>
          <CaseAction name="end" title={t('end_region')} refusal={null} folded>
            <Select name="id" label={t('region')} options={open} />
            <DateInput name="last_day" label={t('last_day')} defaultValue={today} />
            <TextInput
              name="successor_code"
              label={t('successor')}
              help={t('successor_help')}
              width="short"
              maxLength={9}
              optional
            />
            <TextInput name="document_no" label={t('document_no')} width="medium" maxLength={80} />
            <Button look="plain">{t('end_region')}</Button>
          </CaseAction>
        </>
      ) : (
        <p className="help">{t('department_does')}</p>
      )}
    </>
  );
}
