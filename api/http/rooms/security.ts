import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import * as assessments from '#api/security/assessments.ts';
import * as controls from '#api/security/controls.ts';
import { securityDeskOperations } from '#api/security/desk-contract.ts';
import * as drills from '#api/security/drills.ts';
import * as exports from '#api/security/exports.ts';
import * as incidents from '#api/security/incidents.ts';
import { incidentOperations } from '#api/security/incidents-contract.ts';
import * as logs from '#api/security/logs.ts';
import * as parameters from '#api/security/parameters.ts';
import * as privileges from '#api/security/privileges.ts';
import * as providers from '#api/security/providers.ts';
import * as roots from '#api/security/roots.ts';
import { rootOperations } from '#api/security/roots-contract.ts';
import * as signals from '#api/security/signals.ts';
import { twoPeopleOperations } from '#api/security/two-people-contract.ts';

export function mountSecurity(router: Router, app: App): void {
  mount(router, app, rootOperations, {
    listAuditRoots: (ctx, { query }) => roots.listRoots(ctx, query),
    showAuditRoot: (ctx, { params }) => roots.showRoot(ctx, params.number),
    proveAuditGrowth: (ctx, { query }) => roots.proveGrowth(ctx, query),
    downloadAuditCheck: async (_ctx, _input, { response }) => {
      response
        .attachment('check-audit.mjs')
        .type('text/javascript; charset=utf-8')
        .send(await roots.checkProgram());
      return undefined;
    },
    checkAuditProof: (ctx, { body }) => roots.checkProof(ctx, body),
    proveAuditRecord: (ctx, { params }) => roots.proveRecord(ctx, params.seq),
    issueAuditProof: (ctx, { params }) => roots.issueProof(ctx, params.seq),
  });
  mount(router, app, incidentOperations, {
    listIncidents: (ctx, { query }) => incidents.listIncidents(ctx, query),
    fileIncident: (ctx, { body }) => incidents.fileIncident(ctx, body),
    showIncident: (ctx, { params }) => incidents.getIncident(ctx, params.id),
    noteIncident: (ctx, { params, body }) => incidents.noteIncident(ctx, params.id, body),
    regradeIncident: (ctx, { params, body }) => incidents.regradeIncident(ctx, params.id, body),
    startIncidentPlan: (ctx, { params, body }) => incidents.startPlan(ctx, params.id, body),
    reportIncident: (ctx, { params, body }) => incidents.reportIncident(ctx, params.id, body),
    notifyPersons: (ctx, { params, body }) => incidents.notifyPersons(ctx, params.id, body),
    containIncident: (ctx, { params, body }) => incidents.containIncident(ctx, params.id, body),
    closeIncident: (ctx, { params, body }) => incidents.closeIncident(ctx, params.id, body),
    listPlans: (ctx) => drills.listPlans(ctx),
    draftPlan: (ctx, { body }) => drills.draftPlan(ctx, body),
    approvePlan: (ctx, { params }) => drills.approvePlan(ctx, params.id),
    listDrills: (ctx) => drills.listDrills(ctx),
    planDrill: (ctx, { body }) => drills.planDrill(ctx, body),
    recordDrill: (ctx, { params, body }) => drills.recordDrill(ctx, params.id, body),
    finishImprovement: (ctx, { params, body }) => drills.finishImprovement(ctx, params.id, body),
    closeDrill: (ctx, { params }) => drills.closeDrill(ctx, params.id),
  });
  mount(router, app, securityDeskOperations, {
    listPrivilegeReviews: (ctx) => privileges.listReviews(ctx),
    openPrivilegeReview: (ctx) => privileges.openReview(ctx),
    showPrivilegeReview: (ctx, { params }) => privileges.getReview(ctx, params.id),
    decidePrivilege: (ctx, { params, body }) => privileges.decidePrivilege(ctx, params.id, body),
    closePrivilegeReview: (ctx, { params }) => privileges.closeReview(ctx, params.id),
    showLogRetention: (ctx) => logs.showLogRetention(ctx),
    exportSecurityLogs: async (ctx, { query }, { response }) => {
      const { name, text } = await logs.exportLogs(ctx, query);
      response.attachment(name).type('text/csv; charset=utf-8').set('Cache-Control', 'no-store').send(text);
      return undefined;
    },
    listProviders: (ctx) => providers.listProviders(ctx),
    registerProvider: (ctx, { body }) => providers.registerProvider(ctx, body),
    showProvider: (ctx, { params }) => providers.getProvider(ctx, params.id),
    enterProviderContract: (ctx, { params, body }) => providers.enterContract(ctx, params.id, body),
    admitProviderPerson: (ctx, { params, body }) => providers.admitPerson(ctx, params.id, body),
    endProviderPerson: (ctx, { params, body }) => providers.endPerson(ctx, params.id, body),
    evaluateProvider: (ctx, { params, body }) => providers.evaluateProvider(ctx, params.id, body),
    confirmEvaluation: (ctx, { params, body }) => providers.confirmEvaluation(ctx, params.id, body),
    measureProvider: (ctx, { params, body }) => providers.measureProvider(ctx, params.id, body),
    listAssessments: (ctx) => assessments.listAssessments(ctx),
    startAssessment: (ctx, { body }) => assessments.startAssessment(ctx, body),
    showAssessment: (ctx, { params }) => assessments.getAssessment(ctx, params.id),
    saveAssessment: (ctx, { params, body }) => assessments.saveAssessment(ctx, params.id, body),
    submitAssessment: (ctx, { params, body }) => assessments.submitAssessment(ctx, params.id, body),
    decideAssessment: (ctx, { params, body }) => assessments.decideAssessment(ctx, params.id, body),
    showSecurityControls: (ctx) => controls.showControls(ctx),
    listSecuritySignals: (ctx) => signals.listSignals(ctx),
  });
  mount(router, app, twoPeopleOperations, {
    listLogExports: (ctx) => exports.listExports(ctx),
    askLogExport: (ctx, { body }) => exports.askExport(ctx, body),
    decideLogExport: (ctx, { params, body }) => exports.decideExport(ctx, params.id, body),
    showSecurityParameters: (ctx) => parameters.showParameters(ctx),
    proposeSecurityParameter: (ctx, { body }) => parameters.proposeParameter(ctx, body),
    decideSecurityParameter: (ctx, { params, body }) => parameters.decideParameter(ctx, params.id, body),
  });
}
