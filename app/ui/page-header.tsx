import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { frame } from '#app/i18n/frame.ts';
import { ui } from '#app/i18n/ui.ts';
import { useT } from '#app/present/words.ts';
import { Mixed } from './mixed.tsx';

export interface Crumb {
  readonly label: string;
  readonly to: string;
}

export interface PageHeaderProps {
  /** The page's one h1, and its title in the tab. */
  readonly title: string;
  readonly breadcrumb?: readonly Crumb[];
  readonly lead?: ReactNode;
  /** Short facts under the title: state, code, date. */
  readonly meta?: ReactNode;
  readonly actions?: ReactNode;
}

export function PageHeader({ title, breadcrumb = [], lead, meta, actions }: PageHeaderProps) {
  const t = useT(ui);
  return (
    <header className="page-header">
      <PageTitle page={title} />
      {breadcrumb.length > 0 && (
        <nav className="breadcrumb" aria-label={t('breadcrumb')}>
          <ol>
            {breadcrumb.map((crumb) => (
              <li key={crumb.to}>
                <Link to={crumb.to}>
                  <Mixed>{crumb.label}</Mixed>
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="page-header-row">
        <h1>
          <Mixed>{title}</Mixed>
        </h1>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </div>
      {lead !== undefined && <div className="lead">{lead}</div>}
      {meta !== undefined && <div className="meta">{meta}</div>}
    </header>
  );
}

/** The title in the tab, for pages without a `PageHeader`; React moves it to the head. */
export function PageTitle({ page }: { readonly page: string }) {
  const t = useT(frame);
  return <title>{t('tab_title', { page })}</title>;
}
