/**
 * One case before several agencies. Each agency has a part of its own: an application with its datasets, its clock, its
 * decision, its certificate and its agreement (Article 19: each authorises for itself). The lead receives, checks the
 * material once for all and urges; it decides for nobody.
 */
import type { z } from 'zod';
import { act, type Note } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { findHolder } from '#api/organizations/service.ts';
import { requireChecked } from './decisions.ts';
import type {
  jointSupplementShape,
  jointWordsShape,
  saveJointShape,
  startJointShape,
  urgeShape,
} from './joint-contract.ts';
import * as store from './joint-store.ts';
import { type JointOut, jointMoves, showJoint, sideOf, stateOf, worksFor } from './joint-view.ts';
import { tell } from './letters.ts';
import { departmentLeads, replyDays } from './parameters.ts';
import { bilingual } from './rules/bilingual.ts';
import { pauseClock, resumeClock, startClock } from './rules/clock.ts';
import { leadOf } from './rules/joint.ts';
import { type JointAction, jointActions, jointStates } from './rules/kind-codes.ts';
import { refuse } from './rules/kind-refusals.ts';
import { datasetsFault } from './rules/material.ts';
import { refuse as refuseCase } from './rules/refusals.ts';
import { materialOf, requireDeveloper, requireWhole } from './service.ts';
import * as cases from './store.ts';
import { walkPart } from './walk.ts';

type In<S extends z.ZodType> = z.output<S>;

export async function startJoint(ctx: Ctx, input: In<typeof startJointShape>): Promise<JointOut> {
  const viewer = requireDeveloper(ctx);
  return act(ctx, { action: 'licensing.start_joint', subject: ['joint_case', 'new'] }, async (tx, note) => {
    const asked = [...new Set(input.datasets)];
    const found = await cases.findDatasets(tx.db, asked);
    const fault = datasetsFault(asked, found);
    if (fault !== null && fault.code !== 'licensing.several_agencies') throw fault;
    if (fault === null) throw refuse('licensing.joint_one_agency');
    const inOrder = asked.flatMap((code) => found.find((one) => one.code === code) ?? []);
    const lead = await leaderOf(tx, inOrder);
    const at = tx.clock.now();
    const id = newId(tx, 'joint_case');
    const no = await nextNumber(tx, 'joint_case', 'LH');
    await store.insertJoint(tx.db, {
      id,
      no,
      kind: 'licensed_development',
      developerId: viewer.organization.id,
      leadId: lead.id,
      leadKind: lead.kind,
      regionCode: lead.regionCode,
      createdBy: viewer.personId,
      createdAt: at,
    });
    for (const agencyId of new Set(inOrder.map((one) => one.providerId))) {
      const own = inOrder.filter((one) => one.providerId === agencyId);
      const partId = newId(tx, 'application');
      await cases.insertApplication(
        tx.db,
        {
          id: partId,
          no: await nextNumber(tx, 'application', 'SQ'),
          kind: 'licensed_development',
          developerId: viewer.organization.id,
          agencyId,
          regionCode: own[0]?.regionCode ?? '',
          state: 'drafting',
          createdBy: viewer.personId,
          at,
          entryIds: own.map((one) => one.entryId),
          jointId: id,
        },
        materialOf(input),
      );
      await cases.insertStep(tx.db, {
        id: newId(tx, 'step'),
        applicationId: partId,
        revision: 1,
        action: 'start',
        fromState: 'drafting',
        toState: 'drafting',
        words: null,
        personId: viewer.personId,
        organizationId: viewer.organization.id,
        at,
      });
    }
    await noteStep(tx, viewer, id, 'start', null);
    note({ no, lead: lead.id, datasets: asked }, id);
    return input.intent === 'apply' ? applyJoint(tx, id) : getJoint(tx, id);
  });
}

async function leaderOf(tx: Ctx, held: readonly { providerId: string; regionCode: string }[]) {
  const lead = leadOf(held, await departmentLeads(tx, held[0]?.regionCode ?? ''));
  if (lead.kind === 'lead_agency') return { id: lead.agencyId, kind: lead.kind, regionCode: lead.regionCode };
  const department = await findHolder(tx, 'information_department', lead.regionCode);
  if (department === null) throw refuse('licensing.no_authority', { region: lead.regionCode });
  return { id: department.id, kind: lead.kind, regionCode: lead.regionCode };
}

export async function listJoint(ctx: Ctx): Promise<{ items: JointOut[] }> {
  const viewer = requireViewer(ctx.viewer);
  const rows = await store.listJoint(ctx.db, viewer.organization.id);
  return { items: await Promise.all(rows.map((row) => showJoint(ctx, row))) };
}

export async function getJoint(ctx: Ctx, id: string): Promise<JointOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findJoint(ctx.db, id);
  if (row === null || sideOf(row, viewer) === null) throw refuse('licensing.joint_not_found');
  return showJoint(ctx, row);
}

async function noteStep(
  tx: Ctx,
  viewer: Viewer,
  jointId: string,
  action: JointAction,
  words: string | null,
  toId: string | null = null,
): Promise<void> {
  await store.insertJointStep(tx.db, {
    id: newId(tx, 'step'),
    jointId,
    action,
    words,
    toId,
    personId: viewer.personId,
    organizationId: viewer.organization.id,
    at: tx.clock.now(),
  });
}

interface At {
  readonly tx: Ctx;
  readonly row: store.JointRow;
  readonly viewer: Viewer;
  readonly note: Note;
}

