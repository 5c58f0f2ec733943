import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { certifyApplication } from '#api/licensing/certificate.ts';
import { licensingOperations } from '#api/licensing/contract.ts';
import * as decisions from '#api/licensing/decisions.ts';
import * as licensing from '#api/licensing/service.ts';

export function mountLicensing(router: Router, app: App): void {
  mount(router, app, licensingOperations, {
    listLicensable: (ctx, { query }) => licensing.listLicensable(ctx, query),
    listApplications: (ctx, { query }) => licensing.listApplications(ctx, query),
    startApplication: (ctx, { body }) => licensing.startApplication(ctx, body),
    showApplication: (ctx, { params }) => licensing.getApplication(ctx, params.id),
    saveApplication: (ctx, { params, body }) => licensing.saveApplication(ctx, params.id, body),
    askAboutApplication: (ctx, { params, body }) => licensing.askAboutApplication(ctx, params.id, body),
    answerApplication: (ctx, { params, body }) => decisions.answerApplication(ctx, params.id, body),
    applyForLicence: (ctx, { params }) => licensing.applyForLicence(ctx, params.id),
    supplementApplication: (ctx, { params, body }) => decisions.supplementApplication(ctx, params.id, body),
    resubmitApplication: (ctx, { params, body }) => licensing.resubmitApplication(ctx, params.id, body),
    acceptApplication: (ctx, { params, body }) => decisions.acceptApplication(ctx, params.id, body),
    reviewApplication: (ctx, { params }) => decisions.reviewApplication(ctx, params.id),
    approveApplication: (ctx, { params, body }) => decisions.approveApplication(ctx, params.id, body),
    refuseApplication: (ctx, { params, body }) => decisions.refuseApplication(ctx, params.id, body),
    chargeApplication: (ctx, { params, body }) => decisions.chargeApplication(ctx, params.id, body),
    confirmApplicationFee: (ctx, { params, body }) => decisions.confirmApplicationFee(ctx, params.id, body),
    certifyApplication: (ctx, { params, body }) => certifyApplication(ctx, params.id, body),
    withdrawApplication: (ctx, { params, body }) => licensing.withdrawApplication(ctx, params.id, body),
  });
}
