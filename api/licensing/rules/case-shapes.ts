/** The parts of an application that its kind, its clock, objections and the certificate bring. */
import { z } from 'zod';
import { dayText, instantText } from '#api/kernel/operation.ts';
import {
  certificateEvents,
  certificateStandings,
  extensionDecisions,
  extraMaterials,
  fileItems,
  itemStates,
  materialItems,
  objectionOutcomes,
  pauseGrounds,
  refusalGrounds,
} from './kind-codes.ts';
import { stations } from './procedures.ts';
import { lines } from './text.ts';

export const supplementItems = z
  .array(z.object({ material: z.enum(materialItems.codes), words: lines(500, 1) }))
  .max(30)
  .meta({ description: 'What is missing, material by material' });

export const certificateOut = z
  .object({
    id: z.string(),
    no: z.string(),
    document_id: z.string(),
    valid_from: dayText,
    valid_to: dayText,
    issued_at: instantText,
    standing: z.enum(certificateStandings.codes),
    /** What became of it; `reissue_asked` is open until a newer certificate stands. */
    events: z.array(
      z.object({
        kind: z.enum(certificateEvents.codes),
        reason: z.string(),
        legal_basis: z.string().nullable(),
        at: instantText,
      }),
    ),
  })
  .meta({ id: 'ApplicationCertificate' });

export const planOut = z
  .object({
    version: z.number().int(),
    goals: z.string(),
    agency_part: z.string(),
    developer_part: z.string(),
    schedule: z.string(),
    results: z.string(),
    sha256: z.string(),
    proposed_by: z.enum(['applicant', 'agency']),
    proposed_at: instantText,
    confirmed_at: instantText.nullable(),
  })
  .meta({ id: 'CooperationPlan', description: 'What each side brings to a cooperation, in one version' });

export const checkListOut = z
  .object({
    /** Whether an application cannot be sent without it. */
    wanted: z.boolean(),
    items: z.array(
      z.object({
        item: z.enum(fileItems.codes),
        state: z.enum(itemStates.codes),
        paper_id: z.string().nullable(),
        valid_to: dayText.nullable(),
      }),
    ),
  })
  .meta({ id: 'EnterpriseCheckList' });

const partyOut = z.object({ id: z.string(), name: z.string() });

export const caseParts = {
  /** The path of the kind with the case on it: who has it, since when, until when. */
  path: z.array(
    z.object({
      station: z.enum(stations.codes),
      state: z.enum(['done', 'current', 'next', 'closed']),
      holder: z.enum(['applicant', 'agency', 'authority', 'government', 'finance', 'both']),
      since: instantText.nullable(),
      due: dayText.nullable(),
      late: z.boolean(),
    }),
  ),
  extra: z.partialRecord(z.enum(extraMaterials.codes), z.string()),
  /** Further material that the kind needs. */
  extra_wanted: z.array(z.enum(extraMaterials.codes)),
  longest_years: z.number().int(),
  file: checkListOut,
  supplement_items: z.array(z.object({ material: z.enum(materialItems.codes), words: z.string() })),
  refusal_ground: z.enum(refusalGrounds.codes).nullable(),
  legal_basis: z.string().nullable(),
  conditions: z.string().nullable(),
  pauses: z.array(
    z.object({
      ground: z.enum(['supplement', 'review', 'fee']),
      from: dayText,
      to: dayText.nullable(),
      words: z.string().nullable(),
    }),
  ),
  pause: z
    .object({ ground: z.enum(pauseGrounds.codes), until: dayText, late: z.boolean() })
    .nullable()
    .meta({ description: 'The pause of the review that runs now' }),
  extension: z
    .object({
      days: z.number().int(),
      reason: z.string(),
      asked_at: instantText,
      decision: z.enum(extensionDecisions.codes).nullable(),
      words: z.string().nullable(),
      decided_at: instantText.nullable(),
      due_before: dayText.nullable(),
      due_after: dayText.nullable(),
    })
    .nullable(),
  /** Last day to object; null where there is nothing to object to. */
  object_by: dayText.nullable(),
  objections: z.array(
    z.object({
      id: z.string(),
      rung: z.number().int(),
      body: partyOut,
      words: z.string(),
      filed_at: instantText,
      due_on: dayText,
      late: z.boolean(),
      outcome: z.enum(objectionOutcomes.codes).nullable(),
      answer: z.string().nullable(),
      answered_at: instantText.nullable(),
    }),
  ),
  plans: z.array(planOut),
  public_notice: z.object({ words: z.string(), from: dayText, to: dayText }).nullable(),
  award: z
    .object({ government: z.string(), document_no: z.string(), decided_on: dayText, words: z.string() })
    .nullable(),
  call: z.object({ id: z.string(), no: z.string(), title: z.string() }).nullable(),
  joint: z.object({ id: z.string(), no: z.string(), lead: partyOut }).nullable(),
  earlier_certificates: z.array(certificateOut),
};
