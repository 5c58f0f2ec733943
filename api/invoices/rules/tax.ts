/**
 * Value added tax on an invoice, to the fen. The price of an order includes the tax. It stands outside the price and is shown
 * apart (Value Added Tax Law, article 7); a price that includes it is divided by 1 + rate (Caishui [2016] No. 36, annex 1,
 * article 23). How fen are rounded neither says: here the tax of a line is rounded half up and the amount is the rest, so that
 * a line, and with it every sum, is exactly what was paid. Totals are sums of lines, never computed anew.
 */
import type { TaxRate } from './codes.ts';

/** Parts per hundred; an exempt line carries no tax. */
const percent: Readonly<Record<TaxRate, bigint>> = {
  r13: 13n,
  r9: 9n,
  r6: 6n,
  r5: 5n,
  r3: 3n,
  r1: 1n,
  r0: 0n,
  exempt: 0n,
};

/** The tax within an amount that includes it; whole fen, half up. The amount may not be negative. */
export function taxWithin(totalFen: bigint, rate: TaxRate): bigint {
  const of = percent[rate];
  const below = 100n + of;
  return (totalFen * of * 2n + below) / (below * 2n);
}

export interface Taxed {
  readonly amountFen: bigint;
  readonly taxFen: bigint;
  readonly totalFen: bigint;
}

export function taxed(totalFen: bigint, rate: TaxRate): Taxed {
  const taxFen = taxWithin(totalFen, rate);
  return { amountFen: totalFen - taxFen, taxFen, totalFen };
}

/**
 * A part taken back of a line. What all parts take back is the tax within their sum, so that the last of them leaves
 * nothing: neither a fen of tax too much nor one that cannot be taken back any more.
 * @param backFen taken back before.
 */
export function takenBack(partFen: bigint, backFen: bigint, rate: TaxRate): Taxed {
  const taxFen = taxWithin(backFen + partFen, rate) - taxWithin(backFen, rate);
  return { amountFen: -(partFen - taxFen), taxFen: -taxFen, totalFen: -partFen };
}

/** As the tax side writes it: `0.06`, or the word for exempt. */
export const rateText = (rate: TaxRate): string =>
  rate === 'exempt' ? '免税' : `0.${percent[rate].toString().padStart(2, '0')}`;

/** Nineteen digits of the classification of goods and services that the tax side keeps. */
export const isTaxCode = (text: string): boolean => /^[1-9]\d{18}$/.test(text);

export interface Invoiced {
  readonly orderFen: bigint;
  readonly refundedFen: bigint;
  /** On blue invoices asked for or issued. */
  readonly blueFen: bigint;
  /** Taken back by red invoices issued, as a positive amount. */
  readonly redFen: bigint;
}

/** What can still be invoiced of an order: what remains net of refunds, less what is on paper already. */
export function invoiceable({ orderFen, refundedFen, blueFen, redFen }: Invoiced): bigint {
  const left = orderFen - refundedFen - (blueFen - redFen);
  return left > 0n ? left : 0n;
}
