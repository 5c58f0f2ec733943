/**
 * A lifecycle is one literal table a noun: state → action → next state. Services ask `next`, buttons ask
 * `can`; docs/lifecycles.md is drawn from the same tables, so the three cannot disagree.
 */
export interface Edge<S extends string> {
  readonly to: S;
  /** The audit action this edge emits, `room.verb`. */
  readonly event: string;
  /** Who walks it, in the glossary's words; for the diagram. */
  readonly by: string;
}

export type Lifecycle<S extends string = string> = Readonly<Record<S, Readonly<Record<string, Edge<S>>>>>;

/** Declares a lifecycle; every `to` must be one of its states. */
export function defineLifecycle<const S extends string>(
  table: Record<S, Record<string, Edge<NoInfer<S>>>>,
): Lifecycle<S> {
  return table;
}

/** The edge an action takes from a state, or null when the lifecycle has none. */
export function edge<S extends string>(lifecycle: Lifecycle<S>, state: S, action: string): Edge<S> | null {
  const edges: Readonly<Record<string, Edge<S>>> | undefined = lifecycle[state];
  return edges !== undefined && Object.hasOwn(edges, action) ? (edges[action] ?? null) : null;
}

export function can<S extends string>(lifecycle: Lifecycle<S>, state: S, action: string): boolean {
  return edge(lifecycle, state, action) !== null;
}

/** The actions open in a state, in the table's order. */
export function actions<S extends string>(lifecycle: Lifecycle<S>, state: S): string[] {
  return Object.keys(lifecycle[state] ?? {});
}
