/** What everyone may know of how the platform is, and what the operator says about it. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { holdsPower, requireDuty } from '#api/kernel/rights.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import type { noticeBody, noticeOut, statusOut, updateBody } from './contract.ts';
import { parts } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { overall, patienceMs, shownDays, uptimePpm } from './rules/uptime.ts';
import * as store from './store.ts';

export type StatusOut = z.input<typeof statusOut>;
export type NoticeOut = z.input<typeof noticeOut>;

/** Only the province, which runs the platform, speaks for it. */
export function mayAnnounce(ctx: Ctx): boolean {
  return (
    (ctx.viewer?.duties.includes('reviewer') ?? false) && holdsPower(ctx.viewer, 'information_department', provinceCode)
  );
}

export async function showStatus(ctx: Ctx): Promise<StatusOut> {
  const now = ctx.clock.now();
  const first = addDays(dayOf(now), 1 - shownDays);
  const since = new Date(now.getTime() - shownDays * 86_400_000);
  const [beat, days, disturbances, notices] = await Promise.all([
    store.lastBeat(ctx.db),
    store.daysSince(ctx.db, first),
    store.disturbancesSince(ctx.db, since),
    store.notices(ctx.db, since),
  ]);
  const fresh = beat !== null && now.getTime() - beat.getTime() <= patienceMs;
  const shown = parts.codes.map((part) => {
    const open = disturbances.find((one) => one.part === part && one.until === null);
    const own = days.filter((day) => day.part === part);
    return {
      part,
      state: !fresh ? ('unknown' as const) : open === undefined ? ('working' as const) : ('failing' as const),
      since: open?.since.toISOString() ?? null,
      uptime_ppm: uptimePpm(own),
      days: own.map(({ day, checks, failed }) => ({ day, checks, failed })),
    };
  });
  return {
    overall: overall(
      shown.map((one) => one.state),
      notices,
      now,
    ),
    checked_at: beat?.toISOString() ?? null,
    parts: shown,
    disturbances: disturbances.map(({ id, part, kind, since: from, until }) => ({
      id,
      part: part as StatusOut['disturbances'][number]['part'],
      kind: kind as StatusOut['disturbances'][number]['kind'],
      since: from.toISOString(),
      until: until?.toISOString() ?? null,
    })),
    notices: notices.map(showNotice),
  };
}

function showNotice(row: store.NoticeRow): NoticeOut {
  return {
    id: row.id,
    kind: row.kind as NoticeOut['kind'],
    title: row.title,
    title_en: row.titleEn,
    parts: row.parts as NoticeOut['parts'],
    starts_at: row.startsAt.toISOString(),
    ends_at: row.endsAt?.toISOString() ?? null,
    closed_at: row.closedAt?.toISOString() ?? null,
    updates: row.updates.map(({ number, text, textEn, at }) => ({
      number,
      text,
      text_en: textEn,
      at: at.toISOString(),
    })),
  };
}

function requireOperator(ctx: Ctx) {
  const viewer = requireDuty(ctx.viewer, 'reviewer');
  if (!mayAnnounce(ctx)) throw refuseAnywhere('auth.forbidden');
  return viewer;
}

export async function announce(ctx: Ctx, input: z.output<typeof noticeBody>): Promise<NoticeOut> {
  const viewer = requireOperator(ctx);
  const startsAt = new Date(input.starts_at);
  const endsAt = input.ends_at === undefined ? null : new Date(input.ends_at);
  if (endsAt !== null && endsAt <= startsAt) throw refuse('status.ends_before_start');
  return act(ctx, { action: 'status.announce', subject: ['status_notice', 'new'] }, async (tx, note) => {
    const id = newId(tx, 'notice');
    const { kind, title, title_en: titleEn, parts: on } = input;
    await store.insertNotice(tx.db, { id, kind, title, titleEn, parts: on, startsAt, endsAt });
    await store.insertUpdate(tx.db, words(id, 1, input, tx, viewer.personId));
    note({ kind, parts: on }, id);
    return showNotice(await found(tx, id));
  });
}

export async function updateNotice(ctx: Ctx, id: string, input: z.output<typeof updateBody>): Promise<NoticeOut> {
  const viewer = requireOperator(ctx);
  return act(ctx, { action: 'status.update', subject: ['status_notice', id] }, async (tx, note) => {
    const notice = await store.holdNotice(tx.db, id);
    if (notice === null) throw refuse('status.not_found');
    if (notice.closedAt !== null) throw refuse('status.closed');
    const number = (notice.updates[0]?.number ?? 0) + 1;
    await store.insertUpdate(tx.db, words(id, number, input, tx, viewer.personId));
    if (input.close) await store.closeNotice(tx.db, id, tx.clock.now());
    note({ number, closed: input.close });
    return showNotice(await found(tx, id));
  });
}

const words = (
  noticeId: string,
  number: number,
  { text, text_en: textEn }: { readonly text: string; readonly text_en: string },
  ctx: Ctx,
  by: string,
) => ({ noticeId, number, text, textEn, at: ctx.clock.now(), by });

async function found(ctx: Ctx, id: string): Promise<store.NoticeRow> {
  const row = await store.findNotice(ctx.db, id);
  if (row === null) throw new Error('a notice just written was not found');
  return row;
}
