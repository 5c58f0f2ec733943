import { z } from 'zod';
import { dayText, fenText, instantText, operation } from '#api/kernel/operation.ts';
import { apiModes, planKinds, priceFault, rateFault } from './rules/codes.ts';
import { rateMicro } from './rules/plan.ts';

const fenAmount = z.string().regex(/^\d{1,13}$/, priceFault);
const rate = z
  .string()
  .trim()
  .refine((text) => rateMicro(text) !== null, rateFault)
  .meta({ description: 'Yuan, at most eight decimals', example: '0.0035' });
const count = z.number().int().min(1).max(1_000_000_000_000);

const trial = z
  .object({
    calls: z.number().int().min(1).max(100_000),
    rows: z.number().int().min(1).max(1_000_000).nullable().default(null),
    days: z.number().int().min(1).max(90),
  })
  .meta({
    id: 'Trial',
    description: 'A free taste, once a buyer; the first of calls, rows and days to run out ends it',
  });
const common = { trial: trial.nullable().default(null) };

export const planTerms = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('one_off'), amount_fen: fenAmount, ...common }),
    z.object({
      kind: z.literal('period'),
      unit: z.enum(['month', 'year']),
      amount_fen: fenAmount,
      calls_per_month: count.nullable().default(null),
      ...common,
    }),
    z.object({
      kind: z.literal('pack'),
      amount_fen: fenAmount,
      calls: count,
      days: z.number().int().min(1).max(3660),
      ...common,
    }),
    z.object({
      kind: z.literal('metered'),
      unit: z.enum(['call', 'row']),
      tiers: z
        .array(z.object({ up_to: count.nullable().default(null), rate_yuan: rate }))
        .min(1)
        .max(10),
      calls_per_month: count.nullable().default(null),
      ...common,
    }),
    z.object({ kind: z.literal('free'), calls_per_month: count.nullable().default(null), ...common }),
  ])
  .meta({ id: 'PlanTerms' });

export const planOut = z
  .object({
    number: z.number().int(),
    version: z.number().int(),
    version_id: z.string(),
    kind: z.enum(planKinds.codes),
    name: z.string(),
    name_en: z.string().nullable(),
    terms: planTerms,
    sha256: z.string().meta({ description: 'SHA-256 of the canonical text of name and terms' }),
    at_order_fen: fenText.meta({ description: 'What is paid when the order is placed' }),
    since: instantText,
    ended_at: instantText.nullable(),
  })
  .meta({ id: 'Plan' });

export const newPlan = z.object({
  name: z.string().trim().min(1).max(60),
  name_en: z.string().trim().max(100).optional(),
  terms: planTerms,
});
export const planChange = newPlan.extend({ version: z.number().int() });

const endpoint = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/),
  method: z.enum(['GET', 'POST']).default('GET'),
  url: z.string().trim().max(2000),
  description: z.string().trim().max(1000).default(''),
});

const words = z.string().trim().min(2).max(3000);
export const productFacts = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('dataset'),
      format: z.string().trim().max(40).nullable().default(null),
      rows: z.number().int().min(0).max(1e12).nullable().default(null),
      update: z.string().trim().max(300).nullable().default(null),
    }),
    z.object({
      kind: z.literal('api'),
      mode: z.enum(apiModes.codes),
      endpoints: z.array(endpoint).max(20).default([]),
      openapi: z.string().max(300_000).nullable().default(null),
      external_url: z
        .url({ protocol: /^https?$/ })
        .max(2000)
        .nullable()
        .default(null),
    }),
    z.object({ kind: z.literal('report'), pages: z.number().int().min(1).max(100_000) }),
    z.object({
      kind: z.literal('model'),
      training_sources: words,
      intended_use: words,
      limits: words,
      metrics: words,
    }),
    z.object({ kind: z.literal('application'), address: z.url({ protocol: /^https?$/ }).max(2000) }),
  ])
  .meta({ id: 'ProductFacts', description: 'What the kind of product asks to be said of it' });
/** As shown: where the developer's servers are is blank. */
export const factsOut = z.union([
  z.object({
    kind: z.literal('dataset'),
    format: z.string().nullable(),
    rows: z.number().nullable(),
    update: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('api'),
    mode: z.enum(apiModes.codes),
    endpoints: z.array(z.object({ name: z.string(), method: z.string(), url: z.string(), description: z.string() })),
    openapi: z.string().nullable(),
    external_url: z.string().nullable(),
  }),
  z.object({ kind: z.literal('report'), pages: z.number().int() }),
  z.object({
    kind: z.literal('model'),
    training_sources: z.string(),
    intended_use: z.string(),
    limits: z.string(),
    metrics: z.string(),
  }),
  z.object({ kind: z.literal('application'), address: z.string() }),
]);
export const statedFacts = z.object({ revision: z.number().int(), facts: productFacts });

