import type { Router } from 'express';
import * as amendments from '#api/agreements/amendment.ts';
import { amendmentOperations } from '#api/agreements/amendment-contract.ts';
import { exportEvidence } from '#api/agreements/evidence.ts';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';

export function mountAgreementLife(router: Router, app: App): void {
  mount(router, app, amendmentOperations, {
    listAmendments: (ctx, { params }) => amendments.listAmendments(ctx, params.id),
    proposeAmendment: (ctx, { params, body }) => amendments.proposeAmendment(ctx, params.id, body),
    renewAgreement: (ctx, { params }) => amendments.renewAgreement(ctx, params.id),
    showAmendment: (ctx, { params }) => amendments.getAmendment(ctx, params.id),
    saveAmendment: (ctx, { params, body }) => amendments.saveAmendment(ctx, params.id, body),
    commentAmendment: (ctx, { params, body }) => amendments.commentAmendment(ctx, params.id, body),
    offerAmendment: (ctx, { params }) => amendments.offerAmendment(ctx, params.id),
    returnAmendment: (ctx, { params, body }) => amendments.returnAmendment(ctx, params.id, body),
    reviseAmendment: (ctx, { params, body }) => amendments.reviseAmendment(ctx, params.id, body),
    signAmendment: (ctx, { params, body }) => amendments.signAmendment(ctx, params.id, body),
    fileAmendment: (ctx, { params, body }) => amendments.fileAmendment(ctx, params.id, body),
    withdrawAmendment: (ctx, { params, body }) => amendments.withdrawAmendment(ctx, params.id, body),
    declineAmendment: (ctx, { params, body }) => amendments.declineAmendment(ctx, params.id, body),
    exportSigningEvidence: async (ctx, { params }, { response }) => {
      const file = await exportEvidence(ctx, params.id);
      response.setHeader('Content-Disposition', `attachment; filename="${file.agreement_no}-evidence.json"`);
      return file;
    },
  });
}
