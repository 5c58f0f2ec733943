/** All operation tables, by room: the OpenAPI document is made from these. */
import { auditOperations } from '#api/audit/contract.ts';
import { lawOperations } from '#api/law/contract.ts';
import { organizationOperations } from '#api/organizations/contract.ts';
import { overviewOperations } from '#api/overview/contract.ts';
import { peopleOperations } from '#api/people/contract.ts';
import { searchOperations } from '#api/search/contract.ts';

export const operationTables = {
  people: peopleOperations,
  organizations: organizationOperations,
  audit: auditOperations,
  law: lawOperations,
  search: searchOperations,
  overview: overviewOperations,
} as const;
