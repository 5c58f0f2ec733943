import { Link } from 'react-router';

export interface Tab {
  readonly to: string;
  readonly label: string;
  readonly current?: boolean;
}

/** Links to the parts of one thing: addresses (`current` marks the open one) or anchors on a long page. */
export function Tabs({ tabs, label }: { readonly tabs: readonly Tab[]; readonly label: string }) {
  return (
    <nav className="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.to}>
            {tab.to.startsWith('#') ? (
              <a href={tab.to}>{tab.label}</a>
            ) : (
              <Link to={tab.to} aria-current={tab.current === true ? 'page' : undefined} preventScrollReset>
                {tab.label}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