const basis = z.enum(['once', 'month', 'year', 'call', 'row']);
export const ceilingOut = z
  .object({
    id: z.string(),
    basis,
    ceiling_yuan: z.string(),
    document_no: z.string(),
    authority: z.string(),
    valid_from: dayText,
    valid_to: dayText,
    filed_by: z.string(),
    filed_at: instantText,
    in_force: z.boolean(),
  })
  .meta({ id: 'PriceCeiling' });

export const newCeiling = z.object({
  basis,
  ceiling_yuan: rate,
  document_no: z.string().trim().min(2).max(120),
  authority: z.string().trim().min(2).max(120),
  valid_from: dayText,
  valid_to: dayText,
});

export const guardedProduct = z
  .object({
    no: z.string(),
    title: z.string(),
    state: z.string(),
    developer_name: z.string(),
    agreement_id: z.string(),
    agreement_no: z.string(),
    needed: z.boolean(),
    plans: z.array(planOut),
    ceilings: z.array(ceilingOut),
    fault: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
  })
  .meta({
    id: 'GuardedProduct',
    description: 'A product with its filed ceilings, and what the price guard says today',
  });

export const sampleOut = z
  .object({
    columns: z.array(z.object({ name: z.string(), type: z.string() })),
    rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
    total_rows: z.string(),
  })
  .meta({ id: 'ProductSample' });

const byId = z.object({ id: z.string().max(60) });
const byNo = z.object({ no: z.string().max(60) });
const onPlan = byId.extend({ number: z.coerce.number().int().min(1) });
const planList = z.object({ items: z.array(planOut) });
const termRefusals = [
  'products.not_found',
  'products.wrong_state',
  'products.plan_costs_nothing',
  'products.plan_not_counted',
  'products.bad_rate',
  'products.tiers_with_gap',
  'products.no_ceiling',
  'products.price_above_ceiling',
] as const;

export const planOperations = {
  listProductPlans: operation({
    method: 'get',
    path: '/products/:no/plans',
    auth: 'public',
    summary: ['产品的价格方案', 'Plans of a product'],
    params: byNo,
    out: planList,
    refusals: ['products.not_found', 'products.withdrawn'],
  }),
  showProductSample: operation({
    method: 'get',
    path: '/products/:no/sample',
    auth: 'public',
    summary: ['样例数据', 'Sample of a product'],
    description: 'The first ten rows of a dataset that reads as a table, to look at before buying.',
    params: byNo,
    out: sampleOut,
    refusals: ['products.not_found', 'products.withdrawn', 'products.no_sample'],
  }),
  listOwnPlans: operation({
    method: 'get',
    path: '/own/products/:id/plans',
    auth: 'session',
    summary: ['本单位产品的价格方案', 'Plans of an own product'],
    description: 'With those that have ended.',
    params: byId,
    out: planList,
    refusals: ['products.not_found'],
  }),
  addPlan: operation({
    method: 'post',
    path: '/own/products/:id/plans',
    auth: 'session',
    summary: ['增加价格方案', 'Add a plan'],
    params: byId,
    body: newPlan,
    out: planList,
    status: 201,
    refusals: [...termRefusals, 'products.too_many_plans'],
  }),
  changePlan: operation({
    method: 'put',
    path: '/own/products/:id/plans/:number',
    auth: 'session',
    summary: ['修改价格方案', 'Give a plan a new version'],
    description: 'Orders placed keep the version they were placed under.',
    params: onPlan,
    body: planChange,
    out: planList,
    refusals: [...termRefusals, 'products.plan_not_found', 'products.plan_ended', 'products.plan_changed'],
  }),
  endPlan: operation({
    method: 'post',
    path: '/own/products/:id/plans/:number/ending',
    auth: 'session',
    summary: ['停止提供价格方案', 'End a plan'],
    params: onPlan,
    out: planList,
    refusals: ['products.not_found', 'products.plan_not_found', 'products.plan_ended', 'products.last_plan'],
  }),
  listGuardedProducts: operation({
    method: 'get',
    path: '/pricing/products',
    auth: 'session',
    summary: ['价格监管产品', 'Products under the price guard'],
    description:
      'Of the authorising agency, of the region for its finance bureau and information department, of the own organisation for a developer.',
    query: z.object({ agreement_id: z.string().max(60).optional() }),
    out: z.object({ items: z.array(guardedProduct) }),
  }),
  fileCeiling: operation({
    method: 'post',
    path: '/pricing/products/:no/ceilings',
    auth: 'session',
    summary: ['备案上限收费标准', 'File a price ceiling'],
    description:
      'By the authorising agency or the finance bureau of its level. The newest in force counts; none is changed.',
    params: byNo,
    body: newCeiling,
    out: guardedProduct,
    status: 201,
    refusals: ['products.not_found', 'products.not_the_authority', 'products.bad_validity', 'products.bad_rate'],
  }),
};