/** Authority, then state, then the body; what the whole did is noted beside what each part did. */
async function move(
  ctx: Ctx,
  id: string,
  action: JointAction,
  words: string,
  body: (at: At) => Promise<void>,
): Promise<JointOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: `licensing.${action}_joint`, subject: ['joint_case', id] }, async (tx, note) => {
    const row = await store.lockJoint(tx.db, id);
    const side = row === null ? null : sideOf(row, viewer);
    if (row === null || side === null) throw refuse('licensing.joint_not_found');
    const named = bilingual('action', jointActions.words[action]);
    const by = Object.values(jointMoves).flatMap((moves) => moves[action] ?? [])[0] ?? 'lead';
    if (side !== by)
      throw refuse('licensing.joint_lead_only', { ...named, lead: by === 'lead' ? row.lead.name : row.developer.name });
    if (!worksFor(row, viewer, by)) throw refuseAnywhere('auth.forbidden');
    const state = stateOf(row);
    if (jointMoves[state][action] === undefined)
      throw refuse('licensing.joint_state', { ...named, ...bilingual('state', jointStates.words[state]) });
    await body({ tx, row, viewer, note });
    if (action !== 'urge') await noteStep(tx, viewer, id, action, words === '' ? null : words);
    note({ no: row.no, from: state });
    return getJoint(tx, id);
  });
}

const alive = (row: store.JointRow) => row.parts.filter((one) => one.state !== 'withdrawn');

export async function saveJoint(ctx: Ctx, id: string, input: In<typeof saveJointShape>): Promise<JointOut> {
  return move(ctx, id, 'save', '', async ({ tx, row, viewer }) => {
    if (Math.max(...row.parts.map((one) => one.revision)) !== input.revision) throw refuse('licensing.joint_changed');
    for (const part of alive(row)) await walkPart(tx, viewer, part.id, 'save', () => ({ changes: materialOf(input) }));
  });
}

/** Sent to all at once; each agency's clock starts by the rules of its own region. */
export async function applyJoint(ctx: Ctx, id: string): Promise<JointOut> {
  return move(ctx, id, 'apply', '', async ({ tx, row, viewer }) => {
    const today = dayOf(tx.clock.now());
    for (const part of alive(row))
      await walkPart(tx, viewer, part.id, 'apply', async (application) => {
        await requireWhole({ tx, row: application, today });
        return { changes: startClock(tx.calendar(), today, await replyDays(tx, application.regionCode)) };
      });
  });
}

/** One notice for the whole, once; all clocks stop. */
export async function supplementJoint(ctx: Ctx, id: string, input: In<typeof jointSupplementShape>): Promise<JointOut> {
  return move(ctx, id, 'supplement', input.notice, async ({ tx, row, viewer }) => {
    const today = dayOf(tx.clock.now());
    if (alive(row).some((one) => one.supplementNotice !== null)) throw refuseCase('licensing.supplement_used');
    for (const part of alive(row))
      await walkPart(tx, viewer, part.id, 'supplement', (application) => ({
        changes: {
          ...pauseClock(tx.calendar(), application, today),
          supplementNotice: input.notice,
          supplementItems: input.items ?? [],
        },
        words: input.notice,
      }));
  });
}

export async function resubmitJoint(ctx: Ctx, id: string, input: In<typeof jointWordsShape>): Promise<JointOut> {
  return move(ctx, id, 'resubmit', input.words, async ({ tx, row, viewer }) => {
    const today = dayOf(tx.clock.now());
    for (const part of alive(row))
      await walkPart(tx, viewer, part.id, 'resubmit', async (application) => {
        await requireWhole({ tx, row: application, today });
        return { changes: resumeClock(tx.calendar(), application, today), words: input.words };
      });
  });
}

/** Accepted for all; from here each agency has its part. */
export async function acceptJoint(ctx: Ctx, id: string, input: In<typeof jointWordsShape>): Promise<JointOut> {
  return move(ctx, id, 'accept', input.words, async ({ tx, row, viewer }) => {
    for (const part of alive(row))
      await walkPart(tx, viewer, part.id, 'accept', async (application) => {
        await requireChecked(tx, application);
        return { words: input.words === '' ? null : input.words };
      });
  });
}

/** A reminder on record, to the agency that has its part. It changes nobody's decision. */
export async function urgeAgency(ctx: Ctx, id: string, input: In<typeof urgeShape>): Promise<JointOut> {
  return move(ctx, id, 'urge', input.words, async ({ tx, row, viewer, note }) => {
    const part = row.parts.find((one) => one.id === input.part_id);
    if (part === undefined || !['accepted', 'reviewing'].includes(part.state)) throw refuse('licensing.not_urgeable');
    await noteStep(tx, viewer, id, 'urge', `${part.agency.name}: ${input.words}`, part.agencyId);
    note({ urged: part.agencyId });
    await tell(tx, 'urged', {
      organizationId: part.agencyId,
      duties: ['licensing'],
      about: row.id,
      path: `/w/applications/${part.id}`,
      params: { no: row.no, who: row.lead.name, part: part.no, due: part.dueOn ?? '-', words: input.words },
    });
  });
}

export async function withdrawJoint(ctx: Ctx, id: string, input: In<typeof jointWordsShape>): Promise<JointOut> {
  return move(ctx, id, 'withdraw', input.words, async ({ tx, row, viewer }) => {
    for (const part of row.parts) {
      // What an agency has decided stands.
      if (!['drafting', 'applied', 'supplementing', 'accepted', 'reviewing'].includes(part.state)) continue;
      await walkPart(tx, viewer, part.id, 'withdraw', () => ({
        changes: { dueOn: null, pausedOn: null, pausedDaysLeft: null, pauseGround: null, pauseUntil: null },
        words: input.words === '' ? null : input.words,
      }));
    }
  });
}
