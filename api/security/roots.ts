/** Roots of the audit record: taken, signed by the platform, chained, stamped and published; proofs for who may see a record. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { recordHash } from '#api/audit/record-hash.ts';
import { proveConsistency, proveInclusion } from '#api/audit/roots.ts';
import { leafHash, verifyInclusion } from '#api/audit/rules/merkle.ts';
import { refuse as refuseAudit } from '#api/audit/rules/refusals.ts';
import { mayAudit } from '#api/audit/service.ts';
import * as tree from '#api/audit/tree-store.ts';
import { type App, type Ctx, systemContext, type Viewer } from '#api/context.ts';
import { nextNumber, showAuthority } from '#api/documents/service.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { addDays, type Day, dayOf } from '#api/kernel/time.ts';
import { ensureKey, findHolder } from '#api/organizations/service.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { sealPaper } from './paper.ts';
import type { heldProof, proofCheck, proofShape, rootLine, rootOperations, rootShape } from './roots-contract.ts';
import * as store from './roots-store.ts';
import type { ProofFault } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { proofPaper } from './template.ts';

export type RootLineOut = z.input<typeof rootLine>;
export type RootOut = z.input<typeof rootShape>;
export type ProofOut = z.input<typeof proofShape>;
type Which = z.output<(typeof rootOperations.showAuditRoot)['params']>['number'];

/** Who seals what the platform attests of itself: its operator, or else the province's information department. */
async function sealer(ctx: Ctx) {
  const found =
    (await findHolder(ctx, 'platform_operator', provinceCode)) ??
    (await findHolder(ctx, 'information_department', provinceCode));
  if (found === null) throw refuse('security.no_sealer');
  return found;
}

/**
 * The root of a day, over every record there is at that moment; null where the day has one or there is no record yet. The signature
 * is stamped after commit, and again until a token was had.
 */
export async function publishRoot(ctx: Ctx, day: Day): Promise<number | null> {
  return act(ctx, { action: 'security.publish_root', subject: ['audit_root', day] }, async (tx, note) => {
    await store.lockRoots(tx.db);
    const before = await tree.newestRoot(tx.db);
    const head = await tx.db.auditHead.findUniqueOrThrow({ where: { id: 1 } });
    if ((before !== null && before.day >= day) || head.seq === 0n) {
      note({ published: false });
      return null;
    }
    const size = Number(head.seq);
    await tree.keepTiles(tx.db, size);
    const rootHash = tree.hex(await tree.hashOfRange(tx.db, [0, size]));
    const number = (before?.number ?? 0) + 1;
    const createdAt = tx.clock.now();
    const signer = await sealer(tx);
    const statement = canonicalJson({
      format: 'jinshu audit root 1',
      origin: tx.env.PUBLIC_URL,
      number,
      day,
      size,
      root: rootHash,
      head: head.hash,
      previous: before?.sha256 ?? null,
      made_at: createdAt.toISOString(),
    });
    const key = await ensureKey(tx, signer.id);
    await store.insertRoot(tx.db, {
      number,
      day,
      size: head.seq,
      rootHash,
      previous: before?.sha256 ?? null,
      statement,
      sha256: sha256(statement),
      signature: await tx.ports.seal.signDetached(key.privateKeyEncrypted, Buffer.from(statement, 'utf8')),
      organizationId: signer.id,
      certificatePem: key.certificatePem,
      createdAt,
    });
    await enqueue(tx, 'security.stamp_root', { number }, { maxAttempts: 25 });
    note({ published: true, number, size, root: rootHash });
    return number;
  });
}

