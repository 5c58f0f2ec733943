/** More time, and time that does not count: each told to the applicant with its reason. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { isDay } from '#api/kernel/time.ts';
import { findHolder } from '#api/organizations/service.ts';
import type { askExtensionShape, decideExtensionShape, pauseShape, resumeShape } from './case-contract.ts';
import * as store from './case-store.ts';
import { tell } from './letters.ts';
import { extensionDays } from './parameters.ts';
import { pauseClock, resumeClock } from './rules/clock.ts';
import { pauseGrounds } from './rules/kind-codes.ts';
import { refuse } from './rules/kind-refusals.ts';
import type { ApplicationOut } from './view.ts';
import { walk } from './walk.ts';

type In<S extends z.ZodType> = z.output<S>;
const pathOf = (id: string) => `/w/applications/${id}`;

/** The review waits for experts, a hearing, a third party or tests: their time does not count (Licensing Law Article 45). */
export async function pauseReview(ctx: Ctx, id: string, input: In<typeof pauseShape>): Promise<ApplicationOut> {
  return walk(ctx, id, 'pause', async ({ tx, row, today, note }) => {
    if (!isDay(input.until) || input.until <= today) throw refuse('licensing.pause_day');
    const [zh, en] = pauseGrounds.words[input.ground];
    note({ ground: input.ground, until: input.until });
    await tell(tx, 'paused', {
      organizationId: row.developerId,
      duties: ['developer'],
      about: row.id,
      path: pathOf(id),
      params: { no: row.no, ground: zh, until: input.until, words: input.words },
      paramsEn: { ground: en },
    });
    return {
      changes: { ...pauseClock(tx.calendar(), row, today), pauseGround: input.ground, pauseUntil: input.until },
      words: input.words,
    };
  });
}

export async function resumeReview(ctx: Ctx, id: string, input: In<typeof resumeShape>): Promise<ApplicationOut> {
  return walk(ctx, id, 'resume', ({ tx, row, today }) => ({
    changes: { ...resumeClock(tx.calendar(), row, today), pauseGround: null, pauseUntil: null },
    words: input.words,
  }));
}

/** Asks the same-level authority; the clock runs on until it has consented. */
export async function askExtension(ctx: Ctx, id: string, input: In<typeof askExtensionShape>): Promise<ApplicationOut> {
  return walk(ctx, id, 'ask_extension', async ({ tx, row, viewer, note }) => {
    const most = await extensionDays(tx, row.regionCode);
    if (input.days > most) throw refuse('licensing.extension_days', { days: most });
    const authority = await findHolder(tx, 'information_department', row.regionCode);
    if (authority === null) throw refuse('licensing.no_authority', { region: row.regionCode });
    await store.insertExtension(tx.db, {
      applicationId: id,
      days: input.days,
      reason: input.reason,
      askedBy: viewer.personId,
      askedAt: tx.clock.now(),
      authorityId: authority.id,
      dueBefore: row.dueOn,
    });
    note({ days: input.days, authority: authority.id });
    await tell(tx, 'extension_asked', {
      organizationId: authority.id,
      duties: ['reviewer'],
      about: row.id,
      path: pathOf(id),
      params: { no: row.no, who: row.agency.name, days: input.days, reason: input.reason },
    });
    return { words: input.reason };
  });
}

/** The authority consents or not; with consent the reply is due later and the applicant is told why (Order 809, Article 21). */
export async function decideExtension(
  ctx: Ctx,
  id: string,
  input: In<typeof decideExtensionShape>,
): Promise<ApplicationOut> {
  return walk(ctx, id, 'decide_extension', async ({ tx, row, viewer, note }) => {
    const asked = row.extension;
    if (asked === null) throw refuse('licensing.nothing_asked');
    const consented = input.decision === 'consented';
    const calendar = tx.calendar();
    const dueAfter = consented && row.dueOn !== null ? calendar.addWorkingDays(row.dueOn, asked.days) : null;
    await store.decideExtension(tx.db, id, {
      decision: input.decision,
      words: input.words,
      decidedBy: viewer.personId,
      decidedAt: tx.clock.now(),
      dueAfter,
    });
    note({ decision: input.decision, days: asked.days });
    if (!consented) return { words: input.words };
    await tell(tx, 'extended', {
      organizationId: row.developerId,
      duties: ['developer'],
      about: row.id,
      path: pathOf(id),
      params: { no: row.no, before: row.dueOn ?? '-', after: dueAfter ?? '-', reason: asked.reason },
    });
    // A clock that stands still gets its days added to what is left.
    const paused = row.pausedDaysLeft === null ? {} : { pausedDaysLeft: row.pausedDaysLeft + asked.days };
    return { changes: dueAfter === null ? paused : { dueOn: dueAfter }, words: input.words };
  });
}
