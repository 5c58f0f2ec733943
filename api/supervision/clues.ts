/** Clues: the common list, one read again against its hash, and what a person decides about it (Article 27). */
import type { z } from 'zod';
import { clueKinds as agreementClues } from '#api/agreements/rules/life-codes.ts';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { createDocument, nextNumber, signDocument } from '#api/documents/service.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { isRefusal, type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { parentOf } from '#api/kernel/regions.ts';
import { isSelf } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { tradeClueKinds, tradeClueStates } from '#api/market/rules/dealing-codes.ts';
import { findHolder } from '#api/organizations/service.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import { requireDepartment, supervises } from './access.ts';
import { openCase } from './cases.ts';
import * as clues from './clue-store.ts';
import type * as shapes from './contract.ts';
import { detectIn, effectiveDay, judgesOf, type Run, readFacts, settingsOf } from './detect.ts';
import { detectors } from './detectors.ts';
import { hashOf } from './hash.ts';
import { clueStates, wordOf } from './rules/codes.ts';
import { detectorCodes, detectorRules } from './rules/detectors.ts';
import { fieldFaults } from './rules/faults.ts';
import { clueLifecycle } from './rules/lifecycle.ts';
import { referralText } from './rules/referral-text.ts';
import { refuse } from './rules/refusals.ts';
import { byHandSignal } from './rules/template.ts';
import { type Units, unitOf, wordsOfRule } from './show.ts';
import * as store from './store.ts';

type ClueLine = z.input<typeof shapes.clueLine>;
export type ClueOut = z.input<typeof shapes.clueOut>;

const both = ([zh, en]: readonly [string, string]) => ({ zh, en });

function kindOf(row: clues.ListedClue): ClueLine['kind'] {
  if (row.source === 'agreement') return both(wordOf(agreementClues, row.kind));
  if (row.source === 'trade') return both(wordOf(tradeClueKinds, row.kind));
  return wordsOfRule(row.kind);
}

const lineOf = (row: clues.ListedClue, units: Units): ClueLine => ({
  id: row.id,
  source: row.source,
  no: row.no,
  kind: kindOf(row),
  circumstance: row.circumstance === null ? null : (String(row.circumstance) as ClueLine['circumstance']),
  about: unitOf(units, row.about),
  title: row.title,
  state: row.state,
  state_words: both(row.source === 'trade' ? wordOf(tradeClueStates, row.state) : wordOf(clueStates, row.state)),
  waiting: row.waiting,
  gone: row.gone,
  since: row.since,
  created_at: row.created_at.toISOString(),
});

export async function listClues(ctx: Ctx, query: z.output<typeof shapes.clueQuery>) {
  const { regions } = requireDepartment(ctx);
  const { page, page_size, source, state, circumstance, agency } = query;
  const filter = { source, state, circumstance: circumstance === undefined ? undefined : Number(circumstance), agency };
  const rows = await clues.listClues(ctx.db, regions, filter, { skip: (page - 1) * page_size, take: page_size });
  const units = await store.findUnits(
    ctx.db,
    rows.map((row) => row.about),
  );
  return { items: rows.map((row) => lineOf(row, units)), total: rows[0]?.total ?? 0, page, page_size };
}

/** The fact read again now: the evidence is recomputed and its hash compared with the one kept. */
async function readAgain(ctx: Ctx, row: clues.ClueRow): Promise<ClueOut['now']> {
  const detector = detectors.find((one) => one.code === row.rule);
  if (detector === undefined) return 'by_hand';
  const setting = (await settingsOf(ctx, row.readIn))(detector);
  const fact = (await readFacts(ctx, row.readIn, detector, setting)).find((one) => one.key === row.factKey);
  if (fact === undefined) return 'gone';
  return hashOf(fact.evidence) === row.evidenceSha256 ? 'same' : 'changed';
}

