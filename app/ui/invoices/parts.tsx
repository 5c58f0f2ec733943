/** Invoices and reminders on the page of an order, and what several pages of invoices share. */
import { Link } from 'react-router';
import type { z } from 'zod';
import type { orderInvoicesShape } from '#api/invoices/contract.ts';
import type { dunningStepShape, orderRemindersShape } from '#api/invoices/dunning-contract.ts';
import {
  dunningKinds,
  dunningPauses,
  type InvoiceState,
  invoiceColours,
  invoiceStates,
} from '#api/invoices/rules/codes.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { invoices } from '#app/i18n/invoices.ts';
import { paths } from '#app/paths.ts';
import { dayText, moneyText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Timeline } from '#app/ui/timeline.tsx';

const tones = {
  requested: 'open',
  prepared: 'wait',
  issued: 'done',
  delivered: 'done',
  declined: 'refused',
  withdrawn: 'refused',
} as const satisfies Readonly<Record<InvoiceState, string>>;
export const invoiceTone = (state: InvoiceState) => tones[state];

/** What is invoiced of an order and what can be asked for. */
export function OrderInvoices({
  order,
  found,
}: {
  readonly order: OrderOut;
  readonly found: z.output<typeof orderInvoicesShape>;
}) {
  const t = useT(invoices);
  const side = useSide();
  const asks = order.side === 'buyer' && found.invoiceable_fen !== '0';
  if (found.items.length === 0 && !asks) return null;
  return (
    <Section id="invoices" title={t('order_section')}>
      {found.items.length > 0 && (
        <ul>
          {found.items.map((one) => (
            <li key={one.id}>
              <Link to={paths.invoice(one.id)}>{one.no}</Link> {side(invoiceColours.words[one.colour])}{' '}
              {moneyText(one.total_fen)}{' '}
              <StateDot tone={invoiceTone(one.state)}>{side(invoiceStates.words[one.state])}</StateDot>
            </li>
          ))}
        </ul>
      )}
      {asks && (
        <>
          <p>{t('order_left', { amount: moneyText(found.invoiceable_fen) })}</p>
          {found.refusal === null ? (
            <LinkButton look="plain" to={paths.newInvoice({ order: order.id })}>
              {t('ask')}
            </LinkButton>
          ) : (
            <p className="help">{side(found.refusal)}</p>
          )}
        </>
      )}
    </Section>
  );
}

type Step = z.output<typeof dunningStepShape>;

/** What was said of an unpaid order or its bills, what comes next, and when it closes. */
export function OrderReminders({
  order,
  found,
}: {
  readonly order: OrderOut;
  readonly found: z.output<typeof orderRemindersShape>;
}) {
  const t = useT(invoices);
  const side = useSide();
  const locale = useLocale();
  const next = [
    found.paused === null ? null : t('reminders_paused', { why: side(dunningPauses.words[found.paused]) }),
    found.paused !== null || found.next === null
      ? null
      : t('reminders_next', { kind: side(dunningKinds.words[found.next.kind]), day: dayText(found.next.on, locale) }),
    found.stops_on === null
      ? null
      : t(order.bill_of === null ? 'reminders_stop' : 'reminders_key', { day: dayText(found.stops_on, locale) }),
  ].filter((one) => one !== null);
  if (found.steps.length === 0 && next.length === 0) return null;
  return (
    <Section id="reminders" title={t('reminders_section')}>
      {found.stopped && <Notice tone="warn">{t('reminders_stopped')}</Notice>}
      {found.steps.length > 0 ? (
        <Timeline
          events={found.steps.map((one) => ({
            id: one.id,
            at: one.at,
            who: t('platform'),
            what: side(dunningKinds.words[one.kind]),
            say: sayOf(one, order, t('mailed')),
            ...(one.kind === 'stopped' || one.kind === 'lapsed' ? { tone: 'refused' as const } : {}),
          }))}
          {...(next.length === 0 ? {} : { next: <p>{next.join(' ')}</p> })}
        />
      ) : (
        <p>{next.join(' ')}</p>
      )}
    </Section>
  );
}

const sayOf = (one: Step, order: OrderOut, mailed: string): string =>
  [
    one.order_no === order.no ? '' : `${one.order_no}${one.bill_period === null ? '' : ` (${one.bill_period})`}`,
    moneyText(one.amount_fen),
    one.mailed ? mailed : '',
  ]
    .filter((text) => text !== '')
    .join(' · ');
