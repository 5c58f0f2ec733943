/** A rule of a column or a table, as it is kept, sent and said (Article 11). Pure. */
import { z } from 'zod';
import type { Locale } from '#api/kernel/words.ts';
import { type Dimension, type RuleKind, ruleKinds } from './codes.ts';

const blocking = z
  .boolean()
  .default(false)
  .meta({ description: 'True: a version that breaks it is not opened. False: it is told to the reviewer' });
const end = z
  .union([z.number(), z.string().trim().min(1).max(40)])
  .nullable()
  .default(null);
const percent = z.number().min(0).max(100_000).nullable().default(null);

export const columnRule = z
  .discriminatedUnion('rule', [
    z.object({ rule: z.literal('not_null'), blocking }),
    z.object({
      rule: z.literal('unique'),
      with: z
        .array(z.string().max(300))
        .max(7)
        .default([])
        .meta({ description: 'Further columns that together with this one name a row' }),
      blocking,
    }),
    z.object({ rule: z.literal('range'), min: end, max: end, blocking }),
    z.object({
      rule: z.literal('pattern'),
      pattern: z.string().min(1).max(500).meta({ description: 'RE2, of the whole cell' }),
      blocking,
    }),
    z.object({
      rule: z.literal('codes'),
      codes: z
        .array(z.string().max(200))
        .max(1000)
        .default([])
        .meta({ description: 'Those of the dictionary when empty' }),
      blocking,
    }),
    z.object({
      rule: z.literal('reference'),
      dataset: z.string().trim().min(1).max(40).meta({ description: 'Resource code of a published dataset' }),
      table: z.string().max(200).default('').meta({ description: 'Its first table when empty' }),
      column: z.string().min(1).max(300),
      blocking,
    }),
  ])
  .meta({ id: 'ColumnRule' });
export type ColumnRule = z.output<typeof columnRule>;

export const tableRule = z
  .object({
    rule: z.literal('row_count'),
    least: percent.meta({ description: 'Percent of the rows of the published version before' }),
    most: percent,
    blocking,
  })
  .meta({ id: 'TableRule' });
export type TableRule = z.output<typeof tableRule>;

export const anyRule = z.union([columnRule, tableRule]);
export type Rule = ColumnRule | TableRule;

/** Rules read from old records: what no longer has the shape is left out. */
export function readRules<T>(shape: z.ZodType<T>, stored: unknown): T[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one: unknown) => {
    const read = shape.safeParse(one);
    return read.success ? [read.data] : [];
  });
}

export const dimensionOf: Readonly<Record<RuleKind, Dimension>> = {
  not_null: 'completeness',
  unique: 'uniqueness',
  range: 'accuracy',
  pattern: 'accuracy',
  codes: 'accuracy',
  reference: 'consistency',
  row_count: 'consistency',
};

/** The parameters of a rule in one line, with the same signs in both languages. */
export function ruleDetail(rule: Rule): string {
  switch (rule.rule) {
    case 'not_null':
      return '';
    case 'unique':
      return rule.with.length === 0 ? '' : `+ ${rule.with.join(' + ')}`;
    case 'range':
      return `${rule.min ?? '−∞'} … ${rule.max ?? '+∞'}`;
    case 'pattern':
      return rule.pattern;
    case 'codes':
      return rule.codes.length === 0 ? '' : rule.codes.slice(0, 8).join(' | ') + (rule.codes.length > 8 ? ' | …' : '');
    case 'reference':
      return `${rule.dataset}${rule.table === '' ? '' : `/${rule.table}`} · ${rule.column}`;
    case 'row_count':
      return `${rule.least ?? 0}% … ${rule.most === null ? '' : `${rule.most}%`}`;
  }
}

/** `车道数: 取值范围 1 … 50` */
export function ruleText(column: string | null, rule: Rule, locale: Locale): string {
  const detail = ruleDetail(rule);
  const said = `${ruleKinds.label(rule.rule, locale)}${detail === '' ? '' : ` ${detail}`}`;
  return column === null ? said : `${column}: ${said}`;
}

/** One rule of each kind a column: the last said counts. A range without ends asks for nothing. */
export function tidyRules<T extends Rule>(rules: readonly T[]): T[] {
  const asks = rules.filter(
    (one) =>
      !(one.rule === 'range' && one.min === null && one.max === null) &&
      !(one.rule === 'row_count' && one.least === null && one.most === null),
  );
  return [...new Map(asks.map((one) => [one.rule, one])).values()];
}
