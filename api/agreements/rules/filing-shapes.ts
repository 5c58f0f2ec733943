/** Shapes of filings with the information department and of the public register (Article 19). */
import { z } from 'zod';
import { dayText, instantText } from '#api/kernel/operation.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { lines } from '#api/licensing/rules/text.ts';
import { filingDecisions, filingStates } from './codes.ts';

export const partyShape = z.object({ id: z.string(), uscc: z.string(), name: z.string() });

export const filingShape = z
  .object({
    id: z.string(),
    no: z.string(),
    agreement_id: z.string(),
    agreement_no: z.string(),
    version: z.number().int(),
    /** The amendment that is filed; null for the agreement itself. */
    amendment_id: z.string().nullable(),
    state: z.enum(filingStates.codes),
    region_code: z.string(),
    department: z.object({ id: z.string(), name: z.string() }),
    agency: partyShape,
    developer: partyShape,
    submitted_at: instantText,
    due_on: dayText,
    days_left: z.number().int().nullable(),
    overdue: z.boolean(),
    opinion: z.string().nullable(),
    receipt_no: z.string().nullable(),
    document_id: z.string().nullable(),
    decided_at: instantText.nullable(),
  })
  .meta({ id: 'Filing', description: 'The filing of an agreement with the information department (Article 19)' });

/** What the public may know of an authorisation (Articles 19, 20). */
export const registerRow = z
  .object({
    no: z.string(),
    state: z.enum(['active', 'suspended', 'expired', 'terminated']),
    agency: z.object({ uscc: z.string(), name: z.string() }),
    developer: z.object({ uscc: z.string(), name: z.string() }),
    region_code: z.string(),
    datasets: z.array(z.object({ code: z.string(), title: z.string() })),
    degree: z.enum(degrees.codes),
    effective_from: dayText,
    effective_to: dayText,
    receipt_no: z.string(),
    filed_on: dayText,
    document_id: z.string(),
  })
  .meta({ id: 'RegisteredAgreement', description: 'An authorisation in the public register' });

export const decisionShape = z.object({
  decision: z.enum(filingDecisions.codes),
  opinion: lines(2000).default(''),
  /** The reviewer's own password again; needed to accept, because that issues a signed receipt. */
  password: z.string().max(200).optional(),
});

export const answerShape = z.object({ words: lines(2000, 1) });
