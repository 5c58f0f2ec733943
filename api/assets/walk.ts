/** How one edge of an application is walked: lock the card, authorise, check the state, change, note it in the file. */
import { act, type Note } from '#api/audit/act.ts';
import type { Ctx, Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { seenCard } from './access.ts';
import { noteStep } from './cards.ts';
import { type AssetAction, type AssetCaseKind, openCaseStates } from './rules/codes.ts';
import { assetCaseLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { hindrance } from './rules/rights.ts';
import { type CardOut, cardFacts, openCase, reread } from './show.ts';
import * as store from './store.ts';
import { spansBy } from './terms.ts';

export interface Walk {
  readonly tx: Ctx;
  readonly viewer: Viewer;
  readonly card: store.CardRow;
  readonly row: store.CaseRow;
  readonly today: Day;
  readonly note: Note;
}

export interface Walked {
  readonly case?: store.CaseChanges;
  readonly card?: store.CardChanges;
  readonly words?: string | null;
}

export async function walk(
  ctx: Ctx,
  id: string,
  action: AssetAction,
  body: (walk: Walk) => Promise<Walked> | Walked,
): Promise<CardOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `assets.${action}`, subject: ['asset', id] }, async (tx, note) => {
    await store.lockCard(tx.db, id);
    const card = await seenCard(tx, id);
    const today = dayOf(tx.clock.now());
    const hindered = hindrance(cardFacts(card, await spansBy(tx)(card.regionCode)), viewer, action, today);
    if (hindered !== null) throw hindered;
    const open = openCase(card);
    const row = card.cases.find((one) => one.id === open?.id);
    if (row === undefined) throw refuse('assets.case_not_found');
    const walked = await body({ tx, viewer, card, row, today, note });
    const to = edge(assetCaseLifecycle, row.state, action)?.to;
    if (to === undefined) throw new Error(`no edge ${action} from ${row.state}`);
    const at = tx.clock.now();
    const closed = openCaseStates.includes(to) ? {} : { closedAt: at, dueOn: null };
    await store.updateCase(tx.db, row.id, { ...walked.case, ...closed, state: to, updatedAt: at });
    // A first application that came to nothing gives the card back to its holder.
    const first = (row.kind as AssetCaseKind) === 'first';
    const back = first && (to === 'refused' || to === 'withdrawn') ? { state: 'draft' as const } : {};
    await store.updateCard(tx.db, id, card.revision, { ...walked.card, ...back, updatedAt: at });
    await noteStep(tx, {
      cardId: id,
      caseId: row.id,
      action,
      from: row.state,
      to,
      words: walked.words ?? null,
      viewer,
    });
    note({ no: row.no, kind: row.kind, from: row.state, to });
    return reread(tx, id);
  });
}