export async function showClue(ctx: Ctx, id: string): Promise<ClueOut> {
  const { viewer } = requireDepartment(ctx);
  const row = await clues.findClue(ctx.db, id);
  if (row === null || !supervises(viewer, row.regionCode)) throw refuse('supervision.not_found');
  const units = await store.findUnits(ctx.db, [row.accusedId]);
  const signal = detectorCodes.is(row.rule) ? detectorRules[row.rule].signal : byHandSignal;
  const hindered = decisionRefusal(ctx, row, 'dismiss');
  const confirmable = decisionRefusal(ctx, row, 'confirm');
  return {
    ...lineOf(
      {
        id: row.id,
        source: 'circumstance',
        no: row.no,
        kind: row.rule,
        circumstance: row.circumstance,
        about: row.accusedId,
        title: row.title,
        state: row.state,
        waiting: row.state === 'open',
        gone: row.goneAt !== null,
        since: row.since,
        created_at: row.createdAt,
        total: 1,
      },
      units,
    ),
    rule: row.rule,
    signal: both(signal),
    provision: row.provision,
    subject: { type: row.subjectType, id: row.subjectId, no: row.subjectNo },
    evidence: row.evidence as ClueOut['evidence'],
    evidence_sha256: row.evidenceSha256,
    now: await readAgain(ctx, row),
    seen_at: row.seenAt.toISOString(),
    gone_at: row.goneAt?.toISOString() ?? null,
    words: row.words,
    decided_at: row.decidedAt?.toISOString() ?? null,
    case: row.case,
    open_cases: row.state === 'open' ? await store.openCasesOf(ctx.db, row.regionCode, row.accusedId) : [],
    may: { decide: hindered === null, refer: referralRefusal(ctx, row) === null },
    about_self: row.accusedId === viewer.organization.id,
    document_id: row.documentId,
    refusal: wordsOf(confirmable),
  };
}

const wordsOf = (refusal: Refusal | null) =>
  refusal === null ? null : { code: refusal.code, zh: refusal.sentence('zh'), en: refusal.sentence('en') };

function decisionRefusal(ctx: Ctx, row: clues.ClueRow, decision: 'confirm' | 'dismiss'): Refusal | null {
  const viewer = ctx.viewer;
  if (viewer === null || !viewer.duties.includes('reviewer')) return refuseAnywhere('auth.forbidden');
  if (viewer.organization.id === row.accusedId) return refuse('supervision.own_body');
  if (edge(clueLifecycle, row.state, decision) === null)
    return refuse('supervision.clue_decided', bilingual('state', clueStates.words[row.state]));
  // Who writes a fact down by hand does not confirm it.
  if (decision === 'confirm' && isSelf(viewer, row.openedBy)) return refuse('supervision.same_person');
  return null;
}

/** What is about the department itself is nobody's there to look into: its head refers it upward. */
function referralRefusal(ctx: Ctx, row: clues.ClueRow): Refusal | null {
  const viewer = ctx.viewer;
  if (viewer === null || !viewer.duties.includes('signatory')) return refuseAnywhere('auth.forbidden');
  if (viewer.organization.id !== row.accusedId) return refuse('supervision.not_own');
  return edge(clueLifecycle, row.state, 'refer') === null
    ? refuse('supervision.clue_decided', bilingual('state', clueStates.words[row.state]))
    : null;
}

