/** Re-computes the audit chain and names the first broken link (npm run audit:verify; /readyz does not). */
import type { Db } from '#api/context.ts';
import { recordHash } from './record-hash.ts';

export interface ChainReport {
  readonly ok: boolean;
  readonly checked: number;
  readonly head: { readonly seq: string; readonly hash: string };
  /** First record that does not fit: its sequence number and what is wrong with it. */
  readonly broken?: { readonly seq: string; readonly reason: ChainFault };
}

export type ChainFault =
  | 'missing'
  | 'canon_changed'
  | 'columns_changed'
  | 'link_broken'
  | 'head_differs'
  | 'cut_off'
  | 'rewritten';

/** A head somebody noted earlier and kept elsewhere: what alone shows that a tail was cut off or the whole chain written anew. */
export interface NotedHead {
  readonly seq: bigint;
  readonly hash: string;
}

interface Row {
  seq: bigint;
  at: Date;
  action: string;
  outcome: string;
  actor_id: string | null;
  organization_id: string | null;
  request_id: string;
  subject_type: string;
  subject_id: string;
  canon: string;
  prev_hash: string;
  hash: string;
}

export async function verifyChain(
  db: Db,
  { batch = 5000, noted = null }: { readonly batch?: number; readonly noted?: NotedHead | null } = {},
): Promise<ChainReport> {
  const own = await verifyLinks(db, batch);
  if (!own.ok || noted === null) return own;
  const row = await db.auditEvent.findUnique({ where: { seq: noted.seq }, select: { hash: true } });
  if (row?.hash === noted.hash) return own;
  return { ...own, ok: false, broken: { seq: String(noted.seq), reason: row === null ? 'cut_off' : 'rewritten' } };
}

async function verifyLinks(db: Db, batch: number): Promise<ChainReport> {
  const head = await db.auditHead.findUniqueOrThrow({ where: { id: 1 } });
  const shown = { seq: String(head.seq), hash: head.hash };
  let previous = '0'.repeat(64);
  let expected = 1n;
  for (;;) {
    const rows = await db.$queryRaw<
      Row[]
    >`SELECT * FROM audit_event WHERE seq >= ${expected} AND seq <= ${head.seq} ORDER BY seq LIMIT ${batch}`;
    for (const row of rows) {
      const reason = faultOf(row, expected, previous);
      if (reason !== null) {
        const seq = reason === 'missing' ? expected : row.seq;
        return { ok: false, checked: Number(expected - 1n), head: shown, broken: { seq: String(seq), reason } };
      }
      previous = row.hash;
      expected = row.seq + 1n;
    }
    if (rows.length < batch) break;
  }
  if (expected - 1n !== head.seq) {
    return {
      ok: false,
      checked: Number(expected - 1n),
      head: shown,
      broken: { seq: String(expected), reason: 'missing' },
    };
  }
  if (previous !== head.hash) {
    return {
      ok: false,
      checked: Number(expected - 1n),
      head: shown,
      broken: { seq: String(head.seq), reason: 'head_differs' },
    };
  }
  return { ok: true, checked: Number(expected - 1n), head: shown };
}

function faultOf(row: Row, expected: bigint, previous: string): ChainFault | null {
  if (row.seq !== expected) return 'missing';
  if (row.prev_hash !== previous) return 'link_broken';
  const hash = recordHash({
    prevHash: row.prev_hash,
    seq: String(row.seq),
    at: row.at.toISOString(),
    canon: row.canon,
  });
  if (hash !== row.hash) return 'canon_changed';
  // The columns beside the text are for searching; they must say what the hashed text says.
  const said = JSON.parse(row.canon) as {
    action: string;
    outcome: string;
    actor: string | null;
    organization: string | null;
    request: string;
    subject: { type: string; id: string };
  };
  const same =
    said.action === row.action &&
    said.outcome === row.outcome &&
    said.actor === row.actor_id &&
    said.organization === row.organization_id &&
    said.request === row.request_id &&
    said.subject.type === row.subject_type &&
    said.subject.id === row.subject_id;
  return same ? null : 'columns_changed';
}
