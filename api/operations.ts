/** All operation tables, by room: the OpenAPI document is made from these. */
import { amendmentOperations } from '#api/agreements/amendment-contract.ts';
import { agreementOperations } from '#api/agreements/contract.ts';
import { draftOperations } from '#api/agreements/draft-contract.ts';
import { keepingOperations } from '#api/agreements/keeping-contract.ts';
import { templateOperations } from '#api/agreements/template-contract.ts';
import { auditOperations } from '#api/audit/contract.ts';
import { bankingOperations } from '#api/banking/contract.ts';
import { catalogOperations } from '#api/catalog/contract.ts';
import { checkoutOperations } from '#api/checkout/contract.ts';
import { changesOperations } from '#api/datasets/changes-contract.ts';
import { citationOperations } from '#api/datasets/citations-contract.ts';
import { datasetOperations } from '#api/datasets/contract.ts';
import { openOperations } from '#api/datasets/open-contract.ts';
import { viewOperations } from '#api/datasets/views-contract.ts';
import { documentOperations } from '#api/documents/contract.ts';
import { enclaveOperations } from '#api/enclave/contract.ts';
import { federationOperations } from '#api/federation/contract.ts';
import { feedbackOperations } from '#api/feedback/contract.ts';
import { gatewayOperations } from '#api/gateway/contract.ts';
import { lawOperations } from '#api/law/contract.ts';
import { ledgerOperations } from '#api/ledger/contract.ts';
import { callOperations } from '#api/licensing/call-contract.ts';
import { caseOperations } from '#api/licensing/case-contract.ts';
import { licensingOperations } from '#api/licensing/contract.ts';
import { enterpriseFileOperations } from '#api/licensing/file-contract.ts';
import { jointOperations } from '#api/licensing/joint-contract.ts';
import { citationOperations as marketCitationOperations } from '#api/market/citations/contract.ts';
import { disclosureOperations } from '#api/market/disclosures/contract.ts';
import { lineageOperations } from '#api/market/lineage/contract.ts';
import { noticeOperations } from '#api/market/notices/contract.ts';
import { accessOperations } from '#api/orders/access-contract.ts';
import { orderOperations } from '#api/orders/contract.ts';
import { organizationOperations } from '#api/organizations/contract.ts';
import { overviewOperations } from '#api/overview/contract.ts';
import { participantOperations } from '#api/participants/contract.ts';
import { payoutOperations } from '#api/payouts/contract.ts';
import { peopleOperations } from '#api/people/contract.ts';
import { productOperations } from '#api/products/contract.ts';
import { planOperations } from '#api/products/plans-contract.ts';
import { qualityOperations } from '#api/quality/contract.ts';
import { releaseOperations } from '#api/releases/contract.ts';
import { ratingOperations, reuseOperations } from '#api/reuses/contract.ts';
import { revenueOperations } from '#api/revenue/contract.ts';
import { treasuryOperations } from '#api/revenue/treasury-contract.ts';
import { scoreOperations } from '#api/score/contract.ts';
import { searchOperations } from '#api/search/contract.ts';
import { statusOperations } from '#api/status/contract.ts';
import { subscriptionOperations } from '#api/subscriptions/contract.ts';
import { targetedOperations } from '#api/targeted/contract.ts';
import { usageOperations } from '#api/usage/contract.ts';

export const operationTables = {
  people: peopleOperations,
  organizations: organizationOperations,
  catalog: catalogOperations,
  datasets: { ...datasetOperations, ...openOperations, ...changesOperations },
  quality: qualityOperations,
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
  market: { ...marketCitationOperations, ...lineageOperations, ...noticeOperations, ...disclosureOperations },
  banking: bankingOperations,
  revenue: { ...revenueOperations, ...treasuryOperations },
  ledger: ledgerOperations,
  checkout: checkoutOperations,
  payouts: payoutOperations,
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
} as const;
