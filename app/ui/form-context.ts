import { createContext, useContext } from 'react';
import type { FieldFault } from '#api/kernel/refusal.ts';
import { parseName } from '#app/present/form-data.ts';
import { useSide } from '#app/present/words.ts';

export interface FormState {
  /** Prefix of the ids of this form's fields. */
  readonly prefix: string;
  readonly faults: readonly FieldFault[];
  readonly typed: Readonly<Record<string, readonly string[]>>;
  readonly pending: boolean;
}

export const FormContext = createContext<FormState | null>(null);

export function useFormContext(): FormState | null {
  return useContext(FormContext);
}

export function fieldId(prefix: string, path: string): string {
  return `${prefix}-${path.replaceAll('.', '-')}`;
}

export interface FieldState {
  readonly id: string;
  readonly error: string | null;
  /** What was typed before the refusal, or undefined when the form is fresh. */
  readonly typed: readonly string[] | undefined;
}

/** The state of one field, by the name it is sent under. */
export function useField(name: string): FieldState {
  const form = useFormContext();
  const side = useSide();
  const { path } = parseName(name);
  const fault = form?.faults.find((one) => one.path === path);
  return {
    id: fieldId(form?.prefix ?? 'f', path),
    error: fault === undefined ? null : side(fault),
    typed: form === null || Object.keys(form.typed).length === 0 ? undefined : (form.typed[name] ?? []),
  };
}
