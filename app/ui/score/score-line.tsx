import type { ScoreOut } from '#api/score/service.ts';
import { score as words } from '#app/i18n/score.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';

const [width, height, edge] = [240, 44, 3];

interface Props {
  readonly history: ScoreOut['history'];
  /** What it is now, should no job have written it down yet. */
  readonly now: number;
}

/** How the score went, day by day: a line in steps, and the same in words. Nothing while it never changed. */
export function ScoreLine({ history, now }: Props) {
  const t = useT(words);
  const locale = useLocale();
  const [first] = history;
  if (first === undefined || history.length < 2) return null;
  const day = (text: string) => Date.parse(text) / 86_400_000;
  const [from, to] = [day(first.day), day(history.at(-1)?.day ?? first.day) + 1];
  const x = (text: string) => edge + ((day(text) - from) / (to - from)) * (width - 2 * edge);
  const y = (value: number) => height - edge - (value / 100) * (height - 2 * edge);
  const steps = history.map((one) => `H${x(one.day).toFixed(1)}V${y(one.score).toFixed(1)}`).join('');
  const d = `M${edge} ${y(first.score).toFixed(1)}${steps}H${width - edge}`;
  return (
    <figure className="score-line">
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
        <path className="of" d={`M${edge} ${y(0)}H${width - edge}`} />
        <path className="part" d={d} />
      </svg>
      <figcaption>
        {t('since', { day: dayText(first.day, locale), score: first.score, now })}
        <details className="more">
          <summary>{t('changes', { count: history.length - 1, n: history.length - 1 })}</summary>
          <ul>
            {history.toReversed().map((one) => (
              <li key={one.day}>
                <span>{dayText(one.day, locale)}</span> <b className="num">{one.score}</b>
              </li>
            ))}
          </ul>
        </details>
      </figcaption>
    </figure>
  );
}