/** The job: a token over the signature. Throws while there is none, so that it is tried again. */
export async function stampRoot(app: App, { number }: { readonly number: number }): Promise<void> {
  const root = await tree.findRoot(app.db, number);
  if (root === null || root.stamp !== null) return;
  const digest = createHash('sha256').update(Buffer.from(root.signature, 'base64')).digest();
  const token = await app.ports.timestamps.stamp(digest);
  const report = await app.ports.timestamps.check(token, digest);
  if (report.at === null || report.faults.length > 0) throw new Error(`a token that does not hold: ${report.faults}`);
  await store.insertStamp(app.db, {
    number,
    attestedAt: report.at,
    authority: report.authority ?? '',
    operatedBy: app.ports.timestamps.operatedBy,
    token: Buffer.from(token).toString('base64'),
    createdAt: app.clock.now(),
  });
}

/** The job of every night: the day that is just over. */
export async function publishDaily(app: App): Promise<void> {
  await publishRoot(systemContext(app), addDays(dayOf(app.clock.now()), -1));
}

const line = (row: tree.RootRow, signer: string): RootLineOut => ({
  number: row.number,
  day: row.day,
  size: Number(row.size),
  root_hash: row.rootHash,
  sha256: row.sha256,
  previous: row.previous,
  signer,
  made_at: row.createdAt.toISOString(),
  stamped_at: row.stamp?.attestedAt.toISOString() ?? null,
});

export async function listRoots(ctx: Ctx, { page, page_size }: { readonly page: number; readonly page_size: number }) {
  const { rows, total } = await tree.listRoots(ctx.db, (page - 1) * page_size, page_size);
  const names = await store.names(
    ctx.db,
    rows.map((row) => row.organizationId),
  );
  return { items: rows.map((row) => line(row, names.get(row.organizationId) ?? '')), total, page, page_size };
}

async function rootOf(ctx: Ctx, which: Which): Promise<tree.RootRow> {
  const row = which === 'latest' ? await tree.newestRoot(ctx.db) : await tree.findRoot(ctx.db, which);
  if (row === null) throw refuseAudit('audit.no_such_root');
  return row;
}

export async function showRoot(ctx: Ctx, which: Which): Promise<RootOut> {
  const row = await rootOf(ctx, which);
  const names = await store.names(ctx.db, [row.organizationId]);
  const authority = await showAuthority(ctx);
  return {
    ...line(row, names.get(row.organizationId) ?? ''),
    statement: row.statement,
    signature: row.signature,
    certificate_pem: row.certificatePem,
    authority_pem: authority.certificate_pem,
    timestamp:
      row.stamp === null
        ? null
        : {
            at: row.stamp.attestedAt.toISOString(),
            authority: row.stamp.authority,
            operated_by: row.stamp.operatedBy as 'platform' | 'outside',
            token: row.stamp.token,
          },
    timestamp_roots_pem: authority.timestamp_roots_pem,
  };
}

export async function proveGrowth(ctx: Ctx, { from, to }: { readonly from: number; readonly to: Which }) {
  const [first, second] = [await rootOf(ctx, from), await rootOf(ctx, to)];
  return { from: first.number, to: second.number, path: [...(await proveConsistency(ctx.db, first, second))] };
}

export type ProofCheckOut = z.input<typeof proofCheck>;

/** What the record says of itself; text that is no record says nothing, and its hash will not fit either. */
function saidIn(canon: string): { action: string; outcome: string; subject: string } {
  try {
    const said = JSON.parse(canon) as {
      action?: unknown;
      outcome?: unknown;
      subject?: { type?: unknown; id?: unknown };
    } | null;
    const text = (value: unknown) => (typeof value === 'string' ? value : '');
    return {
      action: text(said?.action),
      outcome: text(said?.outcome),
      subject: `${text(said?.subject?.type)} ${text(said?.subject?.id)}`.trim(),
    };
  } catch {
    return { action: '', outcome: '', subject: '' };
  }
}

