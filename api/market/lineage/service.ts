/** Where a product comes from and what came of a dataset, read from the records. */
import type { z } from 'zod';
import { refuse as refuseCatalog } from '#api/catalog/rules/refusals.ts';
import type { Ctx } from '#api/context.ts';
import { holdsPower, requireViewer } from '#api/kernel/rights.ts';
import { refuse as refuseProduct } from '#api/products/rules/refusals.ts';
import { type ProductFacts, productsCiting, publicProduct } from '#api/products/sources.ts';
import { correctionsOf, currentOf, deliveriesBy } from '../citations/store.ts';
import { type LineageProduct, lineageOf, type ProvFacts, provJson, provOf } from '../rules/lineage.ts';
import { type downstreamShape, type lineageShape, type madeProduct, type ProvFormat, provMedia } from './contract.ts';
import { provJsonLd, provTurtle } from './rdf.ts';
import * as store from './store.ts';

export type LineageOut = z.input<typeof lineageShape>;
export type MadeProduct = z.input<typeof madeProduct>;

async function publicOne(ctx: Ctx, no: string): Promise<ProductFacts> {
  const product = await publicProduct(ctx.db, no);
  if (product === null) throw refuseProduct('products.not_found');
  return product;
}

/** Products with what became of each of their sources; `entryId` leaves the others' sources out. */
async function traced(ctx: Ctx, products: readonly ProductFacts[], entryId?: string): Promise<LineageProduct[]> {
  const ids = products.flatMap((one) => one.sources.map((source) => source.deliveryId));
  const logged = await deliveriesBy(ctx.db, ids);
  const corrections = await correctionsOf(ctx.db, [...new Set([...logged.values()].map((one) => one.entryId))]);
  const sales = await store.salesOf(
    ctx.db,
    products.map((one) => one.id),
  );
  return products.map((product) => ({
    no: product.no,
    title: product.title,
    titleEn: product.titleEn,
    developerName: product.developer.name,
    sales: sales.get(product.id) ?? 0,
    sources: product.sources
      .filter((source) => entryId === undefined || logged.get(source.deliveryId)?.entryId === entryId)
      .map((source) => {
        const delivery = logged.get(source.deliveryId);
        return {
          deliveryId: source.deliveryId,
          resourceCode: source.resourceCode,
          resourceName: source.resourceName,
          datasetVersion: source.datasetVersion,
          acquiredOn: source.acquiredOn,
          withdrawn: delivery?.withdrawnAt != null,
          corrected: corrections.some(
            (one) => one.entryId === delivery?.entryId && one.fixedVersion > source.datasetVersion,
          ),
        };
      }),
  }));
}

const shown = (products: readonly LineageProduct[]): LineageOut => {
  const { nodes, edges } = lineageOf(products);
  return { nodes: [...nodes], edges: [...edges] };
};

export async function showLineage(ctx: Ctx, no: string): Promise<LineageOut> {
  return shown(await traced(ctx, [await publicOne(ctx, no)]));
}

export interface ProvFile {
  readonly text: string;
  readonly mediaType: string;
  readonly fileName: string;
}

export async function exportProvenance(ctx: Ctx, no: string, format: ProvFormat): Promise<ProvFile> {
  const product = await publicOne(ctx, no);
  const base = ctx.env.PUBLIC_URL;
  const nodes = provOf(await provFacts(ctx, product, base));
  const text =
    format === 'json'
      ? `${JSON.stringify(provJson(base, nodes), null, 2)}\n`
      : await (format === 'ttl' ? provTurtle : provJsonLd)(base, nodes);
  return { text, mediaType: `${provMedia[format]}; charset=utf-8`, fileName: `${product.no}-prov.${format}` };
}

async function provFacts(ctx: Ctx, product: ProductFacts, base: string): Promise<ProvFacts> {
  const logged = await deliveriesBy(
    ctx.db,
    product.sources.map((one) => one.deliveryId),
  );
  const citation = await currentOf(ctx.db, product.id);
  return {
    base,
    product: {
      no: product.no,
      title: product.title,
      titleEn: product.titleEn,
      hash: product.versionHash,
      listedAt: (product.listedAt ?? product.createdAt).toISOString(),
      developer: { name: product.developer.name, uscc: product.developer.uscc },
      citation: citation?.no ?? null,
    },
    sources: product.sources.map((one) => {
      const delivery = logged.get(one.deliveryId);
      return {
        deliveryId: one.deliveryId,
        at: delivery?.at.toISOString() ?? '',
        resourceCode: one.resourceCode,
        resourceName: one.resourceName,
        datasetVersion: one.datasetVersion,
        contentHash: one.contentHash,
        handedHash: delivery?.handedHash ?? null,
        agreementNo: delivery?.agreementNo ?? '',
        provider: { name: one.providerName, uscc: one.providerUscc },
      };
    }),
  };
}

function made(product: ProductFacts, code: string): MadeProduct {
  const own = product.sources.filter((one) => one.resourceCode === code);
  return {
    no: product.no,
    title: product.title,
    title_en: product.titleEn,
    kind: product.kind,
    developer_name: product.developer.name,
    developer_name_en: product.developer.nameEn,
    listed_at: (product.listedAt ?? product.createdAt).toISOString(),
    versions: [...new Set(own.map((one) => one.datasetVersion))].sort((a, b) => a - b),
    acquired_on:
      own
        .map((one) => one.acquiredOn)
        .sort()
        .at(-1) ?? '',
  };
}

/** What is on sale and was made from this data. */
export async function listProductsOf(ctx: Ctx, code: string): Promise<{ items: MadeProduct[] }> {
  const entry = await store.entryBy(ctx.db, { code });
  if (entry === null || entry.publishedRevision === null) throw refuseCatalog('catalog.not_found');
  const products = await productsCiting(ctx.db, entry.id);
  return { items: products.filter((one) => one.state === 'listed').map((one) => made(one, code)) };
}

export async function showDownstream(ctx: Ctx, entryId: string): Promise<z.input<typeof downstreamShape>> {
  const viewer = requireViewer(ctx.viewer);
  const entry = await store.entryBy(ctx.db, { id: entryId });
  const may =
    entry !== null &&
    (viewer.organization.id === entry.providerId || holdsPower(viewer, 'information_department', entry.regionCode));
  if (entry === null || !may) throw refuseCatalog('catalog.not_found');
  const products = await productsCiting(ctx.db, entry.id);
  const lines = await traced(ctx, products, entry.id);
  const takers = await store.takersOf(ctx.db, entry.id);
  return {
    entry: { id: entry.id, code: entry.code, title: entry.title },
    lineage: shown(lines),
    takers: takers.map((one) => ({
      organization: one.organization,
      uscc: one.uscc,
      agreement_no: one.agreement,
      version: one.version,
      deliveries: Number(one.deliveries),
      last_at: one.last.toISOString(),
    })),
    products: products.map((one, at) => ({
      ...made(one, entry.code),
      state: one.state,
      sales: lines[at]?.sales ?? 0,
    })),
  };
}
