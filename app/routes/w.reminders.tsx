import { Link, redirect } from 'react-router';
import { z } from 'zod';
import type { overdueShape } from '#api/invoices/dunning-contract.ts';
import { dunningKinds, dunningPauses, overdueStates } from '#api/invoices/rules/codes.ts';
import { type DunningRow, dunningStep } from '#api/invoices/rules/dunning.ts';
import { appContext } from '#app/context.ts';
import { invoices } from '#app/i18n/invoices.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Clip, type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { NumberInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.reminders.ts';

const rows = 6;

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  const held = viewer.powers.find((one) => one.power === 'finance_bureau');
  const region = held?.regionCode ?? viewer.organization.regionCode;
  return orRefusal(async () => ({
    items: (await services.invoices.listOverdue(ctx)).items,
    region,
    table: await services.invoices.getSteps(ctx, region),
    done: url.searchParams.get('done') !== null,
  }));
}

/** A row without a day or a kind is left out. */
const typed = z.object({
  region_code: z.string(),
  steps: z.array(dunningStep.partial().nullish()).max(rows).optional(),
});

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(typed);
    const steps = (input.steps ?? []).flatMap((one): DunningRow[] =>
      one?.days === undefined || one.kind === undefined ? [] : [{ days: one.days, kind: one.kind }],
    );
    await form.once((ctx) => services.invoices.setSteps(ctx, { region_code: input.region_code, steps }));
    return redirect(paths.reminders({ done: 1 }));
  });
}

export const shouldRevalidate = () => true;

type Row = z.output<typeof overdueShape>;

export default function Reminders({ loaderData: { items, region, table, done } }: Route.ComponentProps) {
  const t = useT(invoices);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<Row>[] = [
    {
      key: 'order',
      head: t('order'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.order(row.order_id)}>{row.order_no}</Link>,
    },
    { key: 'product', head: t('product'), cell: (row) => <Clip>{row.product_title}</Clip> },
    { key: 'buyer', head: t('buyer_name'), cell: (row) => row.buyer_name },
    { key: 'seller', head: t('seller_name'), cell: (row) => row.seller_name },
    { key: 'period', head: t('period'), kind: 'fixed', cell: (row) => row.bill_period },
    { key: 'amount', head: t('total'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    { key: 'pay_by', head: t('pay_by'), kind: 'fixed', cell: (row) => dayText(row.pay_by, locale) },
    {
      key: 'state',
      head: t('state'),
      cell: (row) => (
        <>
          <StateDot tone={row.state === 'waiting' ? 'wait' : row.state === 'overdue' ? 'open' : 'refused'}>
            {side(overdueStates.words[row.state])}
          </StateDot>
          {row.paused !== null && <> {side(dunningPauses.words[row.paused])}</>}
        </>
      ),
    },
    {
      key: 'last',
      head: t('last'),
      cell: (row) =>
        row.last === null
          ? null
          : `${side(dunningKinds.words[row.last.kind])} ${dayText(row.last.at.slice(0, 10), locale)}`,
    },
    {
      key: 'closes',
      head: t('closes'),
      kind: 'fixed',
      cell: (row) => (row.stops_on === null ? null : dayText(row.stops_on, locale)),
    },
  ];
  return (
    <>
      <PageHeader title={t('overdue_title')} lead={<p>{t('overdue_lead')}</p>} />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <DataTable
        caption={t('overdue_title')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.order_id}
        empty={<Empty title={t('overdue_none')}>{t('overdue_none_text')}</Empty>}
      />
      <Section
        id="steps"
        title={t('steps_title')}
        lead={`${t('steps_lead')} ${t(table.own ? 'steps_own' : 'steps_default')}`}
      >
        {table.may_set ? <Steps region={region} steps={table.steps} /> : <Said steps={table.steps} />}
      </Section>
    </>
  );
}

interface Table {
  readonly steps: readonly DunningRow[];
}

function Said({ steps }: Table) {
  const t = useT(invoices);
  const side = useSide();
  const when = (days: number) =>
    days === 0 ? t('step_on') : t(days < 0 ? 'step_before' : 'step_after', { n: Math.abs(days) });
  return (
    <ul>
      {steps.map((one) => (
        <li key={one.days}>
          {when(one.days)}: {side(dunningKinds.words[one.kind])}
        </li>
      ))}
    </ul>
  );
}

function Steps({ region, steps }: Table & { readonly region: string }) {
  const t = useT(invoices);
  const side = useSide();
  return (
    <Form name="steps">
      <input type="hidden" name="region_code" value={region} readOnly />
      {Array.from({ length: rows }, (_, at) => ({ at, step: steps[at] })).map(({ at, step }) => (
        <fieldset className="grid gap-3" key={at}>
          <legend>{t('step_kind', { n: at + 1 })}</legend>
          <NumberInput name={`steps.${at}.days`} label={t('step_days')} defaultValue={step?.days ?? ''} optional />
          <Select
            name={`steps.${at}.kind`}
            label={t('step_what')}
            blank={t('steps_blank')}
            {...(step === undefined ? {} : { defaultValue: step.kind })}
            options={(['reminder', 'last_notice'] as const).map((value) => ({
              value,
              label: side(dunningKinds.words[value]),
            }))}
            optional
          />
        </fieldset>
      ))}
      <Button>{t('steps_save')}</Button>
    </Form>
  );
}
