import type { Day } from '#api/kernel/time.ts';
import { clockText } from '#app/present/format.ts';
import { useLocale } from '#app/present/words.ts';

/** What is left of a term, in working days counted by the server. */
export function Clock({ due, left }: { readonly due: Day; readonly left: number | null }) {
  return (
    <span className="clock" data-late={(left !== null && left < 0) || undefined}>
      {clockText(due, left, useLocale())}
    </span>
  );
}
