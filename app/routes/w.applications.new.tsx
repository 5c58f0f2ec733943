import { Link, redirect } from 'react-router';
import { startShape } from '#api/licensing/contract.ts';
import { appContext } from '#app/context.ts';
import { licensing } from '#app/i18n/licensing.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { blankMaterial, MaterialFields } from '#app/ui/licensing/material-fields.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.applications.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { items } = await services.licensing.listLicensable(ctx);
  const chosen = items.find((one) => one.code === url.searchParams.get('dataset')) ?? null;
  if (chosen === null) return { chosen, items, accept: 0, reply: 0 };
  const region = await services.organizations.getOrganization(ctx, chosen.agency.id);
  return {
    chosen,
    items: items.filter((one) => one.agency.id === chosen.agency.id),
    ...(await services.licensing.waitingDays(ctx, region.regionCode)),
  };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(startShape);
    const made = await form.once((ctx) => services.licensing.startApplication(ctx, input));
    return redirect(`${paths.application(made.id)}?done=${made.state}`);
  });
}

export default function NewApplication({ loaderData }: Route.ComponentProps) {
  const t = useT(licensing);
  const { chosen, items } = loaderData;
  if (chosen === null) return <Choose items={items} />;
  const crumbs = [{ label: t('title'), to: paths.applications() }];
  return (
    <>
      <PageHeader
        title={t('new_title')}
        breadcrumb={crumbs}
        lead={t('new_lead', { accept: loaderData.accept, reply: loaderData.reply })}
        meta={
          <>
            <Link to={paths.dataset(chosen.code)}>{chosen.title}</Link>
            <span>{chosen.agency.name}</span>
          </>
        }
      />
      <Form name="apply">
        <CheckboxGroup
          name="datasets"
          label={t('more_datasets')}
          help={t('more_datasets_help')}
          defaultValues={[chosen.code]}
          options={items.map((one) => ({ value: one.code, label: one.title, help: one.condition || one.code }))}
        />
        <MaterialFields values={blankMaterial} />
        <div className="actions">
          <Button name="intent" value="apply">
            {t('apply')}
          </Button>
          <Button name="intent" value="draft" look="plain">
            {t('save_draft')}
          </Button>
        </div>
        <p className="help">{t('apply_consequence')}</p>
      </Form>
      <Section title={t('ask_first')} lead={t('ask_first_lead')}>
        <Form name="ask">
          <input type="hidden" name="datasets[]" value={chosen.code} />
          <TextArea name="question" label={t('question')} limit={2000} rows={4} />
          <Button look="plain">{t('send_question')}</Button>
        </Form>
      </Section>
    </>
  );
}

type Licensable = Route.ComponentProps['loaderData']['items'][number];

function Choose({ items }: { readonly items: readonly Licensable[] }) {
  const t = useT(licensing);
  const columns: readonly Column<Licensable>[] = [
    {
      key: 'title',
      head: t('datasets'),
      cell: (row) => <Link to={paths.dataset(row.code)}>{row.title}</Link>,
    },
    { key: 'agency', head: t('agency'), cell: (row) => row.agency.name },
    { key: 'condition', head: t('condition'), cell: (row) => row.condition },
    {
      key: 'apply',
      head: t('apply_for'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.newApplication(row.code)}>{t('apply_for')}</Link>,
    },
  ];
  return (
    <>
      <PageHeader
        title={t('choose_title')}
        breadcrumb={[{ label: t('title'), to: paths.applications() }]}
        lead={t('choose_lead')}
      />
      <DataTable
        caption={t('choose_title')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.code}
        empty={<Empty title={t('none_licensable')}>{t('none_licensable_text')}</Empty>}
      />
    </>
  );
}
