/** Letters of licensing: whom they go to. Their words stand in rules/letters.ts. */
import type { Ctx } from '#api/context.ts';
import type { RefusalParams } from '#api/kernel/refusal.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { type LicensingLetter, letters } from './rules/letters.ts';

export interface Told {
  readonly organizationId: string;
  readonly duties: readonly Duty[];
  readonly about: string;
  readonly path: string;
  readonly params: RefusalParams;
  readonly paramsEn?: RefusalParams;
  readonly once?: { readonly key: string; readonly at: Date };
}

/** To everyone of an organisation who handles such things. Inside `act`. */
export async function tell(tx: Ctx, letter: LicensingLetter, told: Told): Promise<void> {
  const { organizationId, duties, params, paramsEn, once, about, path } = told;
  await mailToDuties(tx, organizationId, duties, {
    about,
    ...letters[letter],
    params,
    path,
    ...(paramsEn === undefined ? {} : { paramsEn }),
    ...(once === undefined ? {} : { once }),
  });
}
