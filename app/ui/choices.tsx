import type { ComponentProps, ReactNode } from 'react';
import { ui } from '#app/i18n/ui.ts';
import { useT } from '#app/present/words.ts';
import { describedBy, Field, Fieldset, type FieldTexts } from './field.tsx';
import { useField } from './form-context.ts';

export interface Choice {
  readonly value: string;
  readonly label: ReactNode;
  readonly help?: ReactNode;
}

interface Group extends FieldTexts {
  readonly name: string;
  readonly options: readonly Choice[];
}

export interface SelectProps extends Group, Omit<ComponentProps<'select'>, 'name' | 'className' | 'id'> {
  /** Words of the blank first option; `null` leaves it out. */
  readonly blank?: string | null;
}

export function Select({ name, label, help, optional, options, blank, defaultValue, ...native }: SelectProps) {
  const t = useT(ui);
  const state = useField(name);
  return (
    <Field state={state} label={label} help={help} {...(optional === undefined ? {} : { optional })}>
      <select
        {...native}
        id={state.id}
        name={name}
        className="input"
        data-width="medium"
        defaultValue={state.typed?.at(-1) ?? defaultValue}
        aria-invalid={state.error !== null || undefined}
        aria-describedby={describedBy(state, help)}
        aria-required={optional !== true || undefined}
      >
        {blank !== null && <option value="">{blank ?? t('choose')}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function RadioGroup({ name, defaultValue, options, ...texts }: Group & { readonly defaultValue?: string }) {
  const state = useField(name);
  const chosen = state.typed === undefined ? defaultValue : state.typed.at(-1);
  return (
    <Fieldset state={state} {...texts}>
      {options.map((option) => (
        <Option
          key={option.value}
          type="radio"
          name={name}
          option={option}
          id={`${state.id}--${option.value}`}
          checked={option.value === chosen}
        />
      ))}
    </Fieldset>
  );
}

/** Several of a list; sent as `name[]`. */
export function CheckboxGroup({
  name,
  defaultValues = [],
  options,
  ...texts
}: Group & { readonly defaultValues?: readonly string[] }) {
  const state = useField(`${name}[]`);
  const chosen = state.typed ?? defaultValues;
  return (
    <Fieldset state={state} {...texts}>
      {options.map((option) => (
        <Option
          key={option.value}
          type="checkbox"
          name={`${name}[]`}
          option={option}
          id={`${state.id}--${option.value}`}
          checked={chosen.includes(option.value)}
        />
      ))}
    </Fieldset>
  );
}

interface OptionProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly option: Choice;
  readonly id: string;
  readonly checked: boolean;
}

function Option({ type, name, option, id, checked }: OptionProps) {
  const helpId = option.help === undefined ? undefined : `${id}-help`;
  return (
    <div className="choice">
      <input type={type} id={id} name={name} value={option.value} defaultChecked={checked} aria-describedby={helpId} />
      <label htmlFor={id}>{option.label}</label>
      {option.help !== undefined && (
        <p className="help" id={helpId}>
          {option.help}
        </p>
      )}
    </div>
  );
}

/** One yes or no; sent as a boolean, `false` when left blank. */
export function Checkbox({
  name,
  label,
  help,
  defaultChecked = false,
}: FieldTexts & { readonly name: string; readonly defaultChecked?: boolean }) {
  const sent = `${name}:boolean`;
  const state = useField(sent);
  const checked = state.typed === undefined ? defaultChecked : state.typed.at(-1) === 'true';
  return (
    <div className="field" data-faulty={state.error !== null || undefined}>
      {state.error !== null && (
        <p className="error" id={`${state.id}-error`}>
          {state.error}
        </p>
      )}
      <div className="choice">
        <input type="hidden" name={sent} value="false" />
        <input
          type="checkbox"
          id={state.id}
          name={sent}
          value="true"
          defaultChecked={checked}
          aria-invalid={state.error !== null || undefined}
          aria-describedby={describedBy(state, help)}
        />
        <label htmlFor={state.id}>{label}</label>
        {help !== undefined && (
          <p className="help" id={`${state.id}-help`}>
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
