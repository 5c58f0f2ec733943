/** Which page numbers are shown: the ends, the present page and its neighbours; a gap of one page is filled. */
export function pageNumbers(page: number, last: number): number[] {
  const shown = new Set([1, page - 1, page, page + 1, last].filter((n) => n >= 1 && n <= last));
  for (const n of [...shown]) if (!shown.has(n + 1) && shown.has(n + 2)) shown.add(n + 1);
  return [...shown].sort((a, b) => a - b);
}
