import { Link } from 'react-router';
import { agreementStates } from '#api/agreements/rules/codes.ts';
import { pageQuery } from '#api/kernel/operation.ts';
import { dayOf } from '#api/kernel/time.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { transparency } from '#app/i18n/transparency.ts';
import { paths, withQuery } from '#app/paths.ts';
import { dayText, monthText } from '#app/present/format.ts';
import { receivedChart } from '#app/present/revenue-chart.server.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Chart } from '#app/ui/chart.tsx';
import { Copyable } from '#app/ui/copyable.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Money } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/_public.transparency.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const query = pageQuery.catch({ page: 1, page_size: 20 }).parse(Object.fromEntries(url.searchParams));
  const { rows } = await services.revenue.getPublicRevenue(ctx);
  const months = rows.map((row) => ({ period: row.period, fen: row.received_fen }));
  return {
    register: await services.agreements.listRegister(ctx, query),
    rows,
    chart: receivedChart(months, dayOf(ctx.clock.now()), ctx.locale),
    sharing: (await services.sharing.showSharingFigures(ctx)).years,
    targeted: (await services.targeted.showTargetedFigures(ctx)).years,
    head: await services.audit.head(ctx),
    headAddress: `${ctx.env.PUBLIC_URL}/api/v1/audit/head`,
  };
}

type Loaded = Route.ComponentProps['loaderData'];

export default function Transparency({ loaderData: d }: Route.ComponentProps) {
  const t = useT(transparency);
  return (
    <>
      <PageHeader title={t('title')} lead={<p className="max-w-[42em]">{t('lead')}</p>} />
      <Tabs
        label={t('on_page')}
        tabs={[
          { to: '#register', label: t('register') },
          { to: '#revenue', label: t('revenue') },
          { to: '#sharing', label: t('sharing') },
          { to: '#targeted', label: t('targeted') },
          { to: '#audit', label: t('audit') },
        ]}
      />
      <Register register={d.register} />
      <Revenue loaded={d} />
      <SharingFigures years={d.sharing} />
      <TargetedFigures years={d.targeted} />
      <Section id="audit" title={t('audit')} lead={t('audit_lead')}>
        <DescriptionList
          facts={[
            { term: t('audit_seq'), value: <Copyable text={d.head.seq} label={t('audit_seq')} plain /> },
            { term: t('audit_hash'), value: <Copyable text={d.head.hash} label={t('audit_hash')} plain /> },
            { term: t('audit_api'), value: <a href="/api/v1/audit/head">{d.headAddress}</a> },
          ]}
        />
        <p className="help">{t('audit_unsigned')}</p>
      </Section>
    </>
  );
}

function SharingFigures({ years }: { readonly years: Loaded['sharing'] }) {
  const t = useT(transparency);
  return (
    <Section id="sharing" title={t('sharing')} lead={t('sharing_lead')}>
      <DataTable
        caption={t('sharing')}
        captionHidden
        columns={[
          { key: 'year', head: t('targeted_year'), kind: 'fixed', cell: (row) => String(row.year) },
          { key: 'filed', head: t('targeted_filed'), kind: 'number', cell: (row) => row.filed },
          { key: 'granted', head: t('targeted_granted'), kind: 'number', cell: (row) => row.granted },
          { key: 'at_once', head: t('sharing_at_once'), kind: 'number', cell: (row) => row.at_once },
          { key: 'refused', head: t('targeted_refused'), kind: 'number', cell: (row) => row.refused },
          { key: 'deliveries', head: t('sharing_deliveries'), kind: 'number', cell: (row) => row.deliveries },
        ]}
        rows={years}
        rowKey={(row) => String(row.year)}
        empty={<Empty title={t('sharing_none')}>{t('sharing_none_text')}</Empty>}
      />
    </Section>
  );
}

