import type { Response, Router } from 'express';
import { agreementOperations } from '#api/agreements/contract.ts';
import { terminateAgreement } from '#api/agreements/ending.ts';
import * as filings from '#api/agreements/filings.ts';
import * as records from '#api/agreements/records.ts';
import { listRegister } from '#api/agreements/register.ts';
import * as agreements from '#api/agreements/service.ts';
import { signAgreement } from '#api/agreements/signing.ts';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';

export function mountAgreements(router: Router, app: App): void {
  mount(router, app, agreementOperations, {
    listAgreements: (ctx, { query }) => agreements.listAgreements(ctx, query),
    listDraftable: (ctx) => agreements.listDraftable(ctx),
    draftAgreement: (ctx, { body }) => agreements.draftAgreement(ctx, body),
    showAgreement: (ctx, { params }) => agreements.getAgreement(ctx, params.id),
    saveAgreement: (ctx, { params, body }) => agreements.saveAgreement(ctx, params.id, body),
    listGrantable: (ctx, { params }) => records.listGrantable(ctx, params.id),
    showAgreementPolicy: async (ctx, { params, query }, { response }) =>
      json(response, 'application/ld+json', JSON.stringify(await records.getPolicy(ctx, params.id, query.version))),
    showAgreementRecord: async (ctx, { params, query }, { response }) => {
      const { text, sha256 } = await records.getRecord(ctx, params.id, query.version);
      response.setHeader('Repr-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
      return json(response, 'application/json; charset=utf-8', text);
    },
    showOdrlProfile: (ctx, _asked, { response }) =>
      json(response, 'application/ld+json', JSON.stringify(records.getOdrlProfile(ctx)), 'public, max-age=3600'),
    offerAgreement: (ctx, { params }) => agreements.offerAgreement(ctx, params.id),
    returnAgreement: (ctx, { params, body }) => agreements.returnAgreement(ctx, params.id, body),
    reviseAgreement: (ctx, { params, body }) => agreements.reviseAgreement(ctx, params.id, body),
    signAgreement: (ctx, { params, body }) => signAgreement(ctx, params.id, body),
    fileAgreement: (ctx, { params, body }) => filings.fileAgreement(ctx, params.id, body),
    terminateAgreement: (ctx, { params, body }) => terminateAgreement(ctx, params.id, body),
    listFilings: (ctx, { query }) => filings.listFilings(ctx, query),
    showFiling: (ctx, { params }) => filings.getFiling(ctx, params.id),
    showFiledTerms: (ctx, { params }) => filings.getFiledTerms(ctx, params.id),
    decideFiling: (ctx, { params, body }) => filings.decideFiling(ctx, params.id, body),
    answerFiling: (ctx, { params, body }) => filings.answerFiling(ctx, params.id, body),
    listRegister: (ctx, { query }) => listRegister(ctx, query),
  });
}

/** As it is, byte for byte: Express would add a charset that these types do not have. */
function json(response: Response, type: string, text: string, caching = 'no-store'): undefined {
  response.setHeader('Content-Type', type).setHeader('Cache-Control', caching).end(text);
}
