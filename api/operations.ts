/** All operation tables, by room: the OpenAPI document is made from these. */
import { amendmentOperations } from '#api/agreements/amendment-contract.ts';
import { agreementOperations } from '#api/agreements/contract.ts';
import { draftOperations } from '#api/agreements/draft-contract.ts';
import { keepingOperations } from '#api/agreements/keeping-contract.ts';
import { templateOperations } from '#api/agreements/template-contract.ts';
import { assetOperations } from '#api/assets/contract.ts';
import { inventoryOperations } from '#api/assets/inventory-contract.ts';
import { assetLedgerOperations } from '#api/assets/ledger-contract.ts';
import { assetReportOperations } from '#api/assets/report-contract.ts';
import { auditOperations } from '#api/audit/contract.ts';
import { bankingOperations } from '#api/banking/contract.ts';
import { cloudOperations } from '#api/bases/cloud-contract.ts';
import { baseOperations } from '#api/bases/contract.ts';
import { catalogOperations } from '#api/catalog/contract.ts';
import { checkoutOperations } from '#api/checkout/contract.ts';
import { consentOperations } from '#api/collection/consent-contract.ts';
import { collectionOperations } from '#api/collection/contract.ts';
import { subjectOperations } from '#api/collection/subject-contract.ts';
import { compilationOperations } from '#api/compilation/contract.ts';
import { changesOperations } from '#api/datasets/changes-contract.ts';
import { citationOperations } from '#api/datasets/citations-contract.ts';
import { datasetOperations } from '#api/datasets/contract.ts';
import { openOperations } from '#api/datasets/open-contract.ts';
import { viewOperations } from '#api/datasets/views-contract.ts';
import { deidentificationOperations } from '#api/deidentification/contract.ts';
import { documentOperations } from '#api/documents/contract.ts';
import { enclaveOperations } from '#api/enclave/contract.ts';
import { comparisonOperations as evaluationComparisonOperations } from '#api/evaluation/compare-contract.ts';
import { evaluationOperations } from '#api/evaluation/contract.ts';
import { planOperations as developmentPlanOperations } from '#api/evaluation/plans-contract.ts';
import { federationOperations } from '#api/federation/contract.ts';
import { feedbackOperations } from '#api/feedback/contract.ts';
import { gatewayOperations } from '#api/gateway/contract.ts';
import { invoiceOperations } from '#api/invoices/contract.ts';
import { lawOperations } from '#api/law/contract.ts';
import { ledgerOperations } from '#api/ledger/contract.ts';
import { callOperations } from '#api/licensing/call-contract.ts';
import { caseOperations } from '#api/licensing/case-contract.ts';
import { licensingOperations } from '#api/licensing/contract.ts';
import { enterpriseFileOperations } from '#api/licensing/file-contract.ts';
import { jointOperations } from '#api/licensing/joint-contract.ts';
import { citationOperations as marketCitationOperations } from '#api/market/citations/contract.ts';
import { complaintOperations } from '#api/market/complaints/contract.ts';
import { dealingOperations } from '#api/market/dealing/contract.ts';
import { disclosureOperations } from '#api/market/disclosures/contract.ts';
import { lineageOperations } from '#api/market/lineage/contract.ts';
import { listingOperations } from '#api/market/listings/contract.ts';
import { noticeOperations } from '#api/market/notices/contract.ts';
import { quotationOperations } from '#api/market/quotations/contract.ts';
import { relationOperations } from '#api/market/relations/contract.ts';
import { reviewOperations } from '#api/market/reviews/contract.ts';
import { accessOperations } from '#api/orders/access-contract.ts';
import { orderOperations } from '#api/orders/contract.ts';
import { organizationOperations } from '#api/organizations/contract.ts';
import { officeCaseOperations } from '#api/organizations/offices-contract.ts';
import { overviewOperations } from '#api/overview/contract.ts';
import { participantOperations } from '#api/participants/contract.ts';
import { payoutOperations } from '#api/payouts/contract.ts';
import { incomePaperOperations } from '#api/payouts/income-paper-contract.ts';
import { peopleOperations } from '#api/people/contract.ts';
import { officeOperations } from '#api/people/offices-contract.ts';
import { productOperations } from '#api/products/contract.ts';
import { planOperations } from '#api/products/plans-contract.ts';
import { qualityOperations } from '#api/quality/contract.ts';
import { releaseOperations } from '#api/releases/contract.ts';
import { ratingOperations, reuseOperations } from '#api/reuses/contract.ts';
import { revenueOperations } from '#api/revenue/contract.ts';
import { levelOperations } from '#api/revenue/levels-contract.ts';
import { treasuryOperations } from '#api/revenue/treasury-contract.ts';
import { scoreOperations } from '#api/score/contract.ts';
import { searchOperations } from '#api/search/contract.ts';
import { securityDeskOperations } from '#api/security/desk-contract.ts';
import { incidentOperations } from '#api/security/incidents-contract.ts';
import { rootOperations } from '#api/security/roots-contract.ts';
import { twoPeopleOperations } from '#api/security/two-people-contract.ts';
import { sharingOperations } from '#api/sharing/contract.ts';
import { statusOperations } from '#api/status/contract.ts';
import { subscriptionOperations } from '#api/subscriptions/contract.ts';
import { supervisionOperations } from '#api/supervision/contract.ts';
import { inspectionOperations } from '#api/supervision/inspections/contract.ts';
import { targetedOperations } from '#api/targeted/contract.ts';
import { usageOperations } from '#api/usage/contract.ts';

