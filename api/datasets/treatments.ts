/** Treating a version by a plan: what the room of de-identification decides is recorded and done here. */
import type { Ctx } from '#api/context.ts';
import type { ColumnRule, Suppression } from '#api/kernel/column-rules.ts';
import { nextState, wrongState } from './access.ts';
import * as store from './store.ts';
import { enqueueWork } from './upload.ts';

export interface TableTreatment {
  /** Number of the table within the version. */
  readonly table: number;
  readonly rules: readonly { readonly column: string; readonly rule: ColumnRule }[];
  readonly suppression: Suppression | null;
  /** Who wrote the plan. */
  readonly byId: string | null;
}

/** Takes the place of what was recorded for these tables, and starts the work. Inside `act`. Refuses `datasets.wrong_state`. */
export async function applyTreatments(
  tx: Ctx,
  version: store.Version,
  tables: readonly TableTreatment[],
): Promise<void> {
  const state = nextState(version, 'treat');
  if (!(await store.changeVersion(tx.db, version.id, [version.state], { state, stage: 'queued', fault: null })))
    throw wrongState(version);
  const at = tx.clock.now();
  for (const { table, rules, suppression, byId } of tables) {
    const rows = rules.map(({ column, rule }) => ({ table, column, action: rule.do, rule, byId, at }));
    await store.replaceTreatments(tx.db, version.id, rows, table);
    await store.setSuppression(tx.db, version.id, new Map([[table, suppression]]));
  }
  await enqueueWork(tx, 'datasets.treat', version.id);
}
