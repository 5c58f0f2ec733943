import type { ReactNode } from 'react';
import { useActionData } from 'react-router';
import { isRefused } from '#app/present/refused.ts';
import { useSide } from '#app/present/words.ts';
import { Form } from './form.tsx';

export interface CaseActionProps {
  /** The action's name: the form is sent under it. */
  readonly name: string;
  readonly title: string;
  readonly lead?: ReactNode;
  /** Why it cannot be done now by this person; null when it can. */
  readonly refusal: { readonly zh: string; readonly en: string } | null;
  /** What is done rarely is folded away; a refusal of it opens it again. */
  readonly folded?: boolean;
  readonly children: ReactNode;
}

/** One thing that can be done with a case: its form, or the same button switched off with the reason beside it. */
export function CaseAction({ name, title, lead, refusal, folded = false, children }: CaseActionProps) {
  const answer = useActionData<unknown>();
  const sent = isRefused(answer) && answer.form === name;
  const body = (
    <>
      {lead !== undefined && <p className="help">{lead}</p>}
      {refusal === null ? <Form name={name}>{children}</Form> : <SwitchedOff name={name} title={title} why={refusal} />}
    </>
  );
  if (folded && refusal === null)
    return (
      <details className="case-action" id={`do-${name}`} open={sent || undefined}>
        <summary>{title}</summary>
        {body}
      </details>
    );
  return (
    <section className="case-action" id={`do-${name}`} aria-labelledby={`do-${name}-title`}>
      <h3 id={`do-${name}-title`}>{title}</h3>
      {body}
    </section>
  );
}

interface Off {
  readonly name: string;
  readonly title: string;
  readonly why: { readonly zh: string; readonly en: string };
}

function SwitchedOff({ name, title, why }: Off) {
  const side = useSide();
  return (
    <>
      <button type="button" className="btn" data-look="plain" aria-disabled="true" aria-describedby={`do-${name}-why`}>
        {title}
      </button>
      <p className="help" id={`do-${name}-why`}>
        {side(why)}
      </p>
    </>
  );
}
