import { data, Link, redirect } from 'react-router';
import { checking, rejecting, returning } from '#api/payouts/contract.ts';
import { batchStates, type PayoutState, payoutChannels, payoutStates } from '#api/payouts/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { payouts } from '#app/i18n/payouts.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { dayText, instantText, moneyText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.payouts.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({
    batch: await services.payouts.getPayoutBatch(ctx, params.id),
    auditor: ctx.viewer?.duties.includes('auditor') ?? false,
    done: url.searchParams.get('done') === 'yes',
  }));
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { payouts: p } }) => {
    const [name, id = ''] = (form.name ?? '').split(':');
    await form.once((ctx) => {
      if (name === 'approve') return p.approvePayouts(ctx, params.id, form.read(checking));
      if (name === 'reject') return p.rejectPayouts(ctx, params.id, form.read(rejecting));
      if (name === 'return') return p.returnPayout(ctx, id, form.read(returning));
      throw data(null, 400);
    });
    return redirect(`${paths.payoutBatch(params.id)}?done=yes`);
  });
}

export const shouldRevalidate = () => true;

type Payout = Route.ComponentProps['loaderData']['batch']['payouts'][number];
const tones: Readonly<Record<PayoutState, 'open' | 'wait' | 'done' | 'refused'>> = {
  proposed: 'open',
  approved: 'wait',
  paid: 'done',
  returned: 'refused',
  rejected: 'refused',
};

export default function PayoutBatch({ loaderData: { batch: b, auditor, done } }: Route.ComponentProps) {
  const t = useT(payouts);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<Payout>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => row.no },
    { key: 'payee', head: t('payee'), cell: (row) => row.organization_name },
    {
      key: 'account',
      head: t('account'),
      cell: (row) =>
        row.channel === 'stripe_transfer'
          ? side(payoutChannels.words.stripe_transfer)
          : `${row.bank_name} ${t('account_ends', { digits: row.account_ends_in })}`,
    },
    { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    {
      key: 'set_off',
      head: t('set_off'),
      kind: 'number',
      cell: (row) => (row.set_off_fen === '0' ? null : <Money fen={row.set_off_fen} />),
    },
    {
      key: 'state',
      head: t('state'),
      cell: (row) => (
        <>
          <StateDot tone={tones[row.state]}>{side(payoutStates.words[row.state])}</StateDot>
          {row.paid_on !== null && row.state === 'paid' && <> {dayText(row.paid_on, locale)}</>}
          {row.returned_on !== null && (
            <span className="help" lang="zh-CN">
              {' '}
              {t('returned', { day: dayText(row.returned_on, locale), reason: row.return_reason ?? '' })}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'orders',
      head: t('orders'),
      cell: (row) => (
        <details>
          <summary>{t('lines', { n: row.lines.length })}</summary>
          <ul>
            {row.lines.map((line) => (
              <li key={line.order_id}>
                <Link to={paths.order(line.order_id)}>{line.order_no}</Link> {moneyText(line.amount_fen)}
              </li>
            ))}
          </ul>
        </details>
      ),
    },
  ];
  const returnable = b.payouts.filter((one) => one.returnable);
  return (
    <>
      <PageHeader
        title={t('batch', { no: b.no })}
        breadcrumb={[{ label: t('title'), to: paths.payouts() }]}
        meta={
          <>
            <StateDot tone={b.state === 'proposed' ? 'open' : b.state === 'approved' ? 'done' : 'refused'}>
              {side(batchStates.words[b.state])}
            </StateDot>
            <span>{moneyText(b.total_fen)}</span>
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <Section id="facts" title={t('facts')}>
        <DescriptionList
          columns={2}
          facts={[
            { term: t('amount'), value: <Money fen={b.total_fen} /> },
            { term: t('payments'), value: String(b.payouts.length) },
            { term: t('maker'), value: b.maker },
            { term: t('made'), value: <DateText instant={b.made_at} /> },
            { term: t('checker'), value: b.checker },
            { term: t('checked'), value: b.checked_at === null ? null : <DateText instant={b.checked_at} /> },
            { term: t('opinion_optional'), value: b.opinion },
          ]}
        />
        <DataTable
          caption={t('payments')}
          captionHidden
          columns={columns}
          rows={b.payouts}
          rowKey={(row) => row.id}
          totals={{ no: t('total'), amount: <Money fen={b.total_fen} /> }}
        />
      </Section>
      {b.state === 'approved' && !auditor && (
        <Section id="file" title={t('file')} lead={t('file_lead')}>
          <p className="actions">
            <a className="btn" data-look="plain" href={`/api/v1/payout-batches/${b.id}/pain.001.xml`}>
              {t('file_xml')}
            </a>
            <a className="btn" data-look="plain" href={`/api/v1/payout-batches/${b.id}/payments.csv`}>
              {t('file_csv')}
            </a>
          </p>
          {b.exported_at !== null && (
            <p className="help break-all">
              {t('file_hash', { at: instantText(new Date(b.exported_at), locale) })} {b.file_sha256}
            </p>
          )}
        </Section>
      )}
      <Section id="do" title={t('do_title')}>
        {auditor ? (
          <p>{t('reads_only')}</p>
        ) : b.actions.length === 0 && returnable.length === 0 ? (
          <p>{t('do_nothing')}</p>
        ) : null}
        {b.actions.map(({ name, refusal }) => (
          <CaseAction
            key={name}
            name={name}
            title={t(name === 'approve' ? 'approve' : 'reject')}
            refusal={refusal}
            {...(name === 'approve' ? { lead: t('approve_lead') } : {})}
          >
            <input type="hidden" name="revision:number" value={b.revision} readOnly />
            <TextArea
              name="opinion"
              label={t(name === 'approve' ? 'opinion_optional' : 'opinion')}
              optional={name === 'approve'}
              limit={1000}
              rows={2}
            />
            {name === 'approve' ? (
              <>
                <PasswordInput name="password" label={t('password')} />
                <ConfirmButton title={t('approve')} consequence={t('approve_lead')}>
                  {t('approve')}
                </ConfirmButton>
              </>
            ) : (
              <Button look="plain">{t('reject')}</Button>
            )}
          </CaseAction>
        ))}
        {!auditor &&
          returnable.map((one) => (
            <CaseAction
              key={one.id}
              name={`return:${one.id}`}
              title={t('return_title', { no: one.no })}
              refusal={null}
              folded
            >
              <TextArea name="reason" label={t('opinion')} limit={1000} rows={2} />
              <Button look="plain">{t('return')}</Button>
            </CaseAction>
          ))}
      </Section>
    </>
  );
}