/** By letter, signed, to the government of the same level or to the National Data Administration (decision 0094). */
export async function referClue(ctx: Ctx, id: string, input: z.output<typeof shapes.referBody>): Promise<ClueOut> {
  const { viewer } = requireDepartment(ctx);
  return act(ctx, { action: 'supervision.refer', subject: ['circumstance', id] }, async (tx, note) => {
    const row = await lockedClue(tx, id);
    const hindered = referralRefusal(tx, row);
    if (hindered !== null) throw hindered;
    await requirePasswordAgain(tx, input.password);
    const { organization } = viewer;
    const at = tx.clock.now();
    const today = dayOf(at);
    const no = await nextNumber(tx, 'supervision_referral', 'YS');
    const said = referralText(
      {
        no: row.no,
        department: organization.name,
        regionCode: row.regionCode,
        circumstance: row.circumstance,
        title: row.title,
        provision: row.provision,
        since: row.since,
        evidence: row.evidence as Record<string, unknown>,
        evidenceSha256: row.evidenceSha256,
        words: input.words,
      },
      input.to,
      input.document_no,
      today,
    );
    const unit = (await store.findUnits(tx.db, [organization.id])).get(organization.id);
    const document = await createDocument(tx, {
      kind: 'supervision_letter',
      no,
      subject: ['circumstance', row.id],
      title: said.title,
      value: {
        kind: 'supervision_letter',
        no,
        clue: row.no,
        to: said.to,
        document_no: input.document_no,
        evidence: row.evidence as object,
        evidence_sha256: row.evidenceSha256,
        words: input.words,
      },
      render: (own) => ({
        ...own,
        demo: unit?.demo ?? false,
        title: said.title,
        documentNo: input.document_no,
        issuer: organization.name,
        signatory: viewer.displayName,
        issuedOn: today,
        to: said.to,
        opening: said.opening,
        sections: said.sections,
        keeper: { name: organization.name, uscc: organization.uscc },
      }),
      publicFacts: said.publicFacts,
    });
    await signDocument(tx, document.id, { reason: said.reason });
    await clues.updateClue(tx.db, id, {
      state: 'referred',
      words: input.words,
      decidedBy: viewer.personId,
      decidedAt: at,
      documentId: document.id,
    });
    note({ no: row.no, rule: row.rule, to: input.to, document: no });
    return showClue(tx, id);
  });
}

async function lockedClue(tx: Ctx, id: string): Promise<clues.ClueRow> {
  const { viewer } = requireDepartment(tx);
  const row = await clues.lockClue(tx.db, id);
  if (row === null || !supervises(viewer, row.regionCode)) throw refuse('supervision.not_found');
  return row;
}

/** A finding: a file is opened, or a running one of the same agency takes the clue in. */
export async function confirmClue(ctx: Ctx, id: string, input: z.output<typeof shapes.decideBody>): Promise<ClueOut> {
  const { viewer } = requireDepartment(ctx);
  return act(ctx, { action: 'supervision.confirm', subject: ['circumstance', id] }, async (tx, note) => {
    const row = await lockedClue(tx, id);
    const hindered = decisionRefusal(tx, row, 'confirm');
    if (hindered !== null) throw hindered;
    const accused = (await store.findUnits(tx.db, [row.accusedId])).get(row.accusedId);
    // An enterprise is no subject of an order: the finding stands, and is followed up under its agreement.
    const caseId = accused?.kind === 'agency' ? await openCase(tx, row, input) : null;
    await clues.updateClue(tx.db, id, {
      state: 'confirmed',
      words: input.words,
      decidedBy: viewer.personId,
      decidedAt: tx.clock.now(),
      caseId,
    });
    note({ no: row.no, rule: row.rule, case: caseId });
    return showClue(tx, id);
  });
}

export async function dismissClue(ctx: Ctx, id: string, input: z.output<typeof shapes.saidBody>): Promise<ClueOut> {
  const { viewer } = requireDepartment(ctx);
  return act(ctx, { action: 'supervision.dismiss', subject: ['circumstance', id] }, async (tx, note) => {
    const row = await lockedClue(tx, id);
    const hindered = decisionRefusal(tx, row, 'dismiss');
    if (hindered !== null) throw hindered;
    await clues.updateClue(tx.db, id, {
      state: 'dismissed',
      words: input.words,
      decidedBy: viewer.personId,
      decidedAt: tx.clock.now(),
    });
    note({ no: row.no, rule: row.rule });
    return showClue(tx, id);
  });
}

/** Of these regions the one whose department looks into a body: its own, or where the body is that department, the one above. */
async function judgedBy(
  ctx: Ctx,
  accused: { readonly id: string; readonly regionCode: string },
  regions: readonly string[],
): Promise<string | null> {
  if (regions.includes(accused.regionCode)) return accused.regionCode;
  const above = (await judgesOf(ctx, accused.regionCode)).above;
  const department = await findHolder(ctx, 'information_department', accused.regionCode);
  return department?.id === accused.id && above !== null && regions.includes(above) ? above : null;
}

