/** Reads many rooms, writes none. */
import type { Db } from '#api/context.ts';
import type { TaskKind } from './contract.ts';
import { feeTasks } from './licence-store.ts';
import { limit, type TaskRow, task } from './task-row.ts';

/** Drafts, returns and files in trouble of an agency. */
export async function stewardTasks(db: Db, organizationId: string): Promise<TaskRow[]> {
  const entries = await db.entry.findMany({
    where: { providerId: organizationId, state: { in: ['draft', 'returned'] } },
    orderBy: { updatedAt: 'desc' },
    take: limit,
  });
  const versions = await db.version.findMany({
    where: { entry: { providerId: organizationId, state: { not: 'withdrawn' } }, state: { in: ['held', 'failed'] } },
    include: { entry: { include: { versions: { orderBy: { number: 'desc' }, take: 1, select: { id: true } } } } },
    orderBy: { createdAt: 'desc' },
    take: limit,
  });
  return [
    ...entries.map((e) =>
      task(e.state === 'returned' ? 'entry_returned' : 'entry_draft', {
        id: e.id,
        no: e.code,
        title: e.title,
        since: e.updatedAt,
      }),
    ),
    // Only the newest version of an entry is work; older ones were answered by it.
    ...versions
      .filter((v) => v.entry.versions[0]?.id === v.id)
      .map((v) =>
        task(v.state === 'held' ? 'version_held' : 'version_failed', {
          id: v.entryId,
          no: v.entry.code,
          title: `${v.entry.title} · ${v.number}`,
          since: v.createdAt,
        }),
      ),
  ];
}

/** `due` is the last working day of a review by its first; null where the calendar does not reach it. */
export async function reviewTasks(
  db: Db,
  regionCode: string,
  organizationId: string,
  due: (submittedAt: Date) => string | null,
): Promise<TaskRow[]> {
  const entries = await db.entry.findMany({
    where: { state: 'submitted', regionCode },
    orderBy: { submittedAt: 'asc' },
    take: limit,
  });
  const filings = await db.filing.findMany({
    where: { organizationId, state: 'submitted' },
    include: { agreement: { include: { developer: true } } },
    orderBy: { submittedAt: 'asc' },
    take: limit,
  });
  return [
    ...entries.map((e) => {
      const since = e.submittedAt ?? e.updatedAt;
      return task('entry_review', { id: e.id, no: e.code, title: e.title, since, dueOn: due(since) });
    }),
    ...filings.map((f) =>
      task('filing_decide', {
        id: f.id,
        no: f.no,
        title: f.agreement.developer.name,
        since: f.submittedAt,
        dueOn: f.dueOn,
      }),
    ),
  ];
}

export async function agencyAgreementTasks(db: Db, agencyId: string, signs: boolean): Promise<TaskRow[]> {
  const rows = await db.agreement.findMany({
    where: { agencyId, state: { in: ['draft', 'offered', 'signed', 'filing'] } },
    include: {
      developer: true,
      versions: { orderBy: { version: 'desc' }, take: 1 },
      filings: { where: { state: 'supplement' } },
    },
    orderBy: { updatedAt: 'asc' },
    take: limit,
  });
  const developerSigned = new Set(
    (
      await db.signature.findMany({
        where: { documentId: { in: rows.flatMap((r) => r.versions.map((v) => v.documentId)) } },
        select: { documentId: true },
      })
    ).map((s) => s.documentId),
  );
  return rows.flatMap((a): TaskRow[] => {
    const facts = { id: a.id, no: a.no, title: a.developer.name, since: a.updatedAt };
    if (a.state === 'draft') return [task('agreement_draft', facts)];
    if (a.state === 'offered')
      return signs && developerSigned.has(a.versions[0]?.documentId ?? '') ? [task('agreement_sign', facts)] : [];
    if (a.state === 'signed') return [task('agreement_file', facts)];
    return a.filings.map((f) => task('filing_supplement', { ...facts, id: f.id, no: f.no }));
  });
}

