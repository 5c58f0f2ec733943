import type { StatementOut } from '#api/revenue/view.ts';
import { revenue } from '#app/i18n/revenue.ts';
import { dayText, moneyText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateInput, MoneyInput, PasswordInput, TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

export const statementVerbs = [
  'confirm',
  'redraw',
  'approve',
  'return',
  'issue',
  'receive',
  'close',
  'withdraw',
  'reject',
] as const;
export type StatementVerb = (typeof statementVerbs)[number];

interface Props {
  readonly statement: StatementOut;
  readonly today: string;
}

/** Everything the viewer's side can do with the statement now. */
export function StatementActions({ statement: s, today }: Props) {
  const t = useT(revenue);
  const locale = useLocale();
  const offered = statementVerbs.flatMap((name) => {
    const found = s.actions.find((one) => one.name === name);
    return found === undefined ? [] : [{ name, refusal: found.refusal }];
  });
  if (offered.length === 0) return <p>{t('do_nothing')}</p>;
  const lead: Partial<Record<StatementVerb, string>> = {
    confirm: t('do_confirm_lead'),
    approve: t('do_approve_lead'),
    withdraw: t('do_withdraw_lead'),
    reject: t('do_reject_lead'),
    receive: t('register_lead'),
    close: s.treasury_fen === '0' ? t('turn_zero') : t('do_close_lead'),
    issue: t('do_issue_lead', {
      amount: moneyText(s.treasury_fen),
      day: s.due_on === null ? '' : dayText(s.due_on, locale),
      treasury: s.treasury_name,
    }),
  };
  return offered.map(({ name, refusal }) => (
    <CaseAction
      key={name}
      name={name}
      title={t(`do_${name}`)}
      refusal={refusal}
      folded={name === 'withdraw' || name === 'reject'}
      {...(lead[name] === undefined ? {} : { lead: lead[name] })}
    >
      {name !== 'receive' && <input type="hidden" name="revision" value={s.revision} readOnly />}
      <Fields name={name} statement={s} today={today} />
    </CaseAction>
  ));
}

function Fields({ name, statement: s, today }: Props & { readonly name: StatementVerb }) {
  const t = useT(revenue);
  const { no } = s;
  const amount = moneyText(s.treasury_fen);
  const password = <PasswordInput name="password" label={t('password')} help={t('password_help')} />;
  switch (name) {
    case 'confirm':
      return (
        <>
          {password}
          <ConfirmButton title={t('confirm_question', { no })} consequence={t('confirm_consequence')}>
            {t('do_confirm')}
          </ConfirmButton>
        </>
      );
    case 'redraw':
      return (
        <ConfirmButton title={t('do_redraw')} consequence={t('redraw_consequence')}>
          {t('do_redraw')}
        </ConfirmButton>
      );
    case 'approve':
      return (
        <>
          <TextArea name="opinion" label={t('optional_opinion')} optional limit={2000} rows={2} />
          {password}
          <ConfirmButton title={t('approve_question', { no })} consequence={t('approve_consequence', { amount })}>
            {t('do_approve')}
          </ConfirmButton>
        </>
      );
    case 'return':
      return (
        <>
          <TextArea name="opinion" label={t('return_opinion')} limit={2000} rows={3} />
          <Button look="plain">{t('do_return')}</Button>
        </>
      );
    case 'withdraw':
    case 'reject':
      return (
        <>
          <TextArea name="opinion" label={t('why')} limit={2000} rows={2} />
          <ConfirmButton look="warn" title={t(`do_${name}`)} consequence={t('back_consequence')}>
            {t(`do_${name}`)}
          </ConfirmButton>
        </>
      );
    case 'issue':
      return (
        <>
          {password}
          <ConfirmButton title={t('issue_question', { amount })} consequence={t('issue_consequence')}>
            {t('do_issue')}
          </ConfirmButton>
        </>
      );
    case 'receive':
      return <ReceiptFields orderNo={s.payment_order?.no ?? ''} today={today} />;
    case 'close':
      return (
        <ConfirmButton title={t('close_question', { no })} consequence={t('close_consequence')}>
          {t('do_close')}
        </ConfirmButton>
      );
  }
}

/** What the treasury's receipt says, typed from the receipt: only the order it belongs to may be known beforehand. */
export function ReceiptFields({ orderNo, today }: { readonly orderNo: string; readonly today: string }) {
  const t = useT(revenue);
  return (
    <>
      <TextInput name="receipt_no" label={t('receipt_no')} width="medium" autoComplete="off" spellCheck={false} />
      <TextInput
        name="payment_order_no"
        label={t('receipt_order')}
        width="medium"
        autoComplete="off"
        defaultValue={orderNo}
      />
      <TextInput
        name="treasury_code"
        label={t('receipt_treasury')}
        width="short"
        inputMode="numeric"
        autoComplete="off"
      />
      <MoneyInput name="amount_fen" label={t('receipt_amount')} autoComplete="off" />
      <DateInput name="received_on" label={t('receipt_day')} defaultValue={today} max={today} />
      <Button>{t('receive_send')}</Button>
    </>
  );
}
