/** The agency's side but for the grant: lists, identity, third parties, extension, refusal, revocation. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { pauseClock, resumeClock, stopped } from '#api/licensing/rules/clock.ts';
import { deskCase } from './access.ts';
import type * as contract from './contract.ts';
import { refuse } from './rules/refusals.ts';
import { type CaseLine, type CaseOut, showCase, showLines } from './show.ts';
import * as store from './store.ts';
import { termDays } from './terms.ts';
import { walkAsAgency } from './walk.ts';

type In<S extends z.ZodType> = z.output<S>;

/** Cases of the agency for its steward; of the region, without persons, for the department that supervises. */
export async function listTargetedDesk(
  ctx: Ctx,
  { page, page_size, open }: { page: number; page_size: number; open?: 'open' | 'closed' | undefined },
): Promise<{ items: CaseLine[]; total: number; page: number; page_size: number }> {
  const viewer = requireViewer(ctx.viewer);
  const handles = viewer.organization.kind === 'agency' && viewer.duties.includes('steward');
  const regions = viewer.duties.includes('reviewer')
    ? viewer.powers.filter((held) => held.power === 'information_department').map((held) => held.regionCode)
    : [];
  if (!handles && regions.length === 0) throw refuseAnywhere('auth.forbidden');
  const { rows, total } = await store.listDesk(ctx.db, {
    agencyId: handles ? viewer.organization.id : null,
    regions,
    open: open === undefined ? undefined : open === 'open',
    skip: (page - 1) * page_size,
    take: page_size,
  });
  return { items: await showLines(ctx, rows), total, page, page_size };
}

export async function showTargetedDesk(ctx: Ctx, id: string): Promise<CaseOut> {
  const { row, side } = await deskCase(ctx, id);
  return showCase(ctx, row, side);
}

/** Everything missing at once; the clock stops with the days it has left. */
export async function supplementTargeted(ctx: Ctx, id: string, input: In<typeof contract.supplementBody>) {
  return walkAsAgency(ctx, id, 'supplement', ({ tx, row, today }) => ({
    changes: { ...pauseClock(tx.calendar(), row, today), supplementNotice: input.notice },
    words: input.notice,
  }));
}

export async function verifyTargeted(ctx: Ctx, id: string, input: In<typeof contract.verifyBody>) {
  return walkAsAgency(ctx, id, 'verify', ({ tx }) => ({
    changes: { verifiedAt: tx.clock.now() },
    words: input.words === '' ? null : input.words,
  }));
}

export async function rejectTargeted(ctx: Ctx, id: string, input: In<typeof contract.rejectBody>) {
  return walkAsAgency(ctx, id, 'reject', ({ tx }) => ({
    changes: {
      ...stopped,
      decidedAt: tx.clock.now(),
      decidedBy: tx.viewer?.personId ?? null,
      refusalGround: 'identity',
      decisionReason: input.reason,
      legalBasis: input.legal_basis,
    },
    words: input.reason,
  }));
}

/** The third party's time does not count: the clock stands still until the opinion is on record. */
export async function consultTargeted(ctx: Ctx, id: string, input: In<typeof contract.consultBody>) {
  return walkAsAgency(ctx, id, 'consult', async ({ tx, row, today }) => ({
    changes: {
      ...pauseClock(tx.calendar(), row, today),
      heardBy: tx.calendar().addWorkingDays(today, await termDays(tx, 'hearing', row.regionCode)),
    },
    words: input.words,
  }));
}

export async function recordTargetedOpinion(ctx: Ctx, id: string, input: In<typeof contract.opinionBody>) {
  return walkAsAgency(ctx, id, 'opinion', ({ tx, row, today }) => ({
    changes: { ...resumeClock(tx.calendar(), row, today), heardAt: tx.clock.now() },
    words: input.words,
  }));
}

/** Once, before the time is over, counted from the day it was due. */
export async function extendTargeted(ctx: Ctx, id: string, input: In<typeof contract.extendBody>) {
  return walkAsAgency(ctx, id, 'extend', async ({ tx, row, today }) => {
    if (row.dueOn === null || today > row.dueOn) throw refuse('targeted.too_late_to_extend');
    const days = await termDays(tx, 'extension', row.regionCode);
    return {
      changes: {
        dueOn: tx.calendar().addWorkingDays(row.dueOn, days),
        extendedAt: tx.clock.now(),
        extensionReason: input.reason,
      },
      words: input.reason,
    };
  });
}

export async function refuseTargeted(ctx: Ctx, id: string, input: In<typeof contract.refuseBody>) {
  return walkAsAgency(ctx, id, 'refuse', ({ tx, note }) => {
    note({ ground: input.ground });
    return {
      changes: {
        ...stopped,
        decidedAt: tx.clock.now(),
        decidedBy: tx.viewer?.personId ?? null,
        refusalGround: input.ground,
        decisionReason: input.reason,
        legalBasis: input.legal_basis,
      },
      words: input.reason,
    };
  });
}

/** From this moment nothing can be taken; codes on the way are worthless, for the state is asked first. */
export async function revokeTargeted(ctx: Ctx, id: string, input: In<typeof contract.revokeBody>) {
  return walkAsAgency(ctx, id, 'revoke', () => ({ changes: { revokedReason: input.reason }, words: input.reason }));
}

/** Numbers a year for the public; a year without any case has no row. */
export async function showTargetedFigures(ctx: Ctx) {
  return { years: await store.figures(ctx.db) };
}
