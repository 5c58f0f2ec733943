/** The dot before the state of a quotation, a complaint or a listing. */
import type { ComplaintState, QuotationSide, QuotationState } from '#api/market/rules/voice-codes.ts';
import type { Tone } from '#app/ui/state-dot.tsx';

export function quotationTone(state: QuotationState, side: QuotationSide): Tone {
  if (state === 'accepted') return 'done';
  if (state === 'asked') return side === 'owner' ? 'open' : 'wait';
  if (state === 'offered') return side === 'buyer' ? 'open' : 'wait';
  return state === 'declined' || state === 'rejected' ? 'refused' : 'off';
}

/** Decided and something still to be carried out is open. */
export function complaintTone(row: {
  readonly state: ComplaintState;
  readonly late: boolean;
  readonly due_on: string | null;
}): Tone {
  if (row.state === 'withdrawn') return 'off';
  if (row.late) return 'late';
  return row.state === 'decided' && row.due_on === null ? 'done' : 'open';
}
