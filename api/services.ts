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
import * as assetApply from '#api/assets/apply.ts';
import * as assetCards from '#api/assets/cards.ts';
import * as assetCertificate from '#api/assets/certificate.ts';
import * as assetInventories from '#api/assets/inventories.ts';
import * as assetLedger from '#api/assets/ledger.ts';
import * as assetLedgerFiles from '#api/assets/ledger-files.ts';
import * as assetRegister from '#api/assets/register.ts';
import * as assetReports from '#api/assets/reports.ts';
import * as assetReview from '#api/assets/review.ts';
import { listAssetSignals } from '#api/assets/signals.ts';
import * as assetTransfer from '#api/assets/transfer.ts';
import * as audit from '#api/audit/service.ts';
import * as bankingCases from '#api/banking/cases.ts';
import * as bankingConfirm from '#api/banking/confirm.ts';
import * as bankingDesk from '#api/banking/desk.ts';
import * as bankingExport from '#api/banking/export.ts';
import * as bankingNotice from '#api/banking/notice.ts';
import * as bankingStatements from '#api/banking/statements.ts';
import * as basesClassification from '#api/bases/classification.ts';
import * as basesCloud from '#api/bases/cloud.ts';
import * as basesItems from '#api/bases/items.ts';
import * as basesSets from '#api/bases/sets.ts';
import * as catalogEdit from '#api/catalog/edit.ts';
import * as catalogRead from '#api/catalog/read.ts';
import * as catalogReview from '#api/catalog/review.ts';
import * as checkoutAccounts from '#api/checkout/accounts.ts';
import * as checkoutCases from '#api/checkout/cases.ts';
import * as checkoutRefunds from '#api/checkout/refunds.ts';
import * as checkoutSessions from '#api/checkout/sessions.ts';
import * as checkoutSubscriptions from '#api/checkout/subscriptions.ts';
import { scopeOf as collectionScopeOf, mayCollectAtAll } from '#api/collection/access.ts';
import * as collectionCheck from '#api/collection/check.ts';
import * as collectionConsents from '#api/collection/consents.ts';
import * as collectionIntakes from '#api/collection/intakes.ts';
import * as collectionItems from '#api/collection/items.ts';
import * as myData from '#api/collection/my-data.ts';
import * as subjectProofs from '#api/collection/proofs.ts';
import * as collectionReview from '#api/collection/review.ts';
import * as collectionSignals from '#api/collection/signals.ts';
import * as subjectDesk from '#api/collection/subject-desk.ts';
import * as subjectRequests from '#api/collection/subject-requests.ts';
import * as compilationClocks from '#api/compilation/clocks.ts';
import * as compilationExport from '#api/compilation/export.ts';
import * as compilationHandOver from '#api/compilation/hand-over.ts';
import * as compilationImports from '#api/compilation/imports.ts';
import * as compilationRequirements from '#api/compilation/requirements.ts';
import * as compilationStubs from '#api/compilation/stubs.ts';
import * as compilationTriggers from '#api/compilation/triggers.ts';
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
import * as deidentificationHierarchy from '#api/deidentification/hierarchy.ts';
import * as deidentificationBase from '#api/deidentification/service.ts';
import * as deidentificationSign from '#api/deidentification/sign.ts';
import * as deidentificationTrial from '#api/deidentification/trial.ts';
import * as documents from '#api/documents/service.ts';
import * as enclaveResults from '#api/enclave/results.ts';
import * as enclaveReview from '#api/enclave/review.ts';
import * as enclaveSandbox from '#api/enclave/sandbox.ts';
import * as enclaveBase from '#api/enclave/service.ts';
import * as evaluationAppeals from '#api/evaluation/appeals.ts';
import * as evaluationComparison from '#api/evaluation/compare.ts';
import * as evaluationPlans from '#api/evaluation/plans.ts';
import * as evaluationRankings from '#api/evaluation/rankings.ts';
import * as evaluationReports from '#api/evaluation/reports.ts';
import * as evaluationRuns from '#api/evaluation/runs.ts';
import * as evaluationSchemes from '#api/evaluation/schemes.ts';
import * as evaluationUses from '#api/evaluation/uses.ts';
import * as evaluationWhatIf from '#api/evaluation/what-if.ts';
import * as federationRecords from '#api/federation/records.ts';
import * as federationSources from '#api/federation/sources.ts';
import * as feedbackCorrections from '#api/feedback/corrections.ts';
import * as feedbackDataset from '#api/feedback/dataset.ts';
import * as feedbackDesk from '#api/feedback/desk.ts';
import * as feedbackRequests from '#api/feedback/requests.ts';
import * as feedbackTerms from '#api/feedback/terms.ts';
import * as gatewayKeys from '#api/gateway/keys.ts';
import * as gatewayUsage from '#api/gateway/usage.ts';
import * as invoiceDunning from '#api/invoices/dunning.ts';
import * as invoiceExport from '#api/invoices/export.ts';
import * as invoiceIssue from '#api/invoices/issue.ts';
import * as invoiceRed from '#api/invoices/red.ts';
import * as invoiceRequests from '#api/invoices/requests.ts';
import * as invoiceTitles from '#api/invoices/titles.ts';
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
import * as licensingToken from '#api/licensing/token.ts';
import * as marketCitations from '#api/market/citations/service.ts';
import * as marketComplaints from '#api/market/complaints/service.ts';
import * as marketDealing from '#api/market/dealing/service.ts';
import * as marketDisclosures from '#api/market/disclosures/service.ts';
import * as marketLineage from '#api/market/lineage/service.ts';
import * as marketListings from '#api/market/listings/service.ts';
import * as marketNotices from '#api/market/notices/service.ts';
import * as marketQuotations from '#api/market/quotations/service.ts';
import * as marketRelations from '#api/market/relations/service.ts';
import * as marketReviews from '#api/market/reviews/service.ts';
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
import * as organizationOffices from '#api/organizations/offices.ts';
import * as organizationRegions from '#api/organizations/regions.ts';
import * as organizationBase from '#api/organizations/service.ts';
import * as overview from '#api/overview/service.ts';
import * as participantConfirm from '#api/participants/confirm.ts';
import * as participantBase from '#api/participants/service.ts';
import * as payoutAccounts from '#api/payouts/accounts.ts';
import * as payoutBatches from '#api/payouts/batches.ts';
import * as payoutFile from '#api/payouts/file.ts';
import * as payoutIncome from '#api/payouts/income.ts';
import * as payoutIncomePaper from '#api/payouts/income-paper.ts';
import * as payoutRuns from '#api/payouts/runs.ts';
import * as peopleAccount from '#api/people/account.ts';
import * as peopleDelegations from '#api/people/delegations.ts';
import * as peopleFactor from '#api/people/factor.ts';
import * as peopleIssuer from '#api/people/issuer.ts';
import * as peopleMembers from '#api/people/members.ts';
import * as peopleBase from '#api/people/service.ts';
import * as peopleSessions from '#api/people/sessions.ts';
import * as tokens from '#api/people/tokens.ts';
import * as productDivision from '#api/products/division.ts';
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
import * as levels from '#api/revenue/levels.ts';
import * as metered from '#api/revenue/metered.ts';
import * as months from '#api/revenue/months.ts';
import * as agencyMoves from '#api/revenue/moves.ts';
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
import * as securityAssessments from '#api/security/assessments.ts';
import * as securityControls from '#api/security/controls.ts';
import * as securityDrills from '#api/security/drills.ts';
import * as securityExports from '#api/security/exports.ts';
import * as securityIncidents from '#api/security/incidents.ts';
import * as securityLogs from '#api/security/logs.ts';
import * as securityParameters from '#api/security/parameters.ts';
import * as securityPrivileges from '#api/security/privileges.ts';
import * as securityProviders from '#api/security/providers.ts';
import * as securityRoots from '#api/security/roots.ts';
import * as securitySignalRoom from '#api/security/signals.ts';
import { requireAsker, scopeOf as sharingScopeOf } from '#api/sharing/access.ts';
import * as sharingBoard from '#api/sharing/board.ts';
import * as sharingCorrections from '#api/sharing/corrections.ts';
import * as sharingDeliver from '#api/sharing/deliver.ts';
import * as sharingObjections from '#api/sharing/objections.ts';
import * as sharingOffers from '#api/sharing/offers.ts';
import * as sharingProvide from '#api/sharing/provide.ts';
import * as sharingRequests from '#api/sharing/requests.ts';
import * as sharingReview from '#api/sharing/review.ts';
import * as sharingSupervise from '#api/sharing/supervise.ts';
import * as sharingTracing from '#api/sharing/tracing.ts';
import * as sharingUses from '#api/sharing/uses.ts';
import * as status from '#api/status/service.ts';
import * as subscriptionFeeds from '#api/subscriptions/feeds.ts';
import * as subscriptionMail from '#api/subscriptions/mail.ts';
import * as webhooks from '#api/subscriptions/webhooks.ts';
import * as supervisionBoard from '#api/supervision/board.ts';
import * as supervisionCases from '#api/supervision/cases.ts';
import * as supervisionClues from '#api/supervision/clues.ts';
import * as inspectionPlan from '#api/supervision/inspections/plan.ts';
import * as inspectionShow from '#api/supervision/inspections/show.ts';
import * as inspectionVisits from '#api/supervision/inspections/visits.ts';
import * as supervisionPapers from '#api/supervision/papers.ts';
import { showPublic as showPublicSupervision } from '#api/supervision/public.ts';
import * as supervisionSettings from '#api/supervision/settings.ts';
import * as supervisionShow from '#api/supervision/show.ts';
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

