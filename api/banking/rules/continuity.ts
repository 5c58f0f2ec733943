/** Statements of one account in the order of time. */
import type { Day } from '#api/kernel/time.ts';

export interface Span {
  readonly id: string;
  readonly toDay: Day;
  readonly openingFen: bigint;
  readonly closingFen: bigint;
  readonly importedAt: number;
}

/** By last day; those of one day by how they follow each other, then by when they came. */
export function inOrder(spans: readonly Span[]): Span[] {
  const left = [...spans].sort((a, b) =>
    a.toDay < b.toDay ? -1 : a.toDay > b.toDay ? 1 : a.importedAt - b.importedAt,
  );
  const order: Span[] = [];
  while (left.length > 0) {
    const day = left[0]?.toDay;
    const closing = order.at(-1)?.closingFen;
    const next = left.findIndex((one) => one.toDay === day && one.openingFen === closing);
    // Without one that follows, the one that follows none of the others comes first.
    const group = left.filter((one) => one.toDay === day);
    const head = left.findIndex(
      (one) => one.toDay === day && !group.some((other) => other !== one && other.closingFen === one.openingFen),
    );
    order.push(...left.splice(next >= 0 ? next : Math.max(0, head), 1));
  }
  return order;
}
