/** Points of what could be had, with a bar that repeats the part. */
export function PointsBar({ points, of }: { readonly points: string | null; readonly of: string | null }) {
  if (points === null || of === null) return null;
  const part = Number(of) === 0 ? 0 : Math.min(100, (Number(points) / Number(of)) * 100);
  return (
    <span className="score-bar">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect width="100" height="6" className="of" />
        <rect width={part.toFixed(1)} height="6" className="done" />
      </svg>
      <span className="num">
        {points} / {of}
      </span>
    </span>
  );
}
