import { data, Link, redirect } from 'react-router';
import { proposing, verifyingAccount } from '#api/payouts/contract.ts';
import { batchStates, holds, waits } from '#api/payouts/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { payouts } from '#app/i18n/payouts.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { dayText, moneyText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { FinanceRooms } from '#app/ui/revenue/finance-rooms.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.payouts._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  const page = Math.max(1, Number(url.searchParams.get('page')) || 1);
  return orRefusal(async () => ({
    due: await services.payouts.getPayoutsDue(ctx),
    batches: await services.payouts.listPayoutBatches(ctx, { page, page_size: 20 }),
    accounts: (await services.payouts.listPayoutAccounts(ctx)).items,
    auditor: viewer.duties.includes('auditor'),
    done: url.searchParams.get('done') === 'yes',
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { payouts: p } }) => {
    const [name, id = ''] = (form.name ?? '').split(':');
    if (name === 'propose') {
      const input = form.read(proposing);
      const made = await form.once((ctx) => p.proposePayouts(ctx, input));
      return redirect(paths.payoutBatch(made.id));
    }
    if (name !== 'verify' && name !== 'refuse') throw data(null, 400);
    const input = form.read(verifyingAccount.omit({ verified: true }));
    await form.once((ctx) => p.verifyPayoutAccount(ctx, id, { ...input, verified: name === 'verify' }));
    return redirect(paths.payouts({ done: 'yes' }));
  });
}

export const shouldRevalidate = () => true;

type Loaded = Route.ComponentProps['loaderData'];
type Payee = Loaded['due']['payees'][number];
type Batch = Loaded['batches']['items'][number];

export default function Payouts({ loaderData: d }: Route.ComponentProps) {
  const t = useT(payouts);
  const side = useSide();
  const locale = useLocale();
  const payees: readonly Column<Payee>[] = [
    { key: 'payee', head: t('payee'), cell: (row) => row.organization_name },
    { key: 'kind', head: t('kind'), kind: 'fixed', cell: (row) => t(`kind_${row.party_kind}`) },
    { key: 'orders', head: t('orders'), kind: 'number', cell: (row) => row.orders },
    { key: 'amount', head: t('due'), kind: 'number', cell: (row) => <Money fen={row.due_fen} /> },
    {
      key: 'held',
      head: t('held'),
      kind: 'number',
      cell: (row) => (row.held_fen === '0' ? null : <Money fen={row.held_fen} />),
    },
    {
      key: 'account',
      head: t('account'),
      kind: 'fixed',
      cell: (row) =>
        row.account_ends_in === null ? t('account_none') : t('account_ends', { digits: row.account_ends_in }),
    },
    {
      key: 'state',
      head: t('state'),
      cell: (row) => {
        const reasons = [...new Set(row.held.map((one) => side(holds.words[one.hold])))].join(' · ');
        if (row.wait !== null) return <StateDot tone="wait">{side(waits.words[row.wait])}</StateDot>;
        const clues = row.held.some((one) => one.hold === 'flagged') && (
          <Link to={paths.tradeClues({ state: 'waiting' })}>{t('see_clues')}</Link>
        );
        return row.due_fen === '0' ? (
          <>
            <StateDot tone="wait">{reasons}</StateDot> {clues}
          </>
        ) : (
          <>
            <StateDot tone="open">
              {t('ready')}
              {reasons !== '' && ` · ${reasons}`}
            </StateDot>{' '}
            {clues}
          </>
        );
      },
    },
  ];
  const batches: readonly Column<Batch>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.payoutBatch(row.id)}>{row.no}</Link> },
    { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.total_fen} /> },
    { key: 'payments', head: t('payments'), kind: 'number', cell: (row) => row.payouts },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={row.state === 'proposed' ? 'open' : row.state === 'approved' ? 'done' : 'refused'}>
          {side(batchStates.words[row.state])}
        </StateDot>
      ),
    },
    { key: 'made', head: t('made'), kind: 'fixed', cell: (row) => <DateText instant={row.made_at} /> },
    {
      key: 'checked',
      head: t('checked'),
      kind: 'fixed',
      cell: (row) => (row.checked_at === null ? null : <DateText instant={row.checked_at} />),
    },
  ];
  const { due } = d;
  return (
    <>
      <PageHeader title={t('title')} lead={<p className="max-w-[42em]">{t('lead')}</p>} />
      <FinanceRooms room="payouts" />
      {d.done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <Section
        id="due"
        title={t('due')}
        lead={t('due_lead', {
          before: dayText(due.before, locale),
          days: due.hold_days,
          minimum: moneyText(due.minimum_fen),
        })}
      >
        <DataTable
          caption={t('due')}
          captionHidden
          columns={payees}
          rows={due.payees}
          rowKey={(row) => `${row.party_kind}:${row.organization_id}`}
          empty={<Empty title={t('due_none')}>{t('due_none_text')}</Empty>}
        />
        {!d.auditor &&
          (due.total_fen === '0' ? (
            <p className="help">{t('propose_nothing')}</p>
          ) : (
            <CaseAction
              name="propose"
              title={t('propose')}
              lead={t('propose_lead', { total: moneyText(due.total_fen) })}
              refusal={null}
            >
              <PasswordInput name="password" label={t('password')} />
              <Button>{t('propose')}</Button>
            </CaseAction>
          ))}
      </Section>
      {d.accounts.length > 0 && (
        <Section id="accounts" title={t('accounts')} lead={t('accounts_lead')}>
          {d.accounts.map((one) => (
            <div key={one.id} className="grid gap-3">
              <DescriptionList
                columns={2}
                facts={[
                  { term: t('payee'), value: `${one.organization_name} ${one.uscc}` },
                  { term: t('account_name'), value: one.account_name },
                  { term: t('bank_name'), value: `${one.bank_name} ${one.bank_code}` },
                  { term: t('account_no'), value: t('account_ends', { digits: one.ends_in }) },
                ]}
              />
              {!d.auditor &&
                (['verify', 'refuse'] as const).map((verb) => (
                  <CaseAction
                    key={verb}
                    name={`${verb}:${one.id}`}
                    title={t(`${verb}_title`, { name: one.organization_name })}
                    refusal={null}
                    folded
                  >
                    <input type="hidden" name="revision:number" value={one.revision} readOnly />
                    {verb === 'refuse' && <TextArea name="opinion" label={t('opinion')} limit={1000} rows={2} />}
                    <PasswordInput name="password" label={t('password')} />
                    <Button {...(verb === 'refuse' ? { look: 'plain' as const } : {})}>{t(verb)}</Button>
                  </CaseAction>
                ))}
            </div>
          ))}
        </Section>
      )}
      <Section id="batches" title={t('batches')}>
        <DataTable
          caption={t('batches')}
          captionHidden
          columns={batches}
          rows={d.batches.items}
          rowKey={(row) => row.id}
          empty={<Empty title={t('batches_none')}>{t('batches_none_text')}</Empty>}
        />
        <Pagination
          page={d.batches.page}
          pageSize={d.batches.page_size}
          total={d.batches.total}
          href={(page) => paths.payouts({ page })}
        />
      </Section>
    </>
  );
}
