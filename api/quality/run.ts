/** Runs rules on one table of a version, as the job and as somebody who tries one. */
import type { Ctx } from '#api/context.ts';
import { onTable } from '#api/datasets/read.ts';
import type * as versions from '#api/datasets/store.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import type { Check, CheckReport } from '#api/ports/tables/port.ts';
import type { Skip } from './rules/codes.ts';
import type { Code } from './rules/propose.ts';
import { refuse } from './rules/refusals.ts';
import { type ColumnRule, dimensionOf } from './rules/rule.ts';
import type { CheckedRule } from './rules/shapes.ts';
import { findTarget } from './targets.ts';

export interface Asked {
  readonly column: string;
  readonly rule: ColumnRule;
}

export interface Subject {
  readonly tableKey: string;
  readonly columns: readonly versions.Column[];
  readonly providerId: string;
  /** Codes of the dictionary, by column. */
  readonly codes: ReadonlyMap<string, readonly Code[]>;
  /** Columns whose values are shown to nobody. */
  readonly guarded: ReadonlySet<string>;
}

export interface How {
  /** Rules that cannot be asked are refused; else they are passed over and say why. */
  readonly strict?: boolean;
  /** Only whether they can be asked. */
  readonly dry?: boolean;
  readonly patient?: boolean;
}

type Plan = { readonly skip: Skip } | { readonly check: Check };

export async function runRules(
  ctx: Ctx,
  subject: Subject,
  asked: readonly Asked[],
  how: How = {},
): Promise<{ readonly rules: CheckedRule[]; readonly report: CheckReport }> {
  return onTable(ctx, subject, async (path) => {
    const held: (() => Promise<void> | void)[] = [];
    try {
      const plans: Plan[] = [];
      for (const one of asked) plans.push(await plan(ctx, subject, path, one, how, held));
      const checks = plans.flatMap((one) => ('check' in one ? [one.check] : []));
      const report = await ctx.ports.tables.check(
        path,
        { checks, ...(how.dry === true ? { dry: true } : {}) },
        { patient: how.patient === true },
      );
      const found = report.outcomes.values();
      const rules = asked.map(({ column, rule }, at): CheckedRule => {
        const planned = plans[at];
        const common = { column, rule, dimension: dimensionOf[rule.rule] };
        if (planned === undefined || 'skip' in planned)
          return { ...common, outcome: 'skipped', skipped: planned?.skip ?? null, checked: 0, failing: 0, samples: [] };
        const { checked = 0, failing = 0, samples = [] } = found.next().value ?? {};
        const guarded = [column, ...(rule.rule === 'unique' ? rule.with : [])].some((one) => subject.guarded.has(one));
        return {
          ...common,
          outcome: failing === 0 ? 'kept' : 'failed',
          skipped: null,
          checked,
          failing,
          samples: samples.map(({ row, value }) => ({ row, value: guarded ? null : value })),
        };
      });
      return { rules, report };
    } finally {
      for (const release of held) await release();
    }
  });
}

async function plan(
  ctx: Ctx,
  subject: Subject,
  path: string,
  { column, rule }: Asked,
  how: How,
  held: (() => Promise<void> | void)[],
): Promise<Plan> {
  const known = new Set(subject.columns.map((one) => one.name));
  const needed = [column, ...(rule.rule === 'unique' ? rule.with : [])];
  const absent = needed.find((one) => !known.has(one));
  if (absent !== undefined) {
    if (how.strict === true) throw refuse('quality.unknown_column', { table: '', column: absent });
    return { skip: 'column_missing' };
  }
  switch (rule.rule) {
    case 'not_null':
      return { check: { rule: 'not_null', column } };
    case 'unique':
      return { check: { rule: 'unique', columns: needed } };
    case 'codes': {
      const codes = rule.codes.length > 0 ? rule.codes : (subject.codes.get(column) ?? []).map((one) => one.code);
      if (codes.length > 0) return { check: { rule: 'codes', column, codes } };
      if (how.strict === true) throw refuse('quality.codes_needed', { column });
      return { skip: 'no_codes' };
    }
    case 'range': {
      const { min, max } = rule;
      const ends = { ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) };
      return readable(ctx, path, { rule: 'range', column, ...ends }, how);
    }
    case 'pattern':
      return readable(ctx, path, { rule: 'pattern', column, pattern: rule.pattern }, how);
    case 'reference': {
      const target = await findTarget(ctx, rule, subject.providerId);
      if (!target.found) {
        if (how.strict !== true) return { skip: 'target_missing' };
        const { dataset, table } = rule;
        throw target.because === 'closed'
          ? refuse('quality.reference_closed', { dataset })
          : refuse('quality.reference_missing', { dataset, table: table === '' ? '1' : table, column: rule.column });
      }
      const file = await ctx.ports.files.localPath(target.tableKey);
      held.push(() => file.release());
      return { check: { rule: 'reference', column, path: file.path, target: rule.column } };
    }
  }
}

/** A bound of numbers on a column that became text keeps the other rules of the table from nothing. */
async function readable(ctx: Ctx, path: string, check: Check, how: How): Promise<Plan> {
  if (how.strict === true) return { check };
  try {
    await ctx.ports.tables.check(path, { checks: [check], dry: true }, { patient: how.patient === true });
    return { check };
  } catch (error) {
    if (isRefusal(error)) return { skip: 'unreadable' };
    throw error;
  }
}
