/** What agencies' systems ask before they collect, and report after it; and the service cases that go on without. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { addDays, dayOf, startOfDay } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { requireCollector } from './access.ts';
import type * as shapes from './consent-contract.ts';
import * as store from './consent-store.ts';
import { whenOf } from './consents.ts';
import { readLanguage } from './known.ts';
import { keepAlias, type Pseudonym, pseudonymOf } from './pseudonyms.ts';
import type { CaseOutcome, CaseReason, ConsentKind, IntakeFault } from './rules/codes.ts';
import { conceptOf } from './rules/concept.ts';
import { faultsOf } from './rules/intake.ts';
import { refuse } from './rules/refusals.ts';
import { terms } from './rules/terms.ts';

type In<S extends z.ZodType> = z.output<S>;
type Out<K extends keyof typeof shapes.consentOperations> = z.input<(typeof shapes.consentOperations)[K]['out']>;

interface Judged {
  readonly faults: IntakeFault[];
  readonly itemId: string | null;
  readonly sameness: string;
  readonly consent: ConsentKind | null;
  readonly earlierId: string | null;
}

async function judged(
  ctx: Ctx,
  viewer: Viewer,
  asked: { readonly item: string; readonly region?: string | undefined },
  who: Pseudonym,
  at: Date,
): Promise<Judged> {
  const own = viewer.organization;
  const item = (await store.itemsInForce(ctx.db, own.id, [asked.item])).get(asked.item) ?? null;
  const sameness =
    item === null ? `?${asked.item}` : `${item.subjectKind}|${conceptOf(item.name, await readLanguage(ctx)).sameness}`;
  const today = dayOf(at);
  const days = await numberParameter(ctx, terms.same_subject.key, own.regionCode, terms.same_subject.days);
  const [before, same, newest] = await Promise.all([
    store.intakesOf(ctx.db, who.all, { itemNo: asked.item, before: at }),
    store.intakesOf(ctx.db, who.all, { sameness, from: startOfDay(addDays(today, -days)), before: at }),
    store.newestEvents(ctx.db, who.all, [asked.item]),
  ]);
  const elsewhere = same.find((one) => one.agencyId !== own.id);
  const consent = (newest.get(asked.item)?.kind as ConsentKind | undefined) ?? null;
  const faults = faultsOf({
    item,
    region: asked.region ?? own.regionCode,
    today,
    consent,
    before: before.filter((one) => one.agencyId === own.id).map((one) => dayOf(one.at)),
    elsewhere: elsewhere !== undefined,
  });
  return { faults, itemId: item?.id ?? null, sameness, consent, earlierId: elsewhere?.id ?? null };
}

/** Asked before a form shows the field. Keeps nothing. */
export async function mayCollect(ctx: Ctx, input: In<typeof shapes.askBody>): Promise<Out<'mayCollect'>> {
  const viewer = requireCollector(ctx);
  const who = await pseudonymOf(ctx, input.subject);
  const { faults, consent } = await judged(ctx, viewer, input, who, ctx.clock.now());
  return { item: input.item, allowed: faults.length === 0, faults, consent };
}

/** What was collected is on record with what is wrong about it: a fact is not refused, it is judged. */
export async function reportCollected(ctx: Ctx, input: In<typeof shapes.intakeBody>): Promise<Out<'reportCollected'>> {
  const viewer = requireCollector(ctx);
  const at = whenOf(ctx, input.at);
  const who = await pseudonymOf(ctx, input.subject);
  return act(ctx, { action: 'collection.report_intake', subject: ['collection_intake', 'new'] }, async (tx, note) => {
    const found = await judged(tx, viewer, input, who, at);
    const id = newId(tx, 'collectionIntake');
    await keepAlias(tx, who);
    await store.insertIntake(tx.db, {
      id,
      agencyId: viewer.organization.id,
      itemNo: input.item,
      itemId: found.itemId,
      subject: who.subject,
      keyNumber: who.keyNumber,
      regionCode: input.region ?? viewer.organization.regionCode,
      system: input.system,
      sameness: found.sameness,
      faults: found.faults,
      earlierId: found.faults.includes('asked_elsewhere') ? found.earlierId : null,
      personId: viewer.personId,
      at,
      recordedAt: tx.clock.now(),
    });
    note({ item: input.item, faults: found.faults }, id);
    return { id, item: input.item, faults: found.faults };
  });
}

const final: readonly CaseOutcome[] = ['served', 'not_accepted', 'returned', 'dropped'];
const unserved: readonly CaseOutcome[] = ['not_accepted', 'returned', 'suspended'];

/** Told once when it begins and again with each outcome. */
export async function reportServiceCase(
  ctx: Ctx,
  input: In<typeof shapes.caseBody>,
): Promise<Out<'reportServiceCase'>> {
  const viewer = requireCollector(ctx);
  const today = dayOf(ctx.clock.now());
  const on = input.on ?? today;
  if (on > today || input.opened_on > on) throw refuse('collection.future');
  const lawful = input.reason !== null && input.reason !== 'consent_refused';
  if (unserved.includes(input.outcome) && lawful && input.basis === '') throw refuse('collection.case_basis');
  const who = await pseudonymOf(ctx, input.subject);
  const own = viewer.organization;
  return act(ctx, { action: 'collection.report_case', subject: ['service_case', 'new'] }, async (tx, note) => {
    const before = await store.findCase(tx.db, own.id, input.case_no);
    if (before !== null && before.closedOn !== null) throw refuse('collection.case_closed');
    const id = before?.id ?? newId(tx, 'serviceCase');
    const at = tx.clock.now();
    const row = {
      id,
      agencyId: own.id,
      regionCode: own.regionCode,
      caseNo: input.case_no,
      service: input.service,
      subject: who.subject,
      keyNumber: who.keyNumber,
      openedOn: before?.openedOn ?? input.opened_on,
      promisedDays: before?.promisedDays ?? input.promised_days,
      dueOn: before?.dueOn ?? tx.calendar().addWorkingDays(input.opened_on, input.promised_days),
      outcome: input.outcome,
      reason: input.reason,
      basis: input.basis,
      closedOn: final.includes(input.outcome) ? on : null,
      createdAt: at,
      updatedAt: at,
    };
    await keepAlias(tx, who);
    await store.saveCase(tx.db, row);
    await store.insertCaseStep(tx.db, {
      id: newId(tx, 'step'),
      caseId: id,
      outcome: input.outcome,
      reason: input.reason,
      basis: input.basis,
      on,
      personId: viewer.personId,
      at,
    });
    note({ outcome: input.outcome, reason: input.reason }, id);
    return {
      id,
      case_no: row.caseNo,
      service: row.service,
      outcome: input.outcome,
      reason: input.reason as CaseReason | null,
      opened_on: row.openedOn,
      due_on: row.dueOn,
      closed_on: row.closedOn,
    };
  });
}
