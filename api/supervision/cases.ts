/** The file of a finding: opened, heard, corrected, closed. Papers are made in papers.ts. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf, isDay } from '#api/kernel/time.ts';
import { findHolder } from '#api/organizations/service.ts';
import { casePath, heads, officers, tell, termDays } from './access.ts';
import type { ClueRow } from './clue-store.ts';
import type * as shapes from './contract.ts';
import { endedStates } from './rules/codes.ts';
import { fieldFaults } from './rules/faults.ts';
import { refuse } from './rules/refusals.ts';
import type { CaseOut } from './show.ts';
import * as store from './store.ts';
import { step, walk } from './walk.ts';

type In<S extends z.ZodType> = z.output<S>;
const aboutOf = (row: Pick<store.CaseRow, 'id' | 'no'>, params: Record<string, string> = {}) => ({
  id: row.id,
  path: casePath(row.id),
  params: { no: row.no, ...params },
});

/** Opens a file for a clue that is confirmed, or adds it to one that is still being weighed. Inside `act`. */
export async function openCase(
  tx: Ctx,
  clue: Pick<ClueRow, 'id' | 'regionCode' | 'accusedId' | 'circumstance' | 'title' | 'provision'>,
  input: In<typeof shapes.decideBody>,
): Promise<string> {
  const viewer = requireViewer(tx.viewer);
  const at = tx.clock.now();
  if (input.into !== undefined && input.into !== '') {
    const into = await store.lockCase(tx.db, input.into);
    if (into === null || into.accusedId !== clue.accusedId || into.regionCode !== clue.regionCode)
      throw refuse('supervision.not_found');
    if (endedStates.includes(into.state) || !['hearing', 'weighing'].includes(into.state))
      throw refuse('supervision.wrong_state', { state: into.state, state_en: into.state, action: '', action_en: '' });
    return into.id;
  }
  const id = newId(tx, 'supervisionCase');
  const no = await nextNumber(tx, 'supervision_case', 'JD');
  const today = dayOf(at);
  const dueOn = tx.calendar().addWorkingDays(today, await termDays(tx, 'statement', clue.regionCode));
  await store.insertCase(tx.db, {
    id,
    no,
    regionCode: clue.regionCode,
    departmentId: viewer.organization.id,
    accusedId: clue.accusedId,
    circumstance: clue.circumstance,
    title: clue.title,
    facts: input.words,
    provision: clue.provision,
    state: 'hearing',
    revision: 1,
    dueOn,
    openedBy: viewer.personId,
    openedAt: at,
    updatedAt: at,
  });
  await store.insertStep(tx.db, {
    id: newId(tx, 'step'),
    caseId: id,
    revision: 1,
    action: 'open',
    fromState: 'hearing',
    toState: 'hearing',
    words: input.words,
    personId: viewer.personId,
    organizationId: viewer.organization.id,
    at,
  });
  await tell(tx, 'hearing', clue.accusedId, aboutOf({ id, no }, { due: dueOn }));
  return id;
}

export const stateCase = (ctx: Ctx, id: string, input: In<typeof shapes.saidBody>): Promise<CaseOut> =>
  walk(ctx, id, 'state', ({ tx, row }) => ({
    changes: { statement: input.words, statementAt: tx.clock.now(), dueOn: null },
    words: input.words,
    after: (inner) => tell(inner, 'stated', row.departmentId, aboutOf(row), officers),
  }));

export const endHearing = (ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>): Promise<CaseOut> =>
  walk(ctx, id, 'end_hearing', () => ({ changes: { dueOn: null }, words: input.words }));

export const dropCase = (ctx: Ctx, id: string, input: In<typeof shapes.saidBody>): Promise<CaseOut> =>
  walk(ctx, id, 'drop', ({ row }) => ({
    changes: { closeReason: input.words },
    words: input.words,
    after: (inner) => tell(inner, 'closed', row.accusedId, aboutOf(row)),
  }));

/** Article 26: where another law has its own liability, that law prevails. */
export const setLaw = (ctx: Ctx, id: string, input: In<typeof shapes.lawBody>): Promise<CaseOut> =>
  walk(ctx, id, 'set_law', () => ({
    changes: { governingLaw: input.law, lawPrevails: input.prevails },
    words: input.law,
  }));

export const handOver = (ctx: Ctx, id: string, input: In<typeof shapes.saidBody>): Promise<CaseOut> =>
  walk(ctx, id, 'hand_over', ({ row }) => ({
    changes: { closeReason: input.words },
    words: input.words,
    after: (inner) => tell(inner, 'closed', row.accusedId, aboutOf(row)),
  }));

