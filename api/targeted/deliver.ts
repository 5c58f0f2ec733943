/** Delivery to the one person: a code to their mailbox for each file, a file of their own, an entry in the record. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, type Ctx, newId } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { unsealAddress } from '#api/participants/secrets.ts';
import { mailTo } from '#api/participants/service.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { ownCase } from './access.ts';
import type { downloadBody } from './contract.ts';
import { filteredBy, type Scope, type ScopedTable, scopedTable } from './grant.ts';
import { markerOf } from './marks.ts';
import { fault } from './rules/faults.ts';
import { codeLetter, news } from './rules/letter.ts';
import { codeMinutes, codesAnHour, codeTries } from './rules/limits.ts';
import { markTable } from './rules/mark.ts';
import { refuse } from './rules/refusals.ts';
import { hindrance } from './rules/rights.ts';
import { codeOf, isCode, unsealFilters } from './secrets.ts';
import * as store from './store.ts';
import { writeFile } from './write.ts';

/** Refuses what has ended, by its own name: revoked, over, used up, or not granted at all. */
function requireOpen(ctx: Ctx, row: store.CaseRow): void {
  if (row.state === 'revoked') throw refuse('targeted.revoked');
  const over = row.termUntil !== null && row.termUntil < dayOf(ctx.clock.now());
  if (row.state === 'expired' || over) throw refuse('targeted.term_over', { day: row.termUntil ?? '' });
  const hindered = hindrance(row, 'applicant', 'deliver');
  if (hindered !== null) throw hindered;
  if (row.downloadsMade >= (row.downloadsAllowed ?? 0)) throw refuse('targeted.no_downloads_left');
}

export async function askTargetedCode(ctx: Ctx, id: string): Promise<{ expires_at: string }> {
  const { ownerId } = await ownCase(ctx, id);
  return act(ctx, { action: 'targeted.code', subject: ['targeted', id] }, async (tx, note) => {
    const row = await store.lockCase(tx.db, id);
    if (row === null || row.ownerId !== ownerId) throw refuse('targeted.not_found');
    requireOpen(tx, row);
    const at = tx.clock.now();
    const asked = await store.countCodes(tx.db, id, new Date(at.getTime() - 3600_000));
    if (asked >= codesAnHour) throw refuse('targeted.too_many_codes');
    const code = newId(tx, 'message');
    const expiresAt = new Date(at.getTime() + codeMinutes * 60_000);
    await store.insertCode(tx.db, { id: code, caseId: id, createdAt: at, expiresAt });
    await enqueue(tx, 'targeted.code', { code });
    note({ no: row.no });
    return { expires_at: expiresAt.toISOString() };
  });
}

/** Only by mail: on a page the code would prove nothing. A mailbox that was withdrawn gets none. */
export async function sendTargetedCode(app: App, id: string): Promise<void> {
  const code = await store.findCode(app.db, id);
  if (code === null || code.usedAt !== null || code.expiresAt <= app.clock.now()) return;
  const mailbox = await store.ownerMailbox(app.db, code.case.ownerId);
  if (mailbox === null || mailbox.emailSealed === null) return;
  const locale = mailbox.locale === 'en' ? 'en' : 'zh';
  const link = `${app.env.PUBLIC_URL}/targeted/${code.caseId}`;
  try {
    await app.ports.mail.send({
      to: await unsealAddress(app, mailbox.emailSealed),
      ...codeLetter(code.case.no, codeOf(app, id), link, locale),
      about: mailbox.id,
      id,
      locale,
    });
  } catch (error) {
    // The next attempt of the queue comes while the code is good, or asks above and finds it over.
    if (isRefusal(error)) throw new Error(`a code could not leave: ${error.code}`);
    throw error;
  }
}

/** The newest code only. Each try counts before it is judged, so that tries at once are not free. */
async function requireCode(ctx: Ctx, caseId: string, typed: string): Promise<string> {
  const newest = await store.newestCode(ctx.db, caseId);
  const tries = newest === null ? null : await store.takeTry(ctx.db, newest.id, codeTries, ctx.clock.now());
  if (newest === null || tries === null) throw refuse('targeted.code_dead');
  if (isCode(ctx, newest.id, typed)) return newest.id;
  if (tries >= codeTries) throw refuse('targeted.code_dead');
  throw refuse('targeted.code_wrong', { left: codeTries - tries }, [fault('code')]);
}

