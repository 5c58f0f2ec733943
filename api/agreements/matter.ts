/** What amendments, measures, early ends and dispositions have in common: their record, their readers, the register, letters. */
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { type Refusal, type RefusalParams, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import type { Word } from '#api/kernel/words.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { mailToDuties } from '#api/participants/service.ts';
import * as life from './life-store.ts';
import { type Change, termsDiff } from './rules/diff.ts';
import type { RegistrationKind } from './rules/life-codes.ts';
import { type LifeLetter, lifeLetters } from './rules/life-letters.ts';
import { parties } from './rules/life-rights.ts';
import { refuse } from './rules/refusals.ts';
import { sideOf } from './rules/rights.ts';
import type { Terms } from './rules/terms.ts';
import * as store from './store.ts';
import { factsOf } from './view.ts';

export interface Matter {
  readonly type: 'amendment' | 'measure' | 'ending' | 'disposition' | 'draft' | 'proposal';
  readonly id: string;
  readonly agreementId: string;
}

export interface Stepped {
  readonly action: string;
  readonly from: string;
  readonly to: string;
  readonly words?: string | null;
  /** The draft as this step left it. */
  readonly terms?: Terms;
  /** The clauses it is about; none for the whole. */
  readonly clauses?: readonly string[];
}

/** The agreement, locked, for a party with a duty to bring something up. */
export async function lockAsParty(tx: Ctx, agreementId: string) {
  const viewer = requireViewer(tx.viewer);
  const row = await store.lockAgreement(tx.db, agreementId);
  const side = row === null ? null : sideOf(factsOf(row), viewer);
  if (row === null || side === null) throw refuse('agreement.not_found');
  if (!parties.sides.includes(side) || !parties.duties.some((duty) => viewer.duties.includes(duty)))
    throw refuseAnywhere('auth.forbidden');
  return { row, side };
}

/** The agreement's row is locked by the caller: the numbers of the steps have no gaps. */
export async function noteStep(tx: Ctx, matter: Matter, step: Stepped): Promise<void> {
  await life.insertMatterStep(tx.db, {
    id: newId(tx, 'step'),
    agreementId: matter.agreementId,
    matterType: matter.type,
    matterId: matter.id,
    action: step.action,
    fromState: step.from,
    toState: step.to,
    words: step.words ?? null,
    ...(step.terms === undefined ? {} : { terms: step.terms as unknown as object }),
    clauses: [...(step.clauses ?? [])],
    personId: tx.viewer?.personId ?? null,
    organizationId: tx.viewer?.organization.id ?? null,
    at: tx.clock.now(),
  });
}

export interface StepOut {
  readonly id: string;
  readonly action: string;
  readonly words: string | null;
  readonly organization: string | null;
  readonly at: string;
  /** What this step changed in the draft before it; null where it changed none. */
  readonly changes: Change[] | null;
}

/** The record, each kept draft told by what it changed. `base` is what the first draft is compared with. */
export async function showSteps(ctx: Ctx, steps: readonly life.StepRow[], base: unknown = null): Promise<StepOut[]> {
  const names = await store.namesOf(
    ctx.db,
    steps.flatMap((one) => one.organizationId ?? []),
  );
  let before = base;
  return steps.map((one) => {
    const changes = one.terms === null ? null : termsDiff(before, one.terms);
    if (one.terms !== null) before = one.terms;
    return {
      id: one.id,
      action: one.action,
      words: one.words,
      organization: one.organizationId === null ? null : (names.get(one.organizationId) ?? null),
      at: one.at.toISOString(),
      changes,
    };
  });
}

export const showAction = (name: string, refusal: Refusal | null) => ({
  name,
  refusal: refusal === null ? null : { code: refusal.code, zh: refusal.sentence('zh'), en: refusal.sentence('en') },
});

export interface Registered {
  readonly kind: RegistrationKind;
  readonly version: number;
  readonly effectiveOn: string;
  readonly matterId?: string;
  readonly ground?: string;
  /** The receipt of a filing that a person decided; without it the register gives its own number. */
  readonly receiptNo?: string;
}

/** Puts a fact into the public register (Article 19) and answers its receipt number. */
export async function register(tx: Ctx, row: { id: string; regionCode: string }, fact: Registered): Promise<string> {
  const receiptNo = fact.receiptNo ?? (await nextNumber(tx, 'filing_receipt', 'BAH'));
  await life.insertRegistration(tx.db, {
    receiptNo,
    agreementId: row.id,
    kind: fact.kind,
    version: fact.version,
    matterId: fact.matterId ?? null,
    regionCode: row.regionCode,
    effectiveOn: fact.effectiveOn,
    ground: fact.ground ?? null,
    at: tx.clock.now(),
  });
  return receiptNo;
}

const handling: Readonly<Record<'agency' | 'developer', readonly Duty[]>> = {
  agency: ['licensing'],
  developer: ['developer'],
};

export interface Told {
  readonly path: string;
  readonly params: RefusalParams;
  readonly paramsEn?: RefusalParams;
  /** For what the clock tells: of one key nobody is told twice. */
  readonly once?: { readonly key: string; readonly at: Date };
}

/** A letter to everyone of a side who handles agreements. */
export async function tellSide(
  tx: Ctx,
  row: { id: string; no: string; agencyId: string; developerId: string },
  side: 'agency' | 'developer',
  letter: LifeLetter,
  told: Told,
): Promise<void> {
  const organizationId = side === 'agency' ? row.agencyId : row.developerId;
  const { once } = told;
  await mailToDuties(tx, organizationId, handling[side], {
    about: row.id,
    ...lifeLetters[letter],
    params: { agreement: row.no, ...told.params },
    ...(told.paramsEn === undefined ? {} : { paramsEn: told.paramsEn }),
    path: told.path,
    ...(once === undefined ? {} : { once }),
  });
}

/** A code's label for both languages of a letter. */
export const inBoth = (name: string, word: Word) => ({
  params: { [name]: word[0] },
  paramsEn: { [name]: word[1] },
});
