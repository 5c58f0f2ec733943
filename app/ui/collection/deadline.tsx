import { myData } from '#app/i18n/my-data.ts';
import { useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { Void } from '#app/ui/description-list.tsx';

interface DeadlineProps {
  readonly of: { readonly due_on: string | null; readonly days_left: number | null; readonly paused: boolean };
}

/** By when an answer is due; of a clock that stands still, the days it keeps. */
export function Deadline({ of: clock }: DeadlineProps) {
  const t = useT(myData);
  if (clock.paused) return t('paused', { count: clock.days_left ?? 0 });
  return clock.due_on === null ? <Void /> : <Clock due={clock.due_on} left={clock.days_left} />;
}
