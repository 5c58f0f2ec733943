/** Every use-case by room, in one object: what the pages are given through the router's context. */
import * as agreementAmendment from '#api/agreements/amendment.ts';
import * as agreementClues from '#api/agreements/clues.ts';
import * as agreementDisposition from '#api/agreements/disposition.ts';
import * as agreementEarlyEnd from '#api/agreements/early-end.ts';
import * as agreementEnding from '#api/agreements/ending.ts';
import * as agreementEvidence from '#api/agreements/evidence.ts';
import * as agreementFilings from '#api/agreements/filings.ts';
import * as agreementMeasure from '#api/agreements/measure.ts';
import * as agreementProposals from '#api/agreements/proposals.ts';
import * as agreementRecords from '#api/agreements/records.ts';
import * as agreementRegister from '#api/agreements/register.ts';
import * as agreementRegistrations from '#api/agreements/registrations.ts';
import * as agreementBase from '#api/agreements/service.ts';
import * as agreementSigning from '#api/agreements/signing.ts';
import * as agreementTemplates from '#api/agreements/templates.ts';
import * as audit from '#api/audit/service.ts';
import * as bankingCases from '#api/banking/cases.ts';
import * as bankingConfirm from '#api/banking/confirm.ts';
import * as bankingDesk from '#api/banking/desk.ts';
import * as bankingExport from '#api/banking/export.ts';
import * as bankingNotice from '#api/banking/notice.ts';
import * as bankingStatements from '#api/banking/statements.ts';
import * as catalogEdit from '#api/catalog/edit.ts';
import * as catalogRead from '#api/catalog/read.ts';
import * as catalogReview from '#api/catalog/review.ts';
import * as checkoutCases from '#api/checkout/cases.ts';
import * as checkoutRefunds from '#api/checkout/refunds.ts';
import * as checkoutSessions from '#api/checkout/sessions.ts';
import * as datasetAsk from '#api/datasets/ask.ts';
import * as datasetChanges from '#api/datasets/changes.ts';
import * as datasetCitations from '#api/datasets/citations.ts';
import * as datasetDrift from '#api/datasets/drift.ts';
import * as keptViews from '#api/datasets/kept-views.ts';
import * as datasetOpen from '#api/datasets/open.ts';
import * as datasetPublish from '#api/datasets/publish.ts';
import * as datasetRead from '#api/datasets/read.ts';
import * as datasetSessions from '#api/datasets/sessions.ts';
import * as datasetSketch from '#api/datasets/sketch.ts';
import * as datasetTombstone from '#api/datasets/tombstone.ts';
import * as datasetUpload from '#api/datasets/upload.ts';
import * as datasetViews from '#api/datasets/views.ts';
import * as documents from '#api/documents/service.ts';
import * as enclaveResults from '#api/enclave/results.ts';
import * as enclaveReview from '#api/enclave/review.ts';
import * as enclaveSandbox from '#api/enclave/sandbox.ts';
import * as enclaveBase from '#api/enclave/service.ts';
import * as federationRecords from '#api/federation/records.ts';
import * as federationSources from '#api/federation/sources.ts';
import * as feedbackCorrections from '#api/feedback/corrections.ts';
import * as feedbackDataset from '#api/feedback/dataset.ts';
import * as feedbackDesk from '#api/feedback/desk.ts';
import * as feedbackRequests from '#api/feedback/requests.ts';
import * as feedbackTerms from '#api/feedback/terms.ts';
import * as gatewayKeys from '#api/gateway/keys.ts';
import * as gatewayUsage from '#api/gateway/usage.ts';
import * as law from '#api/law/service.ts';
import * as ledgerReports from '#api/ledger/reports.ts';
import * as licensingAward from '#api/licensing/award.ts';
import * as licensingCalls from '#api/licensing/calls.ts';
import * as licensingCertificate from '#api/licensing/certificate.ts';
import * as licensingClocks from '#api/licensing/clocks.ts';
import * as licensingDecisions from '#api/licensing/decisions.ts';
import * as licensingFaq from '#api/licensing/faq.ts';
import * as licensingFile from '#api/licensing/file.ts';
import * as licensingJoint from '#api/licensing/joint.ts';
import * as licensingObjections from '#api/licensing/objections.ts';
import * as licensingPlans from '#api/licensing/plans.ts';
import * as licensingBase from '#api/licensing/service.ts';
import * as licensingStanding from '#api/licensing/standing.ts';
import * as marketCitations from '#api/market/citations/service.ts';
import * as marketDisclosures from '#api/market/disclosures/service.ts';
import * as marketLineage from '#api/market/lineage/service.ts';
import * as marketNotices from '#api/market/notices/service.ts';
import { operationTables } from '#api/operations.ts';
import * as orderAccess from '#api/orders/access.ts';
import * as orderAccount from '#api/orders/account.ts';
import * as orderAllowance from '#api/orders/allowance.ts';
import * as orderPayments from '#api/orders/payments.ts';
import * as orderPlace from '#api/orders/place.ts';
import * as orderRefunds from '#api/orders/refunds.ts';
import * as orderBase from '#api/orders/service.ts';
import * as calendar from '#api/organizations/calendar.ts';
import * as certificates from '#api/organizations/certificates.ts';
import * as organizations from '#api/organizations/service.ts';
import * as overview from '#api/overview/service.ts';
import * as participantConfirm from '#api/participants/confirm.ts';
import * as participantBase from '#api/participants/service.ts';
import * as payoutAccounts from '#api/payouts/accounts.ts';
import * as payoutFile from '#api/payouts/file.ts';
import * as payoutIncome from '#api/payouts/income.ts';
import * as payoutRuns from '#api/payouts/runs.ts';
import * as peopleBase from '#api/people/service.ts';
import * as tokens from '#api/people/tokens.ts';
import * as productFacts from '#api/products/facts.ts';
import * as productGuard from '#api/products/guard.ts';
import * as productPlans from '#api/products/plans.ts';
import * as productBase from '#api/products/service.ts';
import * as qualityDictionary from '#api/quality/dictionary.ts';
import * as qualityReports from '#api/quality/reports.ts';
import * as qualitySheet from '#api/quality/sheet.ts';
import { listReleases } from '#api/releases/service.ts';
import * as reuseComments from '#api/reuses/comments.ts';
import * as reuseModerate from '#api/reuses/moderate.ts';
import * as reusePictures from '#api/reuses/pictures.ts';
import * as reuseRatings from '#api/reuses/ratings.ts';
import * as reuseBase from '#api/reuses/service.ts';
import * as reuseSubmit from '#api/reuses/submit.ts';
import * as financeDesk from '#api/revenue/desk.ts';
import * as revenueEvidence from '#api/revenue/evidence.ts';
import * as months from '#api/revenue/months.ts';
import * as revenueOverview from '#api/revenue/overview.ts';
import * as treasuryReports from '#api/revenue/reconcile.ts';
import * as revenueRefunds from '#api/revenue/refunds.ts';
import * as remittances from '#api/revenue/remittances.ts';
import * as repayments from '#api/revenue/repayments.ts';
import * as statements from '#api/revenue/statements.ts';
import * as score from '#api/score/service.ts';
import * as searchDemand from '#api/search/demand.ts';
import * as searchFind from '#api/search/service.ts';
import * as searchSuggest from '#api/search/suggest.ts';
import * as searchSynonyms from '#api/search/synonyms.ts';
import * as status from '#api/status/service.ts';
import * as subscriptionFeeds from '#api/subscriptions/feeds.ts';
import * as subscriptionMail from '#api/subscriptions/mail.ts';
import * as webhooks from '#api/subscriptions/webhooks.ts';
import * as targetedAccess from '#api/targeted/access.ts';
import * as targetedApply from '#api/targeted/apply.ts';
import * as targetedDeliver from '#api/targeted/deliver.ts';
import * as targetedDesk from '#api/targeted/desk.ts';
import * as targetedGrant from '#api/targeted/grant.ts';
import * as targetedLeaks from '#api/targeted/leaks.ts';
import * as targetedProofs from '#api/targeted/proofs.ts';
import * as targetedTerms from '#api/targeted/terms.ts';
import * as targetedTracing from '#api/targeted/tracing.ts';
import * as usageDeliver from '#api/usage/deliver.ts';
import { listShared } from '#api/usage/delta/shares.ts';
import * as usageKeys from '#api/usage/keys.ts';
import * as usageQuota from '#api/usage/quota.ts';
import * as usageRecord from '#api/usage/service.ts';
import * as usageTracing from '#api/usage/tracing.ts';

