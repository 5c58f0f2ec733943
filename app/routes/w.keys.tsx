import { Link } from 'react-router';
import { z } from 'zod';
import { addDays, dayOf } from '#api/kernel/time.ts';
import { degrees, degreesInDomain } from '#api/licensing/rules/codes.ts';
import { keyBody, rotationBody } from '#api/usage/contract.ts';
import { overlapHours, scopes } from '#api/usage/rules/key.ts';
import { appContext } from '#app/context.ts';
import { keys as keyWords } from '#app/i18n/keys.ts';
import { usage } from '#app/i18n/usage.ts';
import { paths } from '#app/paths.ts';
import { histogram } from '#app/present/chart.server.ts';
import { withRefusals } from '#app/present/form.ts';
import { dayText, shortDayText } from '#app/present/format.ts';
import { type Locale, useLocale, useT, wordsIn } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Chart } from '#app/ui/chart.tsx';
import { CheckboxGroup, Select } from '#app/ui/choices.tsx';
import { Copyable } from '#app/ui/copyable.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SecretShown } from '#app/ui/secret-shown.tsx';
import { Section } from '#app/ui/section.tsx';
import { CallsTable } from '#app/ui/usage/calls-table.tsx';
import { Deliveries } from '#app/ui/usage/deliveries.tsx';
import { DeltaSharing, ProfileLink } from '#app/ui/usage/delta-sharing.tsx';
import { KeysTable } from '#app/ui/usage/keys-table.tsx';
import { RotateForm } from '#app/ui/usage/rotate-form.tsx';
import type { Route } from './+types/w.keys.ts';

const pageSize = 20;

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const page = Math.max(1, Math.min(100_000, Number(url.searchParams.get('page')) || 1));
  const own = await services.agreements.listAgreements(ctx, { page: 1, page_size: 100, state: 'active' });
  const live = own.items.filter(
    (one) => one.standing === 'in_force' && one.developer.id === ctx.viewer?.organization.id,
  );
  const to = dayOf(ctx.clock.now());
  const days = (await services.usage.showUsage(ctx, { from: addDays(to, -29), to })).days;
  const t = wordsIn(ctx.locale, usage);
  const calls = (await services.usage.showCalls(ctx, { from: addDays(to, -29), to })).items;
  const shared = await Promise.all(
    live.map(async (one) => ({ agreement: one, ...(await services.usage.listShared(ctx, one.id)) })),
  );
  const range = { from: dayText(addDays(to, -29), ctx.locale), to: dayText(to, ctx.locale) };
  return {
    live: await Promise.all(
      live.map(async (one) => {
        const { terms } = await services.agreements.getAgreement(ctx, one.id);
        const { code } = terms.degree;
        return { ...one, inDomain: degrees.is(code) && degreesInDomain.includes(code) };
      }),
    ),
    keys: (await services.usage.listKeys(ctx)).items,
    rotate: url.searchParams.get('rotate'),
    today: to,
    calls,
    callsChart: calls.length === 0 ? null : callsOf(calls, addDays(to, -29), ctx.locale),
    deliveries: await services.usage.listDeliveries(ctx, { page, page_size: pageSize }),
    endpoint: `${ctx.env.PUBLIC_URL}/delta-sharing`,
    publicUrl: ctx.env.PUBLIC_URL,
    shared: shared.flatMap(({ agreement: { id, no }, items }) =>
      items.map((one) => ({ ...one, agreement: { id, no } })),
    ),
    example: live[0]?.datasets[0]?.code ?? null,
    base: `${ctx.env.PUBLIC_URL}/api/v1`,
    chart: days.every((day) => day.deliveries === 0)
      ? null
      : histogram(
          {
            title: t('chart_title'),
            unit: t('rows_unit'),
            points: days.map((day) => ({ label: shortDayText(day.day, ctx.locale), value: Number(day.rows) })),
            labelHead: t('day'),
            source: t('chart_source', range),
          },
          ctx.locale,
        ),
  };
}

