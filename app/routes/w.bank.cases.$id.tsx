import { Link, redirect } from 'react-router';
import { z } from 'zod';
import { applying, deciding, holding, payingBack, settling, takingBack } from '#api/banking/contract.ts';
import { caseKinds, caseStates, moveKinds, moveStates, stepKinds } from '#api/banking/rules/codes.ts';
import type { CaseOut } from '#api/banking/view.ts';
import { dayOf } from '#api/kernel/time.ts';
import { appContext } from '#app/context.ts';
import { banking } from '#app/i18n/banking.ts';
import { paths } from '#app/paths.ts';
import { caseTone } from '#app/present/bank-tone.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { dayText, moneyText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { DateInput, MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.bank.cases.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const asked = Object.fromEntries(url.searchParams);
  return orRefusal(async () => ({
    found: await services.banking.getCase(ctx, params.id),
    order: (asked.order ?? '').slice(0, 60),
    amount: /^\d{1,18}$/.test(asked.amount ?? '') ? (asked.amount ?? null) : null,
    done: asked.done === 'yes',
    today: dayOf(ctx.clock.now()),
  }));
}

const verdict = deciding.omit({ approve: true }).extend({ approve: z.string().optional() });

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { banking: bank } }) => {
    const { id } = params;
    const [verb, moveId = ''] = (form.name ?? '').split('-');
    if (verb === 'apply') {
      const input = form.read(applying);
      await form.once((ctx) => bank.applyCase(ctx, id, input));
    } else if (verb === 'payback') {
      const input = form.read(payingBack);
      await form.once((ctx) => bank.payBackCase(ctx, id, input));
    } else if (verb === 'hold') {
      const input = form.read(holding);
      await form.once((ctx) => bank.holdCase(ctx, id, input));
    } else if (verb === 'settle') {
      const input = form.read(settling);
      await form.once((ctx) => bank.settlePayback(ctx, moveId, input));
    } else if (verb === 'back') {
      const input = form.read(takingBack);
      await form.once((ctx) => bank.takeBackMove(ctx, moveId, input));
    } else {
      const { revision, opinion } = form.read(verdict);
      const input = { revision, opinion, approve: form.intent === 'approve' };
      await form.once((ctx) => bank.decideCase(ctx, id, input));
    }
    return redirect(paths.bankCase(id, { done: 'yes' }));
  });
}

export const shouldRevalidate = () => true;

