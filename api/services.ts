/** Every use-case by room, in one object: what the pages are given through the router's context. */
import * as agreementFilings from '#api/agreements/filings.ts';
import * as agreementBase from '#api/agreements/service.ts';
import * as agreementSigning from '#api/agreements/signing.ts';
import * as audit from '#api/audit/service.ts';
import * as catalogEdit from '#api/catalog/edit.ts';
import * as catalogRead from '#api/catalog/read.ts';
import * as catalogReview from '#api/catalog/review.ts';
import * as datasetOpen from '#api/datasets/open.ts';
import * as datasetPublish from '#api/datasets/publish.ts';
import * as datasetRead from '#api/datasets/read.ts';
import * as datasetUpload from '#api/datasets/upload.ts';
import * as documents from '#api/documents/service.ts';
import * as law from '#api/law/service.ts';
import * as licensingCertificate from '#api/licensing/certificate.ts';
import * as licensingDecisions from '#api/licensing/decisions.ts';
import * as licensingBase from '#api/licensing/service.ts';
import * as calendar from '#api/organizations/calendar.ts';
import * as organizations from '#api/organizations/service.ts';
import * as overview from '#api/overview/service.ts';
import * as people from '#api/people/service.ts';
import * as search from '#api/search/service.ts';
import * as usageDeliver from '#api/usage/deliver.ts';
import * as usageKeys from '#api/usage/keys.ts';
import * as usageRecord from '#api/usage/service.ts';

const catalog = { ...catalogEdit, ...catalogRead, ...catalogReview };
const datasets = { ...datasetUpload, ...datasetPublish, ...datasetRead, ...datasetOpen };
const licensing = { ...licensingBase, ...licensingDecisions, ...licensingCertificate };
const agreements = { ...agreementBase, ...agreementSigning, ...agreementFilings };
const usage = { ...usageKeys, ...usageDeliver, ...usageRecord };

export const services = {
  agreements,
  documents,
  licensing,
  usage,
  audit,
  calendar,
  catalog,
  datasets,
  law,
  organizations,
  overview,
  people,
  search,
} as const;
export type Services = typeof services;
