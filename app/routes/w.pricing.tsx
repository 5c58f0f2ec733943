import { Link, redirect } from 'react-router';
import { z } from 'zod';
import { newAllowance } from '#api/orders/access-contract.ts';
import { newCeiling } from '#api/products/plans-contract.ts';
import { basisWords } from '#api/products/rules/plan.ts';
import { appContext } from '#app/context.ts';
import { plans } from '#app/i18n/plans.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { moneyText } from '#app/present/format.ts';
import { basisPrice, priceText } from '#app/present/plan-text.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { PlanName, termsOf } from '#app/ui/market/plan-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.pricing.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({
    revenue: await services.orders.listAllowances(ctx, {}),
    products: (await services.products.listGuardedProducts(ctx, {})).items,
    done: url.searchParams.get('done') === 'file',
  }));
}

const named = z.object({ no: z.string().max(60) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    if (form.name === 'ceiling') {
      const { no } = form.read(named);
      await form.once((ctx) => services.products.fileCeiling(ctx, no, form.read(newCeiling)));
    } else await form.once((ctx) => services.orders.fileAllowance(ctx, form.read(newAllowance)));
    return redirect(paths.pricing({ done: 'file' }));
  });
}

export const shouldRevalidate = () => true;

export default function Pricing({ loaderData: { revenue, products, done } }: Route.ComponentProps) {
  const t = useT(plans);
  const mayFile = revenue.agreements.filter((one) => one.may_file);
  return (
    <>
      <PageHeader title={t('guard_title')} lead={<p>{t('guard_lead')}</p>} />
      {done && (
        <Notice tone="success" live>
          {t('filed')}
        </Notice>
      )}
      {revenue.agreements.length === 0 && products.length === 0 ? (
        <Empty title={t('guard_none')}>
          <p>{t('guard_none_text')}</p>
        </Empty>
      ) : (
        <>
          <Revenue revenue={revenue} />
          <Ceilings products={products} />
          {mayFile.length === 0 ? (
            <p className="help">{t('may_not_file')}</p>
          ) : (
            <>
              <FileCeiling products={products.filter((p) => mayFile.some((one) => one.id === p.agreement_id))} />
              <FileAllowance agreements={mayFile} />
            </>
          )}
        </>
      )}
    </>
  );
}

type Data = Route.ComponentProps['loaderData'];

function Revenue({ revenue }: { readonly revenue: Data['revenue'] }) {
  const t = useT(plans);
  return (
    <Section id="revenue" title={t('guard_revenue')}>
      <DataTable
        caption={t('guard_revenue')}
        captionHidden
        columns={[
          {
            key: 'agreement',
            head: t('col_agreement'),
            cell: (row) => (
              <>
                <Link to={paths.agreement(row.agreement_id)}>{row.agreement_no}</Link>
                <div className="help" lang="zh-CN">
                  {row.developer_name}
                </div>
              </>
            ),
          },
          {
            key: 'period',
            head: t('col_period'),
            kind: 'fixed',
            cell: (row) => (
              <>
                {row.period_from} – {row.period_to}
                {row.running && <div className="help">{t('running')}</div>}
              </>
            ),
          },
          {
            key: 'allowed',
            head: t('col_allowed'),
            kind: 'number',
            cell: (row) => (
              <span
                title={t('allowed_parts', {
                  cost: moneyText(row.cost_fen),
                  profit: moneyText(row.profit_fen),
                  tax: moneyText(row.tax_fen),
                })}
              >
                {moneyText(row.allowed_fen)}
              </span>
            ),
          },
          { key: 'carried', head: t('col_carried'), kind: 'number', cell: (row) => moneyText(row.carried_fen) },
          {
            key: 'earned',
            head: t('col_earned'),
            kind: 'number',
            cell: (row) => (
              <>
                {moneyText(row.earned_fen)}
                <div className="help">{t('paid_orders', { n: row.orders })}</div>
              </>
            ),
          },
          { key: 'awaiting', head: t('col_awaiting'), kind: 'number', cell: (row) => moneyText(row.awaiting_fen) },
          { key: 'left', head: t('col_left'), kind: 'number', cell: (row) => moneyText(row.left_fen) },
          {
            key: 'over',
            head: t('col_over'),
            kind: 'number',
            cell: (row) => (row.over_fen === '0' ? null : <strong>{moneyText(row.over_fen)}</strong>),
          },
          { key: 'document', head: t('col_document'), cell: (row) => <span lang="zh-CN">{row.document_no}</span> },
        ]}
        rows={revenue.items}
        rowKey={(row) => row.id}
        empty={t('guard_no_allowance')}
      />
    </Section>
  );
}