export const receiveOrder = (ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>): Promise<CaseOut> =>
  walk(ctx, id, 'receive', ({ tx, viewer }) => ({
    changes: { receivedAt: tx.clock.now(), receivedBy: viewer.personId },
    words: input.words,
  }));

export const saveItem = (ctx: Ctx, id: string, input: In<typeof shapes.itemBody>): Promise<CaseOut> =>
  walk(ctx, id, 'save_item', async ({ tx, row, today }) => {
    if (!isDay(input.done_on) || input.done_on > today) throw refuse('supervision.bad_day', {}, [fieldFaults.done_on]);
    const saved = await store.updateDemand(tx.db, row.id, input.number, {
      measure: input.measure,
      evidence: input.evidence,
      responsible: input.responsible,
      doneOn: input.done_on,
    });
    if (!saved) throw refuse('supervision.no_demand');
    return { words: `${input.number}` };
  });

export const askExtension = (ctx: Ctx, id: string, input: In<typeof shapes.extensionBody>): Promise<CaseOut> =>
  walk(ctx, id, 'ask_extension', async ({ tx, row }) => {
    const due = row.dueOn ?? '';
    const to = tx.calendar().addWorkingDays(due, await termDays(tx, 'extension', row.regionCode));
    if (!isDay(input.until) || input.until <= due || input.until > to)
      throw refuse('supervision.bad_term', { from: due, to }, [fieldFaults.until]);
    return {
      changes: { extensionTo: input.until, extensionReason: input.reason, extensionAnswer: null },
      words: input.reason,
      after: (inner) => tell(inner, 'extension', row.departmentId, aboutOf(row), [...officers, ...heads]),
    };
  });

export const decideExtension = (ctx: Ctx, id: string, input: In<typeof shapes.extensionAnswerBody>): Promise<CaseOut> =>
  walk(ctx, id, 'decide_extension', ({ row }) => {
    const granted = input.decision === 'granted';
    const due = granted ? (row.extensionTo ?? '') : (row.dueOn ?? '');
    return {
      changes: { extensionAnswer: input.decision, extensionWords: input.words, dueOn: due },
      words: input.words,
      after: (inner) => tell(inner, 'extension_answered', row.accusedId, aboutOf(row, { due })),
    };
  });

/** Item by item with evidence, by the head of the agency; late or in time, the file shows which. */
export const reportCase = (ctx: Ctx, id: string, input: In<typeof shapes.wordsBody>): Promise<CaseOut> =>
  walk(ctx, id, 'report', async ({ tx, row, today }) => {
    const missing = row.demands.filter((one) => one.measure === null || one.evidence === null || one.doneOn === null);
    if (missing.length > 0) throw refuse('supervision.report_incomplete', { count: missing.length });
    const due = tx.calendar().addWorkingDays(today, await termDays(tx, 'recheck', row.regionCode));
    return {
      changes: { reportedAt: tx.clock.now() },
      words: input.words,
      after: (inner) => tell(inner, 'reported', row.departmentId, aboutOf(row, { due }), officers),
    };
  });

export const closeCase = (ctx: Ctx, id: string, input: In<typeof shapes.saidBody>): Promise<CaseOut> =>
  walk(ctx, id, 'close', ({ row }) => ({
    changes: { closeReason: input.words },
    words: input.words,
    after: (inner) => tell(inner, 'closed', row.accusedId, aboutOf(row)),
  }));

/** A term that is over makes the file overdue, on the day after. */
export async function lapseCases(app: App): Promise<void> {
  const ctx = systemContext(app);
  const today = dayOf(app.clock.now());
  for (const { id } of await store.lapsing(app.db, today))
    await act(ctx, { action: 'supervision.lapse', subject: ['supervision_case', id] }, async (tx, note) => {
      const row = await store.lockCase(tx.db, id);
      if (row === null || row.state !== 'correcting' || row.dueOn === null || row.dueOn >= today) return;
      await lapse(tx, row);
      note({ no: row.no, due_on: row.dueOn });
    });
}

/** Inside `act`, under the lock. */
export async function lapse(tx: Ctx, row: store.CaseRow): Promise<void> {
  const due = row.dueOn ?? '';
  await step(tx, row, 'lapse', { changes: { lapsedOn: row.lapsedOn ?? due } }, null);
  await tell(tx, 'overdue', row.accusedId, aboutOf(row, { due }));
  const department = await findHolder(tx, 'information_department', row.regionCode);
  if (department !== null) await tell(tx, 'overdue', department.id, aboutOf(row, { due }), officers);
}
