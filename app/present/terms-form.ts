/** The terms as the form sends them, and as the contract takes them. Pure. */
import { z } from 'zod';
import { termsShape } from '#api/agreements/contract.ts';
import { rowOps } from '#api/agreements/rules/codes.ts';
import type { TermsOut } from '#api/agreements/view.ts';
import type { SentForm } from './form.ts';
import { fromPercent, ppmOf } from './shares.ts';

const filterRow = z.object({
  column: z.string().default(''),
  op: z.enum(rowOps.codes).default('eq'),
  value: z.string().max(20_000).default(''),
});
const tableFields = z.object({
  name: z.string(),
  granted: z.boolean().default(false),
  all: z.boolean().default(false),
  columns: z.array(z.string()).default([]),
  filter: z.array(filterRow).default([]),
});
const datasetFields = z.object({
  dataset: z.string(),
  mode: z.enum(['all', 'chosen']).default('all'),
  tables: z.array(tableFields).default([]),
});

/** Parts of new data are typed in per cent as `terms.parts`; the rest is sent as the contract takes it. */
export const termsForm = z.object({
  revision: z.number().int(),
  terms: termsShape.extend({
    data: z.array(datasetFields).default([]),
    parts: z.array(z.object({ party: z.string(), percent: z.number().nullable().default(null) })).default([]),
  }),
});
export type TermsFields = z.output<typeof termsForm>['terms'];

const listed = (text: string): string[] =>
  text
    .split(/[|｜、]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

type Data = TermsOut['data'];
type Condition = NonNullable<Data[number]['tables']>[number]['filter'][number];

function conditionOf({ column, op, value }: z.output<typeof filterRow>): Condition {
  if (op === 'isnull' || op === 'notnull') return { column, op };
  return { column, op, value: op === 'in' || op === 'not_in' || op === 'between' ? listed(value) : value.trim() };
}

/** Where every dataset is granted whole, the record says nothing of tables and columns. */
function dataOf(fields: TermsFields['data']): Data {
  if (fields.every((one) => one.mode === 'all')) return [];
  return fields.map(({ dataset, mode, tables }) => ({
    dataset,
    tables:
      mode === 'all'
        ? null
        : tables
            .filter((one) => one.granted)
            .map(({ name, all, columns, filter }) => ({
              name,
              columns: all ? null : columns,
              filter: filter.filter((one) => one.column !== '').map(conditionOf),
            })),
  }));
}

export function termsOf({ parts, data, ...terms }: TermsFields): TermsOut {
  const shares = parts.flatMap(({ party, percent }) =>
    percent === null || percent === 0 ? [] : [{ party, ppm: ppmOf(percent) }],
  );
  return {
    ...terms,
    data: dataOf(data),
    shares: fromPercent(terms.shares),
    // Parts said in full say the developer's part, too.
    ownership: { ...terms.ownership, shares, developer_percent: null },
  };
}

/** The text a value field shows for a saved condition. */
export function conditionValue({ value }: Condition): string {
  return value === undefined ? '' : typeof value === 'string' ? value : value.join(' | ');
}

/** What a form of the terms sent, as the contract takes it. */
export function readTerms(form: SentForm): { revision: number; terms: TermsOut } {
  const { revision, terms } = form.read(termsForm);
  return { revision, terms: termsOf(terms) };
}
