/** Shapes of templates that pages read too; the terms themselves stand in the contract. */
import { z } from 'zod';
import { dayText, instantText } from '#api/kernel/operation.ts';
import { authorizationKinds } from '#api/licensing/rules/codes.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import { actionShape, aDay, dayOrBlank } from './amendment-shapes.ts';
import { clauseMarks } from './draft-codes.ts';
import { templateStates } from './life-codes.ts';

const region = z.string().regex(/^\d{6}$/);
const kind = z.enum(authorizationKinds.codes);

export const marksShape = z
  .record(z.string().min(1).max(60), z.enum(clauseMarks.codes))
  .meta({ description: 'By clause: fixed, proposed or blank; what is not named is proposed where something is said' });

export const templateHead = z.object({
  name: line(100, 2),
  note: lines(2000).default(''),
  kind,
});

export const newTemplateShape = templateHead.extend({
  /** Where the department has several regions; else its own. */
  region_code: region.optional(),
});

export const publishShape = z.object({ in_force_from: aDay });
export const closeShape = z.object({
  /** Last day it may be chosen; blank for at once. */
  in_force_to: dayOrBlank,
  words: lines(2000, 1),
});

export const templateVersionLine = z.object({
  id: z.string(),
  version: z.number().int(),
  state: z.enum(templateStates.codes),
  in_force_from: dayText.nullable(),
  in_force_to: dayText.nullable(),
  /** May agreements be drawn from it today? */
  in_force: z.boolean(),
  published_at: instantText.nullable(),
  uses: z.number().int(),
});

export const templateLine = z
  .object({
    ...templateVersionLine.shape,
    series: z.string(),
    name: z.string(),
    note: z.string(),
    region_code: z.string(),
    kind,
    fixed: z.array(z.string()),
    updated_at: instantText,
  })
  .meta({ id: 'AgreementTemplateRow', description: 'A version of a template as a line of a list' });

export const templateParts = {
  ...templateLine.shape,
  revision: z.number().int(),
  closed_words: z.string().nullable(),
  department: z.object({ id: z.string(), name: z.string() }).nullable(),
  document: z.object({ id: z.string(), no: z.string(), sha256: z.string() }).nullable(),
  marks: z.record(z.string(), z.enum(clauseMarks.codes)),
  /** Every clause a template can say something of, in order, with what this one says. */
  clauses: z.array(z.object({ clause: z.string(), mark: z.enum(clauseMarks.codes), text: z.string() })),
  versions: z.array(templateVersionLine),
  actions: z.array(actionShape),
};

export const templateQuery = z.object({
  region_code: region.optional(),
  kind: kind.optional(),
  /** `now`: only what agreements may be drawn from today. */
  in_force: z.enum(['now', 'all']).default('all'),
});
