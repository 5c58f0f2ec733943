/** Data products: drafted by the developer, listed only with sources that are facts (Article 20), sold until withdrawn. */

import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import type { citedSources, editProduct as editShape, newProduct, productOperations } from './contract.ts';
import { readTable, requireSoundFacts } from './facts.ts';
import { keepOnePrice } from './plans.ts';
import type { statedFacts } from './plans-contract.ts';
import { freeProducts } from './plans-store.ts';
import { productStates } from './rules/codes.ts';
import { divisionText, partsOf } from './rules/division.ts';
import { productLifecycle } from './rules/lifecycle.ts';
import { fileNameIsPlain, inForce, sourceFaultAmong } from './rules/listing.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import {
  agreementsBehind,
  divisionFactsOf,
  faultsOf,
  type OwnProductOut,
  type ProductOut,
  showLine,
  showOwn,
  showOwnLine,
  showProduct,
} from './view.ts';

/** Largest product file, in bytes. */
export const maxFileBytes = 500 * 1024 * 1024;
export const maxFileText = '500 MB';

type Query = z.output<(typeof productOperations.listProducts)['query']>;

// Reading ------------------------------------------------------------------------------------------------------------

export async function listProducts(ctx: Ctx, query: Query) {
  const ids = query.free === undefined ? {} : { ids: await freeProducts(ctx.db) };
  const wanted = { ...query, ...ids, listedOnly: true };
  const { rows, total } = await store.listProducts(ctx.db, wanted, query.page, query.page_size);
  return { items: rows.map(showLine), total, page: query.page, page_size: query.page_size };
}

/** A product as the public sees it: drafts are unknown (404), withdrawn ones are gone (410). */
export async function getProduct(ctx: Ctx, no: string): Promise<ProductOut> {
  const row = await store.findByNo(ctx.db, no);
  // A draft given up before it was listed was never public.
  if (row === null || row.listedAt === null) throw refuse('products.not_found');
  if (row.state === 'withdrawn') throw refuse('products.withdrawn');
  return showProduct(ctx, row);
}

export async function listOwn(ctx: Ctx, query: { page: number; page_size: number }) {
  const viewer = requireDuty(ctx.viewer, 'developer');
  const wanted = { developerId: viewer.organization.id, listedOnly: false };
  const { rows, total } = await store.listProducts(ctx.db, wanted, query.page, query.page_size);
  const items = await Promise.all(rows.map((row) => showOwnLine(ctx, row)));
  return { items, total, page: query.page, page_size: query.page_size };
}

/** The row if it is the viewer's own; to everybody else it does not exist. */
async function own(ctx: Ctx, id: string): Promise<{ row: store.ProductRow; viewer: Viewer }> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  const row = await store.findProduct(ctx.db, id);
  if (row === null || row.developerId !== viewer.organization.id) throw refuse('products.not_found');
  return { row, viewer };
}

export async function getOwn(ctx: Ctx, id: string): Promise<OwnProductOut> {
  return showOwn(ctx, (await own(ctx, id)).row);
}

/** Agreements that a product can be made under; those not in force yet may be drafted for, not listed under. */
export async function listAgreements(ctx: Ctx) {
  const viewer = requireDuty(ctx.viewer, 'developer');
  const today = dayOf(ctx.clock.now());
  const rows = await store.agreementsOf(ctx.db, viewer.organization.id);
  return {
    items: rows.map((row) => ({
      id: row.id,
      no: row.no,
      agency_name: row.agency.name,
      agency_name_en: row.agency.nameEn,
      effective_to: row.effectiveTo,
      in_force: inForce(row, today),
      deliveries: row._count.deliveries,
    })),
  };
}

