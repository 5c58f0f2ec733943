import { z } from 'zod';
import { dayText, instantText, operation } from '#api/kernel/operation.ts';

/** What lies on someone's desk; the kind says which page it opens. */
export const taskKinds = [
  'entry_returned',
  'entry_draft',
  'version_held',
  'version_failed',
  'entry_review',
  'application_open',
  'application_supplement',
  'application_fee',
  'application_fee_confirm',
  'application_certificate',
  'application_agreement',
  'agreement_draft',
  'agreement_sign',
  'agreement_file',
  'filing_decide',
  'filing_supplement',
  'product_draft',
  'order_pay',
  'payment_confirm',
  'refund_decide',
  'statement_confirm',
  'statement_review',
  'statement_returned',
  'remittance_issue',
  'remittance_receipt',
  'remittance_close',
  'reuse_moderate',
  'rating_moderate',
  'webhook_paused',
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
  })
  .meta({ id: 'Task', description: 'One case that waits for the viewer' });

export const overviewOperations = {
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
