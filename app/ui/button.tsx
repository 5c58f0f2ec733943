import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { Link, type LinkProps, useNavigation } from 'react-router';
import { ui } from '#app/i18n/ui.ts';
import { useT } from '#app/present/words.ts';
import { useFormContext } from './form-context.ts';

export type Look = 'primary' | 'plain' | 'warn' | 'text';
export type Size = 'normal' | 'small';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  readonly look?: Look;
  readonly size?: Size;
  /** Set by hand outside a `<Form>`; inside one it is known. */
  readonly pending?: boolean;
}

/** A submit button unless told otherwise. While its form is on the way it says so and sends nothing twice. */
export function Button({ look = 'primary', size = 'normal', pending, children, onClick, ...rest }: ButtonProps) {
  const t = useT(ui);
  const waiting = usePending(rest.name, rest.value) || pending === true;
  const form = useFormContext();
  const blocked = waiting || (form?.pending ?? false);
  const guard = (event: MouseEvent<HTMLButtonElement>) => {
    if (blocked && rest.type !== 'button') event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="submit"
      {...rest}
      className="btn"
      data-look={look}
      data-size={size}
      aria-busy={waiting || undefined}
      onClick={guard}
    >
      {waiting ? t('pending') : children}
    </button>
  );
}

/** True while the surrounding form is being sent by this button (or by any, when the button has no name). */
function usePending(name: string | undefined, value: unknown): boolean {
  const form = useFormContext();
  const sent = useNavigation().formData;
  if (form === null || !form.pending) return false;
  return name === undefined || sent?.get(name) === String(value ?? '');
}

export interface LinkButtonProps extends Omit<LinkProps, 'className'> {
  readonly look?: Look;
  readonly size?: Size;
  readonly children: ReactNode;
}

export function LinkButton({ look = 'primary', size = 'normal', ...rest }: LinkButtonProps) {
  return <Link {...rest} className="btn" data-look={look} data-size={size} />;
}
