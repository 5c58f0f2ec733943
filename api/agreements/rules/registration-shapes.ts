/** Shapes of the public register of what happened to authorisations (Article 19): only facts that may be public. */
import { z } from 'zod';
import { dayText, pageQuery } from '#api/kernel/operation.ts';
import { endingGrounds, misuseGrounds, registrationKinds } from './life-codes.ts';

const name = z.object({ uscc: z.string(), name: z.string() });

export const registrationRow = z
  .object({
    receipt_no: z.string(),
    kind: z.enum(registrationKinds.codes),
    agreement_no: z.string(),
    version: z.number().int(),
    agency: name,
    developer: name,
    region_code: z.string(),
    datasets: z.array(z.object({ code: z.string(), title: z.string() })),
    effective_on: dayText,
    registered_on: dayText,
    /** Why, as a code; what was found stays with the parties. */
    ground: z.enum([...misuseGrounds.codes, ...endingGrounds.codes]).nullable(),
  })
  .meta({ id: 'Registration', description: 'A line of the public register' });

export const registrationQuery = pageQuery.extend({
  kind: z.enum(registrationKinds.codes).optional(),
  region_code: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  agreement: z.string().max(40).optional(),
  /** Part of the name of a party or of a dataset. */
  q: z.string().trim().max(100).optional(),
});