export interface DeliveredFile {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly fileName: string;
}

export async function scopeOfCase(ctx: Pick<Ctx, 'env'>, row: store.LineRow): Promise<Scope> {
  if (row.versionId === null || row.tableNumber === null || row.filtersSealed === null)
    throw new Error(`case ${row.id} has no scope`);
  return {
    versionId: row.versionId,
    table: row.tableNumber,
    columns: row.columns,
    filters: await unsealFilters(ctx, row.filtersSealed),
  };
}

/** What the agency's steward has to mend is named to the agency; the applicant is told to wait. */
async function clearedTable(ctx: Ctx, agencyId: string, scope: Scope): Promise<ScopedTable> {
  try {
    return await scopedTable(ctx, agencyId, scope);
  } catch (error) {
    if (isRefusal(error) && error.code.startsWith('datasets.')) throw refuse('targeted.not_cleared');
    throw error;
  }
}

export async function downloadTargeted(
  asked: Ctx,
  id: string,
  input: z.output<typeof downloadBody>,
): Promise<DeliveredFile> {
  // The answer is the data: nothing of it is kept under an idempotency key.
  const { idempotency: _kept, ...ctx } = asked;
  const seen = await ownCase(ctx, id);
  requireOpen(ctx, seen);
  const code = await requireCode(ctx, id, input.code);
  const scope = await scopeOfCase(ctx, seen);
  const table = await clearedTable(ctx, seen.agencyId, scope);
  const delivery = newId(ctx, 'delivery');
  const { bits, rank } = markerOf(ctx, delivery);
  const marked = markTable(table, filteredBy(scope), bits, rank);
  const number = seen.deliveries.length + 1;
  const at = ctx.clock.now();
  const agency = (await store.findAgencies(ctx.db, [seen.agencyId])).get(seen.agencyId);
  const facts = {
    no: seen.no,
    delivery: number,
    day: dayOf(at),
    to: seen.maskedName,
    until: seen.termUntil ?? '',
    agency: agency?.name ?? '',
  };
  const { bytes, contentType } = await writeFile(input.format, table.columns, marked, facts, at);
  const hash = sha256(bytes);
  await act(ctx, { action: 'targeted.deliver', subject: ['targeted', id] }, async (tx, note) => {
    const row = await store.lockCase(tx.db, id);
    if (row === null || row.ownerId !== seen.ownerId) throw refuse('targeted.not_found');
    // Revoked, or taken by another window, while the file was made.
    requireOpen(tx, row);
    if (row.deliveries.length + 1 !== number || !(await store.spendCode(tx.db, code, at)))
      throw refuse('targeted.code_dead');
    await store.insertDelivery(tx.db, {
      id: delivery,
      caseId: id,
      number,
      format: input.format,
      rows: marked.rows.length,
      bytes: bytes.length,
      sha256: hash,
      marks: marked.marks,
      at,
      reportId: table.reportId,
    });
    const changes = { state: 'delivered' as const, downloadsMade: row.downloadsMade + 1, updatedAt: at };
    if (!(await store.updateCase(tx.db, id, row.revision, changes))) throw new Error('a locked case changed');
    await store.insertStep(tx.db, {
      id: newId(tx, 'step'),
      caseId: id,
      revision: row.revision + 1,
      action: 'deliver',
      fromState: row.state,
      toState: 'delivered',
      words: null,
      at,
    });
    const report = table.reportId === null ? {} : { report: table.reportId };
    note({ no: row.no, delivery, number, format: input.format, rows: marked.rows.length, sha256: hash, ...report });
    if (news.deliver !== undefined)
      await mailTo(tx, row.ownerId, { about: id, ...news.deliver, params: { no: row.no }, path: `/targeted/${id}` });
  });
  return { bytes, contentType, fileName: `${seen.no}-${number}.${input.format}` };
}