/** The deliveries that may be cited: of the product's own agreements, to this developer, within the term. */
export async function listChoices(ctx: Ctx, id: string) {
  const { row } = await own(ctx, id);
  const behind = agreementsBehind(row);
  const all = [];
  for (const { id: agreementId } of behind)
    all.push(...(await store.deliveryChoices(ctx.db, agreementId, row.developerId)));
  const nos = new Map(behind.map((one) => [one.id, one.no]));
  return {
    items: all
      .filter((one) => sourceFaultAmong(behind, one) === null)
      .map((one) => ({
        delivery_id: one.deliveryId,
        agreement_no: nos.get(one.agreementId) ?? '',
        resource_code: one.resourceCode,
        resource_name: one.resourceName,
        provider_name: one.providerName,
        dataset_version: one.datasetVersion,
        acquired_on: one.acquiredOn,
        kind: one.kind,
        format: one.format,
        row_count: one.rowCount.toString(),
        content_hash: one.contentHash,
      })),
  };
}

// Making and changing ------------------------------------------------------------------------------------------------

export async function createProduct(ctx: Ctx, input: z.output<typeof newProduct>): Promise<OwnProductOut> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  return act(ctx, { action: 'products.create', subject: ['product', 'new'] }, async (tx, note) => {
    const agreement = await store.findAgreement(tx.db, input.agreement_id);
    if (agreement === null || agreement.developerId !== viewer.organization.id) throw refuse('products.no_agreement');
    const id = newId(tx, 'product');
    const at = tx.clock.now();
    const no = await nextNumber(tx, 'product', 'CP');
    await store.insertProduct(tx.db, {
      id,
      no,
      developerId: viewer.organization.id,
      agreementId: agreement.id,
      kind: input.kind,
      title: input.title,
      titleEn: input.title_en ?? null,
      summary: input.summary,
      description: input.description,
      priceFen: BigInt(input.price_fen ?? 0),
      state: 'draft',
      revision: 1,
      createdBy: viewer.personId,
      createdAt: at,
      updatedAt: at,
    });
    if (input.price_fen !== undefined) await keepOnePrice(tx, id, input.price_fen);
    note({ no, agreement: agreement.id }, id);
    return getOwn(tx, id);
  });
}

/** One step of the lifecycle at the revision the caller saw; `decide` gives what is written beside state and revision. */
export async function step(
  ctx: Ctx,
  id: string,
  revision: number,
  action: 'edit' | 'cite' | 'state' | 'divide' | 'upload' | 'list' | 'withdraw',
  decide: (
    tx: Ctx,
    row: store.ProductRow,
  ) => Promise<{ data?: object; facts?: Record<string, string | readonly string[]> }>,
): Promise<OwnProductOut> {
  return act(ctx, { action: `products.${action}`, subject: ['product', id] }, async (tx, note) => {
    const { row } = await own(tx, id);
    const taken = edge(productLifecycle, row.state, action);
    if (taken === null) {
      const label = (locale: 'zh' | 'en') => productStates.label(row.state, locale);
      throw refuse('products.wrong_state', { state: label('zh'), state_en: label('en') });
    }
    if (row.revision !== revision) throw await changedMeanwhile(tx, id);
    const { data = {}, facts = {} } = await decide(tx, row);
    const saved = await store.saveAt(tx.db, id, revision, { ...data, state: taken.to, updatedAt: tx.clock.now() });
    if (!saved) throw await changedMeanwhile(tx, id);
    note({ no: row.no, revision: revision + 1, ...facts });
    return getOwn(tx, id);
  });
}

async function changedMeanwhile(ctx: Ctx, id: string) {
  const last = await store.lastChange(ctx.db, 'product', id);
  const when = last === null ? '' : last.at.toISOString();
  return refuse('products.changed_meanwhile', { who: last?.who ?? '', when });
}

export async function editProduct(ctx: Ctx, id: string, input: z.output<typeof editShape>): Promise<OwnProductOut> {
  return step(ctx, id, input.revision, 'edit', async (tx) => {
    if (input.price_fen !== undefined) await keepOnePrice(tx, id, input.price_fen);
    return {
      data: {
        kind: input.kind,
        title: input.title,
        titleEn: input.title_en ?? null,
        summary: input.summary,
        description: input.description,
        ...(input.price_fen === undefined ? {} : { priceFen: BigInt(input.price_fen) }),
      },
      facts: { price_fen: input.price_fen ?? '' },
    };
  });
}

