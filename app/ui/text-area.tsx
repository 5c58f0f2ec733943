import { type ComponentProps, useState } from 'react';
import { ui } from '#app/i18n/ui.ts';
import { useT } from '#app/present/words.ts';
import { describedBy, Field, type FieldTexts } from './field.tsx';
import { useField } from './form-context.ts';

export interface TextAreaProps
  extends FieldTexts,
    Omit<ComponentProps<'textarea'>, 'name' | 'className' | 'id' | 'maxLength'> {
  readonly name: string;
  /** Characters the contract takes. Typing further is not stopped (a cut-off paste is worse), only said. */
  readonly limit?: number;
}

export function TextArea({ name, label, help, optional, limit, defaultValue, ...native }: TextAreaProps) {
  const state = useField(name);
  const start = state.typed?.at(-1) ?? defaultValue ?? '';
  const [used, setUsed] = useState([...String(start)].length);
  return (
    <Field state={state} label={label} help={help} {...(optional === undefined ? {} : { optional })}>
      <textarea
        rows={5}
        {...native}
        id={state.id}
        name={name}
        className="input"
        defaultValue={start}
        onInput={(event) => setUsed([...event.currentTarget.value].length)}
        aria-invalid={state.error !== null || undefined}
        aria-describedby={describedBy(state, help)}
        aria-required={optional !== true || undefined}
      />
      {limit !== undefined && <Counter used={used} limit={limit} />}
    </Field>
  );
}

function Counter({ used, limit }: { readonly used: number; readonly limit: number }) {
  const t = useT(ui);
  const over = used - limit;
  return (
    <p className="counter" data-over={over > 0 || undefined} aria-live={over > -20 ? 'polite' : 'off'}>
      {over > 0 ? t('counter_over', { over, limit }) : t('counter', { used, limit })}
    </p>
  );
}
