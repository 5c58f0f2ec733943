import type { Response, Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { readUpload } from '#api/http/upload.ts';
import * as apply from '#api/targeted/apply.ts';
import { targetedOperations } from '#api/targeted/contract.ts';
import * as deliver from '#api/targeted/deliver.ts';
import * as desk from '#api/targeted/desk.ts';
import * as grant from '#api/targeted/grant.ts';
import * as proofs from '#api/targeted/proofs.ts';
import { maxLeakBytes, maxLeakText, maxProofBytes, maxProofText } from '#api/targeted/rules/limits.ts';
import { refuse } from '#api/targeted/rules/refusals.ts';
import { traceTargeted } from '#api/targeted/tracing.ts';

const noFile = () => refuse('targeted.no_file');
const proofRules = {
  maxBytes: maxProofBytes,
  tooLarge: () => refuse('targeted.proof_too_large', { limit: maxProofText }),
  noFile,
};
const leakRules = {
  maxBytes: maxLeakBytes,
  tooLarge: () => refuse('targeted.leak_too_large', { limit: maxLeakText }),
  noFile,
};

export function mountTargeted(router: Router, app: App): void {
  mount(router, app, targetedOperations, {
    showTargetedFigures: (ctx) => desk.showTargetedFigures(ctx),
    listOwnTargeted: (ctx) => apply.listOwnTargeted(ctx),
    startTargeted: (ctx, { body }) => apply.startTargeted(ctx, body),
    showOwnTargeted: (ctx, { params }) => apply.showOwnTargeted(ctx, params.id),
    saveTargeted: (ctx, { params, body }) => apply.saveTargeted(ctx, params.id, body),
    addTargetedProof: (ctx, { params }, { request }) =>
      readUpload(request, proofRules, ({ fileName, stream }) =>
        proofs.addTargetedProof(ctx, params.id, { name: fileName, stream }),
      ),
    removeTargetedProof: (ctx, { params }) => proofs.removeTargetedProof(ctx, params.id, params.number),
    fileTargeted: (ctx, { params, body }) => apply.fileTargeted(ctx, params.id, body),
    resubmitTargeted: (ctx, { params, body }) => apply.resubmitTargeted(ctx, params.id, body),
    withdrawTargeted: (ctx, { params, body }) => apply.withdrawTargeted(ctx, params.id, body),
    askTargetedCode: (ctx, { params }) => deliver.askTargetedCode(ctx, params.id),
    downloadTargeted: async (ctx, { params, body }, { response }) =>
      sendOnce(response, await deliver.downloadTargeted(ctx, params.id, body)),
    listTargetedDesk: (ctx, { query }) => desk.listTargetedDesk(ctx, query),
    showTargetedDesk: (ctx, { params }) => desk.showTargetedDesk(ctx, params.id),
    lookAtTargeted: (ctx, { params, body }) => proofs.lookAtTargeted(ctx, params.id, body),
    lookAtTargetedProof: async (ctx, { params, body }, { response }) =>
      sendOnce(response, await proofs.lookAtTargetedProof(ctx, params.id, params.number, body)),
    supplementTargeted: (ctx, { params, body }) => desk.supplementTargeted(ctx, params.id, body),
    verifyTargeted: (ctx, { params, body }) => desk.verifyTargeted(ctx, params.id, body),
    rejectTargeted: (ctx, { params, body }) => desk.rejectTargeted(ctx, params.id, body),
    consultTargeted: (ctx, { params, body }) => desk.consultTargeted(ctx, params.id, body),
    recordTargetedOpinion: (ctx, { params, body }) => desk.recordTargetedOpinion(ctx, params.id, body),
    extendTargeted: (ctx, { params, body }) => desk.extendTargeted(ctx, params.id, body),
    refuseTargeted: (ctx, { params, body }) => desk.refuseTargeted(ctx, params.id, body),
    revokeTargeted: (ctx, { params, body }) => desk.revokeTargeted(ctx, params.id, body),
    tryTargetedScope: (ctx, { params, body }) => grant.tryTargetedScope(ctx, params.id, body),
    grantTargeted: (ctx, { params, body }) => grant.grantTargeted(ctx, params.id, body),
    traceTargeted: (ctx, _input, { request }) =>
      readUpload(request, leakRules, ({ stream }) => traceTargeted(ctx, { stream })),
  });
}

/** Sealed papers and delivered data: saved by whoever asked, kept by nothing on the way. */
function sendOnce(
  response: Response,
  file: { readonly bytes: Buffer; readonly contentType: string; readonly fileName: string },
): undefined {
  response.attachment(file.fileName);
  response
    .type(file.contentType)
    .set('Cache-Control', 'no-store')
    .set('X-Content-Type-Options', 'nosniff')
    .send(file.bytes);
}
