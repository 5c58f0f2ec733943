import { Link, redirect } from 'react-router';
import { z } from 'zod';
import { ledgerQuery } from '#api/assets/ledger-contract.ts';
import { assetReportOperations } from '#api/assets/report-contract.ts';
import { dayOf } from '#api/kernel/time.ts';
import { appContext } from '#app/context.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { assetIncomeChart } from '#app/present/asset-chart.server.ts';
import { assetSides } from '#app/present/asset-sides.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { LedgerPapers, LedgerSignals, LedgerTotals, LedgerYear } from '#app/ui/assets/ledger-parts.tsx';
import { AssetTabs, HolderName, Standing } from '#app/ui/assets/parts.tsx';
import { Button } from '#app/ui/button.tsx';
import { Chart } from '#app/ui/chart.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { Money } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.assets.ledger.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const today = dayOf(ctx.clock.now());
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = ledgerQuery.catch({}).parse(asked);
  const ledger = await orRefusal(() => services.assets.showAssetLedger(ctx, query));
  const year = query.year ?? today.slice(0, 4);
  return {
    query,
    ledger,
    year,
    years: [0, 1, 2, 3].map((back) => String(Number(today.slice(0, 4)) - back)),
    report: await services.assets.showAssetYear(ctx, year),
    papers: await services.assets.listAssetReports(ctx),
    done: url.searchParams.get('done'),
    signals: (await services.assets.listAssetSignals(ctx)).items,
    sides: assetSides(ctx),
    chart: assetIncomeChart(ledger.agencies, today, ctx.locale),
  };
}

const signing = assetReportOperations.signAssetReport.body.extend({ year: z.string().max(4) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const { year, password } = form.read(signing);
    const { no } = await form.once((ctx) => services.assets.signAssetReport(ctx, year, { password }));
    return redirect(`${paths.assetLedger({ done: no })}#papers`);
  });
}

export default function Ledger({ loaderData: d }: Route.ComponentProps) {
  const t = useT(assets);
  const { ledger } = d;
  const file = (format: string, national = false) =>
    `/api/v1/assets/ledger/${national ? 'national' : 'export'}/${format}${d.query.year === undefined || national ? '' : `?year=${d.query.year}`}`;
  return (
    <>
      <PageHeader
        title={t('ledger_title')}
        lead={<p className="max-w-[42em]">{t('ledger_lead')}</p>}
        breadcrumb={[{ label: t('title'), to: paths.assets() }]}
      />
      <AssetTabs current="ledger" sides={d.sides} />
      <Form method="get" inline action={paths.assetLedger()}>
        <Select
          name="year"
          label={t('year')}
          optional
          blank={t('all_years')}
          defaultValue={d.query.year ?? ''}
          options={d.years.map((value) => ({ value, label: value }))}
        />
        <Button look="plain">{t('show')}</Button>
      </Form>
      {d.chart !== null && <Chart chart={d.chart} />}
      <DataTable
        caption={t('ledger_title')}
        captionHidden
        columns={[
          {
            key: 'name',
            head: t('name'),
            cell: (row) => (
              <Link to={paths.asset(row.id)}>
                <span lang="zh-CN">{row.name}</span>
              </Link>
            ),
          },
          { key: 'holder', head: t('holder'), cell: (row) => <HolderName of={row.holder} /> },
          { key: 'standing', head: t('standing'), kind: 'fixed', cell: (row) => <Standing of={row.standing} /> },
          { key: 'cost', head: t('cost'), kind: 'number', cell: (row) => <Money fen={row.cost_fen} /> },
          {
            key: 'valuation',
            head: t('valuation'),
            kind: 'number',
            cell: (row) => (row.valuation_fen === null ? <Void /> : <Money fen={row.valuation_fen} />),
          },
          { key: 'authorisations', head: t('authorisations'), kind: 'number', cell: (row) => row.authorisations },
          { key: 'agreements', head: t('agreements'), kind: 'number', cell: (row) => row.agreements },
          { key: 'products', head: t('products'), kind: 'number', cell: (row) => row.products },
          { key: 'deliveries', head: t('deliveries'), kind: 'number', cell: (row) => row.deliveries },
          { key: 'grants', head: t('grants'), kind: 'number', cell: (row) => row.grants },
          {
            key: 'treasury',
            head: t('treasury'),
            kind: 'number',
            cell: (row) => (
              <>
                <Link to={`${paths.asset(row.id)}#ledger`}>
                  <Money fen={row.treasury_fen} />
                </Link>
                {row.joint && t('joint_mark')}
              </>
            ),
          },
          { key: 'received', head: t('received'), kind: 'number', cell: (row) => <Money fen={row.received_fen} /> },
        ]}
        rows={ledger.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('ledger_empty')}>{t('ledger_empty_text')}</Empty>}
        totals={{
          name: t('sum'),
          cost: <Money fen={ledger.sum.cost_fen} />,
          valuation: <Money fen={ledger.sum.valuation_fen} />,
          deliveries: ledger.sum.deliveries,
          grants: ledger.sum.grants,
          treasury: <Money fen={ledger.sum.treasury_fen} />,
          received: <Money fen={ledger.sum.received_fen} />,
        }}
      />
      <p className="actions">
        <a className="btn" data-look="plain" href={file('xlsx')} download>
          {t('export_xlsx')}
        </a>
        <a className="btn" data-look="plain" href={file('csv')} download>
          {t('export_csv')}
        </a>
        <a className="btn" data-look="plain" href={file('json')} download>
          {t('export_json')}
        </a>
        <a className="btn" data-look="plain" href={file('xlsx', true)} download>
          {t('export_national')}
        </a>
      </p>
      <p className="help">{t('national_note')}</p>
      {ledger.agencies.length > 1 && <LedgerTotals rows={ledger.agencies} by="by_agency" />}
      {ledger.regions.length > 1 && <LedgerTotals rows={ledger.regions} by="by_region" />}
      <LedgerYear report={d.report} />
      <LedgerPapers papers={d.papers} done={d.done} />
      <LedgerSignals items={d.signals} />
    </>
  );
}
