/** Sharing and opening that are late or were refused without ground: circumstances 3 and 5. */
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Detector, Fact } from './fact.ts';

const titlesOf = async (ctx: Ctx, ids: readonly string[]) => {
  const rows = await ctx.db.entry.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, title: true, code: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
};

async function lateRequests(ctx: Ctx, where: Prisma.SharingRequestWhereInput, side: 'provider' | 'requester') {
  const rows = await ctx.db.sharingRequest.findMany({ where, orderBy: { id: 'asc' } });
  const entries = await titlesOf(
    ctx,
    rows.map((row) => row.entryId),
  );
  return rows.map((row): Fact => {
    const entry = entries.get(row.entryId);
    return {
      key: `${row.id}|${row.dueOn ?? ''}`,
      accusedId: side === 'provider' ? row.providerId : row.requesterId,
      subject: ['sharing', row.id, row.no],
      title: entry?.title ?? row.no,
      since: row.dueOn ?? dayOf(row.updatedAt),
      evidence: {
        request: row.no,
        entry: entry?.code ?? '',
        share_type: row.shareType,
        filed_at: row.filedAt?.toISOString() ?? null,
        received_on: row.receivedOn,
        due_on: row.dueOn,
        extension_answer: row.extensionAnswer,
        requester: row.requesterId,
        provider: row.providerId,
      },
    };
  });
}

export const sharingDetectors: readonly Detector[] = [
  {
    code: 'sharing_reply_late',
    read: (ctx, { code, before }) =>
      lateRequests(ctx, { regionCode: code, state: { in: ['filed', 'proposed'] }, dueOn: { lt: before } }, 'provider'),
  },
  {
    code: 'sharing_delivery_late',
    read: (ctx, { code, before }) =>
      lateRequests(ctx, { regionCode: code, state: 'granted', dueOn: { lt: before } }, 'provider'),
  },
  {
    code: 'sharing_disposal_late',
    read: (ctx, { code, before }) =>
      lateRequests(
        ctx,
        { requesterRegion: code, state: { in: ['expired', 'ended'] }, dueOn: { lt: before } },
        'requester',
      ),
  },
  {
    code: 'sharing_misuse',
    async read(ctx, { code }) {
      const rows = await ctx.db.sharingStep.findMany({
        where: { action: 'suspend', request: { requesterRegion: code } },
        include: { request: true },
        orderBy: { at: 'asc' },
      });
      const entries = await titlesOf(
        ctx,
        rows.map((row) => row.request.entryId),
      );
      return rows.map(({ request, revision, at, words }): Fact => {
        const entry = entries.get(request.entryId);
        return {
          key: `${request.id}|${revision}`,
          accusedId: request.requesterId,
          subject: ['sharing', request.id, request.no],
          title: entry?.title ?? request.no,
          since: dayOf(at),
          evidence: {
            request: request.no,
            entry: entry?.code ?? '',
            suspended_at: at.toISOString(),
            reason: words,
            use_scope: request.useScope,
            scenario: request.scenario,
            provider: request.providerId,
          },
        };
      });
    },
  },
  {
    code: 'sharing_correction_late',
    async read(ctx, { code, before }) {
      const rows = await ctx.db.sharingCorrection.findMany({
        where: { outcome: null, dueOn: { lt: before }, request: { regionCode: code } },
        include: { request: { select: { entryId: true, no: true } } },
        orderBy: { id: 'asc' },
      });
      const entries = await titlesOf(
        ctx,
        rows.map((row) => row.request.entryId),
      );
      return rows.map(
        (row): Fact => ({
          key: row.id,
          accusedId: row.providerId,
          subject: ['sharing', row.requestId, row.no],
          title: entries.get(row.request.entryId)?.title ?? row.no,
          since: row.dueOn,
          evidence: {
            correction: row.no,
            request: row.request.no,
            entry: entries.get(row.request.entryId)?.code ?? '',
            filed_at: row.filedAt.toISOString(),
            due_on: row.dueOn,
          },
        }),
      );
    },
  },
  {
    code: 'sharing_set_aside',
    async read(ctx, { code }) {
      const rows = await ctx.db.sharingObjection.findMany({
        where: { outcome: 'returned', request: { regionCode: code } },
        include: { request: true },
        orderBy: { id: 'asc' },
      });
      // On the first rung the provider itself thinks again, which is no breach.
      const above = rows.filter((row) => row.bodyId !== row.request.providerId);
      const entries = await titlesOf(
        ctx,
        above.map((row) => row.request.entryId),
      );
      return above.map(
        (row): Fact => ({
          key: row.id,
          accusedId: row.request.providerId,
          subject: ['sharing', row.requestId, row.request.no],
          title: entries.get(row.request.entryId)?.title ?? row.request.no,
          since: dayOf(row.answeredAt ?? row.filedAt),
          evidence: {
            request: row.request.no,
            entry: entries.get(row.request.entryId)?.code ?? '',
            rung: row.rung,
            answered_by: row.bodyId,
            answered_at: row.answeredAt?.toISOString() ?? null,
            document_no: row.documentNo,
          },
        }),
      );
    },
  },
];
