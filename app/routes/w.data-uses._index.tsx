import { data, Link, redirect } from 'react-router';
import { z } from 'zod';
import { useCaseBody } from '#api/evaluation/plans-contract.ts';
import { grantKinds, useCaseKinds, useCaseStates } from '#api/evaluation/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { governmentPlans } from '#app/i18n/government-plans.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Name } from '#app/ui/evaluation/name.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.data-uses._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(() => services.evaluation.listDataUses(ctx));
}

/** One code a line. */
const lined = z
  .object({ entries: z.string().default('') })
  .loose()
  .transform(({ entries, ...rest }) => ({ ...rest, entries: entries.split(/\s+/).filter((code) => code !== '') }))
  .pipe(useCaseBody);

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { evaluation: room } }) => {
    if (form.name !== 'register') throw data(null, 400);
    const made = await form.once((ctx) => room.registerDataUse(ctx, form.read(lined)));
    return redirect(paths.dataUse(made.id));
  });
}

export default function DataUses({ loaderData: d }: Route.ComponentProps) {
  const t = useT(governmentPlans);
  const side = useSide();
  return (
    <>
      <PageHeader title={t('uses')} lead={t('uses_lead')} />
      <DataTable
        caption={t('uses')}
        captionHidden
        columns={[
          { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.dataUse(row.id)}>{row.no}</Link> },
          { key: 'title', head: t('use'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
          { key: 'kind', head: t('kind'), cell: (row) => side(useCaseKinds.words[row.kind]) },
          { key: 'agency', head: t('agency'), cell: (row) => <Name zh={row.agency.name} en={row.agency.name_en} /> },
          {
            key: 'grant',
            head: t('grant'),
            cell: (row) =>
              row.sources.some((one) => one.grant === 'none') ? (
                <StateDot tone="late">{side(grantKinds.words.none)}</StateDot>
              ) : (
                <StateDot tone="done">{`${row.sources.length}/${row.sources.length}`}</StateDot>
              ),
          },
          { key: 'effects', head: t('effects'), kind: 'number', cell: (row) => row.effects.length },
          { key: 'since', head: t('since'), kind: 'fixed', cell: (row) => <DateText day={row.since} /> },
          {
            key: 'state',
            head: t('state'),
            cell: (row) => (
              <StateDot tone={row.state === 'in_use' ? 'done' : 'off'}>{side(useCaseStates.words[row.state])}</StateDot>
            ),
          },
        ]}
        rows={d.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('uses_none')}>{t('uses_none_text')}</Empty>}
      />
      {d.may_register && (
        <Section title={t('register')}>
          <Form name="register">
            <Select
              name="kind"
              label={t('kind')}
              blank={null}
              options={useCaseKinds.codes.map((value) => ({ value, label: side(useCaseKinds.words[value]) }))}
            />
            <TextInput name="title" label={t('title')} />
            <TextArea name="purpose" label={t('purpose')} limit={2000} rows={3} />
            <DateInput name="since" label={t('since')} />
            <TextArea name="entries" label={t('entries')} help={t('entries_help')} rows={3} />
            <Button>{t('register')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