const assets = {
  ...assetApply,
  ...assetCards,
  ...assetCertificate,
  ...assetInventories,
  ...assetLedger,
  ...assetLedgerFiles,
  ...assetRegister,
  ...assetReports,
  ...assetReview,
  ...assetTransfer,
  listAssetSignals,
};
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
const invoices = {
  ...invoiceDunning,
  ...invoiceExport,
  ...invoiceIssue,
  ...invoiceRed,
  ...invoiceRequests,
  ...invoiceTitles,
};
const payouts = {
  ...payoutIncomePaper,
  ...payoutAccounts,
  ...payoutBatches,
  ...payoutFile,
  ...payoutIncome,
  ...payoutRuns,
};
const people = {
  ...peopleBase,
  ...peopleDelegations,
  ...peopleAccount,
  ...peopleFactor,
  ...peopleIssuer,
  ...peopleMembers,
  ...peopleSessions,
  ...tokens,
};
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
  ...licensingToken,
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
  ...productDivision,
  showSample: productFacts.showSample,
  listGuardedProducts: productGuard.listGuardedProducts,
  fileCeiling: productGuard.fileCeiling,
};
const subscriptions = { ...subscriptionFeeds, ...subscriptionMail, ...webhooks };
const security = {
  ...securityRoots,
  ...securityIncidents,
  ...securityDrills,
  ...securityPrivileges,
  ...securityLogs,
  ...securityExports,
  ...securityParameters,
  ...securityProviders,
  ...securityAssessments,
  ...securityControls,
  ...securitySignalRoom,
};
const evaluation = {
  ...evaluationAppeals,
  ...evaluationComparison,
  ...evaluationPlans,
  ...evaluationRankings,
  ...evaluationReports,
  ...evaluationRuns,
  ...evaluationSchemes,
  ...evaluationUses,
  ...evaluationWhatIf,
};

