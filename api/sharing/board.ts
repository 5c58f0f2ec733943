/** Every clock that runs between agencies: how it stands and who has the ball. */

import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { boardOf } from '#api/kernel/board.ts';
import { inLocale } from '#api/kernel/words.ts';
import { csv } from '#api/revenue/rules/csv.ts';
import { scopeOf } from './access.ts';
import type { boardOut, boardQuery, boardRow } from './contract.ts';
import { boardColumns, clockKinds, doerWords, type Tone, tones } from './rules/codes.ts';
import { clocksNow, lookedUp } from './show.ts';
import * as store from './store.ts';
import type { TextFile } from './uses.ts';

export type BoardRow = z.input<typeof boardRow>;
export type Board = z.input<typeof boardOut>;

/** Cases looked at; a board with more is read by region. */
const most = 1000;
/** The most urgent first. */
const urgency: readonly Tone[] = ['late', 'due', 'green', 'paused', 'none'];

export async function listSharingClocks(ctx: Ctx, query: z.output<typeof boardQuery>): Promise<Board> {
  const own = ctx.viewer?.organization.id;
  const rows = await store.listRunning(ctx.db, scopeOf(ctx), most + 1);
  const shown = rows.slice(0, most);
  const [units, entries] = await lookedUp(ctx, shown);
  const unit = (id: string) => {
    const found = units.get(id);
    return found === undefined ? null : { id, name: found.name, name_en: found.nameEn, uscc: found.uscc };
  };
  const all = shown.flatMap((row) =>
    clocksNow(ctx, row).map(
      (one): BoardRow => ({
        kind: one.kind,
        of: one.of,
        ball: one.ball,
        with: unit(one.ballId),
        due_on: one.dueOn,
        days_left: one.daysLeft,
        tone: one.tone,
        request_id: row.id,
        no: row.no,
        title: entries.get(row.entryId)?.title ?? '',
        requester: units.get(row.requesterId)?.name ?? '',
        provider: units.get(row.providerId)?.name ?? '',
        mine: one.ballId === own,
      }),
    ),
  );
  return { ...boardOf(all, query, urgency), truncated: rows.length > most };
}

export async function exportSharingClocks(ctx: Ctx, query: z.output<typeof boardQuery>): Promise<TextFile> {
  const { items } = await listSharingClocks(ctx, query);
  const { locale } = ctx;
  const head = boardColumns.codes.map((code) => boardColumns.label(code, locale));
  const lines = items.map((one) => [
    one.of ?? one.no,
    one.title,
    one.requester,
    one.provider,
    clockKinds.label(one.kind, locale),
    one.with?.name ?? inLocale(doerWords.words[one.ball], locale),
    one.due_on ?? '',
    one.days_left === null ? '' : String(one.days_left),
    tones.label(one.tone, locale),
  ]);
  return { name: 'sharing-clocks.csv', text: csv([head, ...lines]) };
}

export async function showSharingFigures(ctx: Ctx) {
  return { years: await store.figures(ctx.db) };
}
