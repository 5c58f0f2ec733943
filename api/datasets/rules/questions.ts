/** Shapes of what may be asked of an open table: in an address (everything is text, repeated) and as JSON. */
import { z } from 'zod';
import { downloadFormats, filterOps, measureFns, timeUnits } from './codes.ts';

const several = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .default([]);

const table = z
  .union([z.number().int(), z.string().max(300)])
  .optional()
  .meta({ description: 'Name or number of the table; the first when left out' });

const where = {
  table,
  filter: several.meta({
    description: `\`column:op:value\`, repeated; all must hold. Operators: ${filterOps.join(' ')}. Values of \`in\` and \`not_in\` and the ends of \`between\` are separated by \`|\``,
  }),
  q: z.string().max(1000).optional().meta({ description: 'Words, of which each must occur in some text column' }),
};

const selection = {
  ...where,
  sort: several.meta({
    description: '`column` or `-column`, repeated; `:nulls_first` behind it puts empty cells before the others',
  }),
  columns: several.meta({ description: 'Names of the columns wanted, repeated; all when left out' }),
};

const paging = {
  offset: z.coerce.number().int().min(0).default(0),
  cursor: z.string().max(4000).optional().meta({ description: '`next_cursor` of the page before; wins over `offset`' }),
  count: z
    .enum(['exact', 'none'])
    .optional()
    .meta({ description: '`none` spares the pass that counts the rows found' }),
};

export const rowsQuery = z.object({
  ...selection,
  ...paging,
  limit: z.coerce.number().int().min(1).max(1000).default(50),
});

export const downloadQuery = z.object({
  ...selection,
  format: z
    .enum([...downloadFormats.codes, 'source'])
    .default('csv')
    .meta({ description: '`source` is the file as it was uploaded, where nothing in it had to be treated' }),
  bom: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(true)
    .meta({ description: 'CSV and TSV only: begin with a byte order mark, as Excel needs for Chinese' }),
});

const groups = {
  group: several.meta({
    description: `\`column\`, \`column:month\` (${timeUnits.join(' ')}) or \`column:bins:20\`, repeated`,
  }),
  measure: several.meta({
    description: `\`count\` or \`function:column\` (${measureFns.join(' ')}), repeated; \`count\` when left out`,
  }),
};

export const aggregateQuery = z.object({
  ...where,
  ...groups,
  sort: several.meta({ description: 'By names of the answer, such as `-count` or `sum(amount)`, repeated' }),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
});

const shape = z.enum(['arrays', 'objects']).default('arrays');

export const queryQuery = z.object({
  ...selection,
  ...groups,
  ...paging,
  fields: several.meta({ description: 'The same as `columns`' }),
  limit: z.coerce.number().int().min(1).max(10_000).optional(),
  rows: shape,
});

const value = z.union([z.string(), z.number(), z.boolean()]);
const column = z.string().max(300);
const filter = z.strictObject({
  column,
  op: z.enum(filterOps),
  value: z.union([value, z.array(value).max(200)]).optional(),
});

export type ConditionIn =
  | z.output<typeof filter>
  | { readonly any: readonly ConditionIn[] }
  | { readonly all: readonly ConditionIn[] };
const condition: z.ZodType<ConditionIn> = z
  .lazy(() =>
    z.union([
      filter,
      z.strictObject({ any: z.array(condition).max(100) }),
      z.strictObject({ all: z.array(condition).max(100) }),
    ]),
  )
  .meta({ id: 'Condition', description: 'A filter, or several of which any or all must hold; at most 5 deep' });

export const queryBody = z.strictObject({
  table,
  columns: z.array(column).max(2000).optional(),
  fields: z.array(column).max(2000).optional().meta({ description: 'The same as `columns`' }),
  filters: z.array(condition).max(100).default([]),
  q: where.q,
  group: z
    .array(
      z.union([
        z.string().max(400),
        z.strictObject({ column, unit: z.enum(timeUnits).optional(), bins: z.number().int().optional() }),
      ]),
    )
    .default([]),
  measures: z
    .array(z.union([z.string().max(400), z.strictObject({ fn: z.enum(measureFns), column: column.optional() })]))
    .default([]),
  sort: z
    .array(
      z.union([
        z.string().max(400),
        z.strictObject({
          column: z.string().max(400),
          dir: z.enum(['asc', 'desc']).default('asc'),
          nulls: z.enum(['first', 'last']).optional(),
        }),
      ]),
    )
    .max(20)
    .default([]),
  limit: z.number().int().min(1).max(10_000).optional(),
  offset: z.number().int().min(0).default(0),
  cursor: z.string().max(4000).optional(),
  count: paging.count,
  rows: shape,
});

const sqlText = z.string().meta({
  description:
    'One SELECT in the dialect of DuckDB, at most 20,000 characters. Tables by their names (in double quotes where needed), and as t1, t2, …',
});
export const sqlQuery = z.object({
  sql: sqlText,
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
  rows: shape,
});
export const sqlBody = z.strictObject({
  sql: sqlText,
  limit: z.number().int().min(1).max(10_000).default(1000),
  rows: shape,
});

export const chartQuery = z.object({
  table,
  column: z.string().max(300),
  kind: z.enum(['histogram', 'bars', 'timeline']).optional(),
});
