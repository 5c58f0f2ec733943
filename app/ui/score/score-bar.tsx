/** A score in a row of a table: the number with a bar that repeats it. */
export function ScoreBar({ value }: { readonly value: number }) {
  return (
    <span className="score-bar">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect width="100" height="6" className="of" />
        <rect width={value} height="6" className="done" />
      </svg>
      <span className="num">{value}</span>
    </span>
  );
}
