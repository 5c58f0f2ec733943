import type { ReactNode } from 'react';

export interface SectionProps {
  /** For links to it (`#versions`). */
  readonly id?: string;
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** On wide screens the title stands in the margin: for pages one reads. Working pages leave it out. */
  readonly margin?: boolean;
  readonly children: ReactNode;
}

export function Section({ id, title, lead, actions, margin = false, children }: SectionProps) {
  return (
    <section id={id} className="section" data-margin={margin || undefined}>
      <header>
        <div className="section-head">
          <h2>{title}</h2>
          {actions !== undefined && <div className="actions">{actions}</div>}
        </div>
        {lead !== undefined && <p>{lead}</p>}
      </header>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
