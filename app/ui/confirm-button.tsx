import { type MouseEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { ui } from '#app/i18n/ui.ts';
import { useT } from '#app/present/words.ts';
import { Button, type ButtonProps, type Look } from './button.tsx';

export interface ConfirmButtonProps {
  /** The verb on the button, in the page and in the dialog. */
  readonly children: ReactNode;
  /** Names the thing: “发布条目 XH-2026-001？”. */
  readonly title: ReactNode;
  /** Says what will be so afterwards and whether it can be undone. */
  readonly consequence: ReactNode;
  readonly look?: Look;
  readonly size?: 'normal' | 'small';
  readonly name?: string;
  readonly value?: string;
}

/**
 * A submit button that asks first. It stands inside a `<Form>`. Without JavaScript the consequence is written beside the
 * button and pressing it submits.
 */
export function ConfirmButton({
  children,
  title,
  consequence,
  look = 'primary',
  size = 'normal',
  name,
  value,
}: ConfirmButtonProps) {
  const t = useT(ui);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  const sent: Partial<ButtonProps> = {
    ...(name === undefined ? {} : { name }),
    ...(value === undefined ? {} : { value }),
  };
  const confirmed = (event: MouseEvent) => {
    if (dialog.current?.open) dialog.current.close();
    else {
      // Enter in a text field presses the first submit button, which is this one, unseen: ask all the same.
      event.preventDefault();
      dialog.current?.showModal();
    }
  };
  return (
    <>
      {ready ? (
        <Button
          {...sent}
          look={look}
          size={size}
          type="button"
          aria-haspopup="dialog"
          onClick={() => dialog.current?.showModal()}
        >
          {children}
        </Button>
      ) : (
        <Button {...sent} look={look} size={size} aria-describedby={`${id}-without`}>
          {children}
        </Button>
      )}
      <noscript>
        <span className="help" id={`${id}-without`}>
          {consequence}
        </span>
      </noscript>
      {ready && (
        <dialog
          ref={dialog}
          className="confirm"
          data-look={look}
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-text`}
        >
          <h2 id={`${id}-title`}>{title}</h2>
          <div id={`${id}-text`}>{consequence}</div>
          <div className="actions">
            <Button {...sent} look={look} onClick={confirmed}>
              {children}
            </Button>
            <Button type="button" look="plain" onClick={() => dialog.current?.close()}>
              {t('cancel')}
            </Button>
          </div>
        </dialog>
      )}
    </>
  );
}
