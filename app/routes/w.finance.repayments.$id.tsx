import { data, Link, redirect } from 'react-router';
import { z } from 'zod';
import { dayOf } from '#api/kernel/time.ts';
import type { RepaymentOut } from '#api/revenue/repayments.ts';
import { repaymentActions, repaymentGrounds, repaymentStates } from '#api/revenue/rules/codes.ts';
import {
  applyingRepayment,
  approvingRepayment,
  registeringRepayment,
  returningRepayment,
  reviewingRepayment,
} from '#api/revenue/treasury-contract.ts';
import { appContext } from '#app/context.ts';
import { finance } from '#app/i18n/finance.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { moneyText } from '#app/present/format.ts';
import { repaymentTone } from '#app/present/market-tone.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { DateInput, MoneyInput, PasswordInput, TextInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.finance.repayments.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({
    repayment: await services.revenue.getRepayment(ctx, params.id),
    done: url.searchParams.get('done') === 'yes',
    today: dayOf(ctx.clock.now()),
  }));
}

const seen = { revision: z.coerce.number().int() };

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { revenue: r } }) => {
    const { id } = params;
    await form.once((ctx) => {
      switch (form.name) {
        case 'apply':
          return r.applyRepayment(ctx, id, form.read(applyingRepayment.extend(seen)));
        case 'return':
          return r.returnRepayment(ctx, id, form.read(returningRepayment.extend(seen)));
        case 'review':
          return r.reviewRepayment(ctx, id, form.read(reviewingRepayment.extend(seen)));
        case 'approve':
          return r.approveRepayment(ctx, id, form.read(approvingRepayment.extend(seen)));
        case 'register':
          return r.registerRepayment(ctx, id, form.read(registeringRepayment.extend(seen)));
        default:
          throw data(null, 400);
      }
    });
    return redirect(`${paths.repayment(id)}?done=yes`);
  });
}

export const shouldRevalidate = () => true;

export default function Repayment({ loaderData: { repayment: r, done, today } }: Route.ComponentProps) {
  const t = useT(finance);
  const side = useSide();
  const locale = useLocale();
  return (
    <>
      <PageHeader
        title={t('repayment', { no: r.no })}
        breadcrumb={[{ label: t('repayments'), to: paths.repayments() }]}
        meta={
          <>
            <StateDot tone={repaymentTone(r.state)}>{side(repaymentStates.words[r.state])}</StateDot>
            <span>{side(repaymentGrounds.words[r.ground])}</span>
            <span>{moneyText(r.amount_fen)}</span>
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
            { term: t('amount'), value: <Money fen={r.amount_fen} /> },
            { term: t('treasury'), value: `${r.treasury_name} ${r.treasury_code}` },
            { term: t('agency'), value: r.agency_name },
            { term: t('statement'), value: <Link to={paths.statement(r.statement_id)}>{r.statement_no}</Link> },
            { term: t('receipt_in'), value: r.receipt_of_statement },
            {
              term: t('order'),
              value:
                r.order_id === null ? null : r.side === 'finance' ? (
                  <Link to={paths.order(r.order_id)}>{r.order_no}</Link>
                ) : (
                  r.order_no
                ),
            },
            {
              term: t('refund_amount'),
              value: r.refund_amount_fen === null ? null : <Money fen={r.refund_amount_fen} />,
            },
            { term: t('line_receipt'), value: r.line_receipt_no },
            { term: t('opened'), value: <DateText instant={r.opened_at} /> },
            {
              term: t('order_no'),
              value:
                r.document_id === null ? (
                  r.order_no_of_treasury
                ) : (
                  <a href={`/api/v1/repayments/${r.id}/paper`}>
                    {r.order_no_of_treasury} {t('paper')}
                  </a>
                ),
            },
            { term: t('receipt'), value: r.receipt_no },
            { term: t('received_on'), value: r.received_on === null ? null : <DateText day={r.received_on} /> },
            { term: t('reason'), value: r.stated_reason },
            { term: t('opinion'), value: r.opinion },
          ]}
        />
      </Section>
      {r.evidence !== null && (
        <Section id="evidence" title={t('evidence')} lead={t('evidence_lead')}>
          <pre className="whitespace-pre-wrap break-all text-sm" lang="zh-CN">
            <code>{JSON.stringify(JSON.parse(r.evidence), null, 2)}</code>
          </pre>
          <p className="help break-all">SHA-256 {r.evidence_sha256}</p>
        </Section>
      )}
      <Section id="do" title={t('do_title')}>
        <Actions repayment={r} today={today} />
      </Section>
      <Section id="history" title={t('history')}>
        <Timeline
          events={r.timeline.map((event, at) => ({
            id: `${at}`,
            at: event.at,
            who: event.organization_name ?? '-',
            what: repaymentActions.labelOrCode(event.action, locale),
            say: event.words,
          }))}
        />
      </Section>
    </>
  );
}

const verbs = ['apply', 'review', 'approve', 'register', 'return'] as const;

function Actions({ repayment: r, today }: { readonly repayment: RepaymentOut; readonly today: string }) {
  const t = useT(finance);
  const offered = verbs.flatMap((name) => {
    const found = r.actions.find((one) => one.name === name);
    return found === undefined ? [] : [{ name, refusal: found.refusal }];
  });
  if (offered.length === 0) return <p>{r.side === 'audit' ? t('reads_only') : t('do_nothing')}</p>;
  const leads: Partial<Record<(typeof verbs)[number], string>> = {
    apply: t('do_apply_lead'),
    approve: t('do_approve_lead'),
    register: t('do_register_lead'),
  };
  return offered.map(({ name, refusal }) => (
    <CaseAction
      key={name}
      name={name}
      title={t(`do_${name}`)}
      refusal={refusal}
      {...(leads[name] === undefined ? {} : { lead: leads[name] })}
    >
      <input type="hidden" name="revision" value={r.revision} readOnly />
      {name === 'apply' && <TextArea name="reason" label={t('reason')} limit={1000} rows={3} />}
      {(name === 'return' || name === 'review') && (
        <TextArea name="opinion" label={t('opinion')} limit={1000} rows={2} optional={name === 'review'} />
      )}
      {(name === 'review' || name === 'approve') && <PasswordInput name="password" label={t('password')} />}
      {name === 'register' && (
        <>
          <TextInput name="receipt_no" label={t('receipt')} width="medium" autoComplete="off" />
          <MoneyInput name="amount_fen" label={t('amount')} autoComplete="off" />
          <DateInput name="received_on" label={t('received_on')} defaultValue={today} max={today} />
        </>
      )}
      {name === 'approve' ? (
        <ConfirmButton title={t('sure')} consequence={t('sure_text')}>
          {t('do_approve')}
        </ConfirmButton>
      ) : (
        <Button {...(name === 'return' ? { look: 'plain' as const } : {})}>{t(`do_${name}`)}</Button>
      )}
    </CaseAction>
  ));
}