function Ceilings({ products }: { readonly products: Data['products'] }) {
  const t = useT(plans);
  const side = useSide();
  const locale = useLocale();
  return (
    <Section id="ceilings" title={t('guard_products')} lead={t('ceilings_lead')}>
      <DataTable
        caption={t('guard_products')}
        captionHidden
        columns={[
          {
            key: 'product',
            head: t('col_product'),
            cell: (row) => (
              <>
                {row.state === 'listed' ? <Link to={paths.product(row.no)}>{row.no}</Link> : row.no}
                <div className="help" lang="zh-CN">
                  {row.title}
                </div>
              </>
            ),
          },
          {
            key: 'plans',
            head: t('col_plans'),
            cell: (row) =>
              row.plans.map((plan) => (
                <div key={plan.number}>
                  <PlanName plan={plan} /> · {priceText(termsOf(plan), locale)}
                </div>
              )),
          },
          {
            key: 'ceiling',
            head: t('col_ceiling'),
            cell: (row) => {
              const standing = row.ceilings.filter((one) => one.in_force);
              if (standing.length === 0) return row.needed ? t('needed') : null;
              return standing.map((one) => (
                <div key={one.id} lang="zh-CN">
                  {t('ceiling_text', {
                    price: basisPrice(one.ceiling_yuan, one.basis, locale),
                    no: one.document_no,
                    from: one.valid_from,
                    to: one.valid_to,
                  })}
                </div>
              ));
            },
          },
          {
            key: 'finding',
            head: t('col_finding'),
            cell: (row) =>
              row.fault === null ? (
                <StateDot tone="done">{t('fine')}</StateDot>
              ) : (
                <StateDot tone="refused">{side(row.fault)}</StateDot>
              ),
          },
        ]}
        rows={products}
        rowKey={(row) => row.no}
        empty={t('guard_products_none')}
      />
    </Section>
  );
}

const bases = ['once', 'month', 'year', 'call', 'row'] as const;

function FileCeiling({ products }: { readonly products: Data['products'] }) {
  const t = useT(plans);
  const side = useSide();
  if (products.length === 0) return null;
  return (
    <Section id="file-ceiling" title={t('file_ceiling')}>
      <Form name="ceiling">
        <Select
          name="no"
          label={t('f_product')}
          options={products.map((one) => ({ value: one.no, label: `${one.no} ${one.title}` }))}
        />
        <Select
          name="basis"
          label={t('f_basis')}
          options={bases.map((value) => ({ value, label: side(basisWords[value]) }))}
        />
        <TextInput name="ceiling_yuan" label={t('f_ceiling')} width="short" inputMode="decimal" />
        <Document />
        <DateInput name="valid_from" label={t('f_from')} />
        <DateInput name="valid_to" label={t('f_to')} />
        <div className="actions">
          <Button look="plain">{t('file_ceiling')}</Button>
        </div>
      </Form>
    </Section>
  );
}

function Document() {
  const t = useT(plans);
  return (
    <>
      <TextInput name="document_no" label={t('f_document')} maxLength={120} width="medium" />
      <TextInput name="authority" label={t('f_authority')} maxLength={120} width="medium" />
    </>
  );
}

function FileAllowance({ agreements }: { readonly agreements: Data['revenue']['agreements'] }) {
  const t = useT(plans);
  return (
    <Section id="file-allowance" title={t('file_allowance')}>
      <Form name="allowance">
        <Select
          name="agreement_id"
          label={t('f_agreement')}
          options={agreements.map((one) => ({ value: one.id, label: `${one.no} ${one.developer_name}` }))}
        />
        <DateInput name="period_from" label={t('f_from')} />
        <DateInput name="period_to" label={t('f_to')} />
        <MoneyInput name="cost_fen" label={t('f_cost')} />
        <MoneyInput name="profit_fen" label={t('f_profit')} />
        <MoneyInput name="tax_fen" label={t('f_tax')} />
        <Document />
        <div className="actions">
          <Button look="plain">{t('file_allowance')}</Button>
        </div>
      </Form>
    </Section>
  );
}
