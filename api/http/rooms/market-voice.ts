import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { complaintOperations } from '#api/market/complaints/contract.ts';
import * as complaints from '#api/market/complaints/service.ts';
import { listingOperations } from '#api/market/listings/contract.ts';
import * as listings from '#api/market/listings/service.ts';
import { quotationOperations } from '#api/market/quotations/contract.ts';
import * as quotations from '#api/market/quotations/service.ts';
import { reviewOperations } from '#api/market/reviews/contract.ts';
import * as reviews from '#api/market/reviews/service.ts';

export function mountMarketVoice(router: Router, app: App): void {
  mount(router, app, quotationOperations, {
    listQuotations: (ctx, { query }) => quotations.listQuotations(ctx, query),
    showQuotation: (ctx, { params }) => quotations.getQuotation(ctx, params.id),
    askQuotation: (ctx, { params, body }) => quotations.askQuotation(ctx, params.no, body),
    makePrivateOffer: (ctx, { body }) => quotations.makePrivateOffer(ctx, body),
    offerQuotation: (ctx, { params, body }) => quotations.offerQuotation(ctx, params.id, body),
    declineQuotation: (ctx, { params, body }) => quotations.declineQuotation(ctx, params.id, body),
    acceptQuotation: (ctx, { params, body }) => quotations.acceptQuotation(ctx, params.id, body),
    rejectQuotation: (ctx, { params, body }) => quotations.rejectQuotation(ctx, params.id, body),
    withdrawQuotation: (ctx, { params, body }) => quotations.withdrawQuotation(ctx, params.id, body),
  });
  mount(router, app, reviewOperations, {
    listProductReviews: (ctx, { params }) => reviews.listProductReviews(ctx, params.no),
    listProductStars: (ctx, { query }) => reviews.listProductStars(ctx, query),
    reviewProduct: (ctx, { params, body }) => reviews.reviewProduct(ctx, params.no, body),
    showProductReview: (ctx, { params }) => reviews.getReview(ctx, params.id),
    replyToProductReview: (ctx, { params, body }) => reviews.replyToProductReview(ctx, params.id, body),
    hideProductReview: (ctx, { params, body }) => reviews.hideProductReview(ctx, params.id, body),
    unhideProductReview: (ctx, { params, body }) => reviews.unhideProductReview(ctx, params.id, body),
  });
  mount(router, app, complaintOperations, {
    countProductComplaints: (ctx, { params }) => complaints.countComplaints(ctx, params.no),
    fileProductComplaint: (ctx, { params, body }) => complaints.fileComplaint(ctx, params.no, body),
    listProductComplaints: (ctx, { query }) => complaints.listComplaints(ctx, query),
    showProductComplaint: (ctx, { params }) => complaints.getComplaint(ctx, params.id),
    answerProductComplaint: (ctx, { params, body }) => complaints.answerComplaint(ctx, params.id, body),
    decideProductComplaint: (ctx, { params, body }) => complaints.decideComplaint(ctx, params.id, body),
    withdrawProductComplaint: (ctx, { params, body }) => complaints.withdrawComplaint(ctx, params.id, body),
    carryOutMeasure: (ctx, { params, body }) => complaints.carryOutMeasure(ctx, params.id, body),
  });
  mount(router, app, listingOperations, {
    listDataExchanges: (ctx) => listings.listDataExchanges(ctx),
    enterDataExchange: (ctx, { body }) => listings.enterDataExchange(ctx, body),
    endDataExchange: (ctx, { params }) => listings.endDataExchange(ctx, params.id),
    listProductListings: (ctx, { params }) => listings.listProductListings(ctx, params.no),
    listExchangeListings: (ctx) => listings.listExchangeListings(ctx),
    showExchangeListing: (ctx, { params }) => listings.getListing(ctx, params.id),
    listAtExchange: (ctx, { body }) => listings.listAtExchange(ctx, body),
    endExchangeListing: (ctx, { params, body }) => listings.endExchangeListing(ctx, params.id, body),
    reportExchangeSale: (ctx, { params, body }) => listings.reportExchangeSale(ctx, params.id, body),
    showRightStatement: (ctx, { params }) => listings.showRightStatement(ctx, params.no),
    openRightStatementPdf: async (ctx, { params }, { response }) => {
      const { no, bytes } = await listings.openRightStatementPdf(ctx, params.no);
      response.setHeader('Content-Type', 'application/pdf');
      response.setHeader('Content-Disposition', `inline; filename="${no}.pdf"`);
      response.setHeader('Cache-Control', 'no-cache');
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.send(Buffer.from(bytes));
      return undefined;
    },
  });
}
