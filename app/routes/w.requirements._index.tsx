import { Link, redirect } from 'react-router';
import { requirementDraftBody } from '#api/compilation/requirement-contract.ts';
import { refuse } from '#api/compilation/rules/refusals.ts';
import { appContext } from '#app/context.ts';
import { requirements } from '#app/i18n/requirements.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { RequirementState, useVersionName } from '#app/ui/entry/requirement-parts.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.requirements._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const list = await services.compilation.listRequirements(ctx);
    if (!list.drafts) throw refuse('compilation.province_only');
    return list;
  });
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const body = form.read(requirementDraftBody);
    const made = await form.once((once) => services.compilation.draftRequirement(once, body));
    return redirect(paths.requirementDraft(made.number));
  });
}

export default function Requirements({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(requirements);
  const side = useSide();
  const named = useVersionName();
  const open = items.some((one) => one.state !== 'published' && one.state !== 'dropped');
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('desk_lead')}
        actions={<Link to={paths.requirements()}>{t('public_page')}</Link>}
      />
      <DataTable
        caption={t('title')}
        captionHidden
        rows={items}
        rowKey={(one) => String(one.number)}
        columns={[
          {
            key: 'version',
            head: t('version'),
            kind: 'fixed',
            cell: (one) => (
              <Link to={one.number === 0 ? paths.requirements({ version: 0 }) : paths.requirementDraft(one.number)}>
                {named(one.number)}
              </Link>
            ),
          },
          { key: 'name', head: t('name'), cell: (one) => <Mixed>{side(one.title)}</Mixed> },
          { key: 'state', head: t('state'), kind: 'fixed', cell: (one) => <RequirementState of={one} /> },
          {
            key: 'no',
            head: t('document_no'),
            cell: (one) => (one.document_no === null ? null : <span lang="zh-CN">{one.document_no}</span>),
          },
          {
            key: 'from',
            head: t('effective'),
            kind: 'fixed',
            cell: (one) => (one.effective_on === null ? null : <DateText day={one.effective_on} />),
          },
          {
            key: 'to',
            head: t('superseded'),
            kind: 'fixed',
            cell: (one) => (one.superseded_on === null ? null : <DateText day={one.superseded_on} />),
          },
          { key: 'base', head: t('based_on'), cell: (one) => (one.number === 0 ? null : named(one.based_on)) },
        ]}
      />
      {!open && (
        <Section id="start" title={t('start')} lead={t('start_lead')}>
          <Form name="start">
            <TextInput name="title" label={t('title_zh')} maxLength={200} />
            <TextInput name="title_en" label={t('title_en')} maxLength={300} lang="en" />
            <Button>{t('start_button')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