/** A proof out of a stranger's hands, checked by what was published and by nothing else: the record itself is not looked up. */
export async function checkProof(ctx: Ctx, { record, proof }: z.output<typeof heldProof>): Promise<ProofCheckOut> {
  const root = await tree.findRoot(ctx.db, proof.root);
  const own = recordHash({ prevHash: record.prev_hash, seq: record.seq, at: record.at, canon: record.canon });
  const included = (published: tree.RootRow) =>
    verifyInclusion(tree.sha256, {
      leaf: leafHash(tree.sha256, tree.bytesOf(own)),
      index: Number(record.seq) - 1,
      size: proof.size,
      path: proof.path.map(tree.bytesOf),
      root: tree.bytesOf(published.rootHash),
    });
  const fault = ((): ProofFault | null => {
    if (own !== record.hash) return 'record_changed';
    if (root === null) return 'no_such_root';
    if (Number(root.size) !== proof.size) return 'other_size';
    return included(root) ? null : 'not_in_root';
  })();
  const names = await store.names(ctx.db, root === null ? [] : [root.organizationId]);
  return {
    holds: fault === null,
    fault,
    record: { seq: record.seq, at: record.at, canon: record.canon, ...saidIn(record.canon) },
    root: root === null ? null : line(root, names.get(root.organizationId) ?? ''),
  };
}

/** The program as its file stands: what is handed out is what the tests run. */
export const checkProgram = (): Promise<string> =>
  readFile(new URL('../audit/check-audit.mjs', import.meta.url), 'utf8');

/** A record the viewer may see; any other answers as if it were not there. */
export async function requireRecord(ctx: Ctx, seq: string) {
  const viewer = requireViewer(ctx.viewer);
  const row = await tree.findRecord(ctx.db, BigInt(seq));
  if (row === null || !(isOwn(viewer, row) || (await mayAudit(ctx, row)))) throw refuseAudit('audit.no_such_record');
  return row;
}

const isOwn = (
  { duties, organization, personId }: Viewer,
  row: { readonly actorId: string | null; readonly organizationId: string | null },
): boolean =>
  row.actorId === personId ||
  (row.organizationId === organization.id && (duties.includes('signatory') || duties.includes('admin')));

export interface Provable {
  readonly seq: string;
  readonly at: string;
  readonly action: string;
  /** Covered by a published root; what is not will be after midnight. */
  readonly covered: boolean;
}

/** Of what was done about a thing, the newest records the viewer may prove: for its page of evidence. */
export async function listProvable(ctx: Ctx, subjectId: string): Promise<Provable[]> {
  const { viewer } = ctx;
  if (viewer === null) return [];
  const [rows, root] = await Promise.all([tree.recordsAbout(ctx.db, subjectId, 20), tree.newestRoot(ctx.db)]);
  const seen: typeof rows = [];
  for (const row of rows) if (isOwn(viewer, row) || (await mayAudit(ctx, row))) seen.push(row);
  return seen.map((row) => ({
    seq: String(row.seq),
    at: row.at.toISOString(),
    action: row.action,
    covered: root !== null && row.seq <= root.size,
  }));
}

export async function proveRecord(ctx: Ctx, seq: string): Promise<ProofOut> {
  const row = await requireRecord(ctx, seq);
  const proof = await proveInclusion(ctx.db, row);
  return {
    record: { seq, at: row.at.toISOString(), canon: row.canon, prev_hash: row.prevHash, hash: row.hash },
    proof: { ...proof, path: [...proof.path] },
    papers: await store.papersOf(ctx.db, 'audit_proof', seq),
  };
}

/** The same as a sealed paper, for whoever files papers. */
export async function issueProof(ctx: Ctx, seq: string): Promise<{ id: string; no: string }> {
  return act(ctx, { action: 'security.issue_proof', subject: ['audit_event', seq] }, async (tx, note) => {
    const proven = await proveRecord(tx, seq);
    const root = await rootOf(tx, proven.proof.root);
    const issuer = await sealer(tx);
    const no = await nextNumber(tx, 'audit_proof', 'SJ');
    const made = await sealPaper(tx, {
      kind: 'audit_proof',
      no,
      subject: ['audit_event', seq],
      organizationId: issuer.id,
      ...proofPaper(proven, { day: root.day, sha256: root.sha256 }),
    });
    note({ no, document: made.id, root: root.number });
    return { id: made.id, no };
  });
}