const banking = {
  ...bankingCases,
  confirmLine: bankingConfirm.confirmLine,
  confirmLines: bankingConfirm.confirmLines,
  ...bankingDesk,
  ...bankingExport,
  ...bankingNotice,
  ...bankingStatements,
};
const catalog = { ...catalogEdit, ...catalogRead, ...catalogReview };
const datasets = {
  ...datasetChanges,
  ...datasetCitations,
  ...datasetUpload,
  ...datasetViews,
  ...keptViews,
  acceptDrift: datasetDrift.acceptDrift,
  ...datasetPublish,
  ...datasetRead,
  ...datasetAsk,
  ...datasetOpen,
  ...datasetSessions,
  ...datasetSketch,
  ...datasetTombstone,
};
const reuses = {
  ...reuseBase,
  ...reuseSubmit,
  ...reuseModerate,
  ...reuseRatings,
  ...reuseComments,
  addPicture: reusePictures.addPicture,
};
const participants = { ...participantConfirm, ...participantBase };
const payouts = { ...payoutAccounts, ...payoutFile, ...payoutIncome, ...payoutRuns };
const people = { ...peopleBase, ...tokens };
const feedback = {
  ...feedbackCorrections,
  ...feedbackDataset,
  ...feedbackDesk,
  ...feedbackRequests,
  ...feedbackTerms,
};
const federation = { ...federationRecords, ...federationSources };
const licensing = {
  ...licensingBase,
  ...licensingDecisions,
  ...licensingCertificate,
  ...licensingAward,
  ...licensingCalls,
  ...licensingClocks,
  ...licensingFaq,
  ...licensingFile,
  ...licensingJoint,
  ...licensingObjections,
  ...licensingPlans,
  ...licensingStanding,
};
const agreements = {
  ...agreementBase,
  ...agreementEnding,
  ...agreementRegister,
  ...agreementSigning,
  ...agreementFilings,
  ...agreementAmendment,
  ...agreementEvidence,
  ...agreementMeasure,
  ...agreementEarlyEnd,
  ...agreementDisposition,
  ...agreementClues,
  ...agreementRegistrations,
  ...agreementRecords,
  ...agreementProposals,
  ...agreementTemplates,
};
const products = {
  ...productBase,
  ...productPlans,
  showSample: productFacts.showSample,
  listGuardedProducts: productGuard.listGuardedProducts,
  fileCeiling: productGuard.fileCeiling,
};
const subscriptions = { ...subscriptionFeeds, ...subscriptionMail, ...webhooks };
const targeted = {
  ...targetedAccess,
  ...targetedApply,
  ...targetedDeliver,
  ...targetedDesk,
  ...targetedGrant,
  ...targetedLeaks,
  ...targetedProofs,
  ...targetedTerms,
  ...targetedTracing,
};
const usage = { ...usageKeys, ...usageDeliver, ...usageQuota, ...usageRecord, ...usageTracing, listShared };
// A refund is asked for and approved through revenue, which knows whether the treasury has the money already.
const orders = {
  ...orderBase,
  ...orderPayments,
  ...orderAccount,
  startTrial: orderPlace.startTrial,
  renewOrder: orderAccess.renewOrder,
  setRenewal: orderAccess.setRenewal,
  endAccess: orderAccess.endAccess,
  listAllowances: orderAllowance.listAllowances,
  fileAllowance: orderAllowance.fileAllowance,
  refuseRefund: orderRefunds.refuseRefund,
  listRefundsToDecide: orderRefunds.listRefundsToDecide,
};
const treasury = {
  listRepayments: repayments.listRepayments,
  getRepayment: repayments.getRepayment,
  applyRepayment: repayments.applyRepayment,
  returnRepayment: repayments.returnRepayment,
  reviewRepayment: repayments.reviewRepayment,
  approveRepayment: repayments.approveRepayment,
  registerRepayment: repayments.registerRepayment,
  ...treasuryReports,
  ...months,
  ...financeDesk,
  exportEvidence: revenueEvidence.exportEvidence,
};
const revenue = { ...statements, ...remittances, ...revenueRefunds, ...revenueOverview, ...treasury };

