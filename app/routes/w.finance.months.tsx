import { Link, redirect } from 'react-router';
import { monthChecks, monthStates } from '#api/revenue/rules/codes.ts';
import { proposingMonth } from '#api/revenue/treasury-contract.ts';
import { appContext } from '#app/context.ts';
import { finance } from '#app/i18n/finance.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { monthText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { Money, NumberText } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { FinanceRooms } from '#app/ui/revenue/finance-rooms.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.finance.months.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = url.searchParams.get('period') ?? '';
  return orRefusal(async () => {
    const { items } = await services.revenue.listMonths(ctx);
    // The oldest that is not closed comes first: months are closed in order.
    const oldest = items.findLast((one) => one.state !== 'closed')?.period ?? items[0]?.period ?? null;
    const period = items.some((one) => one.period === asked) ? asked : oldest;
    return {
      items,
      month: period === null ? null : await services.revenue.getMonth(ctx, period),
      rebuilt: await services.revenue.rebuildLedger(ctx),
      done: url.searchParams.get('done') === 'yes',
    };
  });
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { revenue: r } }) => {
    const [verb, ...rest] = (form.name ?? '').split('-');
    const period = rest.join('-');
    const input = form.read(proposingMonth);
    await form.once((ctx) => (verb === 'sign' ? r.signMonth(ctx, period, input) : r.proposeMonth(ctx, period, input)));
    return redirect(paths.ledgerMonths({ period, done: 'yes' }));
  });
}

export const shouldRevalidate = () => true;

type Loaded = Route.ComponentProps['loaderData'];

export default function Months({ loaderData: d }: Route.ComponentProps) {
  const t = useT(finance);
  const side = useSide();
  const locale = useLocale();
  const wrong = d.rebuilt.differing.length + d.rebuilt.violations.length;
  return (
    <>
      <PageHeader title={t('months')} lead={<p className="max-w-[42em]">{t('months_lead')}</p>} />
      <FinanceRooms room="months" />
      {d.done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {d.month !== null && <Checklist month={d.month} />}
      <Section id="months" title={t('months')}>
        <DataTable
          caption={t('months')}
          captionHidden
          rows={d.items}
          rowKey={(row) => row.period}
          empty={<Empty title={t('no_months')}>{t('no_months_text')}</Empty>}
          columns={[
            {
              key: 'month',
              head: t('month'),
              kind: 'fixed',
              cell: (row) => (
                <Link to={paths.ledgerMonths({ period: row.period })}>{monthText(row.period, locale)}</Link>
              ),
            },
            {
              key: 'state',
              head: t('state'),
              kind: 'fixed',
              cell: (row) => (
                <StateDot tone={row.state === 'closed' ? 'done' : row.state === 'proposed' ? 'wait' : 'open'}>
                  {side(monthStates.words[row.state])}
                </StateDot>
              ),
            },
            { key: 'entries', head: t('entries'), kind: 'number', cell: (row) => <NumberText value={row.entries} /> },
            { key: 'debit', head: t('debit'), kind: 'number', cell: (row) => <Money fen={row.debit_fen} /> },
            {
              key: 'signed',
              head: t('signed'),
              kind: 'fixed',
              cell: (row) => (row.signed_at === null ? null : <DateText instant={row.signed_at} />),
            },
          ]}
        />
      </Section>
      <Section id="rebuild" title={t('rebuild')}>
        <Notice
          tone={wrong === 0 ? 'success' : 'warn'}
          title={
            wrong === 0
              ? t('rebuild_ok', { accounts: d.rebuilt.accounts, entries: d.rebuilt.entries })
              : t('rebuild_bad', { n: wrong })
          }
        >
          {d.rebuilt.violations.map((one) => (
            <p key={one.found}>
              {one.rule} {one.found}
            </p>
          ))}
        </Notice>
      </Section>
    </>
  );
}

function Checklist({ month: m }: { readonly month: NonNullable<Loaded['month']> }) {
  const t = useT(finance);
  const side = useSide();
  const locale = useLocale();
  const name = monthText(m.period, locale);
  return (
    <Section id="checklist" title={t('checklist', { month: name })}>
      <DataTable
        caption={t('checklist', { month: name })}
        captionHidden
        rows={m.checks}
        rowKey={(row) => row.check}
        columns={[
          { key: 'check', head: t('check'), cell: (row) => side(monthChecks.words[row.check]) },
          {
            key: 'outcome',
            head: t('outcome'),
            kind: 'fixed',
            cell: (row) => (
              <StateDot tone={row.ok ? 'done' : 'refused'}>
                {row.ok ? t('passes') : t('open_n', { n: row.count })}
              </StateDot>
            ),
          },
          {
            key: 'amount',
            head: t('amount'),
            kind: 'number',
            cell: (row) => (row.amount_fen === '0' ? null : <Money fen={row.amount_fen} />),
          },
        ]}
      />
      {m.trial_sha256 !== null && (
        <p className="help break-all">
          {t('trial_hash')} {m.trial_sha256}
        </p>
      )}
      {m.can_propose && (
        <div className="mt-5">
          <Form name={`propose-${m.period}`}>
            <PasswordInput name="password" label={t('password')} />
            <ConfirmButton title={t('propose')} consequence={t('months_lead')}>
              {t('propose')}
            </ConfirmButton>
          </Form>
        </div>
      )}
      {m.can_sign && (
        <div className="mt-5">
          <Form name={`sign-${m.period}`}>
            <PasswordInput name="password" label={t('password')} />
            <ConfirmButton title={t('sign')} consequence={t('sign_text')}>
              {t('sign')}
            </ConfirmButton>
          </Form>
        </div>
      )}
    </Section>
  );
}
