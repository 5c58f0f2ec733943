/** Re-computes the audit chain and names the first broken link (npm run audit:verify; /readyz does not). */
import { createHash } from 'node:crypto';
import type { Db } from '#api/context.ts';

export interface ChainReport {
  readonly ok: boolean;
  readonly checked: number;
  readonly head: { readonly seq: string; readonly hash: string };
  /** First record that does not fit: its sequence number and what is wrong with it. */
  readonly broken?: { readonly seq: string; readonly reason: ChainFault };
}

export type ChainFault = 'missing' | 'canon_changed' | 'columns_changed' | 'link_broken' | 'head_differs';

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

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

export async function verifyChain(db: Db, batch = 5000): Promise<ChainReport> {
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
  const hash = sha256(`${row.prev_hash}|${row.seq}|${row.at.toISOString()}|${sha256(row.canon)}`);
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
