import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { scoreOperations } from '#api/score/contract.ts';
import * as score from '#api/score/service.ts';

export function mountScore(router: Router, app: App): void {
  mount(router, app, scoreOperations, {
    showScore: (ctx, { params }) => score.showScore(ctx, `${params.class}/${params.seq}`),
    showRecordScore: (ctx, { params }) => score.showRecordScore(ctx, params.id),
    showAgencyScore: (ctx, { params }) => score.showAgencyScore(ctx, params.uscc),
    listOwnScores: (ctx, { query }) => score.listOwnScores(ctx, query),
  });
}