const checkout = {
  showCheckout: checkoutSessions.showCheckout,
  openCheckout: checkoutSessions.openCheckout,
  approveByCard: checkoutRefunds.approveByCard,
  refundsByCard: checkoutRefunds.refundsByCard,
  payByBank: checkoutRefunds.payByBank,
  sendBackUnmatched: checkoutRefunds.sendBackUnmatched,
  listCases: checkoutCases.listCases,
  getCase: checkoutCases.getCase,
  retryCase: checkoutCases.retryCase,
  closeCase: checkoutCases.closeCase,
};

const market = { ...marketCitations, ...marketDisclosures, ...marketLineage, ...marketNotices };

const enclave = {
  ...enclaveBase,
  ...enclaveReview,
  ...enclaveResults,
  showSandbox: enclaveSandbox.showSandbox,
  openSandboxFile: enclaveSandbox.openSandboxFile,
  hasSandbox: enclaveSandbox.hasSandbox,
};

const quality = { ...qualityDictionary, ...qualityReports, ...qualitySheet };

const search = { ...searchFind, ...searchDemand, ...searchSuggest, ...searchSynonyms };

const gateway = {
  listOrderKeys: gatewayKeys.listOrderKeys,
  createOrderKey: gatewayKeys.createOrderKey,
  revokeOrderKey: gatewayKeys.revokeOrderKey,
  rotateUpstreamSecret: gatewayKeys.rotateUpstreamSecret,
  ...gatewayUsage,
};

export const services = {
  agreements,
  documents,
  enclave,
  federation,
  feedback,
  gateway,
  licensing,
  usage,
  audit,
  banking,
  calendar,
  certificates,
  catalog,
  checkout,
  datasets,
  law,
  market,
  ledger: ledgerReports,
  orders,
  organizations,
  overview,
  participants,
  payouts,
  people,
  products,
  quality,
  reuses,
  revenue,
  score,
  releases: { listReleases: () => listReleases(operationTables) },
  status,
  search,
  subscriptions,
  targeted,
} as const;
export type Services = typeof services;
