import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import * as calendar from '#api/organizations/calendar.ts';
import * as certificates from '#api/organizations/certificates.ts';
import { organizationOperations } from '#api/organizations/contract.ts';
import * as organizations from '#api/organizations/service.ts';

export function mountOrganizations(router: Router, app: App): void {
  mount(router, app, organizationOperations, {
    listCalendarYears: (ctx) => calendar.listYears(ctx),
    loadCalendarYear: (ctx, { body }) => calendar.loadYear(ctx, body),
    registerEnterprise: (ctx, { body }) => organizations.registerEnterprise(ctx, body),
    showOrganization: (ctx, { params }) => organizations.getByUscc(ctx, params.uscc),
    listCertificates: (ctx) => certificates.listCertificates(ctx),
    revokeCertificate: (ctx, { params, body }) => certificates.revokeCertificate(ctx, params.serial, body),
    listAgencies: (ctx, { query }) => organizations.listAgencies(ctx, query.region_code),
  });
}
