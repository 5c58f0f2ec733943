import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { feedbackOperations } from '#api/feedback/contract.ts';
import * as corrections from '#api/feedback/corrections.ts';
import * as desk from '#api/feedback/desk.ts';
import * as requests from '#api/feedback/requests.ts';
import { mount } from '#api/http/mount.ts';

export function mountFeedback(router: Router, app: App): void {
  mount(router, app, feedbackOperations, {
    listRequests: (ctx, { query }) => requests.listRequests(ctx, query),
    showFeedbackFigures: (ctx) => requests.showFeedbackFigures(ctx),
    findSimilarRequests: (ctx, { query }) => requests.findSimilarRequests(ctx, query),
    fileRequest: (ctx, { body }) => requests.fileRequest(ctx, body),
    showRequest: (ctx, { params }) => requests.showRequest(ctx, params.id),
    voteForRequest: (ctx, { params }) => requests.voteForRequest(ctx, params.id),
    takeVoteBack: (ctx, { params }) => requests.takeVoteBack(ctx, params.id),
    withdrawRequest: (ctx, { params }) => requests.withdrawRequest(ctx, params.id),
    listRequestDesk: (ctx, { query }) => desk.listRequestDesk(ctx, query),
    assignRequest: (ctx, { params, body }) => desk.assignRequest(ctx, params.id, body),
    forwardRequest: (ctx, { params, body }) => desk.forwardRequest(ctx, params.id, body),
    returnRequest: (ctx, { params, body }) => desk.returnRequest(ctx, params.id, body),
    mergeRequest: (ctx, { params, body }) => desk.mergeRequest(ctx, params.id, body),
    extendRequest: (ctx, { params, body }) => desk.extendRequest(ctx, params.id, body),
    answerRequest: (ctx, { params, body }) => desk.answerRequest(ctx, params.id, body),
    listCorrections: (ctx, { params, query }) =>
      corrections.listCorrections(ctx, `${params.class}/${params.seq}`, query),
    fileCorrection: (ctx, { body }) => corrections.fileCorrection(ctx, body),
    showCorrection: (ctx, { params }) => corrections.showCorrection(ctx, params.id),
    listCorrectionDesk: (ctx, { query }) => corrections.listCorrectionDesk(ctx, query),
    acceptCorrection: (ctx, { params, body }) => corrections.acceptCorrection(ctx, params.id, body),
    correctData: (ctx, { params, body }) => corrections.correctData(ctx, params.id, body),
    findNoError: (ctx, { params, body }) => corrections.findNoError(ctx, params.id, body),
  });
}
