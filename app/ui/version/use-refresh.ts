import { useEffect } from 'react';
import { useRevalidator } from 'react-router';

/** Loads the page's data again every so often while something is being worked on. */
export function useRefresh(working: boolean, everyMs = 1500): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!working || state !== 'idle') return;
    const timer = setTimeout(() => void revalidate(), everyMs);
    return () => clearTimeout(timer);
  }, [working, state, revalidate, everyMs]);
}