function TargetedFigures({ years }: { readonly years: Loaded['targeted'] }) {
  const t = useT(transparency);
  return (
    <Section id="targeted" title={t('targeted')} lead={t('targeted_lead')}>
      <DataTable
        caption={t('targeted')}
        captionHidden
        columns={[
          { key: 'year', head: t('targeted_year'), kind: 'fixed', cell: (row) => String(row.year) },
          { key: 'filed', head: t('targeted_filed'), kind: 'number', cell: (row) => row.filed },
          { key: 'granted', head: t('targeted_granted'), kind: 'number', cell: (row) => row.granted },
          { key: 'refused', head: t('targeted_refused'), kind: 'number', cell: (row) => row.refused },
        ]}
        rows={years}
        rowKey={(row) => String(row.year)}
        empty={<Empty title={t('targeted_none')}>{t('targeted_none_text')}</Empty>}
      />
    </Section>
  );
}

type Registered = Loaded['register']['items'][number];

function Register({ register }: { readonly register: Loaded['register'] }) {
  const t = useT(transparency);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<Registered>[] = [
    {
      key: 'no',
      head: t('no'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.verify(row.document_id)}>{row.no}</Link>,
    },
    {
      key: 'agency',
      head: t('agency'),
      cell: (row) => <Link to={paths.agency(row.agency.uscc)}>{row.agency.name}</Link>,
    },
    { key: 'developer', head: t('developer'), cell: (row) => row.developer.name },
    {
      key: 'datasets',
      head: t('datasets'),
      cell: (row) => (
        <ul>
          {row.datasets.map((dataset) => (
            <li key={dataset.code}>
              <Link to={paths.dataset(dataset.code)}>{dataset.title}</Link>
            </li>
          ))}
        </ul>
      ),
    },
    { key: 'degree', head: t('degree'), cell: (row) => degrees.labelOrCode(row.degree, locale) },
    {
      key: 'term',
      head: t('term'),
      kind: 'fixed',
      cell: (row) => `${dayText(row.effective_from, locale)} – ${dayText(row.effective_to, locale)}`,
    },
    { key: 'receipt', head: t('receipt'), kind: 'fixed', cell: (row) => row.receipt_no },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={row.state === 'active' ? 'done' : 'off'}>{side(agreementStates.words[row.state])}</StateDot>
      ),
    },
  ];
  return (
    <Section id="register" title={t('register')} lead={t('register_lead')}>
      <DataTable
        caption={t('register')}
        captionHidden
        columns={columns}
        rows={register.items}
        rowKey={(row) => row.no}
        empty={<Empty title={t('register_none')}>{t('register_none_text')}</Empty>}
      />
      <Pagination
        page={register.page}
        pageSize={register.page_size}
        total={register.total}
        href={(page) => `${withQuery(paths.transparency(), { page })}#register`}
      />
      <p className="mt-4">
        <Link to={paths.authorisations()}>{t('register_events')}</Link>
      </p>
    </Section>
  );
}

type Received = Loaded['rows'][number];

function Revenue({ loaded: { rows, chart } }: { readonly loaded: Loaded }) {
  const t = useT(transparency);
  const locale = useLocale();
  const sum = rows.reduce((all, row) => all + BigInt(row.received_fen), 0n);
  const columns: readonly Column<Received>[] = [
    { key: 'period', head: t('period'), kind: 'fixed', cell: (row) => monthText(row.period, locale) },
    { key: 'treasury', head: t('treasury'), cell: (row) => row.treasury_name },
    { key: 'received', head: t('received'), kind: 'number', cell: (row) => <Money fen={row.received_fen} /> },
    { key: 'statements', head: t('statements'), kind: 'number', cell: (row) => row.statements },
  ];
  return (
    <Section id="revenue" title={t('revenue')} lead={t('revenue_lead')}>
      {chart !== null && <Chart chart={chart} />}
      <DataTable
        caption={t('revenue')}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.period}-${row.treasury_code}`}
        empty={<Empty title={t('revenue_none')}>{t('revenue_none_text')}</Empty>}
        totals={{
          period: <strong>{t('total')}</strong>,
          received: (
            <strong>
              <Money fen={sum} />
            </strong>
          ),
        }}
      />
    </Section>
  );
}
