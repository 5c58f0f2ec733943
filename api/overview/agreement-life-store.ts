/** What the later life of agreements puts on desks: amendments, notices, early ends, dispositions, ends in sight, clues. */
import type { Db } from '#api/context.ts';
import { limit, type TaskRow, task } from './task-row.ts';

const parties = {
  select: { id: true, no: true, agency: { select: { name: true } }, developer: { select: { name: true } } },
} as const;

export async function agreementLifeTasks(
  db: Db,
  organizationId: string,
  side: 'agency' | 'developer',
  signs: boolean,
): Promise<TaskRow[]> {
  const ours = side === 'agency' ? { agencyId: organizationId } : { developerId: organizationId };
  const titleOf = (row: { agency: { name: string }; developer: { name: string } }) =>
    side === 'agency' ? row.developer.name : row.agency.name;
  const rows: TaskRow[] = [];
  const amendments = await db.agreementAmendment.findMany({
    where: { agreement: ours, state: { in: ['draft', 'offered', 'signed'] } },
    include: {
      agreement: { select: { ...parties.select, versions: { select: { version: true, documentId: true } } } },
    },
    orderBy: { updatedAt: 'asc' },
    take: limit,
  });
  const documents = amendments.map(
    (one) => one.agreement.versions.find((version) => version.version === one.version)?.documentId ?? '',
  );
  const signed = await db.signature.groupBy({
    by: ['documentId'],
    where: { documentId: { in: documents } },
    _count: { documentId: true },
  });
  for (const [at, one] of amendments.entries()) {
    const facts = {
      id: `${one.agreement.id}/amendments/${one.id}`,
      no: one.no,
      title: titleOf(one.agreement),
      since: one.updatedAt,
    };
    const signatures = signed.find((row) => row.documentId === documents[at])?._count.documentId ?? 0;
    const turn = signatures === 0 ? 'developer' : 'agency';
    if (one.state === 'draft' && one.proposedBy !== organizationId) rows.push(task('amendment_consider', facts));
    if (one.state === 'offered' && signs && turn === side) rows.push(task('amendment_sign', facts));
    if (one.state === 'signed' && side === 'agency') rows.push(task('amendment_file', facts));
  }
  if (side === 'developer') {
    const notices = await db.agreementMeasure.findMany({
      where: { agreement: ours, state: 'noticed' },
      include: { agreement: parties },
      orderBy: { dueOn: 'asc' },
      take: limit,
    });
    for (const one of notices)
      rows.push(
        task('notice_answer', {
          id: one.agreement.id,
          no: one.no,
          title: titleOf(one.agreement),
          since: one.createdAt,
          dueOn: one.dueOn,
        }),
      );
  }
  const proposals = await db.agreementProposal.findMany({
    where: { agreement: { ...ours, state: 'draft' }, state: 'open', organizationId: { not: organizationId } },
    include: { agreement: parties },
    orderBy: { createdAt: 'asc' },
    take: limit,
  });
  for (const one of proposals)
    rows.push(
      task('proposal_answer', {
        id: one.agreement.id,
        no: one.agreement.no,
        title: titleOf(one.agreement),
        since: one.createdAt,
      }),
    );
  const endings = await db.agreementEnding.findMany({
    where: { agreement: ours, state: 'proposed', givenBy: { not: organizationId } },
    include: { agreement: parties },
    orderBy: { createdAt: 'asc' },
    take: limit,
  });
  for (const one of endings)
    rows.push(
      task('ending_answer', {
        id: one.agreement.id,
        no: one.no,
        title: titleOf(one.agreement),
        since: one.createdAt,
        dueOn: one.lastDay,
      }),
    );
  const dispositions = await db.agreementDisposition.findMany({
    where: { agreement: ours, state: side === 'developer' ? { in: ['due', 'returned'] } : 'submitted' },
    include: { agreement: parties },
    orderBy: { createdAt: 'asc' },
    take: limit,
  });
  for (const one of dispositions)
    rows.push(
      task(side === 'developer' ? 'disposition_prove' : 'disposition_review', {
        id: one.id,
        no: one.no,
        title: titleOf(one.agreement),
        since: one.updatedAt,
        dueOn: side === 'developer' ? one.dueOn : one.reviewBy,
      }),
    );
  return [...rows, ...(await expiringTasks(db, ours, titleOf))];
}

/** Warned of, and nobody has offered a renewal or an early end yet. */
async function expiringTasks(
  db: Db,
  ours: { agencyId: string } | { developerId: string },
  titleOf: (row: { agency: { name: string }; developer: { name: string } }) => string,
): Promise<TaskRow[]> {
  const rows = await db.agreement.findMany({
    where: {
      ...ours,
      state: 'active',
      warnings: { some: {} },
      amendments: { none: { state: { in: ['draft', 'offered', 'signed', 'filing', 'accepted'] } } },
      endings: { none: { state: { in: ['proposed', 'noticed'] } } },
    },
    select: { ...parties.select, effectiveTo: true, warnings: { orderBy: { at: 'desc' }, take: 1 } },
    orderBy: { effectiveTo: 'asc' },
    take: limit,
  });
  return rows
    .filter((row) => row.warnings[0]?.effectiveTo === row.effectiveTo)
    .map((row) =>
      task('agreement_expiring', {
        id: row.id,
        no: row.no,
        title: titleOf(row),
        since: row.warnings[0]?.at ?? new Date(0),
        dueOn: row.effectiveTo,
      }),
    );
}

/** Notices whose limit has passed and that this organisation gave; for the department also the open clues. */
export async function keeperTasks(
  db: Db,
  organizationId: string,
  today: string,
  region: string | null,
): Promise<TaskRow[]> {
  const measures = await db.agreementMeasure.findMany({
    where: { openedBy: organizationId, state: { in: ['noticed', 'answered'] }, dueOn: { lt: today } },
    include: { agreement: parties },
    orderBy: { dueOn: 'asc' },
    take: limit,
  });
  const clues =
    region === null
      ? []
      : await db.supervisionClue.findMany({
          where: { regionCode: region, state: 'open' },
          include: { agreement: { select: { no: true } } },
          orderBy: { createdAt: 'asc' },
          take: limit,
        });
  return [
    ...measures.map((one) =>
      task('notice_decide', {
        id: one.agreement.id,
        no: one.no,
        title: one.agreement.developer.name,
        since: one.updatedAt,
        dueOn: one.dueOn,
      }),
    ),
    ...clues.map((one) =>
      task('clue_decide', { id: one.id, no: one.no, title: one.agreement.no, since: one.createdAt }),
    ),
  ];
}
