/** The department's side: approve what is new, refuse with a pointer what is held, decide exceptions by two. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import type * as shapes from './contract.ts';
import { checkOf } from './items.ts';
import { indexItem } from './known.ts';
import { fieldFaults } from './rules/faults.ts';
import { refuse } from './rules/refusals.ts';
import type { ItemOut } from './show.ts';
import * as store from './store.ts';
import { tell } from './tell.ts';
import { step, walk } from './walk.ts';

type In<S extends z.ZodType> = z.output<S>;

const tellAgency = (
  tx: Ctx,
  row: store.ItemLine,
  letter: 'approved' | 'refused' | 'returned' | 'exception_granted',
  words: string,
) =>
  tell(tx, letter, {
    about: row.id,
    to: row.agencyId,
    params: { no: row.no, name: row.name, words },
    path: `/w/collection/${row.id}`,
  });

/** Checked once more: the catalogue may have grown since. Without an exception nothing that is held is approved. */
export async function approveCollection(ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>): Promise<ItemOut> {
  return walk(ctx, id, 'approve', async ({ tx, row, viewer, note }) => {
    const check = await checkOf(tx, row);
    const first = check.hits.find((one) => one.verdict === 'equal' && one.entry !== null) ?? check.hits[0];
    if (check.equal > 0 && !row.exceptionGranted && first !== undefined)
      throw refuse('collection.duplicate', {
        name: row.name,
        held: first.name,
        about: first.about,
        code: first.entry?.code ?? first.item_no ?? '',
      });
    note({ equal: check.equal, exception: row.exceptionGranted });
    const before = await store.findVersion(tx.db, row.no, ['approved']);
    // One version is in force at a time: the index of the database says so too.
    if (before !== null) {
      const locked = await store.lockItem(tx.db, before.id);
      if (locked !== null) await step(tx, locked, 'supersede', {}, null, null);
    }
    return {
      changes: {
        check: JSON.parse(JSON.stringify(check)),
        checkedAt: tx.clock.now(),
        equals: check.equal,
        decidedBy: viewer.personId,
        decidedAt: tx.clock.now(),
        decisionReason: input.words,
      },
      words: input.words,
      after: async (inner, after) => {
        await indexItem(inner, after);
        await tellAgency(inner, after, 'approved', input.words);
      },
    };
  });
}

/** With the entry to ask for instead, where there is one. */
export async function refuseCollection(ctx: Ctx, id: string, input: In<typeof shapes.refuseBody>): Promise<ItemOut> {
  return walk(ctx, id, 'refuse', async ({ tx, viewer }) => {
    if (input.pointer !== '' && (await store.findShared(tx.db, { code: input.pointer })).size === 0)
      throw refuse('collection.no_pointer', { code: input.pointer }, [fieldFaults.pointer]);
    return {
      changes: {
        pointer: input.pointer === '' ? null : input.pointer,
        decidedBy: viewer.personId,
        decidedAt: tx.clock.now(),
        decisionReason: input.words,
      },
      words: input.words,
      after: (inner, after) => tellAgency(inner, after, 'refused', input.words),
    };
  });
}

export async function returnCollection(ctx: Ctx, id: string, input: In<typeof shapes.saidBody>): Promise<ItemOut> {
  return walk(ctx, id, 'send_back', () => ({
    words: input.words,
    after: (tx, after) => tellAgency(tx, after, 'returned', input.words),
  }));
}

export async function proposeCollectionException(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.exceptionBody>,
): Promise<ItemOut> {
  return walk(ctx, id, 'propose_exception', ({ viewer, note }) => {
    note({ decision: input.decision });
    return {
      changes: {
        exceptionProposal: input.decision,
        exceptionWords: input.words,
        exceptionProposedBy: viewer.personId,
      },
      words: input.words,
    };
  });
}

/** The second person's word makes it an exception; the approval that follows names it. */
export async function grantCollectionException(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.wordsBody>,
): Promise<ItemOut> {
  return walk(ctx, id, 'grant_exception', ({ viewer }) => ({
    changes: { exceptionDecidedBy: viewer.personId, exceptionGranted: true },
    words: input.words,
    after: (tx, after) => tellAgency(tx, after, 'exception_granted', input.words),
  }));
}

export async function declineCollectionException(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.wordsBody>,
): Promise<ItemOut> {
  return walk(ctx, id, 'decline_exception', ({ tx, row, viewer }) => ({
    changes: {
      exceptionDecidedBy: viewer.personId,
      decidedBy: viewer.personId,
      decidedAt: tx.clock.now(),
      decisionReason: row.exceptionWords,
    },
    words: input.words,
    after: (inner, after) => tellAgency(inner, after, 'refused', row.exceptionWords ?? ''),
  }));
}

export async function returnCollectionException(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.saidBody>,
): Promise<ItemOut> {
  return walk(ctx, id, 'return_exception', () => ({
    changes: { exceptionProposal: null, exceptionWords: null, exceptionProposedBy: null },
    words: input.words,
  }));
}
