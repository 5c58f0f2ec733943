/** The holder applies, withdraws and supplements. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { resumeClock, startClock, stopped } from '#api/licensing/rules/clock.ts';
import { findHolder } from '#api/organizations/service.ts';
import { seenCard } from './access.ts';
import { factsNow, noteStep, ownEntries, requireSound } from './cards.ts';
import type * as shapes from './contract.ts';
import type { AssetContent } from './contract.ts';
import { cardPath, tell } from './letters.ts';
import { assetCaseKinds, assetTests, missingWords } from './rules/codes.ts';
import { changedBetween, failedTests, missingOf } from './rules/content.ts';
import { hasData } from './rules/facts.ts';
import { refuse } from './rules/refusals.ts';
import { hindrance, kindHindrance } from './rules/rights.ts';
import { type CardOut, cardFacts, contentOf, reread } from './show.ts';
import * as store from './store.ts';
import { spansBy, termOf } from './terms.ts';
import { walk } from './walk.ts';

type In<S extends z.ZodType> = z.output<S>;

/** Everything a registration asks of a card: whole, sound, an asset by all five tests, and with data behind it. */
async function requireWhole(ctx: Ctx, card: store.CardRow, content: AssetContent) {
  const missing = missingOf(content);
  if (missing.length > 0) throw refuse('assets.incomplete', { count: missing.length }, missing.map(missingWords));
  requireSound(ctx, content);
  const failed = failedTests(content);
  if (failed.length > 0)
    throw refuse('assets.test_failed', {
      tests: failed.map((one) => assetTests.words[one][0]).join('、'),
      tests_en: failed.map((one) => assetTests.words[one][1]).join(', '),
    });
  const entries = await ownEntries(ctx, card.holderId, content.entries, card.id);
  const now = await factsNow(
    ctx,
    entries.map((one) => one.id),
  );
  if (!hasData(now.taken)) throw refuse('assets.no_data');
  return now;
}

export async function fileAsset(ctx: Ctx, id: string, input: In<typeof shapes.fileBody>): Promise<CardOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'assets.file', subject: ['asset', id] }, async (tx, note) => {
    await store.lockCard(tx.db, id);
    const card = await seenCard(tx, id);
    const today = dayOf(tx.clock.now());
    const own = cardFacts(card, await spansBy(tx)(card.regionCode));
    const { kind } = input;
    // Whose hand it is comes before what kind it is.
    const hindered = hindrance(
      { ...own, state: card.state === 'cancelled' ? 'registered' : 'draft' },
      viewer,
      'file',
      today,
    );
    if (hindered !== null) throw hindered;
    const unfit = kindHindrance(own, kind, today);
    if (unfit !== null) throw unfit;
    if (input.revision !== card.revision) throw refuse('assets.changed_meanwhile', { revision: card.revision });
    const asked = kind === 'change' || kind === 'correction';
    const registered = contentOf(card.content);
    const content = kind === 'first' ? registered : asked ? (input.content ?? registered) : null;
    if (asked && content !== null && changedBetween(registered, content).length === 0)
      throw refuse('assets.nothing_changed');
    if (kind !== 'first' && input.words === '') throw refuse('assets.words_missing');
    if (kind === 'cancellation' && input.ground === null) throw refuse('assets.ground_missing');
    if (kind !== 'cancellation') await requireWhole(tx, card, content ?? registered);
    const authority = await findHolder(tx, 'information_department', card.regionCode);
    if (authority === null) throw refuse('assets.no_authority', { region: card.regionCode });
    const days = await termOf(tx, kind === 'cancellation' ? 'cancel' : 'review', card.regionCode);
    const no = await nextNumber(tx, 'asset_case', 'DJ');
    const [at, caseId] = [tx.clock.now(), newId(tx, 'assetCase')];
    const clock = startClock(tx.calendar(), today, days);
    await store.insertCase(tx.db, {
      id: caseId,
      no,
      cardId: id,
      kind,
      state: 'filed',
      revision: 1,
      holderId: card.holderId,
      regionCode: card.regionCode,
      authorityId: authority.id,
      ...(content === null ? {} : { content: content as object }),
      ground: kind === 'cancellation' ? input.ground : null,
      words: input.words,
      filedBy: viewer.personId,
      filedAt: at,
      ...clock,
      updatedAt: at,
    });
    await store.updateCard(tx.db, id, card.revision, {
      ...(kind === 'first' ? { state: 'submitted' as const } : {}),
      updatedAt: at,
    });
    await noteStep(tx, {
      cardId: id,
      caseId,
      action: 'file',
      from: card.state,
      to: 'filed',
      words: input.words,
      viewer,
    });
    const [zh, en] = assetCaseKinds.words[kind];
    const params = { no, name: card.name, who: viewer.organization.name, due: clock.dueOn ?? '' };
    await tell(tx, 'filed', {
      about: id,
      to: authority.id,
      duties: ['reviewer'],
      params: { ...params, kind: zh },
      paramsEn: { ...params, kind: en },
      path: cardPath(id),
    });
    note({ no, kind, card: card.no });
    return reread(tx, id);
  });
}

export async function withdrawAsset(ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>): Promise<CardOut> {
  return walk(ctx, id, 'withdraw', () => ({ case: stopped, words: input.words }));
}

/** The clock goes on with the days that were left. */
export async function resubmitAsset(ctx: Ctx, id: string, input: In<typeof shapes.resubmitBody>): Promise<CardOut> {
  return walk(ctx, id, 'resubmit', async ({ tx, card, row, today }) => {
    const content = row.content === null ? null : (input.content ?? contentOf(row.content));
    if (content !== null) await requireWhole(tx, card, content);
    const clock = resumeClock(tx.calendar(), row, today);
    await tell(tx, 'resubmitted', {
      about: id,
      to: row.authorityId,
      duties: ['reviewer'],
      params: { no: row.no, due: clock.dueOn ?? '' },
      path: cardPath(id),
    });
    return {
      case: { ...clock, ...(content === null ? {} : { content: content as object }) },
      words: input.words,
    };
  });
}
