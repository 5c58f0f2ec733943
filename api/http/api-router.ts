/** /api/v1: every room's operations. */
import { Router } from 'express';
import type { App } from '#api/context.ts';
import { mountAgreements } from './rooms/agreements.ts';
import { mountAudit } from './rooms/audit.ts';
import { mountCatalog } from './rooms/catalog.ts';
import { mountChanges } from './rooms/changes.ts';
import { mountCitations } from './rooms/citations.ts';
import { mountDatasets } from './rooms/datasets.ts';
import { mountDocuments } from './rooms/documents.ts';
import { mountFederation } from './rooms/federation.ts';
import { mountLaw } from './rooms/law.ts';
import { mountLedger } from './rooms/ledger.ts';
import { mountLicensing } from './rooms/licensing.ts';
import { mountOpenData } from './rooms/open-data.ts';
import { mountOrders } from './rooms/orders.ts';
import { mountOrganizations } from './rooms/organizations.ts';
import { mountOverview } from './rooms/overview.ts';
import { mountParticipants } from './rooms/participants.ts';
import { mountPeople } from './rooms/people.ts';
import { mountProducts } from './rooms/products.ts';
import { mountRevenue } from './rooms/revenue.ts';
import { mountScore } from './rooms/score.ts';
import { mountSearch } from './rooms/search.ts';
import { mountSubscriptions } from './rooms/subscriptions.ts';
import { mountUploads } from './rooms/uploads.ts';
import { mountUsage } from './rooms/usage.ts';
import { mountViews } from './rooms/views.ts';

export function apiRouter(app: App): Router {
  const router = Router();
  mountPeople(router, app);
  mountOrganizations(router, app);
  mountCatalog(router, app);
  // Before the datasets: HEAD is the protocol's, and Express would hand it to whoever answers GET.
  mountUploads(router, app);
  mountDatasets(router, app);
  mountChanges(router, app);
  mountCitations(router, app);
  mountOpenData(router, app);
  mountLicensing(router, app);
  mountAgreements(router, app);
  mountUsage(router, app);
  mountProducts(router, app);
  mountOrders(router, app);
  mountRevenue(router, app);
  mountLedger(router, app);
  mountDocuments(router, app);
  mountAudit(router, app);
  mountLaw(router, app);
  mountSearch(router, app);
  mountOverview(router, app);
  mountSubscriptions(router, app);
  mountFederation(router, app);
  mountViews(router, app);
  mountScore(router, app);
  mountParticipants(router, app);
  return router;
}
