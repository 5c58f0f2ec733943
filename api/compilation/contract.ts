/** How the catalogue is compiled: requirements, workbooks, clocks, stubs. */
import { clockOperations } from './clock-contract.ts';
import { importOperations } from './import-contract.ts';
import { requirementOperations } from './requirement-contract.ts';

export const compilationOperations = { ...requirementOperations, ...importOperations, ...clockOperations };
