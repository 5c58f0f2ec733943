import type { Router } from 'express';
import { draftOperations } from '#api/agreements/draft-contract.ts';
import * as proposals from '#api/agreements/proposals.ts';
import { templateOperations } from '#api/agreements/template-contract.ts';
import * as templates from '#api/agreements/templates.ts';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';

export function mountAgreementDrafts(router: Router, app: App): void {
  mount(router, app, draftOperations, {
    showNegotiation: (ctx, { params }) => proposals.getNegotiation(ctx, params.id),
    compareDrafts: (ctx, { params, query }) => proposals.compareDrafts(ctx, params.id, query),
    markDraftsSeen: (ctx, { params, body }) => proposals.markDraftsSeen(ctx, params.id, body),
    commentDraft: (ctx, { params, body }) => proposals.commentDraft(ctx, params.id, body),
    proposeTerms: (ctx, { params, body }) => proposals.proposeTerms(ctx, params.id, body),
    decideProposal: (ctx, { params, body }) => proposals.decideProposal(ctx, params.id, params.proposal, body),
    withdrawProposal: (ctx, { params }) => proposals.withdrawProposal(ctx, params.id, params.proposal),
  });
  mount(router, app, templateOperations, {
    listTemplates: (ctx, { query }) => templates.listTemplates(ctx, query),
    listTemplateDesk: (ctx) => templates.listTemplateDesk(ctx),
    showTemplate: (ctx, { params }) => templates.getTemplate(ctx, params.id),
    openTemplatePdf: async (ctx, { params }, { response }) => {
      const pdf = await templates.openTemplatePdf(ctx, params.id);
      response.setHeader('Content-Type', 'application/pdf');
      response.setHeader('Content-Disposition', `inline; filename="${pdf.no}.pdf"`);
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.send(Buffer.from(pdf.bytes));
      return undefined;
    },
    compareTemplates: (ctx, { params, query }) => templates.compareTemplates(ctx, params.id, query.from),
    createTemplate: (ctx, { body }) => templates.createTemplate(ctx, body),
    saveTemplate: (ctx, { params, body }) => templates.saveTemplate(ctx, params.id, body),
    publishTemplate: (ctx, { params, body }) => templates.publishTemplate(ctx, params.id, body),
    discardTemplate: (ctx, { params }) => templates.discardTemplate(ctx, params.id),
    closeTemplate: (ctx, { params, body }) => templates.closeTemplate(ctx, params.id, body),
    nextTemplateVersion: (ctx, { params }) => templates.nextTemplateVersion(ctx, params.id),
  });
}
