/** Who does what with an amendment. */
import type { Viewer } from '#api/context.ts';
import type * as life from './life-store.ts';
import { type AmendmentAction, amendmentActions, amendmentStates } from './rules/life-codes.ts';
import { amendmentLifecycle } from './rules/life-lifecycle.ts';
import { agency, developer, type LifeDoer, lifeHindrance, otherSide, parties, proposer } from './rules/life-rights.ts';
import { sideOf } from './rules/rights.ts';
import type * as store from './store.ts';
import { factsOf } from './view.ts';

/** What a person does by a button; signing and the department's decisions have rules of their own. */
export const amendmentDoers = {
  save: parties,
  comment: parties,
  offer: agency,
  return: developer,
  revise: agency,
  file: agency,
  withdraw: proposer,
  decline: otherSide,
} as const satisfies Partial<Record<AmendmentAction, LifeDoer>>;
export type AmendmentDoing = keyof typeof amendmentDoers;

export function amendmentHindrance(
  row: store.AgreementRow,
  amendment: life.AmendmentRow,
  viewer: Viewer,
  action: AmendmentDoing,
) {
  return lifeHindrance({
    lifecycle: amendmentLifecycle,
    state: amendment.state,
    stateWord: amendmentStates.words[amendment.state],
    action,
    actionWord: amendmentActions.words[action],
    doer: amendmentDoers[action],
    side: sideOf(factsOf(row), viewer),
    actor: viewer,
    by: amendment.proposedBy,
  });
}
