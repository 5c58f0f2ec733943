/** The seller issues in the tax bureau's own system and brings number, day and file. */
import { checkIssued } from './check.ts';
import type { FapiaoPort } from './port.ts';

export const manualFapiao: FapiaoPort = {
  kind: 'manual',
  hand: async () => null,
  collect: async (data, _ticket, evidence, today) =>
    evidence === null ? { state: 'waiting' } : checkIssued(data, evidence, today),
};
