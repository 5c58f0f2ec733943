/** What a dataset is worth to whoever wants to use it, told as a score with the way to raise it. */
import type { z } from 'zod';
import { type DatasetRef, publicEntryOf } from '#api/catalog/read.ts';
import type { App, Ctx, Viewer } from '#api/context.ts';
import { getRecord } from '#api/federation/records.ts';
import { refuse } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Word } from '#api/kernel/words.ts';
import { getByUscc } from '#api/organizations/service.ts';
import type { agencyScore, criterionOut, ownScore, scoreOut } from './contract.ts';
import { criteria, omissions, ways } from './rules/codes.ts';
import { entryFacts, recordFacts, type When } from './rules/facts.ts';
import { bestGain, type Criterion, type Score, scoreOf } from './rules/score.ts';
import { placeOf } from './rules/where.ts';
import * as store from './store.ts';

export { loadEntries } from './store.ts';

export type ScoreOut = z.input<typeof scoreOut>;
export type CriterionOut = z.input<typeof criterionOut>;
export type OwnScoreOut = z.input<typeof ownScore>;
export type AgencyScoreOut = z.input<typeof agencyScore>;

export const whenOf = (app: Pick<App, 'clock' | 'calendar'>): When => ({
  today: dayOf(app.clock.now()),
  calendar: app.calendar(),
});

/** Of a published dataset. Refuses as its page does: `catalog.not_found`, `catalog.withdrawn`. */
export async function showScore(ctx: Ctx, dataset: DatasetRef): Promise<ScoreOut> {
  const { id } = await publicEntryOf(ctx, dataset);
  const [[known], history] = await Promise.all([store.loadEntries(ctx.db, [id]), store.listDays(ctx.db, id)]);
  if (known === undefined) throw new Error(`the published entry ${id} could not be read`);
  return shown(scoreOf(entryFacts(known, whenOf(ctx))), isSteward(ctx.viewer, known.providerId) ? id : null, history);
}

/** Of a harvested record; its own portal is where it would be raised. */
export async function showRecordScore(ctx: Ctx, id: string): Promise<ScoreOut> {
  const record = await getRecord(ctx, id);
  const modified = record.origin_modified === null ? null : new Date(record.origin_modified);
  return shown(
    scoreOf(recordFacts({ content: record.content, kind: record.source.kind, modified }, whenOf(ctx))),
    null,
  );
}

export async function showAgencyScore(ctx: Ctx, uscc: string): Promise<AgencyScoreOut> {
  const agency = await getByUscc(ctx, uscc);
  return { ...(await store.mean(ctx.db, agency.id)), harvested_left_out: true };
}

/** The viewer's agency's own datasets, the lowest score first, with what raises each most. */
export async function listOwnScores(
  ctx: Ctx,
  { page, page_size }: { readonly page: number; readonly page_size: number },
): Promise<{ items: OwnScoreOut[]; total: number; page: number; page_size: number; mean: number | null }> {
  const { organization } = requireViewer(ctx.viewer);
  if (organization.kind !== 'agency') throw refuse('auth.forbidden');
  const [{ rows, total }, { mean }] = await Promise.all([
    store.rank(ctx.db, organization.id, { skip: (page - 1) * page_size, take: page_size }),
    store.mean(ctx.db, organization.id),
  ]);
  const known = await store.loadEntries(
    ctx.db,
    rows.map((row) => row.id),
  );
  const when = whenOf(ctx);
  const items = rows.flatMap((row): OwnScoreOut[] => {
    const facts = known.find((one) => one.id === row.id);
    if (facts === undefined) return [];
    const score = scoreOf(entryFacts(facts, when));
    const best = bestGain(score);
    const steward = isSteward(ctx.viewer, organization.id) ? row.id : null;
    return [
      {
        id: row.id,
        code: row.code,
        title: row.title,
        title_en: row.titleEn,
        score: score.score,
        best: best === null ? null : shownCriterion(best, steward),
        open: score.criteria.filter((one) => one.state === 'not' || one.state === 'partly').length,
      },
    ];
  });
  return { items, total, page, page_size, mean };
}

const isSteward = (viewer: Viewer | null, providerId: string): boolean =>
  viewer !== null && viewer.organization.id === providerId && viewer.duties.includes('steward');

/** @param entryId of the entry whose steward looks on; null for anyone else. */
function shown(
  { score, weight, criteria: all }: Score,
  entryId: string | null,
  history: ScoreOut['history'] = [],
): ScoreOut {
  return { score, weight, criteria: all.map((one) => shownCriterion(one, entryId)), history };
}

const pair = ([zh, en]: Word) => ({ zh, en });

function shownCriterion({ omitted, ...one }: Criterion, entryId: string | null): CriterionOut {
  const wanting = one.state === 'not' || one.state === 'partly';
  return {
    ...one,
    label: pair(criteria.words[one.criterion]),
    how: wanting ? pair(ways[one.criterion]) : null,
    omitted: omitted === null ? null : pair(omissions.words[omitted]),
    to: wanting && entryId !== null ? placeOf(one.criterion, entryId) : null,
  };
}
