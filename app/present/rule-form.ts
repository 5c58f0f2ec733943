/** The rules and codes of one column as a form sends them, and back. Pure. */
import { z } from 'zod';
import type { ColumnRule } from '#api/quality/rules/rule.ts';
import { quality } from '#app/i18n/quality.ts';

export const modes = ['off', 'warn', 'block'] as const;
export type Mode = (typeof modes)[number];

const mode = z.enum(modes).default('off');
const text = z.string().max(1000).default('');
const needed = quality.needed.join(' | ');

export const ruleFields = z.object({
  not_null: z.object({ mode }).default({ mode: 'off' }),
  unique: z.object({ mode, with: text }).default({ mode: 'off', with: '' }),
  range: z.object({ mode, min: text, max: text }).default({ mode: 'off', min: '', max: '' }),
  pattern: z.object({ mode, pattern: text }).default({ mode: 'off', pattern: '' }),
  codes: z.object({ mode }).default({ mode: 'off' }),
  reference: z
    .object({ mode, dataset: text, table: text, column: text })
    .default({ mode: 'off', dataset: '', table: '', column: '' }),
});
export type RuleFields = z.output<typeof ruleFields>;

export const ruleForm = z
  .object({
    revision: z.coerce.number().int(),
    table: z.string(),
    column: z.string(),
    codes: z.string().max(200_000).default(''),
    rules: ruleFields.default(ruleFields.parse({})),
  })
  .superRefine(({ rules }, context) => {
    const ask = (path: string[], blank: boolean) => {
      if (blank) context.addIssue({ code: 'custom', path: ['rules', ...path], message: needed });
    };
    const on = (one: { readonly mode: Mode }) => one.mode !== 'off';
    ask(['range', 'min'], on(rules.range) && rules.range.min === '' && rules.range.max === '');
    ask(['pattern', 'pattern'], on(rules.pattern) && rules.pattern.pattern === '');
    ask(['reference', 'dataset'], on(rules.reference) && rules.reference.dataset === '');
    ask(['reference', 'column'], on(rules.reference) && rules.reference.column === '');
  });
export type RuleForm = z.output<typeof ruleForm>;

/** Numbers are sent as numbers, days as they are written. */
const bound = (value: string): string | number | null => {
  const plain = value.trim();
  if (plain === '') return null;
  return /^-?\d+(\.\d+)?$/.test(plain) && plain.length < 16 ? Number(plain) : plain;
};
const listOf = (value: string): string[] =>
  value
    .split(/[,，、\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

export function rulesOf(fields: RuleFields): ColumnRule[] {
  const rules: ColumnRule[] = [];
  const add = ({ mode: chosen }: { readonly mode: Mode }, make: (blocking: boolean) => ColumnRule) => {
    if (chosen !== 'off') rules.push(make(chosen === 'block'));
  };
  const { not_null, unique, range, pattern, codes, reference } = fields;
  add(not_null, (blocking) => ({ rule: 'not_null', blocking }));
  add(unique, (blocking) => ({ rule: 'unique', with: listOf(unique.with).slice(0, 7), blocking }));
  add(range, (blocking) => ({ rule: 'range', min: bound(range.min), max: bound(range.max), blocking }));
  add(pattern, (blocking) => ({ rule: 'pattern', pattern: pattern.pattern, blocking }));
  add(codes, (blocking) => ({ rule: 'codes', codes: [], blocking }));
  add(reference, (blocking) => ({
    rule: 'reference',
    dataset: reference.dataset.trim(),
    table: reference.table.trim(),
    column: reference.column.trim(),
    blocking,
  }));
  return rules;
}

export function fieldsOf(rules: readonly ColumnRule[]): RuleFields {
  const fields = ruleFields.parse({});
  for (const rule of rules) {
    const chosen: Mode = rule.blocking ? 'block' : 'warn';
    if (rule.rule === 'unique') fields.unique = { mode: chosen, with: rule.with.join(', ') };
    else if (rule.rule === 'range')
      fields.range = { mode: chosen, min: String(rule.min ?? ''), max: String(rule.max ?? '') };
    else if (rule.rule === 'pattern') fields.pattern = { mode: chosen, pattern: rule.pattern };
    else if (rule.rule === 'reference')
      fields.reference = { mode: chosen, dataset: rule.dataset, table: rule.table, column: rule.column };
    else fields[rule.rule] = { mode: chosen };
  }
  return fields;
}
