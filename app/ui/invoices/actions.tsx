/** What can be done with an invoice by whoever looks at it. */

import { Link } from 'react-router';
import { redInitiators, redNoticeStates, redReasons, taxRates } from '#api/invoices/rules/codes.ts';
import type { InvoiceOut } from '#api/invoices/view.ts';
import { invoices } from '#app/i18n/invoices.ts';
import { paths } from '#app/paths.ts';
import { moneyText } from '#app/present/format.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { RadioGroup, Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

type Line = InvoiceOut['lines'][number];
interface Of {
  readonly invoice: InvoiceOut;
}
interface OnDay extends Of {
  /** The server's clock, so that both sides of the page know one day. */
  readonly today: string;
}
const dayOf = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);

export function InvoiceLines({ invoice: i }: Of) {
  const t = useT(invoices);
  const side = useSide();
  const columns: readonly Column<Line>[] = [
    {
      key: 'order',
      head: t('order'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.order(row.order_id)}>{row.order_no}</Link>,
    },
    { key: 'name', head: t('item_name'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
    { key: 'code', head: t('tax_code'), kind: 'fixed', cell: (row) => row.tax_code },
    {
      key: 'quantity',
      head: t('quantity'),
      kind: 'fixed',
      cell: (row) => (
        <>
          {row.quantity} <span lang="zh-CN">{row.unit}</span>
        </>
      ),
    },
    {
      key: 'amount',
      head: t('amount'),
      kind: 'number',
      cell: (row) => (row.amount_fen === null ? null : <Money fen={row.amount_fen} />),
    },
    {
      key: 'rate',
      head: t('rate'),
      kind: 'fixed',
      cell: (row) => (row.rate === null ? null : side(taxRates.words[row.rate])),
    },
    {
      key: 'tax',
      head: t('tax'),
      kind: 'number',
      cell: (row) => (row.tax_fen === null ? null : <Money fen={row.tax_fen} />),
    },
    { key: 'total', head: t('total'), kind: 'number', cell: (row) => <Money fen={row.total_fen} /> },
  ];
  return (
    <Section id="lines" title={t('lines')}>
      <DataTable
        caption={t('lines')}
        captionHidden
        columns={columns}
        rows={i.lines}
        rowKey={(row) => String(row.position)}
        totals={{
          total: <Money fen={i.total_fen} />,
          ...(i.amount_fen === null ? {} : { amount: <Money fen={i.amount_fen} /> }),
          ...(i.tax_fen === null ? {} : { tax: <Money fen={i.tax_fen} /> }),
        }}
      />
    </Section>
  );
}

export function InvoiceActions({ invoice: i, today }: OnDay) {
  const t = useT(invoices);
  const of = (name: string) => i.actions.find((one) => one.name === name);
  const [withdraw, decline, reopen, collect, red] = ['withdraw', 'decline', 'reopen', 'collect', 'start_red'].map(of);
  const seen = <input type="hidden" name="revision:number" value={i.revision} readOnly />;
  return (
    <Section id="do" title={t('do_title')}>
      {i.actions.length === 0 && <p>{t('do_nothing')}</p>}
      <Prepare invoice={i} />
      {of('issue') !== undefined && <Issue invoice={i} today={today} />}
      {collect !== undefined && (
        <CaseAction name="collect" title={t('collect')} refusal={collect.refusal}>
          <Button look="plain">{t('collect')}</Button>
        </CaseAction>
      )}
      {reopen !== undefined && (
        <CaseAction name="reopen" title={t('reopen')} lead={t('reopen_text')} refusal={reopen.refusal} folded>
          {seen}
          <Button look="plain">{t('reopen')}</Button>
        </CaseAction>
      )}
      {decline !== undefined && (
        <CaseAction name="decline" title={t('decline')} refusal={decline.refusal} folded>
          {seen}
          <TextInput name="reason" label={t('decline_reason')} maxLength={300} />
          <Button look="plain">{t('decline')}</Button>
        </CaseAction>
      )}
      {withdraw !== undefined && (
        <CaseAction name="withdraw" title={t('withdraw')} refusal={withdraw.refusal}>
          {seen}
          <ConfirmButton look="warn" title={t('withdraw')} consequence={t('withdraw_text')}>
            {t('withdraw')}
          </ConfirmButton>
        </CaseAction>
      )}
      {red !== undefined && <StartRed invoice={i} refusal={red.refusal} />}
    </Section>
  );
}

function StartRed({ invoice: i, refusal }: Of & { readonly refusal: InvoiceOut['actions'][number]['refusal'] }) {
  const t = useT(invoices);
  const side = useSide();
  return (
    <CaseAction name="start_red" title={t('start_red')} lead={t('start_red_lead')} refusal={refusal} folded>
      <RadioGroup
        name="order_id"
        label={t('which_order')}
        {...(i.lines[0] === undefined ? {} : { defaultValue: i.lines[0].order_id })}
        options={i.lines.map((line) => ({
          value: line.order_id,
          label: t('line_of', { no: line.order_no, amount: moneyText(line.total_fen) }),
        }))}
      />
      <Select
        name="reason"
        label={t('reason')}
        defaultValue="issue_error"
        blank={null}
        options={redReasons.codes.map((value) => ({ value, label: side(redReasons.words[value]) }))}
      />
      <Button look="plain">{t('start_red')}</Button>
    </CaseAction>
  );
}

function Prepare({ invoice: i }: Of) {
  const t = useT(invoices);
  const side = useSide();
  const offer = i.actions.find((one) => one.name === 'prepare');
  if (offer === undefined) return null;
  const usual = i.defaults;
  return (
    <CaseAction
      name="prepare"
      title={t('prepare')}
      lead={`${t('prepare_lead')}${i.route === 'http' ? ` ${t('prepare_service')}` : ''}`}
      refusal={offer.refusal}
    >
      <input type="hidden" name="revision:number" value={i.revision} readOnly />
      {i.lines.map((line, at) => (
        <fieldset className="grid gap-3" key={line.position}>
          <legend>{t('line_of', { no: line.order_no, amount: moneyText(line.total_fen) })}</legend>
          <input type="hidden" name={`lines.${at}.position:number`} value={line.position} readOnly />
          <TextInput
            name={`lines.${at}.name`}
            label={t('item_name')}
            defaultValue={usual?.item_name ?? ''}
            maxLength={90}
          />
          <TextInput
            name={`lines.${at}.tax_code`}
            label={t('tax_code')}
            help={t('tax_code_help')}
            defaultValue={usual?.tax_code ?? ''}
            width="medium"
            inputMode="numeric"
            maxLength={19}
          />
          <NumberInput name={`lines.${at}.quantity`} label={t('quantity')} defaultValue={line.quantity} />
          <TextInput
            name={`lines.${at}.unit`}
            label={t('unit')}
            defaultValue={usual?.unit ?? ''}
            width="short"
            maxLength={20}
          />
          <Select
            name={`lines.${at}.rate`}
            label={t('rate')}
            {...(usual === null ? {} : { defaultValue: usual.rate })}
            options={taxRates.codes.map((value) => ({ value, label: side(taxRates.words[value]) }))}
          />
        </fieldset>
      ))}
      <Button>{t('prepare')}</Button>
    </CaseAction>
  );
}

function Issue({ invoice: i, today }: OnDay) {
  const t = useT(invoices);
  return (
    <section className="case-action" id="do-issue" aria-labelledby="do-issue-title">
      <h3 id="do-issue-title">{t('issue')}</h3>
      <p className="help">{t('issue_lead')}</p>
      <Form name="issue" encType="multipart/form-data">
        <input type="hidden" name="revision" value={i.revision} readOnly />
        <TextInput
          name="number"
          label={t('number')}
          help={t('number_help')}
          width="medium"
          inputMode="numeric"
          maxLength={40}
        />
        <DateInput name="issued_on" label={t('issued_on')} defaultValue={dayOf(today)} />
        <FileInput name="file" label={t('choose_file')} help={t('file_help')} accept=".xml,.ofd,.pdf" />
        <Button>{t('issue_send')}</Button>
      </Form>
    </section>
  );
}

/** Credit notes that are due of an invoice; the seller enters the confirmation sheet here. */
export function NoticeActions({ invoice: i, today }: OnDay) {
  const t = useT(invoices);
  const side = useSide();
  const ready = i.side === 'seller' && (i.state === 'issued' || i.state === 'delivered');
  return (
    <Section id="red" title={t('reds')} {...(i.side === 'seller' ? { lead: t('reds_lead') } : {})}>
      <ul>
        {i.notices.map((one) => (
          <li key={one.id}>
            {one.no} {one.order_no} {moneyText(one.amount_fen)} {side(redReasons.words[one.reason])}{' '}
            <StateDot tone={one.state === 'open' ? 'open' : one.state === 'confirmed' ? 'wait' : 'done'}>
              {side(redNoticeStates.words[one.state])}
            </StateDot>{' '}
            {one.red_id !== null && <Link to={paths.invoice(one.red_id)}>{one.confirmation_no}</Link>}
          </li>
        ))}
      </ul>
      {ready &&
        i.notices
          .filter((one) => one.state === 'open')
          .map((one) => (
            <CaseAction
              key={one.id}
              name={`confirm:${one.id}`}
              title={t('confirm_red', { no: one.no, amount: moneyText(one.amount_fen) })}
              refusal={null}
            >
              <input type="hidden" name="revision:number" value={one.revision} readOnly />
              <TextInput name="confirmation_no" label={t('confirmation_no')} width="medium" maxLength={40} />
              <DateInput name="confirmed_on" label={t('confirmed_on')} defaultValue={dayOf(today)} />
              <RadioGroup
                name="initiator"
                label={t('initiator')}
                defaultValue="seller"
                options={redInitiators.codes.map((value) => ({ value, label: side(redInitiators.words[value]) }))}
              />
              <Select
                name="reason"
                label={t('reason')}
                defaultValue={one.reason}
                blank={null}
                options={redReasons.codes.map((value) => ({ value, label: side(redReasons.words[value]) }))}
              />
              <Button>{t('confirm_send')}</Button>
            </CaseAction>
          ))}
    </Section>
  );
}
