/** What may be asked about the difference of two versions, and what is answered (Articles 14, 15). */
import { z } from 'zod';

const several = z
  .union([z.string().max(300), z.array(z.string().max(300)).max(8)])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .default([]);

export const diffKinds = ['added', 'removed', 'changed'] as const;

export const changesQuery = z.object({
  from: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .meta({ description: 'The version compared with; the published one before it when left out' }),
  table: z.string().max(200).optional().meta({ description: 'Name or number of the table; the first when left out' }),
  key: several.meta({
    description: 'Columns that together name a row, repeated; sought among the first columns when left out',
  }),
  kind: z.enum(diffKinds).optional().meta({ description: 'Rows of this kind are listed; only counts when left out' }),
  limit: z.coerce.number().int().min(0).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const column = z.object({ name: z.string(), type: z.string() });

export const changesOut = z
  .object({
    dataset: z.string(),
    from: z.number().int(),
    to: z.number().int(),
    table: z.string(),
    key: z.array(z.string()).nullable().meta({ description: 'Null when no column tells the rows apart' }),
    columns: z.object({
      added: z.array(column),
      dropped: z.array(column),
      retyped: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
    }),
    rows_before: z.number().int(),
    rows_after: z.number().int(),
    added: z.number().int(),
    removed: z.number().int(),
    changed: z.number().int().nullable().meta({ description: 'Null without a key' }),
    unchanged: z.number().int(),
    changed_columns: z.array(z.object({ name: z.string(), count: z.number().int() })),
    shown: z.array(column),
    rows: z.array(z.object({ before: z.array(cell).nullable(), after: z.array(cell).nullable() })),
  })
  .meta({ id: 'VersionChanges', description: 'What changed between two versions of a table' });
