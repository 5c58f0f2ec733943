import { type Request, type Response, Router } from 'express';
import type { App } from '#api/context.ts';
import * as citations from '#api/datasets/citations.ts';
import { citationOperations } from '#api/datasets/citations-contract.ts';
import { mount } from '#api/http/mount.ts';
import { requestContext } from '#api/http/session.ts';
import { isId } from '#api/kernel/ids.ts';

const codeOf = (params: { class: string; seq: string }): string => `${params.class}/${params.seq}`;

export function mountCitations(router: Router, app: App): void {
  mount(router, app, citationOperations, {
    citeVersion: async (ctx, { params, query }, { response }) =>
      send(response, await citations.citeVersion(ctx, codeOf(params), params.number, query.format)),
    createCitation: (ctx, { params, body }) => citations.createCitation(ctx, codeOf(params), params.number, body),
    showCitation: (ctx, { params }) => citations.showCitation(ctx, params.id),
    verifyCitation: (ctx, { params }) => citations.verifyCitation(ctx, params.id),
    downloadCitation: async (ctx, { params, query }, { response }) =>
      send(response, await citations.downloadCitation(ctx, params.id, query.format)),
  });
}

function send(response: Response, file: citations.CitationFile): undefined {
  response
    .attachment(file.fileName)
    .set('Content-Type', `${file.mediaType}; charset=utf-8`)
    .set('Cache-Control', 'no-cache')
    .send(file.text);
}

/** /cite/{id} for programs; who asks for a page gets the page of that address. */
export function citeRouter(app: App): Router {
  const router = Router();
  router.get('/:id', async (request: Request, response: Response, next) => {
    response.vary('Accept');
    // The pages' own requests for data end in `.data`.
    if (!isId('citation', String(request.params.id)) || /text\/html/i.test(request.get('accept') ?? '')) return next();
    const shown = await citations.showCitation(await requestContext(app, request), String(request.params.id));
    response
      .status(shown.state === 'live' ? 200 : 410)
      .set('Cache-Control', 'no-cache')
      .json(shown);
  });
  return router;
}
