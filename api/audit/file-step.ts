/** One line in the file of a case, for the rooms whose cases keep one: who took which edge, when, with which words. */
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { edge, type Lifecycle } from '#api/kernel/lifecycle.ts';

export interface FileStep<S extends string> {
  readonly id: string;
  /** Of the case after the step. */
  readonly revision: number;
  readonly action: string;
  readonly fromState: S;
  readonly toState: S;
  readonly words: string | null;
  readonly personId: string | null;
  readonly organizationId: string | null;
  readonly at: Date;
}

/** The step of an edge that the caller has checked; `viewer` is null where the platform takes it. Throws where there is no edge. */
export function fileStep<S extends string>(
  tx: Ctx,
  lifecycle: Lifecycle<S>,
  row: { readonly state: S; readonly revision: number },
  action: string,
  words: string | null,
  viewer: Viewer | null,
): FileStep<S> {
  const to = edge(lifecycle, row.state, action)?.to;
  if (to === undefined) throw new Error(`no edge ${action} from ${row.state}`);
  return line(tx, { revision: row.revision + 1, action, fromState: row.state, toState: to, words }, viewer);
}

/** With which a file begins. */
export const firstStep = <S extends string>(tx: Ctx, state: S, viewer: Viewer): FileStep<S> =>
  line(tx, { revision: 1, action: 'start', fromState: state, toState: state, words: null }, viewer);

type Said<S extends string> = Pick<FileStep<S>, 'revision' | 'action' | 'fromState' | 'toState' | 'words'>;

const line = <S extends string>(tx: Ctx, said: Said<S>, viewer: Viewer | null): FileStep<S> => ({
  id: newId(tx, 'step'),
  ...said,
  words: said.words === '' ? null : said.words,
  personId: viewer?.personId ?? null,
  organizationId: viewer?.organization.id ?? null,
  at: tx.clock.now(),
});
