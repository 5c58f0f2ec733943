import type { Response, Router } from 'express';
import type { z } from 'zod';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { readSmallUpload } from '#api/http/upload.ts';
import { fieldFaults } from '#api/kernel/field-faults.ts';
import * as award from '#api/licensing/award.ts';
import { callOperations } from '#api/licensing/call-contract.ts';
import * as calls from '#api/licensing/calls.ts';
import { caseOperations } from '#api/licensing/case-contract.ts';
import { certifyApplication, reissueCertificate } from '#api/licensing/certificate.ts';
import * as clocks from '#api/licensing/clocks.ts';
import { licensingOperations } from '#api/licensing/contract.ts';
import * as decisions from '#api/licensing/decisions.ts';
import * as faq from '#api/licensing/faq.ts';
import * as file from '#api/licensing/file.ts';
import { credentialShape, enterpriseFileOperations, representativeShape } from '#api/licensing/file-contract.ts';
import * as joint from '#api/licensing/joint.ts';
import { jointOperations } from '#api/licensing/joint-contract.ts';
import * as objections from '#api/licensing/objections.ts';
import * as plans from '#api/licensing/plans.ts';
import { refuse } from '#api/licensing/rules/kind-refusals.ts';
import * as licensing from '#api/licensing/service.ts';
import * as standing from '#api/licensing/standing.ts';
import * as token from '#api/licensing/token.ts';

const paperRules = {
  maxBytes: file.maxPaperBytes,
  tooLarge: () => refuse('licensing.paper_too_large', { limit: file.maxPaperText }),
  noFile: () => refuse('licensing.no_paper'),
};

/** The fields of a multipart form that stand before its file. */
function fieldsOf<S extends z.ZodObject>(shape: S, value: (name: string) => string | undefined): z.output<S> {
  const typed = Object.fromEntries(Object.keys(shape.shape).flatMap((key) => [[key, value(key)]]));
  const result = shape.safeParse(typed);
  if (result.success) return result.data;
  const faults = fieldFaults(result.error);
  throw refuse('licensing.paper_fields', { count: faults.length }, faults);
}

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
  mount(router, app, caseOperations, {
    pauseReview: (ctx, { params, body }) => clocks.pauseReview(ctx, params.id, body),
    resumeReview: (ctx, { params, body }) => clocks.resumeReview(ctx, params.id, body),
    askExtension: (ctx, { params, body }) => clocks.askExtension(ctx, params.id, body),
    decideExtension: (ctx, { params, body }) => clocks.decideExtension(ctx, params.id, body),
    proposePlan: (ctx, { params, body }) => plans.proposePlan(ctx, params.id, body),
    confirmPlan: (ctx, { params, body }) => plans.confirmPlan(ctx, params.id, body),
    publishAwardNotice: (ctx, { params, body }) => award.publishAwardNotice(ctx, params.id, body),
    recordAward: (ctx, { params, body }) => award.recordAward(ctx, params.id, body),
    objectToRefusal: (ctx, { params, body }) => objections.objectToRefusal(ctx, params.id, body),
    answerObjection: (ctx, { params, body }) => objections.answerObjection(ctx, params.id, body),
    reissueCertificate: (ctx, { params, body }) => reissueCertificate(ctx, params.id, body),
    markCertificate: (ctx, { params, body }) => standing.markCertificate(ctx, params.id, body),
    showCertificate: (ctx, { params }) => standing.showCertificate(ctx, params.no),
    downloadCertificateToken: async (ctx, { params }, { response }) => {
      const text = await token.signCertificate(ctx, params.no);
      response.type('application/jwt').set('Cache-Control', 'no-store').send(text);
      return undefined;
    },
    checkCertificateToken: (ctx, { body }) => token.checkToken(ctx, body.token),
    listLicensingFaq: (ctx, { query }) => faq.listLicensingFaq(ctx, query),
    publishFaq: (ctx, { body }) => faq.publishFaq(ctx, body),
    withdrawFaq: (ctx, { params }) => faq.withdrawFaq(ctx, params.id),
  });
  mount(router, app, jointOperations, {
    listJoint: (ctx) => joint.listJoint(ctx),
    startJoint: (ctx, { body }) => joint.startJoint(ctx, body),
    showJoint: (ctx, { params }) => joint.getJoint(ctx, params.id),
    saveJoint: (ctx, { params, body }) => joint.saveJoint(ctx, params.id, body),
    applyJoint: (ctx, { params }) => joint.applyJoint(ctx, params.id),
    supplementJoint: (ctx, { params, body }) => joint.supplementJoint(ctx, params.id, body),
    resubmitJoint: (ctx, { params, body }) => joint.resubmitJoint(ctx, params.id, body),
    acceptJoint: (ctx, { params, body }) => joint.acceptJoint(ctx, params.id, body),
    urgeAgency: (ctx, { params, body }) => joint.urgeAgency(ctx, params.id, body),
    withdrawJoint: (ctx, { params, body }) => joint.withdrawJoint(ctx, params.id, body),
  });
  mount(router, app, callOperations, {
    listCalls: (ctx) => calls.listCalls(ctx),
    listDeskCalls: (ctx) => calls.listDeskCalls(ctx),
    showCall: (ctx, { params }) => calls.getCall(ctx, params.id),
    draftCall: (ctx, { body }) => calls.draftCall(ctx, body),
    saveCall: (ctx, { params, body }) => calls.saveCall(ctx, params.id, body),
    submitCall: (ctx, { params }) => calls.submitCall(ctx, params.id),
    recordPlanDecision: (ctx, { params, body }) => calls.recordPlanDecision(ctx, params.id, body),
    openCall: (ctx, { params, body }) => calls.openCall(ctx, params.id, body),
    closeCall: (ctx, { params, body }) => calls.closeCall(ctx, params.id, body),
    cancelCall: (ctx, { params, body }) => calls.cancelCall(ctx, params.id, body),
  });
  mount(router, app, enterpriseFileOperations, {
    showEnterpriseFile: (ctx, { query }) => file.getEnterpriseFile(ctx, query.organization_id),
    listFilesToCheck: (ctx) => file.listFilesToCheck(ctx),
    addCredential: (ctx, _input, { request }) =>
      readSmallUpload(request, paperRules, ({ stream, value }) =>
        file.addCredential(ctx, fieldsOf(credentialShape, value), { stream }),
      ),
    addRepresentative: (ctx, _input, { request }) =>
      readSmallUpload(request, paperRules, ({ stream, value }) =>
        file.addRepresentative(ctx, fieldsOf(representativeShape, value), { stream }),
      ),
    checkPaper: (ctx, { params, body }) => file.checkPaper(ctx, params.id, body),
    withdrawPaper: (ctx, { params }) => file.withdrawPaper(ctx, params.id),
    openPaper: async (ctx, { params, body }, { response }) =>
      sendOnce(response, await file.openPaper(ctx, params.id, body)),
    lookAtRepresentative: (ctx, { params, body }) => file.lookAtRepresentative(ctx, params.id, body),
  });
}

/** Saved, never shown or kept: a stranger's file does not run under the platform's name. */
function sendOnce(response: Response, paper: Awaited<ReturnType<typeof file.openPaper>>): undefined {
  response
    .setHeader('Content-Type', paper.contentType)
    .setHeader('Content-Disposition', `attachment; filename="${paper.fileName}"`)
    .setHeader('Cache-Control', 'no-store')
    .setHeader('X-Content-Type-Options', 'nosniff')
    .end(paper.bytes);
}
