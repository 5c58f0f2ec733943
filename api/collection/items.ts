/** The agency's side of the register: write an item down, check and submit it, change it by a new version, stop collecting. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { firstStep } from '#api/audit/file-step.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import type { FieldFault } from '#api/kernel/refusal.ts';
import { isRegionCode, within } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import { findHolder } from '#api/organizations/service.ts';
import { requireCollector, scopeOf, seenItem } from './access.ts';
import { type CheckOut, checkItem } from './check.ts';
import type * as shapes from './contract.ts';
import { forgetItem } from './known.ts';
import { collectionStatesOpen } from './rules/codes.ts';
import { fieldFaults } from './rules/faults.ts';
import { refuse } from './rules/refusals.ts';
import { type ItemOut, type LineOut, showItem, showLines } from './show.ts';
import * as store from './store.ts';
import { tell } from './tell.ts';
import { reread, walk } from './walk.ts';

type In<S extends z.ZodType> = z.output<S>;

const fieldsOf = (input: In<typeof shapes.startBody>) => ({
  name: input.name,
  meaning: input.meaning,
  dataType: input.data_type,
  subjectKind: input.subject_kind,
  purpose: input.purpose,
  population: input.population,
  regions: [...new Set(input.regions)].sort(),
  frequency: input.frequency,
  system: input.system,
  basisKind: input.basis_kind,
  instrument: input.basis_kind === 'consent' ? '' : input.instrument,
  article: input.basis_kind === 'consent' ? '' : input.article,
});

/** An agency collects in its own territory (Article 4). */
function requireOwnRegions(regions: readonly string[], own: string): void {
  if (regions.some((code) => !isRegionCode(code) || !within(code, own)))
    throw refuse('collection.outside_region', {}, [fieldFaults.regions]);
}

export async function startCollection(ctx: Ctx, input: In<typeof shapes.startBody>): Promise<ItemOut> {
  const viewer = requireCollector(ctx);
  requireOwnRegions(input.regions, viewer.organization.regionCode);
  return act(ctx, { action: 'collection.start', subject: ['collection', 'new'] }, async (tx, note) => {
    const no = await nextNumber(tx, 'collection', 'CJ');
    const id = await insert(tx, viewer, { no, version: 1, previousId: null }, fieldsOf(input));
    note({ no }, id);
    return reread(tx, id);
  });
}

async function insert(
  tx: Ctx,
  viewer: Viewer,
  of: { readonly no: string; readonly version: number; readonly previousId: string | null },
  fields: ReturnType<typeof fieldsOf>,
): Promise<string> {
  const id = newId(tx, 'collectionItem');
  const at = tx.clock.now();
  await store.insertItem(tx.db, {
    id,
    ...of,
    agencyId: viewer.organization.id,
    regionCode: viewer.organization.regionCode,
    state: 'drafting',
    revision: 1,
    ...fields,
    draftedBy: viewer.personId,
    createdAt: at,
    updatedAt: at,
  });
  await store.insertStep(tx.db, { itemId: id, ...firstStep(tx, 'drafting', viewer) });
  return id;
}

export async function showCollection(ctx: Ctx, id: string): Promise<ItemOut> {
  return showItem(ctx, (await seenItem(ctx, id)).row);
}

export async function listCollection(
  ctx: Ctx,
  query: In<typeof shapes.listQuery>,
): Promise<{ items: LineOut[]; total: number; page: number; page_size: number }> {
  const { page, page_size, state, open } = query;
  const only = { state, open: open === undefined ? undefined : open === 'open' };
  const range = { skip: (page - 1) * page_size, take: page_size };
  const { rows, total } = await store.listItems(ctx.db, scopeOf(ctx), only, range);
  return { items: await showLines(ctx, rows), total, page, page_size };
}

export async function saveCollection(ctx: Ctx, id: string, input: In<typeof shapes.saveBody>): Promise<ItemOut> {
  return walk(
    ctx,
    id,
    'save',
    ({ row, viewer }) => {
      requireOwnRegions(input.regions, row.regionCode);
      return { changes: { ...fieldsOf(input), draftedBy: viewer.personId } };
    },
    input.revision,
  );
}

