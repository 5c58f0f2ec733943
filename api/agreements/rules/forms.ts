/** Templates of agreements: which clauses they fix, what a draft takes from them, and where a draft leaves them. */
import type { FieldFault, Refusal } from '#api/kernel/refusal.ts';
import type { Day } from '#api/kernel/time.ts';
import { changedClauses, clauseDiff, clauseKeys, takeClauses } from './clauses.ts';
import { type ClauseMark, clauseMarks, clauseWord } from './draft-codes.ts';
import { refuseDraft } from './draft-refusals.ts';
import { emptyTerms, missingTerms, type Terms } from './terms.ts';

export interface Form {
  readonly terms: Terms;
  /** By clause; one that is not named is proposed where the template says something, and left open where it does not. */
  readonly marks: Readonly<Record<string, string>>;
}

/** Reason by clause. */
export type Reasons = Readonly<Record<string, string>>;

/** These come from the granted application (Article 19): a template written beforehand cannot say them. */
export const clausesOfApplication: readonly string[] = ['scope', 'data', 'degree', 'term'];

export function markOf({ terms, marks }: Form, clause: string): ClauseMark {
  const mark = marks[clause];
  if (clauseMarks.is(mark)) return mark;
  return clauseDiff(clause, emptyTerms, terms).length > 0 ? 'proposed' : 'blank';
}

export const formClauses = (form: Form): string[] =>
  clauseKeys(form.terms).filter((clause) => !clausesOfApplication.includes(clause));

export const fixedClauses = (form: Form): string[] =>
  formClauses(form).filter((clause) => markOf(form, clause) === 'fixed');

/** The first draft: what was licensed, with what the template fixes and proposes. */
export const startFrom = (licensed: Terms, form: Form): Terms =>
  takeClauses(
    licensed,
    form.terms,
    formClauses(form).filter((clause) => markOf(form, clause) !== 'blank'),
  );

/** Fixed clauses that the terms agree otherwise. */
export const deviatingClauses = (terms: Terms, form: Form): string[] =>
  fixedClauses(form).filter((clause) => clauseDiff(clause, form.terms, terms).length > 0);

export interface Deviation {
  readonly clause: string;
  readonly reason: string;
}

const said = (reasons: Reasons, clause: string): string => (reasons[clause] ?? '').trim();

/** With the reasons given; those of clauses that do not deviate are dropped. */
export const deviationsOf = (terms: Terms, form: Form, reasons: Reasons): Deviation[] =>
  deviatingClauses(terms, form).map((clause) => ({ clause, reason: said(reasons, clause) }));

/** A fixed clause is never changed silently. */
export function deviationFault(terms: Terms, form: Form, reasons: Reasons): Refusal | null {
  const silent = deviationsOf(terms, form, reasons).filter((one) => one.reason === '');
  if (silent.length === 0) return null;
  const words = silent.map((one) => clauseWord(one.clause));
  return refuseDraft(
    'agreement.deviation_silent',
    { clauses: words.map(([zh]) => zh).join('、'), clauses_en: words.map(([, en]) => en).join(', ') },
    silent.map(
      ({ clause }): FieldFault => ({
        path: `deviations.${clause}`,
        zh: '请写明与模板不同的理由。',
        en: 'Say why it differs from the template.',
      }),
    ),
  );
}

/** Is the template one that can be drawn from at all? Asked on every save. */
export function formFault(form: Form): Refusal | null {
  const taken = [
    ...changedClauses(emptyTerms, form.terms),
    ...Object.keys(form.marks).filter((clause) => form.marks[clause] !== 'blank'),
  ].find((clause) => clausesOfApplication.includes(clause));
  if (taken !== undefined) {
    const [clause, clause_en] = clauseWord(taken);
    return refuseDraft('template.clause_of_application', { clause, clause_en });
  }
  const known = clauseKeys(form.terms);
  const stranger = Object.keys(form.marks).find((clause) => !known.includes(clause));
  return stranger === undefined ? null : refuseDraft('template.clause_unknown', { clause: stranger.slice(0, 60) });
}

/** Before publication: what is fixed is said in full. */
export function incompleteFault(form: Form): Refusal | null {
  const fixed = fixedClauses(form);
  // The list of security duties and the words beside it are one clause to whoever asks whether it is missing.
  const asked = fixed.includes('security_codes') ? [...fixed, 'security'] : fixed;
  const missing = missingTerms(form.terms).filter((one) => asked.includes(one.clause));
  if (missing.length > 0) return refuseDraft('template.fixed_incomplete', { count: missing.length }, missing);
  return fixed.length === 0 && formClauses(form).every((clause) => markOf(form, clause) === 'blank')
    ? refuseDraft('template.says_nothing')
    : null;
}

/** May agreements be drawn from it on that day? */
export function formHolds(days: { readonly from: Day | null; readonly to: Day | null }, day: Day): boolean {
  return days.from !== null && days.from <= day && (days.to === null || day <= days.to);
}
