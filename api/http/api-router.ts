/** /api/v1: every room's operations. */
import { Router } from 'express';
import type { App } from '#api/context.ts';
import { mountAudit } from './rooms/audit.ts';
import { mountLaw } from './rooms/law.ts';
import { mountOrganizations } from './rooms/organizations.ts';
import { mountOverview } from './rooms/overview.ts';
import { mountPeople } from './rooms/people.ts';
import { mountSearch } from './rooms/search.ts';

export function apiRouter(app: App): Router {
  const router = Router();
  mountPeople(router, app);
  mountOrganizations(router, app);
  mountAudit(router, app);
  mountLaw(router, app);
  mountSearch(router, app);
  mountOverview(router, app);
  return router;
}