export async function developerTasks(db: Db, developerId: string, signs: boolean): Promise<TaskRow[]> {
  const applications = await db.application.findMany({
    where: { developerId, state: { in: ['supplementing', 'charging'] } },
    include: { agency: true },
    take: limit,
  });
  const agreements = signs
    ? await db.agreement.findMany({
        where: { developerId, state: 'offered' },
        include: { agency: true, versions: { orderBy: { version: 'desc' }, take: 1 } },
        take: limit,
      })
    : [];
  const signed = new Set(
    (
      await db.signature.findMany({
        where: {
          organizationId: developerId,
          documentId: { in: agreements.flatMap((a) => a.versions.map((v) => v.documentId)) },
        },
        select: { documentId: true },
      })
    ).map((s) => s.documentId),
  );
  const products = await db.product.findMany({
    where: { developerId, state: 'draft' },
    orderBy: { updatedAt: 'desc' },
    take: limit,
  });
  return [
    ...applications
      .filter((a) => a.state === 'supplementing' || ((a.feeFen ?? 0n) > 0n && a.feeReceiptNo === null))
      .map((a) =>
        task(a.state === 'supplementing' ? 'application_supplement' : 'application_fee', {
          id: a.id,
          no: a.no,
          title: a.agency.name,
          since: a.updatedAt,
          amountFen: a.state === 'charging' ? a.feeFen : null,
        }),
      ),
    ...agreements
      .filter((a) => !signed.has(a.versions[0]?.documentId ?? ''))
      .map((a) => task('agreement_sign', { id: a.id, no: a.no, title: a.agency.name, since: a.updatedAt })),
    ...products.map((p) => task('product_draft', { id: p.id, no: p.no, title: p.title, since: p.updatedAt })),
  ];
}

export async function buyerTasks(db: Db, buyerId: string): Promise<TaskRow[]> {
  const orders = await db.order.findMany({
    where: { buyerId, state: 'awaiting_payment' },
    include: { product: true },
    orderBy: { placedAt: 'asc' },
    take: limit,
  });
  return orders.map((o) =>
    task('order_pay', { id: o.id, no: o.no, title: o.product.title, since: o.placedAt, amountFen: o.amountFen }),
  );
}

/** Webhooks of an organisation that the platform paused by itself: nobody is told of anything until somebody looks. */
export async function webhookTasks(db: Db, organizationId: string): Promise<TaskRow[]> {
  const rows = await db.subscription.findMany({
    where: { organizationId, channel: 'webhook', state: 'paused', pausedFor: { in: ['failing', 'gone'] } },
    orderBy: { createdAt: 'asc' },
    take: limit,
  });
  return rows.map((one) =>
    task('webhook_paused', {
      id: one.id,
      // Only the host: the rest of the address may hold a key.
      title: one.url === null ? '' : new URL(one.url).host,
      no: one.target === 'search' ? '' : one.targetValue,
      since: one.failingSince ?? one.createdAt,
    }),
  );
}

/** Keys of an organisation that were found in the open, for a fortnight after each was stopped. */
export async function leakTasks(db: Db, organizationId: string, now: Date): Promise<TaskRow[]> {
  const rows = await db.apiKey.findMany({
    where: { organizationId, leakedWhere: { not: null }, revokedAt: { gt: new Date(now.getTime() - 14 * 86_400_000) } },
    orderBy: { revokedAt: 'desc' },
    take: limit,
  });
  return rows.map((one) =>
    task('key_leaked', { id: one.id, no: `${one.prefix}…`, title: one.name, since: one.revokedAt ?? one.createdAt }),
  );
}

