import type { Day } from '#api/kernel/time.ts';
import { dayText, instantText } from '#app/present/format.ts';
import { useLocale } from '#app/present/words.ts';

type DateTextProps =
  | { readonly day: Day; readonly instant?: never }
  | { readonly instant: Date | string; readonly day?: never };

/** A day, or an instant in Asia/Shanghai to the minute. */
export function DateText({ day, instant }: DateTextProps) {
  const locale = useLocale();
  if (day !== undefined) return <time dateTime={day}>{dayText(day, locale)}</time>;
  const at = typeof instant === 'string' ? new Date(instant) : instant;
  return <time dateTime={at.toISOString()}>{instantText(at, locale)}</time>;
}
