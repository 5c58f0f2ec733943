import { Link, redirect } from 'react-router';
import { newTemplateShape } from '#api/agreements/rules/template-shapes.ts';
import { authorizationKinds } from '#api/licensing/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { agreementTemplates } from '#app/i18n/agreement-templates.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { useSide, useT } from '#app/present/words.ts';
import { han } from '#app/ui/agreements/clause-change.tsx';
import { TemplateDays, TemplateState } from '#app/ui/agreements/template-parts.tsx';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.templates._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.agreements.listTemplateDesk(ctx));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(newTemplateShape);
    const made = await form.once((ctx) => services.agreements.createTemplate(ctx, input));
    return redirect(paths.templateDraft(made.id));
  });
}

type Row = Route.ComponentProps['loaderData']['items'][number];

export default function TemplateDesk({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(agreementTemplates);
  const side = useSide();
  const place = usePlace();
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      head: t('name'),
      cell: (row) => (
        <Link to={paths.templateDraft(row.id)} lang={han(row.name)}>
          {row.name}
        </Link>
      ),
    },
    { key: 'version', head: t('version'), kind: 'fixed', cell: (row) => t('version_n', { n: row.version }) },
    { key: 'region', head: t('region'), kind: 'fixed', cell: (row) => place(row.region_code) },
    { key: 'kind', head: t('kind'), kind: 'fixed', cell: (row) => side(authorizationKinds.words[row.kind]) },
    { key: 'state', head: t('state'), kind: 'fixed', cell: (row) => <TemplateState of={row} /> },
    { key: 'days', head: t('days'), cell: (row) => <TemplateDays of={row} /> },
    { key: 'uses', head: t('uses'), kind: 'number', cell: (row) => row.uses },
  ];
  return (
    <>
      <PageHeader title={t('desk')} lead={t('desk_lead')} />
      <DataTable
        caption={t('desk')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('desk_none')}>{t('desk_none_text')}</Empty>}
      />
      <Section id="create" title={t('create')} lead={t('create_lead')}>
        <Form name="create">
          <TextInput name="name" label={t('name')} maxLength={100} />
          <RadioGroup
            name="kind"
            label={t('kind')}
            defaultValue="licensed_development"
            options={authorizationKinds.codes.map((value) => ({ value, label: side(authorizationKinds.words[value]) }))}
          />
          <TextArea name="note" label={t('note')} help={t('note_help')} optional limit={2000} rows={2} />
          <Button>{t('create_do')}</Button>
        </Form>
      </Section>
    </>
  );
}
