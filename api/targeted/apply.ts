/** The applicant's side: fill in, prove, file, supplement, withdraw; and reading one's own cases. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { getPublicEntry } from '#api/catalog/read.ts';
import { type Ctx, newId } from '#api/context.ts';
import { accessOf } from '#api/datasets/rules/gate.ts';
import { nextNumber } from '#api/documents/service.ts';
import type { FieldFault } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { resumeClock, startClock, stopped } from '#api/licensing/rules/clock.ts';
import { getByUscc } from '#api/organizations/service.ts';
import { ownCase, requireApplicant } from './access.ts';
import type { applicationBody, fileBody, revisionBody, saveBody, withdrawBody } from './contract.ts';
import { fault } from './rules/faults.ts';
import { checkIdentity, type Identity, maskName, maskNumber } from './rules/identity.ts';
import { refuse } from './rules/refusals.ts';
import { type Papers, sealPapers, unsealPapers } from './secrets.ts';
import { type CaseLine, type CaseOut, showCase, showLines } from './show.ts';
import * as store from './store.ts';
import { termDays } from './terms.ts';
import { reread, walkAsApplicant } from './walk.ts';

export async function listOwnTargeted(ctx: Ctx): Promise<{ items: CaseLine[] }> {
  const owner = await requireApplicant(ctx);
  return { items: await showLines(ctx, await store.listOwn(ctx.db, owner)) };
}

export async function showOwnTargeted(ctx: Ctx, id: string): Promise<CaseOut> {
  return showCase(ctx, await ownCase(ctx, id), 'applicant');
}

function identityOf(ctx: Ctx, typed: Identity): Identity {
  const checked = checkIdentity(typed, dayOf(ctx.clock.now()));
  if (!checked.ok) throw refuse('targeted.bad_identity', { count: checked.faults.length }, checked.faults);
  return checked.identity;
}

/** Whom and what it is asked of: a listed entry that is not open, or words and an agency. */
async function wanted(ctx: Ctx, input: z.output<typeof applicationBody>) {
  if (input.dataset !== '') {
    const entry = await getPublicEntry(ctx, input.dataset);
    const { title, open_type } = entry.content;
    if (accessOf(open_type) === 'open') throw refuse('targeted.open_already', { title });
    return {
      entryId: entry.id,
      agencyId: entry.provider.id,
      regionCode: entry.region_code,
      dataWanted: input.data_wanted,
    };
  }
  const faults: FieldFault[] = [];
  if (input.data_wanted === '') faults.push(fault('data_wanted'));
  if (input.agency === '') faults.push(fault('agency'));
  if (faults.length > 0) throw refuse('targeted.no_data_named', {}, faults);
  const agency = await agencyOf(ctx, input.agency);
  return { entryId: null, agencyId: agency.id, regionCode: agency.regionCode, dataWanted: input.data_wanted };
}

async function agencyOf(ctx: Ctx, uscc: string) {
  const found = await getByUscc(ctx, uscc).catch(() => null);
  const row = found === null ? undefined : (await store.findAgencies(ctx.db, [found.id])).get(found.id);
  if (row === undefined || row.kind !== 'agency') throw refuse('targeted.agency_unknown');
  return row;
}

export async function startTargeted(ctx: Ctx, input: z.output<typeof applicationBody>): Promise<CaseOut> {
  const owner = await requireApplicant(ctx);
  const about = await wanted(ctx, input);
  const identity = identityOf(ctx, {
    kind: input.applicant_kind,
    name: input.name,
    number: input.number,
    representative: input.representative,
  });
  const sealed = await sealPapers(ctx, { identity, statement: input.statement, scope: input.scope });
  return act(ctx, { action: 'targeted.start', subject: ['targeted', ''] }, async (tx, note) => {
    const id = newId(tx, 'targeted');
    const no = await nextNumber(tx, 'targeted', 'DX');
    const at = tx.clock.now();
    await store.insertCase(tx.db, {
      id,
      no,
      ownerId: owner,
      locale: ctx.locale,
      ...about,
      state: 'drafting',
      revision: 1,
      interest: input.interest,
      purpose: input.purpose,
      applicantKind: identity.kind,
      maskedName: maskName(identity),
      maskedNumber: maskNumber(identity.number),
      sealed,
      columns: [],
      createdAt: at,
      updatedAt: at,
    });
    note({ no, interest: input.interest }, id);
    return reread(tx, id, 'applicant');
  });
}

/** A blank name keeps the identity: nothing of it is shown for retyping. */
export async function saveTargeted(ctx: Ctx, id: string, input: z.output<typeof saveBody>): Promise<CaseOut> {
  return walkAsApplicant(
    ctx,
    id,
    'save',
    async ({ tx, row }) => {
      const before = await papersOf(tx, row);
      const kept = input.name === '' && input.number === '';
      const identity = kept
        ? before.identity
        : identityOf(tx, {
            kind: input.applicant_kind,
            name: input.name,
            number: input.number,
            representative: input.representative,
          });
      const sealed = await sealPapers(tx, { identity, statement: input.statement, scope: input.scope });
      return {
        changes: {
          dataWanted: input.data_wanted,
          interest: input.interest,
          purpose: input.purpose,
          applicantKind: identity.kind,
          maskedName: maskName(identity),
          maskedNumber: maskNumber(identity.number),
          sealed,
        },
      };
    },
    input.revision,
  );
}

export async function papersOf(ctx: Ctx, row: store.CaseRow): Promise<Papers> {
  if (row.sealed === null) throw refuse('targeted.papers_wiped');
  return unsealPapers(ctx, row.sealed);
}

/** Refuses `targeted.incomplete` with what is missing. */
async function requireComplete(ctx: Ctx, row: store.CaseRow): Promise<void> {
  const { statement, scope } = await papersOf(ctx, row);
  const faults = [
    ...(statement === '' ? [fault('statement')] : []),
    ...(scope === '' ? [fault('scope')] : []),
    ...(row.purpose === '' ? [fault('purpose')] : []),
    ...(row.proofs.length === 0 ? [fault('proof')] : []),
  ];
  if (faults.length > 0) throw refuse('targeted.incomplete', { count: faults.length }, faults);
}

/** From filing on the agency sees the case and its clock runs. */
export async function fileTargeted(ctx: Ctx, id: string, input: z.output<typeof fileBody>): Promise<CaseOut> {
  return walkAsApplicant(
    ctx,
    id,
    'file',
    async ({ tx, row, today }) => {
      await requireComplete(tx, row);
      if (!input.undertaking) throw refuse('targeted.no_undertaking', {}, [fault('undertaking')]);
      const days = await termDays(tx, 'reply', row.regionCode);
      return { changes: { undertakenAt: tx.clock.now(), ...startClock(tx.calendar(), today, days) } };
    },
    input.revision,
  );
}

export async function resubmitTargeted(ctx: Ctx, id: string, input: z.output<typeof revisionBody>): Promise<CaseOut> {
  return walkAsApplicant(
    ctx,
    id,
    'resubmit',
    async ({ tx, row, today }) => {
      await requireComplete(tx, row);
      return { changes: { ...resumeClock(tx.calendar(), row, today) } };
    },
    input.revision,
  );
}

export async function withdrawTargeted(ctx: Ctx, id: string, input: z.output<typeof withdrawBody>): Promise<CaseOut> {
  return walkAsApplicant(ctx, id, 'withdraw', () => ({
    changes: { ...stopped },
    words: input.reason === '' ? null : input.reason,
  }));
}
