/** A text with what was asked for marked, where the search says it stands. */
export function Marked({ text, marks }: { readonly text: string; readonly marks: readonly (readonly number[])[] }) {
  let last = 0;
  const parts = marks.flatMap(([start = 0, end = 0]) => {
    const before = text.slice(last, start);
    last = end;
    return [before, <mark key={start}>{text.slice(start, end)}</mark>];
  });
  return [...parts, text.slice(last)];
}
