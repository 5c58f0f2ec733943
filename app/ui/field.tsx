import type { ReactNode } from 'react';
import { ui } from '#app/i18n/ui.ts';
import { useT } from '#app/present/words.ts';
import type { FieldState } from './form-context.ts';

export interface FieldTexts {
  readonly label: ReactNode;
  /** Says before the field what is wanted and in which form. */
  readonly help?: ReactNode;
  /** Fields are wanted unless said otherwise; only the exception is marked. */
  readonly optional?: boolean;
}

/** Label above, help before the field, error at the field. `children` is the control with `id` and `describedBy`. */
export function Field({
  state,
  label,
  help,
  optional = false,
  children,
}: FieldTexts & { readonly state: FieldState; readonly children: ReactNode }) {
  return (
    <div className="field" data-faulty={state.error !== null || undefined}>
      <label htmlFor={state.id}>
        {label}
        {optional && <Optional />}
      </label>
      <Hints state={state} help={help} />
      {children}
    </div>
  );
}

/** The same for a group of choices. */
export function Fieldset({
  state,
  label,
  help,
  optional = false,
  children,
}: FieldTexts & { readonly state: FieldState; readonly children: ReactNode }) {
  return (
    <fieldset
      className="fieldset"
      id={state.id}
      tabIndex={-1}
      data-faulty={state.error !== null || undefined}
      aria-describedby={describedBy(state, help)}
    >
      <legend>
        {label}
        {optional && <Optional />}
      </legend>
      <Hints state={state} help={help} />
      {children}
    </fieldset>
  );
}

function Hints({ state, help }: { readonly state: FieldState; readonly help: ReactNode }) {
  return (
    <>
      {help !== undefined && (
        <p className="help" id={`${state.id}-help`}>
          {help}
        </p>
      )}
      {state.error !== null && (
        <p className="error" id={`${state.id}-error`}>
          {state.error}
        </p>
      )}
    </>
  );
}

function Optional() {
  return <span className="optional">{useT(ui)('optional')}</span>;
}

/** The ids a control names in `aria-describedby`. */
export function describedBy(state: FieldState, help: ReactNode): string | undefined {
  const ids = [help === undefined ? null : `${state.id}-help`, state.error === null ? null : `${state.id}-error`];
  return ids.filter((id) => id !== null).join(' ') || undefined;
}
