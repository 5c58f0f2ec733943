import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Form as RouterForm, type FormProps as RouterFormProps, useActionData, useNavigation } from 'react-router';
import { isRefused } from '#app/present/refused.ts';
import { useRootData } from '#app/present/root-data.ts';
import { ErrorSummary } from './error-summary.tsx';
import { FormContext, type FormState } from './form-context.ts';

export interface FormProps extends Omit<RouterFormProps, 'className' | 'children'> {
  /** Needed where a page has several forms: a refusal is shown at the form that was sent. */
  readonly name?: string;
  /** Fields beside each other on one line (filters, single-button forms). */
  readonly inline?: boolean;
  readonly children: ReactNode;
}

/**
 * A form that posts to its page's action. It carries an idempotency key, shows the action's refusal above the fields and
 * at them, and keeps what was typed, with and without JavaScript. Use it with `withRefusals` in the action.
 */
export function Form({ name, inline = false, children, method = 'post', ...rest }: FormProps) {
  const answer = useActionData<unknown>();
  const refused = isRefused(answer) && (answer.form === null || answer.form === (name ?? null)) ? answer : null;
  const key = useFormKey(name, answer);
  const navigation = useNavigation();
  const pending = navigation.state !== 'idle' && navigation.formData?.get('_key') === key;
  const state = useMemo<FormState>(
    () => ({ prefix: name ?? 'f', faults: refused?.refusal.fields ?? [], typed: refused?.typed ?? {}, pending }),
    [name, refused, pending],
  );
  return (
    <FormContext value={state}>
      {refused !== null && <ErrorSummary refusal={refused.refusal} prefix={state.prefix} />}
      <RouterForm method={method} noValidate {...rest} className="form" data-inline={inline || undefined}>
        {method === 'post' && <input type="hidden" name="_key" value={key} readOnly />}
        {name !== undefined && <input type="hidden" name="_form" value={name} />}
        {children}
      </RouterForm>
    </FormContext>
  );
}

/** New for every loaded page and after every answer, the same for two presses of one button. */
function useFormKey(name: string | undefined, answer: unknown): string {
  const { requestId } = useRootData();
  const [turn, setTurn] = useState(0);
  const last = useRef(answer);
  useEffect(() => {
    if (last.current !== answer) {
      last.current = answer;
      setTurn((before) => before + 1);
    }
  }, [answer]);
  return `${requestId ?? 'none'}.${name ?? 'f'}.${turn}`;
}
