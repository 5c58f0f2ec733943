/** From data to what was sold: the graph, its export as W3C PROV, and what was made from a dataset. */
import { z } from 'zod';
import { dayText, instantText, operation } from '#api/kernel/operation.ts';
import { productKinds } from '#api/products/rules/codes.ts';
import { lineageKinds } from '../rules/codes.ts';

export const lineageShape = z
  .object({
    nodes: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(lineageKinds.codes),
        label: z.string(),
        label_en: z.string().nullable(),
        detail: z.string(),
        path: z.string().nullable(),
        warned: z.boolean().meta({ description: 'Withdrawn or corrected since' }),
      }),
    ),
    edges: z.array(z.object({ from: z.string(), to: z.string() })),
  })
  .meta({ id: 'Lineage', description: 'Dataset versions, deliveries, products and sales, in the way the data went' });

export const madeProduct = z.object({
  no: z.string(),
  title: z.string(),
  title_en: z.string().nullable(),
  kind: z.enum(productKinds.codes),
  developer_name: z.string(),
  developer_name_en: z.string().nullable(),
  listed_at: instantText,
  versions: z.array(z.number().int()).meta({ description: 'Versions of this data that it was made from' }),
  acquired_on: dayText.meta({ description: 'Last acquisition of this data that it cites' }),
});

export const downstreamShape = z
  .object({
    entry: z.object({ id: z.string(), code: z.string(), title: z.string() }),
    lineage: lineageShape,
    takers: z.array(
      z.object({
        organization: z.string(),
        uscc: z.string(),
        agreement_no: z.string(),
        version: z.number().int(),
        deliveries: z.number().int(),
        last_at: instantText,
      }),
    ),
    products: z.array(madeProduct.extend({ state: z.string(), sales: z.number().int() })),
  })
  .meta({ id: 'Downstream', description: 'Everything that came of a dataset: deliveries, products, sales' });

const byNo = z.object({ no: z.string().max(60) });
const code = z.object({ class: z.string().max(20), seq: z.string().max(12) });

export const provFormats = ['json', 'ttl', 'jsonld'] as const;
export type ProvFormat = (typeof provFormats)[number];
export const provMedia: Readonly<Record<ProvFormat, string>> = {
  json: 'application/json',
  ttl: 'text/turtle',
  jsonld: 'application/ld+json',
};

export const lineageOperations = {
  showLineage: operation({
    method: 'get',
    path: '/products/:no/lineage',
    auth: 'public',
    summary: ['产品的数据来龙去脉', 'Lineage of a product'],
    params: byNo,
    out: lineageShape,
    refusals: ['products.not_found'],
  }),
  exportProvenance: operation({
    method: 'get',
    path: '/products/:no/prov',
    auth: 'public',
    summary: ['产品的 W3C PROV 记录', 'Provenance of a product as W3C PROV'],
    description: 'PROV-JSON, or PROV-O as Turtle or JSON-LD.',
    params: byNo,
    query: z.object({ format: z.enum(provFormats).default('json') }),
    out: { media: Object.values(provMedia) },
    refusals: ['products.not_found'],
  }),
  listProductsOfDataset: operation({
    method: 'get',
    path: '/datasets/:class/:seq/products',
    auth: 'public',
    summary: ['用该数据制作的产品', 'Products made from a dataset'],
    params: code,
    out: z.object({ items: z.array(madeProduct) }),
    refusals: ['catalog.not_found'],
  }),
  showDownstream: operation({
    method: 'get',
    path: '/own/entries/:id/downstream',
    auth: 'session',
    summary: ['数据的全部下游', 'Everything downstream of a dataset'],
    description: 'For the agency that provides it and the information department of its region.',
    params: z.object({ id: z.string().max(60) }),
    out: downstreamShape,
    refusals: ['catalog.not_found'],
  }),
};
