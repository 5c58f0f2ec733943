import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { readUpload } from '#api/http/upload.ts';
import { productOperations } from '#api/products/contract.ts';
import * as division from '#api/products/division.ts';
import { showSample } from '#api/products/facts.ts';
import { fileCeiling, listGuardedProducts } from '#api/products/guard.ts';
import * as plans from '#api/products/plans.ts';
import { planOperations } from '#api/products/plans-contract.ts';
import { refuse } from '#api/products/rules/refusals.ts';
import * as products from '#api/products/service.ts';

const rules = {
  maxBytes: products.maxFileBytes,
  tooLarge: () => refuse('products.file_too_large', { limit: products.maxFileText }),
  noFile: () => refuse('products.no_upload'),
};

export function mountProducts(router: Router, app: App): void {
  mount(router, app, productOperations, {
    listProducts: (ctx, { query }) => products.listProducts(ctx, query),
    showProduct: (ctx, { params }) => products.getProduct(ctx, params.no),
    listOwnProducts: (ctx, { query }) => products.listOwn(ctx, query),
    listProductAgreements: (ctx) => products.listAgreements(ctx),
    createProduct: (ctx, { body }) => products.createProduct(ctx, body),
    showOwnProduct: (ctx, { params }) => products.getOwn(ctx, params.id),
    editProduct: (ctx, { params, body }) => products.editProduct(ctx, params.id, body),
    listDeliveryChoices: (ctx, { params }) => products.listChoices(ctx, params.id),
    citeSources: (ctx, { params, body }) => products.citeSources(ctx, params.id, body),
    divideProduct: (ctx, { params, body }) => division.divideProduct(ctx, params.id, body),
    listDividedProducts: (ctx) => division.listDividedProducts(ctx),
    consentToDivision: (ctx, { params, body }) => division.consentToDivision(ctx, params.id, body),
    stateProductFacts: (ctx, { params, body }) => products.stateFacts(ctx, params.id, body),
    uploadProductFile: (ctx, { params, query }, { request }) =>
      readUpload(request, rules, ({ fileName, stream }) =>
        products.uploadFile(ctx, params.id, query.revision, { name: fileName, stream }),
      ),
    listProduct: (ctx, { params, body }) => products.listProduct(ctx, params.id, body.revision),
    withdrawProduct: (ctx, { params, body }) => products.withdrawProduct(ctx, params.id, body.revision),
  });
  mount(router, app, planOperations, {
    listProductPlans: (ctx, { params }) => plans.listProductPlans(ctx, params.no),
    showProductSample: (ctx, { params }) => showSample(ctx, params.no),
    listOwnPlans: (ctx, { params }) => plans.listOwnPlans(ctx, params.id),
    addPlan: (ctx, { params, body }) => plans.addPlan(ctx, params.id, body),
    changePlan: (ctx, { params, body }) => plans.changePlan(ctx, params.id, params.number, body),
    endPlan: (ctx, { params }) => plans.endPlan(ctx, params.id, params.number),
    listGuardedProducts: (ctx, { query }) => listGuardedProducts(ctx, query),
    fileCeiling: (ctx, { params, body }) => fileCeiling(ctx, params.no, body),
  });
}
