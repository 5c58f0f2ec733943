import { z } from 'zod';
import { dayText, instantText, operation } from '#api/kernel/operation.ts';
import { impactOut } from '#api/quality/rules/shapes.ts';

/** What lies on someone's desk; the kind says which page it opens. */
export const taskKinds = [
  'entry_returned',
  'entry_draft',
  'version_held',
  'version_failed',
  'quality_failed',
  'refresh_overdue',
  'entry_review',
  'targeted_open',
  'targeted_hearing',
  'application_open',
  'application_supplement',
  'application_fee',
  'application_fee_confirm',
  'application_certificate',
  'application_agreement',
  'agreement_draft',
  'agreement_sign',
  'agreement_file',
  'agreement_expiring',
  'amendment_consider',
  'amendment_sign',
  'amendment_file',
  'notice_answer',
  'notice_decide',
  'ending_answer',
  'disposition_prove',
  'disposition_review',
  'clue_decide',
  'filing_decide',
  'filing_supplement',
  'product_draft',
  'source_answer',
  'source_overdue',
  'order_pay',
  'payment_confirm',
  'refund_decide',
  'statement_confirm',
  'statement_review',
  'statement_returned',
  'remittance_issue',
  'remittance_receipt',
  'remittance_close',
  'request_sort',
  'request_answer',
  'request_promise',
  'correction_answer',
  'reuse_moderate',
  'rating_moderate',
  'enclave_review',
  'webhook_paused',
  'key_leaked',
  'bank_confirm',
  'bank_case',
  'repayment_apply',
  'repayment_review',
  'repayment_approve',
  'repayment_register',
] as const;
export type TaskKind = (typeof taskKinds)[number];

export const taskShape = z
  .object({
    kind: z.enum(taskKinds),
    id: z.string(),
    /** Number or code, for telling it apart. */
    no: z.string(),
    title: z.string(),
    since: instantText,
    due_on: dayText.nullable(),
    /** Working days left until `due_on`; negative when late; null without a clock. */
    days_left: z.number().int().nullable(),
    amount_fen: z.string().nullable(),
    /** What exactly, where one thing has several such cases: the rule that does not hold. */
    detail: z.object({ zh: z.string(), en: z.string() }).nullable(),
  })
  .meta({ id: 'Task', description: 'One case that waits for the viewer' });

export const overviewOperations = {
  showDriftImpact: operation({
    method: 'get',
    path: '/versions/:id/drift',
    auth: 'session',
    summary: ['列变化及其影响', 'How the columns of a version changed, and what that breaks'],
    params: z.object({ id: z.string().max(40) }),
    out: impactOut,
    refusals: ['auth.required', 'datasets.version_not_found'],
  }),
  showWorklist: operation({
    method: 'get',
    path: '/worklist',
    auth: 'session',
    summary: ['待办', 'Worklist'],
    description: 'What waits for the signed-in person, most urgent first.',
    out: z.object({ items: z.array(taskShape) }),
  }),
  showFigures: operation({
    method: 'get',
    path: '/figures',
    auth: 'public',
    summary: ['平台概况', 'Figures of the platform'],
    out: z.object({
      datasets: z.number().int(),
      open_datasets: z.number().int(),
      agencies: z.number().int(),
      rows: z.string(),
      products: z.number().int(),
      agreements: z.number().int(),
      treasury_fen: z.string(),
    }),
  }),
};