export default function BankCase({ loaderData: d }: Route.ComponentProps) {
  const t = useT(banking);
  const side = useSide();
  const locale = useLocale();
  const c = d.found;
  return (
    <>
      <PageHeader
        title={t('case_title', { no: c.no })}
        breadcrumb={[
          { label: t('title'), to: paths.bank() },
          { label: t('tab_cases'), to: paths.bank({ tab: 'cases' }) },
        ]}
        meta={
          <>
            <StateDot tone={caseTone[c.state]}>{side(caseStates.words[c.state])}</StateDot>
            <span>{side(caseKinds.words[c.kind])}</span>
            <span>{moneyText(c.remaining_fen)}</span>
            {c.held_until !== null && <span>{t('held_until', { day: dayText(c.held_until, locale) })}</span>}
          </>
        }
      />
      {d.done && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      <Section id="facts" title={t('facts')}>
        <DescriptionList
          columns={2}
          facts={[
            { term: t('arrived'), value: <Money fen={c.amount_fen} /> },
            { term: t('remaining'), value: <Money fen={c.remaining_fen} /> },
            { term: t('day'), value: dayText(c.value_date, locale) },
            { term: t('serial'), value: <code>{c.line.serial}</code> },
            { term: t('payer'), value: <span lang="zh-CN">{c.line.payer_name}</span> },
            { term: t('payer_no'), value: c.line.payer_no },
            { term: t('memo'), value: <span lang="zh-CN">{c.line.memo}</span> },
            { term: t('order'), value: c.order_no },
          ]}
        />
      </Section>
      {c.pending !== null && <Pending found={c} pending={c.pending} />}
      {c.moves.length > 0 && <Moves found={c} today={d.today} />}
      {c.remaining_fen !== '0' && c.pending === null && <Work loaded={d} />}
      <Section id="history" title={t('history')}>
        <Timeline
          events={c.steps.map((step) => ({
            id: step.id,
            at: step.at,
            who: step.by ?? t('platform'),
            what: side(stepKinds.words[step.kind]),
            say: [step.amount_fen === null ? '' : moneyText(step.amount_fen), step.order_no ?? '', step.note ?? '']
              .filter((part) => part !== '')
              .join(' · '),
          }))}
        />
      </Section>
    </>
  );
}

function Pending({
  found: c,
  pending,
}: {
  readonly found: CaseOut;
  readonly pending: NonNullable<CaseOut['pending']>;
}) {
  const t = useT(banking);
  const side = useSide();
  const what = t('pending_what', { what: side(moveKinds.words[pending.kind]), amount: moneyText(pending.amount_fen) });
  return (
    <Section
      id="pending"
      title={t('pending')}
      lead={[what, pending.order_no, pending.note].filter(Boolean).join(' · ')}
    >
      <CaseAction name="decide" title={t('approve')} refusal={pending.refusal}>
        <input type="hidden" name="revision" value={c.revision} readOnly />
        <TextInput name="opinion" label={t('opinion')} maxLength={500} optional />
        <div className="actions">
          <Button name="intent" value="approve">
            {t('approve')}
          </Button>
          <Button name="intent" value="refuse" look="plain">
            {t('refuse')}
          </Button>
        </div>
      </CaseAction>
    </Section>
  );
}

function Moves({ found: c, today }: { readonly found: CaseOut; readonly today: string }) {
  const t = useT(banking);
  const side = useSide();
  const open = c.moves.filter((move) => move.state === 'waiting');
  return (
    <Section id="moves" title={t('moves')}>
      <DataTable
        caption={t('moves')}
        captionHidden
        rows={c.moves}
        rowKey={(row) => row.id}
        columns={[
          { key: 'kind', head: t('to'), kind: 'fixed', cell: (row) => side(moveKinds.words[row.kind]) },
          { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
          {
            key: 'who',
            head: t('payer'),
            cell: (row) => (
              <>
                {row.order?.no} <span lang="zh-CN">{row.order?.buyer_name ?? row.payee_name}</span> {row.payee_no}
              </>
            ),
          },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => (
              <StateDot tone={row.state === 'done' ? 'done' : row.state === 'waiting' ? 'wait' : 'off'}>
                {side(moveStates.words[row.state])}
              </StateDot>
            ),
          },
          { key: 'serial', head: t('serial'), kind: 'fixed', cell: (row) => row.bank_serial },
        ]}
      />
      {open.map((move) => (
        <div key={move.id} className="mt-6">
          {move.kind === 'payback' && (
            <CaseAction
              name={`settle-${move.id}`}
              title={`${t('settle')} ${moneyText(move.amount_fen)}`}
              refusal={null}
            >
              <TextInput name="bank_serial" label={t('settle_serial')} width="medium" autoComplete="off" />
              <DateInput name="paid_on" label={t('settle_day')} defaultValue={today} max={today} />
              <Button>{t('settle_send')}</Button>
            </CaseAction>
          )}
          <CaseAction
            name={`back-${move.id}`}
            title={`${t('take_back')} ${moneyText(move.amount_fen)} ${move.order?.no ?? ''}`}
            refusal={null}
            folded
          >
            <TextInput name="reason" label={t('take_back_reason')} maxLength={500} />
            <Button look="warn">{t('take_back')}</Button>
          </CaseAction>
        </div>
      ))}
    </Section>
  );
}

function Work({ loaded: d }: { readonly loaded: Route.ComponentProps['loaderData'] }) {
  const t = useT(banking);
  const locale = useLocale();
  const c = d.found;
  const revision = <input type="hidden" name="revision" value={c.revision} readOnly />;
  const least = (one: string, other: string) => (BigInt(one) < BigInt(other) ? one : other);
  const unnamed = c.line.payer_name === '' || c.line.payer_no === '';
  return (
    <>
      <Section id="suggestions" title={t('suggestions')}>
        <DataTable
          caption={t('suggestions')}
          captionHidden
          rows={c.suggestions}
          rowKey={(row) => row.id}
          empty={<p className="help">{t('suggestions_none')}</p>}
          columns={[
            { key: 'no', head: t('order'), kind: 'fixed', cell: (row) => row.no },
            {
              key: 'use',
              head: t('use'),
              kind: 'fixed',
              cell: (row) => (
                <Link
                  to={`${paths.bankCase(c.id, { order: row.no, amount: least(row.missing_fen, c.remaining_fen) })}#do-apply`}
                  aria-label={t('use_label', { no: row.no })}
                >
                  {t('use')}
                </Link>
              ),
            },
            { key: 'missing', head: t('missing'), kind: 'number', cell: (row) => <Money fen={row.missing_fen} /> },
            { key: 'buyer', head: t('payer'), cell: (row) => <span lang="zh-CN">{row.buyer_name}</span> },
            {
              key: 'why',
              head: t('why'),
              cell: (row) =>
                [row.named ? t('suggestion_named') : '', row.same_payer ? t('suggestion_payer') : '']
                  .filter((part) => part !== '')
                  .join(' · '),
            },
            { key: 'by', head: t('pay_by'), kind: 'fixed', cell: (row) => dayText(row.pay_by, locale) },
          ]}
        />
      </Section>
      <Section id="do" title={t('actions')} lead={t('two_officers', { limit: moneyText(c.limit_fen) })}>
        <CaseAction name="apply" title={t('apply')} lead={t('apply_lead')} refusal={c.refusal}>
          {revision}
          <TextInput key={d.order} name="order" label={t('apply_order')} width="medium" defaultValue={d.order} />
          <MoneyInput
            key={d.amount}
            name="amount_fen"
            label={t('apply_amount')}
            defaultFen={d.amount ?? c.remaining_fen}
          />
          <TextInput name="note" label={t('apply_note')} maxLength={500} optional />
          <Button>{t('apply_send')}</Button>
        </CaseAction>
        <CaseAction
          name="payback"
          title={t('payback')}
          lead={t('payback_lead', { name: c.line.payer_name, account: c.line.payer_no })}
          refusal={c.refusal}
          folded
        >
          {revision}
          <MoneyInput name="amount_fen" label={t('payback_amount')} defaultFen={c.remaining_fen} />
          {unnamed && <TextInput name="payee_name" label={t('payback_name')} defaultValue={c.line.payer_name} />}
          {unnamed && <TextInput name="payee_no" label={t('payback_account')} defaultValue={c.line.payer_no} />}
          <TextInput name="note" label={t('payback_note')} maxLength={500} />
          <Button look="plain">{t('payback_send')}</Button>
        </CaseAction>
        <CaseAction name="hold" title={t('hold')} refusal={c.refusal} folded>
          {revision}
          <DateInput name="until" label={t('hold_until')} />
          <TextInput name="note" label={t('hold_note')} maxLength={500} />
          <Button look="plain">{t('hold_send')}</Button>
        </CaseAction>
      </Section>
    </>
  );
}
