import { Link } from 'react-router';
import { endingGrounds, misuseGrounds, registrationKinds } from '#api/agreements/rules/life-codes.ts';
import { registrationQuery } from '#api/agreements/rules/registration-shapes.ts';
import { regions } from '#api/kernel/regions.ts';
import { appContext } from '#app/context.ts';
import { agreementKeeping } from '#app/i18n/agreement-keeping.ts';
import { paths } from '#app/paths.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/_public.authorisations.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const sent = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  // What cannot be read is no filter: a public page answers, it does not scold.
  const read = registrationQuery.safeParse({ ...sent, page_size: 20 });
  const asked = read.success ? read.data : registrationQuery.parse({ page_size: 20 });
  return { asked, ...(await services.agreements.listRegistrations(ctx, asked)) };
}

type Row = Route.ComponentProps['loaderData']['items'][number];

export default function Authorisations({ loaderData: { asked, items, total } }: Route.ComponentProps) {
  const t = useT(agreementKeeping);
  const side = useSide();
  const locale = useLocale();
  const filter = { kind: asked.kind, region_code: asked.region_code, agreement: asked.agreement, q: asked.q };
  const query = new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  ).toString();
  const file = (name: string) => `/api/v1/register/events${name}${query === '' ? '' : `?${query}`}`;
  const columns: readonly Column<Row>[] = [
    { key: 'receipt', head: t('receipt'), kind: 'fixed', cell: (row) => row.receipt_no },
    {
      key: 'what',
      head: t('what'),
      cell: (row) => (
        <>
          <StateDot tone={row.kind === 'suspension' || row.kind === 'termination' ? 'refused' : 'done'}>
            {side(registrationKinds.words[row.kind])}
          </StateDot>
          {row.ground !== null && (
            <span className="help">
              {misuseGrounds.is(row.ground)
                ? side(misuseGrounds.words[row.ground])
                : endingGrounds.is(row.ground)
                  ? side(endingGrounds.words[row.ground])
                  : null}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'agreement',
      head: t('agreement'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.authorisations({ agreement: row.agreement_no })}>{row.agreement_no}</Link>,
    },
    { key: 'agency', head: t('agency'), cell: (row) => <span lang="zh-CN">{row.agency.name}</span> },
    { key: 'developer', head: t('developer'), cell: (row) => <span lang="zh-CN">{row.developer.name}</span> },
    {
      key: 'data',
      head: t('datasets'),
      cell: (row) => (
        <ul>
          {row.datasets.map((one) => (
            <li key={one.code}>
              <Link to={paths.dataset(one.code)} lang="zh-CN">
                {one.title}
              </Link>
            </li>
          ))}
        </ul>
      ),
    },
    { key: 'effective', head: t('effective_on'), kind: 'fixed', cell: (row) => <DateText day={row.effective_on} /> },
  ];
  return (
    <>
      <PageHeader title={t('register')} lead={t('register_lead')} />
      <Form method="get" inline>
        <Select
          name="kind"
          label={t('what')}
          defaultValue={asked.kind ?? ''}
          options={[
            { value: '', label: t('all') },
            ...registrationKinds.codes.map((value) => ({ value, label: side(registrationKinds.words[value]) })),
          ]}
        />
        <Select
          name="region_code"
          label={t('region')}
          defaultValue={asked.region_code ?? ''}
          options={[
            { value: '', label: t('all') },
            ...regions.codes.map((value) => ({ value, label: regions.label(value, locale) })),
          ]}
        />
        <TextInput name="q" label={t('q')} width="medium" optional defaultValue={asked.q ?? ''} maxLength={100} />
        <Button look="plain">{t('filter')}</Button>
      </Form>
      <p className="actions">
        <span>{t('total', { n: total })}</span>
        <a href={file('/file.csv')}>{t('csv')}</a>
        <a href={file('')}>{t('json')}</a>
      </p>
      <DataTable
        caption={t('register')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.receipt_no}
        empty={<Empty title={t('register_none')}>{t('register_none_text')}</Empty>}
      />
      <Pagination
        page={asked.page}
        pageSize={20}
        total={total}
        href={(page) => paths.authorisations({ ...filter, page: String(page) })}
      />
    </>
  );
}
