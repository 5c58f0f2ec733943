/** All operation tables, by room: the OpenAPI document is made from these. */
import { organizationOperations } from '#api/organizations/contract.ts';
import { peopleOperations } from '#api/people/contract.ts';

export const operationTables = {
  people: peopleOperations,
  organizations: organizationOperations,
} as const;
