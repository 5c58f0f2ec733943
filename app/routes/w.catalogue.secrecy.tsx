import { redirect } from 'react-router';
import { z } from 'zod';
import { appContext } from '#app/context.ts';
import { catalogueClocks } from '#app/i18n/catalogue-clocks.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { CatalogueTabs } from '#app/ui/compilation/catalogue-tabs.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.catalogue.secrecy.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { items } = await orRefusal(() => services.compilation.listStubs(ctx));
  return { items, own: ctx.viewer?.organization.id ?? '', steward: ctx.viewer?.duties.includes('steward') ?? false };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    if (form.name === 'record') await form.once((once) => services.compilation.recordStub(once));
    else {
      const { id } = form.read(z.object({ id: z.string().max(60) }));
      await form.once((once) => services.compilation.closeStub(once, id));
    }
    return redirect(paths.catalogueSecrecy());
  });
}

export default function SecrecyStubs({ loaderData: { items, own, steward } }: Route.ComponentProps) {
  const t = useT(catalogueClocks);
  return (
    <>
      <PageHeader title={t('secrecy')} lead={t('secrecy_lead')} />
      <CatalogueTabs at="secrecy" />
      {steward && (
        <Section id="record" title={t('stub_record')} lead={t('stub_record_text')}>
          <Form name="record">
            <ConfirmButton look="plain" title={t('stub_record_title')} consequence={t('stub_record_text')}>
              {t('stub_record')}
            </ConfirmButton>
          </Form>
        </Section>
      )}
      <DataTable
        caption={t('secrecy')}
        captionHidden
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('no_stubs')}>{t('no_stubs_text')}</Empty>}
        columns={[
          { key: 'no', head: t('stub_no'), kind: 'fixed', cell: (row) => row.no },
          { key: 'agency', head: t('agency'), cell: (row) => <span lang="zh-CN">{row.agency.name}</span> },
          { key: 'handled', head: t('state'), cell: () => t('stub_handled') },
          {
            key: 'recorded',
            head: t('stub_recorded'),
            kind: 'fixed',
            cell: (row) => <DateText instant={row.recorded_at} />,
          },
          {
            key: 'closed',
            head: t('stub_closed'),
            cell: (row) =>
              row.closed_at !== null ? (
                <DateText instant={row.closed_at} />
              ) : steward && row.agency.id === own ? (
                <Form name={`close-${row.id}`} inline>
                  <input type="hidden" name="id" value={row.id} />
                  <ConfirmButton
                    look="plain"
                    size="small"
                    title={t('stub_close_title', { no: row.no })}
                    consequence={t('stub_close_text')}
                  >
                    {t('stub_close')}
                  </ConfirmButton>
                </Form>
              ) : null,
          },
        ]}
      />
    </>
  );
}
