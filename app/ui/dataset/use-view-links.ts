import { useEffect } from 'react';
import { useNavigate } from 'react-router';

/** Follows the links of a data page by script: the page keeps its place unless the link says to go. */
export function useViewLinks(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (event.defaultPrevented || !plain || !(event.target instanceof Element)) return;
      const link = event.target.closest<HTMLAnchorElement>('a[data-view]');
      if (link === null) return;
      event.preventDefault();
      const { pathname, search, hash } = new URL(link.href);
      const go = link.dataset.view === 'go';
      void navigate(`${pathname}${search}${go ? hash : ''}`, { preventScrollReset: !go });
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [navigate]);
}
