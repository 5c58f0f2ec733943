import type { Router } from 'express';
import { consentOperations } from '#api/collection/consent-contract.ts';
import * as consents from '#api/collection/consents.ts';
import * as intakes from '#api/collection/intakes.ts';
import { showMyData } from '#api/collection/my-data.ts';
import * as proofs from '#api/collection/proofs.ts';
import { refuse } from '#api/collection/rules/refusals.ts';
import { maxProofBytes, maxProofText } from '#api/collection/rules/terms.ts';
import { listCollectionSignals } from '#api/collection/signals.ts';
import { subjectOperations } from '#api/collection/subject-contract.ts';
import * as desk from '#api/collection/subject-desk.ts';
import * as mine from '#api/collection/subject-requests.ts';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { readUpload } from '../upload.ts';

const proofRules = {
  maxBytes: maxProofBytes,
  tooLarge: () => refuse('collection.proof_too_large', { limit: maxProofText }),
  noFile: () => refuse('collection.no_file'),
};

export function mountCollectionLedger(router: Router, app: App): void {
  mount(router, app, consentOperations, {
    listConsentTexts: (ctx) => consents.listConsentTexts(ctx),
    addConsentText: (ctx, { body }) => consents.addConsentText(ctx, body),
    retireConsentText: (ctx, { params }) => consents.retireConsentText(ctx, params.id),
    recordConsent: (ctx, { body }) => consents.recordConsent(ctx, body),
    listConsents: (ctx, { query }) => consents.listConsents(ctx, query),
    mayCollect: (ctx, { body }) => intakes.mayCollect(ctx, body),
    reportCollected: (ctx, { body }) => intakes.reportCollected(ctx, body),
    reportServiceCase: (ctx, { body }) => intakes.reportServiceCase(ctx, body),
    rotateSubjectKey: (ctx) => consents.rotateSubjectKey(ctx),
    listCollectionSignals: (ctx) => listCollectionSignals(ctx),
  });
  mount(router, app, subjectOperations, {
    showMyData: (ctx) => showMyData(ctx),
    proveMyIdentity: (ctx, { body }) => proofs.proveMyIdentity(ctx, body),
    addMyProofFile: (ctx, _asked, { request }) =>
      readUpload(request, proofRules, ({ stream }) => proofs.addMyProofFile(ctx, { stream })),
    withdrawMyConsent: (ctx, { body }) => mine.withdrawMyConsent(ctx, body),
    fileSubjectRequest: (ctx, { body }) => mine.fileSubjectRequest(ctx, body),
    supplySubjectRequest: (ctx, { params, body }) => mine.supplySubjectRequest(ctx, params.id, body),
    withdrawSubjectRequest: (ctx, { params }) => mine.withdrawSubjectRequest(ctx, params.id),
    listSubjectRequests: (ctx, { query }) => desk.listSubjectRequests(ctx, query),
    listSubjectProofs: (ctx) => desk.listSubjectProofs(ctx),
    showSubjectRequest: (ctx, { params }) => desk.showSubjectRequest(ctx, params.id),
    lookAtSubjectRequest: (ctx, { params, body }) => desk.lookAtSubjectRequest(ctx, params.id, body),
    answerSubjectRequest: (ctx, { params, body }) => desk.answerSubjectRequest(ctx, params.id, body),
    supplementSubjectRequest: (ctx, { params, body }) => desk.supplementSubjectRequest(ctx, params.id, body),
    extendSubjectRequest: (ctx, { params, body }) => desk.extendSubjectRequest(ctx, params.id, body),
    lookAtSubjectProof: (ctx, { params, body }) => desk.lookAtSubjectProof(ctx, params.id, body),
    lookAtSubjectProofFile: async (ctx, { params, body }, { response }) => {
      const file = await desk.lookAtSubjectProofFile(ctx, params.id, body);
      response.attachment(file.fileName).type(file.contentType).set('Cache-Control', 'no-store').send(file.bytes);
      return undefined;
    },
    decideSubjectProof: (ctx, { params, body }) => desk.decideSubjectProof(ctx, params.id, body),
  });
}
