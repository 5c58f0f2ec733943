import { z } from 'zod';
import { dayText, fenText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { ceilingOut, factsOut, planOut, statedFacts } from './plans-contract.ts';
import { deliveryWays, divisionMethods, priceFault, productKinds, productStates } from './rules/codes.ts';

const kind = z.enum(productKinds.codes);
const state = z.enum(productStates.codes);

/** Whole fen from nothing to below one hundred billion yuan. */
export const priceFen = z
  .string()
  .regex(/^\d{1,13}$/, priceFault)
  .meta({ description: 'Whole fen, zero or more', example: '120000' });

export const sourceShape = z
  .object({
    resource_code: z.string(),
    resource_name: z.string(),
    provider_name: z.string(),
    provider_uscc: z.string(),
    dataset_version: z.number().int(),
    authorization_no: z.string(),
    delivery_id: z.string(),
    acquired_on: dayText,
    content_hash: z.string(),
    citation: z.object({ zh: z.string(), en: z.string() }),
  })
  .meta({ id: 'ProductSource', description: 'Source and acquisition date of government data used (Article 20)' });

/** A step the viewer may take now; with a refusal, why not yet. */
export const offerShape = z.object({
  name: z.string(),
  refusal: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
});

const inShort = z.object({
  no: z.string(),
  kind,
  title: z.string(),
  title_en: z.string().nullable(),
  summary: z.string(),
  price_fen: fenText.meta({ description: 'Of the one-off plan; the plans say what else is offered' }),
  from: z
    .object({ yuan: z.string(), per: z.enum(['once', 'month', 'year', 'call', 'row']) })
    .nullable()
    .meta({ description: 'The least that starts using it; null where nothing is paid' }),
  free: z.boolean().meta({ description: 'Some plan costs nothing' }),
  state,
  developer_name: z.string(),
  developer_name_en: z.string().nullable(),
  listed_at: instantText.nullable(),
});

export const productLine = inShort
  .extend({ sources: z.number().int(), agencies: z.array(z.string()) })
  .meta({ id: 'ProductLine' });

export const divisionShape = z
  .object({
    method: z.enum(divisionMethods.codes),
    parts_sha256: z.string().meta({ description: 'SHA-256 of method and parts: what the agencies consent to' }),
    parts: z.array(
      z.object({
        agreement_id: z.string(),
        agreement_no: z.string(),
        agency_name: z.string(),
        agency_name_en: z.string().nullable(),
        ppm: z.number().int().nullable(),
        consented: z.boolean().nullable().meta({ description: 'Null where no consent is asked for' }),
      }),
    ),
  })
  .meta({ id: 'ProductDivision', description: 'How the price is divided among the agreements behind a product' });

export const productShape = inShort
  .extend({
    description: z.string(),
    developer_uscc: z.string(),
    agreement: z.object({
      no: z.string(),
      agency_name: z.string(),
      agency_name_en: z.string().nullable(),
      filing_no: z.string().nullable(),
      effective_from: dayText.nullable(),
      effective_to: dayText.nullable(),
      in_force: z.boolean(),
      /** Access under it is stopped for the time being. */
      suspended: z.boolean(),
    }),
    division: divisionShape.nullable(),
    sources: z.array(sourceShape),
    file: z.object({ bytes: z.string(), sha256: z.string() }).nullable(),
    version_hash: z.string().meta({ description: 'SHA-256 of the canonical text of everything that was listed' }),
    plans: z.array(planOut),
    facts: factsOut.nullable(),
    delivery: z.enum(deliveryWays.codes),
    table: z
      .object({ rows: z.string(), columns: z.array(z.object({ name: z.string(), type: z.string() })) })
      .nullable()
      .meta({ description: 'The file as a table, where it reads as one' }),
    sample: z.boolean(),
    ceilings: z.array(ceilingOut).meta({ description: 'Filed price ceilings in force' }),
  })
  .meta({ id: 'Product', description: 'A data product as the public sees it' });

const fault = z.object({ code: z.string(), zh: z.string(), en: z.string(), article: z.string().nullable() });

export const ownProductShape = productShape
  .extend({
    id: z.string(),
    revision: z.number().int(),
    agreement_id: z.string(),
    file_name: z.string().nullable(),
    ended_plans: z.array(planOut),
    upstream_secret: z.boolean().meta({ description: 'The gateway shows a secret to the developer’s server' }),
    delivery_ids: z.array(z.string()),
    updated_at: instantText,
    missing: z.array(fault).meta({ description: 'What stands between the draft and its listing' }),
    actions: z.array(offerShape),
  })
  .meta({ id: 'OwnProduct' });

export const ownProductLine = productLine
  .extend({ id: z.string(), agreement_no: z.string(), updated_at: instantText, missing: z.number().int() })
  .meta({ id: 'OwnProductLine' });

export const productContent = z.object({
  kind,
  title: z.string().trim().min(2).max(120),
  title_en: z.string().trim().max(200).optional(),
  summary: z.string().trim().min(1).max(300),
  description: z.string().trim().min(1).max(5000),
  price_fen: priceFen
    .optional()
    .meta({ description: 'Makes a one-off plan; left out, the plans are entered one by one', example: '120000' }),
});
export const newProduct = productContent.extend({ agreement_id: z.string().max(60) });
export const editProduct = productContent.extend({ revision: z.number().int() });
export const citedSources = z.object({
  revision: z.number().int(),
  delivery_ids: z.array(z.string().max(60)).max(100).default([]),
});
const atRevision = z.object({ revision: z.number().int() });
export const dividing = z.object({
  revision: z.number().int(),
  method: z.enum(divisionMethods.codes).default('sources'),
  parts: z
    .array(z.object({ agreement_id: z.string().max(60), ppm: z.number().int().min(1).max(999_999).optional() }))
    .max(12)
    .default([])
    .meta({ description: 'The agreements behind the product, its own among them; fewer than two for one alone' }),
});
export const consenting = z.object({
  parts_sha256: z.string().max(64),
  password: z.string().min(1).max(200).meta({ description: 'The person’s own password once more' }),
});
export const dividedProduct = z
  .object({
    id: z.string(),
    no: z.string(),
    title: z.string(),
    state: z.enum(productStates.codes),
    developer_name: z.string(),
    sources: z.array(z.object({ agreement_no: z.string(), resource_code: z.string(), resource_name: z.string() })),
    division: divisionShape,
    can_consent: z.boolean(),
  })
  .meta({ id: 'DividedProduct', description: 'A product that rests on agreements of several agencies' });

/** A delivery as the picker shows it: real, of the product's own agreement, within its term. */
export const deliveryChoice = z
  .object({
    delivery_id: z.string(),
    agreement_no: z.string(),
    resource_code: z.string(),
    resource_name: z.string(),
    provider_name: z.string(),
    dataset_version: z.number().int(),
    acquired_on: dayText,
    kind: z.enum(['rows', 'file', 'result']),
    format: z.string(),
    row_count: z.string(),
    content_hash: z.string(),
  })
  .meta({ id: 'DeliveryChoice' });

export const agreementChoice = z.object({
  id: z.string(),
  no: z.string(),
  agency_name: z.string(),
  agency_name_en: z.string().nullable(),
  effective_to: dayText.nullable(),
  in_force: z.boolean(),
  deliveries: z.number().int(),
});

const byId = z.object({ id: z.string().max(60) });
const change = ['products.not_found', 'products.changed_meanwhile', 'products.wrong_state'] as const;

export const productOperations = {
  listProducts: operation({
    method: 'get',
    path: '/products',
    auth: 'public',
    summary: ['数据产品', 'Products on sale'],
    query: pageQuery.extend({
      q: z.string().trim().max(100).optional(),
      kind: kind.optional(),
      free: z.enum(['1', 'true']).optional().meta({ description: 'Only what some plan gives without payment' }),
      dataset: z.string().max(60).optional().meta({ description: 'Resource code that the product cites' }),
    }),
    out: page(productLine),
  }),
  showProduct: operation({
    method: 'get',
    path: '/products/:no',
    auth: 'public',
    summary: ['数据产品详情', 'A product'],
    params: z.object({ no: z.string().max(60) }),
    out: productShape,
    refusals: ['products.not_found', 'products.withdrawn'],
  }),
  listOwnProducts: operation({
    method: 'get',
    path: '/own/products',
    auth: 'session',
    summary: ['本单位的数据产品', 'Products of the own organisation'],
    query: pageQuery,
    out: page(ownProductLine),
  }),
  listProductAgreements: operation({
    method: 'get',
    path: '/own/product-agreements',
    auth: 'session',
    summary: ['可据以开发产品的协议', 'Agreements a product can rest on'],
    out: z.object({ items: z.array(agreementChoice) }),
  }),
  createProduct: operation({
    method: 'post',
    path: '/own/products',
    auth: 'session',
    summary: ['登记数据产品', 'Enter a product'],
    body: newProduct,
    out: ownProductShape,
    status: 201,
    refusals: ['products.no_agreement'],
  }),
  showOwnProduct: operation({
    method: 'get',
    path: '/own/products/:id',
    auth: 'session',
    summary: ['本单位数据产品详情', 'A product of the own organisation'],
    params: byId,
    out: ownProductShape,
    refusals: ['products.not_found'],
  }),
  editProduct: operation({
    method: 'put',
    path: '/own/products/:id',
    auth: 'session',
    summary: ['修改数据产品', 'Edit a draft'],
    params: byId,
    body: editProduct,
    out: ownProductShape,
    refusals: change,
  }),
  listDeliveryChoices: operation({
    method: 'get',
    path: '/own/products/:id/deliveries',
    auth: 'session',
    summary: ['可引用的获取记录', 'Deliveries the product can cite'],
    description: 'One line a dataset version and day of acquisition, from the access log of the product’s agreement.',
    params: byId,
    out: z.object({ items: z.array(deliveryChoice) }),
    refusals: ['products.not_found'],
  }),
  citeSources: operation({
    method: 'put',
    path: '/own/products/:id/sources',
    auth: 'session',
    summary: ['注明来源', 'Choose the sources'],
    params: byId,
    body: citedSources,
    out: ownProductShape,
    refusals: [...change, 'products.foreign_delivery', 'products.delivery_out_of_term'],
  }),
  divideProduct: operation({
    method: 'put',
    path: '/own/products/:id/division',
    auth: 'session',
    summary: ['多协议产品的收入划分', 'Agreements behind a product, and their parts'],
    description:
      'A product may rest on agreements of several agencies. Its price is divided among them by the datasets cited under each, or by parts that a signatory of every agency consents to; frozen at the listing.',
    params: byId,
    body: dividing,
    out: ownProductShape,
    refusals: [...change, 'products.no_agreement'],
  }),
  listDividedProducts: operation({
    method: 'get',
    path: '/divided-products',
    auth: 'session',
    summary: ['涉及本机构数据的多协议产品', 'Products divided among several agreements'],
    description: 'Of the agency’s own agreements, with what waits for its consent.',
    out: z.object({ items: z.array(dividedProduct) }),
  }),
  consentToDivision: operation({
    method: 'post',
    path: '/divided-products/:id/consent',
    auth: 'session',
    summary: ['同意收入划分比例', 'Consent to the parts of a product'],
    params: byId,
    body: consenting,
    out: dividedProduct,
    refusals: [
      'products.not_found',
      'products.division_changed',
      'products.consented_already',
      'products.needs_no_consent',
      'people.password_again',
    ],
  }),
  stateProductFacts: operation({
    method: 'put',
    path: '/own/products/:id/facts',
    auth: 'session',
    summary: ['填写产品要素', 'State the facts of the kind'],
    description:
      'Of an API product the addresses of the developer’s own server are checked: none of an inner network is taken, and nobody else sees them.',
    params: byId,
    body: statedFacts,
    out: ownProductShape,
    refusals: [
      ...change,
      'products.facts_of_other_kind',
      'products.endpoint_twice',
      'products.bad_openapi',
      'outbound.bad_address',
      'outbound.blocked',
      'outbound.unreachable',
      'outbound.timeout',
    ],
  }),
  uploadProductFile: operation({
    method: 'put',
    path: '/own/products/:id/file',
    auth: 'session',
    summary: ['上传交付文件', 'Upload what the buyer receives'],
    params: byId,
    query: z.object({ revision: z.coerce.number().int() }),
    upload: { media: ['multipart/form-data'] },
    out: ownProductShape,
    refusals: [
      ...change,
      'products.bad_file_name',
      'products.empty_file',
      'products.no_upload',
      'products.file_too_large',
    ],
  }),
  listProduct: operation({
    method: 'post',
    path: '/own/products/:id/listing',
    auth: 'session',
    summary: ['上架', 'List the product'],
    description: 'Refused without sources and acquisition dates (Article 20).',
    params: byId,
    body: atRevision,
    out: ownProductShape,
    refusals: [
      ...change,
      'products.agreement_not_active',
      'products.no_sources',
      'products.foreign_delivery',
      'products.delivery_out_of_term',
      'products.no_file',
      'products.fact_missing',
      'products.no_plan',
      'products.plan_not_counted',
      'products.no_ceiling',
      'products.price_above_ceiling',
      'products.no_public_interest_plan',
    ],
  }),
  withdrawProduct: operation({
    method: 'post',
    path: '/own/products/:id/withdrawal',
    auth: 'session',
    summary: ['下架', 'Withdraw the product'],
    params: byId,
    body: atRevision,
    out: ownProductShape,
    refusals: change,
  }),
};
