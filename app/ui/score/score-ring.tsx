import { score as words } from '#app/i18n/score.ts';
import { useT } from '#app/present/words.ts';

/** The score as a ring with its number; the number says it, the ring shows it. */
export function ScoreRing({ value }: { readonly value: number }) {
  const t = useT(words);
  const level = value >= 80 ? 'high' : value >= 50 ? 'middle' : 'low';
  return (
    <svg
      className="score-ring"
      data-level={level}
      viewBox="0 0 40 40"
      role="img"
      aria-label={t('of_hundred', { score: value })}
    >
      <circle className="of" cx="20" cy="20" r="17" />
      {value > 0 && (
        <circle
          className="part"
          cx="20"
          cy="20"
          r="17"
          pathLength="100"
          strokeDasharray={`${value} 100`}
          transform="rotate(-90 20 20)"
        />
      )}
      <text x="20" y="20" dy="0.36em" textAnchor="middle">
        {value}
      </text>
    </svg>
  );
}
