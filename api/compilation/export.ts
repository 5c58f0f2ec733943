/** The catalogue as a workbook: empty to fill in, filled to read and to change, and with its errors marked. */
import { buffer } from 'node:stream/consumers';
import type { z } from 'zod';
import { append } from '#api/audit/act.ts';
import { requirementInForce, requirementOn } from '#api/catalog/requirement-store.ts';
import { entryStates } from '#api/catalog/rules/codes.ts';
import type { Ctx } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { exportQuery } from './import-contract.ts';
import * as store from './import-store.ts';
import { refuse } from './rules/refusals.ts';
import { markBook, writeBook } from './workbook-write.ts';

export interface BookFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Entries in one workbook; a region with more is exported state by state. */
const most = 10_000;

export async function downloadTemplate(ctx: Ctx): Promise<BookFile> {
  requireDuty(ctx.viewer, ['steward', 'reviewer']);
  const requirement = await requirementInForce(ctx);
  return { name: `catalogue-template-${requirement.number}.xlsx`, bytes: await writeBook(requirement, ctx.locale, []) };
}

export async function exportCatalogue(ctx: Ctx, { of, state }: z.output<typeof exportQuery>): Promise<BookFile> {
  const viewer = requireViewer(ctx.viewer);
  const where = of === 'own' ? ownOf(ctx) : regionOf(ctx);
  const rows = await store.entriesFor(ctx.db, { ...where, state }, most + 1);
  if (rows.length > most) throw refuse('compilation.export_too_large', { most });
  const entries = rows.map((row) => ({
    code: row.code,
    classification: row.classificationCode,
    provider: row.provider.name,
    uscc: row.provider.uscc,
    state: entryStates.label(row.state, ctx.locale),
    publishedOn: row.publishedAt === null ? '' : dayOf(row.publishedAt),
    content: row.content,
  }));
  const bytes = await writeBook(await requirementInForce(ctx), ctx.locale, entries);
  await append(ctx, 'compilation.export', 'done', ['organization', viewer.organization.id], {
    of,
    entries: entries.length,
  });
  return { name: `catalogue-${of}-${dayOf(ctx.clock.now())}.xlsx`, bytes };
}

function ownOf(ctx: Ctx) {
  const viewer = requireDuty(ctx.viewer, ['steward', 'signatory']);
  if (viewer.organization.kind !== 'agency') throw refuseAnywhere('auth.forbidden');
  return { providerId: viewer.organization.id };
}

function regionOf(ctx: Ctx) {
  const viewer = requireDuty(ctx.viewer, 'reviewer');
  const held = viewer.powers.find(({ power }) => power === 'information_department');
  if (held === undefined) throw refuseAnywhere('auth.forbidden');
  return { regionCode: held.regionCode };
}

/** The sender's own file with a comment at every cell that is wrong. */
export async function downloadFaults(ctx: Ctx, id: string): Promise<BookFile> {
  const viewer = requireDuty(ctx.viewer, 'steward');
  const row = await store.findImport(ctx.db, id);
  if (row === null || row.organizationId !== viewer.organization.id) throw refuse('compilation.import_not_found');
  if (row.fileKey === null || (await ctx.ports.files.stat(row.fileKey)) === null) throw refuse('compilation.file_gone');
  const { stream } = await ctx.ports.files.open(row.fileKey);
  const [bytes, faults, requirement] = await Promise.all([
    buffer(stream),
    store.faultsOf(ctx.db, id),
    requirementOn(ctx.db, dayOf(row.uploadedAt)),
  ]);
  return { name: `catalogue-errors-${id}.xlsx`, bytes: await markBook(bytes, faults, requirement, ctx.locale) };
}
