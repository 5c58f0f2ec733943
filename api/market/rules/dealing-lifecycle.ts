/** A clue about a sale: looked into, the owner heard, decided by a person. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { TradeClueState } from './dealing-codes.ts';

const desk = 'information department or finance bureau';

export const tradeClueLifecycle = defineLifecycle<TradeClueState>({
  open: {
    ask: { to: 'asked', event: 'market.ask_trade_clue', by: desk },
    dismiss: { to: 'dismissed', event: 'market.dismiss_trade_clue', by: desk },
  },
  asked: {
    answer: { to: 'answered', event: 'market.answer_trade_clue', by: 'developer' },
    confirm: { to: 'confirmed', event: 'market.confirm_trade_clue', by: `${desk}, once the time is over` },
    dismiss: { to: 'dismissed', event: 'market.dismiss_trade_clue', by: desk },
  },
  answered: {
    ask: { to: 'asked', event: 'market.ask_trade_clue', by: desk },
    confirm: { to: 'confirmed', event: 'market.confirm_trade_clue', by: desk },
    dismiss: { to: 'dismissed', event: 'market.dismiss_trade_clue', by: desk },
  },
  confirmed: {
    dismiss: { to: 'dismissed', event: 'market.dismiss_trade_clue', by: `${desk}, another officer` },
  },
  dismissed: {},
});