/** Statements that wait for this party's confirmation. */
export async function confirmTasks(db: Db, organizationId: string): Promise<TaskRow[]> {
  const rows = await db.statement.findMany({
    where: {
      state: { in: ['drawn', 'returned'] },
      OR: [{ agencyId: organizationId }, { developerId: organizationId }],
    },
    include: { agency: true, developer: true, confirmations: true },
    orderBy: { drawnAt: 'asc' },
    take: limit,
  });
  return rows
    .filter(
      (s) =>
        s.state === 'returned' ||
        !s.confirmations.some((c) => c.organizationId === organizationId && c.round === s.round),
    )
    .map((s) =>
      task(s.state === 'returned' ? 'statement_returned' : 'statement_confirm', {
        id: s.id,
        no: s.no,
        title: `${s.period} · ${s.agencyId === organizationId ? s.developer.name : s.agency.name}`,
        since: s.drawnAt,
        amountFen: s.netFen,
      }),
    );
}

export async function financeTasks(
  db: Db,
  regionCode: string,
  duties: { review: boolean; issue: boolean },
): Promise<TaskRow[]> {
  const tasks: TaskRow[] = [];
  if (duties.review) {
    const orders = await db.order.findMany({
      where: { state: 'awaiting_payment', agreement: { regionCode } },
      include: { product: true },
      orderBy: { placedAt: 'asc' },
      take: limit,
    });
    const refunds = await db.refund.findMany({
      where: { state: 'requested', order: { agreement: { regionCode } } },
      include: { order: { include: { product: true } } },
      orderBy: { requestedAt: 'asc' },
      take: limit,
    });
    tasks.push(
      ...(await feeTasks(db, regionCode)),
      ...orders.map((o) =>
        task('payment_confirm', {
          id: o.id,
          no: o.reference,
          title: o.product.title,
          since: o.placedAt,
          amountFen: o.amountFen,
        }),
      ),
      ...refunds.map((r) =>
        task('refund_decide', {
          id: r.orderId,
          no: r.order.no,
          title: r.order.product.title,
          since: r.requestedAt,
          amountFen: r.amountFen,
        }),
      ),
    );
  }
  const kinds = {
    ...(duties.review ? { confirmed: 'statement_review', received: 'remittance_close' } : {}),
    ...(duties.issue ? { approved: 'remittance_issue', ordered: 'remittance_receipt' } : {}),
  } as Record<string, TaskKind>;
  const statements = await db.statement.findMany({
    where: { regionCode, state: { in: Object.keys(kinds) as never[] } },
    include: { developer: true },
    orderBy: { drawnAt: 'asc' },
    take: limit,
  });
  tasks.push(
    ...statements.map((s) =>
      task(kinds[s.state] ?? 'statement_review', {
        id: s.id,
        no: s.no,
        title: `${s.period} · ${s.developer.name}`,
        since: s.reviewedAt ?? s.drawnAt,
        dueOn: s.dueOn,
        amountFen: s.treasuryFen,
      }),
    ),
  );
  return tasks;
}

export async function figures(db: Db) {
  const [documents, agencies, products, agreements, remitted] = await Promise.all([
    db.$queryRaw<{ datasets: number; open: number; rows: bigint }[]>`
      SELECT count(*)::int AS datasets, (count(*) FILTER (WHERE open_type = 'unconditional'))::int AS open,
        coalesce(sum(row_count), 0)::bigint AS rows
      FROM search_document WHERE kind = 'entry'`,
    db.entry.groupBy({ by: ['providerId'], where: { publishedRevision: { not: null }, state: { not: 'withdrawn' } } }),
    db.product.count({ where: { state: 'listed' } }),
    db.agreement.count({ where: { state: 'active' } }),
    db.treasuryReceipt.aggregate({ _sum: { amountFen: true } }),
  ]);
  return {
    datasets: documents[0]?.datasets ?? 0,
    open_datasets: documents[0]?.open ?? 0,
    agencies: agencies.length,
    rows: String(documents[0]?.rows ?? 0n),
    products,
    agreements,
    treasury_fen: String(remitted._sum.amountFen ?? 0n),
  };
}