/** What an item has to say, and a basis that can be looked up (Article 10: 依法, or with consent). */
async function requireComplete(tx: Ctx, row: store.ItemLine): Promise<void> {
  const cites = row.basisKind !== 'consent';
  const faults: FieldFault[] = [
    ...(row.name === '' ? [fieldFaults.name] : []),
    ...(row.meaning === '' ? [fieldFaults.meaning] : []),
    ...(row.purpose === '' ? [fieldFaults.purpose] : []),
    ...(row.population === '' ? [fieldFaults.population] : []),
    ...(cites && row.instrument === '' ? [fieldFaults.instrument] : []),
    ...(cites && row.article === '' ? [fieldFaults.article] : []),
  ];
  if (faults.length > 0) throw refuse('collection.incomplete', { count: faults.length }, faults);
  if (row.basisKind !== 'provision') return;
  const { instrument, article } = row;
  if ((await store.findProvision(tx.db, instrument, article, dayOf(tx.clock.now()))) === null)
    throw refuse('collection.unknown_provision', { instrument, article }, [fieldFaults.article]);
}

export const checkOf = (tx: Ctx, row: store.ItemLine): Promise<CheckOut> => checkItem(tx, row);

/** Checked against everything shareable in the same moment: what is held already goes no further than its pointer. */
export async function submitCollection(ctx: Ctx, id: string, input: In<typeof shapes.seenBody>): Promise<ItemOut> {
  return walk(
    ctx,
    id,
    'submit',
    async ({ tx, row, note }) => {
      await requireComplete(tx, row);
      const check = await checkOf(tx, row);
      note({ equal: check.equal, likely: check.likely, compared: check.compared });
      const at = tx.clock.now();
      const changes = { check: JSON.parse(JSON.stringify(check)), checkedAt: at, equals: check.equal, submittedAt: at };
      const held = check.hits.find((one) => one.verdict === 'equal' && one.entry !== null);
      if (check.equal > 0)
        return { instead: 'find_duplicate', changes: { ...changes, pointer: held?.entry?.code ?? null } };
      return {
        changes: { ...changes, pointer: null },
        after: (inner, after) => tellDepartment(inner, after, 'submitted', ''),
      };
    },
    input.revision,
  );
}

export async function tellDepartment(
  tx: Ctx,
  row: store.ItemLine,
  letter: 'submitted' | 'exception_asked',
  words: string,
): Promise<void> {
  const department = await findHolder(tx, 'information_department', row.regionCode);
  if (department === null) return;
  const params = { no: row.no, name: row.name, words };
  await tell(tx, letter, {
    about: row.id,
    to: department.id,
    duties: ['reviewer'],
    params,
    path: `/w/collection/${row.id}`,
  });
}

export async function askCollectionException(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.saidBody>,
): Promise<ItemOut> {
  return walk(ctx, id, 'ask_exception', () => ({
    changes: {
      exceptionReason: input.words,
      exceptionProposal: null,
      exceptionWords: null,
      exceptionProposedBy: null,
      exceptionDecidedBy: null,
    },
    words: input.words,
    after: (tx, row) => tellDepartment(tx, row, 'exception_asked', input.words),
  }));
}

/** Of an approved item: collecting stops, and what it held is held no more. */
export async function withdrawCollection(ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>): Promise<ItemOut> {
  return walk(ctx, id, 'withdraw', ({ row }) => ({
    words: input.words,
    after: async (tx) => {
      if (row.state === 'approved') await forgetItem(tx, row.no);
    },
  }));
}

/** The approved version stays in force until the new one is approved. */
export async function changeCollection(ctx: Ctx, id: string): Promise<ItemOut> {
  const viewer = requireCollector(ctx);
  const { row, side } = await seenItem(ctx, id);
  if (side !== 'agency') throw refuse('collection.not_found');
  return act(ctx, { action: 'collection.change', subject: ['collection', id] }, async (tx, note) => {
    const before = await store.lockItem(tx.db, id);
    if (before === null || before.state !== 'approved') throw refuse('collection.not_in_force');
    if ((await store.findVersion(tx.db, row.no, collectionStatesOpen)) !== null)
      throw refuse('collection.version_open');
    const made = await insert(
      tx,
      viewer,
      { no: before.no, version: await nextVersion(tx, before.no), previousId: id },
      {
        name: before.name,
        meaning: before.meaning,
        dataType: before.dataType as never,
        subjectKind: before.subjectKind as never,
        purpose: before.purpose,
        population: before.population,
        regions: before.regions,
        frequency: before.frequency as never,
        system: before.system,
        basisKind: before.basisKind as never,
        instrument: before.instrument,
        article: before.article,
      },
    );
    note({ no: before.no }, made);
    return reread(tx, made);
  });
}

const nextVersion = async (tx: Ctx, no: string): Promise<number> => (await store.newestVersion(tx.db, no)) + 1;
