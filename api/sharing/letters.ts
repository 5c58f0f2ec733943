/** Letters of sharing: whom they go to. Their words stand in rules/letters.ts. */
import type { Ctx } from '#api/context.ts';
import type { RefusalParams } from '#api/kernel/refusal.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { letters, type SharingLetter } from './rules/letters.ts';

export interface Told {
  readonly id: string;
  readonly to: string;
  readonly duties?: readonly Duty[];
  readonly params: RefusalParams;
  readonly paramsEn?: RefusalParams;
  readonly once?: { readonly key: string; readonly at: Date };
}

/** To everyone of a unit who handles such things. Inside `act`. */
export async function tell(tx: Ctx, letter: SharingLetter, told: Told): Promise<void> {
  const { id, to, duties = ['steward'], params, paramsEn, once } = told;
  await mailToDuties(tx, to, duties, {
    about: id,
    ...letters[letter],
    params,
    path: `/w/sharing/${id}`,
    ...(paramsEn === undefined ? {} : { paramsEn }),
    ...(once === undefined ? {} : { once }),
  });
}
