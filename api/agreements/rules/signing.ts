/** Who signs when: the developer first, then the agency; each once a version, by someone with the duty to sign. */
import type { Refusal } from '#api/kernel/refusal.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { type AgreementState, agreementActions, agreementStates } from './codes.ts';
import { refuse } from './refusals.ts';

export interface SigningFacts {
  readonly state: AgreementState;
  readonly agency: { readonly id: string; readonly name: string };
  readonly developer: { readonly id: string; readonly name: string };
  /** Organisations that have signed the present version, in order. */
  readonly signedBy: readonly string[];
}

/** The organisation whose turn it is, or null when both have signed. */
export function nextSigner(facts: SigningFacts): { readonly id: string; readonly name: string } | null {
  return [facts.developer, facts.agency].find((party) => !facts.signedBy.includes(party.id)) ?? null;
}

/** What keeps the organisation from signing, or null. */
export function signHindrance(
  facts: SigningFacts,
  actor: { readonly organization: { readonly id: string }; readonly duties: readonly string[] },
): Refusal | null {
  const own = actor.organization.id;
  if (own !== facts.agency.id && own !== facts.developer.id) return refuse('agreement.not_a_party');
  if (!actor.duties.includes('signatory')) return refuse('agreement.no_signatory');
  if (facts.signedBy.includes(own)) return refuse('agreement.already_signed');
  if (facts.state !== 'offered')
    return refuse('agreement.wrong_state', {
      ...bilingual('action', agreementActions.words.sign),
      ...bilingual('state', agreementStates.words[facts.state]),
    });
  const next = nextSigner(facts);
  if (next === null || next.id !== own) return refuse('agreement.out_of_turn', { waiting_for: next?.name ?? '' });
  return null;
}