const sharing = {
  requireAsker,
  scopeOf: sharingScopeOf,
  ...sharingBoard,
  ...sharingCorrections,
  ...sharingDeliver,
  ...sharingObjections,
  ...sharingOffers,
  ...sharingProvide,
  ...sharingRequests,
  ...sharingReview,
  ...sharingSupervise,
  ...sharingTracing,
  ...sharingUses,
};
const supervision = {
  ...supervisionBoard,
  ...supervisionCases,
  ...supervisionClues,
  ...supervisionPapers,
  ...supervisionSettings,
  listCases: supervisionShow.listCases,
  showCase: supervisionShow.showCase,
  showPublic: showPublicSupervision,
};
const inspections = {
  ...inspectionPlan,
  ...inspectionVisits,
  listInspections: inspectionShow.listInspections,
  showInspection: inspectionShow.showInspection,
  showPublicInspection: inspectionShow.showPublicInspection,
};
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
const revenue = {
  ...statements,
  ...remittances,
  ...revenueRefunds,
  ...revenueOverview,
  ...treasury,
  ...levels,
  ...agencyMoves,
  ...metered,
};

const checkout = {
  showCheckout: checkoutSessions.showCheckout,
  openCheckout: checkoutSessions.openCheckout,
  openSubscription: checkoutSessions.openSubscription,
  listSubscriptions: checkoutSubscriptions.listSubscriptions,
  getSubscription: checkoutSubscriptions.getSubscription,
  stopSubscription: checkoutSubscriptions.stopByBuyer,
  showCustomer: checkoutSubscriptions.showCustomer,
  saveBilling: checkoutSubscriptions.saveBilling,
  showConnect: checkoutAccounts.showConnect,
  openConnect: checkoutAccounts.openConnect,
  refreshConnect: checkoutAccounts.refreshConnect,
  approveByCard: checkoutRefunds.approveByCard,
  refundsByCard: checkoutRefunds.refundsByCard,
  payByBank: checkoutRefunds.payByBank,
  sendBackUnmatched: checkoutRefunds.sendBackUnmatched,
  listCases: checkoutCases.listCases,
  getCase: checkoutCases.getCase,
  retryCase: checkoutCases.retryCase,
  closeCase: checkoutCases.closeCase,
};

