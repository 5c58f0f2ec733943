import type { TaskKind } from '#api/overview/contract.ts';
import { paths } from '#app/paths.ts';

/** The page on which a task is done. */
export function taskPath(kind: TaskKind, id: string): string {
  if (kind === 'version_held' || kind === 'version_failed') return `${paths.entry(id)}/data`;
  if (kind === 'quality_failed') return paths.entryQuality(id);
  if (kind === 'refresh_overdue') return `${paths.entry(id)}/data`;
  if (kind === 'reuse_moderate') return paths.reuseCase(id);
  if (kind === 'rating_moderate') return paths.comments();
  if (kind === 'entry_review') return paths.review(id);
  if (kind.startsWith('entry_')) return paths.entry(id);
  if (kind.startsWith('targeted_')) return paths.targetedDeskCase(id);
  if (kind.startsWith('application_')) return paths.application(id);
  if (kind === 'joint_accept') return paths.joint(id);
  if (kind === 'file_check') return paths.enterpriseFile({ organization: id });
  if (kind === 'call_record') return paths.deskCall(id);
  if (kind === 'agreement_expiring') return paths.amendments(id);
  if (kind === 'proposal_answer') return paths.drafts(id);
  // The task names the amendment by its way below the agreements.
  if (kind.startsWith('amendment_')) return `${paths.agreements()}/${id}`;
  if (kind.startsWith('notice_') || kind === 'ending_answer') return paths.keeping(id);
  if (kind.startsWith('disposition_')) return paths.disposition(id);
  if (kind === 'clue_decide') return paths.clues();
  if (kind.startsWith('agreement_')) return paths.agreement(id);
  if (kind.startsWith('filing_')) return paths.filing(id);
  if (kind.startsWith('source_')) return paths.sourceNotice(id);
  if (kind.startsWith('product_')) return paths.ownProduct(id);
  if (kind === 'payment_confirm' || kind === 'refund_decide') return paths.payments();
  if (kind.startsWith('order_')) return paths.order(id);
  if (kind.startsWith('remittance_')) return paths.remittance(id);
  if (kind === 'bank_confirm') return paths.bank();
  if (kind === 'bank_case') return paths.bankCase(id);
  if (kind.startsWith('repayment_')) return paths.repayment(id);
  if (kind === 'enclave_review') return paths.job(id);
  if (kind === 'key_leaked') return paths.keys();
  if (kind.startsWith('webhook_')) return paths.webhook(id);
  if (kind.startsWith('request_')) return paths.requestDesk(id);
  if (kind === 'correction_answer') return paths.correctionDesk(id);
  return paths.statement(id);
}
