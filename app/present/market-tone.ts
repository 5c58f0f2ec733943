/** The dot before the state of a product, an order or a statement. */
import type { NoticeState } from '#api/market/rules/codes.ts';
import type { TradeClueState } from '#api/market/rules/dealing-codes.ts';
import type { OrderSide, OrderState } from '#api/orders/rules/codes.ts';
import type { ProductState } from '#api/products/rules/codes.ts';
import type { RepaymentState, StatementState } from '#api/revenue/rules/codes.ts';
import type { Tone } from '#app/ui/state-dot.tsx';

export const productTone: Readonly<Record<ProductState, Tone>> = { draft: 'open', listed: 'done', withdrawn: 'off' };

export function orderTone(state: OrderState, side: OrderSide): Tone {
  if (state === 'fulfilled') return 'done';
  if (state === 'paid') return 'wait';
  if (state === 'awaiting_payment') return side === 'developer' ? 'wait' : 'open';
  return 'off';
}

/** `ours`: the viewer can do the next step. */
export function statementTone(state: StatementState, ours: boolean, late: boolean): Tone {
  if (state === 'closed') return 'done';
  if (late) return 'late';
  if (ours) return 'open';
  return state === 'returned' ? 'refused' : 'wait';
}

export function repaymentTone(state: RepaymentState): Tone {
  if (state === 'repaid') return 'done';
  return state === 'lapsed' ? 'off' : state === 'opened' ? 'open' : 'wait';
}

/** `owner`: the product is the viewer's, who has to answer; otherwise the viewer has to decide. */
export function tradeClueTone(state: TradeClueState, owner: boolean): Tone {
  if (state === 'confirmed') return 'refused';
  if (state === 'dismissed') return 'off';
  return (state === 'asked') === owner ? 'open' : 'wait';
}

export function noticeTone(row: { readonly state: NoticeState; readonly overdue: boolean }): Tone {
  if (row.state === 'open') return row.overdue ? 'late' : 'open';
  return row.state === 'answered' ? 'done' : 'off';
}
