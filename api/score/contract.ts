/** The quality score of datasets and harvested records, and how to raise it (Article 11). */
import { z } from 'zod';
import { dayText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { criteria, criterionStates } from './rules/codes.ts';

const words = z.object({ zh: z.string(), en: z.string() });

export const criterionOut = z
  .object({
    criterion: z.enum(criteria.codes),
    label: words,
    state: z.enum(criterionStates.codes),
    weight: z.number().int().meta({ description: 'Of a hundred, when everything can be known' }),
    share: z.number().nullable().meta({ description: '0 to 1; null where it cannot be known' }),
    done: z.number().int().nullable().meta({ description: 'Columns described, updates in time' }),
    of: z.number().int().nullable(),
    gain: z.number().int().meta({ description: 'Points of the score that meeting it in full would add' }),
    how: words.nullable().meta({ description: 'How it is met; null when it is' }),
    omitted: words.nullable().meta({ description: 'Why it is left out of the score' }),
    to: z.string().nullable().meta({ description: 'The page where it is done, for the steward of the dataset' }),
  })
  .meta({ id: 'ScoreCriterion' });

export const scoreOut = z
  .object({
    score: z.number().int().meta({ description: '0 to 100, of what can be known' }),
    weight: z.number().int().meta({ description: 'Of a hundred: what the score could be worked out from' }),
    criteria: z.array(criterionOut),
    history: z
      .array(z.object({ day: dayText, score: z.number().int() }))
      .meta({ description: 'The days on which the score changed, the oldest first, as it was worked out then' }),
  })
  .meta({ id: 'Score', description: 'The quality score: udata’s nine criteria, updates in time, columns described' });

export const ownScore = z
  .object({
    id: z.string(),
    code: z.string(),
    title: z.string(),
    title_en: z.string().nullable(),
    score: z.number().int(),
    best: criterionOut.nullable().meta({ description: 'What raises it most' }),
    open: z.number().int().meta({ description: 'Criteria that are not met in full' }),
  })
  .meta({ id: 'OwnScore' });

export const agencyScore = z
  .object({
    mean: z.number().int().nullable().meta({ description: 'Of its datasets that have a score; null without one' }),
    datasets: z.number().int(),
    harvested_left_out: z.literal(true).meta({ description: 'Records other portals hold under its name do not count' }),
  })
  .meta({ id: 'AgencyScore' });

export const scoreOperations = {
  showScore: operation({
    method: 'get',
    path: '/datasets/:class/:seq/score',
    auth: 'public',
    summary: ['数据集质量评分', 'Quality score of a dataset'],
    description:
      'Each criterion with how it is met. What cannot be known (nothing was due yet, no file is offered) is left out of the score.',
    params: z.object({ class: z.string().max(20), seq: z.string().max(12) }),
    out: scoreOut,
    refusals: ['catalog.not_found', 'catalog.withdrawn'],
  }),
  showRecordScore: operation({
    method: 'get',
    path: '/federation/records/:id/score',
    auth: 'public',
    summary: ['采集记录质量评分', 'Quality score of a harvested record'],
    description: 'What its portal cannot tell is left out, so that a harvested record is not marked down for it.',
    params: z.object({ id: z.string().max(60) }),
    out: scoreOut,
    refusals: ['federation.record_not_found', 'federation.record_removed'],
  }),
  showAgencyScore: operation({
    method: 'get',
    path: '/organizations/:uscc/score',
    auth: 'public',
    summary: ['机构数据质量平均分', 'Mean quality score of an agency'],
    params: z.object({ uscc: z.string().max(18) }),
    out: agencyScore,
    refusals: ['organization.not_found'],
  }),
  listOwnScores: operation({
    method: 'get',
    path: '/scores',
    auth: 'session',
    summary: ['本单位数据质量评分', 'Quality scores of your own agency'],
    description: 'Public datasets of the agency acted for, the lowest score first, each with what raises it most.',
    query: pageQuery,
    out: page(ownScore).extend({ mean: z.number().int().nullable() }),
    refusals: ['auth.forbidden'],
  }),
};
