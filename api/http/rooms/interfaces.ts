/** The interfaces that existing clients speak, at the addresses where they look for them: outside /api, before the pages. */
import { Router } from 'express';
import type { App } from '#api/context.ts';
import { mountDcat } from './interfaces-dcat.ts';
import { mountFiles } from './interfaces-files.ts';
import { mountOai } from './interfaces-oai.ts';
import { mountOgc } from './interfaces-ogc.ts';
import { mountWeb } from './interfaces-web.ts';

export function interfacesRouter(app: App): Router {
  const router = Router();
  mountDcat(router, app);
  mountFiles(router, app);
  mountOai(router, app);
  mountOgc(router, app);
  mountWeb(router, app);
  return router;
}
