import type { Request, Response, Router } from 'express';
import type { App, Ctx } from '#api/context.ts';
import { sendStream } from '#api/http/download.ts';
import { mount } from '#api/http/mount.ts';
import { readUpload } from '#api/http/upload.ts';
import * as comments from '#api/reuses/comments.ts';
import { ratingOperations, reuseOperations } from '#api/reuses/contract.ts';
import * as moderate from '#api/reuses/moderate.ts';
import * as pictures from '#api/reuses/pictures.ts';
import * as ratings from '#api/reuses/ratings.ts';
import { maxPictureBytes, maxPictureText } from '#api/reuses/rules/codes.ts';
import { refuse } from '#api/reuses/rules/refusals.ts';
import * as reuses from '#api/reuses/service.ts';
import * as submit from '#api/reuses/submit.ts';

const codeOf = (params: { class: string; seq: string }): string => `${params.class}/${params.seq}`;

const upload = {
  maxBytes: maxPictureBytes,
  tooLarge: () => refuse('reuses.picture_large', { limit: maxPictureText }),
  noFile: () => refuse('reuses.picture_missing'),
};

export function mountReuses(router: Router, app: App): void {
  mount(router, app, reuseOperations, {
    listReuses: (ctx, { query }) => reuses.listReuses(ctx, query),
    addPicture: (ctx, _input, { request }) =>
      readUpload(request, upload, ({ stream }) => pictures.addPicture(ctx, stream)),
    createReuse: (ctx, { body }) => submit.createReuse(ctx, body),
    listOwnReuses: (ctx, { query }) => reuses.listOwnReuses(ctx, query),
    showReuse: (ctx, { params }) => reuses.getShownReuse(ctx, params.id),
    openPicture: (ctx, { params }, { request, response }) => sendPicture(ctx, params, request, response),
    changeReuse: (ctx, { params, body }) => submit.changeReuse(ctx, params.id, body),
    withdrawReuse: (ctx, { params, body }) => moderate.withdrawReuse(ctx, params.id, body),
    reuseQueue: (ctx, { query }) => moderate.reuseQueue(ctx, query),
    decideReuse: (ctx, { params, body }) => moderate.decideReuse(ctx, params.id, body),
  });
  mount(router, app, ratingOperations, {
    listRatings: (ctx, { params, query }) => ratings.listRatings(ctx, codeOf(params), query),
    showOwnRating: (ctx, { params }) => ratings.showOwnRating(ctx, codeOf(params)),
    rateDataset: (ctx, { params, body }) => ratings.rateDataset(ctx, codeOf(params), body),
    withdrawRating: (ctx, { params }) => ratings.withdrawRating(ctx, codeOf(params)),
    reportComment: (ctx, { params, body }) => comments.reportComment(ctx, params.id, body),
    replyToComment: (ctx, { params, body }) => comments.replyToComment(ctx, params.id, body),
    commentQueue: (ctx, { query }) => comments.commentQueue(ctx, query),
    decideComment: (ctx, { params, body }) => comments.decideComment(ctx, params.id, body),
  });
}

/** A picture and nothing else: the browser neither guesses another type nor runs or frames anything in it. */
async function sendPicture(
  ctx: Ctx,
  params: { id: string; picture: string },
  request: Request,
  response: Response,
): Promise<undefined> {
  const { picture, isPublic, open } = await pictures.openPicture(ctx, params.id, params.picture);
  response
    .type(picture.mediaType)
    .set('X-Content-Type-Options', 'nosniff')
    .set('Content-Security-Policy', "default-src 'none'; sandbox")
    .set('Content-Disposition', 'inline')
    .set('ETag', `"${picture.sha256}"`)
    // Asked again each time: what was withdrawn is gone at once.
    .set('Cache-Control', isPublic ? 'no-cache' : 'private, no-store');
  if (request.fresh) return void response.status(304).end();
  response.set('Content-Length', String(picture.bytes));
  if (request.method === 'HEAD') return void response.end();
  await sendStream(request, response, await open());
}
