/** Steps that several use-cases of a run share. */
import type { Ctx } from '#api/context.ts';
import type { RefusalParams } from '#api/kernel/refusal.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { requireDepartment, seeRun } from './access.ts';
import { factOf, writeResults } from './measure.ts';
import type { FigureUnit } from './rules/codes.ts';
import { type EvaluationLetter, letters } from './rules/letters.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export async function tell(
  tx: Ctx,
  letter: EvaluationLetter,
  run: { readonly id: string },
  to: string | null,
  params: RefusalParams,
  duties: readonly Duty[] = ['steward', 'signatory'],
  paramsEn?: RefusalParams,
): Promise<void> {
  if (to === null) return;
  await mailToDuties(tx, to, duties, {
    about: run.id,
    ...letters[letter],
    params,
    path: `/w/evaluation/runs/${run.id}`,
    ...(paramsEn === undefined ? {} : { paramsEn }),
  });
}

/** A run under lock, for the department that holds it. */
export async function held(tx: Ctx, id: string): Promise<store.RunRow> {
  const run = await store.lockRun(tx.db, id);
  seeRun(tx, run);
  if (run === null) throw refuse('evaluation.run_not_found');
  requireDepartment(tx, run.regionCode);
  return run;
}

export function requireFigure(unit: string, num: bigint, den: bigint): void {
  if ((unit as FigureUnit) === 'share' && num > den) throw refuse('evaluation.figure_impossible');
}

export function indicatorIn(run: store.RunRow, code: string): store.IndicatorRow {
  const found = run.scheme.indicators.find((one) => one.code === code);
  if (found === undefined) throw refuse('evaluation.indicator_not_found');
  return found;
}

/** A corrected figure takes the place of the rows: a new version of the results, the ones before stay. */
export async function putRight(
  tx: Ctx,
  run: store.RunRow,
  what: { readonly body: string; readonly indicator: string; readonly num: string; readonly den: string },
  why: { readonly reason: string; readonly documentNo: string | null },
): Promise<number> {
  const indicator = indicatorIn(run, what.indicator);
  const figure = { num: BigInt(what.num), den: BigInt(what.den) };
  requireFigure(indicator.unit, figure.num, figure.den);
  const version = run.version + 1;
  await store.insertFacts(tx.db, [factOf(run.id, what.body, indicator, version, { figure, rows: [] }, why.reason)]);
  await writeResults(tx, run, version, why);
  await store.updateRun(tx.db, run, { version });
  return version;
}
