import type { ComponentProps, ReactNode } from 'react';
import { ui } from '#app/i18n/ui.ts';
import { yuanInput } from '#app/present/format.ts';
import { useT } from '#app/present/words.ts';
import { describedBy, Field, type FieldTexts } from './field.tsx';
import { useField } from './form-context.ts';

type Width = 'short' | 'medium' | 'full';
type Native = Omit<ComponentProps<'input'>, 'name' | 'className' | 'id' | 'width' | 'prefix'>;

export interface InputProps extends FieldTexts, Native {
  readonly name: string;
  /** As wide as the expected answer. */
  readonly width?: Width;
}

/** One line of text; also `type="email"`, `"tel"`, `"search"`. */
export function TextInput(props: InputProps) {
  return <Line {...props} />;
}

/** A secret: never shown again after a refusal. */
export function PasswordInput(props: InputProps) {
  return <Line autoComplete="current-password" {...props} type="password" width={props.width ?? 'medium'} />;
}

/** A number; sent as a number. `unit` stands behind the field. */
export function NumberInput({ name, unit, ...props }: InputProps & { readonly unit?: ReactNode }) {
  return <Line {...props} name={`${name}:number`} inputMode="decimal" width={props.width ?? 'short'} after={unit} />;
}

/** A calendar day, `YYYY-MM-DD`, chosen with the browser's own calendar. */
export function DateInput(props: InputProps) {
  return <Line {...props} type="date" width={props.width ?? 'short'} />;
}

/** Typed in yuan, sent as digits of whole fen under `name`. */
export function MoneyInput({
  name,
  defaultFen,
  help,
  ...props
}: InputProps & { readonly defaultFen?: bigint | string }) {
  const t = useT(ui);
  return (
    <Line
      {...props}
      help={help ?? t('money_help')}
      name={`${name}:yuan`}
      inputMode="decimal"
      width={props.width ?? 'short'}
      {...(defaultFen === undefined ? {} : { defaultValue: yuanInput(defaultFen) })}
      after={t('yuan')}
    />
  );
}

interface Affixes {
  readonly before?: ReactNode;
  readonly after?: ReactNode;
}

function Line({
  name,
  label,
  help,
  optional,
  width = 'full',
  before,
  after,
  defaultValue,
  ...native
}: InputProps & Affixes) {
  const state = useField(name);
  const value = native.type === 'password' ? undefined : (state.typed?.at(-1) ?? defaultValue);
  const input = (
    <input
      type="text"
      {...native}
      id={state.id}
      name={name}
      className="input"
      data-width={width}
      // A refused form without JavaScript is a new page: what was typed is put back.
      {...(native.value === undefined && value !== undefined ? { defaultValue: value } : {})}
      aria-invalid={state.error !== null || undefined}
      aria-describedby={describedBy(state, help)}
      aria-required={optional !== true || undefined}
    />
  );
  return (
    <Field state={state} label={label} help={help} {...(optional === undefined ? {} : { optional })}>
      {before === undefined && after === undefined ? (
        input
      ) : (
        <div className="affix">
          {before !== undefined && <span aria-hidden="true">{before}</span>}
          {input}
          {after !== undefined && <span>{after}</span>}
        </div>
      )}
    </Field>
  );
}
