import { redirect } from 'react-router';
import { z } from 'zod';
import { inspectorBody } from '#api/supervision/inspections/contract.ts';
import { appContext } from '#app/context.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { orVoid } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { UnitName, Zh } from '#app/ui/supervision/parts.tsx';
import type { Route } from './+types/w.inspections.inspectors.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  return {
    list: (await orRefusal(() => services.inspections.listInspectors(ctx))).items,
    bodies: await orRefusal(() => services.supervision.listBodies(ctx)),
    edits: viewer.duties.includes('reviewer'),
  };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { inspections: room } }) => {
    if (form.name === 'add') {
      const body = form.read(inspectorBody);
      await form.once((ctx) => room.addInspector(ctx, body));
    } else {
      const { inspector } = form.read(z.object({ inspector: z.string().max(40) }));
      await form.once((ctx) => room.endInspector(ctx, inspector));
    }
    return redirect(paths.inspectors());
  });
}

export default function Inspectors({ loaderData: { list, bodies, edits } }: Route.ComponentProps) {
  const t = useT(supervision);
  return (
    <>
      <PageHeader
        title={t('insp_roster')}
        lead={t('roster_lead')}
        breadcrumb={[{ label: t('insp_title'), to: paths.inspections() }]}
      />
      <DataTable
        caption={t('insp_roster')}
        captionHidden
        columns={[
          { key: 'number', head: t('no'), kind: 'fixed', cell: (row) => String(row.number) },
          { key: 'name', head: t('name'), kind: 'fixed', cell: (row) => <Zh>{row.name}</Zh> },
          { key: 'body', head: t('agency'), cell: (row) => <UnitName of={row.organization} /> },
          {
            key: 'conflicts',
            head: t('conflicts'),
            cell: (row) =>
              orVoid(row.conflicts.length === 0 ? null : <Zh>{row.conflicts.map((one) => one.name).join('\n')}</Zh>),
          },
          ...(edits
            ? [
                {
                  key: 'end',
                  head: t('roster_end'),
                  cell: (row: (typeof list)[number]) => (
                    <Form name={`end-${row.id}`} aria-label={`${t('roster_end')} ${row.number}`}>
                      <input type="hidden" name="inspector" value={row.id} />
                      <Button look="plain">{t('roster_end')}</Button>
                    </Form>
                  ),
                },
              ]
            : []),
        ]}
        rows={list}
        rowKey={(row) => row.id}
        empty={<Empty title={t('roster_none')}>{t('roster_none_text')}</Empty>}
      />
      {edits && (
        <Section title={t('roster_add')}>
          <Form name="add">
            <TextInput name="login" label={t('login')} width="medium" autoComplete="off" />
            <CheckboxGroup
              name="conflicts"
              label={t('conflicts')}
              optional
              options={bodies.map((one) => ({ value: one.id, label: <Zh>{one.name}</Zh> }))}
            />
            <Button>{t('roster_add')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
