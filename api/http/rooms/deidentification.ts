import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { deidentificationOperations } from '#api/deidentification/contract.ts';
import { proposeHierarchy } from '#api/deidentification/hierarchy.ts';
import * as service from '#api/deidentification/service.ts';
import * as sign from '#api/deidentification/sign.ts';
import { tryTreatment } from '#api/deidentification/trial.ts';
import { mount } from '#api/http/mount.ts';

export function mountDeidentification(router: Router, app: App): void {
  mount(router, app, deidentificationOperations, {
    showVersionPrivacy: (ctx, { params }) => service.showVersionPrivacy(ctx, params.id),
    confirmColumnClasses: (ctx, { params, body }) => service.confirmColumnClasses(ctx, params.id, body),
    tryTreatment: (ctx, { params, body }) => tryTreatment(ctx, params.id, body),
    proposeHierarchy: (ctx, { params, query }) => proposeHierarchy(ctx, params.id, query),
    saveTreatmentPlan: (ctx, { params, body }) => service.saveTreatmentPlan(ctx, params.id, body),
    listTreatmentPlans: (ctx, { params }) => service.listTreatmentPlans(ctx, params.id),
    limitRelease: (ctx, { params, body }) => service.limitRelease(ctx, params.id, body),
    assessRelease: (ctx, { params }) => service.assessRelease(ctx, params.id),
    signReleaseReport: (ctx, { params, body }) => sign.signReleaseReport(ctx, params.id, body),
    returnReleaseReport: (ctx, { params, body }) => sign.returnReleaseReport(ctx, params.id, body),
  });
}
