/** Letters of the register: whom they go to. Their words stand in rules/letters.ts. */
import type { Ctx } from '#api/context.ts';
import type { RefusalParams } from '#api/kernel/refusal.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { type AssetLetter, letters } from './rules/letters.ts';

export interface Told {
  readonly about: string;
  readonly to: string;
  readonly duties?: readonly Duty[];
  readonly params: RefusalParams;
  readonly paramsEn?: RefusalParams;
  readonly path: string;
  readonly once?: { readonly key: string; readonly at: Date };
}

/** To everyone of a unit who handles such things. Inside `act`. */
export async function tell(tx: Ctx, letter: AssetLetter, told: Told): Promise<void> {
  const { about, to, duties = ['steward'], params, paramsEn, path, once } = told;
  await mailToDuties(tx, to, duties, {
    about,
    ...letters[letter],
    params,
    path,
    ...(paramsEn === undefined ? {} : { paramsEn }),
    ...(once === undefined ? {} : { once }),
  });
}

export const cardPath = (id: string): string => `/w/assets/${id}`;
