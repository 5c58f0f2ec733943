import type { ReactNode } from 'react';
import { ui } from '#app/i18n/ui.ts';
import { useT } from '#app/present/words.ts';

export interface Step {
  readonly key: string;
  readonly label: ReactNode;
  /** A day or a name under the label. */
  readonly note?: ReactNode;
  readonly state: 'done' | 'current' | 'next';
}

/** A course of which the steps before `at` are done. */
export const stepsOf = <Name extends string>(
  course: readonly Name[],
  at: number,
  label: (step: Name) => ReactNode,
): Step[] =>
  course.map((key, i) => ({ key, label: label(key), state: i < at ? 'done' : i === at ? 'current' : 'next' }));

/** Where a case stands in its course (the seven steps of Article 7, a statement on its way to the treasury). */
export function Steps({ steps, label }: { readonly steps: readonly Step[]; readonly label: string }) {
  const t = useT(ui);
  const words = { done: t('step_done'), current: t('step_current'), next: t('step_next') };
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step) => (
        <li key={step.key} data-step={step.state} aria-current={step.state === 'current' ? 'step' : undefined}>
          {step.label}
          <span className="sr-only"> {words[step.state]}</span>
          {step.note !== undefined && <small>{step.note}</small>}
        </li>
      ))}
    </ol>
  );
}
