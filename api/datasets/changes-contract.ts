/** The difference of two published versions. */
import { z } from 'zod';
import { operation } from '#api/kernel/operation.ts';
import { changesOut, changesQuery } from './rules/changes.ts';

export const changesOperations = {
  showChanges: operation({
    method: 'get',
    path: '/datasets/:class/:seq/versions/:number/changes',
    auth: 'public',
    summary: ['版本之间的变化', 'What changed between two versions'],
    description:
      'Rows added, removed and changed by a key, columns added, dropped and retyped. Without a key rows are compared whole.',
    params: z.object({
      class: z.string().max(20),
      seq: z.string().max(12),
      number: z.union([z.literal('latest'), z.coerce.number().int().min(1).max(1_000_000)]),
    }),
    query: changesQuery,
    out: changesOut,
    refusals: [
      'catalog.not_found',
      'catalog.withdrawn',
      'datasets.version_not_found',
      'datasets.licence_needed',
      'datasets.not_open',
      'datasets.no_such_table',
      'datasets.nothing_before',
      'datasets.same_version',
      'tables.bad_key',
      'tables.unknown_column',
      'tables.bad_page',
      'tables.timeout',
      'tables.too_heavy',
    ],
  }),
};
