/** Who walks an edge of an amendment, a measure, an early end or a disposition. */
import { edge, type Lifecycle } from '#api/kernel/lifecycle.ts';
import { type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import type { Word } from '#api/kernel/words.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { lifeDoers } from './life-codes.ts';
import { refuseLife } from './life-refusals.ts';
import type { Actor, Side } from './rights.ts';

export interface LifeDoer {
  readonly sides: readonly Side[];
  readonly duties: readonly Duty[];
  readonly who: Word;
  /** Only the side that brought the matter up, or only the other one. */
  readonly only?: 'proposer' | 'other';
}

const who = lifeDoers.words;
const both = ['agency', 'developer'] as const;
const handling: readonly Duty[] = ['licensing', 'developer', 'signatory'];

export const parties: LifeDoer = { sides: both, duties: handling, who: who.parties };
export const agency: LifeDoer = { sides: ['agency'], duties: ['licensing'], who: who.agency };
export const developer: LifeDoer = { sides: ['developer'], duties: ['developer', 'signatory'], who: who.developer };
export const signatory: LifeDoer = { sides: both, duties: ['signatory'], who: who.signatory };
export const proposer: LifeDoer = { sides: both, duties: handling, who: who.proposer, only: 'proposer' };
export const otherSide: LifeDoer = { sides: both, duties: handling, who: who.other_side, only: 'other' };
export const department: LifeDoer = { sides: ['department'], duties: ['reviewer'], who: who.department };
export const keepers: LifeDoer = {
  sides: ['agency', 'department'],
  duties: ['licensing', 'reviewer'],
  who: who.keepers,
};
/** The department decides any; the agency those it opened. */
export const opener: LifeDoer = { ...keepers, who: who.opener };

export interface Asked<S extends string> {
  readonly lifecycle: Lifecycle<S>;
  readonly state: S;
  readonly stateWord: Word;
  readonly action: string;
  readonly actionWord: Word;
  readonly doer: LifeDoer;
  readonly side: Side | null;
  readonly actor: Actor;
  /** Organisation that brought it up. */
  readonly by: string;
}

/** What keeps a viewer who sees the matter from an action, or null. */
export function lifeHindrance<S extends string>(asked: Asked<S>): Refusal | null {
  const { doer, side, actor, by } = asked;
  const words = bilingual('action', asked.actionWord);
  const own = actor.organization.id === by;
  const mine = doer.only === undefined || (doer.only === 'proposer' ? own : !own);
  const ofOpener = doer !== opener || side !== 'agency' || own;
  if (side === null || !doer.sides.includes(side) || !mine || !ofOpener)
    return refuseLife('matter.not_yours_to_do', { ...words, ...bilingual('who', doer.who) });
  if (!doer.duties.some((duty) => actor.duties.includes(duty) && fits(side, duty)))
    return refuseAnywhere('auth.forbidden');
  if (edge(asked.lifecycle, asked.state, asked.action) === null)
    return refuseLife('matter.wrong_state', { ...words, ...bilingual('state', asked.stateWord) });
  return null;
}

/** A duty counts on its own side only: an agency's steward of filings is no reviewer of the department. */
function fits(side: Side, duty: Duty): boolean {
  if (duty === 'signatory') return true;
  if (duty === 'licensing') return side === 'agency';
  if (duty === 'reviewer') return side === 'department';
  return side === 'developer';
}
