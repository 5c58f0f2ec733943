/** The terms as the form sends them, and as the contract takes them. Pure. */
import { z } from 'zod';
import { saveTermsShape, termsShape } from '#api/agreements/contract.ts';
import { contributionCriteria, contributionMethods, rowOps } from '#api/agreements/rules/codes.ts';
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

const figure = z.string().nullable().default(null);
const count = z.number().nullable().default(null);
/** Every method's fields are sent; what does not belong to the chosen one is left out of the record. */
const contributionFields = z
  .object({
    method: z.enum(contributionMethods.codes).default('agreed'),
    words: z.string().max(4000).default(''),
    costs: z
      .array(
        z.object({
          party: z.string(),
          collection_fen: figure,
          governance_fen: figure,
          storage_fen: figure,
          processing_fen: figure,
          sale_fen: figure,
          evidence: z.string().max(1000).default(''),
        }),
      )
      .default([]),
    metering: z
      .object({ measure: z.string().default(''), thousand_fen: figure, floor_ppm: count, cap_ppm: count })
      .prefault({}),
    criteria: z
      .array(
        z.object({
          code: z.enum(contributionCriteria.codes),
          weight: count,
          points: z.array(z.object({ party: z.string(), points: count })).default([]),
        }),
      )
      .default([]),
    coalitions: z.array(z.object({ code: z.string(), value_fen: figure })).default([]),
    values: z.string().default(''),
  })
  .prefault({});

/** Parts of new data are typed in per cent as `terms.parts`; the rest is sent as the contract takes it. */
export const termsForm = z.object({
  revision: z.number().int(),
  words: saveTermsShape.shape.words,
  deviations: saveTermsShape.shape.deviations,
  terms: termsShape.extend({
    data: z.array(datasetFields).default([]),
    contribution: contributionFields,
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

type Contribution = TermsOut['contribution'];
const agreedOnly: Contribution = termsShape.shape.contribution.parse({});

/** Percentages become parts per million; blank lines and the fields of other methods stay behind. */
export function contributionOf(fields: TermsFields['contribution'], parties: readonly string[]): Contribution {
  const { method, metering: m } = fields;
  const takesPart = ({ party }: { readonly party: string }) => parties.includes(party);
  const costs = fields.costs.filter(takesPart).flatMap(({ party, evidence, ...amounts }) => {
    const filled = Object.fromEntries(Object.entries(amounts).map(([kind, amount]) => [kind, amount ?? '0']));
    return Object.values(filled).every((amount) => amount === '0') && evidence === ''
      ? []
      : [{ party, ...(filled as Record<keyof typeof amounts, string>), evidence }];
  });
  const metering = {
    measure: m.measure as Contribution['metering']['measure'],
    thousand_fen: m.thousand_fen,
    floor_ppm: m.floor_ppm === null ? null : ppmOf(m.floor_ppm),
    cap_ppm: m.cap_ppm === null ? null : ppmOf(m.cap_ppm),
  };
  const criteria = fields.criteria.flatMap(({ code, weight, points }) => {
    const given = points
      .filter(takesPart)
      .flatMap((one) => (one.points === null ? [] : [{ party: one.party, points: one.points }]));
    return weight === null ? [] : [{ code, weight, points: given }];
  });
  const known = new Set(coalitionsOf(parties));
  const coalitions = fields.coalitions.flatMap(({ code, value_fen }) =>
    value_fen === null || !known.has(code) ? [] : [{ code, value_fen }],
  );
  return {
    ...agreedOnly,
    method,
    words: fields.words,
    ...(method === 'cost' ? { costs } : {}),
    ...(method === 'usage' ? { costs: costs.filter((one) => one.party !== 'treasury'), metering } : {}),
    ...(method === 'scoring' ? { criteria } : {}),
    ...(method === 'shapley' ? { coalitions, values: fields.values as Contribution['values'] } : {}),
  };
}

/** The names of all coalitions but the empty one, the smaller before the larger. */
export function coalitionsOf(parties: readonly string[]): string[] {
  const sorted = [...parties].sort();
  const all = Array.from({ length: 2 ** sorted.length - 1 }, (_, at) =>
    sorted.filter((_party, i) => ((at + 1) & (1 << i)) !== 0),
  );
  return all.sort((a, b) => a.length - b.length).map((one) => one.join('+'));
}

/** Where the method gives the shares, a party takes part in it by having figures there. */
function sharesOf(shares: TermsOut['shares'], { method, costs, criteria, coalitions }: TermsFields['contribution']) {
  const lines = fromPercent(shares);
  const operator =
    (method === 'cost' && costs.some((one) => one.party === 'operator' && amountIn(one))) ||
    (method === 'scoring' &&
      criteria.some(({ points }) => points.some((one) => one.party === 'operator' && one.points !== null))) ||
    (method === 'shapley' && coalitions.some((one) => one.code.includes('operator') && one.value_fen !== null));
  return operator && !lines.some((one) => one.party === 'operator')
    ? [...lines, { party: 'operator', ppm: null }]
    : lines;
}
const amountIn = ({ party: _party, evidence: _evidence, ...amounts }: TermsFields['contribution']['costs'][number]) =>
  Object.values(amounts).some((one) => one !== null && one !== '0');

export function termsOf({ parts, data, contribution, ...terms }: TermsFields): TermsOut {
  const shares = parts.flatMap(({ party, percent }) =>
    percent === null || percent === 0 ? [] : [{ party, ppm: ppmOf(percent) }],
  );
  const split = sharesOf(terms.shares, contribution);
  return {
    ...terms,
    data: dataOf(data),
    shares: split,
    contribution: contributionOf(
      contribution,
      split.map((one) => one.party),
    ),
    // Parts said in full say the developer's part, too.
    ownership: { ...terms.ownership, shares, developer_percent: null },
  };
}

/** The text a value field shows for a saved condition. */
export function conditionValue({ value }: Condition): string {
  return value === undefined ? '' : typeof value === 'string' ? value : value.join(' | ');
}

/** What a form of the terms sent, as the contract takes it. */
export interface SentTerms {
  readonly revision: number;
  readonly terms: TermsOut;
  readonly words?: string;
  readonly deviations?: Record<string, string>;
}

export function readTerms(form: SentForm): SentTerms {
  const { revision, terms, words, deviations } = form.read(termsForm);
  return {
    revision,
    terms: termsOf(terms),
    ...(words === undefined ? {} : { words }),
    ...(deviations === undefined ? {} : { deviations }),
  };
}