/** Replaces the sources by deliveries, each checked to be of the own agreement and within its term. */
export async function citeSources(ctx: Ctx, id: string, input: z.output<typeof citedSources>): Promise<OwnProductOut> {
  const ids = [...new Set(input.delivery_ids)];
  return step(ctx, id, input.revision, 'cite', async (tx, row) => {
    const found = new Map((await store.findDeliveries(tx.db, ids)).map((one) => [one.id, one]));
    for (const one of ids) {
      const delivery = found.get(one);
      if (delivery === undefined) throw refuse('products.foreign_delivery', { delivery: one });
      const fault = sourceFaultAmong(agreementsBehind(row), delivery);
      if (fault !== null) throw fault;
    }
    await store.replaceSources(tx.db, id, ids);
    return { facts: { deliveries: ids } };
  });
}

/** States what the kind of product asks for. Addresses are looked up before anything is locked. */
export async function stateFacts(ctx: Ctx, id: string, input: z.output<typeof statedFacts>): Promise<OwnProductOut> {
  const { row } = await own(ctx, id);
  const { facts } = input;
  if (facts.kind !== row.kind) throw refuse('products.facts_of_other_kind');
  await requireSoundFacts(ctx, facts);
  return step(ctx, id, input.revision, 'state', async () => ({ data: { facts }, facts: { kind: facts.kind } }));
}

export interface IncomingFile {
  readonly name: string;
  readonly stream: Readable;
}

/** Keeps what the buyer will receive. The bytes are kept first; nothing refers to them until the record is saved. */
export async function uploadFile(ctx: Ctx, id: string, revision: number, file: IncomingFile): Promise<OwnProductOut> {
  const { row } = await own(ctx, id);
  if (!fileNameIsPlain(file.name)) throw refuse('products.bad_file_name');
  const key = `products/${row.id}/${Buffer.from(ctx.random(12)).toString('hex')}`;
  const stored = await ctx.ports.files.put(key, file.stream, { maxBytes: maxFileBytes }).catch((error: unknown) => {
    const tooLarge = isRefusal(error) && error.code === 'files.too_large';
    throw tooLarge ? refuse('products.file_too_large', { limit: maxFileText }) : error;
  });
  try {
    if (stored.bytes === 0) throw refuse('products.empty_file');
    const table = await readTable(ctx, key, file.name, stored.bytes);
    const out = await step(ctx, id, revision, 'upload', async () => ({
      data: {
        fileKey: key,
        tableKey: table.tableKey,
        tableRows: table.tableRows,
        tableColumns: table.tableColumns,
        fileName: file.name.normalize('NFC').trim(),
        fileBytes: BigInt(stored.bytes),
        fileSha256: stored.sha256,
      },
      facts: { sha256: stored.sha256, bytes: String(stored.bytes) },
    }));
    if (row.fileKey !== null) await ctx.ports.files.remove(row.fileKey);
    if (row.tableKey !== null) await ctx.ports.files.remove(row.tableKey);
    return out;
  } catch (error) {
    await Promise.all([ctx.ports.files.remove(key), ctx.ports.files.remove(`${key}-table`)]);
    throw error;
  }
}

/** Puts the product on sale; refused with the first thing that is missing (Articles 20, 22). */
export async function listProduct(ctx: Ctx, id: string, revision: number): Promise<OwnProductOut> {
  return step(ctx, id, revision, 'list', async (tx, row) => {
    const [fault] = await faultsOf(tx, row);
    if (fault !== undefined) throw fault;
    await enqueue(tx, 'market.certify', { product_id: id }, { key: `market.certify:${id}` });
    const division = divisionFactsOf(row);
    const divided = row.parts.length > 0;
    // From here on the parts are those of every sale, whatever is cited elsewhere.
    if (divided) await store.replaceParts(tx.db, id, row.agreementId, partsOf(division));
    return {
      data: {
        listedAt: tx.clock.now(),
        ...(divided ? { divisionSha256: sha256(divisionText(row.no, division)) } : {}),
      },
      facts: { deliveries: row.sources.map((source) => source.deliveryId) },
    };
  });
}

export async function withdrawProduct(ctx: Ctx, id: string, revision: number): Promise<OwnProductOut> {
  return step(ctx, id, revision, 'withdraw', async (tx) => ({ data: { withdrawnAt: tx.clock.now() } }));
}
