/**
 * What a verification says in one look. Green only where every byte is as signed and the platform knows it; a genuine
 * document that still waits for a signature is not green either.
 */
import type { z } from 'zod';
import type { uploadVerificationShape, verificationShape } from '#api/documents/contract.ts';

export type UploadView = z.output<typeof uploadVerificationShape>;
export type VerificationView = z.output<typeof verificationShape>;

export interface UploadVerdict {
  readonly tone: 'done' | 'wait' | 'refused';
  readonly title: 'file_ok' | 'file_older' | 'file_waiting' | 'file_unknown';
  readonly text: UploadText;
}

/** How many signatures a finished document of a kind carries. */
export const signaturesOf: Readonly<Record<VerificationView['kind'], number>> = {
  agreement: 2,
  agreement_form: 0,
  certificate: 1,
  filing_receipt: 1,
  disposition_proof: 1,
  payment_order: 1,
  repayment_order: 1,
  income_statement: 1,
  statement: 0,
  citation: 1,
  disclosure: 1,
  release_report: 1,
  right_statement: 1,
  correction_order: 1,
  recheck_opinion: 1,
  criticism: 1,
  supervision_letter: 1,
  inspection_record: 1,
  asset_certificate: 1,
  asset_inventory: 1,
  asset_report: 1,
  audit_proof: 1,
  incident_report: 1,
  privilege_review: 1,
  provider_evaluation: 1,
};

export function verdictOf({ verdict, document }: UploadView): UploadVerdict {
  // Bytes equal to a registered revision are the platform's own, signed by all or not.
  const sound = verdict === 'intact' || verdict === 'incomplete' || verdict === 'unsigned';
  if (document === null || !sound) return { tone: 'refused', title: 'file_unknown', text: `verdict_${verdict}` };
  if (!document.newest) return { tone: 'wait', title: 'file_older', text: 'file_older_text' };
  if (verdict === 'intact') return { tone: 'done', title: 'file_ok', text: 'file_ok_text' };
  if (signaturesOf[document.kind] === 0) return { tone: 'done', title: 'file_ok', text: 'file_unsigned_text' };
  return { tone: 'wait', title: 'file_waiting', text: 'file_waiting_text' };
}
type UploadText =
  | 'file_ok_text'
  | 'file_unsigned_text'
  | 'file_older_text'
  | 'file_waiting_text'
  | `verdict_${UploadView['verdict']}`;

export function standingOf(seen: VerificationView): 'ok' | 'waiting' | 'broken' {
  if (!seen.intact) return 'broken';
  return seen.signatures.length < signaturesOf[seen.kind] ? 'waiting' : 'ok';
}
