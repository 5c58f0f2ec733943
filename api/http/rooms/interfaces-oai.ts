/** /oai: OAI-PMH 2.0 by GET and POST. Its errors are answers (section 3.6), so that the status is 200 for them too. */
import express, { type Router } from 'express';
import type { App } from '#api/context.ts';
import { answerOai } from '#api/interfaces/oai.ts';
import type { Arguments } from '#api/interfaces/rules/oai/request.ts';
import { xmlDocument } from '#api/interfaces/xml.ts';
import { send, serve } from './interfaces-frame.ts';

export function mountOai(router: Router, app: App): void {
  serve(
    router,
    app,
    '/oai',
    async (ctx, { request, response }) => {
      const given = (request.method === 'POST' ? (request.body ?? {}) : request.query) as Arguments;
      send(response, xmlDocument(await answerOai(ctx, given)), { type: 'text/xml; charset=utf-8' });
    },
    { post: [express.urlencoded({ extended: false, limit: '16kb' })] },
  );
}
