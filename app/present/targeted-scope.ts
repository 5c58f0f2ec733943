/** The grant's form as the contract takes it: three lines of column, relation and value become typed filters. */
import { z } from 'zod';
import { grantBody, scopeBody } from '#api/targeted/contract.ts';
import type { SentForm } from './form.ts';

export const filterRows = [1, 2, 3] as const;
export const scopeOps = ['eq', 'in', 'starts', 'contains', 'gte', 'lte'] as const;

const text = z.string().optional();
const fields = Object.fromEntries(
  filterRows.flatMap((n) => [`column${n}`, `op${n}`, `value${n}`].map((name) => [name, text] as const)),
) as Record<string, typeof text>;
const rows = z.object(fields);

function filtersIn(form: SentForm) {
  const typed = form.read(rows) as Record<string, string | undefined>;
  return filterRows.flatMap((n) => {
    const column = typed[`column${n}`];
    const value = typed[`value${n}`];
    if (column === undefined || value === undefined) return [];
    const op = typed[`op${n}`] ?? 'eq';
    return [{ column, op, value: op === 'in' ? value.split('|') : value }];
  });
}

/** @returns the body; a relation that is none is refused as every other shape is. */
export function withFilters<S extends z.ZodType>(form: SentForm, shape: S): z.output<S> {
  const filters = filtersIn(form);
  return form.read(
    z
      .looseObject({})
      .transform((body) => ({ ...body, filters }))
      .pipe(shape as never),
  ) as z.output<S>;
}

export const scopeIn = (form: SentForm) => withFilters(form, scopeBody);
export const grantIn = (form: SentForm) => withFilters(form, grantBody);
