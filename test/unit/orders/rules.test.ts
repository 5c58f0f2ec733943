import { describe, expect, it } from 'vitest';
import { makeReference } from '#api/kernel/reference.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { endOfDay, payBy, receiptFault, refundedOf, refundFault } from '#api/orders/rules/order.ts';
import { bankTransfer } from '#api/ports/payments/bank.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
  return 'accepted';
};

const reference = makeReference(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]));
const evidence = {
  reference,
  amount_fen: '120050',
  currency: 'CNY',
  bank_serial: 'boc 2026-0001',
  payer_name: '某公司',
  value_date: '2026-03-05',
};

describe('a line of the bank slip', () => {
  const receive = (over: object, today = '2026-03-05') => bankTransfer.receive({ ...evidence, ...over }, today);

  it('is read into one written form', () => {
    expect(receive({ reference: ` ${reference.toLowerCase().replaceAll('-', ' ')} ` })).toEqual({
      route: 'bank',
      reference,
      amountFen: 120_050n,
      serial: 'BOC2026-0001',
      payerName: '某公司',
      valueDate: '2026-03-05',
    });
  });

  const wrongCheck = `${reference.slice(0, -1)}${reference.endsWith('7') ? '8' : '7'}`;
  it.each([
    ['a wrong check character', { reference: wrongCheck }, 'payments.reference_mistyped'],
    [
      'a swapped pair',
      { reference: `JK${reference[3]}${reference[2]}${reference.slice(4)}` },
      'payments.reference_mistyped',
    ],
    ['no reference at all', { reference: '货款' }, 'payments.reference_mistyped'],
    ['another currency', { currency: 'USD' }, 'payments.wrong_currency'],
    ['an amount of zero', { amount_fen: '0' }, 'payments.bad_amount'],
    ['a negative amount', { amount_fen: '-5' }, 'payments.bad_amount'],
    ['an amount that is no number', { amount_fen: '1e21' }, 'payments.bad_amount'],
    ['an amount beyond the database', { amount_fen: '9223372036854775808' }, 'payments.bad_amount'],
    ['a serial of nothing', { bank_serial: '---;' }, 'payments.bad_serial'],
    ['a serial too long', { bank_serial: '1'.repeat(41) }, 'payments.bad_serial'],
    ['a day that does not exist', { value_date: '2026-02-30' }, 'payments.bad_value_date'],
    ['tomorrow', { value_date: '2026-03-06' }, 'payments.bad_value_date'],
  ])('refuses %s', (_name, over, code) => {
    expect(codeOf(() => receive(over))).toBe(code);
  });
});

describe('what an order takes as its money', () => {
  const order = {
    state: 'awaiting_payment' as const,
    amountFen: 120_050n,
    placedAt: new Date('2026-03-02T04:00:00Z'),
    expiresAt: endOfDay('2026-03-16'),
    paidSerial: null,
  };
  const fault = (over: object, receipt: object = {}) =>
    receiptFault({ ...order, ...over }, { amountFen: 120_050n, valueDate: '2026-03-05', ...receipt })?.code ?? null;

  it('is exactly the amount, from the day of the order to the last day of its term', () => {
    expect(fault({})).toBeNull();
    expect(fault({}, { valueDate: '2026-03-02' })).toBeNull();
    expect(fault({}, { valueDate: '2026-03-16' })).toBeNull();
    expect(payBy(order.expiresAt)).toBe('2026-03-16');
    expect(fault({}, { valueDate: '2026-03-01' })).toBe('orders.paid_before_ordered');
    expect(fault({}, { valueDate: '2026-03-17' })).toBe('orders.expired');
    expect(fault({}, { amountFen: 120_049n })).toBe('orders.wrong_amount');
    expect(fault({}, { amountFen: 120_051n })).toBe('orders.wrong_amount');
  });

  it('is nothing once the order is cancelled, expired or paid', () => {
    expect(fault({ state: 'cancelled' })).toBe('orders.cancelled');
    expect(fault({ state: 'expired' })).toBe('orders.expired');
    for (const state of ['paid', 'fulfilled', 'refunded']) expect(fault({ state })).toBe('orders.already_paid');
  });

  it('states both amounts', () => {
    const said = receiptFault(order, { amountFen: 120_000n, valueDate: '2026-03-05' });
    expect(said?.sentence('zh')).toContain('¥1,200.00');
    expect(said?.sentence('en')).toContain('¥1,200.50');
  });
});

describe('a refund', () => {
  const refunds = [
    { amountFen: 30n, state: 'approved' as const },
    { amountFen: 50n, state: 'refused' as const },
  ];
  const order = { state: 'fulfilled' as const, amountFen: 100n, refunds };
  const code = (amount: bigint, seen: bigint, over: object = {}) =>
    refundFault({ ...order, ...over }, amount, seen)?.code;

  it('is at most what is left, as it was seen', () => {
    expect(refundedOf(refunds)).toBe(30n);
    expect(code(70n, 70n)).toBeUndefined();
    expect(code(71n, 70n)).toBe('orders.refund_too_much');
    expect(code(0n, 70n)).toBe('orders.refund_too_much');
    expect(code(70n, 100n)).toBe('orders.refundable_changed');
    expect(code(1n, 70n, { state: 'awaiting_payment' })).toBe('orders.wrong_state');
    expect(code(1n, 70n, { state: 'refunded' })).toBe('orders.wrong_state');
  });
});
