import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import * as board from '#api/supervision/board.ts';
import * as cases from '#api/supervision/cases.ts';
import * as clues from '#api/supervision/clues.ts';
import { supervisionOperations } from '#api/supervision/contract.ts';
import { inspectionOperations } from '#api/supervision/inspections/contract.ts';
import * as plan from '#api/supervision/inspections/plan.ts';
import * as inspections from '#api/supervision/inspections/show.ts';
import * as visits from '#api/supervision/inspections/visits.ts';
import * as papers from '#api/supervision/papers.ts';
import { showPublic } from '#api/supervision/public.ts';
import * as settings from '#api/supervision/settings.ts';
import { listCases, showCase } from '#api/supervision/show.ts';

export function mountSupervision(router: Router, app: App): void {
  mount(router, app, supervisionOperations, {
    showSupervisionBoard: (ctx, { query }) => board.showBoard(ctx, query),
    exportSupervisionFigures: async (ctx, { query }, { response }) => {
      const { name, text } = await board.exportFigures(ctx, query);
      response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
      response.type('text/csv; charset=utf-8').send(text);
      return undefined;
    },
    listSupervisionClues: (ctx, { query }) => clues.listClues(ctx, query),
    showSupervisionClue: (ctx, { params }) => clues.showClue(ctx, params.id),
    openSupervisionClue: (ctx, { body }) => clues.openClue(ctx, body),
    confirmSupervisionClue: (ctx, { params, body }) => clues.confirmClue(ctx, params.id, body),
    dismissSupervisionClue: (ctx, { params, body }) => clues.dismissClue(ctx, params.id, body),
    referSupervisionClue: (ctx, { params, body }) => clues.referClue(ctx, params.id, body),
    runSupervisionDetectors: (ctx) => clues.runDetectors(ctx),
    listSupervisionRules: (ctx) => settings.listRules(ctx),
    setSupervisionRule: (ctx, { params, body }) => settings.setRule(ctx, params.rule, body),
    listSupervisionCases: (ctx, { query }) => listCases(ctx, query),
    showSupervisionCase: (ctx, { params }) => showCase(ctx, params.id),
    stateSupervisionCase: (ctx, { params, body }) => cases.stateCase(ctx, params.id, body),
    endSupervisionHearing: (ctx, { params, body }) => cases.endHearing(ctx, params.id, body),
    dropSupervisionCase: (ctx, { params, body }) => cases.dropCase(ctx, params.id, body),
    setGoverningLaw: (ctx, { params, body }) => cases.setLaw(ctx, params.id, body),
    handOverSupervisionCase: (ctx, { params, body }) => cases.handOver(ctx, params.id, body),
    draftSupervisionPaper: (ctx, { params, body }) => papers.draftPaper(ctx, params.id, body),
    returnSupervisionPaper: (ctx, { params, body }) => papers.returnPaper(ctx, params.id, body),
    issueSupervisionPaper: (ctx, { params, body }) => papers.issuePaper(ctx, params.id, body),
    receiveSupervisionOrder: (ctx, { params, body }) => cases.receiveOrder(ctx, params.id, body),
    saveSupervisionItem: (ctx, { params, body }) => cases.saveItem(ctx, params.id, body),
    askSupervisionExtension: (ctx, { params, body }) => cases.askExtension(ctx, params.id, body),
    decideSupervisionExtension: (ctx, { params, body }) => cases.decideExtension(ctx, params.id, body),
    reportSupervisionCorrection: (ctx, { params, body }) => cases.reportCase(ctx, params.id, body),
    closeSupervisionCase: (ctx, { params, body }) => cases.closeCase(ctx, params.id, body),
    showPublicSupervision: (ctx) => showPublic(ctx),
  });
  mount(router, app, inspectionOperations, {
    listInspectors: (ctx) => plan.listInspectors(ctx),
    addInspector: (ctx, { body }) => plan.addInspector(ctx, body),
    endInspector: (ctx, { params }) => plan.endInspector(ctx, params.id),
    listInspections: (ctx, { query }) => inspections.listInspections(ctx, query),
    planInspection: (ctx, { body }) => plan.planInspection(ctx, body),
    showInspection: (ctx, { params }) => inspections.showInspection(ctx, params.id),
    commitInspection: (ctx, { params }) => plan.commitInspection(ctx, params.id),
    drawInspection: (ctx, { params }) => plan.drawInspection(ctx, params.id),
    assignInspection: (ctx, { params, body }) => plan.assignInspection(ctx, params.id, body),
    cancelInspection: (ctx, { params, body }) => plan.cancelInspection(ctx, params.id, body),
    recordVisit: (ctx, { params, body }) => visits.recordVisit(ctx, params.id, body),
    stateVisit: (ctx, { params, body }) => visits.stateVisit(ctx, params.id, body),
    signVisit: (ctx, { params, body }) => visits.signVisit(ctx, params.id, body),
    publishInspection: (ctx, { params, body }) => plan.publishInspection(ctx, params.id, body),
    showPublicInspection: (ctx, { params }) => inspections.showPublicInspection(ctx, params.id),
  });
}
