import { provinceCode } from '#api/kernel/regions.ts';
import { calendarYearInput } from '#api/organizations/contract.ts';
import { appContext } from '#app/context.ts';
import { account } from '#app/i18n/account.ts';
import { withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.calendar.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { items } = await services.calendar.listYears(ctx);
  const may =
    ctx.viewer?.duties.includes('admin') === true &&
    ctx.viewer.powers.some((p) => p.power === 'information_department' && p.regionCode === provinceCode);
  return { items, may };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const saved = await form.once((ctx) => services.calendar.loadYear(ctx, form.read(calendarYearInput)));
    return { saved: saved.year };
  });
}

export default function Calendar({ loaderData: { items, may }, actionData }: Route.ComponentProps) {
  const t = useT(account);
  const saved = actionData !== undefined && 'saved' in actionData ? actionData.saved : null;
  return (
    <>
      <PageHeader title={t('calendar')} lead={t('calendar_lead')} />
      {saved !== null && (
        <Notice tone="success" live>
          {t('calendar_saved', { year: saved })}
        </Notice>
      )}
      <DataTable
        caption={t('calendar')}
        captionHidden
        rows={items}
        rowKey={(row) => String(row.year)}
        columns={[
          { key: 'year', head: t('year'), kind: 'fixed', cell: (row) => row.year },
          { key: 'working_days', head: t('working_days'), kind: 'number', cell: (row) => row.working_days },
          { key: 'off', head: t('days_off'), cell: (row) => row.off.map((day) => day.slice(5)).join(' ') },
          {
            key: 'working',
            head: t('working_weekends'),
            cell: (row) => row.working.map((day) => day.slice(5)).join(' '),
          },
          { key: 'source', head: t('source'), cell: (row) => row.source },
        ]}
      />
      <Section title={t('calendar_load')} lead={t('calendar_load_lead')}>
        {may && (
          <Form>
            <TextInput name="year" label={t('year')} inputMode="numeric" width="short" />
            <TextArea name="off" label={t('days_off')} help={t('off_help')} rows={6} />
            <TextArea name="working" label={t('working_weekends')} help={t('off_help')} rows={4} optional />
            <TextInput name="source" label={t('source')} />
            <Button>{t('calendar_save')}</Button>
          </Form>
        )}
      </Section>
    </>
  );
}
