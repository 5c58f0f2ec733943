import type { Router } from 'express';
import * as amendments from '#api/agreements/amendment.ts';
import { amendmentOperations } from '#api/agreements/amendment-contract.ts';
import * as clues from '#api/agreements/clues.ts';
import * as dispositions from '#api/agreements/disposition.ts';
import * as earlyEnds from '#api/agreements/early-end.ts';
import { exportEvidence } from '#api/agreements/evidence.ts';
import { keepingOperations } from '#api/agreements/keeping-contract.ts';
import * as measures from '#api/agreements/measure.ts';
import * as registrations from '#api/agreements/registrations.ts';
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
  mount(router, app, keepingOperations, {
    showKeeping: (ctx, { params }) => earlyEnds.getKeeping(ctx, params.id),
    giveNotice: (ctx, { params, body }) => measures.giveNotice(ctx, params.id, body),
    answerNotice: (ctx, { params, body }) => measures.answerNotice(ctx, params.id, body),
    resolveNotice: (ctx, { params, body }) => measures.resolveNotice(ctx, params.id, body),
    suspendAgreement: (ctx, { params, body }) => measures.suspendAgreement(ctx, params.id, body),
    liftSuspension: (ctx, { params, body }) => measures.liftSuspension(ctx, params.id, body),
    terminateForMisuse: (ctx, { params, body }) => measures.terminateForMisuse(ctx, params.id, body),
    bringUpEnding: (ctx, { params, body }) => earlyEnds.bringUpEnding(ctx, params.id, body),
    agreeEnding: (ctx, { params, body }) => earlyEnds.agreeEnding(ctx, params.id, body),
    declineEnding: (ctx, { params, body }) => earlyEnds.declineEnding(ctx, params.id, body),
    withdrawEnding: (ctx, { params, body }) => earlyEnds.withdrawEnding(ctx, params.id, body),
    listDispositions: (ctx) => dispositions.listDispositions(ctx),
    showDisposition: (ctx, { params }) => dispositions.getDisposition(ctx, params.id),
    proveDisposition: (ctx, { params, body }) => dispositions.proveDisposition(ctx, params.id, body),
    reviewDisposition: (ctx, { params, body }) => dispositions.reviewDisposition(ctx, params.id, body),
    listClues: (ctx) => clues.listClues(ctx),
    decideClue: (ctx, { params, body }) => clues.decideClue(ctx, params.id, body),
    listRegistrations: (ctx, { query }) => registrations.listRegistrations(ctx, query),
    exportRegistrations: async (ctx, { query }, { response }) => {
      const text = await registrations.registrationsCsv(ctx, query);
      response.setHeader('Content-Type', 'text/csv; charset=utf-8');
      response.setHeader('Content-Disposition', 'attachment; filename="register.csv"');
      response.send(text);
      return undefined;
    },
  });
}
