import { z } from 'zod';
import { dayText, operation } from '#api/kernel/operation.ts';

export const releaseShape = z
  .object({
    version: z.string(),
    day: dayText,
    changes: z.array(
      z.object({
        kind: z.enum(['added', 'changed', 'deprecated', 'removed', 'fixed']),
        zh: z.string(),
        en: z.string(),
      }),
    ),
    operations: z.array(z.string()).meta({ description: 'operationIds that came with this release' }),
  })
  .meta({ id: 'Release', description: 'What changed in a version of the API' });

export const deprecationShape = z
  .object({
    operation: z.string(),
    method: z.string(),
    path: z.string(),
    since: dayText,
    sunset: dayText.meta({ description: 'From this day on it answers 410 `request.sunset`' }),
    successor: z.string().nullable(),
  })
  .meta({ id: 'DeprecatedOperation', description: 'An operation that will go' });

export const releaseOperations = {
  listReleases: operation({
    method: 'get',
    path: '/releases',
    auth: 'public',
    summary: ['接口更新日志', 'Changelog of the API'],
    description:
      'Newest first, and every operation that will go with the day it goes. Also as a feed: /feeds/releases.atom.',
    out: z.object({ version: z.string(), items: z.array(releaseShape), deprecated: z.array(deprecationShape) }),
  }),
};
