/** Telling those who handle something for an organisation: their letters, beside what lies on their worklist. */
import type { Ctx } from '#api/context.ts';
import type { RefusalParams } from '#api/kernel/refusal.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { marketLetters } from './rules/letters.ts';

export interface Told {
  readonly about: string;
  readonly params: RefusalParams;
  readonly paramsEn?: RefusalParams;
  readonly path: string;
  readonly once: { readonly key: string; readonly at: Date };
}

export async function tell(
  tx: Ctx,
  organizationId: string,
  duties: readonly Duty[],
  letter: keyof typeof marketLetters,
  told: Told,
): Promise<void> {
  await mailToDuties(tx, organizationId, duties, { ...marketLetters[letter], ...told });
}
