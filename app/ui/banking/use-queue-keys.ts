import { useEffect } from 'react';

/**
 * Keys of a queue: j and k move the focus from row to row (`data-queue-row`), c presses the row's button
 * (`data-queue-confirm`), Shift+C the one for all (`data-queue-all`). Enter is the browser's own. Every one of these can be
 * reached by Tab as well.
 */
export function useQueueKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const target = event.target as HTMLElement | null;
      if (target?.closest('input, textarea, select, dialog, [contenteditable]') != null) return;
      const rows = [...document.querySelectorAll<HTMLElement>('[data-queue-row]')];
      const at = rows.findIndex((row) => row.closest('tr')?.contains(document.activeElement));
      if (event.key === 'j' || event.key === 'k') {
        const next = rows[Math.min(rows.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : at < 0 ? 1 : -1)))];
        next?.focus();
      } else if (event.key === 'c' && at >= 0) {
        rows[at]?.closest('tr')?.querySelector<HTMLElement>('[data-queue-confirm] button')?.click();
      } else if (event.key === 'C') {
        document.querySelector<HTMLElement>('[data-queue-all] button')?.click();
      } else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
