/** Relations between organisations: who belongs to whom, since when and by what. */
import { z } from 'zod';
import { dayText, instantText, one, operation } from '#api/kernel/operation.ts';
import { line, lines } from '#api/licensing/rules/text.ts';
import { relationKinds, relationSources } from '../rules/dealing-codes.ts';

const party = z.object({ id: z.string(), name: z.string(), uscc: z.string() });

export const relationShape = z
  .object({
    id: z.string(),
    holder: party.meta({ description: 'Who controls or holds shares; of a same representative either' }),
    held: party,
    kind: z.enum(relationKinds.codes),
    share_ppm: z.number().int().nullable().meta({ description: 'Of a shareholder, in millionths' }),
    basis: z.string(),
    valid_from: dayText,
    valid_to: dayText.nullable(),
    source: z.enum(relationSources.codes),
    entered_by: z.string().nullable(),
    created_at: instantText.nullable(),
    ended: z.object({ at: instantText, by: z.string(), why: z.string() }).nullable(),
    can_end: z.boolean(),
  })
  .meta({ id: 'OrganizationRelation' });

export const relationList = z.object({
  role: z.enum(['own', 'desk', 'auditor']),
  items: z.array(relationShape),
});

/** As an enterprise says it of itself, or an authority of two organisations. */
export const enteringRelation = z.object({
  kind: z.enum(relationKinds.codes),
  holder_uscc: line(18, 1).transform((text) => text.toUpperCase()),
  held_uscc: line(18, 1).transform((text) => text.toUpperCase()),
  /** Per cent with up to four decimals, as it is typed. */
  share_percent: z
    .string()
    .trim()
    .regex(/^(|\d{1,3}(\.\d{1,4})?)$/)
    .default(''),
  basis: lines(500, 2),
  valid_from: dayText,
  valid_to: z.union([dayText, z.literal('')]).default(''),
});

export const endingRelation = z.object({ last_day: dayText, why: lines(500, 2) });

export const relationOperations = {
  listRelations: operation({
    method: 'get',
    path: '/organization-relations',
    auth: 'session',
    summary: ['关联关系', 'Relations between organisations'],
    description: 'An enterprise sees those that name it; an authority those of its region; an auditor all.',
    query: z.object({ q: z.string().trim().max(60).default('') }),
    out: relationList,
  }),
  enterRelation: operation({
    method: 'post',
    path: '/organization-relations',
    auth: 'session',
    summary: ['申报或者登记关联关系', 'Declare or record a relation'],
    body: enteringRelation,
    out: relationShape,
    status: 201,
    refusals: [
      'market.relation_not_own',
      'market.relation_unknown',
      'market.relation_self',
      'market.relation_share',
      'market.relation_term',
      'market.relation_known',
    ],
  }),
  endRelation: operation({
    method: 'post',
    path: '/organization-relations/:id/end',
    auth: 'session',
    summary: ['终止关联关系', 'End a relation'],
    description: 'With its last day and why; it stays on record for the sales of its time.',
    params: one,
    body: endingRelation,
    out: relationShape,
    refusals: ['market.relation_not_found', 'market.relation_ended', 'market.relation_term'],
  }),
};
