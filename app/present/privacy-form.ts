/** A plan of treatment as the form has it: one choice and one parameter a column. */
import { z } from 'zod';
import { mostLevels } from '#api/deidentification/rules/hierarchy.ts';
import type { PlanInput } from '#api/deidentification/rules/plan.ts';
import { refuse } from '#api/kernel/refusal.ts';
import { privacy } from '#app/i18n/privacy.ts';

type Rule = PlanInput['rules'][number]['rule'];

/** What is chosen for a column; the first is no rule. */
export const choices = [
  'keep',
  'drop',
  'mask',
  'replace',
  'hash',
  'region_city',
  'region_province',
  'date_month',
  'date_quarter',
  'date_year',
  'date_years5',
  'date_years10',
  'band',
  'map',
  'clip',
  'round',
  'shift',
  'aggregate',
  'cells',
] as const;
export type Choice = (typeof choices)[number];

/** Choices that take a parameter. */
export const withParameter = ['band', 'clip', 'round', 'map', 'shift', 'aggregate', 'cells'] as const;

export const planForm = z.object({
  rules: z
    .array(
      z.object({
        column: z.string(),
        choice: z.enum(choices).default('keep'),
        parameter: z.string().max(400_000).default(''),
        level: z.coerce.number().int().min(1).max(mostLevels).default(1),
      }),
    )
    .default([]),
  small: z.enum(['none', 'rows', 'cells']).default('none'),
  share: z.coerce.number().min(0).max(50).default(5),
  quasi: z.array(z.string()).default([]),
});
export type PlanForm = z.output<typeof planForm>;

const parts = (text: string): string[] => text.split(/[,，]/).map((one) => one.trim());
const numberIn = (text: string | undefined): number => (text === undefined || text === '' ? Number.NaN : Number(text));

/** Null where the parameter cannot be read. */
export function ruleFrom(choice: Exclude<Choice, 'keep'>, parameter: string, level = 1): Rule | null {
  const text = parameter.normalize('NFKC').trim();
  const [first = '', second] = parts(text);
  const number = numberIn(first);
  const [group, to] = choice.split('_');
  if (group === 'region') return { do: 'region', to: to as 'city' };
  if (group === 'date') return { do: 'date', to: to as 'year' };
  switch (choice) {
    case 'drop':
    case 'mask':
    case 'replace':
    case 'hash':
      return { do: choice };
    case 'band': {
      if (!(number > 0)) return null;
      const from = numberIn(second);
      return { do: 'band', width: number, ...(Number.isNaN(from) ? {} : { from }) };
    }
    case 'clip': {
      const match = /^(-?[\d.]+?)?\s*\.\.\s*(-?[\d.]+)?$/.exec(text);
      if (match === null) return null;
      const [low, high] = [numberIn(match[1]), numberIn(match[2])];
      return { do: 'clip', ...(Number.isNaN(low) ? {} : { low }), ...(Number.isNaN(high) ? {} : { high }) };
    }
    case 'round':
      return number > 0 ? { do: 'round', to: number } : null;
    case 'map': {
      const rows = hierarchyFrom(parameter);
      return rows.length === 0 ? null : { do: 'map', rows, level };
    }
    case 'shift':
      return Number.isInteger(numberIn(second)) ? { do: 'shift', by: first, days: Number(second) } : null;
    case 'aggregate':
      return Number.isInteger(number) && number > 1 ? { do: 'aggregate', size: number } : null;
    case 'cells':
      if (!Number.isInteger(number) || number < 2) return null;
      return { do: 'cells', under: number, ...(second === undefined || second === '' ? {} : { within: second }) };
    default:
      return null;
  }
}

/**
 * A hierarchy as it is typed, pasted or taken from a file: a line a value, its levels behind it by tab, comma or `=`; several on
 * one line by semicolons. A line with a tab is parted by tabs only. The heads of a proposed table are left out. As it was written:
 * half and full width are different values in the data.
 */
export function hierarchyFrom(text: string): string[][] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const rows = lines
    .flatMap((line) =>
      line.includes('\t') ? [line.split('\t')] : line.split(/[;；]/).map((one) => one.split(/[=＝,，]/)),
    )
    .map((row) => row.map((cell) => cell.trim()))
    .filter((row) => row.length > 1 && row.every((cell) => cell !== ''));
  const heads = privacy.level_n.map((word) => word.replace('{{n}}', '1'));
  return heads.includes(rows[0]?.[1] ?? '') ? rows.slice(1) : rows;
}

/** The other way: by commas, or by tabs where a cell holds what would part it. */
export function hierarchyText(rows: readonly (readonly string[])[]): string {
  const parted = rows.some((row) => row.some((cell) => /[;；=＝,，]/.test(cell)));
  return rows.map((row) => row.join(parted ? '\t' : ',')).join('\n');
}

export interface FormRule {
  readonly choice: Choice;
  readonly parameter: string;
  /** Of a hierarchy. */
  readonly level: number;
}

/** The choice, the parameter and the level that a rule came from. */
export function formOf(rule: Rule | null): FormRule {
  const of = (choice: Choice, parameter = '', level = 1): FormRule => ({ choice, parameter, level });
  if (rule === null) return of('keep');
  switch (rule.do) {
    case 'region':
      return of(rule.to === 'province' ? 'region_province' : 'region_city');
    case 'date':
      return of(`date_${rule.to}`);
    case 'band':
      return of('band', rule.from === undefined ? `${rule.width}` : `${rule.width},${rule.from}`);
    case 'clip':
      return of('clip', `${rule.low ?? ''}..${rule.high ?? ''}`);
    case 'round':
      return of('round', String(rule.to));
    case 'map':
      return of('map', hierarchyText(rule.rows), rule.level);
    case 'shift':
      return of('shift', `${rule.by},${rule.days}`);
    case 'aggregate':
      return of('aggregate', String(rule.size));
    case 'cells':
      return of('cells', rule.within === undefined ? `${rule.under}` : `${rule.under},${rule.within}`);
    default:
      return of(rule.do);
  }
}

/** Refuses `request.invalid` at the parameters that cannot be read. */
export function planFrom(table: number, form: PlanForm): PlanInput {
  const faults: { path: string; zh: string; en: string }[] = [];
  const rules = form.rules.flatMap(({ column, choice, parameter, level }, at) => {
    if (choice === 'keep') return [];
    const rule = ruleFrom(choice, parameter, level);
    if (rule !== null) return [{ column, rule }];
    faults.push({ path: `rules.${at}.parameter`, zh: privacy.unread[0], en: privacy.unread[1] });
    return [];
  });
  if (faults.length > 0) throw refuse('request.invalid', { count: faults.length }, faults);
  const dropped = new Set(rules.filter((one) => one.rule.do === 'drop').map((one) => one.column));
  const blank = form.small === 'cells' ? form.quasi.filter((column) => !dropped.has(column)) : [];
  return { table, rules, suppression: form.small === 'none' ? null : { blank, max_share: form.share / 100 } };
}
