/** A plan of treatment as it is sent, and whether its rules fit the columns. Pure. */
import { z } from 'zod';
import { type ColumnRule, heightOf } from '#api/kernel/column-rules.ts';
import { personalKinds } from '#api/kernel/personal-kinds.ts';
import { type HierarchyFault, hierarchyFault } from './hierarchy.ts';

const kinds = z.array(z.enum(personalKinds.codes)).max(20).optional();
const finite = z.number().min(-1e12).max(1e12);

export const columnRule = z
  .discriminatedUnion('do', [
    z.object({ do: z.literal('drop') }),
    z.object({ do: z.literal('mask'), kinds }),
    z.object({ do: z.literal('replace'), kinds }),
    z.object({ do: z.literal('hash') }),
    z.object({ do: z.literal('region'), to: z.enum(['county', 'city', 'province']) }),
    z.object({ do: z.literal('date'), to: z.enum(['month', 'quarter', 'year', 'years5', 'years10']) }),
    z.object({ do: z.literal('band'), width: z.number().positive().max(1e12), from: finite.optional() }),
    z.object({
      do: z.literal('map'),
      rows: z
        .array(z.array(z.string().max(200)).min(2).max(8))
        .min(1)
        .max(1000),
      level: z.number().int().min(1).max(7),
    }),
    z.object({ do: z.literal('clip'), low: finite.optional(), high: finite.optional() }),
    z.object({ do: z.literal('round'), to: z.number().positive().max(1e12) }),
    z.object({ do: z.literal('shift'), by: z.string().max(300), days: z.number().int().min(1).max(3650) }),
    z.object({ do: z.literal('aggregate'), size: z.number().int().min(2).max(1000) }),
    z.object({
      do: z.literal('cells'),
      under: z.number().int().min(2).max(1000),
      within: z.string().max(300).optional(),
    }),
  ])
  .meta({ id: 'TreatmentRule', description: 'What is done with a column (GB/T 37964-2019)' });

export const planBody = z.object({
  table: z.number().int().min(1).default(1),
  rules: z
    .array(z.object({ column: z.string().max(300), rule: columnRule }))
    .max(1000)
    .meta({ description: 'The whole plan: columns left out stay as they are' }),
  suppression: z
    .object({
      blank: z.array(z.string().max(300)).max(50).default([]),
      max_share: z.number().min(0).max(0.5).default(0.05),
    })
    .nullable()
    .default(null)
    .meta({ description: 'What is done with classes smaller than the k demanded' }),
});
export type PlanInput = z.output<typeof planBody>;

export type Misfit = HierarchyFault | 'ends' | 'levels' | 'numbers' | 'itself' | 'subject_dropped' | 'dates';
export const misfits: Readonly<Record<Misfit, readonly [zh: string, en: string]>> = {
  ends: ['须给出上限或者下限，且下限小于上限', 'give a low or a high end, the low one below the high one'],
  levels: ['层级表没有这一级', 'the hierarchy has no such level'],
  uneven: ['层级表各行的级数不同', 'rows of the hierarchy differ in length'],
  twice: ['同一个取值在层级表中出现了两次', 'a value stands in the hierarchy twice'],
  parted: ['层级表中同一组在更高一级又被分开', 'what is one group in the hierarchy is parted again further up'],
  numbers: ['该列不是数值', 'the column holds no numbers'],
  itself: ['不能以该列自身为依据', 'it cannot go by itself'],
  subject_dropped: ['所依据的列不在表中', 'the column it goes by is not in the table'],
  dates: ['该列没有日期', 'the column holds no dates'],
};

/** Why a rule does not fit its column; null when it does. `types` are those of the table as it came, where they are known. */
export function misfitOf(column: string, rule: ColumnRule, types: ReadonlyMap<string, string>): Misfit | null {
  const type = types.get(column);
  const number = type === undefined || type === 'integer' || type === 'decimal' || type === 'text';
  switch (rule.do) {
    case 'clip':
      if (rule.low === undefined && rule.high === undefined) return 'ends';
      if (rule.low !== undefined && rule.high !== undefined && rule.low >= rule.high) return 'ends';
      return number ? null : 'numbers';
    case 'map':
      return rule.rows.every((row) => row.length > rule.level) ? hierarchyFault(rule.rows) : 'levels';
    case 'band':
    case 'round':
      return number ? null : 'numbers';
    case 'date':
      return type === 'boolean' || type === 'decimal' ? 'dates' : null;
    case 'shift':
      if (rule.by === column) return 'itself';
      if (!types.has(rule.by)) return 'subject_dropped';
      return type === 'boolean' || type === 'decimal' || type === 'integer' ? 'dates' : null;
    case 'aggregate':
      return type === 'boolean' ? 'numbers' : null;
    case 'cells':
      if (rule.within === column) return 'itself';
      if (rule.within !== undefined && !types.has(rule.within)) return 'subject_dropped';
      return number ? null : 'numbers';
    default:
      return null;
  }
}

export interface Loss {
  readonly column: string;
  readonly do: string;
  /** 0 to 1. */
  readonly height: number;
}

/** How far each column was generalised; the mean over all columns is the information lost to rules. */
export function lossesOf(columns: number, rules: readonly { readonly column: string; readonly rule: ColumnRule }[]) {
  const losses: Loss[] = rules.map(({ column, rule }) => ({ column, do: rule.do, height: heightOf(rule) }));
  const mean = columns === 0 ? 0 : losses.reduce((sum, one) => sum + one.height, 0) / columns;
  return { losses, mean };
}