const market = {
  ...marketCitations,
  ...marketDisclosures,
  ...marketLineage,
  ...marketNotices,
  ...marketQuotations,
  ...marketReviews,
  ...marketComplaints,
  ...marketListings,
  ...marketRelations,
  ...marketDealing,
};

const enclave = {
  ...enclaveBase,
  ...enclaveReview,
  ...enclaveResults,
  showSandbox: enclaveSandbox.showSandbox,
  openSandboxFile: enclaveSandbox.openSandboxFile,
  hasSandbox: enclaveSandbox.hasSandbox,
};

const deidentification = {
  showVersionPrivacy: deidentificationBase.showVersionPrivacy,
  confirmColumnClasses: deidentificationBase.confirmColumnClasses,
  limitRelease: deidentificationBase.limitRelease,
  assessRelease: deidentificationBase.assessRelease,
  proposeHierarchy: deidentificationHierarchy.proposeHierarchy,
  saveTreatmentPlan: deidentificationBase.saveTreatmentPlan,
  listTreatmentPlans: deidentificationBase.listTreatmentPlans,
  tryTreatment: deidentificationTrial.tryTreatment,
  signReleaseReport: deidentificationSign.signReleaseReport,
  returnReleaseReport: deidentificationSign.returnReleaseReport,
};
const quality = { ...qualityDictionary, ...qualityReports, ...qualitySheet };

const collection = {
  mayCollectAtAll,
  scopeOf: collectionScopeOf,
  ...collectionCheck,
  ...collectionConsents,
  ...collectionIntakes,
  ...collectionItems,
  ...myData,
  ...collectionReview,
  ...collectionSignals,
  ...subjectDesk,
  ...subjectProofs,
  ...subjectRequests,
};
const compilation = {
  ...compilationRequirements,
  ...compilationImports,
  ...compilationExport,
  ...compilationTriggers,
  ...compilationClocks,
  ...compilationStubs,
  ...compilationHandOver,
};

const search = { ...searchFind, ...searchDemand, ...searchSuggest, ...searchSynonyms };

const gateway = {
  listOrderKeys: gatewayKeys.listOrderKeys,
  createOrderKey: gatewayKeys.createOrderKey,
  revokeOrderKey: gatewayKeys.revokeOrderKey,
  rotateUpstreamSecret: gatewayKeys.rotateUpstreamSecret,
  ...gatewayUsage,
};

const organizations = { ...organizationBase, ...organizationOffices, ...organizationRegions };
const bases = { ...basesSets, ...basesClassification, ...basesCloud, ...basesItems };

export const services = {
  invoices,
  agreements,
  assets,
  documents,
  enclave,
  federation,
  feedback,
  gateway,
  licensing,
  usage,
  audit,
  banking,
  bases,
  calendar,
  certificates,
  catalog,
  checkout,
  collection,
  compilation,
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
  deidentification,
  quality,
  reuses,
  revenue,
  score,
  releases: { listReleases: () => listReleases(operationTables) },
  status,
  search,
  subscriptions,
  targeted,
  sharing,
  evaluation,
  security,
  supervision,
  inspections,
} as const;
export type Services = typeof services;
