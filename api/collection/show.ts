/** Items as the wire shapes of the contract. */
import type { z } from 'zod';
import type { DataType } from '#api/catalog/rules/codes.ts';
import type { Ctx } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { itemLine, itemOut } from './contract.ts';
import type * as codes from './rules/codes.ts';
import { hindrance, offered, sideOf } from './rules/rights.ts';
import * as store from './store.ts';

export type ItemOut = z.input<typeof itemOut>;
export type LineOut = z.input<typeof itemLine>;
type Units = ReadonlyMap<string, store.Unit>;

export function unitOf(units: Units, id: string) {
  const found = units.get(id);
  return { id, name: found?.name ?? '', name_en: found?.nameEn ?? null, uscc: found?.uscc ?? '' };
}

export async function showLines(ctx: Ctx, rows: readonly store.ItemLine[]): Promise<LineOut[]> {
  const units = await store.findUnits(
    ctx.db,
    rows.map((row) => row.agencyId),
  );
  return rows.map((row) => lineOf(row, units));
}

function lineOf(row: store.ItemLine, units: Units): LineOut {
  return {
    id: row.id,
    no: row.no,
    version: row.version,
    state: row.state,
    name: row.name,
    data_type: row.dataType as DataType,
    subject_kind: row.subjectKind as codes.SubjectKind,
    basis_kind: row.basisKind as codes.BasisKind,
    agency: unitOf(units, row.agencyId),
    equals: row.equals,
    updated_at: row.updatedAt.toISOString(),
  };
}

export async function showItem(ctx: Ctx, row: store.ItemRow): Promise<ItemOut> {
  const viewer = requireViewer(ctx.viewer);
  const [units, people, next, provision] = await Promise.all([
    store.findUnits(ctx.db, [row.agencyId]),
    store.personNames(ctx.db, [
      row.decidedBy,
      row.exceptionProposedBy,
      row.exceptionDecidedBy,
      ...row.steps.map((one) => one.personId),
    ]),
    store.findNext(ctx.db, row.id),
    row.basisKind === 'provision'
      ? store.findProvision(ctx.db, row.instrument, row.article, dayOf(ctx.clock.now()))
      : null,
  ]);
  const nameOf = (id: string | null) => (id === null ? null : (people.get(id) ?? null));
  const collects = sideOf(row, viewer) === 'agency' && viewer.duties.includes('steward');
  return {
    ...lineOf(row, units),
    revision: row.revision,
    meaning: row.meaning,
    purpose: row.purpose,
    population: row.population,
    regions: row.regions,
    region_code: row.regionCode,
    frequency: row.frequency as codes.Frequency,
    system: row.system,
    instrument: row.instrument,
    article: row.article,
    provision,
    check: row.check as ItemOut['check'],
    exception:
      row.exceptionReason === null
        ? null
        : {
            reason: row.exceptionReason,
            proposal: row.exceptionProposal as 'granted' | 'declined' | null,
            words: row.exceptionWords,
            proposed_by: nameOf(row.exceptionProposedBy),
            decided_by: nameOf(row.exceptionDecidedBy),
            granted: row.exceptionGranted,
          },
    decision:
      row.decidedAt === null
        ? null
        : {
            reason: row.decisionReason,
            pointer: row.pointer,
            by: nameOf(row.decidedBy),
            at: row.decidedAt.toISOString(),
          },
    previous_id: row.previousId,
    next_id: next,
    may_change: row.state === 'approved' && next === null && collects,
    actions: offered(row, viewer).map((name) => {
      const hindered = hindrance(row, viewer, name);
      return { name, refusal: hindered === null ? null : { zh: hindered.sentence('zh'), en: hindered.sentence('en') } };
    }),
    history: row.steps.map((one) => ({
      action: one.action as codes.CollectionAction,
      words: one.words,
      by: nameOf(one.personId),
      at: one.at.toISOString(),
    })),
  };
}
