/**
 * The chart of accounts. Debit is positive, credit negative: assets stand at or above zero, liabilities at or below.
 * There is no account that an agency owns (Article 21; brief 6.1.3: 收支脱钩), and none can be written down: this list
 * has no function for it, `accountOf` refuses its name, and the database refuses the row.
 */
import { refuse } from './refusals.ts';

export type AccountClass = 'asset' | 'liability' | 'expense';

export interface AccountSpec {
  /** Path name, e.g. `pay:treasury:140000`. */
  readonly id: string;
  readonly class: AccountClass;
  /** Set exactly on what is owed to, on its way to, or to come back from a treasury. */
  readonly treasuryCode: string | null;
  /** The enterprise the account is kept for. */
  readonly partyId: string | null;
}

type Owner = 'none' | 'treasury' | 'party' | 'provider';

/** Account kinds by the first two parts of the name. */
const kinds = {
  'cash:bank': { class: 'asset', owner: 'none' },
  'cash:psp': { class: 'asset', owner: 'provider' },
  'recv:treasury_refund': { class: 'asset', owner: 'treasury' },
  'recv:party': { class: 'asset', owner: 'party' },
  'recv:dispute': { class: 'asset', owner: 'none' },
  'held:orders': { class: 'liability', owner: 'none' },
  'held:part': { class: 'liability', owner: 'none' },
  'pay:treasury': { class: 'liability', owner: 'treasury' },
  'transit:treasury': { class: 'liability', owner: 'treasury' },
  'pay:developer': { class: 'liability', owner: 'party' },
  'pay:operator': { class: 'liability', owner: 'party' },
  'transit:party': { class: 'liability', owner: 'party' },
  'buyer:refund_due': { class: 'liability', owner: 'none' },
  'suspense:unmatched': { class: 'liability', owner: 'none' },
  'exp:psp_fee': { class: 'expense', owner: 'none' },
  'exp:dispute_fee': { class: 'expense', owner: 'none' },
} as const satisfies Record<string, { class: AccountClass; owner: Owner }>;
export type AccountKind = keyof typeof kinds;
export const accountKinds = Object.keys(kinds) as AccountKind[];

/** An account of the chart; `owner` is a treasury code or an organisation's id, where the kind has one. */
function account(kind: AccountKind, owner?: string): AccountSpec {
  const { class: accountClass, owner: wants } = kinds[kind];
  const id = owner === undefined ? kind : `${kind}:${owner}`;
  const named = owner !== undefined && (wants === 'provider' ? owner === 'stripe' : /^[0-9A-Za-z_]+$/.test(owner));
  if ((wants === 'none') !== (owner === undefined) || (wants !== 'none' && !named)) {
    throw refuse('ledger.not_in_chart', { account: id.slice(0, 80) });
  }
  return {
    id,
    class: accountClass,
    treasuryCode: wants === 'treasury' ? (owner ?? null) : null,
    partyId: wants === 'party' ? (owner ?? null) : null,
  };
}

/** Money in the supervised bank account. */
export const cashBank = account('cash:bank');
/** The balance at the payment provider; fees and disputes may take it below zero. */
export const cashStripe = account('cash:psp', 'stripe');
/** What the provider keeps of a payment: the operator's cost, never a party's part. */
export const pspFee = account('exp:psp_fee');
export const disputeFee = account('exp:dispute_fee');
/** Money that a card's bank has taken back until the dispute is decided. */
export const recvDispute = account('recv:dispute');
/** Money that arrived and found no order. */
export const unmatched = account('suspense:unmatched');
/** Received and not yet split: every fen of it belongs to a paid order. */
export const heldOrders = account('held:orders');
/** Arrived for an order that is not paid in full: it waits for the rest, or goes back into suspense. */
export const heldPart = account('held:part');
/** Refunds approved and not yet paid back. */
export const refundDue = account('buyer:refund_due');
/** 应缴财政款 of one treasury. */
export const payTreasury = (treasuryCode: string): AccountSpec => account('pay:treasury', treasuryCode);
/** Payment order issued, treasury receipt not yet matched. */
export const transitTreasury = (treasuryCode: string): AccountSpec => account('transit:treasury', treasuryCode);
/** 应收退付: money that lies with a treasury and has to come back; never netted against what is due to it (坐支). */
export const recvTreasuryRefund = (treasuryCode: string): AccountSpec => account('recv:treasury_refund', treasuryCode);
/** Due back from an enterprise whose payable no longer covers it. */
export const recvParty = (organizationId: string): AccountSpec => account('recv:party', organizationId);
export const payDeveloper = (organizationId: string): AccountSpec => account('pay:developer', organizationId);
export const payOperator = (organizationId: string): AccountSpec => account('pay:operator', organizationId);

/** Approved to be paid out to an enterprise, not yet on the bank's own record. */
export const transitParty = (organizationId: string): AccountSpec => account('transit:party', organizationId);

/** Reads an account's name back into its place in the chart. Refuses `ledger.not_in_chart`. */
export function accountOf(id: string): AccountSpec {
  const [first = '', second = '', owner, ...more] = id.split(':');
  const kind = `${first}:${second}`;
  if (more.length > 0 || !Object.hasOwn(kinds, kind)) throw refuse('ledger.not_in_chart', { account: id.slice(0, 80) });
  return account(kind as AccountKind, owner);
}
