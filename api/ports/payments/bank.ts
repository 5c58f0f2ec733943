/** The default route: a bank transfer with a reference, confirmed by the finance bureau. Needs no outside service. */
import { halfWidth } from '#api/kernel/half-width.ts';
import { fenFromJson } from '#api/kernel/money.ts';
import { checkReference } from '#api/kernel/reference.ts';
import { isDay } from '#api/kernel/time.ts';
import type { PaymentsPort } from './port.ts';
import { refuse } from './refusals.ts';

/** A bank's serial in one written form, so that the same transfer typed twice is found to be the same. */
export function readSerial(typed: string): string {
  const serial = halfWidth(typed).replace(/\s/g, '').toUpperCase();
  if (!/^[0-9A-Z-]{4,40}$/.test(serial)) throw refuse('payments.bad_serial');
  return serial;
}

export const bankTransfer: PaymentsPort = {
  route: 'bank',

  instructions: ({ reference, amountFen, payBy, account }) => ({
    kind: 'transfer',
    route: 'bank',
    account,
    reference,
    amount_fen: amountFen.toString(),
    pay_by: payBy,
  }),

  receive(evidence, today) {
    const reference = checkReference(evidence.reference);
    if (!reference.ok) throw refuse('payments.reference_mistyped', { reference: evidence.reference.slice(0, 40) });
    if (evidence.currency !== 'CNY')
      throw refuse('payments.wrong_currency', { currency: evidence.currency.slice(0, 10) });
    const amount = fenFromJson(evidence.amount_fen);
    if (amount === null || amount <= 0n) throw refuse('payments.bad_amount');
    const serial = readSerial(evidence.bank_serial);
    if (!isDay(evidence.value_date) || evidence.value_date > today) {
      throw refuse('payments.bad_value_date', { day: evidence.value_date.slice(0, 20) });
    }
    return {
      route: 'bank',
      reference: reference.reference,
      amountFen: amount,
      serial,
      payerName: evidence.payer_name,
      valueDate: evidence.value_date,
    };
  },
};
