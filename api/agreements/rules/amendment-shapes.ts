/** Shapes of amendments that pages read too; the terms themselves stand in the contract. */
import { z } from 'zod';
import { dayText, instantText } from '#api/kernel/operation.ts';
import { isDay } from '#api/kernel/time.ts';
import { notADay } from '#api/licensing/rules/refusals.ts';
import { lines } from '#api/licensing/rules/text.ts';
import { amendmentKinds } from './life-codes.ts';

export const dayOrBlank = z
  .string()
  .trim()
  .refine((text) => text === '' || isDay(text), notADay)
  .default('');

export const aDay = z.string().trim().refine(isDay, notADay);

export const changeShape = z
  .object({
    path: z.string(),
    kind: z.enum(['added', 'removed', 'changed']),
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .meta({ id: 'TermsChange', description: 'One difference between two records of terms, by path' });

export const stepShape = z.object({
  id: z.string(),
  action: z.string(),
  words: z.string().nullable(),
  organization: z.string().nullable(),
  at: instantText,
  changes: z.array(changeShape).nullable(),
});

export const actionShape = z.object({
  name: z.string(),
  refusal: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
});

export const proposeShape = z.object({
  kind: z.enum(amendmentKinds.codes).default('amendment'),
  reason: lines(2000, 1),
  /** First day the new version shall govern; blank for the day its filing is accepted. */
  governs_from: dayOrBlank,
});

export const versionRow = z.object({
  version: z.number().int(),
  document_id: z.string(),
  made_at: instantText,
  /** `governs` now, `governed` once, `pending` in an open amendment, `void` when it never came to that. */
  standing: z.enum(['governs', 'governed', 'pending', 'void']),
  receipt_no: z.string().nullable(),
  effective_on: dayText.nullable(),
});