/** Calls a day, every day of the month in it. */
function callsOf(calls: readonly { readonly day: string; readonly calls: number }[], from: string, locale: Locale) {
  const t = wordsIn(locale, usage);
  const words = wordsIn(locale, keyWords);
  const sums = new Map<string, number>();
  for (const one of calls) sums.set(one.day, (sums.get(one.day) ?? 0) + one.calls);
  const days = Array.from({ length: 30 }, (_, at) => addDays(from, at));
  return histogram(
    {
      title: words('calls_chart'),
      unit: words('calls_unit'),
      points: days.map((day) => ({ label: shortDayText(day, locale), value: sums.get(day) ?? 0 })),
      labelHead: t('day'),
      source: t('chart_source', { from: dayText(from, locale), to: dayText(addDays(from, 29), locale) }),
    },
    locale,
  );
}

const revocation = z.object({ key_id: z.string().max(60) });
const rotation = rotationBody.extend({ key_id: z.string().max(60) });
const creation = keyBody.extend({ agreement_id: z.string().max(60) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    if (form.intent === 'revoke') {
      const { key_id } = form.read(revocation);
      await form.once((once) => services.usage.revokeKey(once, key_id));
      return { revoked: true as const };
    }
    // Not under the form's key: the answer holds the secret and must not be kept.
    if (form.intent === 'rotate') {
      const { key_id, overlap_hours } = form.read(rotation);
      return { made: await services.usage.rotateKey(ctx, key_id, { overlap_hours }), rotated: true };
    }
    const { agreement_id, ...limits } = form.read(creation);
    return { made: await services.usage.createKey(ctx, agreement_id, limits), rotated: false };
  });
}

export default function Keys({ loaderData, actionData }: Route.ComponentProps) {
  const t = useT(usage);
  const words = useT(keyWords);
  const { live, keys, deliveries, chart, base, example, calls, callsChart, today } = loaderData;
  const several = live.some((one) => one.datasets.length > 1);
  const turning = keys.find((one) => one.id === loaderData.rotate && one.standing === 'live');
  const made = actionData !== undefined && 'made' in actionData ? actionData.made : null;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {actionData !== undefined && 'revoked' in actionData && (
        <Notice tone="success" live>
          {t('revoked_done')}
        </Notice>
      )}
      {made !== null && (
        <SecretShown
          title={
            actionData !== undefined && 'rotated' in actionData && actionData.rotated
              ? words('rotated_title')
              : t('made_title')
          }
          text={t('made_text')}
          label={t('secret')}
          secret={made.secret}
        >
          {example !== null && (
            <>
              <p>{t('try_it')}</p>
              <Copyable
                text={`curl -H "Authorization: Bearer ${made.secret}" "${base}/licensed/${example}/rows?limit=10"`}
                label={t('try_it')}
              />
            </>
          )}
          <ProfileLink made={made} publicUrl={loaderData.publicUrl} />
        </SecretShown>
      )}
      {turning !== undefined && made === null ? (
        <RotateForm id={turning.id} name={turning.name} hours={[overlapHours.least, 24, 72, overlapHours.most]} />
      ) : live.length === 0 ? (
        <Empty title={t('no_agreement')}>
          <p>{t('no_agreement_text')}</p>
          <p>
            <Link to={paths.agreements()}>{t('to_agreements')}</Link>
          </p>
        </Empty>
      ) : (
        <Section title={t('create')}>
          <Form name="create" key={made?.id ?? 'new'}>
            <Select
              name="agreement_id"
              label={t('agreement')}
              {...(live.length === 1 ? { blank: null } : {})}
              options={live.map((one) => ({
                value: one.id,
                label: `${one.no} ${one.datasets.map((d) => d.title).join(' · ')}`,
              }))}
            />
            <TextInput name="name" label={t('name')} help={t('name_help')} width="medium" maxLength={60} />
            <CheckboxGroup
              name="scopes"
              label={words('scopes')}
              defaultValues={scopes}
              options={scopes.map((scope) => ({ value: scope, label: words(`scope_${scope}`) }))}
            />
            {several && (
              <CheckboxGroup
                name="datasets"
                label={words('datasets')}
                help={words('datasets_help')}
                optional
                options={live.flatMap((one) =>
                  one.datasets.map((dataset) => ({ value: dataset.code, label: `${dataset.title} (${dataset.code})` })),
                )}
              />
            )}
            <DateInput
              name="expires_on"
              label={words('expires_on')}
              help={words('expires_help')}
              min={today}
              max={live.map((one) => one.effective_to ?? today).reduce((a, b) => (a > b ? a : b))}
              optional
            />
            <Button>{t('create')}</Button>
          </Form>
        </Section>
      )}
      <Section title={t('keys')}>
        <KeysTable items={keys} />
        <p className="mt-4">
          {words('found_key')} <Link to={paths.leakedKey()}>{words('found_key_link')}</Link>
        </p>
      </Section>
      {live.length > 0 && (
        <Section title={t('downloads')} lead={t('downloads_lead')}>
          <Downloads agreements={live} />
        </Section>
      )}
      {live.length > 0 && <DeltaSharing tables={loaderData.shared} endpoint={loaderData.endpoint} />}
      <Section title={t('usage')}>{chart === null ? <p>{t('no_usage')}</p> : <Chart chart={chart} />}</Section>
      <Section title={words('calls')} lead={words('calls_lead')}>
        {callsChart === null ? (
          <p>{words('calls_none')}</p>
        ) : (
          <>
            <Chart chart={callsChart} />
            <CallsTable items={calls} />
          </>
        )}
      </Section>
      <Section title={t('deliveries')} lead={t('deliveries_lead')}>
        <Deliveries items={deliveries.items} />
        <Pagination
          page={deliveries.page}
          pageSize={deliveries.page_size}
          total={deliveries.total}
          href={(page) => paths.keys({ page })}
        />
      </Section>
    </>
  );
}