export const operationTables = {
  people: { ...peopleOperations, ...officeOperations },
  organizations: { ...organizationOperations, ...officeCaseOperations },
  bases: { ...baseOperations, ...cloudOperations },
  catalog: catalogOperations,
  datasets: { ...datasetOperations, ...openOperations, ...changesOperations },
  deidentification: deidentificationOperations,
  quality: qualityOperations,
  collection: collectionOperations,
  consents: consentOperations,
  subjects: subjectOperations,
  compilation: compilationOperations,
  citations: citationOperations,
  licensing: {
    ...licensingOperations,
    ...caseOperations,
    ...jointOperations,
    ...callOperations,
    ...enterpriseFileOperations,
  },
  agreements: {
    ...agreementOperations,
    ...amendmentOperations,
    ...keepingOperations,
    ...draftOperations,
    ...templateOperations,
  },
  enclave: enclaveOperations,
  usage: usageOperations,
  products: { ...productOperations, ...planOperations },
  orders: { ...orderOperations, ...accessOperations },
  gateway: gatewayOperations,
  market: {
    ...marketCitationOperations,
    ...quotationOperations,
    ...reviewOperations,
    ...complaintOperations,
    ...listingOperations,
    ...lineageOperations,
    ...noticeOperations,
    ...disclosureOperations,
    ...relationOperations,
    ...dealingOperations,
  },
  banking: bankingOperations,
  revenue: { ...revenueOperations, ...treasuryOperations, ...levelOperations },
  ledger: ledgerOperations,
  checkout: checkoutOperations,
  payouts: { ...payoutOperations, ...incomePaperOperations },
  invoices: invoiceOperations,
  documents: documentOperations,
  audit: auditOperations,
  law: lawOperations,
  search: searchOperations,
  overview: overviewOperations,
  subscriptions: subscriptionOperations,
  federation: federationOperations,
  views: viewOperations,
  score: scoreOperations,
  status: statusOperations,
  releases: releaseOperations,
  participants: participantOperations,
  feedback: feedbackOperations,
  reuses: { ...reuseOperations, ...ratingOperations },
  targeted: targetedOperations,
  sharing: sharingOperations,
  supervision: supervisionOperations,
  inspections: inspectionOperations,
  evaluation: { ...evaluationOperations, ...evaluationComparisonOperations, ...developmentPlanOperations },
  assets: { ...assetOperations, ...inventoryOperations, ...assetLedgerOperations, ...assetReportOperations },
  security: { ...rootOperations, ...incidentOperations, ...securityDeskOperations, ...twoPeopleOperations },
} as const;
