/** Agencies that end or hand over: their entries go along by the same document, and the clocks that run on them. */
import type { z } from 'zod';
import { handOverEntries } from '#api/catalog/hand-over.ts';
import type { Ctx } from '#api/context.ts';
import { decideOfficeCase as decide, type HandOver, type OfficeCaseOut } from '#api/organizations/offices.ts';
import type { caseDecision } from '#api/organizations/offices-contract.ts';
import { moveTriggers } from './trigger-store.ts';

const handOver: HandOver = async (tx, what) => {
  const moved = await handOverEntries(tx, what);
  // A change whose entries all went is worked into them by the agency that has them now.
  await moveTriggers(tx.db, what.fromId, what.toId, moved);
  return moved.length;
};

export async function decideOfficeCase(
  ctx: Ctx,
  id: string,
  input: z.output<typeof caseDecision>,
): Promise<OfficeCaseOut> {
  return decide(ctx, id, input, handOver);
}
