import { z } from 'zod';
import { operation } from '#api/kernel/operation.ts';

export const provisionShape = z
  .object({ instrument: z.string(), article: z.string(), text: z.string(), valid_from: z.string() })
  .meta({ id: 'Provision', description: 'One article of a legal text in the wording in force' });

export const lawOperations = {
  listProvisions: operation({
    method: 'get',
    path: '/law',
    auth: 'public',
    summary: ['条例条文', 'Articles of the regulation'],
    out: z.object({ items: z.array(provisionShape) }),
  }),
};
