/** The record of a visit as its form sends it: findings that were left blank are none. */
import { z } from 'zod';
import { recordBody } from '#api/supervision/inspections/contract.ts';
import type { SentForm } from './form.ts';

const blank = (one: unknown) =>
  one === undefined ||
  one === null ||
  Object.values(one as object).every((value) => value === undefined || value === '');

export const recordIn = (form: SentForm): z.output<typeof recordBody> =>
  form.read(
    recordBody.extend({
      findings: z.preprocess(
        (value) => (Array.isArray(value) ? value.filter((one) => !blank(one)) : []),
        recordBody.shape.findings,
      ),
    }),
  );
