import { z } from 'zod';
import { noticeBody, updateBody } from '#api/status/contract.ts';
import { disturbanceKinds, noticeKinds, overallStates, partStates, parts } from '#api/status/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { status } from '#app/i18n/status.ts';
import { withRefusals } from '#app/present/form.ts';
import { instantText, numberText, percentText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { AnnounceForm } from '#app/ui/status/announce-form.tsx';
import { DayBars } from '#app/ui/status/day-bars.tsx';
import { StatusNotice } from '#app/ui/status/status-notice.tsx';
import type { Route } from './+types/_public.status.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return {
    status: await services.status.showStatus(ctx),
    now: ctx.clock.now().toISOString(),
    announces: services.status.mayAnnounce(ctx),
  };
}

/** What a browser's field for a time of day sends, told in Shanghai. */
const local = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  .transform((text) => `${text}:00+08:00`);
const noticeForm = noticeBody.extend({ starts_at: local, ends_at: local.optional() });
const updateForm = updateBody.extend({ id: z.string().max(40) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    if (form.intent === 'update') {
      const { id, ...update } = form.read(updateForm);
      await form.once((once) => services.status.updateNotice(once, id, update));
      return { done: 'updated' as const };
    }
    const notice = form.read(noticeForm);
    await form.once((once) => services.status.announce(once, notice));
    return { done: 'sent' as const };
  });
}

type Shown = Route.ComponentProps['loaderData']['status'];
const tones = { working: 'done', maintenance: 'wait', disturbed: 'late', unknown: 'off' } as const;
const partTones = { working: 'done', failing: 'late', unknown: 'off' } as const;

export default function Status({ loaderData: { status: shown, now, announces }, actionData }: Route.ComponentProps) {
  const t = useT(status);
  const side = useSide();
  const locale = useLocale();
  const done = actionData !== undefined && 'done' in actionData ? actionData.done : null;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {done !== null && (
        <Notice tone="success" live>
          {t(done)}
        </Notice>
      )}
      <p className="status-now">
        <StateDot tone={tones[shown.overall]}>{side(overallStates.words[shown.overall])}</StateDot>
      </p>
      <p>
        {shown.checked_at === null
          ? t('never_checked')
          : t('checked', { at: instantText(new Date(shown.checked_at), locale) })}
      </p>
      <Section title={t('parts')} lead={t('legend')}>
        <Parts shown={shown} today={now} />
      </Section>
      <Section title={t('notices')}>
        {shown.notices.length === 0 ? (
          <Empty title={t('no_notices')}>{t('no_notices_text')}</Empty>
        ) : (
          shown.notices.map((notice) => (
            <StatusNotice key={notice.id} notice={notice} now={now} announces={announces} done={done} />
          ))
        )}
      </Section>
      <Section title={t('disturbances')}>
        <Disturbances items={shown.disturbances} />
        <p className="mt-4">
          {t('machine')}
          <a href="/api/v1/status">/api/v1/status</a>
        </p>
      </Section>
      {announces && (
        <Section title={t('announce')} lead={t('announce_lead')}>
          <AnnounceForm
            key={shown.notices[0]?.id ?? 'first'}
            kinds={noticeKinds.codes.map((code) => ({ value: code, label: side(noticeKinds.words[code]) }))}
            parts={parts.codes.map((code) => ({ value: code, label: side(parts.words[code]) }))}
          />
        </Section>
      )}
    </>
  );
}

function Parts({ shown, today }: { readonly shown: Shown; readonly today: string }) {
  const t = useT(status);
  const side = useSide();
  const locale = useLocale();
  type Row = Shown['parts'][number];
  const columns: readonly Column<Row>[] = [
    { key: 'part', head: t('part'), kind: 'fixed', cell: (row) => side(parts.words[row.part]) },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <>
          <StateDot tone={partTones[row.state]}>{side(partStates.words[row.state])}</StateDot>
          {row.since !== null && <div>{t('since', { at: instantText(new Date(row.since), locale) })}</div>}
        </>
      ),
    },
    {
      key: 'uptime',
      head: t('uptime'),
      kind: 'number',
      cell: (row) => (row.uptime_ppm === null ? t('no_checks') : percentText(row.uptime_ppm)),
    },
    { key: 'days', head: t('days'), cell: (row) => <DayBars days={row.days} today={today} /> },
  ];
  return (
    <DataTable caption={t('parts')} captionHidden columns={columns} rows={shown.parts} rowKey={(row) => row.part} />
  );
}

function Disturbances({ items }: { readonly items: Shown['disturbances'] }) {
  const t = useT(status);
  const side = useSide();
  const locale = useLocale();
  type Row = (typeof items)[number];
  const columns: readonly Column<Row>[] = [
    { key: 'part', head: t('part'), kind: 'fixed', cell: (row) => side(parts.words[row.part]) },
    { key: 'kind', head: t('kind'), cell: (row) => side(disturbanceKinds.words[row.kind]) },
    { key: 'began', head: t('began'), kind: 'fixed', cell: (row) => <DateText instant={row.since} /> },
    {
      key: 'ended',
      head: t('ended'),
      kind: 'fixed',
      cell: (row) => (row.until === null ? t('still') : <DateText instant={row.until} />),
    },
    {
      key: 'lasted',
      head: t('lasted'),
      kind: 'number',
      cell: (row) =>
        row.until === null
          ? ''
          : t('minutes', {
              n: numberText(Math.max(1, Math.round((Date.parse(row.until) - Date.parse(row.since)) / 60_000)), locale),
            }),
    },
  ];
  return (
    <DataTable
      caption={t('disturbances')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={<p>{t('no_disturbances')}</p>}
    />
  );
}
