import type { Router } from 'express';
import { decideOfficeCase } from '#api/compilation/hand-over.ts';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import * as calendar from '#api/organizations/calendar.ts';
import * as certificates from '#api/organizations/certificates.ts';
import { organizationOperations } from '#api/organizations/contract.ts';
import * as offices from '#api/organizations/offices.ts';
import { officeCaseOperations } from '#api/organizations/offices-contract.ts';
import * as regions from '#api/organizations/regions.ts';
import * as organizations from '#api/organizations/service.ts';

export function mountOrganizations(router: Router, app: App): void {
  mount(router, app, officeCaseOperations, {
    listOfficeCases: (ctx) => offices.listOfficeCases(ctx),
    proposeOfficeCase: (ctx, { body }) => offices.proposeOfficeCase(ctx, body),
    decideOfficeCase: (ctx, { params, body }) => decideOfficeCase(ctx, params.id, body),
    listRegions: (ctx, { query }) => regions.listRegions(ctx, query),
    addRegion: (ctx, { body }) => regions.addRegion(ctx, body),
    endRegion: (ctx, { params, body }) => regions.endRegion(ctx, params.id, body),
    renameRegion: (ctx, { params, body }) => regions.renameRegion(ctx, params.id, body),
  });
  mount(router, app, organizationOperations, {
    listCalendarYears: (ctx) => calendar.listYears(ctx),
    loadCalendarYear: (ctx, { body }) => calendar.loadYear(ctx, body),
    registerEnterprise: (ctx, { body }) => organizations.registerEnterprise(ctx, body),
    showOrganization: (ctx, { params }) => organizations.showRecord(ctx, params.uscc),
    listCertificates: (ctx) => certificates.listCertificates(ctx),
    revokeCertificate: (ctx, { params, body }) => certificates.revokeCertificate(ctx, params.serial, body),
    listAgencies: (ctx, { query }) => organizations.listAgencies(ctx, query.region_code),
  });
}
