/**
 * Packages written by a steward's own tools, through the catalogue's own services: a package is a catalogue entry, its changes are
 * revisions of the working copy, and the information department decides what becomes public. `state: "active"` asks for that.
 */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { getOwnEntry } from '#api/catalog/access.ts';
import { createEntry, saveEntry, submitEntry, withdrawEntry } from '#api/catalog/edit.ts';
import { type EntryContent, entryContent } from '#api/catalog/rules/entry.ts';
import type { EntryOut } from '#api/catalog/show.ts';
import type { Ctx } from '#api/context.ts';
import { fieldFaults } from '#api/kernel/field-faults.ts';
import { fill, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import type { deleteInput, packageChangeInput, packageInput } from './contract.ts';
import { findOrganization } from './groups.ts';
import { findRef, workingPackage } from './packages.ts';
import { contentOf } from './rules/package-form.ts';
import { refuse } from './rules/refusals.ts';
import { site } from './rules/words.ts';
import type { PackageDict } from './show.ts';

type Package = z.output<typeof packageInput>;

/** Refusals that are one field's fault say so at the field. */
function atField(code: keyof typeof refuse.table, field: string, params: Record<string, string> = {}) {
  const { zh, en } = refuse.table[code];
  return refuse(code, params, [{ path: field, zh: fill(zh, params), en: fill(en, params) }]);
}

export async function createPackage(ctx: Ctx, input: Package): Promise<PackageDict> {
  const { organization } = requireDuty(ctx.viewer, 'steward');
  if ((input.resources ?? []).length > 0) throw atField('ckan.resources_apart', 'resources');
  await requireOwnOrganization(ctx, input, organization);
  const classification_code = classificationOf(input);
  if (classification_code === null) throw atField('ckan.classification_missing', 'classification_code');
  const content = checked(input, null);
  if (content.title === '') throw titleMissing();
  const create = (tx: Ctx) => createEntry(tx, { classification_code, content });
  const made = await orSubmitted(ctx, input, 'new', create);
  return workingPackage(ctx, made.id);
}

/** @param patch whether what is not given stays as it is; else it is emptied, as CKAN's package_update does. */
export async function changePackage(
  ctx: Ctx,
  input: z.output<typeof packageChangeInput>,
  patch: boolean,
): Promise<PackageDict> {
  requireDuty(ctx.viewer, 'steward');
  const id = await ownId(ctx, input.id);
  const { entry, viewer } = await getOwnEntry(ctx, id);
  await requireOwnOrganization(ctx, input, viewer.organization);
  // What package_show answered may be sent back whole; new files come another way.
  if ((input.resources ?? []).some((one) => typeof one.id !== 'string' || one.id === ''))
    throw atField('ckan.resources_apart', 'resources');
  const content = checked(input, patch ? entry.content : null);
  const revision = revisionOf(input) ?? entry.revision;
  await orSubmitted(ctx, input, id, (tx) => saveEntry(tx, id, { revision, content }));
  return workingPackage(ctx, id);
}

/** A published entry is withdrawn for good, with a reason; a draft nobody saw needs none. */
export async function deletePackage(ctx: Ctx, input: z.output<typeof deleteInput>): Promise<null> {
  requireDuty(ctx.viewer, 'steward');
  const id = await ownId(ctx, input.id);
  const { entry } = await getOwnEntry(ctx, id);
  const reason = (input.reason ?? '').trim();
  if (reason.length < 2 && entry.publishedRevision !== null) throw atField('ckan.reason_missing', 'reason');
  await withdrawEntry(ctx, id, {
    revision: entry.revision,
    reason: reason.length < 2 ? site.draft_dropped.join(' / ') : reason,
  });
  return null;
}

/** The id of an entry; the catalogue then says whether the caller may know of it. */
export async function ownId(ctx: Ctx, idOrName: string): Promise<string> {
  const ref = await findRef(ctx, idOrName);
  if (ref === null) throw refuse('ckan.not_found', { name: idOrName.slice(0, 100) });
  return ref.id;
}

/** Saves, and submits in the same transaction when the caller says so: either both happen or nothing. */
async function orSubmitted(
  ctx: Ctx,
  input: Package,
  subject: string,
  save: (tx: Ctx) => Promise<EntryOut>,
): Promise<EntryOut> {
  if (input.state !== 'active') return save(ctx);
  return act(ctx, { action: 'ckan.save_and_submit', subject: ['entry', subject] }, async (tx, note) => {
    const saved = await save(tx);
    note({ code: saved.code }, saved.id);
    if (saved.state !== 'draft' && saved.state !== 'returned') return saved;
    return submitEntry(tx, saved.id, { revision: saved.revision });
  });
}

function checked(input: Package, base: EntryContent | null): EntryContent {
  const result = entryContent.safeParse(contentOf({ ...input, all: input }, base));
  if (result.success) return result.data;
  const faults = fieldFaults(result.error);
  throw refuseAnywhere('request.invalid', { count: faults.length }, faults);
}

function titleMissing() {
  const [zh, en] = site.title_missing;
  return refuseAnywhere('request.invalid', { count: 1 }, [{ path: 'title', zh, en }]);
}

const extra = (input: Package, key: string): string | null => {
  const value = input.extras?.find((one) => one.key === key)?.value;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
};

const classificationOf = (input: Package): string | null =>
  (input.classification_code ?? extra(input, 'classification_code') ?? '').trim() || null;

/** The revision the caller saw, when it sends back what package_show answered: what another saved since is not lost. */
function revisionOf(input: Package): number | null {
  if (input.revision !== undefined) return input.revision;
  const text = extra(input, 'revision');
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

async function requireOwnOrganization(
  ctx: Ctx,
  { owner_org }: Package,
  own: { readonly id: string; readonly name: string },
): Promise<void> {
  if (owner_org === undefined || owner_org === '') return;
  const named = await findOrganization(ctx, owner_org);
  if (named?.id !== own.id) throw atField('ckan.owner_org', 'owner_org', { name: own.name });
}
