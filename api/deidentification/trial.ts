/** A plan tried on the whole table: figures and the first rows before and after. Nothing of it is kept. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { getOwnVersion } from '#api/datasets/access.ts';
import { keyOf, needsKey } from '#api/datasets/keys.ts';
import type { TablePrivacy } from '#api/datasets/privacy.ts';
import { judge } from '#api/datasets/rules/privacy-risk.ts';
import type * as versions from '#api/datasets/store.ts';
import type { ColumnRule } from '#api/kernel/column-rules.ts';
import { replaceIn } from '#api/kernel/personal-json.ts';
import { personalKinds } from '#api/kernel/personal-kinds.ts';
import { dayOf } from '#api/kernel/time.ts';
import { maskNames, mayName } from '#api/ports/tables/names.ts';
import type { Cell, TreatFigures, TreatHead } from '#api/ports/tables/port.ts';
import { lossesOf, type PlanInput } from './rules/plan.ts';
import type { trialOut } from './rules/shapes.ts';
import { checkPlan, rolesUnder } from './service.ts';
import { type ReportFacts, showDemand, showFigures } from './show.ts';

export type TrialOut = z.output<typeof trialOut>;
const shownRows = 8;

/** Waits for DuckDB: seconds for a million rows. Refuses as a plan does, and `tables.timeout`. */
export async function tryTreatment(ctx: Ctx, id: string, input: PlanInput): Promise<TrialOut> {
  const own = await getOwnVersion(ctx, id);
  const { version } = own;
  const { table, suppression, demand } = await checkPlan(ctx, own, input);
  const row = version.tables.find((one) => one.number === table.number);
  if (row?.rawKey == null) throw new Error(`version ${id} has no table ${table.number} to treat`);
  const today = dayOf(ctx.clock.now());
  const scratch = await ctx.ports.files.scratch();
  const raw = await ctx.ports.files.localPath(row.rawKey);
  try {
    const rules = input.rules.map(({ column, rule }) => ({ column, rule: withKinds(version, table, column, rule) }));
    const made = await ctx.ports.tables.treat(raw.path, rules, {
      scratchDir: scratch.path,
      today,
      head: shownRows,
      waiting: true,
      ...(suppression === null ? {} : { suppression }),
      ...(rules.some(({ rule }) => needsKey(rule)) ? { key: await keyOf(ctx, version.entryId) } : {}),
    });
    const roles = rolesUnder(table, input);
    const before = await ctx.ports.tables.risk(raw.path, rolesUnder(table, { rules: [] }));
    const after = await ctx.ports.tables.risk(made.parquetPath, roles);
    return {
      demand: showDemand(demand),
      before: showFigures(before),
      after: showFigures(after),
      verdict: showVerdict(judge(after, demand)),
      loss: showLoss(table, input.rules, made.figures),
      head: showHead(made.head, table, input, today),
    };
  } finally {
    await raw.release();
    await scratch.release();
  }
}

/** A mask covers what was found in the column, as it does when the plan is adopted. */
function withKinds(version: versions.Version, table: TablePrivacy, column: string, rule: ColumnRule): ColumnRule {
  if (rule.do !== 'mask' || rule.kinds !== undefined) return rule;
  const found = version.findings.filter((one) => one.table === table.number && one.column === column);
  return { do: 'mask', kinds: found.flatMap(({ kind }) => (personalKinds.is(kind) ? [kind] : [])) };
}

export const showVerdict = ({ enoughK, enoughL, ...rest }: ReturnType<typeof judge>): ReportFacts['verdict'] => ({
  ...rest,
  enough_k: enoughK,
  enough_l: enoughL,
});

export function showLoss(
  table: TablePrivacy,
  rules: Parameters<typeof lossesOf>[1],
  figures: TreatFigures,
): ReportFacts['loss'] {
  const { losses, mean } = lossesOf(table.proposal.columns.length, rules);
  return {
    rows_before: figures.rowsBefore,
    rows_after: figures.rowsAfter,
    rows_suppressed: figures.rowsSuppressed,
    rows_in_small_classes: figures.rowsInSmallClasses,
    cells_blanked: figures.cellsBlanked,
    columns: losses.map((one) => ({ ...one })),
    mean_height: mean,
  };
}

/** Identifiers are never shown as they are, before or after: whoever plans needs their form, not their values. */
function showHead(head: TreatHead | undefined, table: TablePrivacy, input: PlanInput, today: string): TrialOut['head'] {
  const kinds = new Set(personalKinds.codes);
  const rules = new Map(input.rules.map(({ column, rule }) => [column, rule.do]));
  const hidden = new Set(
    table.proposal.columns
      .filter(({ name, class: proposed }) => (table.confirmed.get(name) ?? proposed) === 'direct')
      .map((one) => one.name),
  );
  const cells = (columns: readonly string[], row: readonly Cell[], treated: boolean) =>
    row.map((cell, at) => {
      const name = columns[at] ?? '';
      if (cell === null) return null;
      if (hidden.has(name) && !(treated && rules.has(name))) return '***';
      const shown = replaceIn(String(cell), today, kinds);
      return mayName(shown) ? maskNames(shown) : shown;
    });
  const { before, after } = head ?? { before: { columns: [], rows: [] }, after: { columns: [], rows: [] } };
  return {
    before: { columns: [...before.columns], rows: before.rows.map((row) => cells(before.columns, row, false)) },
    after: {
      columns: [...after.columns],
      rows: after.rows.map((row) => (row === null ? null : cells(after.columns, row, true))),
    },
  };
}
