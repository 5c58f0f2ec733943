import { addDays, dayOf } from '#api/kernel/time.ts';
import { shownDays } from '#api/status/rules/uptime.ts';
import { status } from '#app/i18n/status.ts';
import { dayText, numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';

interface Day {
  readonly day: string;
  readonly checks: number;
  readonly failed: number;
}

const wide = 4;
const high = 28;
const middle = 18;

/** A mark a day: above the line it worked, below it failed; nothing where nobody checked. Read out as its bad days. */
export function DayBars({ days, today }: { readonly days: readonly Day[]; readonly today: string }) {
  const t = useT(status);
  const locale = useLocale();
  const last = dayOf(new Date(today));
  const known = new Map(days.map((day) => [day.day, day]));
  const told = (day: Day) =>
    t('day_text', {
      day: dayText(day.day, locale),
      checks: numberText(day.checks, locale),
      failed: numberText(day.failed, locale),
    });
  const bad = days.filter((day) => day.failed > 0);
  return (
    <svg
      className="day-bars"
      viewBox={`0 0 ${shownDays * wide} ${high}`}
      width={shownDays * wide}
      height={high}
      role="img"
      aria-label={bad.length === 0 ? `${t('days')}: ${days.length}` : bad.slice(-10).map(told).join('; ')}
    >
      {Array.from({ length: shownDays }, (_, at) => {
        const day = known.get(addDays(last, at - shownDays + 1));
        if (day === undefined) return null;
        return (
          <g key={day.day}>
            <title>{told(day)}</title>
            <rect x={at * wide} y={2} width={wide - 1} height={middle - 3} className="day-bar-good" />
            {day.failed > 0 && (
              <rect
                x={at * wide}
                y={middle}
                width={wide - 1}
                // One bad minute has to be seen beside a bad day.
                height={Math.max(3, Math.round((day.failed / day.checks) * (high - middle)))}
                className="day-bar-bad"
              />
            )}
          </g>
        );
      })}
      <line x1={0} x2={shownDays * wide} y1={middle - 0.5} y2={middle - 0.5} className="day-bar-line" />
    </svg>
  );
}
