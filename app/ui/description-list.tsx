import type { ReactNode } from 'react';
import { ui } from '#app/i18n/ui.ts';
import { useT } from '#app/present/words.ts';

export interface Fact {
  readonly term: ReactNode;
  /** Nothing (null, undefined, empty text) is shown as an em dash. */
  readonly value: ReactNode;
  /** Needed only where two terms read the same or the term is not a text. */
  readonly key?: string;
}

export function DescriptionList({ facts, columns = 1 }: { readonly facts: readonly Fact[]; readonly columns?: 1 | 2 }) {
  return (
    <dl className="facts" data-columns={columns}>
      {facts.map((fact) => (
        <div key={fact.key ?? String(fact.term)}>
          <dt>{fact.term}</dt>
          <dd>{orVoid(fact.value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What stands in a cell: the value, or a dash when there is none. */
export function orVoid(value: ReactNode): ReactNode {
  const none = value === null || value === undefined || value === '' || value === false;
  return none ? <Void /> : value;
}

/** The em dash of an empty cell; read out as “none”. */
export function Void() {
  const t = useT(ui);
  return (
    <span className="void">
      <span aria-hidden="true">—</span>
      <span className="sr-only">{t('empty_cell')}</span>
    </span>
  );
}
