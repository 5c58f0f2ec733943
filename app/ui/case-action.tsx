import type { ReactNode } from 'react';
import { useSide } from '#app/present/words.ts';
import { Form } from './form.tsx';

export interface CaseActionProps {
  /** The action's name: the form is sent under it. */
  readonly name: string;
  readonly title: string;
  readonly lead?: ReactNode;
  /** Why it cannot be done now by this person; null when it can. */
  readonly refusal: { readonly zh: string; readonly en: string } | null;
  readonly children: ReactNode;
}

/** One thing that can be done with a case: its form, or the same button switched off with the reason beside it. */
export function CaseAction({ name, title, lead, refusal, children }: CaseActionProps) {
  const side = useSide();
  return (
    <section className="case-action" id={`do-${name}`} aria-labelledby={`do-${name}-title`}>
      <h3 id={`do-${name}-title`}>{title}</h3>
      {lead !== undefined && <p className="help">{lead}</p>}
      {refusal === null ? (
        <Form name={name}>{children}</Form>
      ) : (
        <>
          <button
            type="button"
            className="btn"
            data-look="plain"
            aria-disabled="true"
            aria-describedby={`do-${name}-why`}
          >
            {title}
          </button>
          <p className="help" id={`do-${name}-why`}>
            {side(refusal)}
          </p>
        </>
      )}
    </section>
  );
}