/** What no detector reads, with law and article (Article 27, item 7); or what goes on from a clue of another room. */
export async function openClue(ctx: Ctx, input: z.output<typeof shapes.manualBody>): Promise<ClueOut> {
  const { viewer, regions } = requireDepartment(ctx, ['reviewer']);
  const today = dayOf(ctx.clock.now());
  const accused = (await store.findUnits(ctx.db, [input.agency])).get(input.agency);
  const regionCode = accused?.kind === 'agency' ? await judgedBy(ctx, accused, regions) : null;
  if (accused === undefined || regionCode === null) throw refuse('supervision.bad_body', {}, [fieldFaults.agency]);
  if (accused.id === viewer.organization.id) throw refuse('supervision.own_body');
  if (input.since > today) throw refuse('supervision.bad_day', {}, [fieldFaults.since]);
  const from = await effectiveDay(ctx, accused.regionCode);
  if (input.since < from) throw refuse('supervision.before_effective', { day: from });
  return act(ctx, { action: 'supervision.open_clue', subject: ['circumstance', 'new'] }, async (tx, note) => {
    const id = newId(tx, 'circumstance');
    const factKey = input.origin ?? id;
    const known = await clues.findFact(tx.db, 'manual', factKey);
    if (known !== null) throw refuse('supervision.clue_elsewhere', { no: known.no });
    const no = await nextNumber(tx, 'circumstance', 'XS');
    const at = tx.clock.now();
    const evidence = {
      facts: input.facts,
      evidence: input.evidence,
      ...(input.origin === undefined ? {} : { origin: input.origin }),
    };
    await clues.insertClue(tx.db, {
      id,
      no,
      regionCode,
      readIn: accused.regionCode,
      rule: 'manual',
      circumstance: Number(input.circumstance),
      accusedId: accused.id,
      factKey,
      subjectType: 'organization',
      subjectId: accused.id,
      subjectNo: no,
      title: input.title,
      provision: input.provision,
      since: input.since,
      evidence,
      evidenceSha256: hashOf(evidence),
      state: 'open',
      seenAt: at,
      openedBy: viewer.personId,
      createdAt: at,
    });
    note({ no, circumstance: Number(input.circumstance) }, id);
    return showClue(tx, id);
  });
}

/** What the daily run does, at once, for the viewer's own regions. */
export async function runDetectors(ctx: Ctx): Promise<Run> {
  const { regions } = requireDepartment(ctx, ['reviewer']);
  let all: Run = { facts: 0, made: 0, gone: 0, back: 0 };
  for (const region of regions) {
    const run = await detectIn(ctx, region);
    all = {
      facts: all.facts + run.facts,
      made: all.made + run.made,
      gone: all.gone + run.gone,
      back: all.back + run.back,
    };
  }
  return all;
}

/** Bodies of the viewer's regions, for whoever plans an inspection. */
export async function listBodies(ctx: Ctx) {
  const { viewer, regions } = requireDepartment(ctx);
  const lists = await Promise.all(regions.map((region) => store.agenciesOf(ctx.db, region)));
  return lists.flat().filter((one) => one.id !== viewer.organization.id);
}

/** Those, and the departments one level down: for the form that writes a clue down. */
export async function listAccusable(ctx: Ctx) {
  const { regions } = requireDepartment(ctx);
  const today = dayOf(ctx.clock.now());
  const below = (await clues.supervisedRegions(ctx.db, today)).filter((region) => {
    const above = parentOf(region);
    return above !== null && regions.includes(above) && !regions.includes(region);
  });
  const holders = await Promise.all(below.map((region) => findHolder(ctx, 'information_department', region)));
  const units = await store.findUnits(
    ctx.db,
    holders.flatMap((one) => (one === null ? [] : [one.id])),
  );
  return [...(await listBodies(ctx)), ...units.values()];
}

export function maySupervise(ctx: Ctx): boolean {
  try {
    requireDepartment(ctx);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}