type Live = Route.ComponentProps['loaderData']['live'][number];
const formats = ['csv', 'xlsx', 'json', 'parquet'] as const;

function Downloads({ agreements }: { readonly agreements: readonly Live[] }) {
  const t = useT(usage);
  const locale = useLocale();
  const rows = agreements.flatMap((agreement) => agreement.datasets.map((dataset) => ({ agreement, dataset })));
  type Row = (typeof rows)[number];
  const columns: readonly Column<Row>[] = [
    {
      key: 'dataset',
      head: t('dataset'),
      cell: ({ dataset }) => <Link to={paths.dataset(dataset.code)}>{dataset.title}</Link>,
    },
    {
      key: 'agreement',
      head: t('agreement'),
      kind: 'fixed',
      cell: ({ agreement }) => <Link to={paths.agreement(agreement.id)}>{agreement.no}</Link>,
    },
    {
      key: 'until',
      head: t('until'),
      kind: 'fixed',
      cell: ({ agreement }) => (agreement.effective_to === null ? null : dayText(agreement.effective_to, locale)),
    },
    {
      key: 'files',
      head: t('files'),
      cell: ({ agreement, dataset }) =>
        agreement.inDomain ? (
          t('in_domain')
        ) : (
          <span className="downloads-row">
            {formats.map((format) => (
              <a
                key={format}
                href={`/api/v1/agreements/${agreement.id}/datasets/${dataset.code}/file?format=${format}`}
                download
                aria-label={`${dataset.title} ${format.toUpperCase()}`}
              >
                {format.toUpperCase()}
              </a>
            ))}
          </span>
        ),
    },
  ];
  return (
    <DataTable
      caption={t('downloads')}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.agreement.id}-${row.dataset.code}`}
    />
  );
}
