/** The mark on what a click takes away. */
export function Cross() {
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">
      <path d="M1 1 9 9 M9 1 1 9" stroke="currentColor" strokeWidth="1.6" fill="none" />
    </svg>
  );
}
