/** What supervision reads of collection: circumstances 1 and 2 of Article 27, each with its evidence. A signal accuses nobody. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { scopeOf } from './access.ts';
import type { signalOut } from './consent-contract.ts';
import * as store from './consent-store.ts';
import { readLanguage } from './known.ts';
import { shortened } from './pseudonyms.ts';
import type { IntakeFault, SignalKind } from './rules/codes.ts';
import { judge, type Profile } from './rules/compare.ts';
import { notServed } from './rules/intake.ts';
import { unitOf } from './show.ts';
import { findUnits } from './store.ts';

export type CollectionSignal = z.input<typeof signalOut>;
type Raw = Omit<CollectionSignal, 'agency'> & { readonly agencyId: string };

const most = 2000;
const basisFaults: readonly IntakeFault[] = ['not_approved', 'no_consent', 'refused', 'withdrawn'];
const scopeFaults: readonly IntakeFault[] = ['region', 'frequency'];

/** Of everyone in some regions, or of one agency. For rooms above: whoever may see them is decided there. */
export async function collectionSignals(ctx: Ctx, watched: store.Watched): Promise<CollectionSignal[]> {
  const raw = [
    ...(await duplicates(ctx, watched)),
    ...(await intakes(ctx, watched)),
    ...(await unserved(ctx, watched)),
  ];
  const units = await findUnits(
    ctx.db,
    raw.map((one) => one.agencyId),
  );
  return raw
    .map(({ agencyId, ...one }) => ({
      ...one,
      agency: unitOf(units, agencyId),
      region_code: one.region_code || (units.get(agencyId)?.regionCode ?? ''),
    }))
    .sort((a, b) => (a.on === b.on ? (a.key < b.key ? -1 : 1) : a.on < b.on ? 1 : -1));
}

/** Approved once, and by now another agency shares the same. */
async function duplicates(ctx: Ctx, watched: store.Watched): Promise<Raw[]> {
  const language = await readLanguage(ctx);
  return (await store.heldElsewhere(ctx.db, watched, most)).flatMap(({ item, held, entry }): Raw[] => {
    const found = judge(
      {
        name: item.name,
        meaning: item.meaning,
        about: item.population,
        subject: item.subjectKind,
        type: item.dataType,
        profile: null,
      },
      { ...held, profile: held.profile as Profile | null },
      language,
    );
    if (found.verdict !== 'equal') return [];
    return [
      {
        key: `duplicate:${item.id}:${entry.id}`,
        kind: 'duplicate_collection',
        circumstance: 1,
        agencyId: item.agencyId,
        region_code: item.regionCode,
        item: item.no,
        on: dayOf(item.decidedAt ?? item.updatedAt),
        evidence: {
          item_id: item.id,
          item_name: item.name,
          entry_code: entry.code,
          entry_title: entry.title,
          held_name: held.name,
          score: String(found.score),
        },
      },
    ];
  });
}

async function intakes(ctx: Ctx, watched: store.Watched): Promise<Raw[]> {
  const rows = await store.faultyIntakes(ctx.db, watched, most);
  return rows.flatMap((row): Raw[] => {
    const faults = row.faults as IntakeFault[];
    const one = (kind: SignalKind, about: readonly IntakeFault[]): Raw[] => {
      const hit = faults.filter((fault) => about.includes(fault));
      if (hit.length === 0) return [];
      return [
        {
          key: `${kind}:${row.id}`,
          kind,
          circumstance: 1,
          agencyId: row.agencyId,
          region_code: '',
          item: row.itemNo,
          on: dayOf(row.at),
          evidence: {
            intake_id: row.id,
            faults: hit.join(','),
            subject: shortened(row.subject),
            region: row.regionCode,
            system: row.system,
            ...(row.earlierId === null || kind !== 'asked_twice' ? {} : { earlier_intake_id: row.earlierId }),
          },
        },
      ];
    };
    return [
      ...one('without_basis', basisFaults),
      ...one('wider_than_approved', scopeFaults),
      ...one('asked_twice', ['asked_elsewhere']),
    ];
  });
}

async function unserved(ctx: Ctx, watched: store.Watched): Promise<Raw[]> {
  const today = dayOf(ctx.clock.now());
  const cases = await store.unservedCases(ctx.db, watched, most);
  const subjects = cases.map((one) => one.subject);
  // A case and a refusal may be of one subject under two keys.
  const roots = await store.rootsOf(ctx.db, subjects);
  const rootOf = (subject: string) => roots.get(subject) ?? subject;
  const refusals = await store.refusalsOf(ctx.db, cases, [...new Set([...subjects, ...roots.keys()])]);
  return cases.flatMap((row): Raw[] => {
    const refusal = refusals.find(
      (one) => rootOf(one.subject) === rootOf(row.subject) && one.agencyId === row.agencyId,
    );
    const why = notServed({ ...row, refusedOn: refusal === undefined ? null : dayOf(refusal.at) }, today);
    if (why === null) return [];
    return [
      {
        key: `refused_not_served:${row.id}`,
        kind: 'refused_not_served',
        circumstance: 2,
        agencyId: row.agencyId,
        region_code: row.regionCode,
        item: refusal?.itemNo ?? null,
        on: row.closedOn ?? row.dueOn,
        evidence: {
          case_id: row.id,
          case_no: row.caseNo,
          service: row.service,
          why,
          outcome: row.outcome,
          reason: row.reason ?? '',
          opened_on: row.openedOn,
          due_on: row.dueOn,
          subject: shortened(row.subject),
          ...(refusal === undefined ? {} : { consent_event_id: refusal.id, refused_on: dayOf(refusal.at) }),
        },
      },
    ];
  });
}

/** An agency sees its own; a department those of its region. */
export async function listCollectionSignals(ctx: Ctx): Promise<{ items: CollectionSignal[] }> {
  requireViewer(ctx.viewer);
  const { agencyId, regions } = scopeOf(ctx);
  const own = agencyId === null ? [] : await collectionSignals(ctx, { agencyId });
  const supervised = regions.length === 0 ? [] : await collectionSignals(ctx, { regions });
  const seen = new Set(own.map((one) => one.key));
  return { items: [...own, ...supervised.filter((one) => !seen.has(one.key))] };
}
