/** Letters of this room: whom they go to. Their words stand in rules/letters.ts. */
import type { Ctx } from '#api/context.ts';
import type { RefusalParams } from '#api/kernel/refusal.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { mailTo, mailToDuties } from '#api/participants/service.ts';
import { type CollectionLetter, letters } from './rules/letters.ts';

export interface Told {
  readonly about: string;
  /** Organisation, or mailbox. */
  readonly to: string;
  readonly duties?: readonly Duty[];
  readonly params: RefusalParams;
  readonly path: string;
}

/** Inside `act`. */
export async function tell(tx: Ctx, letter: CollectionLetter, told: Told): Promise<void> {
  const { about, to, duties = ['steward'], params, path } = told;
  const news = { about, ...letters[letter], params, path };
  if (to.startsWith('ptc_')) await mailTo(tx, to, news);
  else await mailToDuties(tx, to, duties, news);
}
