/** Weights proposed, of the version before and of this one; and the last results scored again. */
import { z } from 'zod';
import { instantText, one, operation } from '#api/kernel/operation.ts';
import { figureUnits, weightChanges } from './rules/codes.ts';

const lines = z.object({ full: z.string(), floor: z.string() }).nullable();

export const comparisonOut = z
  .object({
    scheme: z.string(),
    version: z.number().int(),
    before: z
      .object({
        id: z.string(),
        version: z.number().int(),
        document_no: z.string(),
        published_at: instantText.nullable(),
      })
      .nullable()
      .meta({ description: 'The published version before; null of the first' }),
    weights: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        name_en: z.string(),
        unit: z.enum(figureUnits.codes),
        before: z.string().nullable(),
        now: z.string().nullable(),
        proposed: z.string().nullable().meta({ description: 'In the proposal of the kind; no source confirms it' }),
        change: z.enum(weightChanges.codes).nullable(),
        lines_before: lines,
        lines_now: lines,
      }),
    ),
    trial: z
      .object({
        no: z.string(),
        period: z.string(),
        without: z.array(z.string()).meta({ description: 'Indicators of this version that were not frozen then' }),
        bodies: z.array(
          z.object({
            key: z.string(),
            name: z.string(),
            name_en: z.string(),
            score: z.string().nullable(),
            place: z.number().int().nullable(),
            score_with: z.string().nullable(),
            place_with: z.number().int().nullable(),
          }),
        ),
      })
      .nullable()
      .meta({ description: 'The newest published results, scored once more with this version' }),
  })
  .meta({ id: 'EvaluationSchemeComparison' });

export const comparisonOperations = {
  compareEvaluationScheme: operation({
    method: 'get',
    path: '/evaluation/schemes/:id/comparison',
    auth: 'public',
    summary: ['与上一版方案比较', 'A scheme against the version before'],
    description:
      'Weights and lines of both with the proposal, and the last published results scored with this version.',
    params: one,
    out: comparisonOut,
    refusals: ['evaluation.scheme_not_found'],
  }),
};
